"""The rulebook and the tracers on Apache Spark: `decide`, `trace`, `own` and `screen`."""

from licet.spark.lake import read_table, write_table
from licet.spark.parties import own, screen
from licet.spark.parts import trace
from licet.spark.table import Decided, decide, explain

__all__ = [
    "Decided",
    "decide",
    "explain",
    "own",
    "read_table",
    "screen",
    "trace",
    "write_table",
]
