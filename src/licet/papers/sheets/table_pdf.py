"""Rows of boxes on the pages of a PDF: as high as their fullest box, split where a page ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from fpdf import FPDF

from licet.papers.sheets.font import drawn
from licet.papers.sheets.wrap import wrapped

_POINT = 0.3528
"""Millimetres."""
_LEADING = 1.42
_FOOT = 16.0
_LINE = (190, 196, 206)
Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Ink:
    """A text in a size (points) and a colour."""

    text: str
    size: float
    colour: Colour = (20, 20, 20)


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a row: its width in millimetres, and its texts below each other."""

    width: float
    inks: Sequence[Ink]
    fill: Colour | None = None
    border: bool = True
    pad: float = 1.6
    role: str = "P"
    """What a screen reader takes it for: P, or H1, H2."""


@contextmanager
def tagged(page: FPDF, role: str, alt: str | None = None) -> Iterator[None]:
    """Text or a picture with its place in the structure of the document, in the order drawn.

    The library itself tags pictures only, so its own way of doing that is borrowed.
    """
    with page._marked_sequence(alt_text=alt) as element:  # noqa: SLF001 - see above
        element.s = f"/{role}"
        yield


@contextmanager
def artifact(page: FPDF) -> Iterator[None]:
    """What is no content: lines, fills, the foot of each page."""
    page._out("/Artifact BMC")  # noqa: SLF001 - the library has no word for it
    yield
    page._out("EMC")  # noqa: SLF001 - as above


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    size: float
    colour: Colour

    @property
    def height(self) -> float:
        return self.size * _POINT * _LEADING


class Rows:
    """Draws rows from the top of the pages down."""

    def __init__(self, page: FPDF, margin: float) -> None:
        self.page, self.margin = page, margin
        self._widths: dict[str, float] = {}

    def space(self, height: float) -> None:
        """Leave some room."""
        self.page.set_y(self.page.get_y() + height)

    def keep(self, height: float) -> None:
        """Turn the page unless there is so much room on it."""
        if self._room() < height:
            self.page.add_page()

    def draw(self, boxes: Sequence[Box], *, least: float = 0, again: Sequence[Box] = ()) -> None:
        """Draw a row; what does not fit goes on under `again` on the next page."""
        columns = [self._lines(box) for box in boxes]
        while True:
            height = max(
                least, *(_height(box, lines) for box, lines in zip(boxes, columns, strict=True))
            )
            room = self._room()
            if height <= room:
                self._row(boxes, columns, height)
                return
            whole_page = self.page.h - self.margin - _FOOT
            if height > whole_page * 0.5 and room > whole_page * 0.15:
                fit = [
                    _fitting(box, lines, room) for box, lines in zip(boxes, columns, strict=True)
                ]
                if any(fit):
                    heads = [lines[:n] for lines, n in zip(columns, fit, strict=True)]
                    self._row(boxes, heads, room)
                    columns = [lines[n:] for lines, n in zip(columns, fit, strict=True)]
            self.page.add_page()
            if again:
                self.draw(again)

    def _room(self) -> float:
        return float(self.page.h - _FOOT - self.page.get_y())

    def _lines(self, box: Box) -> list[_Line]:
        found = []
        for ink in box.inks:
            width = (box.width - 2 * box.pad) / (ink.size * _POINT)
            text = drawn(ink.text)
            lines = wrapped(text, width, self._measure)
            found += [_Line(line, ink.size, ink.colour) for line in lines]
        return found

    def _measure(self, text: str) -> float:
        """The width of a text in ems."""
        total = 0.0
        for one in text:
            if one not in self._widths:
                self.page.set_font("sheets", size=100)
                self._widths[one] = self.page.get_string_width(one) / (100 * _POINT)
            total += self._widths[one]
        return total

    def _row(self, boxes: Sequence[Box], columns: Sequence[list[_Line]], height: float) -> None:
        left, top = self.margin, self.page.get_y()
        for box, lines in zip(boxes, columns, strict=True):
            self._box(box, lines, (left, top, height))
            left += box.width
        self.page.set_xy(self.margin, top + height)

    def _box(self, box: Box, lines: list[_Line], place: tuple[float, float, float]) -> None:
        left, top, height = place
        if box.fill is not None:
            self.page.set_fill_color(*box.fill)
        self.page.set_draw_color(*_LINE)
        self.page.set_line_width(0.15)
        style = ("D" if box.border else "") + ("F" if box.fill is not None else "")
        if style:
            with artifact(self.page):
                self.page.rect(left, top, box.width, height, style=style)
        if not lines:
            return
        at = top + box.pad
        with tagged(self.page, box.role):
            for line in lines:
                self.page.set_font("sheets", size=line.size)
                self.page.set_text_color(*line.colour)
                self.page.text(left + box.pad, at + line.size * _POINT * 1.08, line.text)
                at += line.height


def _height(box: Box, lines: Sequence[_Line]) -> float:
    return sum(line.height for line in lines) + 2 * box.pad


def _fitting(box: Box, lines: Sequence[_Line], room: float) -> int:
    """How many lines fit into the room that is left."""
    used, count = 2 * box.pad, 0
    for line in lines:
        used += line.height
        if used > room:
            break
        count += 1
    return count
