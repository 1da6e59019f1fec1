"""What was left out of a folder, and which lines' answers it may touch.

A row in quarantine is never used, and what it speaks of is unknown. A line that is decided all
the same would be decided so whatever the row says; one that is not may be waiting for it.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from licet.intake import row_key
from licet.verdict import UNDETERMINED, say

if TYPE_CHECKING:
    from pathlib import Path

    from licet.basics import Fault
    from licet.intake import Folder
    from licet.verdict import Decision, Portfolio

_COLUMNS = ("file", "line", "column", "value", "reason", "key", "touches", "undetermined")
_SHOWN = 4
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
        touches: the lines whose answer may turn on it.
    """

    table: str
    file: str
    line: int | None
    key: str | None
    faults: tuple[Fault, ...]
    touches: tuple[Decision, ...]

    @property
    def place(self) -> str:
        """The file and the line."""
        return self.file if self.line is None else f"{self.file}:{self.line}"

    @property
    def undetermined(self) -> tuple[Decision, ...]:
        """The lines among them that are not decided."""
        return tuple(one for one in self.touches if one.answer.outcome == UNDETERMINED)

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
            "touches": [name_of(one) for one in self.touches],
            "undetermined": [name_of(one) for one in self.undetermined],
        }


def name_of(decision: Decision) -> str:
    """A line by its shipment and number."""
    return row_key(decision.line.shipment, decision.line.line)


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
        found.append(LeftOut(table, file, line, key, tuple(faults), reach.of(table, key, line)))
    return tuple(found)


def touched(rows: Iterable[LeftOut]) -> tuple[Decision, ...]:
    """The lines that any of the rows may touch, each once."""
    return tuple({id(one): one for row in rows for one in row.touches}.values())


class _Reach:
    """Which lines rest on what."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._folder: Folder = portfolio.folder
        self._decisions = portfolio.decisions
        self._trees: dict[str, frozenset[str]] = {}

    def of(self, table: str, key: str | None, line: int | None) -> tuple[Decision, ...]:
        """The lines that a row of the table may touch; all, if it does not say what it is on."""
        if table == "shipments":
            return tuple(one for one in self._decisions if self._is_row(one, line))
        if key is None:
            return self._decisions
        if table in _BY_ITEM:
            return self._holding({key})
        if table in {"parties", "ownership"}:
            return tuple(one for one in self._decisions if key in self._behind(one))
        if table == "rates":
            return self._in_currency(key)
        if table == "grades":
            return self._holding(self._named("grade", key, ("items", "declarations")))
        return self._decisions

    def _is_row(self, decision: Decision, line: int | None) -> bool:
        return decision.line.place == f"{self._folder.tables['shipments'].file}:{line}"

    def _holding(self, items: set[str]) -> tuple[Decision, ...]:
        return tuple(
            one
            for one in self._decisions
            if one.line.item is not None and items & self._tree(one.line.item)
        )

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

    def _behind(self, decision: Decision) -> frozenset[str]:
        """The parties of a line, and all that hold them."""
        named = (decision.line.parties.get(role) for role in _ROLES)
        return _closure({name for name in named if name}, self._owners)

    def _in_currency(self, currency: str) -> tuple[Decision, ...]:
        if any(row["currency"] == currency for row in self._rows("prices")):
            return self._decisions
        items = self._named("currency", currency, _VALUED)
        shipped = {
            row_key(row["shipment"], row["line"])
            for row in self._rows("shipments")
            if row["currency"] == currency
        }
        holding = {id(one) for one in self._holding(items)}
        return tuple(
            one for one in self._decisions if id(one) in holding or name_of(one) in shipped
        )

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
        writer.writerow(_COLUMNS)
        for row in left_out(portfolio):
            on = ["; ".join(map(name_of, some)) for some in (row.touches, row.undetermined)]
            for fault in row.faults:
                cell = (fault.file, fault.line, fault.column, fault.value)
                writer.writerow((*cell, fault.expected, fault.key, *on))


def touches(row: LeftOut, of: int, lang: str) -> str:
    """The lines a row touches in words; `of` is how many lines there are."""
    names = [name_of(one) for one in row.touches]
    if not names:
        return say("touches_none", lang)
    if row.key is None and row.table != "shipments" and len(names) == of:
        return say("touches_all", lang)
    some = ", ".join(names[:_SHOWN])
    if len(names) > _SHOWN:
        some = say("and_others", lang, some=some, count=len(names) - _SHOWN)
    return say("touches", lang, lines=some)
