"""Rounds: a table that each round is made from the last, with nothing planned twice.

A round's table is computed once and cut off from all that made it, so that the plan of the
hundredth round is as short as that of the first. In a session with a checkpoint directory it is
written there; otherwise two executors keep it, so that losing one of them loses nothing.
A round costs Spark a second however little is in it; so what has become small is taken into this
process, where the same expressions run on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import polars as pl

from licet.engine.spark import joined, on_spark

NEAR = 1_000_000
"""Up to so many rows of a table that is not wide this process holds."""


class Cut(NamedTuple):
    """A table computed and cut off from its history; how many rows it has, and how many are met."""

    table: Any
    rows: int
    met: int


def checkpointed(table: Any, where: Any = None) -> Cut:  # noqa: ANN401 - Narwhals frames
    """The table, computed, and without the history that made it.

    Args:
        table: a lazy Narwhals frame.
        where: which of its rows are counted as met, an expression of Narwhals; all by default.
    """
    import narwhals as nw

    if not on_spark(table):
        cut = table.lazy().collect().lazy()
        return Cut(cut, *_counted(cut, where))
    from pyspark import StorageLevel

    native = nw.to_native(table)
    if native.sparkSession.sparkContext.getCheckpointDir() is None:
        level = StorageLevel.MEMORY_AND_DISK_2
        cut = nw.from_native(native.localCheckpoint(eager=False, storageLevel=level))
        return Cut(cut, *_counted(cut, where))  # it is kept by the job that counts it
    held = native.persist()  # or it would be computed twice: counted, then written
    counts = _counted(nw.from_native(held), where)
    written = held.checkpoint()
    held.unpersist()
    return Cut(nw.from_native(written), *counts)


def _counted(table: Any, where: Any) -> tuple[int, int]:  # noqa: ANN401
    return (how_many(table),) * 2 if where is None else how_many_met(table, where)


def how_many_met(table: Any, where: Any) -> tuple[int, int]:  # noqa: ANN401 - Narwhals
    """How many rows a table has, and of how many an expression is true, found at once."""
    import narwhals as nw

    met = nw.when(where).then(1).otherwise(0).sum().fill_null(0)
    found = table.select(rows=nw.len(), met=met).collect()
    ((rows, several),) = found.select("rows", "met").rows()
    return int(rows), int(several)


def how_many(table: Any) -> int:  # noqa: ANN401 - Narwhals frames
    """How many rows a table has; it is computed to find out."""
    import narwhals as nw

    if on_spark(table):
        return int(nw.to_native(table).count())
    return int(table.select(nw.len()).collect().item())


def sent(table: Any, like: Any) -> Any:  # noqa: ANN401 - Narwhals frames
    """A small table of this process in the engine (and session) of another table."""
    import narwhals as nw

    if on_spark(table) or not on_spark(like):
        return table.lazy()
    arrow = table.lazy().collect().to_arrow()
    arrow = arrow.combine_chunks()  # Spark reads no further than a chunk without rows
    return nw.from_native(nw.to_native(like).sparkSession.createDataFrame(arrow))


def near(table: Any, most: int = NEAR) -> Any:  # noqa: ANN401 - Narwhals frames
    """The table in this process, as a lazy frame; `None` if it has more than `most` rows."""
    import narwhals as nw

    if not on_spark(table):
        return table.lazy()
    arrow = nw.to_native(table).limit(most + 1).toArrow()
    if arrow.num_rows > most:
        return None
    return nw.from_native(pl.DataFrame(pl.from_arrow(arrow)).lazy())


@dataclass(slots=True)
class Near:
    """The rows of a table on Spark that were asked for by a key so far, in this process."""

    far: Any
    key: str
    held: Any = None
    asked: Any = None
    whole: bool = False

    @classmethod
    def of(cls, cut: Cut, key: str) -> Near:
        """None of the rows yet, or all of a table that is small."""
        if cut.rows > NEAR:
            return cls(cut.table, key)
        return cls(cut.table, key, near(cut.table), whole=True)

    def rows(self, keys: Any) -> Any:  # noqa: ANN401 - Narwhals frames
        """The rows of these keys, a lazy frame; `None` if that would be too many to hold.

        Args:
            keys: a frame of this process with a column of the same name.
        """
        import narwhals as nw

        keys = keys.select(self.key).unique()
        if not self.whole:
            new = keys if self.asked is None else keys.join(self.asked, on=self.key, how="anti")
            new = new.collect()
            if len(new) or self.held is None:
                wanted = joined(self.far, sent(new, self.far), len(new), [self.key], "inner")
                held = 0 if self.held is None else how_many(self.held)
                found = near(wanted, max(NEAR - held, 0))
                if found is None:
                    return None
                several = [one for one in (self.held, found) if one is not None]
                self.held = nw.concat(several).collect().lazy()
                known = [one for one in (self.asked, new.lazy()) if one is not None]
                self.asked = nw.concat(known).collect().lazy()
        return self.held.join(keys, on=self.key, how="semi")
