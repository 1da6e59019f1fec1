"""A paper as a Word document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

import docx
import segno
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Mm, Pt, RGBColor

from licet.papers.sheets.parts import Cell, Fields, Grid, Heading, Pair, Sheet, Sign
from licet.papers.sheets.values import word
from licet.rulebook import Words

_WIDTH = 17.4
_LABEL = 4.6
_PALE, _NOTE = "F2F5FA", "FFF8E1"
_GREY, _DARK = RGBColor(95, 95, 95), RGBColor(31, 56, 100)
_Text = tuple[list[str], str | None]
"""Lines of a cell, and what fills it."""
_AROUND = {"top": 70, "bottom": 70, "start": 100, "end": 100}
"""Room between a cell's border and its text, in twentieths of a point."""


def docx_of(sheet: Sheet, day: date) -> bytes:
    """The paper as a Word document."""
    document = docx.Document()
    _style(document)
    document.core_properties.title = " ".join(sheet.say(sheet.title))
    document.core_properties.author = "Licet"
    document.core_properties.created = datetime.combine(day, time(), UTC)
    _Writer(document, sheet).write()
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _style(document: Any) -> None:  # noqa: ANN401 - a document
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = Mm(18), Mm(16)
    for name in ("Normal", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name = "Calibri"
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "SimSun")
    normal = document.styles["Normal"]
    normal.font.size = Pt(9.5)
    normal.paragraph_format.space_after = Pt(0)
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), "en-GB")
    tag.set(qn("w:eastAsia"), "zh-CN")
    normal.element.get_or_add_rPr().append(tag)


class _Writer:
    """Writes the parts of a paper into a document."""

    def __init__(self, document: Any, sheet: Sheet) -> None:  # noqa: ANN401 - a document
        self.document, self.sheet = document, sheet
        self.table: Any = None
        """The table of the last part, if the next may go on in it."""

    def write(self) -> None:
        """Title, case and day, that it is a worksheet, and every part."""
        chinese, other = self.sheet.say(self.sheet.title)
        self.document.add_heading(chinese, level=1)
        self._grey(self.document.add_paragraph(), other, 11)
        told = "    ".join(f"{'/'.join(self.sheet.say(w))}: {v}" for w, v in self.sheet.head)
        self._grey(self.document.add_paragraph(), told, 8)
        if self.sheet.verify:
            self._code()
        made = self._table([_WIDTH])
        self._row(made, [(list(self.sheet.say(self.sheet.note)), _NOTE)])
        self._foot()
        for part in self.sheet.parts:
            _WRITES[type(part)](self, part)

    def _code(self) -> None:
        """The QR code under which others verify the case."""
        out = BytesIO()
        segno.make(self.sheet.verify, error="m").save(out, kind="png", scale=6, border=1)
        out.seek(0)
        self.document.add_picture(out, width=Mm(24))

    def heading(self, part: Heading) -> None:
        """A heading that stays with what follows."""
        chinese, other = self.sheet.say(part.words)
        text = f"{chinese}  {other}" if chinese != other else chinese
        made = self.document.add_heading(text, level=2)
        made.paragraph_format.space_before, made.paragraph_format.space_after = Pt(10), Pt(3)

    def pair(self, part: Pair) -> None:
        """A sentence in both languages beside each other."""
        if self.table is None or self.table._element.getnext() is not self._last():  # noqa: SLF001
            self.table = self._table([_WIDTH / 2, _WIDTH / 2])
        self._row(self.table, [([text], None) for text in self.sheet.say(part.words)])

    def fields(self, part: Fields) -> None:
        """Names and values in rows; a value in one language goes over both columns."""
        half = (_WIDTH - _LABEL) / 2
        made = self._table([_LABEL, half, half])
        for words, values in part.rows:
            shown = [(one.text.split("\n"), _NOTE if one.open else None) for one in values]
            cells = self._row(made, [(self._label(words), _PALE), *shown])
            if len(values) == 1:
                cells[1].merge(cells[2])

    def grid(self, part: Grid) -> None:
        """Lines under heads that come again on each page."""
        total = sum(part.shares)
        made = self._table([_WIDTH * share / total for share in part.shares])
        small = 8 if len(part.shares) <= 6 else 7  # noqa: PLR2004 - columns that leave room
        self._row(made, [(self._label(words), _PALE) for words in part.heads], small)
        again = OxmlElement("w:tblHeader")
        made.rows[0]._tr.get_or_add_trPr().append(again)  # noqa: SLF001 - the library has no other way
        for row in part.rows:
            shown = [(one.text.split("\n"), _NOTE if one.open else None) for one in row]
            self._row(made, shown, small)

    def sign(self, part: Sign) -> None:
        """Places to sign, side by side, with room for a seal."""
        self.document.add_paragraph().paragraph_format.space_after = Pt(6)
        width = _WIDTH / len(part.places)
        shares = [width * 0.35, width * 0.65] * len(part.places)
        made = self._table(shares)
        wide: list[_Text] = []
        for words, _ in part.places:
            wide += [(self._label(words), _PALE), ([""], _PALE)]
        tall: list[_Text] = []
        for _ in part.places:
            tall += [(list(self.sheet.say(word("seal"))), None), ([""], None)]
        for row in (wide, tall):
            cells = self._row(made, row)
            for at in range(0, len(cells), 2):
                cells[at].merge(cells[at + 1])
        made.rows[1].height = Cm(1.8)
        for values in zip(*(rows for _, rows in part.places), strict=True):
            row = []
            for words, value in values:
                row += [(self._label(words), _PALE), *_shown(value)]
            self._row(made, row)
        for cell in (one for row in made.rows[:-1] for one in row.cells):
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True

    def _label(self, words: Words) -> list[str]:
        return list(dict.fromkeys(self.sheet.say(words)))

    def _grey(self, paragraph: Any, text: str, size: float) -> None:  # noqa: ANN401
        run = paragraph.add_run(text)
        run.font.size, run.font.color.rgb = Pt(size), _GREY
        paragraph.paragraph_format.space_after = Pt(4)

    def _last(self) -> Any:  # noqa: ANN401 - the end of the body
        return self.document.element.body.sectPr

    def _table(self, widths: Sequence[float]) -> Any:  # noqa: ANN401 - a table
        made = self.document.add_table(rows=0, cols=len(widths))
        made.style, made.autofit = "Table Grid", False
        made.alignment = WD_TABLE_ALIGNMENT.CENTER
        around = OxmlElement("w:tblCellMar")
        for side, size in _AROUND.items():
            one = OxmlElement(f"w:{side}")
            one.set(qn("w:w"), str(size))
            one.set(qn("w:type"), "dxa")
            around.append(one)
        made._tbl.tblPr.append(around)  # noqa: SLF001 - the library has no other way
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Cm(width)
        return made

    def _row(self, made: Any, texts: Sequence[_Text], size: float = 9) -> Any:  # noqa: ANN401
        row = made.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
        for cell, column, (lines, fill) in zip(row.cells, made.columns, texts, strict=False):
            cell.width = column.width
            for number, line in enumerate(lines):
                at = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
                run = at.add_run(line)
                run.font.size = Pt(size)
                if fill == _PALE and number:
                    run.font.size, run.font.color.rgb = Pt(size - 1), _GREY
            if fill is not None:
                shade = OxmlElement("w:shd")
                shade.set(qn("w:val"), "clear")
                shade.set(qn("w:fill"), fill)
                cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001
        return row.cells

    def _foot(self) -> None:
        """What it is, and which page."""
        paragraph = self.document.sections[0].footer.paragraphs[0]
        self._grey(paragraph, f"{' '.join(self.sheet.say(self.sheet.title))} · ", 7)
        for name, after in (("PAGE", "/"), ("NUMPAGES", "")):
            run = paragraph.add_run()
            run.font.size = Pt(7)
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), name)
            paragraph._p.append(field)  # noqa: SLF001
            paragraph.add_run(after).font.size = Pt(7)


def _shown(value: Cell) -> list[_Text]:
    return [(value.text.split("\n"), _NOTE if value.open else None)]


_WRITES: Any = {
    Heading: _Writer.heading,
    Pair: _Writer.pair,
    Fields: _Writer.fields,
    Grid: _Writer.grid,
    Sign: _Writer.sign,
}
