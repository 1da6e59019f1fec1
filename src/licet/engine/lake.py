"""Tables of a lake, larger than memory: opened, written, counted, on Polars or on Spark.

A table is named by its place: a Parquet file or a folder of them, a Delta table, an Iceberg table.
What it is shows in the folder; ``parquet:``, ``delta:`` or ``iceberg:`` before it says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl

from licet.basics import Fault, Refused
from licet.engine.delta import delta_files, is_delta, put_delta
from licet.engine.files import Files, on_polars, placed, with_spark
from licet.engine.iceberg import iceberg_files, is_iceberg, put_iceberg
from licet.engine.parquet import in_folders, parquet_files
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

    with readable(name):
        if engine == "spark":
            return nw.from_native(_on_spark(name, session(master), places=places))
        lazy = on_polars(files) if (files := table_files(name)) else _scanned(form_of(name)[1])
        lazy.collect_schema()
        return nw.from_native(lazy)


@contextmanager
def readable(name: str) -> Iterator[None]:
    """While it lasts, what an engine says of a table that it cannot read is said in one line.

    Raises:
        Refused: in place of the engine's own error.
    """
    try:
        yield
    except OSError as error:
        if error.filename is not None:
            raise
        raise _unreadable(name, error) from None
    except Exception as error:
        library = type(error).__module__.partition(".")[0]
        if isinstance(error, pl.exceptions.PolarsError) or library == "narwhals":
            raise _unreadable(name, error) from None
        if library in {"pyspark", "py4j"}:
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


def _unreadable(name: str, error: Exception) -> Refused:
    words = str(error).partition("\n")[0]
    return Refused(Fault(name, "table", f"could not be read as Parquet ({words})"))


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
    return on_polars(parquet_files(place)) if Path(place).is_dir() else pl.scan_parquet(place)


def _on_spark(name: str, spark: Any, *, places: bool) -> Any:  # noqa: ANN401
    """The table as a DataFrame: by the session's own connector, if it has one for it."""
    form, place = form_of(name)
    if form == "parquet" and not (in_folders(place) or (places and Path(place).exists())):
        read = spark.read.option("mergeSchema", "true").parquet(place)
    elif form != "parquet" and connector(spark, form, place):
        table = form == "iceberg" and not is_iceberg(place)
        read = spark.table(place) if table else spark.read.format(form).load(place)
    else:
        return with_spark(files_of_table(name), spark, places=places)
    if not places:
        return read
    found = placed(read, place)
    return with_spark(files_of_table(name), spark, places=True) if found is None else found


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
