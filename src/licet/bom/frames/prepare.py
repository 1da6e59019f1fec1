"""Tables of items and lines made ready for the sweep: one row each, numbers exact and in bounds.

What cannot be right is named as a fault and kept as wide as it may still be.
"""

from __future__ import annotations

from typing import Any

import narwhals as nw

from licet.basics import DIGITS
from licet.bom.frames.content import AMOUNTS, MOST, NOUGHT
from licet.engine import BEHIND, in_limbs, quantity, sums

NUMBER = nw.Decimal(DIGITS + BEHIND, BEHIND)
_NOUGHT, _MANY = nw.lit(0).cast(NUMBER), nw.lit(10**9 - 1).cast(NUMBER)
"""Of a larger quantity it is known only that it is not less."""
FAULTS = {
    "item": "one row for an item; rows that differ leave it open",
    "quantity": "a quantity above nothing, its lower end not above the upper one",
    "repeated": "one line for a component at one place; it may be stated twice",
    "component": "a component in every line; what the item holds is not known without it",
    "value": "a value not below that of its parts",
    "depth": "a tree of at most 100 levels",
}
"""What is expected where a fault of this name is."""
Table = Any
"""A lazy Narwhals frame, over Polars or Spark."""


def told(items: Table, name: str) -> Table:
    """A fault of this name for each item of a table."""
    text = nw.lit(FAULTS[name])
    return items.select("item", nw.lit(name).alias("fault"), text.alias("expected"))


def lines_of(lines: Table) -> tuple[Table, Table, list[Table]]:
    """Each component of each parent once, with how many; every parent; what is wrong.

    Of lines that may repeat each other (alike in parent, component and `line`) the least quantity
    is sure, and the others may be none.
    """
    place = ["line"] if "line" in lines.collect_schema().names() else []
    read = _read(lines, place)
    held = read.filter(~nw.col("blank"))
    once = held.group_by("parent", "child", *place).agg(
        nw.col("lo").min(), nw.col("hi").sum(), nw.col("open").max(), nw.len().alias("times")
    )
    faults = [
        told(held.filter(nw.col("wrong")).select(item="parent").unique(), "quantity"),
        told(read.filter(nw.col("blank")).select(item="parent").unique(), "component"),
        told(once.filter(nw.col("times") > 1).select(item="parent").unique(), "repeated"),
    ]
    if place:
        once = once.group_by("parent", "child").agg(
            nw.col("lo").sum(), nw.col("hi").sum(), nw.col("open").max()
        )
    parents = read.group_by("parent").agg(nw.col("blank").cast(nw.Int64).max().alias("torn"))
    return _quantities(once), parents.select("torn", item="parent"), faults


def _read(lines: Table, place: list[str]) -> Table:
    """The lines with both ends of their quantities; an open end counts as nothing."""
    lo, hi = _stated(lines, "quantity")
    read = lines.select("parent", *place, lo.alias("lo"), hi.alias("hi"), child="component")
    none = nw.col("lo").is_null() & nw.col("hi").is_null()
    unsound = (nw.col("hi") <= 0) | (nw.col("lo") > nw.col("hi"))
    read = read.with_columns(
        (none | unsound.fill_null(value=False)).alias("wrong"),
        (nw.col("child").is_null() | (nw.col("child") == "").fill_null(value=False)).alias("blank"),
    )
    lower = ~nw.col("wrong") & (nw.col("lo") > 0)
    is_open = nw.col("wrong") | nw.col("hi").is_null() | (nw.col("hi") > _MANY)
    return read.with_columns(
        nw.when(lower & (nw.col("lo") > _MANY)).then(_MANY)
        .otherwise(nw.when(lower).then(nw.col("lo")).otherwise(_NOUGHT)).alias("lo"),
        nw.when(is_open).then(_NOUGHT).otherwise(nw.col("hi")).alias("hi"),
        is_open.cast(nw.Int64).alias("open"),
    )  # fmt: skip


def _quantities(once: Table) -> Table:
    """Both ends in limbs, as ``q_lo_0`` and so on, and ``q_open``."""
    is_open = (nw.col("open") > 0) | (nw.col("hi") > _MANY)
    kept = once.select(
        "parent", "child",
        nw.when(nw.col("lo") > _MANY).then(_MANY).otherwise(nw.col("lo")).cast(AMOUNTS)
        .alias("q_lo"),
        nw.when(~is_open).then(nw.col("hi")).cast(AMOUNTS).alias("q_hi"),
        is_open.cast(nw.Int64).alias("q_open"),
    )  # fmt: skip
    ends = ("q_lo", "q_hi")
    return in_limbs(kept, ends).select(
        "parent", "child", "q_open", *(column for end in ends for column in quantity(end))
    )


def items_of(items: Table, territory: str) -> tuple[Table, Table]:
    """Each item once, as far as its rows tell; and those of several rows, as faults.

    `counts_must` and `counts_may` say whether it counts by name, `here_must` and `here_may` whether
    it comes from the territory, `asked` whether it is or may be an article.
    """
    here = nw.col("origin").str.to_uppercase() == territory.upper()
    lo, hi = _stated(items, "value")
    read = items.select(
        "item",
        nw.col("counted").cast(nw.Int64).alias("counts"),
        here.cast(nw.Int64).alias("here"),
        nw.col("article").cast(nw.Int64).fill_null(1).alias("asked"),
        lo.alias("lo"), hi.alias("hi"),
    )  # fmt: skip
    known = (nw.col("hi").is_null() & (nw.col("lo") > 0)) | (
        (nw.col("hi") > 0) & ~(nw.col("lo") > nw.col("hi")).fill_null(value=False)
    )
    sound = known.fill_null(value=False)
    read = read.with_columns(
        nw.when(sound & (nw.col("lo") > 0)).then(nw.col("lo")).otherwise(_NOUGHT).alias("lo"),
        nw.when(sound).then(nw.col("hi")).alias("hi"),
    )
    once = read.group_by("item").agg(
        *(nw.col(n).fill_null(0).min().alias(f"{n}_must") for n in ("counts", "here")),
        *(nw.col(n).fill_null(1).max().alias(f"{n}_may") for n in ("counts", "here")),
        nw.col("asked").max(), nw.col("lo").min(), nw.col("hi").max(),
        nw.col("hi").is_null().cast(nw.Int64).max().alias("open"), nw.len().alias("rows"),
    )  # fmt: skip
    faults = told(once.filter(nw.col("rows") > 1), "item")
    return once, faults


def state_of(items: Table, parents: Table, lines: Table) -> Table:
    """Every item that any table names, with how many of its components are still to be added up."""
    many = lines.group_by("parent").agg(nw.len().cast(nw.Int64).alias("lines"))
    named = nw.concat(
        [
            items.with_columns(nw.lit(1, nw.Int64).alias("described")),
            parents,
            many.select("lines", item="parent"),
            lines.select(item="child").unique(),
        ],
        how="diagonal",
    )
    described = ["counts_must", "here_must", "counts_may", "here_may", "asked", "open"]
    one = named.group_by("item").agg(
        *(nw.col(name).max() for name in ("lines", "torn", "described", *described, "lo", "hi"))
    )
    table = one.with_columns(
        *(nw.col(name).fill_null(0) for name in (*described[:2], "asked", "lines", "torn")),
        *(nw.col(name).fill_null(1) for name in described[2:4]),
        *_price(),
    )
    zeros = [nw.lit(0, nw.Int64).alias(name) for end in ("lo", "hi", "cost") for name in sums(end)]
    return table.with_columns(
        *zeros, nw.col("lines").alias("left"),
        *(nw.lit(0, nw.Int64).alias(name) for name in ("open", "depth")),
    ).drop("lo", "hi", "described")  # fmt: skip


def _price() -> tuple[nw.Expr, nw.Expr]:
    """What it is worth; it has no upper end where no row tells, or where it is too great."""
    lo, hi, most = nw.col("lo"), nw.col("hi"), MOST.cast(NUMBER)
    low = nw.when(lo > most).then(MOST).otherwise(nw.when(lo <= most).then(lo).cast(AMOUNTS))
    told_of = (nw.col("described") == 1) & (nw.col("open") == 0) & (hi <= most)
    return (
        low.fill_null(NOUGHT).alias("price_lo"),
        nw.when(told_of).then(hi).cast(AMOUNTS).alias("price_hi"),
    )


def _stated(table: Table, name: str) -> tuple[nw.Expr, nw.Expr]:
    """The two ends of a number: one column for both, or one for each."""
    names = table.collect_schema().names()
    low, high = (name, name) if name in names else (f"{name}__lo", f"{name}__hi")
    return nw.col(low).cast(NUMBER), nw.col(high).cast(NUMBER)
