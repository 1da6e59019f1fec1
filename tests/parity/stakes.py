"""Holdings with everything that may be odd about them, for one party at a time and for a table."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import narwhals as nw
import polars as pl

from licet.basics import Truth
from licet.ownership import Holdings, Readings

DAY = date(2026, 11, 22)
SHARES = ["100", "60", "50", "49.9999999", "33.3333333", "25", "20", "10", "5", "0"]
Row = dict[str, Any]


def holdings(groups: int, seed: int, size: int = 8) -> tuple[list[Row], dict[str, Truth]]:
    """Rows of several groups of parties, and who is listed, perhaps or surely."""
    draw = random.Random(seed)  # noqa: S311 - the same holdings every time
    rows: list[Row] = []
    listed: dict[str, Truth] = {}
    for group in range(groups):
        names = [f"{group}/{at}" for at in range(draw.randint(2, size))]
        for name in draw.sample(names, draw.randint(0, 2)):
            listed[name] = draw.choice([True, True, None])
        circular = draw.random() < 0.1
        for owned in names:
            for owner in draw.sample(names, draw.randint(0, min(3, len(names)))):
                if owner == owned and not circular:
                    continue
                hi = draw.choice(SHARES)
                lo = draw.choice([hi, hi, hi, "0", None, draw.choice(SHARES)])
                rows.append(
                    {
                        "owner": None if draw.random() < 0.07 else owner,
                        "owned": owned,
                        "share_lo": lo,
                        "share_hi": None if draw.random() < 0.1 else hi,
                    }
                )
    return rows, listed


def tables(rows: list[Row], listed: Mapping[str, Truth]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The two tables as the closure wants them."""
    number = pl.Decimal(32, 12)
    stakes = {
        name: pl.Series([row[name] for row in rows], dtype=pl.String) for name in ("owner", "owned")
    } | {
        name: pl.Series([row[name] and Decimal(row[name]) for row in rows], dtype=number)
        for name in ("share_lo", "share_hi")
    }
    return pl.DataFrame(stakes), pl.DataFrame(
        {"party": list(listed), "listed": list(listed.values())},
        schema={"party": pl.String, "listed": pl.Boolean},
    )


def lazily(rows: list[Row], listed: Mapping[str, Truth]) -> tuple[Any, Any]:
    """The two tables for the embedded engine."""
    one, other = tables(rows, listed)
    return nw.from_native(one.lazy()), nw.from_native(other.lazy())


def told(rows: list[Row], listed: Mapping[str, Truth]) -> dict[str, dict[str, Any]]:
    """Party → way of counting → what one party at a time is told."""
    kept = [row | {"owner": row["owner"] or "", "kind": None if row["owner"] else "unknown"}
            for row in rows]  # fmt: skip
    given = Holdings.of(kept)
    each = (
        given.held(party, listed, DAY, readings=Readings(of="equity"))
        for party in {row["owned"] for row in rows}
    )
    return {one.party: dict(one.by_reading) for one in each if one.recorded}
