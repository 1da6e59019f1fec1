"""The rulebook on Apache Spark, for notebooks and jobs: `licet.spark.decide(df)`."""

from licet.spark.lake import read_table, write_table
from licet.spark.table import Decided, decide, explain

__all__ = ["Decided", "decide", "explain", "read_table", "write_table"]
