"""Tables from plain lists, and stages of expressions run over them.

The embedded engine is Polars; a Spark table comes in as a Narwhals frame. The expressions
are written once (against the part of the interface that Polars and Narwhals share) and run
on either: `evaluate` hands the builder the namespace that belongs to the table it was given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from licet.basics import BEGINS, NUMBER
from licet.engine.schema import Kind, column_type
from licet.engine.spark import on_spark

if TYPE_CHECKING:
    from numpy.typing import NDArray

Frame = Any
"""A Polars frame, or a Narwhals frame over any engine Narwhals supports (Spark)."""

ENGINE_ERRORS = (pl.exceptions.PolarsError, OSError)
"""What the embedded engine raises of a file that it cannot read."""

Stages = Sequence[Mapping[str, Any]]


def frame(
    columns: Mapping[str, Sequence[Any]],
    kinds: Mapping[str, Kind],
    codes: Mapping[str, Sequence[str]] | None = None,
) -> Any:  # noqa: ANN401 - a Narwhals frame; importing Narwhals here would cost every cold start
    """A Narwhals table of `columns`, each stored as its kind says; `None` is unknown."""
    import narwhals as nw

    return nw.from_native(polars_frame(columns, kinds, codes), eager_only=True)


def polars_frame(
    columns: Mapping[str, Sequence[Any]],
    kinds: Mapping[str, Kind],
    codes: Mapping[str, Sequence[str]] | None = None,
) -> pl.DataFrame:
    """The same as `frame`, for the embedded engine alone."""
    allowed = codes or {}
    return pl.DataFrame(
        [
            pl.Series(name, values, dtype=column_type(kinds[name], allowed.get(name, ())))
            for name, values in columns.items()
        ]
    )


def evaluate(
    table: Frame, build: Callable[[Any], Stages], wanted: Sequence[str] | None = None
) -> Frame:
    """The table with the columns of every stage of named expressions beside its own.

    `build` gets the namespace (Polars' or Narwhals') and returns the stages; each stage may
    use the columns of the table and of the stages before it. Of the columns made, only those
    `wanted` are kept, if any are named.
    """
    namespace: Any = pl
    if not isinstance(table, (pl.DataFrame, pl.LazyFrame)):
        import narwhals as nw

        namespace = nw
    own = table.collect_schema().names()
    for stage in build(namespace):
        table = table.with_columns(*(e.alias(name) for name, e in stage.items()))
    return table if wanted is None else table.select(*own, *wanted)


def as_dicts(table: Frame) -> list[dict[str, Any]]:
    """The rows of a table as dictionaries."""
    if isinstance(table, pl.DataFrame):
        return table.to_dicts()
    collected = table.collect() if hasattr(table, "collect") else table
    return list(collected.rows(named=True))


def stack(tables: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Tables of the same columns, one below the other."""
    return pl.concat(list(tables), how="vertical")


def taken(table: Any, numbers: Sequence[int] | NDArray[Any]) -> Any:  # noqa: ANN401 - Narwhals
    """The rows of a Narwhals table with these numbers, in their order, as often as they come."""
    import narwhals as nw

    found = _native(table)[pl.Series(numbers, dtype=pl.UInt32)]
    return nw.from_native(found, eager_only=True)


def beside(tables: Sequence[Any]) -> Any:  # noqa: ANN401 - Narwhals frames
    """Narwhals tables of as many rows, one beside the other."""
    import narwhals as nw

    return nw.concat(list(tables), how="horizontal")


def filled(table: Any, column: str, mark: str, by: str) -> Any:  # noqa: ANN401 - Narwhals frames
    """The table with a mark in a column of texts replaced by what another column says."""
    import narwhals as nw

    if not isinstance(table, pl.DataFrame) and on_spark(table):
        from pyspark.sql import functions as f

        written = f.replace(f.col(column), f.lit(mark), f.col(by))
        return nw.from_native(nw.to_native(table).withColumn(column, written))
    text = pl.col(column).str.replace_all(mark, pl.col(by), literal=True)
    return nw.from_native(_native(table).with_columns(text), eager_only=True)


def texts_of(table: Any) -> Any:  # noqa: ANN401 - Narwhals frames
    """Every column as text: numbers without trailing zeros, truths as yes and no, `None` so."""
    import narwhals as nw

    native = _native(table)
    written = [_as_text(name, dtype) for name, dtype in native.schema.items()]
    return nw.from_native(native.select(written), eager_only=True)


def _as_text(name: str, dtype: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if dtype == pl.Boolean:
        words = pl.when(column).then(pl.lit("yes")).otherwise(pl.lit("no"))
        return pl.when(column.is_not_null()).then(words).alias(name)
    if isinstance(dtype, pl.Decimal):
        return column.cast(pl.String).str.replace(r"\.?0+$", "")
    if dtype == pl.String:
        return pl.when(column != "").then(column).alias(name)
    return column.cast(pl.String)


def _native(table: Frame) -> pl.DataFrame:
    return table if isinstance(table, pl.DataFrame) else table.to_native()


def write_parquet(table: Frame, path: Path) -> None:
    """Write a table as Parquet."""
    _native(table).write_parquet(path)


def write_csv(table: Frame, path: Path) -> None:
    """Write a table as CSV, UTF-8 with a byte order mark so that spreadsheets read it right.

    No text in it begins a formula (`licet.basics.harmless`).
    """
    native = _native(table)
    texts = [name for name, dtype in native.schema.items() if dtype == pl.String]
    native.with_columns(*map(_harmless, texts)).write_csv(path, include_bom=True)


def _harmless(name: str) -> pl.Expr:
    column = pl.col(name)
    begins = column.str.contains(f"^[{''.join(map(re.escape, BEGINS))}]")
    risky = begins & ~column.str.contains(f"^{NUMBER}$")
    return pl.when(risky).then("'" + column).otherwise(column).alias(name)


def parquet_rows(path: Path) -> int:
    """How many rows a Parquet file has."""
    found: int = pl.scan_parquet(path).select(pl.len()).collect().item()
    return found


def read_parquet_rows(path: Path, start: int, count: int) -> pl.DataFrame:
    """Some rows of a Parquet file, after the first `start`."""
    return pl.scan_parquet(path).slice(start, count).collect()


def read_parquet(path: Path) -> pl.DataFrame:
    """Read a Parquet file."""
    return pl.read_parquet(path)


def scan_parquet(path: Path) -> Any:  # noqa: ANN401 - a Narwhals frame, as above
    """A Parquet file as a lazy Narwhals frame: only the rows and columns asked for are read."""
    import narwhals as nw

    return nw.from_native(pl.scan_parquet(path))
