"""What would change the answer of one line of a folder: facts, suppliers, prices, mass, rates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import narwhals as nw

from licet.basics import Fault, Refused
from licet.facts import each_day, kinds
from licet.foresee.breakeven import BreakEven, Traced, break_even_json
from licet.foresee.inquiry import Inquiry
from licet.foresee.sides import Decided, Deciding, Side
from licet.foresee.whatif import Turn, change_json, turns
from licet.intake import Folder
from licet.rulebook import nearest
from licet.verdict import Answer


@dataclass(frozen=True, slots=True)
class Supply:
    """One supplier of an item taken alone, and what the line's answer then is."""

    item: str
    supplier: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class LineChanges:
    """A line's answer and what would turn it."""

    line: Decided
    turns: tuple[Turn, ...]
    suppliers: tuple[Supply, ...]
    break_evens: tuple[BreakEven, ...]


def line_changes(
    folder: Folder, side: Side, shipment: str, line: str, to: str | None = None
) -> LineChanges:
    """What would turn the answer of one line on a side.

    Raises:
        Refused: there is no such line, or its row is in quarantine.
    """
    own = _only(folder, shipment, line)
    by = Deciding(kinds(own, each_day))
    (found,) = by.decided(side)
    rows = [one.row for one in found.placed]
    certain = [one.application.certain for one in found.placed]
    return LineChanges(
        found,
        tuple(turns(rows, by.judge(side), to, certain=certain)),
        tuple(_suppliers(own, side, found)),
        tuple(_break_evens(own, side, found)),
    )


def _only(folder: Folder, shipment: str, line: str) -> Folder:
    table = folder.tables["shipments"]
    rows = table.rows.filter((nw.col("shipment") == shipment) & (nw.col("line") == line))
    if not len(rows):
        known = [f"{s}/{n}" for s, n in table.rows.select("shipment", "line").rows()]
        hint = nearest(f"{shipment}/{line}", known)
        expected = f"no line of a shipment that could be read is called that{hint}"
        raise Refused(Fault(table.file, f"{shipment}/{line}", expected))
    tables = {**folder.tables, "shipments": replace(table, rows=rows)}
    return replace(folder, tables=tables)


def _suppliers(folder: Folder, side: Side, found: Decided) -> Iterator[Supply]:
    """Each supplier alone, for every item behind the line that has several."""
    table = folder.tables["sources"]
    places = {
        (each.file, each.line)
        for one in found.placed
        if one.application.article is not None
        for each in one.application.article.evidence
    }
    rows = table.rows.rows(named=True)
    items = {row["item"] for row in rows if (row["_file"], row["_line"]) in places}
    items |= {one.application.item for one in found.placed}
    for item in sorted(items):
        named = [row["supplier"] for row in rows if row["item"] == item and row["supplier"]]
        suppliers = list(dict.fromkeys(named))
        for supplier in suppliers if len(suppliers) > 1 else ():
            other = (nw.col("item") == item) & (nw.col("supplier") != supplier)
            kept = replace(table, rows=table.rows.filter(~other))
            alone = replace(folder, tables={**folder.tables, "sources": kept})
            (decided,) = Deciding(kinds(alone, each_day)).decided(side)
            yield Supply(item, supplier, decided.answer)


def _break_evens(folder: Folder, side: Side, found: Decided) -> Iterator[BreakEven]:
    taken = {r.id: r.default for r in side.book.readings.values()} | dict(side.readings)
    day = side.on or found.line.on or side.known
    (row,) = folder.tables["shipments"].rows.rows(named=True)
    for item in dict.fromkeys(one.application.item for one in found.placed):
        traced = Traced(folder, side.book, taken, row["item"], item, day, row["lot"])
        yield from traced.break_evens()


def line_changes_json(found: LineChanges, side: Side) -> dict[str, Any]:
    """What would change a line's answer as JSON carries it."""
    return {
        "shipment": found.line.line.shipment,
        "line": found.line.line.line,
        "item": found.line.line.item,
        **answer_json(found.line.answer),
        "articles": [one.application.item for one in found.line.placed],
        "turns": [change_json(turn, side.book) for turn in found.turns],
        "suppliers": [
            {"item": one.item, "supplier": one.supplier, **answer_json(one.answer)}
            for one in found.suppliers
        ],
        "break_evens": [break_even_json(one) for one in found.break_evens],
    }


def case_changes_json(inquiry: Inquiry, to: str | None = None) -> dict[str, Any]:
    """What would change a case's answer, as JSON carries it; `to`: only to this outcome."""
    found = turns([inquiry.row], inquiry.judge, to)
    return {
        **answer_json(inquiry.found),
        "turns": [change_json(turn, inquiry.book) for turn in found],
        "suppliers": [],
        "break_evens": [],
    }


def answer_json(answer: Answer) -> Mapping[str, Any]:
    """An answer as JSON carries it."""
    return {
        "outcome": answer.outcome,
        "review": answer.review,
        "possible": list(answer.possible),
    }
