"""One side of a comparison: a folder under a rulebook, on a day, in a scenario.

Lines that differ only in number, amount and value have the same facts, so each kind of line is
put together and decided once, with the facts of the day: listings, holdings, validity of rows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import narwhals as nw

from licet.facts import Application, Kinds, Line, Lists, assemble, days_of_facts
from licet.foresee.judge import Judge, answer_in
from licet.rulebook import DECIDING, Rulebook
from licet.verdict import Answer, Case, Row, classify_items, of_line, row_of


@dataclass(frozen=True, slots=True)
class Side:
    """What is supposed on one side.

    `on` is the day on which every line is taken to leave; each line's own day if not given.
    """

    book: Rulebook
    known: date
    on: date | None = None
    scenario: str | None = None
    readings: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Placed:
    """One article of a kind of line, decided: its row of facts and what the plan found."""

    application: Application
    row: Row
    found: Mapping[str, Any]
    answer: Answer


@dataclass(frozen=True, slots=True)
class Decided:
    """A kind of line, decided; duties are names with the clauses they stand in."""

    line: Line
    placed: tuple[Placed, ...]
    answer: Answer
    duties: Mapping[str, str]


def judge_of(side: Side) -> Judge:
    """What decides on a side."""
    return Judge(side.book, side.known, side.readings, side.scenario)


class Deciding:
    """Decides the kinds of lines on any side; sheets of facts are kept by day."""

    def __init__(self, sorts: Kinds) -> None:
        self.kinds = sorts
        self._days: dict[date, tuple[date, ...]] = {}
        self._lines: dict[Any, list[tuple[Line, list[Row]]]] = {}
        self._judges: dict[Any, Judge] = {}

    def judge(self, side: Side) -> Judge:
        """What decides on a side."""
        key = (side.book.fingerprint, side.known, side.scenario, tuple(side.readings.items()))
        if key not in self._judges:
            self._judges[key] = judge_of(side)
        return self._judges[key]

    def decided(self, side: Side, facts_of: Side | None = None) -> list[Decided]:
        """Every kind of line, decided on a side, in order; with another side's facts if given."""
        judge = self.judge(side)
        several = [
            (line, [row if side.on is None else {**row, "on": side.on} for row in rows])
            for line, rows in self._assembled(facts_of or side)
        ]
        asked = [row for _, rows in several for row in rows]
        found = iter(judge.columns(asked, [*judge.by().answers, *wanted(judge)]))
        told: dict[int, Answer] = {}
        due = Due(judge)
        decided = []
        for line, rows in several:
            placed = tuple(
                _placed(one, row, next(found), told)
                for one, row in zip(line.applications, rows, strict=True)
            )
            answer = of_line([(one.answer, one.application.certain) for one in placed])
            decided.append(Decided(line, placed, answer, due.of(placed)))
        return decided

    def _assembled(self, side: Side) -> list[tuple[Line, list[Row]]]:
        """Every kind of line with the rows of its articles, on the line's own day."""
        since = self._facts_since(side)
        key = (side.book.fingerprint, side.known, since, tuple(side.readings.items()))
        if key not in self._lines:
            lines = self._assemble(side)
            self._lines[key] = [(line, list(self._rows(line, side))) for line in lines]
        return self._lines[key]

    def _facts_since(self, side: Side) -> date | None:
        """The last day on which a fact may have changed; the facts of a side are as of then."""
        if side.on is None:
            return None
        if side.known not in self._days:
            folder = self.kinds.folder
            found = days_of_facts(folder, Lists.beside(folder.path, side.known))
            self._days[side.known] = tuple(sorted({date.min, *found}))
        days = self._days[side.known]
        return days[bisect_right(days, side.on) - 1]

    def _assemble(self, side: Side) -> tuple[Line, ...]:
        folder, book = self.kinds.folder, side.book
        table = folder.tables["shipments"]
        if side.on is not None:
            moved = table.rows.with_columns(nw.lit(side.on).alias("on"))
            tables = {**folder.tables, "shipments": replace(table, rows=moved)}
            folder = replace(folder, tables=tables)
        taken = {r.id: r.default for r in book.readings.values()} | dict(side.readings)
        codes = classify_items(folder, book)
        found = assemble(folder, book, codes, taken, Lists.beside(folder.path, side.known))
        return tuple(line for line in found.lines if line.on is not None)

    @staticmethod
    def _rows(line: Line, side: Side) -> Iterator[Row]:
        for one in line.applications:
            day = side.on or line.on or side.known
            case = Case(day, side.known, side.scenario, side.readings, one.sheet.facts)
            yield row_of(case, side.book)


def _placed(
    application: Application, row: Row, found: Mapping[str, Any], answers: dict[int, Answer]
) -> Placed:
    """An article decided; rows that are alike share what was found, and so their answer."""
    if id(found) not in answers:
        answers[id(found)] = answer_in(found)
    return Placed(application, row, found, answers[id(found)])


def wanted(judge: Judge) -> list[str]:
    """The columns that say which deciding clause and which duty is met."""
    names = judge.by().names.clauses
    return [names[c.cite] for c in judge.book.clauses if c.then in DECIDING or c.duty is not None]


class Due:
    """Which duties hold for articles on a day; alike articles are looked at once."""

    def __init__(self, judge: Judge) -> None:
        self._duties = [
            (str((clause.duty or {})["name"]), clause.cite, column, judge.timelines[clause.cite])
            for clause, column in judge.duties
        ]
        self._met: dict[tuple[int, date], list[int]] = {}

    def of(self, placed: Sequence[Placed]) -> dict[str, str]:
        """Duty → the first clause it stands in, in the order of the law."""
        found: dict[str, str] = {}
        for number in sorted({number for one in placed for number in self._of(one)}):
            name, cite, *_ = self._duties[number]
            found.setdefault(name, cite)
        return found

    def _of(self, one: Placed) -> list[int]:
        day = one.row["on"]
        key = (id(one.found), day)
        if key not in self._met:
            self._met[key] = [
                number
                for number, (_, _, column, line) in enumerate(self._duties)
                if one.found[column] is True and line.on(day) == "in_force"
            ]
        return self._met[key]
