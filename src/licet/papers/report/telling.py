"""What is told under the picture of an article: where counted value enters, what is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from licet.bom import Bounds, Piece
from licet.papers.report.layout import WIDE, Cell, in_per_cent
from licet.papers.report.scale import Scale, Subject
from licet.papers.report.speech import Speech

NAMED, SOURCES = 6, 3
"""Names and sources told at most."""
_LOOKED = 5000
"""Places looked through for where counted value enters."""


@dataclass(frozen=True, slots=True)
class Mover:
    """One unknown, and how far it moves the counted value; a width of "" is no bar."""

    text: str
    width: str
    limited: bool


def entries(subject: Subject, scale: Scale, say: Speech) -> Iterator[str]:
    """Where counted value enters, the most of it first; what stands in several places once."""
    found: dict[str, tuple[Bounds, dict[str, None], str]] = {}
    looked = 0
    for looked, (piece, way) in enumerate(_holding(subject.top), 1):  # noqa: B007 - told below
        if piece.enters:
            value, places, first = found.get(name_of(piece), (Bounds(0, 0), {}, way))
            places |= dict.fromkeys(str(one) for one in piece.evidence)
            found[name_of(piece)] = value.plus(piece.counted), places, first
    ordered = sorted(found.values(), key=lambda one: (one[0].hi is not None, -_most(one[0])))
    for value, places, way in ordered[:NAMED]:
        yield say(
            "picture_entry",
            item=way,
            value=scale.amount(value),
            share=scale.bracketed(value),
            places=say.join(list(places)[:SOURCES]),
        )
    if len(ordered) > NAMED:
        yield say("and_more", count=len(ordered) - NAMED)
    if looked == _LOOKED:
        yield say("picture_entries_cut", count=f"{_LOOKED:,}")


def _holding(top: Piece) -> Iterator[tuple[Piece, str]]:
    """Every place that holds or may hold counted value, with the way down to it.

    The item asked about is left out of the way where there is more to it.
    """
    work: list[tuple[Piece, tuple[str, ...]]] = [(top, ())]
    looked = 0
    while work and looked < _LOOKED:
        piece, way = work.pop()
        if piece.counted.hi != 0:
            looked += 1
            yield piece, " › ".join(way) or name_of(piece)
            work.extend((part, (*way, name_of(part))) for part in reversed(piece.parts))


def _most(value: Bounds) -> Fraction:
    return Fraction(value.lo if value.hi is None else value.hi)


def movers(subject: Subject, scale: Scale, say: Speech) -> Iterator[Mover]:
    """Each unknown of the value: by how much of it the counted value is moved."""
    unknowns = [one for one in subject.unknowns if one.what != "technology"]
    most = max((one.moves for one in unknowns if one.moves is not None), default=None)
    for one in unknowns:
        where = "" if one.where is None else f" ({one.where})"
        text = f"{one.item}{say.colon}{say('unknown_' + one.what)}{where}"
        if one.moves is None:
            yield Mover(say.join([text, say("picture_moves_any")]), "100%", limited=False)
        elif one.moves == 0:
            yield Mover(say.join([text, say("moves_share_only")]), "", limited=True)
        else:
            by = Bounds(Fraction(one.moves), Fraction(one.moves))
            told = say("picture_moves", by=scale.amount(by)) + scale.bracketed(by)
            width = round(Fraction(one.moves) / Fraction(most or one.moves) * WIDE)
            yield Mover(say.join([text, told]), in_per_cent(width, WIDE), limited=True)


def notes(subject: Subject, cells: Sequence[Cell], say: Speech) -> Iterator[str]:
    """What a reader must know before believing the widths."""
    top = subject.top
    if cells[0].own < cells[0].end:
        yield say("picture_note_over")
    elif top.value.hi is None and len(cells) > 1:
        yield say("picture_note_unknown" if top.value.lo == 0 else "picture_note_open")
    if subject.share.hi is not None and subject.share.hi > 1:
        yield say("picture_note_above")
    if any(cell.deeper and cell.level for cell in cells):
        yield say("picture_note_deeper")


def name_of(piece: Piece) -> str:
    """The item, with its lot, and which of its bills it is."""
    return " · ".join(word for word in (piece.item, piece.lot, piece.bill) if word)


def sources_of(cell: Cell) -> list[str]:
    """The first rows that a cell comes from."""
    every = dict.fromkeys(str(one) for piece in cell.pieces[:NAMED] for one in piece.evidence)
    shown = list(every)[:SOURCES]
    return [*shown, "…"] if len(every) > SOURCES else shown
