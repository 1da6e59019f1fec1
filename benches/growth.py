"""Do twice as many lines take twice as long? Four doublings of assess, trace, screen and own.

    python benches/growth.py [--only NAME …] [--runs N] [--least LINES]

Seconds of the processor, the least of so many runs; the sizes take turns, so that a busy minute
falls on all of them. `trace` and `own` are what a user waits for, from tables to what a hundred
products hold and to who is held; `sweep` and `closure` are the parts of them in machine code (a
fiftieth), which read from whatever cache they still fit in: a step from one cache to the next is
seen as a doubling that takes longer.
Less than twice is what a start costs that any size pays. The mean is over the four doublings.
"""

from __future__ import annotations

import argparse
import gc
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1]))

from beside.figures import Figures

DOUBLINGS = 4
MOST = 2.2
ON = date(2026, 11, 22)
Work = Callable[[], object]


def traces(least: int) -> Iterator[tuple[int, Work]]:
    """Parts lists as tables: read, swept, and a hundred products told with their evidence."""
    from bom import parts_of

    from licet.bom import Counted, Graph, articles_of
    from licet.rulebook import rulebook

    taken = {reading.id: reading.default for reading in rulebook().readings.values()}
    for doubling in range(DOUBLINGS + 1):
        parts = parts_of(least << doubling)
        tables, names, height = tables_of(parts), names_of(parts), parts.level.max()
        raw = parts.level == 0
        counted = Counted(
            dict(zip(names, raw.tolist(), strict=True)),
            "CN",
            kinds={name: "oxide" for name, is_raw in zip(names, raw, strict=True) if is_raw},
        )
        tops = [name for name, level in zip(names, parts.level, strict=True) if level == height]

        def work(tables=tables, counted=counted, tops=tops) -> object:  # type: ignore[no-untyped-def]  # noqa: ANN001
            graph, asked = Graph.of(tables), dict.fromkeys(tops)
            return articles_of(graph, tops[:100], ON, counted, asked, taken)

        yield tables["bom"].shape[0], work


def names_of(parts: Any) -> list[str]:
    """What the items are called."""
    return [f"ITEM-{number:08}" for number in range(parts.size)]


def tables_of(parts: Any) -> dict[str, Any]:
    """The parts list as the intake gives it, its lines in the order of their parents."""
    import narwhals as nw
    import polars as pl

    names, exact = pl.Series(names_of(parts)), pl.Decimal(28, 6)
    place = pl.lit("file.csv").alias("_file"), pl.int_range(pl.len()).alias("_line")
    tenths = pl.Series(parts.times * 10 ** (1 - parts.places.astype("int64")))
    lines = pl.DataFrame({"parent": names[parts.parents], "component": names[parts.child]})
    lines = lines.with_columns(
        (tenths.cast(exact) / pl.lit(10).cast(exact)).cast(exact).alias("quantity"), *place
    ).unique(["parent", "component"], keep="first", maintain_order=True)
    made = ["CN" if level == 0 else "JP" for level in parts.level.tolist()]
    items = pl.DataFrame({"item": names, "made_in": made, "origin": made})
    worth = [Decimal(5_000 * 30**level) for level in parts.level.tolist()]
    value = pl.Series("value", worth, exact)
    items = items.with_columns(value, pl.lit("JPY").alias("currency"), *place)
    return {
        "items": nw.from_native(items, eager_only=True),
        "bom": nw.from_native(lines, eager_only=True),
    }


def sweeps(least: int) -> Iterator[tuple[int, Work]]:
    """The same lists as arrays: levels, order and both bounds."""
    from bom import ordered, parts_of, swept

    for doubling in range(DOUBLINGS + 1):
        parts = parts_of(least << doubling)
        yield len(parts.child), lambda parts=parts: swept(parts, ordered(parts))


def screens(least: int) -> Iterator[tuple[int, Work]]:
    """Real company names against every list, each asked once; an answer is looked at and left."""
    import polars as pl
    from screening import DAY, lists, real_names

    from licet.screening import Index

    index, names = Index.of(lists(None)), real_names()
    unasked = iter(names)
    for doubling in range(DOUBLINGS + 1):
        size = least << doubling

        def work(size: int = size) -> object:
            some = pl.DataFrame({"name": list(islice(unasked, size))})
            return sum(one.answer == "clear" for one in index.screen_many(some, on=DAY, workers=1))

        yield size, work


def holdings(least: int) -> Iterator[tuple[int, Work]]:
    """Stakes as a table: read, and who is or may be held by a listed party, with the chain."""
    import narwhals as nw
    import numpy as np
    import polars as pl
    from ownership import LISTED, UNSURE, WHOLE, made

    from licet.ownership import Holdings

    for doubling in range(DOUBLINGS + 1):
        stakes = least << doubling
        owner, owned, lo, hi = made(2 * stakes, stakes)
        names = "CO-" + pl.Series(range(2 * stakes)).cast(pl.String).str.zfill(8)
        per_cent = (pl.Series(each // (WHOLE // 10_000)).cast(pl.Decimal(28, 2)) / 100
                    for each in (lo, hi))  # fmt: skip
        table = pl.DataFrame(
            {"owner": names[owner], "owned": names[owned]}
            | dict(zip(("share_lo", "share_hi"), per_cent, strict=True))
        )
        some = np.random.default_rng(2).choice(2 * stakes, LISTED + UNSURE, replace=False)
        listed = {names[int(one)]: True if at < LISTED else None for at, one in enumerate(some)}

        def work(table=table, listed=listed) -> object:  # type: ignore[no-untyped-def]  # noqa: ANN001
            return Holdings.of(nw.from_native(table, eager_only=True)).held_all(listed, ON)

        yield table.height, work


def closures(least: int) -> Iterator[tuple[int, Work]]:
    """Stakes as arrays, more than any cache holds: the index and every way of holding."""
    import numpy as np
    from ownership import LISTED, UNSURE, made

    from licet.ownership.graph import Graph

    for doubling in range(DOUBLINGS + 1):
        stakes = least << doubling
        rows = made(stakes, stakes)
        listed = np.random.default_rng(2).choice(stakes, LISTED + UNSURE, replace=False)

        def work(rows=rows, stakes=stakes, listed=listed) -> object:  # type: ignore[no-untyped-def]  # noqa: ANN001
            return Graph.of(*rows, stakes).closure(listed[:LISTED], listed[LISTED:])

        yield stakes, work


def seconds(work: Work) -> float:
    """Seconds of a processor, without what earlier work left to clear away."""
    gc.collect()
    began = time.process_time()
    work()
    return time.process_time() - began


def assessed(least: int) -> Iterator[tuple[int, float]]:
    """Portfolios from their files to the report, each in a process of its own."""
    from assess import measured

    for doubling in range(DOUBLINGS + 1):
        lines = least << doubling
        yield lines, float(measured("whole", lines)["processor"])


KINDS = {
    "trace": (traces, 62_500),
    "sweep": (sweeps, 1_000_000),
    "screen": (screens, 4_000),
    "own": (holdings, 31_250),
    "closure": (closures, 4_000_000),
}
LEAST_ASSESSED = 6_250


def measured_of(name: str, least: int | None, runs: int) -> list[tuple[int, float]]:
    """Each size, and the least seconds of so many runs."""
    if name == "assess":
        every = [list(assessed(least or LEAST_ASSESSED)) for _ in range(runs)]
    else:
        of, usual = KINDS[name]
        given = list(of(least or usual))
        given[0][1]()  # compiles
        every = [[(size, seconds(work)) for size, work in given] for _ in range(runs)]
    return [(size, min(run[at][1] for run in every)) for at, (size, _) in enumerate(every[0])]


def main() -> None:
    """Measure, and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[*KINDS, "assess"])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--least", type=int, help="lines to begin with, instead of the usual")
    given = parser.parse_args()
    random.seed(61)
    told = Figures(__file__)
    for name in given.only:
        runs = min(given.runs, 2) if name == "assess" else given.runs
        found = measured_of(name, given.least, runs)
        for size, spent in found:
            print(f"  {name}: {size:,} in {spent:.3f} s")
        for (less, before), (more, after) in pairwise(found):
            told.tell(f"{name}: {more:,} lines beside {less:,}", after / before, "times as long",
                      most=MOST)  # fmt: skip
        mean = (found[-1][1] / found[0][1]) ** (1 / DOUBLINGS)
        told.tell(f"{name}: each of {DOUBLINGS} doublings, the mean", mean, "times as long",
                  most=MOST)  # fmt: skip
    told.keep()


if __name__ == "__main__":
    main()
