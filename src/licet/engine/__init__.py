"""The only room that knows Polars and Spark: typed tables and the expressions that run on them."""

from licet.engine.frames import (
    Frame,
    Stages,
    as_dicts,
    evaluate,
    frame,
    polars_frame,
    read_parquet,
    scan_parquet,
    stack,
    write_csv,
    write_parquet,
)
from licet.engine.groups import alike
from licet.engine.schema import NUMBER_TYPE, Kind

__all__ = [
    "NUMBER_TYPE",
    "Frame",
    "Kind",
    "Stages",
    "alike",
    "as_dicts",
    "evaluate",
    "frame",
    "polars_frame",
    "read_parquet",
    "scan_parquet",
    "stack",
    "write_csv",
    "write_parquet",
]
