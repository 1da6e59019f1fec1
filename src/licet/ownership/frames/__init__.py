"""The closure of the listed parties as expressions over tables of stakes, on Polars and on Spark.

START READING AT closure.py. Tests hold it to what `licet.ownership.Holdings` tells of each party.
"""

from licet.ownership.frames.closure import Closed, closure

__all__ = ["Closed", "closure"]
