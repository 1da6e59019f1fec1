"""What listed parties hold along chains and together, passed on a round at a time.

Both ways take the same rounds: each joins the links with the parties that pass something on, and
brings what comes of it together with what every party has. Nothing ever shrinks, and who has no
more than before passes nothing on. On Spark the rounds that few parties pass something on in go on
in this process, with the links of these parties alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw

from licet.engine import BROADCAST, Cut, Near, checkpointed, joined, near, on_spark, sent
from licet.ownership.frames.prepare import WHOLE, Table

ENDS = ("lo", "hi")
SPREADING = ("chain", "aggregate")
SHARES = tuple(f"{way}_{end}" for way in SPREADING for end in ENDS)
_ON = tuple(f"on_{share}" for share in SHARES)
_PASSES = nw.any_horizontal(*(nw.col(name) > 0 for name in _ON), ignore_nulls=True)


def spread(links: Cut, veiled: Table, members: Table, least: int) -> Table:
    """What every party has in the end: `party`, `chain_lo` to `aggregate_hi`.

    Args:
        links: `owner`, `owned`, the shares `lo` and `hi`, and what they are worth as links of a
            chain, `link_lo` and `link_hi`.
        veiled: what owners that are not named may hold, as `most` by `owned`.
        members: `party` and `must`, 1 where it is listed for sure, else 0.
        least: the share that is enough.
    """
    now = checkpointed(_start(veiled, members, least), _PASSES)
    while now.met:
        if on_spark(now.table) and now.met <= BROADCAST:
            now = _Nearby(links, now, least).run()
            if not now.met:
                break
        passing = _passing(now.table)
        touched = joined(links.table, passing, now.met, ["owner"], "inner")
        now = checkpointed(_grown(touched, now.table, least), _PASSES)
    return now.table


def _start(veiled: Table, members: Table, least: int) -> Table:
    """What parties have and pass on before any link: the listed, and those of unnamed owners."""
    every = nw.concat([veiled.rename({"owned": "party"}), members], how="diagonal")
    table = every.group_by("party").agg(
        nw.col("must").max(), nw.col("most").max().fill_null(0).alias("aggregate_hi")
    )
    has, none = nw.col("aggregate_hi") >= least, nw.lit(0, nw.Int64)
    must, member = nw.col("must").fill_null(0), ~nw.col("must").is_null()
    table = table.with_columns(
        nw.when(has).then(nw.col("aggregate_hi")).otherwise(0).alias("chain_hi"),
        none.alias("chain_lo"),
        none.alias("aggregate_lo"),
    )
    return table.select(
        "party", "must", *SHARES,
        (must * WHOLE).alias("on_chain_lo"),
        nw.when(member).then(nw.lit(WHOLE, nw.Int64)).otherwise(nw.col("chain_hi"))
        .alias("on_chain_hi"),
        must.alias("on_aggregate_lo"),
        (member | has).cast(nw.Int64).alias("on_aggregate_hi"),
    )  # fmt: skip


def _passing(state: Table) -> Table:
    return state.filter(_PASSES).select(*_ON, owner="party")


def _grown(touched: Table, state: Table, least: int) -> Table:
    """What every party of `state` has after a round, and what it passes on; and those it reached.

    A chain is worth its weakest link, and the strongest of several; the shares of owners that are
    held, by this same rule, add up.

    Args:
        touched: links of parties that pass something on, with what they pass on.
        state: what every party had.
        least: the share that is enough.
    """
    came = touched.select(
        *(nw.min_horizontal(f"on_chain_{end}", f"link_{end}").alias(f"+chain_{end}")
          for end in ENDS),
        *((nw.col(f"on_aggregate_{end}") * nw.col(end)).alias(f"+aggregate_{end}")
          for end in ENDS),
        party="owned",
    )  # fmt: skip
    came = came.filter(nw.any_horizontal(*(nw.col(f"+{one}") > 0 for one in SHARES),
                                         ignore_nulls=True))  # fmt: skip
    every = nw.concat([state.select("party", "must", *SHARES), came], how="diagonal")
    both = every.group_by("party").agg(
        nw.col("must").max(),
        *(nw.col(one).max().fill_null(0) for one in SHARES),
        *(nw.col(f"+chain_{end}").max().fill_null(0) for end in ENDS),
        *(nw.col(f"+aggregate_{end}").sum().fill_null(0) for end in ENDS),
    )
    listed = {"lo": (nw.col("must") == 1).fill_null(value=False), "hi": ~nw.col("must").is_null()}
    made: dict[str, nw.Expr] = {}
    for end in ENDS:
        chain, more = nw.col(f"chain_{end}"), nw.col(f"+chain_{end}")
        had = nw.col(f"aggregate_{end}")
        has = had + nw.col(f"+aggregate_{end}")
        further = (more > chain) & ~listed[end]
        reached = (has >= least) & (had < least) & ~listed[end]
        made |= {
            f"chain_{end}": nw.max_horizontal(chain, more),
            f"aggregate_{end}": has,
            f"on_chain_{end}": nw.when(further).then(more).otherwise(0),
            f"on_aggregate_{end}": reached.cast(nw.Int64),
        }
    return both.select("party", "must", **made)


@dataclass(slots=True)
class _Nearby:
    """Rounds in this process, over a state and links on Spark of which few rows are needed."""

    links: Cut
    began: Cut
    least: int

    def run(self) -> Cut:
        """Go on until nothing grows, or too many links would have to be held."""
        links, far = Near.of(self.links, "owner"), Near.of(self.began, "party")
        passing = checkpointed(near(_passing(self.began.table)))
        here = None
        while passing.rows:
            some = links.rows(passing.table)
            if some is None:
                break
            touched = joined(some, passing.table, passing.rows, ["owner"], "inner")
            old = far.rows(touched.select(party="owned"))
            if old is None:
                break
            if here is not None:
                old = nw.concat([old.select("party", "must", *SHARES), here])
            grown = checkpointed(_grown(touched, old, self.least)).table
            passing = checkpointed(_passing(grown))
            here = grown.select("party", "must", *SHARES)
        return self._back(here, passing)

    def _back(self, here: Table | None, passing: Cut) -> Cut:
        """The state on Spark with what it has become here."""
        far = self.began.table.select("party", "must", *SHARES)
        if here is None:
            return self.began
        on = passing.table.rename({"owner": "party"})
        every = nw.concat(
            [far, sent(here, far), *([sent(on, far)] if passing.rows else [])], how="diagonal"
        )
        names = ["must", *SHARES, *(_ON if passing.rows else ())]
        table = every.group_by("party").agg(*(nw.col(name).max() for name in names))
        if not passing.rows:
            return Cut(table, 0, 0)
        whole = table.with_columns(*(nw.col(name).fill_null(0) for name in (*SHARES, *_ON)))
        return checkpointed(whole, _PASSES)
