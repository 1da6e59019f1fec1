"""Do twice as many lines take twice as long? Four doublings of assess, trace, screen and own.

    python benches/growth.py [--only trace screen own assess]

Seconds of the processor, the best of three (of one for assess), each size in the same process but
for assess. Less than twice is what a start costs that any size pays.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

from beside.figures import Figures

DOUBLINGS = 4
MOST = 2.2
Work = Callable[[], object]


def traces() -> Iterator[tuple[int, Work]]:
    """Parts lists from 62,500 lines on: levels and both bounds."""
    from bom import ordered, parts_of, swept

    for doubling in range(DOUBLINGS + 1):
        parts = parts_of(62_500 << doubling)
        yield len(parts.child), lambda parts=parts: swept(parts, ordered(parts))


def screens() -> Iterator[tuple[int, Work]]:
    """Real company names from 4,000 on, against every list; each name is asked once."""
    import polars as pl
    from screening import DAY, lists, real_names

    from licet.screening import Index

    index, names = Index.of(lists(None)), real_names()
    unasked = iter(names)
    for doubling in range(DOUBLINGS + 1):
        size = 4_000 << doubling

        def work(size: int = size) -> object:
            some = pl.DataFrame({"name": list(islice(unasked, size))})
            return list(index.screen_many(some, on=DAY, workers=1))

        yield size, work


def holdings() -> Iterator[tuple[int, Work]]:
    """Stakes from 250,000 on: the index and every way of holding."""
    import numpy as np
    from ownership import LISTED, UNSURE, made

    from licet.ownership.graph import Graph

    for doubling in range(DOUBLINGS + 1):
        stakes = 250_000 << doubling
        rows = made(stakes, stakes)
        listed = np.random.default_rng(2).choice(stakes, LISTED + UNSURE, replace=False)

        def work(rows=rows, stakes=stakes, listed=listed) -> object:  # type: ignore[no-untyped-def]  # noqa: ANN001
            return Graph.of(*rows, stakes).closure(listed[:LISTED], listed[LISTED:])

        yield stakes, work


def best(work: Work, runs: int = 3) -> float:
    """The least seconds of a processor of so many runs."""
    found = []
    for _ in range(runs):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return min(found)


def assessed() -> Iterator[tuple[int, float]]:
    """Portfolios from 6,250 lines on, from their files to the report."""
    from assess import measured

    for doubling in range(DOUBLINGS + 1):
        lines = 6_250 << doubling
        yield lines, float(measured("whole", lines)["processor"])


KINDS = {"trace": traces, "screen": screens, "own": holdings}


def main() -> None:
    """Measure, and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[*KINDS, "assess"])
    given = parser.parse_args()
    random.seed(61)
    told = Figures(__file__)
    for name in given.only:
        if name == "assess":
            found = list(assessed())
        else:
            found = []
            for size, work in KINDS[name]():
                if not found:
                    work()  # compiles
                found.append((size, best(work)))
                print(f"  {name}: {size:,} in {found[-1][1]:.3f} s")
        for (less, before), (more, after) in pairwise(found):
            told.tell(f"{name}: {more:,} lines beside {less:,}", after / before, "times as long",
                      most=MOST)  # fmt: skip
    told.keep()


if __name__ == "__main__":
    main()
