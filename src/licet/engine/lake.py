"""Tables of a lake, larger than memory: opened, written, counted, on Polars or on Spark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from licet.basics import Fault, Refused
from licet.engine.spark import on_spark, session

ENGINES = ("polars", "spark")


def open_table(place: str, engine: str = "polars", master: str | None = None) -> Any:  # noqa: ANN401
    """The Parquet table at a place (a file, or a folder of files), as a lazy Narwhals frame.

    Args:
        place: a path; on Spark any address that its file systems know.
        engine: what will compute.
        master: Spark's master, where a session has to be begun.

    Raises:
        Refused: there is no such table, or it cannot be read.
    """
    import narwhals as nw

    try:
        if engine == "spark":
            return nw.from_native(session(master).read.parquet(place))
        path = Path(place)
        lazy = pl.scan_parquet(path / "**" / "*.parquet" if path.is_dir() else path, glob=True)
        lazy.collect_schema()
        return nw.from_native(lazy)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise Refused(Fault(place, "table", f"could not be read as Parquet ({error})")) from None
    except Exception as error:
        if type(error).__module__.startswith("pyspark."):
            words = str(error).partition("\n")[0]
            raise Refused(Fault(place, "table", f"could not be read ({words})")) from None
        raise


def write_table(table: Any, place: str) -> None:  # noqa: ANN401
    """Write a lazy table as a folder of Parquet files, without holding it in memory.

    What stood there is replaced.
    """
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
