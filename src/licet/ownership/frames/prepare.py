"""A table of stakes made ready: one row a pair, shares in billionths, as wide as they may be.

The rules of `licet.ownership.stake` and `licet.ownership.links` for holdings of one kind.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import narwhals as nw

from licet.basics import DIGITS
from licet.engine import BEHIND, Cut, checkpointed, joined, whole_numbers

WHOLE = 10**9
"""A hundred per cent, in billionths."""
_READ, _FITS = nw.Decimal(DIGITS + BEHIND, BEHIND), nw.Decimal(BEHIND + 3, BEHIND)
_ALL = 100
FAULTS = {
    "share": "a share from 0 to 100 per cent, its lower end not above the upper one",
    "repeated": "one row for a stake; it may be stated twice",
    "own": "an owner that is not the owned party itself",
    "sum": "shares that sum to at most 100 per cent",
}
"""What is expected where a fault of this name is."""
Table = Any
"""A lazy Narwhals frame, over Polars or Spark."""


class Stakes(NamedTuple):
    """Stakes of named owners; what unnamed ones may hold, as `most` by `owned`; the faults."""

    named: Table
    veiled: Cut
    faults: list[Table]


def stakes_of(rows: Table) -> Stakes:
    """The stakes that rows of `owner`, `owned`, `share_lo` and `share_hi` (per cent) amount to."""
    read = _read(rows)
    single = checkpointed(
        read.group_by("owner", "owned").agg(
            nw.col("lo").min(), _least(nw.col("hi").sum()).alias("hi"), nw.len().alias("times")
        )
    ).table
    veiled, own = nw.col("owner") == "", nw.col("owner") == nw.col("owned")
    counted = nw.when(~veiled & ~own)
    sums, rows, _ = checkpointed(  # or a company of which most rows speak were all one task's
        single.group_by("owned").agg(
            counted.then(nw.col("lo")).otherwise(0).sum().alias("total"),
            nw.when(own).then(nw.col("hi")).otherwise(0).sum().alias("self"),
        )
    )
    faults = [
        _told(read.filter(nw.col("wrong")), "share"),
        _told(single.filter(nw.col("times") > 1, ~veiled), "repeated"),
        _told(single.filter(own), "own"),
        _told(sums.filter(nw.col("total") > WHOLE), "sum"),
    ]
    all_ = _balanced(joined(single.filter(~own), sums, rows, ["owned"]))
    return Stakes(
        all_.filter(nw.col("owner") != ""),
        checkpointed(all_.filter(nw.col("owner") == "").select("owned", most="hi")),
        faults,
    )


def _read(rows: Table) -> Table:
    """Both ends in billionths, rounded outward; an owner that is not named is an empty text."""
    read = rows.select(
        nw.col("owner").fill_null("").alias("owner"),
        "owned",
        nw.col("share_lo").cast(_READ).fill_null(nw.lit(0).cast(_READ)).alias("lo"),
        nw.col("share_hi").cast(_READ).fill_null(nw.lit(_ALL).cast(_READ)).alias("hi"),
    )
    read = read.with_columns(
        nw.min_horizontal("lo", "hi").alias("lo"),
        nw.max_horizontal("lo", "hi").alias("hi"),
        ((nw.col("lo") > nw.col("hi")) | (nw.min_horizontal("lo", "hi") < 0)
         | (nw.max_horizontal("lo", "hi") > _ALL)).alias("wrong"),
    )  # fmt: skip
    lo, hi = nw.col("lo"), nw.col("hi")
    per_cent = read.with_columns(
        nw.when((lo > 0) & (lo <= _ALL)).then(lo).cast(_FITS).alias("lo"),
        nw.when((hi > 0) & (hi <= _ALL)).then(hi).cast(_FITS).alias("hi"),
        (lo < 0).alias("below"),
        (hi == 0).alias("none"),
    )
    unit = WHOLE // _ALL
    low = (nw.col("lo") * unit).floor().cast(nw.Int64).fill_null(0)
    high = (nw.col("hi") * unit).ceil().cast(nw.Int64).fill_null(WHOLE)
    return per_cent.with_columns(
        low.alias("lo"),
        nw.when(nw.col("none") & ~nw.col("below")).then(0).otherwise(high).alias("hi"),
    )


def _balanced(stakes: Table) -> Table:
    """Shares that can add up to the whole: no more than the others leave, or wider."""
    left = f"({WHOLE} - self)"
    stakes = stakes.with_columns(_least(nw.col("self")).alias("self"))
    stakes = stakes.with_columns(
        nw.when(nw.col("self") == WHOLE).then(WHOLE - 1).otherwise(nw.col("self")).alias("self"),
        (nw.col("self") == WHOLE).alias("alone"),
    )
    stakes = whole_numbers(stakes, {"more": f"DIV(hi * {WHOLE} + {left} - 1, {left})"})
    more = _least(nw.when(nw.col("alone")).then(WHOLE).otherwise(nw.col("more")))
    stakes = stakes.with_columns(more.alias("hi"))
    lo, hi, total = nw.col("lo"), nw.col("hi"), nw.col("total")
    over, veiled = total > WHOLE, nw.col("owner") == ""
    less = lo - (total - WHOLE)
    rest = WHOLE - (total - lo)
    return stakes.select(
        "owner",
        "owned",
        nw.when(over & ~veiled).then(nw.max_horizontal(less, nw.lit(0))).otherwise(lo).alias("lo"),
        nw.when(~over & ~veiled).then(nw.min_horizontal(hi, rest)).otherwise(hi).alias("hi"),
    )


def _least(value: nw.Expr) -> nw.Expr:
    return nw.when(value > WHOLE).then(WHOLE).otherwise(value)


def _told(parties: Table, name: str) -> Table:
    text = nw.lit(FAULTS[name])
    return parties.select("owned").unique().with_columns(
        nw.lit(name).alias("fault"), text.alias("expected")
    )  # fmt: skip
