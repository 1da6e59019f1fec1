"""START HERE: who is held by the listed parties, for every party of a large table at once.

Three readings, each with both bounds: directly by one listed party, along a chain of links that all
reach the threshold, and together by owners that are listed or, by this same rule, held themselves.
The last two are least fixed points: each round passes on what the round before changed and ends
where nothing grows, so that circles of holdings need no special case.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any

import narwhals as nw

from licet.basics import DIGITS, PLACES, Fault, Refused
from licet.engine import EXACT, checkpointed, how_many, is_exact, joined, settled
from licet.ownership.frames.prepare import WHOLE, Stakes, Table, stakes_of

HALF = Decimal(50)
WAYS = ("direct", "chain", "aggregate")
_ENDS = ("lo", "hi")
_UNKNOWN = 1 << 40
"""Rows of which it is not known how many: Spark finds out."""
_STATES = 8
"""After so many rounds what they changed becomes one table."""
_NONE = nw.lit(0, nw.Int64)


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
    _check(stakes, listed)
    given = stakes_of(settled(stakes))
    least = int((threshold * WHOLE / 100).to_integral_value(ROUND_CEILING))
    links = _links(given, least)
    veiled = checkpointed(given.veiled)
    members = checkpointed(
        listed.filter(nw.col("listed").fill_null(value=True))
        .group_by("party")
        .agg(nw.col("listed").cast(nw.Int64).fill_null(0).max().alias("must"))
    )
    count = how_many(members)
    seeds = veiled.select(nw.lit(0, nw.Int64).alias("lo"), party="owned", hi="most")
    found = {
        "direct": _direct(
            joined(links, members.rename({"party": "owner"}), count, ["owner"], "inner"), veiled
        ),
        "chain": _spread(links, members, count, seeds.filter(nw.col("hi") >= least), _chain()),
        "aggregate": _spread(links, members, count, seeds, _aggregate(least)),
    }
    named = [links.select(party="owned"), veiled.select(party="owned")]
    return Closed(_shown(found, named, least), nw.concat(given.faults))


def _links(given: Stakes, least: int) -> Table:
    """Each stake with what it is worth as a link of a chain: nothing below the threshold.

    Whoever holds a veiled stake may be any of the others, so it may add to any of theirs.
    """
    both = given.named.join(given.veiled, on="owned", how="left")
    most = nw.col("hi") + nw.col("most").fill_null(0)
    most = nw.when(most > WHOLE).then(WHOLE).otherwise(most)
    return checkpointed(
        both.select(
            "owner", "owned", "lo", "hi",
            nw.when(nw.col("lo") >= least).then(nw.col("lo")).otherwise(0).alias("link_lo"),
            nw.when(most >= least).then(most).otherwise(0).alias("link_hi"),
        )
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


@dataclass(frozen=True, slots=True)
class _Way:
    """How a share is passed on, in expressions of one end.

    Attributes:
        given: what a listed party passes on.
        step: what an owner passes to a party it holds, of what it passes on and the end.
        together: how what several owners pass to one party comes together.
        grown: what the party then has, of that and of what it had.
        on: what it passes on, of what it has and had.
    """

    given: int
    step: Callable[[nw.Expr, str], nw.Expr]
    together: Callable[[nw.Expr], nw.Expr]
    grown: Callable[[nw.Expr, nw.Expr], nw.Expr]
    on: Callable[[nw.Expr, nw.Expr], nw.Expr]


def _chain() -> _Way:
    """The weakest link of the strongest chain."""
    return _Way(
        given=WHOLE,
        step=lambda passed, end: nw.min_horizontal(passed, nw.col(f"link_{end}")),
        together=lambda several: several.max(),
        grown=lambda now, _: now,
        on=lambda now, old: nw.when(now > old).then(now).otherwise(0),
    )


def _aggregate(least: int) -> _Way:
    """The sum of what listed owners, and by this rule held ones, hold."""
    return _Way(
        given=1,
        step=lambda passed, end: passed * nw.col(end),
        together=lambda several: several.sum(),
        grown=lambda now, old: old + now,
        on=lambda now, old: ((now >= least) & (old < least)).cast(nw.Int64),
    )


def _spread(links: Table, members: Table, count: int, seeds: Table, way: _Way) -> Table:
    """What every party has in the end, from the listed ones down; `seeds` have something before."""
    first = members.select(
        "party", on_lo=nw.col("must") * way.given, on_hi=nw.lit(way.given, nw.Int64)
    )
    start = _changed(seeds.with_columns(old_lo=_NONE, old_hi=_NONE), members, count, way)
    states = [checkpointed(start)]
    passing = nw.concat([first, _passing(states[0])])
    while rows := how_many(passing):
        given = passing.rename({"party": "owner"})
        each = joined(links, given, rows, ["owner"], "inner").select(
            *(way.step(nw.col(f"on_{end}"), end).alias(end) for end in _ENDS), party="owned"
        )
        each = each.filter((nw.col("lo") > 0) | (nw.col("hi") > 0))
        came = each.group_by("party").agg(*(way.together(nw.col(end)) for end in _ENDS))
        old = _state(states).rename({end: f"old_{end}" for end in _ENDS})
        both = joined(came, old, _UNKNOWN, ["party"]).with_columns(
            *(nw.col(f"old_{end}").fill_null(0) for end in _ENDS)
        )
        states.append(checkpointed(_changed(both, members, count, way)))
        passing = _passing(states[-1])
        if len(states) > _STATES:
            states = [checkpointed(_state(states))]
    return _state(states)


def _state(states: list[Table]) -> Table:
    """What every party has by now: nothing ever shrinks."""
    every = nw.concat([one.select("party", *_ENDS) for one in states])
    return every.group_by("party").agg(*(nw.col(end).max() for end in _ENDS))


def _changed(both: Table, members: Table, count: int, way: _Way) -> Table:
    """The parties that have more than they had, with what they pass on; a listed one has all."""
    grown = joined(both, members, count, ["party"]).with_columns(
        *(way.grown(nw.col(end), nw.col(f"old_{end}")).alias(end) for end in _ENDS)
    )
    is_member = {"lo": nw.col("must") == 1, "hi": ~nw.col("must").is_null()}
    more = [nw.col(end) > nw.col(f"old_{end}") for end in _ENDS]
    return grown.filter(more[0] | more[1]).select(
        "party", *_ENDS,
        *(
            nw.when(is_member[end].fill_null(value=False)).then(_NONE)
            .otherwise(way.on(nw.col(end), nw.col(f"old_{end}"))).alias(f"on_{end}")
            for end in _ENDS
        ),
    )  # fmt: skip


def _passing(changed: Table) -> Table:
    passed = changed.select("party", "on_lo", "on_hi")
    return passed.filter((nw.col("on_lo") > 0) | (nw.col("on_hi") > 0))


def _shown(found: dict[str, Table], named: list[Table], least: int) -> Table:
    """One row for every owned party: the shares in per cent, and yes, no or unknown."""
    parts = [
        table.select("party", *(nw.col(end).alias(f"{way}_{end}") for end in _ENDS))
        for way, table in found.items()
    ]
    columns = [f"{way}_{end}" for way in WAYS for end in _ENDS]
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
                *(_per_cent(nw.col(f"{way}_{end}")).alias(f"{way}__{end}") for end in _ENDS),
                nw.when(nw.col(f"{way}_lo") >= least).then(nw.lit(value=True))
                .otherwise(nw.when(nw.col(f"{way}_hi") < least).then(nw.lit(value=False)))
                .alias(f"{way}_held"),
            )
        ),
    )  # fmt: skip


def _per_cent(share: nw.Expr) -> nw.Expr:
    unit = nw.lit(Decimal(100) / WHOLE)
    return (share.cast(nw.Decimal(PLACES, 0)) * unit).cast(nw.Decimal(DIGITS + PLACES, PLACES))


def _check(stakes: Table, listed: Table) -> None:
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
    blank = how_many(stakes.filter(nw.col("owned").is_null() | (nw.col("owned") == "")))
    if blank:
        expected = f"a party in every row; {blank} have none"
        raise Refused(Fault("stakes", "column «owned»", expected))
