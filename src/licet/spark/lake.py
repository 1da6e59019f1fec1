"""Tables of a lake as DataFrames of PySpark, where the session has no connector for them."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from licet.engine import open_table
from licet.engine import write_table as written


def read_table(name: str) -> Any:  # noqa: ANN401 - a DataFrame of PySpark
    """The table of a name in the session of this process, or in one that is begun.

    Args:
        name: the place of Parquet files, of a Delta table, of an Iceberg table, or
            ``iceberg:CATALOG.NAMESPACE.TABLE``; see docs/spark.md.

    Raises:
        Refused: there is no such table, or it cannot be read as its log means it.
    """
    return nw.to_native(open_table(name, "spark"))


def write_table(df: Any, name: str) -> None:  # noqa: ANN401 - a DataFrame of PySpark
    """Make a DataFrame the whole of the table of a name; it is written at once or not at all.

    Raises:
        Refused: it cannot be written there.
    """
    written(nw.from_native(df), name)
