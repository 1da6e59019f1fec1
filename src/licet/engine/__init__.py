"""The only room that knows Polars and Spark: typed tables and the expressions that run on them."""

from licet.engine.bits import pack, unpack, unpacked, words_of
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
from licet.engine.lake import ENGINES, counted, open_table, write_table
from licet.engine.schema import NUMBER_TYPE, Kind
from licet.engine.spark import distinct, joined, kept, on_spark, session, settled
from licet.engine.workbook import MOST_ROWS, write_workbook

__all__ = [
    "ENGINES",
    "MOST_ROWS",
    "NUMBER_TYPE",
    "Frame",
    "Kind",
    "Stages",
    "alike",
    "as_dicts",
    "beside",
    "counted",
    "distinct",
    "evaluate",
    "filled",
    "frame",
    "joined",
    "kept",
    "on_spark",
    "open_table",
    "pack",
    "parquet_rows",
    "polars_frame",
    "read_parquet",
    "read_parquet_rows",
    "scan_parquet",
    "session",
    "settled",
    "stack",
    "taken",
    "texts_of",
    "unfolded",
    "unpack",
    "unpacked",
    "words_of",
    "write_csv",
    "write_parquet",
    "write_table",
    "write_workbook",
]
