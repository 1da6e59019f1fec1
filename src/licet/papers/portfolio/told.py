"""What is told of kinds of lines as tables, given to every line of a kind, and counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import narwhals as nw

from licet.engine import PLACE, filled, frame, joined, sent
from licet.facts import OWN_PLACE
from licet.intake import Afar, Folder
from licet.papers.portfolio.determinations import articles_table, line_columns, lines_table
from licet.papers.portfolio.left_out import COLUMNS, left_out, left_out_rows
from licet.papers.portfolio.tally import GRAVEST, Grave, Tally
from licet.papers.report import ORDER, Totals, waits_for
from licet.papers.report import Tally as Sum
from licet.verdict import UNDETERMINED, Assessor, Portfolio

Table = Any
"""A Narwhals frame."""
TOLD = "told_"
"""Before the name of a column that is told of a kind."""
OUTCOME = f"{TOLD}outcome"
_OWN = {"shipment": "shipment", "line": "line", "on": "_day", "value": "_worth"}
_FLAGS = ("unknown_facts", "unknown_standing")
_RATE = ("_currency", "_day")


def told_lines(portfolio: Portfolio, first: int) -> Table:
    """What the table of lines says of each kind; kinds are numbered from the first on."""
    table = lines_table(portfolio)
    waits = [
        waits_for(one) if one.answer.outcome == UNDETERMINED else None
        for one in map(portfolio.findings.__getitem__, portfolio.of)
    ]
    said = table.drop(*_OWN, "source").rename(lambda name: f"{TOLD}{name}")
    more = frame({f"{TOLD}waits": waits}, {f"{TOLD}waits": "text"})
    return said.with_columns(more[f"{TOLD}waits"], _numbers(table, first))


def told_articles(portfolio: Portfolio, first: int) -> Table:
    """The articles of each kind."""
    table = articles_table(portfolio)
    return table.drop("shipment", "line").with_columns(_numbers(table, first))


def _numbers(table: Table, first: int) -> Any:  # noqa: ANN401 - a Narwhals series
    numbers = [first + int(number) for number in table["shipment"].to_list()]
    return frame({"_kind": numbers}, {"_kind": "whole"})["_kind"]


def lines_of_kinds(lines: Table, scenarios: Sequence[str]) -> Table:
    """The determinations of lines that have what was told of their kind beside them."""
    place = nw.concat_str("_file", nw.col("_line").cast(nw.String), separator=":")
    names = line_columns(scenarios)
    own = {name: nw.col(at) for name, at in _OWN.items()} | {"source": place}
    made = lines.select(own.get(n, nw.col(f"{TOLD}{n}")).alias(n) for n in names)
    return filled(made, "notes", OWN_PLACE, "source")


def articles_of_kinds(lines: Table, articles: Table, count: int) -> Table:
    """The articles of lines, from those of the `count` kinds."""
    own = lines.select("shipment", "line", "_kind")
    return joined(own, articles, count, ["_kind"], "inner").drop("_kind")


def left_out_table(portfolio: Portfolio) -> Table:
    """The bad cells of shipments, with the lines that their rows touch."""
    own = (row for row in left_out(portfolio) if row.table == "shipments")
    return _texts(left_out_rows(own))


def master_left_out(folder: Folder) -> Table:
    """The bad cells of the other tables; which lines they touch is not told."""
    return _texts(
        (f.file, f.line, f.column, f.value, f.expected, f.key, None, None)
        for f in folder.quarantine
    )


def _texts(rows: Iterator[tuple[Any, ...]]) -> Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(COLUMNS)
    kinds: Any = dict.fromkeys(COLUMNS, "text") | {"line": "whole"}
    return frame(dict(zip(COLUMNS, columns, strict=True)), kinds)


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts the lines that have what was told of their kind beside them."""

    lines: Table
    assessor: Assessor
    afar: Afar

    def tally(self) -> Tally:
        """What is kept of them all."""
        rows = self._sums()
        totals = self._totals(rows)
        faults = tuple(map(str, self.assessor.assembly.faults))
        count = sum(int(row["lines"]) for row in rows)
        return Tally(count, 0, totals, self._gravest(), faults)

    def _worlds(self) -> dict[str, str]:
        scenarios = {name: f"{TOLD}outcome:{name}" for name in self.assessor.scenarios}
        return {"actual": OUTCOME, "if_in_force": f"{TOLD}if_in_force"} | scenarios

    def _sums(self) -> list[dict[str, Any]]:
        """How many lines are told alike on a day in a currency, and their values."""
        flags = [f"{TOLD}{name}" for name in _FLAGS]
        by = (*self._worlds().values(), f"{TOLD}waits", *flags, *_RATE)
        amount = nw.col("_amount")
        found = self.lines.group_by(*by).agg(
            nw.len().alias("lines"), amount.sum().alias("value"), amount.count().alias("valued")
        )
        rows: list[dict[str, Any]] = found.collect().rows(named=True)
        return rows

    def _totals(self, rows: Sequence[dict[str, Any]]) -> Totals:
        worlds: dict[str, dict[str, Sum]] = {name: {} for name in self._worlds()}
        waits = dict.fromkeys(("standing", "facts", "both", "row"), Sum(0, Fraction(0), 0))
        known = dict.fromkeys((*_FLAGS, "differing"), 0)
        for row in rows:
            one = self._sum(row)
            for name, column in self._worlds().items():
                _add(worlds[name], row[column], one)
            if row[f"{TOLD}waits"] is not None:
                _add(waits, row[f"{TOLD}waits"], one)
            for name in _FLAGS:
                known[name] += one.lines if row[f"{TOLD}{name}"] else 0
            differs = row[f"{TOLD}if_in_force"] != row[OUTCOME]
            known["differing"] += one.lines if differs else 0
        on = self.assessor.asked.on
        days = [on or row["_day"] for row in rows]
        return Totals(worlds, waits, (min(days), max(days)) if days else None, **known)

    def _sum(self, row: dict[str, Any]) -> Sum:
        rate = self.assessor.assembly.factor(row["_currency"] or None, row["_day"])
        if rate is None or not row["valued"]:
            return Sum(row["lines"], Fraction(0), row["lines"])
        return Sum(row["lines"], Fraction(row["value"]) * rate, row["lines"] - row["valued"])

    def _gravest(self) -> tuple[Grave, ...]:
        """The gravest lines, as the report orders them."""
        rank = nw.lit(len(ORDER))
        for number, outcome in enumerate(ORDER):
            rank = nw.when(nw.col(OUTCOME) == outcome).then(nw.lit(number)).otherwise(rank)
        name = nw.concat_str("shipment", "line", separator=" / ")
        found = (
            self.lines.with_columns(_rank=rank, _name=name)
            .sort(
                "_rank", "_worth", "_name", "_line", descending=[False, True, False, False],
                nulls_last=False,
            )
            .head(GRAVEST)
            .select("_rank", "_worth", "_name", "_line", "_file")
            .collect()
        )  # fmt: skip
        texts = self._texts(found.select(*PLACE)) if len(found) else {}
        return tuple(_grave(row, texts) for row in found.rows(named=True))

    def _texts(self, places: Table) -> dict[tuple[str, int], dict[str, str]]:
        """What lines say that stand at these places."""
        rows = self.afar.rows
        found = joined(rows, sent(places, rows), len(places), PLACE, "inner").collect()
        return {
            (row["_file"], row["_line"]): self.afar.texts(row) for row in found.rows(named=True)
        }


def _grave(row: dict[str, Any], texts: Mapping[tuple[str, int], dict[str, str]]) -> Grave:
    worth = row["_worth"]
    order = (row["_rank"], worth is not None, -Fraction(worth or 0), row["_name"], row["_line"])
    return Grave(order, texts[row["_file"], row["_line"]])


def _add(sums: dict[str, Sum], name: str, one: Sum) -> None:
    sums[name] = Sum.together([sums[name], one]) if name in sums else one
