"""Lines put together become findings: rows of the same facts are decided once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from licet.rulebook import DECIDING
from licet.verdict.answer import Answer
from licet.verdict.compile import Decider
from licet.verdict.compose import OUTCOMES, POLICIES
from licet.verdict.decision import Asked, Finding, Told, asked_case
from licet.verdict.missing import Missing, missing
from licet.verdict.table import Row, column_names, row_of, table_of

if TYPE_CHECKING:
    from licet.facts import Line, Progress

_BATCH = 2000
"""Rows decided at once: every column of the plan is kept for each of them."""

Key = tuple[Any, ...]


class Findings:
    """Decides lines on one question; what was told of the same facts before is kept."""

    def __init__(self, asked: Asked, by: Decider) -> None:
        self.asked, self.by = asked, by
        self.worlds = tuple(world.name for world in by.worlds)
        self._names = column_names(by.book)
        self.turns = sorted({date.min, *turns_of(by)})
        self._gaps: dict[Key, tuple[Missing, ...]] = {}
        self._told: dict[Key, Told] = {}
        self._answers: dict[Key, Answer] = {}

    def of(self, lines: Sequence[Line], progress: Progress) -> list[Finding]:
        """The finding on each line."""
        rows = [
            [row_of(asked_case(self.asked, line, one), self.by.book) for one in line.applications]
            for line in lines
        ]
        keys = [[self._key(row) for row in some] for some in rows]
        new = {
            key: row
            for some, those in zip(rows, keys, strict=True)
            for row, key in zip(some, those, strict=True)
            if key not in self._told
        }
        several = list(new.items())
        for start in range(0, len(several), _BATCH):
            progress("decide", start, len(several))
            self._tell(several[start : start + _BATCH])
        return [
            Finding.of(line, tuple(self._told[key] for key in those), self.worlds)
            for line, those in zip(lines, keys, strict=True)
        ]

    def _key(self, row: Row) -> Key:
        """What the law looks at; days between which no clause changes its standing are alike."""
        _, *rest = map(row.get, self._names)
        return (self.turns[bisect_right(self.turns, row["on"]) - 1], *rest)

    def _tell(self, some: Sequence[tuple[Key, Row]]) -> None:
        from licet.engine import as_dicts

        table = self.by.decide(table_of([row for _, row in some], self.by.book))
        for (key, row), one in zip(some, as_dicts(table), strict=True):
            shape = tuple(_shape(value) for value in one.values())
            if shape not in self._gaps:
                self._gaps[shape] = tuple(missing(row, one, self.by))
            answers = {world: self._answer(one, world) for world in self.worlds}
            self._told[key] = Told(answers, self._gaps[shape], _met(one, self.by))

    def _answer(self, found: Mapping[str, Any], world: str) -> Answer:
        return Answer(
            found[f"{world}__outcome"],
            found[f"{world}__review"],
            tuple(o for o in OUTCOMES if found[f"{world}__can_{o}"]),
            tuple(p for p in POLICIES if found[f"{world}__can_{p}"]),
        )


def turns_of(by: Decider) -> set[date]:
    """The days on which some clause changes its standing, in any world."""
    lines = (line for world in by.worlds for line in world.timelines.values())
    return {day for line in lines for day, _ in line.steps}


def _met(found: Mapping[str, Any], by: Decider) -> tuple[str, ...]:
    return tuple(
        clause.cite
        for clause in by.book.clauses
        if clause.then in DECIDING and found[by.names.clauses[clause.cite]] is True
    )


def _shape(value: Any) -> Any:  # noqa: ANN401
    """What tells one row's gaps from another's: truths and codes, not amounts."""
    return value if isinstance(value, bool | str | date) or value is None else "number"
