"""What was left out of a folder, and which lines' answers it may touch.

A row in quarantine is never used, and what it speaks of is unknown. A line that is decided all
the same would be decided so whatever the row says; one that is not may be waiting for it.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from licet.basics import harmless_row
from licet.verdict import say

if TYPE_CHECKING:
    from pathlib import Path

    from licet.basics import Fault
    from licet.intake import Folder
    from licet.verdict import Portfolio

COLUMNS = ("file", "line", "column", "value", "reason", "key", "touches", "undetermined")
"""What is written of a bad cell."""
_SHOWN = 4
TOLD = 1000
"""Lines that are named in a file for one row at most; they are counted all the same."""
_BY_ITEM = frozenset({"items", "bom", "sources", "declarations", "processes", "stock"})
_VALUED = ("items", "sources", "declarations")
_ROLES = ("exporter", "importer", "end_user")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One row that was left out.

    Attributes:
        table, file, line: where it stands.
        key: what it speaks of; ``None`` if it does not say.
        faults: what is wrong with it.
        touches: the numbers of the lines whose answer may turn on it.
    """

    table: str
    file: str
    line: int | None
    key: str | None
    faults: tuple[Fault, ...]
    touches: Sequence[int]
    portfolio: Portfolio = field(repr=False, compare=False)

    @property
    def place(self) -> str:
        """The file and the line."""
        return self.file if self.line is None else f"{self.file}:{self.line}"

    @property
    def undetermined(self) -> Sequence[int]:
        """The lines among them that are not decided."""
        return self.portfolio.open_among(self.touches)

    def names(self, numbers: Sequence[int]) -> list[str]:
        """The first of some lines by name, as many as are told."""
        return self.portfolio.names(numbers[:TOLD])

    def as_json(self) -> dict[str, Any]:
        """As it is written for other programs."""
        return {
            "file": self.file,
            "line": self.line,
            "key": self.key,
            "reasons": [
                {"column": fault.column, "value": fault.value, "expected": fault.expected}
                for fault in self.faults
            ],
            "lines": len(self.touches),
            "touches": self.names(self.touches),
            "undetermined": self.names(self.undetermined),
        }


def left_out(portfolio: Portfolio) -> tuple[LeftOut, ...]:
    """Every row in quarantine, with the lines that it may touch."""
    tables = {table.file: name for name, table in portfolio.folder.tables.items() if table.file}
    rows: dict[tuple[str, int | None], list[Fault]] = defaultdict(list)
    for fault in portfolio.folder.quarantine:
        rows[fault.file, fault.line].append(fault)
    reach = _Reach(portfolio)
    found = []
    for (file, line), faults in rows.items():
        table, key = tables.get(file, ""), faults[0].key
        found.append(
            LeftOut(table, file, line, key, tuple(faults), reach.of(table, key, line), portfolio)
        )
    return tuple(found)


def touched(rows: Iterable[LeftOut]) -> Sequence[int]:
    """The numbers of the lines that any of the rows may touch, each once."""
    every: dict[int, Sequence[int]] = {id(row.touches): row.touches for row in rows}
    return list(dict.fromkeys(number for some in every.values() for number in some))


class _Reach:
    """Which lines rest on what."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._folder: Folder = portfolio.folder
        self._portfolio = portfolio
        self._every = range(len(portfolio.of))
        self._trees: dict[str, frozenset[str]] = {}
        self._known: dict[frozenset[int], Sequence[int]] = {}

    def of(self, table: str, key: str | None, line: int | None) -> Sequence[int]:
        """The lines that a row of the table may touch; all, if it does not say what it is on."""
        if table == "shipments":
            return self._lines(self._lost.get(line, ()))
        if key is None:
            return self._every
        if table in _BY_ITEM:
            return self._lines(self._holding({key}))
        if table in {"parties", "ownership"}:
            return self._lines(k for k, behind in enumerate(self._behind) if key in behind)
        if table == "rates":
            return self._in_currency(key)
        if table == "grades":
            return self._lines(self._holding(self._named("grade", key, ("items", "declarations"))))
        return self._every

    def _lines(self, kinds: Iterable[int]) -> Sequence[int]:
        """The lines of some kinds, in order."""
        wanted = frozenset(kinds)
        if wanted not in self._known:
            of = self._portfolio.of
            self._known[wanted] = [n for n, kind in enumerate(of) if kind in wanted]
        return self._known[wanted]

    @cached_property
    def _lost(self) -> Mapping[int | None, list[int]]:
        """By line of the file, the lines that were left out."""
        file = self._folder.tables["shipments"].file
        found: dict[int | None, list[int]] = defaultdict(list)
        for kind, finding in enumerate(self._portfolio.findings):
            if finding.line.quarantined and finding.line.place.startswith(f"{file}:"):
                number = finding.line.place.removeprefix(f"{file}:")
                found[int(number) if number.isdigit() else None].append(kind)
        return found

    def _holding(self, items: set[str]) -> Iterator[int]:
        for kind, finding in enumerate(self._portfolio.findings):
            item = finding.line.item
            if item is not None and items & self._tree(item):
                yield kind

    def _tree(self, item: str) -> frozenset[str]:
        if item not in self._trees:
            self._trees[item] = _closure({item}, self._parts)
        return self._trees[item]

    @cached_property
    def _parts(self) -> Mapping[str, set[str]]:
        return self._pairs("bom", "parent", "component")

    @cached_property
    def _owners(self) -> Mapping[str, set[str]]:
        return self._pairs("ownership", "owned", "owner")

    def _pairs(self, table: str, start: str, end: str) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for row in self._rows(table):
            if row[end] is not None:
                found[row[start]].add(row[end])
        return found

    @cached_property
    def _behind(self) -> list[frozenset[str]]:
        """For each kind, the parties of a line and all that hold them."""
        known: dict[frozenset[str], frozenset[str]] = {}
        found = []
        for finding in self._portfolio.findings:
            named = frozenset(filter(None, map(finding.line.parties.get, _ROLES)))
            if named not in known:
                known[named] = _closure(set(named), self._owners)
            found.append(known[named])
        return found

    def _in_currency(self, currency: str) -> Sequence[int]:
        if any(row["currency"] == currency for row in self._rows("prices")):
            return self._every
        holding = set(self._holding(self._named("currency", currency, _VALUED)))
        of, stated = self._portfolio.of, self._portfolio.lines["currency"].to_list()
        return [n for n in self._every if of[n] in holding or stated[n] == currency]

    def _named(self, column: str, word: str, tables: Iterable[str]) -> set[str]:
        """The items of which a table says this."""
        return {row["item"] for table in tables for row in self._rows(table) if row[column] == word}

    def _rows(self, table: str) -> Iterator[Mapping[str, Any]]:
        return self._folder.tables[table].rows.iter_rows(named=True)


def _closure(start: set[str], further: Mapping[str, set[str]]) -> frozenset[str]:
    seen, ahead = set(start), list(start)
    while ahead:
        more = further.get(ahead.pop(), set()) - seen
        seen |= more
        ahead += more
    return frozenset(seen)


def write_left_out(portfolio: Portfolio, path: Path) -> None:
    """Write each bad cell as CSV, with the lines its row touches and those still undetermined."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(map(harmless_row, left_out_rows(left_out(portfolio))))


def left_out_rows(rows: Iterable[LeftOut]) -> Iterator[tuple[Any, ...]]:
    """Each bad cell, as `COLUMNS` has it."""
    for row in rows:
        on = ["; ".join(row.names(some)) for some in (row.touches, row.undetermined)]
        for fault in row.faults:
            cell = (fault.file, fault.line, fault.column, fault.value)
            yield (*cell, fault.expected, fault.key, *on)


def touches(row: LeftOut, of: int, lang: str) -> str:
    """The lines a row touches in words; `of` is how many lines there are."""
    count = len(row.touches)
    if not count:
        return say("touches_none", lang)
    if row.key is None and row.table != "shipments" and count == of:
        return say("touches_all", lang)
    some = ", ".join(row.names(row.touches[:_SHOWN]))
    if count > _SHOWN:
        some = say("and_others", lang, some=some, count=count - _SHOWN)
    return say("touches", lang, lines=some)
