"""Rounds: a table that each round is made from the last, with nothing planned twice.

A round's table is computed once and cut off from all that made it, so that the plan of the
hundredth round is as short as that of the first. In a session with a checkpoint directory it is
written there; otherwise two executors keep it, so that losing one of them loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from licet.engine.frames import polars_frame
from licet.engine.schema import NUMBER_TYPE, Kind
from licet.engine.spark import on_spark

_SQL: Mapping[Kind, str] = {
    "text": "STRING", "code": "STRING", "date": "DATE", "number": NUMBER_TYPE,
    "yes_no": "BOOLEAN", "whole": "BIGINT",
}  # fmt: skip


def checkpointed(table: Any) -> Any:  # noqa: ANN401 - Narwhals frames
    """The table, computed, and without the history that made it."""
    import narwhals as nw

    if not on_spark(table):
        return table.lazy().collect().lazy()
    from pyspark import StorageLevel

    native = nw.to_native(table)
    if native.sparkSession.sparkContext.getCheckpointDir() is None:
        return nw.from_native(native.localCheckpoint(storageLevel=StorageLevel.MEMORY_AND_DISK_2))
    held = native.persist()  # or it would be computed twice: counted, then written
    cut = held.checkpoint()
    held.unpersist()
    return nw.from_native(cut)


def alongside(
    table: Any,  # noqa: ANN401
    columns: Mapping[str, Sequence[Any]],
    kinds: Mapping[str, Kind],
) -> Any:  # noqa: ANN401
    """A small table of `columns` in the engine (and session) of another table."""
    import narwhals as nw

    if not on_spark(table):
        return nw.from_native(polars_frame(columns, kinds).lazy())
    rows = list(zip(*columns.values(), strict=True))
    schema = ", ".join(f"`{name}` {_SQL[kinds[name]]}" for name in columns)
    return nw.from_native(nw.to_native(table).sparkSession.createDataFrame(rows, schema))


def how_many(table: Any) -> int:  # noqa: ANN401 - Narwhals frames
    """How many rows a table has; it is computed to find out."""
    import narwhals as nw

    if on_spark(table):
        return int(nw.to_native(table).count())
    return int(table.select(nw.len()).collect().item())
