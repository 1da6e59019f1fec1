"""What the sweeps as expressions cost beside the kernels: on Polars, and on Spark if asked for.

    python benches/spark_tracers.py                       100 thousand and a million, Polars
    python benches/spark_tracers.py --spark "local[2]"    and Spark (minutes: a plan a level)
    python benches/spark_tracers.py --most 5              100 thousand only

The parts lists are those of `benches/bom.py` (twelve levels, shared assemblies, ranges), the stakes
those of `benches/ownership.py`. Every way must find the same; what counts is the ratio to the
kernel, which has the arrays ready and numbered, while a table has names to join by. On Spark a
level costs some seconds of planning whatever is in it: look at what ten times the lines add.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl
from beside.figures import Figures
from bom import Parts, ordered, parts_of, swept
from ownership import made

from licet.bom import sweep
from licet.bom.words import FLAGS, HI, LO, PLACES
from licet.ownership import closure
from licet.ownership.graph import Graph
from licet.ownership.kernels import WHOLE

SMALLER = 4
"""Places by which a table's amounts are smaller than the kernel's, to stay below 10^18."""
LISTED = 150
Table = pl.DataFrame
Store = Callable[[Table, str], Any]


def embedded(table: Table, _: str) -> Any:
    """The table for Polars."""
    return nw.from_native(table.lazy())


def on_spark(session: Any, folder: Path) -> Store:
    """Puts a table where Spark reads it, in several files."""

    def store(table: Table, name: str) -> Any:
        place = folder / f"{name}-{table.height}"
        place.mkdir(exist_ok=True)
        step = -(-table.height // 4)
        for part in range(4):
            table[part * step : (part + 1) * step].write_parquet(place / f"{part}.parquet")
        return nw.from_native(session.read.parquet(str(place)))

    return store


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds, and what was made."""
    begun = time.perf_counter()
    found = work()
    return time.perf_counter() - begun, found


def tables_of(parts: Parts) -> tuple[Table, Table]:
    """The parts list as tables; the articles are the items of the highest level."""
    names = pl.Series([f"item {at}" for at in range(parts.size)])
    leaf, top = parts.level == 0, parts.level == parts.level.max()
    money = pl.Decimal(20, 2 + SMALLER)
    ends = [
        pl.Series(end).cast(pl.Decimal(20, 0)).cast(money) / 10 ** (2 + SMALLER)
        for end in (parts.lo, parts.hi)
    ]
    items = pl.DataFrame(
        {"item": names, "counted": leaf, "article": top,
         "value__lo": ends[0].cast(money), "value__hi": ends[1].cast(money)}
    ).with_columns(
        pl.lit("CN").alias("origin"),
        *(pl.when(pl.col("counted")).then(pl.col(f"value__{end}")).alias(f"value__{end}")
          for end in ("lo", "hi")),
    )  # fmt: skip
    tenths = pl.Series(parts.times * 10 ** (1 - parts.places.astype(np.int64)))
    quantity = (tenths.cast(pl.Decimal(20, 0)).cast(pl.Decimal(20, 1)) / 10).cast(pl.Decimal(20, 1))
    lines = pl.DataFrame({"parent": names[parts.parents], "component": names[parts.child],
                          "quantity": quantity,
                          "line": pl.int_range(len(parts.child), eager=True)})  # fmt: skip
    return items, lines


def exactly(parts: Parts, rows: Any, highs: Any, order: Any) -> dict[str, tuple[int, int]]:
    """Both ends of each article in units of 10^-18, as the kernel has them."""
    found = {}
    for place in np.flatnonzero(parts.level[order] == parts.level.max()).tolist():
        digits = int(rows[place, FLAGS]) >> PLACES
        low, high = ((int(highs[place, end]) << 64) + int(rows[place, word])
                     for end, word in enumerate((LO, HI)))  # fmt: skip
        found[f"item {order[place]}"] = (
            low * 10 ** (18 - SMALLER - digits),
            high * 10 ** (18 - SMALLER - digits),
        )
    return found


def parts_lists(lines: int, stores: dict[str, Store], told: Figures) -> None:
    """The sweep of a parts list of so many lines, every way."""
    parts = parts_of(lines)
    leaf = (parts.level == 0).astype(np.int64)  # a value of nothing would be an unknown one
    parts = replace(parts, lo=np.maximum(parts.lo, leaf), hi=np.maximum(parts.hi, leaf))
    swept(parts, ordered(parts))
    kernel, (order, (rows, highs)) = timed(lambda: ((g := ordered(parts))[0], swept(parts, g)))
    wanted = exactly(parts, rows, highs, order)
    print(f"parts list, {len(parts.child):,} lines: kernel {kernel:.3f} s")
    items, held = tables_of(parts)
    for name, store in stores.items():
        given = store(items, "items"), store(held, "lines")
        took, table = timed(lambda given=given: sweep(*given, "CN").articles.collect())
        found = {
            row[0]: tuple(int(Fraction(end) * 10**18) for end in row[1:3]) for row in table.rows()
        }
        step = 10**6
        rounded = {k: (a // step * step, -(-b // step) * step) for k, (a, b) in wanted.items()}
        assert found == rounded, name
        told.tell(
            f"parts list, {len(parts.child):,} lines: {name} beside the kernel",
            took / kernel,
            "times as long",
        )


def holdings(stakes: int, stores: dict[str, Store], told: Figures) -> None:
    """The closure of listed parties over so many stakes, every way."""
    companies = stakes // 3
    owner, owned, lo, hi = made(companies, stakes)
    pairs = pl.DataFrame({"owner": owner, "owned": owned, "lo": lo, "hi": hi}).unique(
        ["owner", "owned"], keep="first", maintain_order=True
    )
    owner, owned, lo, hi = (pairs[name].to_numpy() for name in pairs.columns)
    listed = np.arange(LISTED)

    def compiled() -> Any:
        return Graph.of(owner, owned, lo, hi, companies).closure(listed, product=False)

    compiled()
    kernel, wanted = timed(compiled)
    print(f"holdings, {len(owner):,} stakes: kernel {kernel:.3f} s")
    percent = [pl.col(end).cast(pl.Decimal(20, 0)).cast(pl.Decimal(20, 7)) / pl.lit(WHOLE // 100)
               for end in ("lo", "hi")]  # fmt: skip
    table = pairs.select(
        pl.col("owner").cast(pl.String), pl.col("owned").cast(pl.String),
        percent[0].cast(pl.Decimal(20, 7)).alias("share_lo"),
        percent[1].cast(pl.Decimal(20, 7)).alias("share_hi"),
    )  # fmt: skip
    named = pl.DataFrame({"party": [str(one) for one in listed], "listed": [True] * LISTED})
    for name, store in stores.items():
        given = store(table, "stakes"), store(named, "listed")
        took, found = timed(lambda given=given: closure(*given).parties.collect())
        for way in ("chain", "aggregate"):
            sure = {int(row["party"]) for row in found.rows(named=True) if row[f"{way}_held"]}
            assert sure == set(getattr(wanted, way).held()[0].tolist()), (name, way)
        told.tell(
            f"holdings, {len(owner):,} stakes: {name} beside the kernel",
            took / kernel,
            "times as long",
        )


def main() -> None:
    """Both, at each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--spark", metavar="MASTER", help="run on Spark as well")
    parser.add_argument("--most", type=int, default=6, help="the largest size, a power of ten")
    asked = parser.parse_args()
    stores: dict[str, Store] = {"Polars": embedded}
    told = Figures(__file__)
    with tempfile.TemporaryDirectory() as folder:
        if asked.spark:
            from licet.engine import session

            few = {"spark.sql.shuffle.partitions": "8"}
            stores["Spark"] = on_spark(session(asked.spark, few), Path(folder))
        for exponent in range(5, asked.most + 1):
            parts_lists(10**exponent, stores, told)
            holdings(10**exponent, stores, told)
    told.keep()


if __name__ == "__main__":
    main()
