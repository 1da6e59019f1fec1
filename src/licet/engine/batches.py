"""Work that is no expression, on batches of a Spark table: columns go in, rows come out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any, cast

Work = Callable[[Mapping[str, list[Any]], Any], Iterable[Mapping[str, Any]]]
"""Columns of some rows, and what is shared, to the rows that come of them."""


def batches(table: Any, work: Work, shared: Any, schema: str) -> Any:  # noqa: ANN401 - Narwhals
    """The rows that `work` makes of a Spark table, thousands at a time, on every executor.

    The rows are dealt out evenly first, several times as many parts as there are cores.

    Args:
        table: a Narwhals frame over Spark.
        work: is sent to the executors, which need the same packages.
        shared: what the work needs besides; sent to each executor once.
        schema: the columns of the rows, as SQL declares them.
    """
    import narwhals as nw
    from pyspark.sql.types import StructType

    native = nw.to_native(table)
    context = native.sparkSession.sparkContext
    sent, kind = context.broadcast(shared), cast("StructType", StructType.fromDDL(schema))

    def run(parts: Iterable[Any]) -> Iterator[Any]:
        pa = import_module("pyarrow")  # it ships no types
        from pyspark.sql.pandas.types import to_arrow_schema

        arrow = to_arrow_schema(kind)
        for part in parts:
            rows = [dict(row) for row in work(part.to_pydict(), sent.value)]
            yield pa.RecordBatch.from_pylist(rows, schema=arrow)

    dealt = native.repartition(_PER_CORE * context.defaultParallelism)
    return nw.from_native(dealt.mapInArrow(run, kind))


_PER_CORE = 4
