"""Rows that are alike, found at the speed of the engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray


def unfolded(of: Sequence[int], sizes: Sequence[int]) -> tuple[NDArray[Any], NDArray[Any]]:
    """For rows that stand for several each: the number of the row, and of each that it stands for.

    Args:
        of: for each row the number of its kind.
        sizes: for each kind how many a row of it stands for; they are numbered kind by kind.

    Returns:
        Two arrays as long as everything the rows stand for, in the order of the rows.
    """
    kinds = np.asarray(of, dtype=np.int64)
    each = np.asarray(sizes, dtype=np.int64)
    first = np.cumsum(each) - each
    counts = each[kinds]
    rows = np.repeat(np.arange(len(kinds)), counts)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    return rows, first[kinds][rows] + within


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
