"""The only room that knows Polars and Spark: typed tables and the expressions that run on them."""

from licet.engine.bits import pack, unpack, unpacked, words_of
from licet.engine.frames import (
    Frame,
    Stages,
    as_dicts,
    evaluate,
    frame,
    polars_frame,
    read_parquet,
    stack,
    write_csv,
    write_parquet,
)
from licet.engine.groups import alike
from licet.engine.lake import ENGINES, counted, open_table, write_table
from licet.engine.schema import NUMBER_TYPE, Kind
from licet.engine.spark import distinct, joined, kept, on_spark, session, settled

__all__ = [
    "ENGINES",
    "NUMBER_TYPE",
    "Frame",
    "Kind",
    "Stages",
    "alike",
    "as_dicts",
    "counted",
    "distinct",
    "evaluate",
    "frame",
    "joined",
    "kept",
    "on_spark",
    "open_table",
    "pack",
    "polars_frame",
    "read_parquet",
    "session",
    "settled",
    "stack",
    "unpack",
    "unpacked",
    "words_of",
    "write_csv",
    "write_parquet",
    "write_table",
]
