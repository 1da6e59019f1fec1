"""Exact amounts of 18 digits before the point and 18 behind it: multiplied, added up, rounded.

Neither engine multiplies decimals so long exactly, and each rounds in a way of its own; whole
numbers of 64 bits both reckon alike. So an amount is multiplied as four *limbs* of nine digits
(`x_0`, the last behind the point, to `x_3`) by a quantity of three; a sum of products has seven
places (`x_s0` to `x_s6`), each with room for a thousand million lines, and is rounded once, when it
is finished. A decimal becomes limbs here, and a sum a decimal, and nowhere else.

The formulas are one text of SQL for both engines: Narwhals divides whole numbers by way of doubles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from licet.basics import DIGITS, PLACES
from licet.engine.spark import on_spark

BEHIND = 18
"""Places behind the point that an amount keeps, and digits before it."""
AMOUNT = (2 * BEHIND, BEHIND)
"""Precision and scale of an amount as a decimal."""
_UNIT, _BASE = 10**BEHIND, 10**9
_LIMBS, _QUANTITY, _SUMMED = 4, 3, 7

EXACT = "decimals of at most 20 digits before the point and 18 behind it, or whole numbers"


def is_exact(kind: Any) -> bool:  # noqa: ANN401 - a type of Narwhals
    """Is a column of this type read without loss?"""
    import narwhals as nw

    if kind.is_decimal():
        return int(kind.scale) <= BEHIND
    return bool(kind.is_integer() or kind == nw.Unknown)


def limbs(name: str) -> list[str]:
    """The columns of an amount in limbs."""
    return [f"{name}_{at}" for at in range(_LIMBS)]


def quantity(name: str) -> list[str]:
    """The columns of a quantity in limbs."""
    return limbs(name)[:_QUANTITY]


def sums(name: str) -> list[str]:
    """The columns of a sum that is not finished."""
    return [f"{name}_s{at}" for at in range(_SUMMED)]


def in_limbs(table: Any, names: Sequence[str]) -> Any:  # noqa: ANN401 - Narwhals frames
    """The table with its amounts `names` (not negative; null is nothing) as limbs beside them."""
    import narwhals as nw

    native = nw.to_native(table)
    if on_spark(table):
        whole = "CAST(FLOOR(COALESCE({0}, 0)) AS BIGINT) AS {0}_whole"
        part = (
            f"CAST(CAST(COALESCE({{0}}, 0) % 1 AS DECIMAL({BEHIND},{BEHIND}))"
            f" * CAST({_UNIT} AS DECIMAL({BEHIND + 1},0)) AS BIGINT) AS {{0}}_part"
        )
        halves = native.selectExpr("*", *(each.format(n) for n in names for each in (whole, part)))
    else:
        halves = native.with_columns(
            column.cast(pl.Int64).alias(f"{name}_{half}")
            for name in names
            for units in (_units(pl.col(name).fill_null(0)),)
            for half, column in (("whole", units // _UNIT), ("part", units % _UNIT))
        )
    made = {
        f"{name}_{2 * at + up}": f"DIV({name}_{half}, {_BASE})"
        if up
        else f"{name}_{half} % {_BASE}"
        for name in names
        for at, half in enumerate(("part", "whole"))
        for up in (0, 1)
    }
    return whole_numbers(nw.from_native(halves), made).drop(
        [f"{name}_{half}" for name in names for half in ("whole", "part")]
    )


def products(table: Any, of: Mapping[str, tuple[str, str]]) -> Any:  # noqa: ANN401
    """The table with the places of each product, ready to be added up: amount times quantity."""
    made = {}
    for name, (amount, many) in of.items():
        places = [_place(amount, many, at) for at in range(_SUMMED - 1)]
        for at, column in enumerate(sums(name)):
            own = [f"({places[at]}) % {_BASE}"] if at < len(places) else []
            over = [f"DIV({places[at - 1]}, {_BASE})"] if at else []
            made[column] = " + ".join((*own, *over))
    return whole_numbers(table, made)


def _place(amount: str, many: str, at: int) -> str:
    several = [(i, at - i) for i in range(_LIMBS) if 0 <= at - i < _QUANTITY]
    return " + ".join(f"{amount}_{i} * {many}_{j}" for i, j in several)


def added_up(table: Any, names: Mapping[str, bool]) -> Any:  # noqa: ANN401
    """The table with its sums as amounts; null is one that reaches 10^18.

    Args:
        table: with the columns `sums` of each name.
        names: which; those that are true are rounded up to 18 places, the others down.
    """
    made = {}
    for name, up in names.items():
        low = f" + {_BASE - 1}" if up else ""
        place = [f"{name}_s{at}" + (low if at < 2 else "") for at in range(_SUMMED)]  # noqa: PLR2004 - places that are rounded
        for at in range(1, _SUMMED):
            place[at] += f" + DIV({place[at - 1]}, {_BASE})"
        digit = [f"({text}) % {_BASE}" for text in place]
        made[f"{name}_whole"] = f"({digit[5]}) * {_BASE} + {digit[4]}"
        made[f"{name}_part"] = f"({digit[3]}) * {_BASE} + {digit[2]}"
        made[f"{name}_over"] = place[6]
    table = _joined(whole_numbers(table, made), names)
    more = ("whole", "part", "over")
    return table.drop([f"{name}_{each}" for name in names for each in more])


def _joined(table: Any, names: Iterable[str]) -> Any:  # noqa: ANN401
    """Whole and part of each amount as one decimal."""
    import narwhals as nw

    native = nw.to_native(table)
    if on_spark(table):
        unit = f"CAST('0.{1:0{BEHIND}d}' AS DECIMAL({BEHIND},{BEHIND}))"
        number = (
            f"CAST(CAST({{0}}_whole AS DECIMAL({BEHIND},0))"
            f" + CAST({{0}}_part AS DECIMAL({BEHIND},0)) * {unit} AS DECIMAL{AMOUNT})"
        )
        made = [
            f"CASE WHEN {name}_over = 0 THEN {number.format(name)} END AS {name}" for name in names
        ]
        return nw.from_native(native.selectExpr("*", *made))
    return nw.from_native(
        native.with_columns(
            pl.when(pl.col(f"{name}_over") == 0)
            .then(_decimal(pl.col(f"{name}_whole"), pl.col(f"{name}_part"), BEHIND))
            .alias(name)
            for name in names
        )
    )


def rounded(table: Any, of: Mapping[str, tuple[str, bool]]) -> Any:  # noqa: ANN401
    """The table with amounts as numbers of 12 places, rounded up where it says so, else down."""
    import narwhals as nw

    native = nw.to_native(table)
    if on_spark(table):
        made = [
            f"CAST({'CEIL' if up else 'FLOOR'}({name}, {PLACES})"
            f" AS DECIMAL({DIGITS + PLACES},{PLACES})) AS {new}"
            for new, (name, up) in of.items()
        ]
        return nw.from_native(native.selectExpr("*", *made))
    finest, many = 10 ** (BEHIND - PLACES), 10**PLACES
    exprs = []
    for new, (name, up) in of.items():
        units = (_units(pl.col(name)) + (finest - 1 if up else 0)) // finest
        exprs.append(_decimal(units // many, units % many, PLACES).alias(new))
    return nw.from_native(native.with_columns(exprs))


def _units(column: pl.Expr) -> pl.Expr:
    return column.cast(pl.Decimal(*AMOUNT)).to_physical()


def _decimal(whole: pl.Expr, part: pl.Expr, places: int) -> pl.Expr:
    kind = pl.Decimal(DIGITS + places if places == PLACES else AMOUNT[0], places)
    step = pl.lit(Decimal(1).scaleb(-places), dtype=kind)
    return (whole.cast(kind) + part.cast(kind) * step).cast(kind)


def whole_numbers(table: Any, made: Mapping[str, str]) -> Any:  # noqa: ANN401 - Narwhals frames
    """The table with columns of whole numbers, none of them negative, by formulas in SQL.

    A formula has ``+ - * %``, ``DIV(a, b)`` rounded down, and plain names of columns.
    """
    import narwhals as nw

    native = nw.to_native(table)
    if on_spark(table):
        return nw.from_native(
            native.selectExpr("*", *(f"{text} AS {new}" for new, text in made.items()))
        )
    return nw.from_native(
        native.with_columns(pl.sql_expr(text).alias(new) for new, text in made.items())
    )
