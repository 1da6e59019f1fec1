"""The picture of an article: its cells with words on them, and a table that says the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from licet.basics import Range
from licet.papers.report.layout import OPEN, OTHERS, PART, REST, WIDE, Cell, cells_of, in_per_cent
from licet.papers.report.scale import Scale, Subject
from licet.papers.report.speech import Speech
from licet.papers.report.telling import (
    NAMED,
    Mover,
    entries,
    movers,
    name_of,
    notes,
    sources_of,
)

ROW = 42
"""Height of a row, in points."""
_WIDTHS = (300, 400, 520, 680, 860, 1060)
"""Widths of a picture from which on labels that need so much are shown."""
_LETTER, _SIGN, _MARGIN = 70, 125, 100
"""Tenths of a point: a Latin letter, a Chinese character, the room beside a label."""
_HAN = "\u2e80"
_EXPLAINED = ("counted", "maybe", "pin", "loose", OPEN, REST, "over")
_NARROW = 3 * WIDE // 640


@dataclass(frozen=True, slots=True)
class Strip:
    """A stretch of a cell, in per cent of the cell."""

    start: str
    width: str


@dataclass(frozen=True, slots=True)
class Box:
    """One cell as it is set."""

    kind: str
    x: str
    width: str
    y: int
    label: str
    under: str
    fits: str
    """From which width of the picture on there is room for the label."""
    tip: str
    loose: Strip | None
    """Where its own value is not certain."""
    over: Strip | None
    """Where its parts cost more than it."""
    counted: Strip | None
    maybe: Strip | None
    """Where counted value surely is, and where it may be."""
    pin: bool
    """Is counted value in it too narrow to be seen?"""


@dataclass(frozen=True, slots=True)
class Row:
    """One cell as a line of the table."""

    level: int
    name: str
    value: str
    share: str
    counted: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with everything said about it; equal pictures are drawn once."""

    name: str
    answer: str
    height: int
    boxes: tuple[Box, ...]
    rows: tuple[Row, ...]
    entries: tuple[str, ...]
    movers: tuple[Mover, ...]
    notes: tuple[str, ...]
    key: tuple[str, ...]
    """What must be explained."""


def picture_of(subject: Subject, say: Speech) -> Picture:
    """The picture of one article."""
    return _Painter(subject, say).picture()


class _Painter:
    def __init__(self, subject: Subject, say: Speech) -> None:
        self.subject, self.say = subject, say
        self.cells = cells_of(subject.top)
        self.scale = Scale(subject, self.cells[0], say)

    def picture(self) -> Picture:
        top, say = self.subject.top, self.say
        cells = [cell for cell in self.cells if cell.end > cell.start]
        boxes = tuple(self._box(cell) for cell in cells)
        return Picture(
            name_of(top),
            self._answer(),
            ROW * (1 + max(cell.level for cell in cells)),
            boxes,
            tuple(self._row(cell) for cell in self.cells),
            tuple(entries(self.subject, self.scale, say)),
            tuple(movers(self.subject, self.scale, say)),
            tuple(notes(self.subject, self.cells, say)),
            _key(boxes),
        )

    def _answer(self) -> str:
        top, share, scale = self.subject.top, self.subject.share, self.scale
        value = scale.amount(top.value)
        if share.hi is None and share.lo and scale.whole is not None:
            least = scale.per_cent(Range(share.lo, share.lo))
            return self.say("picture_answer_least", share=least, value=value)
        if share.hi is None:
            return self.say("picture_answer_open", counted=scale.amount(top.counted), value=value)
        return self.say("picture_answer", share=scale.per_cent(share), value=value)

    def _box(self, cell: Cell) -> Box:
        label, scale = self._label(cell), self.scale
        under = scale.glance(cell.value) if cell.level else scale.amount(cell.value)
        nothing_known = cell.value.lo == 0 and cell.value.hi is None
        uncertain = cell.kind in {PART, OTHERS} and cell.sure < cell.own and not nothing_known
        pinned = cell.counted.hi != 0 and cell.counted_end - cell.start < _NARROW
        wide = cell.end - cell.start
        return Box(
            OPEN if nothing_known else cell.kind,
            in_per_cent(cell.start, WIDE),
            in_per_cent(wide, WIDE),
            cell.level * ROW,
            label,
            under,
            _fits(label, under, wide),
            self._tip(cell),
            _strip(cell, cell.sure, cell.own) if uncertain else None,
            _strip(cell, cell.own, cell.end),
            None if pinned else _strip(cell, cell.start, cell.counted_sure),
            None if pinned else _strip(cell, cell.counted_sure, cell.counted_end),
            pinned,
        )

    def _label(self, cell: Cell) -> str:
        if cell.kind == PART:
            return name_of(cell.pieces[0])
        if cell.kind == OTHERS:
            return self.say("picture_others", count=len(cell.pieces))
        return self.say("picture_open" if cell.kind == OPEN else "picture_rest")

    def _full_name(self, cell: Cell) -> str:
        if cell.kind == PART:
            return self._label(cell)
        named = list(dict.fromkeys(name_of(piece) for piece in cell.pieces))
        text = self.say.join(named[:NAMED])
        if len(named) > NAMED:
            text += " " + self.say("and_more", count=len(named) - NAMED)
        return self._label(cell) + (f"{self.say.colon}{text}" if text else "")

    def _tip(self, cell: Cell) -> str:
        say, scale = self.say, self.scale
        told = [self._full_name(cell), scale.amount(cell.value) + scale.bracketed(cell.value)]
        if cell.counted.hi != 0:
            told.append(say("picture_counted", value=scale.amount(cell.counted)))
        return "\n".join([*told, *self._remarks(cell), *sources_of(cell)])

    def _remarks(self, cell: Cell) -> Iterator[str]:
        if cell.own < cell.end:
            yield self.say("picture_over")
        if cell.kind == PART and cell.pieces[0].options > 1:
            yield self.say("picture_one_of", count=cell.pieces[0].options)
        if cell.deeper:
            yield self.say("picture_deeper")

    def _row(self, cell: Cell) -> Row:
        counted = self.scale.money(cell.counted) if cell.counted.hi != 0 else "0"
        return Row(
            cell.level,
            " · ".join([self._full_name(cell), *self._remarks(cell)]),
            self.scale.money(cell.value),
            self.scale.share(cell.value),
            "" if cell.kind == REST else counted,
            self.say.join(sources_of(cell)),
        )


def _key(boxes: Sequence[Box]) -> tuple[str, ...]:
    """What there is on the picture, in the order in which it is explained."""
    shown = {box.kind for box in boxes} | {"pin" for box in boxes if box.pin}
    stretches = ("counted", "maybe", "loose", "over")
    shown |= {name for box in boxes for name in stretches if getattr(box, name) is not None}
    return tuple(name for name in _EXPLAINED if name in shown)


def _strip(cell: Cell, start: int, end: int) -> Strip | None:
    wide = cell.end - cell.start
    if start >= end:
        return None
    return Strip(in_per_cent(start - cell.start, wide), in_per_cent(end - start, wide))


def _fits(label: str, under: str, wide: int) -> str:
    """The class of the narrowest picture in which a cell has room for its label."""
    tenths = max(sum(_LETTER if c < _HAN else _SIGN for c in text) for text in (label, under))
    needed = (tenths + _MARGIN) * WIDE
    return next((f"from{each}" for each in _WIDTHS if needed <= 10 * each * wide), "")
