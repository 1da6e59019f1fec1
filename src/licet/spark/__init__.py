"""The rulebook and the tracers on Apache Spark: `decide`, `trace`, `own` and `screen`."""

from licet.spark.parties import own, screen
from licet.spark.parts import trace
from licet.spark.table import Decided, decide, explain

__all__ = ["Decided", "decide", "explain", "own", "screen", "trace"]
