"""Facts as a table: one row a case, the columns that a rulebook's plan looks at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from licet.basics import Range
from licet.rulebook import Fact, Rulebook, facts
from licet.verdict.case import Case, Value

if TYPE_CHECKING:  # a table engine is heavy; rows of cases do without
    from licet.engine import Kind

Row = dict[str, Any]
"""One case's columns: `on`, each fact (numbers as `x__lo` and `x__hi`), each reading's column."""

_KIND: dict[str, Kind] = {
    "yes_no": "yes_no",
    "code": "code",
    "territory": "code",
    "whole": "whole",
    "number": "number",
}


@cache
def used_facts(book: Rulebook) -> dict[str, Fact]:
    """The facts and readings that some predicate looks at, and those that name an entry."""
    names = {name for c in book.clauses for e in c.elements for name in facts(e.predicate)}
    names |= {clause.entry[0] for clause in book.clauses if clause.entry}
    names |= {name for name, fact in book.facts.items() if fact.follows}
    return {name: fact for name, fact in book.facts.items() if name in names}


def read_facts(book: Rulebook) -> list[Fact]:
    """The facts that a table may state, and the readings that some predicate looks at."""
    used, readings = used_facts(book), {one.column for one in book.readings.values()}
    return [fact for name, fact in book.facts.items() if name in used or name not in readings]


def carried_along(names: Iterable[str], book: Rulebook) -> list[str]:
    """The columns of a table that are no facts, and decide nothing."""
    facts = {"on", *(c for fact in read_facts(book) for c in (fact.name, *columns_of(fact)))}
    return [name for name in names if name not in facts]


def row_of(case: Case, book: Rulebook) -> Row:
    """The row of a case; a reading that the case does not speak of takes its default."""
    row: Row = {"on": case.on}
    for name, value in case.facts.items():
        state(row, name, value)
    for name, column, default in _readings(book):
        row[column] = case.readings.get(name, default)
    return row


@cache
def _readings(book: Rulebook) -> tuple[tuple[str, str, str], ...]:
    return tuple((one.id, one.column, one.default) for one in book.readings.values())


def state(row: Row, name: str, value: Value | None) -> None:
    """Put a fact into a row."""
    if isinstance(value, Range):
        row[f"{name}__lo"], row[f"{name}__hi"] = value.lo, value.hi
    else:
        row[name] = value


def columns_of(fact: Fact) -> tuple[str, ...]:
    """The columns that hold a fact: two for the ends of a number, else one."""
    return (f"{fact.name}__lo", f"{fact.name}__hi") if fact.kind == "number" else (fact.name,)


def table_of(rows: Sequence[Row], book: Rulebook) -> Any:  # noqa: ANN401 - an engine's table
    """The table of some rows, with every column the plan looks at."""
    return facts_table({name: [row.get(name) for row in rows] for name in column_names(book)}, book)


@cache
def column_names(book: Rulebook) -> tuple[str, ...]:
    """Every column that the plan looks at, `on` first."""
    return ("on", *(c for fact in used_facts(book).values() for c in columns_of(fact)))


def facts_table(columns: Mapping[str, Sequence[Any]], book: Rulebook) -> Any:  # noqa: ANN401
    """A table from whole columns; every column of the plan must be there."""
    kinds, codes = _types(book)
    from licet.engine import polars_frame

    return polars_frame(columns, kinds, codes)


@cache
def _types(book: Rulebook) -> tuple[dict[str, Kind], dict[str, tuple[str, ...]]]:
    kinds: dict[str, Kind] = {"on": "date"}
    codes: dict[str, tuple[str, ...]] = {}
    for fact in used_facts(book).values():
        for column in columns_of(fact):
            kinds[column] = _KIND[fact.kind]
        if fact.kind in {"code", "territory"}:
            codes[fact.name] = tuple(str(code) for code in fact.codes)
    return kinds, codes


def value_in(row: Row, fact: Fact) -> Value | date | None:
    """What a row says of a fact; a number as its range, `None` if nothing is known of it."""
    if fact.kind != "number":
        found: Value | None = row.get(fact.name)
        return found
    lo, hi = row.get(f"{fact.name}__lo"), row.get(f"{fact.name}__hi")
    return None if lo is None and hi is None else Range(lo, hi)
