"""What the engine says of many rows at once; every what-if of this room goes through here.

Rows that are alike are decided once. A standing that is not established can be supposed: the
clauses of an instrument that hang in the air either stand or do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from licet.rulebook import DECIDING, Rulebook, Standing, Timeline
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
    missing,
    table_of,
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
        self._state = (known, through, scenario)
        self._names = column_names(book)
        self._answers: dict[tuple[Stands, Key], Answer] = {}
        self._gaps: dict[tuple[Stands, Key], tuple[Missing, ...]] = {}

    def by(self, stands: Stands = NOTHING_SUPPOSED) -> Decider:
        """The decider under what is supposed of standing."""
        return _decider(self.book, *self._state, stands)

    def key(self, row: Row) -> Key:
        """What tells a row from others: every column the law looks at."""
        return tuple(row.get(name) for name in self._names)

    def answers(self, rows: Sequence[Row], stands: Stands = NOTHING_SUPPOSED) -> list[Answer]:
        """The answer of each row, in order."""
        keys = [(stands, self.key(row)) for row in rows]
        new = {key: row for key, row in zip(keys, rows, strict=True) if key not in self._answers}
        if new:
            for key, found in zip(new, self._decided(list(new.values()), stands), strict=True):
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

    def still_open(self, rows: Sequence[Row]) -> list[int]:
        """How many statements are open for each row, in clauses that may yet decide it.

        A quick measure of how much is left to ask; `gaps` is the exact one.
        """
        by = self.by()
        clauses = [
            (by.names.clauses[one.cite], [name for name, _ in by.names.statements[one.cite]])
            for one in self.book.clauses
            if one.then in DECIDING
        ]
        columns = dict.fromkeys(name for met, parts in clauses for name in (met, *parts))
        return [
            len({name for met, parts in clauses if said[met] is None
                 for name in parts if said[name] is None})
            for said in by.decide_rows(rows, list(columns))
        ]  # fmt: skip

    def columns(
        self, rows: Sequence[Row], columns: Sequence[str], stands: Stands = NOTHING_SUPPOSED
    ) -> list[Mapping[str, Any]]:
        """Some columns of the plan for each row, in order; rows that are alike share theirs."""
        keys = [self.key(row) for row in rows]
        new = dict(zip(reversed(keys), reversed(rows), strict=True))
        found = dict(zip(new, self._decided(list(new.values()), stands, columns), strict=True))
        return [found[key] for key in keys]

    def _decided(
        self, rows: Sequence[Row], stands: Stands, columns: Sequence[str] | None = None
    ) -> list[Mapping[str, Any]]:
        by = self.by(stands)
        wanted = by.answers if columns is None else columns
        if len(rows) <= _FEW:
            return list(by.decide_rows(rows, wanted))
        table = by.decide(table_of(rows, self.book), wanted).select(*wanted)
        return [dict(zip(wanted, row, strict=True)) for row in table.rows()]


@lru_cache(maxsize=64)
def _decider(
    book: Rulebook, known: date, through: str | None, scenario: str | None, stands: Stands
) -> Decider:
    """What decides in the actual world alone, with standings supposed where open."""
    timelines = decider(book, known, through, scenario).actual
    return decider_of(book, (World(ACTUAL, _supposing(timelines, dict(stands), book)),))


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
