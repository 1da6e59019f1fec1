"""How fast the closure of listed parties is over millions of stakes, with both bounds.

    python benches/ownership.py [--large] [--rivals duckdb,rustworkx,networkx]

Beside Licet run DuckDB (a recursive query), rustworkx and networkx on the links that reach half.
They answer the chain alone, once for each bound; Licet answers direct, chain and aggregate, and
the product apart, as it has to look at every stake that a listed party reaches at all.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import duckdb
import networkx as nx
import numpy as np
import polars as pl
import rustworkx as rx
from beside.figures import Figures

from licet.ownership.graph import Graph
from licet.ownership.kernels import WHOLE

HALF = WHOLE // 2
SIZES = ((3_000_000, 500_000), (10_000_000, 20_000_000))
LISTED, UNSURE = 150, 43
TOLD = Figures(__file__)
Stakes = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def made(companies: int, stakes: int, seed: int = 1) -> Stakes:
    """Random stakes that sum to the whole in every company; a fifth of them are ranges."""
    r = np.random.default_rng(seed)
    owner = r.integers(0, companies, stakes, dtype=np.int32)
    owned = r.integers(0, companies, stakes, dtype=np.int32)
    owner, owned = owner[owner != owned], owned[owner != owned]
    weight = r.random(owner.size) * np.where(r.random(owner.size) < 0.5, 5, 1)
    total = np.bincount(owned, weights=weight, minlength=companies)
    hi = (weight / total[owned] * WHOLE).astype(np.int64) // 10_000_000 * 10_000_000
    return owner, owned, np.where(r.random(owner.size) < 0.2, hi // 2, hi), hi


SPENT: dict[str, float] = {}


def timed(what: str, run: Callable[[], object]) -> object:
    begun = time.perf_counter()
    got = run()
    SPENT[what] = time.perf_counter() - begun
    print(f"  {what:44s}{SPENT[what]:9.3f} s")
    return got


def by_duckdb(stakes: Stakes, listed: np.ndarray) -> list[int]:
    owner, owned, lo, hi = stakes
    frame = pl.DataFrame({"owner": owner, "owned": owned, "lo": lo, "hi": hi})
    roots = pl.DataFrame({"owned": listed})
    base = duckdb.connect()
    base.execute("create table stake as select * from frame")
    base.execute("create table root as select * from roots")
    del frame, roots
    query = """with recursive held(party) as (
        select owned from root union
        select s.owned from stake s join held h on s.owner = h.party where s.{end} >= {half})
        select count(*) from held"""

    def run() -> list[int]:
        queries = (query.format(end=end, half=HALF) for end in ("lo", "hi"))
        return [base.execute(one).fetchall()[0][0] - listed.size for one in queries]

    return list(timed("DuckDB recursive, both bounds", run))  # type: ignore[call-overload]


def by_rustworkx(companies: int, stakes: Stakes, listed: np.ndarray) -> None:
    owner, owned, lo, hi = stakes
    for name, share in (("lo", lo), ("hi", hi)):
        links = share >= HALF

        def build(links: np.ndarray = links) -> rx.PyDiGraph:
            graph = rx.PyDiGraph()
            graph.add_nodes_from(range(companies))
            graph.add_edges_from_no_data(
                list(zip(owner[links].tolist(), owned[links].tolist(), strict=True))
            )
            return graph

        graph = timed(f"rustworkx build ({name})", build)
        timed(
            f"rustworkx descendants ({name})",
            lambda graph=graph: set().union(*(rx.descendants(graph, int(one)) for one in listed)),
        )


def by_networkx(stakes: Stakes, listed: np.ndarray) -> None:
    owner, owned, lo, hi = stakes
    for name, share in (("lo", lo), ("hi", hi)):
        links = share >= HALF

        def build(links: np.ndarray = links) -> nx.DiGraph:
            graph = nx.DiGraph()
            graph.add_nodes_from(listed.tolist())
            graph.add_edges_from(zip(owner[links].tolist(), owned[links].tolist(), strict=True))
            return graph

        graph = timed(f"networkx build ({name})", build)
        timed(
            f"networkx descendants ({name})",
            lambda graph=graph: set().union(*(nx.descendants(graph, int(one)) for one in listed)),
        )


def run(companies: int, stakes: int, rivals: frozenset[str]) -> None:
    print(f"{companies} companies, {stakes} stakes, {LISTED + UNSURE} listed or perhaps listed")
    rows = made(companies, stakes)
    listed = np.random.default_rng(2).choice(companies, LISTED + UNSURE, replace=False)
    sure, perhaps = listed[:LISTED], listed[LISTED:]
    graph = timed("Licet index (once)", lambda: Graph.of(*rows, companies))
    for label in ("first", "again"):
        got = timed(
            f"Licet direct, chain, aggregate ({label})",
            lambda: graph.closure(sure, perhaps, product=False),  # type: ignore[attr-defined]
        )
    same = graph.closure(listed, product=False)  # type: ignore[attr-defined]
    counts = [
        int(np.setdiff1d(same.chain.parties[e >= HALF], listed).size)
        for e in (same.chain.lo, same.chain.hi)
    ]
    if "duckdb" in rivals:
        assert by_duckdb(rows, listed) == counts, "DuckDB finds other parties"
    if "rustworkx" in rivals:
        by_rustworkx(companies, rows, listed)
    if "networkx" in rivals:
        by_networkx(rows, listed)
    got = timed("Licet with the product", lambda: graph.closure(sure, perhaps))  # type: ignore[attr-defined]
    for way in ("direct", "chain", "aggregate", "product"):
        held, open_ = getattr(got, way).held()
        print(f"    {way:12s}{held.size:8d} held {open_.size:8d} open")
    if companies < SIZES[0][0]:
        return
    size = f"{companies:,} companies, {stakes:,} stakes"
    once, first, again = (SPENT[name] for name in (
        "Licet index (once)", "Licet direct, chain, aggregate (first)",
        "Licet direct, chain, aggregate (again)",
    ))  # fmt: skip
    TOLD.tell(f"{size}: index and first answer", once + first, "s")
    if "duckdb" in rivals:
        theirs = SPENT["DuckDB recursive, both bounds"]
        TOLD.tell(f"{size}: index and first answer beside DuckDB", (once + first) / theirs,
                  "times as long", most=2)  # fmt: skip
        TOLD.tell(f"{size}: the answer again, DuckDB beside ours", theirs / again, "times", least=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="ten million companies as well")
    parser.add_argument("--rivals", default="duckdb,rustworkx,networkx")
    given = parser.parse_args()
    rivals = frozenset(given.rivals.split(","))
    run(1000, 2000, rivals)  # compiles
    for companies, stakes in SIZES[: 2 if given.large else 1]:
        run(companies, stakes, rivals)
    TOLD.keep()


if __name__ == "__main__":
    main()
