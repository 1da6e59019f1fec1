"""Which cases turn on a clause: each is decided with the clause and without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from licet.rulebook import DECIDING, Clause, Rulebook, Timeline
from licet.verdict import ACTUAL, THROUGH, Case, Decider, World, decider, decider_of, row_of

_GONE = Timeline(((date.min, "ended"),))


@dataclass(frozen=True, slots=True)
class End:
    """Outcome and policy."""

    outcome: str
    review: str | None


@dataclass(frozen=True, slots=True)
class Turned:
    """A case, by its place in the list, with how it ends under a clause and without it."""

    at: int
    before: End
    after: End


def turned_by(clause: Clause, cases: Sequence[Case], book: Rulebook) -> list[Turned]:
    """The cases whose outcome or policy is another one if a clause is taken out.

    Args:
        clause: the clause; one that outcome and policy are not composed of turns nothing.
        cases: the cases to decide both ways, each on its day and in its scenario.
        book: the rulebook.
    """
    if clause.then not in DECIDING:
        return []
    alike: dict[tuple[date, str | None, str | None], list[int]] = {}
    for at, case in enumerate(cases):
        through = case.readings.get(THROUGH, book.readings[THROUGH].default)
        alike.setdefault((case.known, through, case.scenario), []).append(at)
    found: list[Turned] = []
    for state, places in alike.items():
        whole = decider(book, *state)
        world = World(ACTUAL, {**whole.actual, clause.cite: _GONE})
        some = [cases[at] for at in places]
        ends = zip(_ends(whole, some), _ends(decider_of(book, (world,)), some), strict=True)
        found += [
            Turned(at, one, other)
            for at, (one, other) in zip(places, ends, strict=True)
            if one != other
        ]
    return sorted(found, key=lambda one: one.at)


def _ends(by: Decider, cases: Sequence[Case]) -> list[End]:
    columns = (f"{ACTUAL}__outcome", f"{ACTUAL}__review")
    rows = [row_of(case, by.book) for case in cases]
    return [End(*(one[name] for name in columns)) for one in by.decide_rows(rows, columns)]
