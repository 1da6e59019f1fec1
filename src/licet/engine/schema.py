"""What kinds of column there are, and how each is stored."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal

import polars as pl

from licet.basics import DIGITS, PLACES

Kind = Literal["text", "code", "date", "number", "yes_no", "whole"]
"""text · code (a closed list of texts) · date · number (exact decimal) · yes_no · whole."""

NUMBER_TYPE = f"DECIMAL({DIGITS + PLACES},{PLACES})"
"""How a number is stored in any SQL warehouse."""

_TYPES: dict[str, pl.DataType] = {
    "text": pl.String(),
    "date": pl.Date(),
    "number": pl.Decimal(DIGITS + PLACES, PLACES),
    "yes_no": pl.Boolean(),
    "whole": pl.Int64(),
}


def column_type(kind: Kind, codes: Sequence[str] = ()) -> pl.DataType:
    """How a column of `kind` is stored by the embedded engine."""
    return _enum(tuple(codes)) if kind == "code" else _TYPES[kind]


@cache
def _enum(codes: tuple[str, ...]) -> pl.DataType:
    return pl.Enum(codes)
