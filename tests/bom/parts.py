"""Small folders to trace in tests, written as rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import narwhals as nw
import polars as pl

from licet.bom import Counted, Graph

TODAY = dt.date(2026, 11, 22)
TAKEN: dict[str, str | None] = {
    "A-01": "every_level",
    "A-02": "sum",
    "A-03": "highest_over_lowest",
    "A-04": "count_transformed",
    "A-05": "not_counted",
    "A-06": "any_indication",
    "A-07": "any_taints",
    "A-34": "no",
    "A-35": "direct",
}
NUMBERS = {
    "quantity", "scrap", "yield", "value", "price", "per", "share", "value_lo", "value_hi",
    "mass_fraction_lo", "mass_fraction_hi", "rate", "weight", "price_lo", "price_hi",
    "mass_fraction", "uncertainty", "detection_limit",
}  # fmt: skip
DAYS = {"valid_from", "valid_to", "on"}
TRUTHS = {"phantom", "public_domain", "technology_public_domain"}

Rows = Sequence[Mapping[str, Any]]


def frame(name: str, rows: Rows) -> nw.DataFrame[Any]:
    """A table with the contract's types, as intake makes it; row one is line 2 of the file."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    data: dict[str, pl.Series] = {}
    for column in columns:
        cells = [row.get(column) for row in rows]
        if column in NUMBERS:
            numbers = [None if cell is None else Decimal(str(cell)) for cell in cells]
            data[column] = pl.Series(column, numbers, dtype=pl.Decimal(32, 12))
        elif column in DAYS:
            days = [None if cell is None else dt.date.fromisoformat(str(cell)) for cell in cells]
            data[column] = pl.Series(column, days, dtype=pl.Date)
        elif column == "rank":
            data[column] = pl.Series(column, cells, dtype=pl.Int64)
        elif column in TRUTHS:
            data[column] = pl.Series(column, cells, dtype=pl.Boolean)
        else:
            data[column] = pl.Series(column, cells, dtype=pl.String)
    data["_line"] = pl.Series("_line", range(2, len(rows) + 2), dtype=pl.Int64)
    data["_file"] = pl.Series("_file", [f"{name}.csv"] * len(rows), dtype=pl.String)
    return nw.from_native(pl.DataFrame(data), eager_only=True)


def graph(**tables: Rows) -> Graph:
    """A parts list of these tables."""
    return tainted({}, **tables)


def tainted(keys: Mapping[str, set[str | None]], **tables: Rows) -> Graph:
    """A parts list of these tables, rows of which are in quarantine."""
    return Graph.of({name: frame(name, rows) for name, rows in tables.items()}, keys)


def counted(*items: str, **unknown: bool | None) -> Counted:
    """These items count, if they come from CN; every other one does not."""
    return Counted(lambda item: True if item in items else unknown.get(item, False), "CN")


def taken(**options: str | None) -> dict[str, str | None]:
    """The usual readings, with some of them changed: ``A_07="pro_rata"``."""
    return TAKEN | {name.replace("_", "-"): option for name, option in options.items()}
