"""The lines of a portfolio as one Parquet file that pages are filtered, sorted and cut from."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import reduce
from pathlib import Path
from typing import Any

import narwhals as nw

from licet.basics import Range, ceiling, floor
from licet.engine import Kind, beside, frame, taken, write_parquet
from licet.papers.portfolio.determinations import lines_table
from licet.papers.report.closeness import COUNTED, bound_of
from licet.papers.report.figures import percent, share_text
from licet.papers.report.lines import Part, Row, Rows
from licet.papers.report.pictures import bound_in
from licet.papers.report.summary import ACTUAL, IN_FORCE, ORDER
from licet.verdict import THROUGH, Portfolio, decider, row_of

WORLDS = (ACTUAL, IN_FORCE)
_TOLD = (
    "shipment", "line", "item", "on", "exporter", "importer", "end_user", "ship_from", "ship_to",
    "value", "met", "missing", "notes", "source", "unknown_facts", "unknown_standing",
)  # fmt: skip
_SHARES = ("share_lo", "share_hi")
ORDERS = {
    "line": "key",
    "item": "item",
    "on": "decided_for",
    "value": "value",
    "share": "share_hi",
    "ship_to": "ship_to",
    "end_user": "end_user_name",
}
"""What lines may be sorted by, and the column behind it; what is not known comes last."""


def worlds_of(portfolio: Portfolio) -> tuple[str, ...]:
    """Every state of the law that lines are answered in."""
    return (*WORLDS, *portfolio.scenarios)


def write_lines(portfolio: Portfolio, rows: Rows, path: Path) -> None:
    """Write the lines, the gravest first.

    Beside what `determinations.parquet` says: `n`, the place of the line; for each state of the
    law its outcome, policy and rank; the share of the article nearest to the law's bound, in
    per cent; `by:…` and `down:…`, the line's place in every order; and `text`, all that is
    searched in, in small letters.
    """
    said, kinds = _columns(portfolio, rows)
    told = lines_table(portfolio).select(*_TOLD)
    asked = portfolio.asked.on
    day = nw.col("on") if asked is None else nw.when(~nw.col("on").is_null()).then(nw.lit(asked))
    named = nw.concat_str("shipment", "line", "text", separator=" ")
    table = beside([told, taken(frame(said, kinds), portfolio.of)]).with_columns(
        day.alias("decided_for"), named.str.to_lowercase().alias("text")
    )
    placed = taken(table, rows.gravest).with_row_index("n").with_columns(nw.col("n").cast(nw.Int64))
    write_parquet(_ordered(placed, portfolio), path)


def _ordered(table: Any, portfolio: Portfolio) -> Any:  # noqa: ANN401 - a frame
    """The table with the place of each line in every order, which is quicker to sort by."""
    lines = len(table)
    places = []
    for name, columns in ORDERS.items():
        column = nw.col(columns)
        unknown = column.is_null()
        for prefix, falling in (("by", False), ("down", True)):
            rank = column.rank("ordinal", descending=falling).cast(nw.Int64)
            last = nw.when(unknown).then(nw.col("n") + lines + 1).otherwise(rank)
            places.append(last.alias(f"{prefix}:{name}"))
    for world in worlds_of(portfolio):
        rank = nw.col(f"rank:{world}") * lines
        places.append((rank + nw.col("n")).alias(f"by:rank:{world}"))
        places.append((rank - nw.col("n")).alias(f"down:rank:{world}"))
    return (
        table.with_columns(nw.concat_str("shipment", "line", separator="\0").alias("key"))
        .with_columns(*places)
        .drop("key")
    )


def _columns(portfolio: Portfolio, rows: Rows) -> tuple[dict[str, list[Any]], dict[str, Kind]]:
    """What is the same for every line of a kind."""
    columns: dict[str, list[Any]] = {}
    kinds: dict[str, Kind] = {}
    for world in worlds_of(portfolio):
        answers = [finding.answers[world] for finding in portfolio.findings]
        columns[f"outcome:{world}"] = [one.outcome for one in answers]
        columns[f"review:{world}"] = [one.review for one in answers]
        columns[f"rank:{world}"] = [ORDER.index(one.outcome) for one in answers]
        kinds |= {f"outcome:{world}": "text", f"review:{world}": "text", f"rank:{world}": "whole"}
    kinds |= dict.fromkeys(
        ("description", "exporter_name", "importer_name", "end_user_name", "share", "text"), "text"
    )
    columns["description"] = [row.description for row in rows.kinds]
    for role in ("exporter", "importer", "end_user"):
        columns[f"{role}_name"] = [row.parties.get(role) for row in rows.kinds]
    bears = Bearing(rows)
    shares = [_share(row, rows, bears) for row in rows.kinds]
    bound = bound_in(portfolio.book)
    known = [share.lo is not None or share.hi is not None for share in shares]
    columns["share"] = [
        share_text(share, bound) if told else None
        for share, told in zip(shares, known, strict=True)
    ]
    for name, end in zip(_SHARES, ("lo", "hi"), strict=True):
        columns[name] = [getattr(share, end) for share in shares]
        kinds[name] = "number"
    columns["text"] = [_text(row) for row in rows.kinds]
    return columns, kinds


class Bearing:
    """Does the share of an article bear on the law's clause, or does another statement fail?"""

    def __init__(self, rows: Rows) -> None:
        self._rows, portfolio = rows, rows.portfolio
        book, readings = portfolio.book, portfolio.readings
        through = readings.get(THROUGH, book.readings[THROUGH].default)
        self._by = decider(book, portfolio.known, through, portfolio.scenario)
        bound = bound_of(book)
        told = () if bound is None else self._by.names.statements[bound.cite]
        beside = [(column, names) for column, names in told if COUNTED not in names]
        self._columns = [column for column, _ in beside]
        self._facts = tuple(dict.fromkeys(name for _, names in beside for name in names))
        self._known: dict[tuple[Any, ...], bool] = {}

    def __call__(self, part: Part) -> bool:
        """Is no other statement of the clause false for it?"""
        facts = part.application.sheet.facts
        key = tuple(facts.get(name) for name in self._facts)
        if key not in self._known:
            one = self._rows.determination(part)
            row = row_of(one.case, one.book)
            (found,) = self._by.decide_rows([row], self._columns)
            self._known[key] = all(found[column] is not False for column in self._columns)
        return self._known[key]


def _share(row: Row, rows: Rows, bears: Bearing) -> Range:
    """The highest share among the line's articles on which it turns; nothing if on none."""
    shares = [
        percent(one.application.article.share)
        for one in rows.parts(row.finding, row.kind)
        if one.application.article is not None and bears(one)
    ]
    if not shares:
        return Range()
    found = reduce(_higher, shares)
    lo, hi = found.lo, found.hi
    return Range(
        None if lo is None else _fits(floor(lo)), None if hi is None else _fits(ceiling(hi))
    )


def _higher(one: Range, other: Range) -> Range:
    ends = [x.hi for x in (one, other)]
    if None in ends:
        return one if one.hi is None else other
    return one if (one.hi or 0) >= (other.hi or 0) else other


def _fits(number: Decimal) -> Decimal | None:
    """A number that the table can hold."""
    return number if number.adjusted() < 20 else None  # noqa: PLR2004 - digits before the point


def _text(row: Row) -> str:
    names = (row.item, row.description, row.start, row.end)
    stated = row.finding.line.parties.values()
    parts = [*names, *stated, *row.parties.values(), "; ".join(row.finding.met)]
    return " ".join(dict.fromkeys(part for part in parts if part))


def parties_above(owners: Mapping[str, set[str]], named: set[str]) -> set[str]:
    """The parties named, and all that hold them."""
    seen, ahead = set(named), list(named)
    while ahead:
        more = owners.get(ahead.pop(), set()) - seen
        seen |= more
        ahead += more
    return seen
