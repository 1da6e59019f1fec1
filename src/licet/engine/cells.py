"""Columns of a Spark table as the texts and exact numbers that Python makes of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from licet.basics import PLACES
from licet.engine.schema import NUMBER_TYPE

Table = Any
"""A Narwhals frame over Spark."""
WHITE = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""What Python takes for a blank at the ends of a text."""
BINARY = "\x1d"
"""Before the digits of a binary number that has more than fifteen of them."""
_MIDNIGHT = " 00:00:00"
_FIRST = "!"
"""The first sign of ASCII after all its blanks."""
_SURE = 10**15
_LONGEST = 16


def as_texts(table: Table, columns: Mapping[str, str], also: Sequence[str]) -> Table:
    """The columns of a table as texts without blanks around them; null where there is nothing.

    A binary number whose digits go beyond fifteen is marked `BINARY`, to be rounded elsewhere.

    Args:
        table: a Narwhals frame over Spark.
        columns: name wanted → name in the table.
        also: columns that are kept as they are.
    """
    import narwhals as nw
    from pyspark.sql import functions as f

    native = nw.to_native(table)
    kinds = {field.name: field.dataType.typeName() for field in native.schema}
    made = [_text(f.col(f"`{at}`"), kinds[at]).alias(name) for name, at in columns.items()]
    return nw.from_native(native.select(*made, *also))


def _text(column: Any, kind: str) -> Any:  # noqa: ANN401
    from pyspark.sql import functions as f

    if kind == "boolean":
        return f.when(column, "true").when(~column, "false")
    said = column.cast("string")
    if kind in {"string", "varchar", "char"}:
        bare = f.btrim(said, f.lit(WHITE))
        return f.when(_tight(said), said).otherwise(f.when(bare != "", bare))
    if kind.startswith("timestamp"):
        bare = f.substring(said, 1, 10)
        return f.when(said == f.concat(bare, f.lit(_MIDNIGHT)), bare).otherwise(said)
    if kind in {"float", "double"}:
        exact = column.cast("double")
        digits = exact.cast("string")
        whole = (exact == f.floor(exact)) & (f.abs(exact) < _SURE)
        short = (f.length(digits) <= _LONGEST) & ~digits.contains("E")
        return (
            f.when(f.isnan(exact), None)
            .when(whole, exact.cast("bigint").cast("string"))
            .when(short, digits)
            .otherwise(f.concat(f.lit(BINARY), digits))
        )
    return said


def _tight(text: Any) -> Any:  # noqa: ANN401
    """Is a text not empty, of ASCII alone, and without a blank at its ends? Cheap to ask."""
    from pyspark.sql import functions as f

    ascii_only = f.octet_length(text) == f.char_length(text)
    return ascii_only & (text >= _FIRST) & (f.substring(text, -1, 1) >= _FIRST)


def replaced(table: Table, names: Sequence[str], letters: Mapping[str, str]) -> Table:
    """The table with single letters of some columns, none of them ASCII, replaced by others."""
    import narwhals as nw
    from pyspark.sql import functions as f

    native = nw.to_native(table)
    old, new = "".join(letters), "".join(letters.values())
    made = {
        name: f.when(_tight(f.col(name)), f.col(name)).otherwise(f.translate(name, old, new))
        for name in names
    }
    return nw.from_native(native.withColumns(made))


def hashed(table: Table, names: Sequence[str], called: str) -> Table:
    """The table with a whole number that rows alike in some columns share, others hardly ever."""
    import narwhals as nw
    from pyspark.sql import functions as f

    return nw.from_native(nw.to_native(table).withColumn(called, f.xxhash64(*names)))


def multiplied(table: Table, value: str, by: tuple[str, str], names: tuple[str, str]) -> Table:
    """The table with exact numbers and exact products, the twelfth place rounded half to even.

    Args:
        table: a Narwhals frame over Spark.
        value: a column of plain decimal texts, not negative.
        by: columns with the texts of two whole numbers above zero: times the one, over the other.
        names: of the new columns; the product is null where a DECIMAL(38) has too few digits.
    """
    import narwhals as nw

    (top, bottom), (number, product) = by, names
    fraction = f"rpad(split_part({value}, '.', 2), {PLACES}, '0')"
    whole = f"cast(concat(split_part({value}, '.', 1), {fraction}) AS {_WHOLE})"
    times = f"try_multiply({whole}, cast({top} AS {_WHOLE}))"
    native = nw.to_native(table)
    kept = native.columns
    native = native.selectExpr(
        "*",
        f"cast({value} AS {NUMBER_TYPE}) AS {number}",
        f"CASE WHEN {top} <> {bottom} THEN {times} END AS _times",
        f"CASE WHEN {top} <> {bottom} THEN cast({bottom} AS {_WHOLE}) END AS _over",
    )
    native = native.selectExpr("*", "_times % _over AS _rest")
    quotient = f"try_cast(try_divide(_times - _rest, _over) AS {_WHOLE})"
    native = native.selectExpr("*", f"{quotient} AS _quotient")
    unit = f"0.{'1'.zfill(PLACES)}"
    exact = f"cast(try_cast({_ROUNDED} AS {_SCALED}) * {unit} AS {NUMBER_TYPE})"
    same = f"CASE WHEN {top} = {bottom} THEN {number} ELSE {exact} END AS {product}"
    return nw.from_native(native.selectExpr(*(f"`{name}`" for name in kept), number, same))


_WHOLE = "decimal(38,0)"
_SCALED = f"decimal({36 - PLACES},0)"
"""The most digits that times a unit of the last place still are exact."""
_ROUNDED = (
    "_quotient + CASE WHEN _rest > _over - _rest OR (_rest = _over - _rest AND _quotient % 2 = 1)"
    " THEN 1 ELSE 0 END"
)
"""A quotient of whole numbers, half to even."""


def read_beside(folder: str, like: Table) -> Table:
    """The Parquet files of a folder, in the session of another table as it is set."""
    import narwhals as nw

    return nw.from_native(nw.to_native(like).sparkSession.read.parquet(folder))


def in_batches(folder: str, size: int) -> Iterator[Any]:
    """The rows of a folder of Parquet files on this machine, so many at a time."""
    import narwhals as nw

    files = sorted(Path(folder).glob("*.parquet"))
    lazy = pl.scan_parquet(files, glob=False) if files else pl.LazyFrame()
    for start in range(0, lazy.select(pl.len()).collect().item(), size):
        yield nw.from_native(lazy.slice(start, size).collect(), eager_only=True)
