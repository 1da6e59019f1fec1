"""What one unit of each item holds, all at once: its own part of the answer.

The rules of `licet.bom.content` for an item with one source, in columns. An upper end that is null
is not known.
"""

from __future__ import annotations

from typing import Any

import narwhals as nw

from licet.bom.structure import DEEPEST
from licet.engine import AMOUNT, BEHIND, added_up, in_limbs

AMOUNTS = nw.Decimal(*AMOUNT)
THROUGH = ("count_transformed", "as_bought_only")
"""Do inputs inside a counted input from elsewhere still count (A-04)?"""
NOUGHT = nw.lit(0).cast(AMOUNTS)
MOST = nw.lit(10**BEHIND - 1).cast(AMOUNTS)
"""What a lower end is known to reach where it is too great to be kept."""


def valued(table: Any, through: str | None, *, lost: bool = False) -> Any:  # noqa: ANN401
    """Items whose parts are all added up, with what one unit holds, costs and is worth.

    Args:
        table: items as `licet.bom.frames.prepare` makes them, with finished sums.
        through: the option of A-04 taken; ``None`` leaves it open.
        lost: the items are in a cycle or above too many levels, so nothing is known of them.
    """
    table = added_up(table, {"lo": False, "hi": True, "cost": False})
    cost = nw.col("cost").fill_null(MOST)
    billed = nw.col("lines") + nw.col("torn") > 0
    table = table.with_columns(
        nw.col("lo").fill_null(MOST).alias("lo"),
        nw.when(nw.col("open") == 0).then(nw.col("hi")).alias("hi"),
        nw.when(nw.col("price_lo") > 0).then(nw.col("price_lo")).otherwise(cost).alias("cost"),
        billed.alias("billed"),
        (billed & (nw.col("price_hi") < cost)).fill_null(value=False).alias("dear"),
        (nw.lit(lost) | (nw.col("depth") > DEEPEST)).alias("lost"),
    )
    table = table.with_columns(
        nw.when(nw.col("dear")).then(NOUGHT).otherwise(nw.col("price_lo")).alias("worth_lo"),
        nw.when(~nw.col("dear")).then(nw.col("price_hi")).alias("worth_hi"),
    )
    table = table.with_columns(*_made(), *_through(through))
    return in_limbs(table.with_columns(*_hull()), ("lo", "hi", "cost"))


def _made() -> tuple[nw.Expr, nw.Expr]:
    """As an article that does not count by name: what its bill gives, at most what it is worth."""
    billed, torn, cap = nw.col("billed"), nw.col("torn") > 0, nw.col("worth_hi")
    lo = nw.when(billed).then(nw.col("lo")).otherwise(NOUGHT)
    capped = nw.when(cap >= lo).then(cap)
    known = nw.when(billed).then(nw.col("hi")).otherwise(NOUGHT)
    unknown = (billed & torn) | (~billed & (nw.col("asked") > 0))
    return lo.alias("made_lo"), nw.when(unknown).then(capped).otherwise(known).alias("made_hi")


def _through(option: str | None) -> tuple[nw.Expr, nw.Expr]:
    """As an input from elsewhere: what it holds itself, where that still counts."""
    if option == "as_bought_only":
        return NOUGHT.alias("through_lo"), NOUGHT.alias("through_hi")
    billed = nw.col("billed")
    lo = nw.when(billed & nw.lit(option is not None)).then(nw.col("lo")).otherwise(NOUGHT)
    whole = nw.when(nw.col("torn") == 0).then(nw.col("hi"))
    return lo.alias("through_lo"), nw.when(billed).then(whole).otherwise(NOUGHT).alias("through_hi")


def _hull() -> tuple[nw.Expr, nw.Expr]:
    """Whatever it may be: an input from here, one from elsewhere, or none by name."""
    may, lost = nw.col("counts_may") > 0, nw.col("lost")
    ways = {
        "worth": may & (nw.col("here_may") > 0),
        "through": may & (nw.col("here_must") == 0),
        "made": nw.col("counts_must") == 0,
    }
    lows = [nw.when(way).then(nw.col(f"{name}_lo")) for name, way in ways.items()]
    highs = [nw.when(way).then(nw.col(f"{name}_hi")) for name, way in ways.items()]
    opens = [way & nw.col(f"{name}_hi").is_null() for name, way in ways.items()]
    known = ~nw.any_horizontal(*opens, lost, ignore_nulls=False)
    return (
        nw.when(lost).then(NOUGHT).otherwise(nw.min_horizontal(*lows)).alias("lo"),
        nw.when(known).then(nw.max_horizontal(*highs)).alias("hi"),
    )
