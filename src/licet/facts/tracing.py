"""The parts list of a folder, asked what the law asks: Chinese Part 1 value and technology."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from licet.basics import Fault, Truth
from licet.bom import Articles, Counted, Found, Graph, Trace, trace
from licet.facts.metals import INPUTS, metals_of
from licet.facts.sheet import Value
from licet.intake import Folder
from licet.rulebook import Rulebook, part_of

TERRITORY = "CN"
"""Where inputs and technology must come from to count: 61 §1."""
NEITHER = 0
"""What is in neither part of Annex 1 is no article."""

Codes = Mapping[str, Mapping[str, Value | None]]
"""Item → classified fact → code; `None` where the classification is open."""


_TRACED = ("items", "bom", "sources", "declarations", "processes", "stock")


def left_out_of(found: Trace, folder: Folder) -> list[Fault]:
    """What is wrong with rows in quarantine that may speak of what was traced."""
    named = {found.item, *(line.component for line in found.lines)}
    files = {folder.tables[name].file for name in _TRACED}
    return [
        fault
        for fault in folder.quarantine
        if fault.file in files and (fault.key is None or fault.key in named)
    ]


class Tracer:
    """Traces the items of a folder under the readings taken."""

    def __init__(
        self,
        folder: Folder,
        book: Rulebook,
        codes: Codes,
        readings: Mapping[str, str | None],
    ) -> None:
        self.book = book
        tables = {name: table.rows for name, table in folder.tables.items()}
        self.graph = Graph.of(tables, folder.tainted())
        self.codes, self.readings = codes, readings

    @cached_property
    def items(self) -> tuple[str, ...]:
        """Every item that a table describes or a bill names."""
        named = [*self.graph.items.rows, *self.graph.bom.rows, *self.graph.bom.column("component")]
        return tuple(dict.fromkeys(named))

    def trace(self, item: str, on: date, lot: str | None = None) -> Trace:
        """The whole tree of an item on a day, and every article in it."""
        articles = self._articles()
        if self._part(item) == INPUTS:
            articles[item] = str(self.codes[item]["annex1"])
        return trace(self.graph, item, on, self._counted, articles, self.readings, lot)

    def articles_of(self, rows: Sequence[Mapping[str, Any]]) -> Found:
        """The articles of Part 2 in each shipped item, on its day."""
        return self._of(rows, self._inside)

    def inputs_of(self, rows: Sequence[Mapping[str, Any]]) -> Found:
        """The shipped items that are inputs themselves, as articles of their own."""
        return self._of([row for row in rows if self._part(row["item"]) == INPUTS], self._inputs)

    @staticmethod
    def _of(rows: Sequence[Mapping[str, Any]], articles: Articles) -> Found:
        return articles.of([(row["item"], row["lot"]) for row in rows], [row["on"] for row in rows])

    @cached_property
    def _inside(self) -> Articles:
        return Articles(self.graph, self._counted, self._articles(), self.readings)

    @cached_property
    def _inputs(self) -> Articles:
        """Whether one is asked about at all is no question of level."""
        inputs = {i: str(each["annex1"]) for i, each in self.codes.items() if self._is_input(i)}
        return Articles(self.graph, self._counted, inputs, {**self.readings, "A-01": "every_level"})

    def _is_input(self, item: str) -> bool:
        return self._part(item) == INPUTS

    @cached_property
    def _counted(self) -> Counted:
        kinds = {
            item: str(code)
            for item, each in self.codes.items()
            if (code := each.get("annex1")) is not None and self._part(item) == INPUTS
        }
        return Counted(
            self._is_counted,
            TERRITORY,
            entries=lambda entry: part_of(entry) == INPUTS,
            kinds=kinds,
            metals=metals_of(self.book),
        )

    def _part(self, item: str) -> Value | None:
        return self.codes.get(item, {}).get("annex1_part")

    def _is_counted(self, item: str) -> Truth:
        part = self._part(item)
        return None if part is None else part == INPUTS

    def _articles(self) -> dict[str, str | None]:
        """Items that are, or may be, articles of Part 2; inputs inside a product are none."""
        return {
            item: None if (code := self.codes.get(item, {}).get("annex1")) is None else str(code)
            for item in dict.fromkeys((*self.codes, *self.items))
            if self._part(item) not in {NEITHER, INPUTS}
        }
