"""Tables of a lake, larger than memory: opened, written, counted, on Polars or on Spark.

A table is named by its place: a Parquet file or a folder of them, a Delta table, an Iceberg table.
What it is shows in the folder; ``parquet:``, ``delta:`` or ``iceberg:`` before it says so.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from licet.basics import Fault, Refused
from licet.engine.delta import delta_files, is_delta, put_delta
from licet.engine.files import DataFile, Files, on_polars, with_spark
from licet.engine.iceberg import iceberg_files, is_iceberg, put_iceberg
from licet.engine.spark import connector, on_spark, session

FORMS = ("parquet", "delta", "iceberg")


def form_of(name: str) -> tuple[str, str]:
    """What kind of table a name means, and its place."""
    before, mark, place = name.partition(":")
    if mark and before in FORMS:
        return before, place
    if is_delta(name):
        return "delta", name
    return ("iceberg" if is_iceberg(name) else "parquet"), name


def open_table(
    name: str,
    engine: str = "polars",
    master: str | None = None,
    *,
    places: bool = False,
) -> Any:  # noqa: ANN401
    """The table of a name, as a lazy Narwhals frame.

    Args:
        name: a table's place, as above; on Spark any address that its file systems know.
        engine: what will compute.
        master: Spark's master, where a session has to be begun.
        places: on Spark, with columns that say where each row stood, ``_file`` and ``_line``.

    Raises:
        Refused: there is no such table, it cannot be read, or not without losing its deletions.
    """
    import narwhals as nw

    try:
        if engine == "spark":
            return nw.from_native(_on_spark(name, session(master), places=places))
        lazy = on_polars(files) if (files := table_files(name)) else _scanned(form_of(name)[1])
        lazy.collect_schema()
        return nw.from_native(lazy)
    except (pl.exceptions.PolarsError, OSError) as error:
        words = str(error).partition("\n")[0]
        raise Refused(Fault(name, "table", f"could not be read as Parquet ({words})")) from None
    except Exception as error:
        if type(error).__module__.startswith("pyspark."):
            words = str(error).partition("\n")[0]
            raise Refused(Fault(name, "table", f"could not be read ({words})")) from None
        raise


def table_files(name: str) -> Files | None:
    """The files of a Delta or Iceberg table; `None` of one that is Parquet files and no more.

    Raises:
        Refused: as `open_table`.
    """
    form, place = form_of(name)
    if form == "parquet":
        return None
    return delta_files(place) if form == "delta" else iceberg_files(place)


def parquet_files(place: str) -> Files:
    """The Parquet files of a path, in the order of their names, without columns in folders' names.

    Raises:
        Refused: there is none.
    """
    path = Path(place)
    paths = sorted(path.rglob("*.parquet")) if path.is_dir() else [path]
    paths = [one for one in paths if not any(p.startswith((".", "_")) for p in one.parts[1:])]
    if not paths or not paths[0].is_file():
        raise Refused(Fault(place, "table", "no Parquet file was found there"))
    schema = pl.Schema(pl.read_parquet_schema(paths[0]))
    called = {column: column for column in schema}
    return Files(schema, tuple(DataFile(str(one), called) for one in paths))


def open_csv(folder: str) -> Any:  # noqa: ANN401
    """The CSV files of a folder as one lazy Narwhals frame, every column text."""
    import narwhals as nw

    return nw.from_native(pl.scan_csv(Path(folder) / "*.csv", infer_schema=False))


def files_of_table(name: str) -> Files:
    """The Parquet files that the table of a name is made of, whatever it is.

    Raises:
        Refused: as `open_table`.
    """
    return table_files(name) or parquet_files(form_of(name)[1])


def name_in(out: str, tables: str, name: str) -> str:
    """The name of one of the tables of a result.

    Args:
        out: the folder of the result.
        tables: ``parquet``, for folders of files there; ``delta``, for tables in its folder
            `delta`; ``delta:FOLDER``; ``iceberg:CATALOG.NAMESPACE``.
        name: of the table.

    Raises:
        Refused: `tables` is none of them.
    """
    form, place = form_of(tables) if ":" in tables else (tables, "")
    if form == "iceberg" and place:
        return f"iceberg:{place}.{name}"
    if form not in {"parquet", "delta"}:
        expected = "parquet, delta, delta:FOLDER or iceberg:CATALOG.NAMESPACE was expected"
        raise Refused(Fault("command line", "--tables", f"{expected}, not «{tables}»"))
    own = f"{out}/delta" if form == "delta" else out
    return f"{form}:{(place or own).rstrip('/')}/{name}"


def _scanned(place: str) -> pl.LazyFrame:
    path = Path(place)
    if not path.is_dir():
        return pl.scan_parquet(place)
    return pl.scan_parquet(path / "**" / "*.parquet", glob=True, hive_partitioning=True)


def _on_spark(name: str, spark: Any, *, places: bool) -> Any:  # noqa: ANN401
    """The table as a DataFrame: by the session's own connector, if it has one for it."""
    from pyspark.sql import functions as f

    form, place = form_of(name)
    if form == "parquet":
        read = spark.read.parquet(place)
    elif connector(spark, form, place):
        table = form == "iceberg" and not is_iceberg(place)
        read = spark.table(place) if table else spark.read.format(form).load(place)
    else:
        return with_spark(table_files(name) or parquet_files(place), spark, places=places)
    if not places:
        return read
    number = f.lit(None).cast("bigint")
    file = f.lit(place)
    if form == "parquet":
        file, number = f.col("_metadata.file_name"), f.col("_metadata.row_index") + 1
    return read.select("*", file.alias("_file"), number.alias("_line"))


def write_table(table: Any, name: str) -> None:  # noqa: ANN401
    """Write a lazy table as the table of a name, without holding it in memory.

    Without a word before it, a name is a folder for Parquet files, or the Delta table that is
    there. What stood there is replaced; of Delta and Iceberg tables it stays in their history.

    Raises:
        Refused: it cannot be written there.
    """
    form, place = form_of(name)
    if form == "parquet":
        _parquet(table, place)
        return
    if on_spark(table):
        import narwhals as nw

        native = nw.to_native(table)
        if connector(native.sparkSession, form, place):
            _by_connector(native, form, place)
            return
    if form == "delta" and "://" in place:
        expected = f"{place} is written by Spark with Delta's own connector"
        raise Refused(Fault(name, "Delta table", expected))
    put: Callable[[str, Callable[[str], None]], None] = (
        put_delta if form == "delta" else put_iceberg
    )
    put(place, lambda folder: _parquet(table, folder))


def _by_connector(native: Any, form: str, place: str) -> None:  # noqa: ANN401
    if form == "delta":
        native.write.format("delta").mode("overwrite").save(place)
    else:
        native.writeTo(place).using("iceberg").createOrReplace()


def _parquet(table: Any, place: str) -> None:  # noqa: ANN401
    import narwhals as nw

    native = nw.to_native(table)
    if on_spark(table):
        native.write.mode("overwrite").parquet(place)
        return
    folder = Path(place)
    folder.mkdir(parents=True, exist_ok=True)
    written = folder / ".part-00000.parquet.writing"
    native.sink_parquet(written)
    for old in folder.glob("*.parquet"):
        old.unlink()
    written.replace(folder / "part-00000.parquet")


def counted(table: Any, by: str) -> dict[str, int]:  # noqa: ANN401
    """How many rows of a table have each value of a column."""
    import narwhals as nw

    found = table.group_by(by).agg(nw.len().alias("rows")).collect()
    return {str(value): int(rows) for value, rows in found.select(by, "rows").rows()}
