"""START HERE: who is held by the listed parties, for every party of a large table at once.

Three readings, each with both bounds: directly by one listed party, along a chain of links that all
reach the threshold, and together by owners that are listed or, by this same rule, held themselves.
The last two are least fixed points: each round passes on what the round before changed and ends
where nothing grows (`spread.py`), so that circles of holdings need no special case.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any

import narwhals as nw

from licet.basics import DIGITS, PLACES, Fault, Refused
from licet.engine import (
    EXACT,
    NEAR,
    checkpointed,
    how_many,
    how_many_met,
    is_exact,
    joined,
    near,
    on_spark,
    sent,
    settled,
)
from licet.ownership.frames.prepare import WHOLE, Stakes, Table, stakes_of
from licet.ownership.frames.spread import ENDS, SHARES, SPREADING, spread

HALF = Decimal(50)
WAYS = ("direct", *SPREADING)


@dataclass(frozen=True, slots=True)
class Closed:
    """Every party of whose holders some row speaks, and what listed parties hold of it.

    Attributes:
        parties: `party`; for each of `direct`, `chain` and `aggregate` the per cent between
            ``…__lo`` and ``…__hi``, and ``…_held``: yes, no, or null for unknown. A chain is 0
            where some link of it does not reach the threshold.
        faults: `owned`, `fault` and what was `expected`.
    """

    parties: Any
    faults: Any


def closure(stakes: Table, listed: Table, threshold: Decimal = HALF) -> Closed:
    """Who is held at `threshold` per cent or more by listed parties, in each reading?

    Args:
        stakes: lazy Narwhals frame: `owner` (null: not named, perhaps listed), `owned`,
            `share_lo` and `share_hi` in per cent; null is unknown. The rows of one day.
        listed: of the same engine: `party` and `listed` (yes, or null for perhaps).
        threshold: the share that is enough, per cent.

    Raises:
        Refused: a column is missing, or a row names no owned party.
    """
    if _check(stakes, listed) > NEAR or not on_spark(stakes):
        return _closed(settled(stakes), listed, threshold)
    found = _closed(near(stakes), near(listed), threshold)
    return Closed(sent(found.parties, stakes), sent(found.faults, stakes))


def _closed(stakes: Table, listed: Table, threshold: Decimal) -> Closed:
    given = stakes_of(stakes)
    least = int((threshold * WHOLE / 100).to_integral_value(ROUND_CEILING))
    links = checkpointed(links_of(given, least))
    veiled = given.veiled.table
    members = checkpointed(
        listed.filter(nw.col("listed").fill_null(value=True))
        .group_by("party")
        .agg(nw.col("listed").cast(nw.Int64).fill_null(0).max().alias("must"))
    )
    listed_owners = members.table.rename({"party": "owner"})
    held = joined(links.table, listed_owners, members.rows, ["owner"], "inner")
    direct = _direct(held, veiled)
    reached = spread(links, veiled, members.table, least)
    named = [links.table.select(party="owned"), veiled.select(party="owned")]
    return Closed(_shown(direct, reached, named, least), nw.concat(given.faults))


def links_of(given: Stakes, least: int) -> Table:
    """Each stake with what it is worth as a link of a chain: nothing below the threshold.

    Whoever holds a veiled stake may be any of the others, so it may add to any of theirs.
    """
    both = joined(given.named, given.veiled.table, given.veiled.rows, ["owned"])
    most = nw.col("hi") + nw.col("most").fill_null(0)
    most = nw.when(most > WHOLE).then(WHOLE).otherwise(most)
    return both.select(
        "owner", "owned", "lo", "hi",
        nw.when(nw.col("lo") >= least).then(nw.col("lo")).otherwise(0).alias("link_lo"),
        nw.when(most >= least).then(most).otherwise(0).alias("link_hi"),
    )  # fmt: skip


def _direct(held: Table, veiled: Table) -> Table:
    """The largest stake that one listed party holds itself; veiled stakes may be its own."""
    each = held.group_by("owned").agg(
        (nw.col("lo") * nw.col("must")).max().alias("lo"), nw.col("hi").max().alias("hi")
    )
    every = nw.concat([each, veiled], how="diagonal").group_by("owned").agg(
        *(nw.col(name).max().fill_null(0) for name in ("lo", "hi", "most"))
    )  # fmt: skip
    return every.select("lo", (nw.col("hi") + nw.col("most")).alias("hi"), party="owned")


def _shown(direct: Table, reached: Table, named: list[Table], least: int) -> Table:
    """One row for every owned party: the shares in per cent, and yes, no or unknown."""
    parts = [
        direct.rename({end: f"direct_{end}" for end in ENDS}),
        reached.filter(nw.any_horizontal(*(nw.col(name) > 0 for name in SHARES),
                                         ignore_nulls=True)).select("party", *SHARES),
    ]  # fmt: skip
    columns = [f"{way}_{end}" for way in WAYS for end in ENDS]
    every = nw.concat([*named, *parts], how="diagonal").group_by("party").agg(
        *(nw.col(name).max() for name in columns)
    )  # fmt: skip
    every = every.with_columns(
        *(nw.when(nw.col(name) > WHOLE).then(WHOLE).otherwise(nw.col(name)).fill_null(0).alias(name)
          for name in columns)
    )  # fmt: skip
    return every.select(
        "party",
        *(
            column
            for way in WAYS
            for column in (
                *(_per_cent(nw.col(f"{way}_{end}")).alias(f"{way}__{end}") for end in ENDS),
                nw.when(nw.col(f"{way}_lo") >= least).then(nw.lit(value=True))
                .otherwise(nw.when(nw.col(f"{way}_hi") < least).then(nw.lit(value=False)))
                .alias(f"{way}_held"),
            )
        ),
    )  # fmt: skip


def _per_cent(share: nw.Expr) -> nw.Expr:
    unit = nw.lit(Decimal(100) / WHOLE)
    return (share.cast(nw.Decimal(PLACES, 0)) * unit).cast(nw.Decimal(DIGITS + PLACES, PLACES))


def _check(stakes: Table, listed: Table) -> int:
    """How many rows the longer table has, if each has what is needed of it."""
    wanted = {"stakes": ("owner", "owned", "share_lo", "share_hi"), "listed": ("party", "listed")}
    for name, table in (("stakes", stakes), ("listed", listed)):
        schema = table.collect_schema()
        columns = schema.names()
        missing = [column for column in wanted[name] if column not in columns]
        if missing:
            raise Refused(Fault(name, "columns", f"a column {', '.join(missing)}"))
        inexact = [
            each for each in wanted[name] if each[:6] == "share_" and not is_exact(schema[each])
        ]
        if inexact:
            raise Refused(Fault(name, f"column «{inexact[0]}»", EXACT))
    blank = nw.col("owned").is_null() | (nw.col("owned") == "")
    rows, none = how_many_met(stakes, blank)
    if none:
        expected = f"a party in every row; {none} have none"
        raise Refused(Fault("stakes", "column «owned»", expected))
    return max(rows, how_many(listed))
