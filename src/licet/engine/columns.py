"""What is in a column: the engine finds which cells differ, once for all rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

MANY, SPARED = 2_000, 4
"""From so many rows on, and so many cells for each that differs, one object serves equal ones."""


def coded(column: Any) -> tuple[NDArray[np.int32], list[Any]]:  # noqa: ANN401
    """Which cells of a column differ, and which of them each row has.

    Args:
        column: a Narwhals series over a Polars one.

    Returns:
        For each row the number of its cell, -1 for null; and the cells, in order of appearance.
    """
    native: pl.Series = column.to_native()
    there = native.drop_nulls().unique(maintain_order=True)
    return _numbers(native, there), there.to_list()


def cells(column: Any) -> list[Any]:  # noqa: ANN401
    """The cells of a Narwhals series over a Polars one, equal ones as one object where that saves.

    A million quantities of which a hundred differ are a hundred decimals, made once.
    """
    native: pl.Series = column.to_native()
    if native.dtype.is_numeric() and not native.dtype.is_decimal():
        return native.to_list()
    if len(native) < MANY:
        return native.to_list()
    there = native.drop_nulls().unique(maintain_order=True)
    if len(there) * SPARED > len(native):
        return native.to_list()
    shared: list[Any] = np.array([*there, None], dtype=object)[_numbers(native, there)].tolist()
    return shared


def _numbers(column: pl.Series, there: pl.Series) -> NDArray[np.int32]:
    """Which of these each cell is; -1 for null."""
    if not len(there):
        return np.full(len(column), -1, dtype=np.int32)
    numbers = column.replace_strict(there, np.arange(len(there), dtype=np.int32))
    return numbers.fill_null(-1).to_numpy()
