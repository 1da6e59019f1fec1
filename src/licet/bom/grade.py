"""What the grade of a material says it holds: ranges of shares by mass, never one number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.bom.bounds import Bounds, amount, hull
from licet.bom.composition import Shares, remainder, symbol_of

if TYPE_CHECKING:
    from licet.bom.situation import Situation
    from licet.bom.tables import Table

ALL = Bounds(0, 1)
"""A share by mass of which nothing is known."""
OTHER = "other"
_OTHERS = frozenset({OTHER, "others", "rest", "其他", "其它", "その他"})


def shares_by(situation: Situation, grade: str) -> Shares | None:
    """What the table of grades says of a grade on the day; ``None`` if it does not know it.

    Rows that differ leave everything open that any of them allows. An element that no row names
    may make up what the others leave, or at most what a row on any ``other`` one says.
    """
    table = situation.graph.grades
    if table.doubtful(grade):
        return None
    each: dict[str, list[Bounds]] = {}
    for row in table.of(grade, situation.on):
        element = _element(table, row)
        if element is not None:
            each.setdefault(element, []).append(_stated(table, row))
    if not each:
        return None
    named = {element: hull(several) for element, several in each.items()}
    other = named.pop(OTHER, ALL)
    rest = remainder(named)
    return Shares(named, min(rest, other.from_nothing(), key=lambda one: one.hi or 0))


def misstated(table: Table, row: int) -> str | None:
    """What is wrong with a row of the table of grades; ``None`` if nothing is."""
    lo, hi = _ends(table, row)
    if _element(table, row) is None:
        return "the symbol of an element, such as Dy"
    if hi is not None and lo > hi:
        return f"a lowest share no higher than {table.number(row, 'mass_fraction_hi')}"
    if lo == hi:
        return "a range of shares; a grade is never one number"
    return None


def _element(table: Table, row: int) -> str | None:
    word = table.text(row, "element") or ""
    return OTHER if word.lower() in _OTHERS else symbol_of(word)


def _stated(table: Table, row: int) -> Bounds:
    lo, hi = _ends(table, row)
    if misstated(table, row) is not None or lo.numerator < 0:
        return ALL
    return Bounds(lo, 1 if hi is None else min(hi, 1))


def _ends(table: Table, row: int) -> Bounds:
    lo, hi = table.number(row, "mass_fraction_lo"), table.number(row, "mass_fraction_hi")
    return Bounds(0 if lo is None else amount(lo), None if hi is None else amount(hi))
