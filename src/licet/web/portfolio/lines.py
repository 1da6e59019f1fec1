"""The lines of a portfolio, filtered, sorted and cut into pages where they lie.

Nothing is held in memory between two pages: each question is a lazy frame over the Parquet file,
which reads only the columns it needs. The rows of a page are found by their numbers first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import narwhals as nw

from licet.engine import scan_parquet

SIZE = 50
"""Lines on a page."""
ORDERS = ("n", "line", "item", "on", "value", "share", "ship_to", "end_user", "rank")
_SHOWN = (
    "n", "shipment", "line", "item", "description", "decided_for", "ship_from", "ship_to",
    "importer", "importer_name", "end_user", "end_user_name", "value", "share",
    "met", "missing", "source",
)  # fmt: skip
_SAME = ("ship_to", "item")
_SPLIT = "; "
_FEW = 5000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines are wanted, in which order.

    Attributes:
        world: the state of the law whose answers count.
        order: a name of `ORDERS`, with - before it when falling.
        page: counted from 1.
        filters: name → text; outcome, review, ship_to, end_user, item, missing, met, text.
        size: lines on a page.
    """

    world: str = "actual"
    order: str = "n"
    page: int = 1
    filters: Mapping[str, str] = field(default_factory=dict)
    size: int = SIZE


@dataclass(frozen=True, slots=True)
class Found:
    """One page of lines, and what all that match come to."""

    rows: tuple[Mapping[str, Any], ...]
    count: int
    value: Decimal
    unvalued: int
    page: int
    size: int = SIZE

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.count // self.size))


FILTERS = ("outcome", "review", "ship_to", "end_user", "item", "missing", "met", "text")


def find(path: Path, wanted: Wanted) -> Found:
    """The page of lines that is wanted."""
    filters = _filters(wanted)
    kept = scan_parquet(path).filter(*filters) if filters else scan_parquet(path)
    total = kept.select(
        nw.len().alias("count"),
        nw.col("value").sum().alias("value"),
        nw.col("value").is_null().sum().alias("unvalued"),
    ).collect()
    told = total.rows(named=True)[0]
    size = wanted.size
    pages = max(1, -(-told["count"] // size))
    page = min(max(wanted.page, 1), pages)
    ordered = _sorted(kept, wanted)
    if page * size <= _FEW:  # the engine then keeps only these while it sorts
        ordered = ordered.head(page * size)
    numbers = ordered.collect()["n"]
    mine = numbers[(page - 1) * size : page * size].to_list()
    answers = (f"outcome:{wanted.world}", f"review:{wanted.world}")
    rows = (
        scan_parquet(path)
        .filter(nw.col("n").is_in(mine))
        .select(*_SHOWN, nw.col(answers[0]).alias("outcome"), nw.col(answers[1]).alias("review"))
        .collect()
        .rows(named=True)
    )
    by = {row["n"]: row for row in rows}
    return Found(
        tuple(by[number] for number in mine),
        told["count"],
        told["value"] or Decimal(0),
        told["unvalued"],
        page,
        size,
    )


def _filters(wanted: Wanted) -> list[Any]:
    told = {name: text for name, text in wanted.filters.items() if text}
    found = [nw.col(name) == told[name] for name in _SAME if name in told]
    answers = [name for name in ("outcome", "review") if name in told]
    found += [nw.col(f"{name}:{wanted.world}") == told[name] for name in answers]
    if "end_user" in told:
        either = told["end_user"]
        found.append((nw.col("end_user") == either) | (nw.col("end_user_name") == either))
    found += [_among(name, told[name]) for name in ("missing", "met") if name in told]
    words = told.get("text", "").lower().split()
    return found + [nw.col("text").str.contains(word, literal=True) for word in words]


def _among(name: str, one: str) -> Any:  # noqa: ANN401 - an expression
    """Is it one of several in a cell?"""
    cell = nw.col(name)
    ends = cell.str.starts_with(one + _SPLIT) | cell.str.ends_with(_SPLIT + one)
    return (cell == one) | ends | cell.str.contains(_SPLIT + one + _SPLIT, literal=True)


def _sorted(kept: Any, wanted: Wanted) -> Any:  # noqa: ANN401 - a lazy frame
    falling = wanted.order.startswith("-")
    name = wanted.order.lstrip("-")
    if name not in ORDERS:
        name = "n"
    by = "n" if name == "n" else f"{'down' if falling else 'by'}:{name}"
    if name == "rank":
        by += f":{wanted.world}"
    return kept.select("n", by).sort(by) if by != "n" else kept.select("n").sort("n")
