"""Where each part of an article is drawn: as wide as its share of the value, one level a row.

Nothing is drawn wider than is known: what is surely there is drawn to its least value, what it
may be worth beyond that only where its whole has room for it, and what has no value on file
shares the open rest of its whole. No cell ever leaves its parent: one whose parts cost more than
itself is as wide as they are, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from licet.basics import plain
from licet.bom import Bounds, Piece

WIDE = 100_000
"""Units in the width of a picture: thousandths of a per cent."""
NARROW = Fraction(3, 640)
"""Parts narrower than this share of the picture (3 of its 640 points) are drawn together."""
LEVELS = 24
"""Rows at most; what lies deeper is counted."""
PART, OTHERS, OPEN, REST = "part", "others", "open", "rest"
"""A part; several narrow ones; several without a value; what the parts leave of their whole."""
_NOTHING = Bounds(0, 0)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, its places in units from the left edge of the picture.

    Attributes:
        kind: `PART`, `OTHERS`, `OPEN` or `REST`.
        level: row, from 0.
        parent: number of the cell it stands under; ``None`` for the first.
        start, end: where it is drawn.
        sure: up to here its value is certain; what follows is hatched.
        own: up to here its own value reaches; what follows are parts that cost more than it.
        counted_sure, counted_end: up to here counted value surely, and perhaps, reaches.
        pieces: what it stands for.
        value, counted: in one of the item at the top.
        deeper: are there parts below that are not drawn? It is too narrow, or one of several
            that replace each other and dearer than the others.
    """

    kind: str
    level: int
    parent: int | None
    start: int
    end: int
    sure: int
    own: int
    counted_sure: int
    counted_end: int
    pieces: tuple[Piece, ...]
    value: Bounds
    counted: Bounds
    deeper: bool = False


def in_per_cent(part: int, whole: int) -> str:
    """A whole number of thousandths, so that what stands side by side adds up."""
    return plain(Decimal(round(Fraction(part * WIDE, whole))).scaleb(-3)) + "%"


def cells_of(top: Piece) -> tuple[Cell, ...]:
    """The cells of an item and of its parts, each after the one it stands under."""
    known = top.value.hi if top.value.hi is not None else top.value.lo
    width = max(Fraction(known), Fraction(top.least)) or Fraction(1)
    return tuple(_Drawing(width).cells(top))


@dataclass(frozen=True, slots=True)
class _Span:
    """What one cell stands for, and where, in money."""

    kind: str
    start: Fraction
    width: Fraction
    pieces: tuple[Piece, ...]
    value: Bounds
    counted: Bounds


class _Drawing:
    def __init__(self, width: Fraction) -> None:
        self.width = width
        self.found: list[Cell] = []

    def cells(self, top: Piece) -> list[Cell]:
        whole = _Span(PART, Fraction(0), self.width, (top,), top.value, top.counted)
        self._draw(whole, 0, None)
        return self.found

    def _draw(self, span: _Span, level: int, parent: int | None) -> None:
        here = len(self.found)
        parts = span.pieces[0].parts if span.kind == PART else ()
        needed = sum((Fraction(part.least) for part in parts), Fraction(0))
        below = span.width >= max(needed, self.width * NARROW) and level + 1 < LEVELS
        self.found.append(self._cell(span, level, parent, deeper=bool(parts) and not below))
        if parts and below:
            for one in self._row(span, parts):
                self._draw(one, level + 1, here)

    def _cell(self, span: _Span, level: int, parent: int | None, *, deeper: bool) -> Cell:
        end = span.start + span.width
        own = span.value.hi if span.value.hi is not None else span.width
        most = span.counted.hi
        return Cell(
            span.kind,
            level,
            parent,
            self._at(span.start),
            self._at(end),
            self._at(min(end, span.start + span.value.lo)),
            self._at(min(end, span.start + own)),
            self._at(min(end, span.start + span.counted.lo)),
            self._at(end if most is None else min(end, span.start + most)),
            span.pieces,
            span.value,
            span.counted,
            deeper,
        )

    def _at(self, place: Fraction) -> int:
        return round(place / self.width * WIDE)

    def _row(self, span: _Span, parts: Sequence[Piece]) -> Iterator[_Span]:
        widths = _widths(parts, span.width)
        shown = [(w, p) for w, p in zip(widths, parts, strict=True) if w]
        shown.sort(key=lambda pair: -pair[0])
        narrow = [pair for pair in shown if pair[0] < self.width * NARROW]
        narrow = narrow if len(narrow) > 1 else []
        at = span.start
        for width, piece in shown[: len(shown) - len(narrow)]:
            yield _Span(PART, at, width, (piece,), piece.value, piece.counted)
            at += width
        if narrow:
            width, together = sum((w for w, _ in narrow), Fraction(0)), [p for _, p in narrow]
            yield _together(OTHERS, at, width, together)
            at += width
        left = span.start + span.width - at
        without = [p for w, p in zip(widths, parts, strict=True) if not w]
        if without or not span.pieces[0].whole or _loose(parts, widths):
            yield _together(OPEN, at, left, without, _room(span, parts))
        elif left:
            yield _Span(REST, at, left, (), _room(span, parts), _NOTHING)


def _widths(parts: Sequence[Piece], room: Fraction) -> list[Fraction]:
    """How wide each part is drawn: what it may be worth, if all have room, else what it is."""
    least = [Fraction(part.least) for part in parts]
    most = [Fraction(max(p.value.hi or 0, p.least)) for p in parts]
    return most if sum(most) <= room else least


def _loose(parts: Sequence[Piece], widths: Sequence[Fraction]) -> bool:
    """May a part be worth more than is drawn of it?"""
    ends = [(part.value.hi, width) for part, width in zip(parts, widths, strict=True)]
    return any(hi is None or hi > width for hi, width in ends)


def _room(span: _Span, parts: Sequence[Piece]) -> Bounds:
    """What the whole is worth beyond what its parts are."""
    sure = sum((Fraction(part.least) for part in parts), Fraction(0))
    whole = span.value
    hi = None if whole.hi is None else max(Fraction(0), whole.hi - sure)
    most = [None if p.value.hi is None else Fraction(max(p.value.hi, p.least)) for p in parts]
    spent = None if None in most else sum((m for m in most if m is not None), Fraction(0))
    return Bounds(Fraction(0) if spent is None else max(Fraction(0), whole.lo - spent), hi)


def _together(
    kind: str, at: Fraction, width: Fraction, pieces: Sequence[Piece], value: Bounds | None = None
) -> _Span:
    counted, added = _NOTHING, _NOTHING
    for piece in pieces:
        counted, added = counted.plus(piece.counted), added.plus(piece.value)
    return _Span(kind, at, width, tuple(pieces), added if value is None else value, counted)
