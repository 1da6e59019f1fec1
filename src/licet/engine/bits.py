"""Many truths of a row as a few whole numbers, two bits a truth, and back.

Bit *n* of word *w* among the true words says that truth ``62 w + n`` is true, of the same word
among the false ones that it is false; neither is not known. So alike rows are found by
comparing a few numbers of which none is null.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from licet.basics import Truth
from licet.engine.spark import on_spark

WORD = 62
"""Bits of a word: a whole number of 64 bits with a sign, in any engine."""


def words_of(count: int, prefix: str) -> list[str]:
    """The columns of the words of so many truths, from ``<prefix>_true_0`` on."""
    return [f"{prefix}_{side}_{word}" for word in range(-(-count // WORD)) for side in _SIDES]


def pack(table: Any, names: Sequence[str], prefix: str) -> Any:  # noqa: ANN401
    """A Narwhals frame with the words of the truths `names` beside its columns."""
    import narwhals as nw

    native = nw.to_native(table)
    if on_spark(table):
        made = [
            f"{_either([_sql_bit(name, side, bit) for bit, name in enumerate(some)])}"
            f" AS {prefix}_{side}_{word}"
            for word, some in _parts(names)
            for side in _SIDES
        ]
        return nw.from_native(native.selectExpr("*", *made))
    words = {
        f"{prefix}_{side}_{word}": pl.sum_horizontal(
            pl.when(pl.col(name) if side == "true" else ~pl.col(name))
            .then(pl.lit(1 << bit, dtype=pl.Int64))
            .otherwise(pl.lit(0, dtype=pl.Int64))
            for bit, name in enumerate(some)
        )
        for word, some in _parts(names)
        for side in _SIDES
    }
    return nw.from_native(native.with_columns(**words))


def unpack(table: Any, names: Sequence[str], prefix: str) -> Any:  # noqa: ANN401
    """A Narwhals frame with the truths `names` beside their words."""
    import narwhals as nw

    native = nw.to_native(table)
    if on_spark(table):
        made = [
            f"CASE WHEN ({prefix}_true_{word} & {1 << bit}L) != 0 THEN true"
            f" WHEN ({prefix}_false_{word} & {1 << bit}L) != 0 THEN false END AS {name}"
            for word, some in _parts(names)
            for bit, name in enumerate(some)
        ]
        return nw.from_native(native.selectExpr("*", *made))
    truths = {
        name: pl.when((pl.col(f"{prefix}_true_{word}") & (1 << bit)) != 0)
        .then(pl.lit(True))  # noqa: FBT003
        .when((pl.col(f"{prefix}_false_{word}") & (1 << bit)) != 0)
        .then(pl.lit(False))  # noqa: FBT003
        for word, some in _parts(names)
        for bit, name in enumerate(some)
    }
    return nw.from_native(native.with_columns(**truths))


def unpacked(row: Mapping[str, Any], names: Sequence[str], prefix: str) -> dict[str, Truth]:
    """The truths `names` of a row that has their words."""
    found: dict[str, Truth] = {}
    for word, some in _parts(names):
        true, false = (int(row[f"{prefix}_{side}_{word}"]) for side in _SIDES)
        for bit, name in enumerate(some):
            found[name] = True if true >> bit & 1 else False if false >> bit & 1 else None
    return found


_SIDES = ("true", "false")


def _parts(names: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    for word, start in enumerate(range(0, len(names), WORD)):
        yield word, names[start : start + WORD]


def _sql_bit(name: str, side: str, bit: int) -> str:
    return f"CASE WHEN {'' if side == 'true' else 'NOT '}{name} THEN {1 << bit}L ELSE 0L END"


def _either(parts: Sequence[str]) -> str:
    """Bits joined as a shallow tree, which no planner finds too deep."""
    left = list(parts)
    while len(left) > 1:
        left = [
            f"({left[at]} | {left[at + 1]})" if at + 1 < len(left) else left[at]
            for at in range(0, len(left), 2)
        ]
    return left[0]
