"""Rows that are alike, found at the speed of the engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl


def alike(table: Any, by: Sequence[str]) -> tuple[list[int], list[int]]:  # noqa: ANN401
    """Which rows of a table are alike in some columns; nulls are alike.

    Args:
        table: a Polars frame, or a Narwhals frame over one.
        by: the columns to compare.

    Returns:
        For each group of rows that are alike, in order of appearance, the number of its first
        row; and for each row the number of its group.
    """
    native = table if isinstance(table, pl.DataFrame) else table.to_native()
    telling = [name for name in by if native[name].n_unique() > 1]
    if not telling:
        return ([0] if native.height else []), [0] * native.height
    keyed = native.select(telling).with_row_index("\0row")
    groups = keyed.group_by(telling, maintain_order=True).agg(pl.col("\0row"))
    numbered = groups.select("\0row").with_row_index("\0group").explode("\0row").sort("\0row")
    first = groups["\0row"].list.first().to_list()
    return first, numbered["\0group"].to_list()
