"""Lines of one kind have the same facts, so a kind is put together and decided once.

Lines that differ only in shipment, number, amount and value are of one kind, and so are lines of
different days between which nothing changes: no row begins or ends, no listing, no rate.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import narwhals as nw

from licet.basics import next_day
from licet.engine import alike
from licet.facts.lists import Lists
from licet.intake import Folder

_NOT_ABOUT_FACTS = {"shipment", "line", "quantity", "unit", "value", "currency", "_file", "_line"}
_SINCE = "\0since"
_BEGIN, _END = ("valid_from", "from", "on"), ("valid_to", "to")
"""Columns with the first day from which a row counts, and with the last one."""

Since = Callable[[date], date]
"""Of a day, a day that stands for it: whatever holds on the one holds on the other."""


@dataclass(frozen=True)
class Kinds:
    """The lines of a folder by kind: `folder` has one line of each.

    Attributes:
        folder: the folder with the first line of each kind only.
        of: for each line of the whole folder, the number of its kind.
        rows: the lines of the whole folder, in order.
        by: the columns that tell kinds apart, the day aside.
    """

    folder: Folder
    of: Sequence[int]
    rows: nw.DataFrame[Any]
    by: tuple[str, ...]

    @cached_property
    def counts(self) -> list[int]:
        """For each kind, how many lines are of it."""
        found = [0] * len(self.folder.tables["shipments"].rows)
        for kind, lines in Counter(self.of).items():
            found[kind] = lines
        return found

    @cached_property
    def lines(self) -> list[list[int]]:
        """For each kind, the numbers of its lines."""
        found: list[list[int]] = [[] for _ in range(len(self.folder.tables["shipments"].rows))]
        for number, kind in enumerate(self.of):
            found[kind].append(number)
        return found


def kinds(folder: Folder, since: Since | None) -> Kinds:
    """The kinds of lines in a folder.

    Args:
        folder: what was read.
        since: which days are alike; `None` if every day is, as where all are moved to one.
    """
    table = folder.tables["shipments"]
    own = deciding(n for n in table.rows.columns if n not in table.extra)
    rows, by = table.rows, list(own)
    if since is not None:
        rows, by = _with_periods(rows, since), [*by, _SINCE]
    first, of = alike(rows, by)
    reduced = replace(table, rows=table.rows[first])
    tables = {**folder.tables, "shipments": reduced}
    return Kinds(replace(folder, tables=tables), of, table.rows, own)


def deciding(columns: Iterable[str]) -> tuple[str, ...]:
    """Those columns of shipments by which the facts of two lines differ, the day aside."""
    return tuple(n for n in columns if n not in _NOT_ABOUT_FACTS and n != "on")


def _with_periods(rows: nw.DataFrame[Any], since: Since) -> nw.DataFrame[Any]:
    days = rows["on"].unique().to_list()
    found = [since(day) for day in days]
    if found == days:
        return rows.with_columns(nw.col("on").alias(_SINCE))
    stands = nw.col("on").replace_strict(days, found, return_dtype=nw.Date)
    return rows.with_columns(stands.alias(_SINCE))


def each_day(day: date) -> date:
    """Every day for itself."""
    return day


def between(days: Iterable[date]) -> Since:
    """Days are alike between two of those on which anything changes."""
    turns = sorted({date.min, *days})
    return lambda day: turns[bisect_right(turns, day) - 1]


def days_of_facts(folder: Folder, lists: Lists) -> Iterator[date]:
    """The days on which facts may change: rows begin or end, listings change."""
    for name, table in folder.tables.items():
        if name == "shipments":
            continue
        for column in (*_BEGIN, *_END):
            if column in table.rows.columns:
                days = table.rows[column].drop_nulls().unique().to_list()
                yield from map(next_day, days) if column in _END else days
    for party in lists.parties:
        yield party.listed_on
        for span in party.suspended:
            yield from (end for end in (span.start, span.until) if end is not None)
        if party.stopped_on is not None:
            yield party.stopped_on
