"""What the engine says of many rows at once; every what-if of this room goes through here.

Rows that are alike are decided once. A standing that is not established can be supposed: the
clauses of an instrument that hang in the air either stand or do not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from licet.rulebook import Clause, Rulebook, Standing, Timeline
from licet.verdict import (
    ACTUAL,
    OUTCOMES,
    POLICIES,
    THROUGH,
    UNDETERMINED,
    Answer,
    Decider,
    Missing,
    Row,
    World,
    column_names,
    decider,
    decider_of,
    facts_table,
    missing,
)

Stands = frozenset[tuple[str, bool]]
"""Instruments whose open standing is supposed: does it stand or not?"""
NOTHING_SUPPOSED: Stands = frozenset()
_FEW = 400
"""Up to so many rows, deciding them as rows is quicker than making a table."""
Key = tuple[Any, ...]


class Judge:
    """Decides rows as known on a day, in a scenario, with standings supposed where open."""

    def __init__(
        self,
        book: Rulebook,
        known: date,
        readings: Mapping[str, str | None] | None = None,
        scenario: str | None = None,
    ) -> None:
        default = book.readings[THROUGH].default if THROUGH in book.readings else None
        through = (readings or {}).get(THROUGH, default)
        self.book = book
        self.timelines = decider(book, known, through, scenario).actual
        self._deciders: dict[Stands, Decider] = {}
        self._names = column_names(book)
        steps = (day for line in self.timelines.values() for day, _ in line.steps)
        self._steps = sorted(dict.fromkeys(steps))
        self._kept: dict[tuple[Stands, tuple[str, ...]], dict[Key, Mapping[str, Any]]] = {}
        """What the last rows asked about came to: those of the next day are mostly the same."""
        self._answers: dict[tuple[Stands, Key], Answer] = {}
        self._gaps: dict[tuple[Stands, Key], tuple[Missing, ...]] = {}

    def by(self, stands: Stands = NOTHING_SUPPOSED) -> Decider:
        """The decider under what is supposed of standing."""
        if stands not in self._deciders:
            world = World(ACTUAL, _supposing(self.timelines, dict(stands), self.book))
            self._deciders[stands] = decider_of(self.book, (world,))
        return self._deciders[stands]

    @cached_property
    def duties(self) -> list[tuple[Clause, str]]:
        """The clauses with a duty, and the columns that say whether they are met."""
        names = self.by().names.clauses
        return [(c, names[c.cite]) for c in self.book.clauses if c.duty is not None]

    def key(self, row: Row) -> Key:
        """What tells a row from others: every column the law looks at, the day first.

        Days between which no clause changes its standing are alike: the first of them stands
        for all.
        """
        on: date = row["on"]
        _, *rest = map(row.get, self._names)
        at = bisect_right(self._steps, on)
        return (self._steps[at - 1] if at else on, *rest)

    def answers(self, rows: Sequence[Row], stands: Stands = NOTHING_SUPPOSED) -> list[Answer]:
        """The answer of each row, in order."""
        keys = [(stands, self.key(row)) for row in rows]
        new = [key for key in dict.fromkeys(keys) if key not in self._answers]
        if new:
            told = self._decided([key for _, key in new], stands, self.by(stands).answers)
            for key, found in zip(new, told, strict=True):
                self._answers[key] = answer_in(found)
        return [self._answers[key] for key in keys]

    def gaps(
        self, rows: Sequence[Row], stands: Stands = NOTHING_SUPPOSED
    ) -> list[tuple[Missing, ...]]:
        """What can still change each row's answer, in order."""
        keys = [(stands, self.key(row)) for row in rows]
        new = {key: row for key, row in zip(keys, rows, strict=True) if key not in self._gaps}
        by = self.by(stands)
        several = list(new.items())
        for start in range(0, len(several), _FEW):
            some = several[start : start + _FEW]
            found = by.decide_rows([row for _, row in some])
            for (key, row), one in zip(some, found, strict=True):
                self._gaps[key] = tuple(missing(row, one, by))
        return [self._gaps[key] for key in keys]

    def columns(
        self, rows: Sequence[Row], columns: Sequence[str], stands: Stands = NOTHING_SUPPOSED
    ) -> list[Mapping[str, Any]]:
        """Some columns of the plan for each row, in order; rows that are alike share theirs."""
        keys = [self.key(row) for row in rows]
        wanted = tuple(columns)
        kept = self._kept.get((stands, wanted), {})
        new = [key for key in dict.fromkeys(keys) if key not in kept]
        found = dict(zip(new, self._decided(new, stands, wanted), strict=True))
        found = {key: found[key] if key in found else kept[key] for key in keys}
        self._kept[stands, wanted] = found
        return [found[key] for key in keys]

    def _decided(
        self, keys: Sequence[Key], stands: Stands, columns: Sequence[str]
    ) -> list[Mapping[str, Any]]:
        """Some columns of the plan for each key; a key is a row, as far as the law looks at it."""
        names, by = self._names, self.by(stands)
        if len(keys) <= _FEW:
            return list(by.decide_rows([dict(zip(names, k, strict=True)) for k in keys], columns))
        table = facts_table(dict(zip(names, zip(*keys, strict=True), strict=True)), self.book)
        found = by.decide(table, columns).select(*columns)
        return [dict(zip(columns, row, strict=True)) for row in found.rows()]


def _supposing(
    timelines: Mapping[str, Timeline], stands: Mapping[str, bool], book: Rulebook
) -> Mapping[str, Timeline]:
    """Timelines in which the open standings of some instruments are settled."""
    supposed = dict(timelines)
    for clause in book.clauses:
        stand = stands.get(clause.instrument)
        if stand is not None:
            settled: Standing = "in_force" if stand else "suspended"
            supposed[clause.cite] = Timeline(
                tuple(
                    (start, settled if standing == "unknown" else standing)
                    for start, standing in timelines[clause.cite].steps
                )
            )
    return supposed


def answer_in(found: Mapping[str, Any]) -> Answer:
    """The answer among some columns of the plan."""
    return Answer(
        found[f"{ACTUAL}__outcome"],
        found[f"{ACTUAL}__review"],
        tuple(o for o in OUTCOMES if found[f"{ACTUAL}__can_{o}"]),
        tuple(p for p in POLICIES if found[f"{ACTUAL}__can_{p}"]),
    )


def is_settled(answer: Answer) -> bool:
    """Are outcome and, where a licence is needed, policy known?"""
    if answer.outcome == UNDETERMINED:
        return False
    return answer.outcome != "licence_required" or answer.review is not None


def changed(row: Row, changes: Iterable[tuple[str, Any]]) -> Row:
    """A row with some columns stated anew."""
    return {**row, **dict(changes)}
