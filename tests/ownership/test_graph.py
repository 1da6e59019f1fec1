"""Millions at once say what one party at a time does."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.ownership import Holdings, Readings
from licet.ownership.graph import Closure, Graph
from licet.ownership.kernels import PART, WHOLE

DAY = date(2026, 11, 22)
UNIT = WHOLE // 100
Edge = tuple[int, int, int, int]


@st.composite
def stakes(draw: st.DrawFn) -> list[Edge]:
    size = draw(st.integers(2, 8))
    found: list[Edge] = []
    for owned in range(size):
        left = 100
        for owner in draw(st.permutations(range(size)))[:3]:
            hi = draw(st.sampled_from([0, left // 2, 50, 49, 25, left]))
            if owner != owned and 0 < hi <= left:
                found.append((owner, owned, draw(st.integers(0, hi)), hi))
                left -= hi
    return found


def closure(found: list[Edge], sure: set[int], perhaps: set[int]) -> Closure:
    columns = list(zip(*found, strict=True)) or [(), (), (), ()]
    lo, hi = ([share * UNIT for share in column] for column in columns[2:])
    return Graph.of(columns[0], columns[1], lo, hi, 8).closure(sure, perhaps)


@given(stakes(), st.sets(st.integers(0, 7), max_size=2), st.sets(st.integers(0, 7), max_size=2))
@settings(max_examples=60, deadline=None)
def test_the_closure_is_what_each_party_is_told(
    found: list[Edge], sure: set[int], perhaps: set[int]
) -> None:
    listed: dict[str, bool | None] = {str(one): None for one in perhaps}
    listed |= {str(one): True for one in sure}
    rows = [
        {"owner": str(a), "owned": str(b), "share_lo": str(lo), "share_hi": str(hi)}
        for a, b, lo, hi in found
    ]
    holdings = Holdings.of(rows)
    got = closure(found, sure, perhaps)
    for party in {b for _, b, _, _ in found}:
        one = holdings.held(str(party), listed, DAY, readings=Readings(of="equity"))
        for way in ("direct", "chain", "aggregate"):
            yes, open_ = (set(side.tolist()) for side in getattr(got, way).held())
            told = True if party in yes else None if party in open_ else False
            assert told is one.by_reading[way].held
        assert got.product is not None
        if party in sure | perhaps:
            continue
        yes, open_ = (set(side.tolist()) for side in got.product.held())
        if one.by_reading["product"].held is not False:
            assert party in yes | open_


def test_the_product_of_all_listed_is_sound_and_tight_in_circles() -> None:
    quarter, half, whole = 25 * UNIT, 50 * UNIT, WHOLE
    graph = Graph.of([0, 2, 1], [1, 1, 2], [quarter, half, whole], [quarter, half, whole], 3)
    product = graph.closure([0]).product
    assert product is not None
    shares = dict(
        zip(product.parties.tolist(), zip(product.lo, product.hi, strict=True), strict=True)
    )
    assert shares[1][0] <= half <= shares[1][1]
    assert shares[1][1] - shares[1][0] < UNIT


def test_shares_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="billionths"):
        Graph.of([0], [1], [0], [WHOLE + 1], 2)
    with pytest.raises(ValueError, match="billionths"):
        Graph.of([0], [1], [5], [4], 2)
    with pytest.raises(ValueError, match="parties from 0 to 1"):
        Graph.of([0, 1], [1, 2], [5, 5], [5, 5], 2)
    with pytest.raises(ValueError, match="parties from 0 to 1"):
        Graph.of([-1], [1], [5], [5], 2)


@pytest.mark.parametrize("size", [1, 1 << PART, (1 << PART) + 1, 3 * (1 << PART) - 7])
def test_stakes_are_sorted_by_owner_across_every_part_and_keep_their_order(size: int) -> None:
    draw = np.random.default_rng(size)
    owner, owned = draw.integers(0, size, 40_000), draw.integers(0, size, 40_000)
    lo = draw.integers(0, WHOLE // 2, 40_000)
    hi = lo + draw.integers(0, WHOLE // 2, 40_000)
    graph = Graph.of(owner, owned, lo, hi, size)
    order = np.argsort(owner, kind="stable")
    assert np.array_equal(graph.starts, np.searchsorted(owner[order], np.arange(size + 1)))
    for column, sorted_ in ((owned, graph.owned), (lo, graph.lo), (hi, graph.hi)):
        assert np.array_equal(column[order], sorted_)
