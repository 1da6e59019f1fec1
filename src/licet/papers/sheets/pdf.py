"""A paper as PDF, with its font embedded as far as it is used, and its data carried along."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import segno
from fpdf import FPDF, ViewerPreferences

from licet.papers.sheets.font import drawn
from licet.papers.sheets.parts import Fields, Grid, Heading, Pair, Sheet, Sign
from licet.papers.sheets.table_pdf import Box, Ink, Rows, artifact, tagged
from licet.papers.sheets.values import word

MARGIN = 18.0
_DARK = (31, 56, 100)
_PALE = (242, 245, 250)
_NOTE = (255, 248, 225)
_LABEL = 46.0
_TALL = 16.0
"""Room for a hand and a seal, in millimetres."""


def pdf(sheet: Sheet, day: date, font: Path) -> bytes:
    """The paper as PDF; the same paper, day and font give the same bytes."""
    page = _Page(sheet, font)
    page.set_creation_date(datetime.combine(day, time(), UTC))
    page.add_page()
    writer = _Writer(page, sheet)
    writer.begin()
    for part in sheet.parts:
        writer.part(part)
    if sheet.twin:
        page.embed_file(bytes=sheet.twin.encode(), basename=f"{sheet.file}.json", compress=True)
    return bytes(page.output())


_CODE = 24
"""Millimetres of a QR code."""


class _Page(FPDF):
    """A4 with a foot that says what it is and which page."""

    def __init__(self, sheet: Sheet, font: Path) -> None:
        super().__init__(format="A4")
        self.sheet = sheet
        self.add_font("sheets", fname=font)
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(auto=False)
        self.set_title(" ".join(sheet.say(sheet.title)))
        self.set_lang("zh-CN")
        self.set_creator("Licet")
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)

    def footer(self) -> None:
        """The foot of a page."""
        number = word("page", page=self.page_no(), pages="{nb}")
        self.set_y(-13)
        self.set_font("sheets", size=7)
        self.set_text_color(110)
        said = drawn(f"{' '.join(self.sheet.say(self.sheet.title))}")
        width = self.epw - 42
        if self.get_string_width(said) > width:
            while self.get_string_width(f"{said}…") > width:
                said = said[:-1]
            said = f"{said}…"
        with artifact(self):
            self.cell(width, 5, said)
            self.cell(42, 5, " · ".join(self.sheet.say(number)), align="R")


class _Writer:
    """Writes the parts of a paper down the pages."""

    def __init__(self, page: FPDF, sheet: Sheet) -> None:
        self.page, self.sheet = page, sheet
        self.rows = Rows(page, MARGIN)

    def begin(self) -> None:
        """Title, case and day, and that it is a worksheet."""
        chinese, other = self.sheet.say(self.sheet.title)
        ink = (Ink(chinese, 17, _DARK), Ink(other, 11, (90, 90, 90)))
        width = self.page.epw - (_CODE + 4 if self.sheet.verify else 0)
        top = self.page.get_y()
        self.rows.draw([Box(width, ink, border=False, role="H1")])
        told = "    ".join(f"{'/'.join(self.sheet.say(w))}: {v}" for w, v in self.sheet.head)
        self.rows.draw([Box(width, (Ink(told, 8, (90, 90, 90)),), border=False)])
        if self.sheet.verify:
            self._code(top)
        self.rows.space(1)
        note = tuple(Ink(text, 8) for text in self.sheet.say(self.sheet.note))
        self.rows.draw([Box(self.page.epw, note, fill=_NOTE)])
        self.rows.space(2)

    def _code(self, top: float) -> None:
        """The QR code at the right of the title; what follows stands below it."""
        modules = [list(row) for row in segno.make(self.sheet.verify, error="m").matrix]
        side = _CODE / len(modules)
        left = self.page.l_margin + self.page.epw - _CODE
        self.page.set_fill_color(0)
        with tagged(self.page, "Figure", self.sheet.verify):
            for y, row in enumerate(modules):
                for x, dark in enumerate(row):
                    if dark:
                        self.page.rect(left + x * side, top + y * side, side, side, style="F")
        self.page.set_y(max(self.page.get_y(), top + _CODE + 1))

    def part(self, part: Any) -> None:  # noqa: ANN401 - one of the parts
        """Write one part."""
        makes: Any = {
            Heading: self.heading,
            Pair: self.pair,
            Fields: self.fields,
            Grid: self.grid,
            Sign: self.sign,
        }
        makes[type(part)](part)

    def heading(self, part: Heading) -> None:
        """A heading, with room for what follows it."""
        self.rows.keep(24)
        self.rows.space(3)
        chinese, other = self.sheet.say(part.words)
        text = f"{chinese}  {other}" if chinese != other else chinese
        self.page.start_section(text)
        ink = (Ink(text, 10.5, _DARK),)
        self.rows.draw([Box(self.page.epw, ink, border=False, pad=0.6, role="H2")])

    def pair(self, part: Pair) -> None:
        """A sentence in both languages beside each other."""
        half = self.page.epw / 2
        self.rows.draw([Box(half, (Ink(text, 9),)) for text in self.sheet.say(part.words)])

    def fields(self, part: Fields) -> None:
        """Names and values in rows."""
        for words, values in part.rows:
            width = (self.page.epw - _LABEL) / len(values)
            boxes = [Box(_LABEL, self._label(words), fill=_PALE)]
            boxes += [
                Box(width, (Ink(one.text, 9),), fill=_NOTE if one.open else None) for one in values
            ]
            self.rows.draw(boxes)

    def grid(self, part: Grid) -> None:
        """Lines under heads; the heads come again on each page."""
        total = sum(part.shares)
        widths = [self.page.epw * share / total for share in part.shares]
        small = 7.5 if len(widths) <= 6 else 6.5  # noqa: PLR2004 - columns that leave room
        heads = [
            Box(width, self._label(words, small), fill=_PALE, pad=1)
            for words, width in zip(part.heads, widths, strict=True)
        ]
        self.rows.keep(26)
        self.rows.draw(heads)
        for row in part.rows:
            boxes = [
                Box(width, (Ink(one.text, small + 0.5),), fill=_NOTE if one.open else None, pad=1)
                for one, width in zip(row, widths, strict=True)
            ]
            self.rows.draw(boxes, again=heads)

    def sign(self, part: Sign) -> None:
        """Places to sign, side by side, with room for a seal."""
        self.rows.keep(_TALL + 10 + 10 * max(len(rows) for _, rows in part.places))
        self.rows.space(4)
        width = self.page.epw / len(part.places)
        label, seal = width * 0.35, word("seal")
        self.rows.draw([Box(width, self._label(words, 9), fill=_PALE) for words, _ in part.places])
        tall = tuple(Ink(text, 7, (150, 150, 150)) for text in self.sheet.say(seal))
        self.rows.draw([Box(width, tall) for _ in part.places], least=_TALL)
        for row in zip(*(rows for _, rows in part.places), strict=True):
            boxes: list[Box] = []
            for words, value in row:
                boxes.append(Box(label, self._label(words, 7.5), fill=_PALE))
                shown = (Ink(value.text, 9),)
                boxes.append(Box(width - label, shown, fill=_NOTE if value.open else None))
            self.rows.draw(boxes)

    def _label(self, words: Any, size: float = 8.5) -> Sequence[Ink]:  # noqa: ANN401
        chinese, other = self.sheet.say(words)
        return Ink(chinese, size), Ink(other, size - 1, (95, 95, 95))
