"""Parties on Spark: names screened against the lists, and who the listed parties hold.

What makes a name comparable (simplified characters, sounds, legal forms) is Python and no
expression. So every name that occurs is screened once, thousands in a batch of Arrow columns, by
the index that one machine uses, of which every executor gets a copy; rows are only joined to the
answers. docs/decisions/0016 says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import narwhals as nw

from licet.basics import Fault, Refused
from licet.engine import batches, distinct, joined, kept
from licet.facts import Lists
from licet.ownership import Closed, closure
from licet.screening import Query, Screening
from licet.spark.days import day_of

ASKED = ("name", "name_local", "country", "lei", "uscc", "registrations")
"""The columns that are looked at; all but the first may be missing."""
_CANDIDATE = (
    "id STRING, name STRING, name_zh STRING, list STRING, notice STRING, country STRING,"
    " score DECIMAL(4,3), same BOOLEAN, branch BOOLEAN, effect STRING, matched STRING"
)
_FOUND = f"answer STRING, candidates ARRAY<STRUCT<{_CANDIDATE}>>, notes ARRAY<STRING>"


def screen(
    df: Any,  # noqa: ANN401 - a DataFrame of PySpark
    *,
    on: date | str | None = None,
    known: date | str | None = None,
    own: Sequence[Path] = (),
) -> Any:  # noqa: ANN401 - a DataFrame of PySpark
    """Is each party on a list: same, clear, or unknown until somebody has looked?

    Args:
        df: a PySpark DataFrame with the column `name` and any of `name_local`, `country`, `lei`,
            `uscc` and `registrations`, all texts; any other column is carried along.
        on: the day on which listings have their effect; default today.
        known: the lists as they could be known on this day; default today.
        own: folders with an operator's own notices.

    Returns:
        The table with `answer`, `candidates` (those of a list kept apart among them, the likeliest
        first) and `notes` of each row, as `licet screen` gives them.

    Raises:
        Refused: there is no column `name`, or a list cannot be read.
    """
    if "name" not in df.columns:
        raise Refused(Fault("table", "columns", "a column name"))
    lists, when = Lists(day_of(known), own=own), day_of(on)
    asked = [name for name in ASKED if name in df.columns]
    keys = {name: f"__asked_{name}" for name in asked}
    table = nw.from_native(df).with_columns(
        nw.col(name).fill_null("").alias(key) for name, key in keys.items()
    )
    names = distinct(table.select(*keys.values()))
    schema = ", ".join(f"{key} STRING" for key in keys.values())

    def answered(columns: Mapping[str, list[Any]], known_lists: Lists) -> Iterator[dict[str, Any]]:
        cells = {name: columns[key] for name, key in keys.items()}
        queries = [Query(**dict(zip(cells, row, strict=True)))
                   for row in zip(*cells.values(), strict=True)]  # fmt: skip
        found = known_lists.screen_all(queries, when)
        for row, one in zip(zip(*columns.values(), strict=True), found, strict=True):
            yield dict(zip(columns, row, strict=True)) | _row(one)

    found, rows = kept(batches(names, answered, lists, f"{schema}, {_FOUND}"))
    return nw.to_native(joined(table, found, rows, list(keys.values())).drop(list(keys.values())))


def _row(found: Screening) -> dict[str, Any]:
    candidates = [
        {
            "id": one.id, "name": one.name, "name_zh": one.name_zh, "list": one.list,
            "notice": one.notice, "country": one.country, "score": Decimal(str(one.score)),
            "same": one.same, "branch": one.branch, "effect": one.effect, "matched": one.matched,
        }
        for one in (*found.candidates, *found.apart)
    ]  # fmt: skip
    return {"answer": found.answer, "candidates": candidates, "notes": list(found.notes)}


def own(
    stakes: Any,  # noqa: ANN401 - a DataFrame of PySpark
    listed: Any,  # noqa: ANN401 - a DataFrame of PySpark
    *,
    on: date | str | None = None,
    threshold: Decimal | int = 50,
) -> Closed:
    """Who is held by listed parties, directly, along a chain, and by several together?

    Args:
        stakes: a PySpark DataFrame of `owner` (null: not named, perhaps listed), `owned`,
            `share_lo` and `share_hi` (per cent, decimal; null is unknown), and where stated the
            first and last day `from` and `to` on which a row holds.
        listed: `party` and `listed`: yes, or null for perhaps; whoever is not in it is not listed.
        on: the day; default today.
        threshold: the share that is enough, per cent.

    Raises:
        Refused: a column is missing, or a row names no owned party.
    """
    table = nw.from_native(stakes)
    when = nw.lit(day_of(on))
    columns = table.columns
    if "from" in columns:
        table = table.filter(nw.col("from").is_null() | (nw.col("from") <= when))
    if "to" in columns:
        table = table.filter(nw.col("to").is_null() | (nw.col("to") >= when))
    found = closure(table, nw.from_native(listed), Decimal(threshold))
    return Closed(nw.to_native(found.parties), nw.to_native(found.faults))
