"""The only room that knows Polars and Spark: typed tables and the expressions that run on them."""

from licet.engine.frames import (
    Frame,
    Stages,
    as_dicts,
    beside,
    evaluate,
    filled,
    frame,
    parquet_rows,
    polars_frame,
    read_parquet,
    read_parquet_rows,
    scan_parquet,
    stack,
    taken,
    texts_of,
    write_csv,
    write_parquet,
)
from licet.engine.groups import alike, unfolded
from licet.engine.schema import NUMBER_TYPE, Kind
from licet.engine.workbook import MOST_ROWS, write_workbook

__all__ = [
    "MOST_ROWS",
    "NUMBER_TYPE",
    "Frame",
    "Kind",
    "Stages",
    "alike",
    "as_dicts",
    "beside",
    "evaluate",
    "filled",
    "frame",
    "parquet_rows",
    "polars_frame",
    "read_parquet",
    "read_parquet_rows",
    "scan_parquet",
    "stack",
    "taken",
    "texts_of",
    "unfolded",
    "write_csv",
    "write_parquet",
    "write_workbook",
]
