"""How fast a large parts list is traced: exact ranges against doubles, SciPy and DuckDB.

    python benches/bom.py            100 thousand, one and ten million lines (some minutes)
    python benches/bom.py 6          up to a million lines only

Twelve levels of shared assemblies, items in no order; one quantity in ten has a decimal place,
one leaf in three a range. Every way starts from the same lines, sorted by parent, and has both
ends. "order" is what Licet does once for a list and a day: it finds the levels and brings the
items into their order; "sweep" is done for every question. The doubles find the order by
themselves as they go; SciPy multiplies by the whole matrix until nothing changes any more;
DuckDB, and SciPy once more, are given the levels. The best of three runs counts.
"""

from __future__ import annotations

import math
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import polars as pl
from beside.figures import Figures
from numba import njit
from numpy.typing import NDArray
from scipy import sparse

from licet.bom.arrange import arranged, levels
from licet.bom.compiled import add_up
from licet.bom.words import FLAGS, HI, LO, OVER, PLACES, WORDS, table

DEPTH = 12
PER_ITEM = 10
TENTH = 10
CENTS = 100
RUNS = 3
EXPONENTS = (5, 6, 7)
TOLD = Figures(__file__)


@dataclass(frozen=True)
class Parts:
    """A parts list: lines in the order of their parents, and what the leaves hold, in cents."""

    start: NDArray[np.int64]
    child: NDArray[np.int32]
    times: NDArray[np.int64]
    places: NDArray[np.uint8]
    level: NDArray[np.int64]
    lo: NDArray[np.int64]
    hi: NDArray[np.int64]

    @property
    def size(self) -> int:
        """How many items there are."""
        return len(self.level)

    @property
    def doubles(self) -> NDArray[np.float64]:
        """The quantity of each line."""
        return self.times / np.array([1.0, 10.0])[self.places]

    @property
    def parents(self) -> NDArray[np.int64]:
        """The parent of each line."""
        return np.repeat(np.arange(self.size), np.diff(self.start))


def parts_of(lines: int) -> Parts:
    """A list of about so many lines, its items in no order."""
    draw = np.random.default_rng(61)
    each = lines // PER_ITEM // DEPTH
    level = np.repeat(np.arange(DEPTH), each)
    names = draw.permutation(DEPTH * each)
    many = math.ceil(lines / (each * (DEPTH - 1)))
    parent = np.repeat(np.arange(each, DEPTH * each), many)
    child = (level[parent] - 1) * each + draw.integers(0, each, len(parent))
    order = np.argsort(names[parent], kind="stable")
    counts = np.bincount(names[parent], minlength=DEPTH * each)
    start = np.concatenate(([0], np.cumsum(counts)))
    places = draw.random(len(parent)) < 1 / TENTH
    shuffled = np.empty(DEPTH * each, dtype=np.int64)
    shuffled[names] = level
    lo = np.where(shuffled == 0, draw.integers(0, 5000, DEPTH * each), 0)
    more = np.where(draw.random(DEPTH * each) < 1 / 3, draw.integers(0, 500, DEPTH * each), 0)
    return Parts(
        start,
        names[child][order].astype(np.int32),
        draw.integers(1, 5, len(parent)),
        places.astype(np.uint8),
        shuffled,
        lo,
        np.where(shuffled == 0, lo + more, 0),
    )


Arranged = tuple[NDArray[np.int64], NDArray[np.int64], tuple[Any, Any, Any]]
"""The order of the items, where the lines of each begin, and the lines."""


def ordered(parts: Parts) -> Arranged:
    """Licet, once for a list and a day: parts before wholes."""
    order = np.argsort(levels(parts.start, parts.child, 100), kind="stable")
    every = np.arange(len(parts.child))
    start, child, line = arranged(order, parts.start, parts.child, every)
    return order, start, (child, parts.times[line], parts.places[line])


def swept(parts: Parts, given: Arranged) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Licet, for each question: whole numbers of up to 127 bits with decimal places."""
    order, start, lines = given
    rows, highs = table(parts.size, WORDS), table(parts.size, 2)
    rows[:, LO], rows[:, HI], rows[:, OVER] = parts.lo[order], parts.hi[order], 1
    leaf = parts.level[order] == 0
    rows[leaf, FLAGS] = 2 << PLACES
    add_up(np.flatnonzero(~leaf), start, lines, rows, highs)
    return rows, highs


def exact(parts: Parts) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Both, and the items as they were given."""
    given = ordered(parts)
    rows, highs = swept(parts, given)
    back = np.argsort(given[0])
    return rows[back], highs[back]


@njit
def _doubles(
    start: NDArray[np.int64],
    child: NDArray[np.int32],
    times: NDArray[np.float64],
    value: NDArray[np.float64],
) -> None:
    """Depth first, parts before wholes."""
    size = len(start) - 1
    following = start[:-1].copy()
    entered = np.zeros(size, dtype=np.bool_)
    stack = np.empty(size, dtype=np.int64)
    for root in range(size):
        if entered[root]:
            continue
        depth = 1
        stack[0] = root
        entered[root] = True
        while depth > 0:
            item = stack[depth - 1]
            if following[item] == start[item + 1]:
                for line in range(start[item], start[item + 1]):
                    part = child[line]
                    value[item, 0] += times[line] * value[part, 0]
                    value[item, 1] += times[line] * value[part, 1]
                depth -= 1
                continue
            part = child[following[item]]
            following[item] += 1
            if not entered[part]:
                entered[part] = True
                stack[depth] = part
                depth += 1


def _leaves(parts: Parts) -> NDArray[np.float64]:
    return np.stack([parts.lo, parts.hi], axis=1) / CENTS


def doubles(parts: Parts) -> NDArray[np.float64]:
    """The same in compiled code on binary doubles, both ends."""
    value = _leaves(parts)
    _doubles(parts.start, parts.child, parts.doubles, value)
    return value


def matrix_of(parts: Parts) -> Any:
    """The lines as a sparse matrix."""
    shape = (parts.size, parts.size)
    return sparse.csr_matrix((parts.doubles, parts.child, parts.start), shape=shape)


def with_scipy(parts: Parts, bills: Any) -> NDArray[np.float64]:
    """SciPy: the whole matrix times what is held so far, until nothing changes."""
    leaves = _leaves(parts)
    value = leaves
    while True:
        more = leaves + bills @ value
        if np.array_equal(more, value):
            return value
        value = more


def by_level(parts: Parts, bills: Any) -> NDArray[np.float64]:
    """SciPy: the rows of one level after the other, levels given."""
    value = _leaves(parts)
    for level in range(1, DEPTH):
        items = np.flatnonzero(parts.level == level)
        value[items] = bills[items] @ value
    return value


def duckdb_of(parts: Parts) -> duckdb.DuckDBPyConnection:
    """DuckDB with the lines, the level of each parent, and the leaves."""
    database = duckdb.connect()
    lines: Any = pl.DataFrame(
        {
            "parent": parts.parents,
            "child": parts.child,
            "times": parts.doubles,
            "level": parts.level[parts.parents],
        }
    ).to_arrow()
    leaf = np.flatnonzero(parts.level == 0)
    value = _leaves(parts)[leaf]
    leaves: Any = pl.DataFrame({"item": leaf, "lo": value[:, 0], "hi": value[:, 1]}).to_arrow()
    database.register("given", lines)
    database.register("priced", leaves)
    database.execute("CREATE TABLE lines AS SELECT * FROM given")
    database.execute("CREATE TABLE leaves AS SELECT * FROM priced")
    return database


def with_duckdb(database: duckdb.DuckDBPyConnection) -> None:
    """DuckDB: one join and one sum for each level, levels given."""
    database.execute("CREATE OR REPLACE TABLE value AS SELECT * FROM leaves")
    for level in range(1, DEPTH):
        database.execute(
            "INSERT INTO value SELECT parent, sum(times * lo), sum(times * hi) FROM lines"
            " JOIN value ON child = item WHERE level = ? GROUP BY parent",
            [level],
        )


def timed(work: Callable[[], object]) -> float:
    """The best of three runs, in seconds."""
    best = math.inf
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best


def ends(rows: NDArray[np.uint64], highs: NDArray[np.uint64]) -> list[list[int]]:
    """Both ends of every item as whole numbers, in units of 10^-18."""
    assert not (rows[:, FLAGS] & np.uint64(3)).any()
    digits = (rows[:, FLAGS] >> np.uint64(PLACES)).tolist()
    return [
        [((high << 64) + low) * 10 ** (18 - place) for high, low in zip(two, row, strict=True)]
        for two, row, place in zip(highs.tolist(), rows[:, [LO, HI]].tolist(), digits, strict=True)
    ]


def check(parts: Parts) -> None:
    """The exact sweep is what whole numbers of Python make, item by item."""
    held = ends(*exact(parts))
    for item in np.flatnonzero(parts.level).tolist():
        for end in (0, 1):
            tenths = sum(
                int(parts.times[at])
                * 10 ** (1 - int(parts.places[at]))
                * held[parts.child[at]][end]
                for at in range(parts.start[item], parts.start[item + 1])
            )
            assert tenths == 10 * held[item][end]


def near(parts: Parts) -> None:
    """The exact sweep is what doubles round, on a list too large for Python."""
    rows, highs = exact(parts)
    assert not (rows[:, FLAGS] & np.uint64(3)).any()
    ten = 10.0 ** (rows[:, FLAGS] >> np.uint64(PLACES)).astype(float)
    value = doubles(parts)
    for end, word in enumerate((LO, HI)):
        whole = highs[:, end].astype(float) * 2.0**64 + rows[:, word].astype(float)
        assert np.allclose(whole / ten, value[:, end], rtol=1e-9)


def measure(exponent: int) -> tuple[float, ...]:
    """One size: the seconds of each way."""
    parts = parts_of(10**exponent)
    given = ordered(parts)
    ours = timed(lambda: ordered(parts)), timed(lambda: swept(parts, given))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    near(parts)
    bills = matrix_of(parts)
    found = (
        *ours,
        sum(ours),
        timed(lambda: doubles(parts)),
        timed(lambda: with_scipy(parts, bills)),
        timed(lambda: by_level(parts, bills)),
    )
    database = duckdb_of(parts)
    found = (*found, timed(lambda: with_duckdb(database)))
    print(f"{parts.size:>10,} {len(parts.child):>11,}", end="")
    print("".join(f" {seconds:>9.3f}" for seconds in found), end="")
    print(f" {found[2] / found[3]:>9.2f} {peak:>9.2f}", flush=True)
    size = f"{len(parts.child):,} lines"
    TOLD.tell(f"{size}, order and sweep, beside doubles", found[2] / found[3], "times", most=2.5)
    for name, beside, ours in (
        ("SciPy, levels found", found[4], found[2]),
        ("SciPy, levels given", found[5], found[1]),
        ("DuckDB, levels given", found[6], found[1]),
    ):
        TOLD.tell(f"{size}, {name}, beside us", beside / ours, "times", least=1)
    TOLD.tell(f"{size}, most memory", peak, "GiB", most=4)
    return found


COLUMNS = (
    "order s", "sweep s", "both s", "doubles s", "scipy s", "scipy/lv", "duckdb/lv", "x doubles",
    "peak GiB",
)  # fmt: skip


def main(exponents: tuple[int, ...]) -> None:
    """Every size, and how the time grows."""
    check(parts_of(10**4))
    doubles(parts_of(10**4))
    print(f"{'items':>10} {'lines':>11}" + "".join(f" {name:>9}" for name in COLUMNS))
    both = [measure(exponent)[2] for exponent in exponents]
    for at in range(1, len(both)):
        grown = math.log10(both[at] / both[at - 1]) / (exponents[at] - exponents[at - 1])
        sizes = f"10^{exponents[at - 1]} to 10^{exponents[at]} lines"
        print(f"{sizes}: time grows with exponent {grown:.2f}")


if __name__ == "__main__":
    most = int(sys.argv[1]) if len(sys.argv) > 1 else max(EXPONENTS)
    main(tuple(exponent for exponent in EXPONENTS if exponent <= most))
    TOLD.keep()
