"""Lines put together become findings: rows of the same facts are decided once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING, Any

from licet.rulebook import DECIDING
from licet.verdict.compile import Decider
from licet.verdict.compose import OUTCOMES, POLICIES
from licet.verdict.missing import Missing, missing
from licet.verdict.portfolio.answer import Answer
from licet.verdict.portfolio.decision import Asked, Finding, Told, asked_case
from licet.verdict.table import Row, column_names, row_of, table_of, used_facts
from licet.verdict.worlds import ACTUAL

if TYPE_CHECKING:
    from licet.facts import Application, Line, Progress

_BATCH = 2000
"""Rows decided at once: every column of the plan is kept for each of them."""
_KEPT = 200_000
"""Rows whose answers are kept at most, to be taken again for others of the same facts."""

Key = tuple[Any, ...]


class Findings:
    """Decides lines on one question; what was told of the same facts before is kept."""

    def __init__(self, asked: Asked, by: Decider) -> None:
        self.asked, self.by = asked, by
        self.worlds = tuple(world.name for world in by.worlds)
        self.turns = sorted({date.min, *turns_of(by)})
        self._facts = tuple(used_facts(by.book))
        self._gaps: dict[Key, tuple[Missing, ...]] = {}
        self._told: dict[Key, Told] = {}
        self._answers: dict[Key, Mapping[str, Answer]] = {}
        self._met: dict[Key, tuple[str, ...]] = {}

    def of(self, lines: Sequence[Line], progress: Progress) -> list[Finding]:
        """The finding on each line."""
        if len(self._told) > _KEPT:
            self._told.clear()
        keys = [[self._key(line, one) for one in line.applications] for line in lines]
        new = {
            key: (line, one)
            for line, those in zip(lines, keys, strict=True)
            for one, key in zip(line.applications, those, strict=True)
            if key not in self._told
        }
        several = list(new.items())
        for start in range(0, len(several), _BATCH):
            progress("decide", start, len(several))
            some = several[start : start + _BATCH]
            rows = [self._row(key[0], *each) for key, each in some]
            told = self._decided(rows)
            self._told |= dict(zip((key for key, _ in some), told, strict=True))
        return [
            Finding.of(line, tuple(self._told[key] for key in those), self.worlds)
            for line, those in zip(lines, keys, strict=True)
        ]

    def _key(self, line: Line, one: Application) -> Key:
        """What the law looks at; days between which no clause changes its standing are alike."""
        day = self.asked.on or line.on or self.asked.known
        facts = map(one.sheet.facts.get, self._facts)
        return (self.turns[bisect_right(self.turns, day) - 1], *facts)

    def _row(self, day: date, line: Line, one: Application) -> Row:
        return row_of(asked_case(self.asked, line, one), self.by.book) | {"on": day}

    def _decided(self, rows: Sequence[Row]) -> Iterator[Told]:
        """What is told of each row: rows of the same truths have the same gaps."""
        from licet.engine import alike, as_dicts

        found = self.by.decide(table_of(rows, self.by.book))
        first, of = alike(_known(found, self._numbers), self._telling)
        gaps = [
            tuple(missing(rows[at], one, self.by))
            for at, one in zip(first, as_dicts(found[first]), strict=True)
        ]
        answers = found.select(self.by.answers).rows()
        met = found.select(self._deciding.values()).rows()
        for said, truths, group in zip(answers, met, of, strict=True):
            yield Told(self._said(said), gaps[group], self._cites(truths))

    @cached_property
    def _deciding(self) -> dict[str, str]:
        """Cite of each deciding clause → the column that says whether it is met."""
        names = self.by.names.clauses
        return {c.cite: names[c.cite] for c in self.by.book.clauses if c.then in DECIDING}

    @cached_property
    def _numbers(self) -> list[str]:
        return [name for name, fact in used_facts(self.by.book).items() if fact.kind == "number"]

    @cached_property
    def _telling(self) -> list[str]:
        """The columns that tell one row's gaps from another's: truths and codes, not amounts."""
        ends = {f"{name}__{end}" for name in self._numbers for end in ("lo", "hi")}
        others = {n for n in self.by.answers if not n.startswith(f"{ACTUAL}__")}
        plan = [n for n in self.by.asks if n not in others]
        facts = [name for name in column_names(self.by.book) if name not in ends]
        return [*facts, *self._numbers, *plan]

    def _said(self, row: Key) -> Mapping[str, Answer]:
        if row not in self._answers:
            found = dict(zip(self.by.answers, row, strict=True))
            self._answers[row] = {world: _answer(found, world) for world in self.worlds}
        return self._answers[row]

    def _cites(self, truths: Key) -> tuple[str, ...]:
        if truths not in self._met:
            self._met[truths] = tuple(compress(self._deciding, (one is True for one in truths)))
        return self._met[truths]


def _known(table: Any, numbers: Sequence[str]) -> Any:  # noqa: ANN401 - an engine's table
    """The table with a column for each number: is it a single one?"""
    import narwhals as nw

    known = [
        (nw.col(f"{name}__lo") == nw.col(f"{name}__hi")).fill_null(value=False).alias(name)
        for name in numbers
    ]
    return nw.from_native(table, eager_only=True).with_columns(*known)


def _answer(found: Mapping[str, Any], world: str) -> Answer:
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
