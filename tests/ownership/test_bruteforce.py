"""On random graphs of up to eight parties the bounds are those of brute force."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from licet.ownership import Held, Holdings, Readings

DAY = date(2026, 11, 22)
NODES = "ABCDEFGH"
Graph = dict[tuple[str, str], tuple[int, int]]
"""By owner and owned: the lowest and the highest share, in hundredths of a per cent."""
HALF, WHOLE = 5000, 10000
Rows = list[dict[str, str]]


@st.composite
def graphs(draw: st.DrawFn, *, circles: bool = True) -> Graph:
    """Stakes whose highest shares sum to at most the whole, so that nothing needs repair."""
    names = NODES[: draw(st.integers(2, 8))]
    graph: Graph = {}
    for place, owned in enumerate(names):
        left = WHOLE
        owners = [n for at, n in enumerate(names) if n != owned and (circles or at < place)]
        for owner in draw(st.permutations(owners))[: draw(st.integers(0, 3))]:
            hi = draw(st.sampled_from([left, left // 2, HALF, 4999, 6000, 2500, 100]))
            lo = draw(st.sampled_from([hi, hi, 0, hi // 2, HALF]))
            if 0 < hi <= left:
                graph[owner, owned] = (min(lo, hi), hi)
                left -= hi
    return graph


def answer(graph: Graph, party: str, listed: Mapping[str, bool | None]) -> Held:
    rows: Rows = [
        {"owner": a, "owned": b, "share_lo": f"{lo / 100:.2f}", "share_hi": f"{hi / 100:.2f}"}
        for (a, b), (lo, hi) in graph.items()
    ]
    return Holdings.of(rows).held(party, listed, DAY, readings=Readings(of="equity"))


def bounds(got: Held, way: str) -> tuple[Fraction, Fraction]:
    share = got.by_reading[way].per_cent
    assert share.lo is not None
    assert share.hi is not None
    return Fraction(share.lo), Fraction(share.hi)


def paths(graph: Graph, party: str, sources: set[str]) -> list[list[str]]:
    """Every simple path from a source down to the party that passes no other source."""
    found, waiting = [], [[party]]
    while waiting:
        path = waiting.pop()
        if path[0] in sources:
            if len(path) > 1:
                found.append(path)
            if path[0] != party:
                continue
        waiting.extend([a, *path] for (a, b) in graph if b == path[0] and a not in path)
    return found


def along(graph: Graph, path: list[str], end: int) -> list[Fraction]:
    return [Fraction(graph[pair][end], WHOLE) for pair in pairwise(path)]


def multiplied(shares: list[Fraction]) -> Fraction:
    total = Fraction(1)
    for share in shares:
        total *= share
    return total


def inverted(graph: Graph, source: str, end: int) -> dict[str, Fraction]:
    """The row of ``(I - A)⁻¹ A`` of the source, with nothing leading back into it."""
    others = sorted({n for pair in graph for n in pair} - {source})
    size = len(others)
    rows = [
        [Fraction(int(a == b)) - Fraction(graph.get((b, a), (0, 0))[end], WHOLE) for b in others]
        + [Fraction(graph.get((source, a), (0, 0))[end], WHOLE)]
        for a in others
    ]
    for at in range(size):
        pivot = next((r for r in range(at, size) if rows[r][at]), None)
        assume(pivot is not None)
        assert pivot is not None
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for r in range(size):
            if r != at:
                rows[r] = [x - rows[r][at] * y for x, y in zip(rows[r], rows[at], strict=True)]
    return {name: rows[at][-1] for at, name in enumerate(others)}


def closed(graph: Graph, sources: set[str], end: int) -> set[str]:
    """Who is held when owners that are listed or held are added up, by repetition."""
    held: set[str] = set()
    while True:
        more = {b for _, b in graph if together(graph, sources | held, b, end) >= HALF}
        if more <= held:
            return held
        held |= more


def together(graph: Graph, owners: set[str], owned: str, end: int) -> int:
    return sum(ends[end] for (a, b), ends in graph.items() if b == owned and a in owners)


@given(graphs(), st.data())
@settings(max_examples=150, deadline=None)
def test_direct_chain_and_aggregate_are_what_enumeration_finds(
    graph: Graph, data: st.DataObject
) -> None:
    assume(graph)
    listed = set(data.draw(st.lists(st.sampled_from(NODES), min_size=1, max_size=3)))
    party = data.draw(st.sampled_from(sorted({b for _, b in graph})))
    assume(party not in listed)
    got = answer(graph, party, dict.fromkeys(listed, True))
    every = paths(graph, party, listed)
    for end in (0, 1):
        direct = max((graph[a, party][end] for a in listed if (a, party) in graph), default=0)
        chain = max((min(along(graph, path, end)) for path in every), default=Fraction(0))
        held = listed | closed(graph, listed, end)
        assert bounds(got, "direct")[end] == Fraction(direct, 100)
        assert bounds(got, "chain")[end] == chain * 100
        assert bounds(got, "aggregate")[end] == Fraction(together(graph, held, party, end), 100)


@given(graphs(), st.data())
@settings(max_examples=150, deadline=None)
def test_the_product_in_circles_is_the_inverse_matrix(graph: Graph, data: st.DataObject) -> None:
    assume(graph)
    source = data.draw(st.sampled_from(sorted({a for a, _ in graph})))
    party = data.draw(st.sampled_from(sorted({b for _, b in graph})))
    assume(party != source)
    got = bounds(answer(graph, party, {source: True}), "product")
    for end, share in enumerate(got):
        exact = inverted(graph, source, end)[party] * 100
        assert abs(share - exact) <= Fraction(1, 10**12)
        assert (share <= exact) if end == 0 else (share >= exact)


@given(graphs(circles=False), st.data())
@settings(max_examples=100, deadline=None)
def test_the_product_without_circles_is_the_sum_over_paths(
    graph: Graph, data: st.DataObject
) -> None:
    assume(graph)
    source = data.draw(st.sampled_from(sorted({a for a, _ in graph})))
    party = data.draw(st.sampled_from(sorted({b for _, b in graph})))
    assume(party != source)
    got = bounds(answer(graph, party, {source: True}), "product")
    for end, share in enumerate(got):
        every = (multiplied(along(graph, path, end)) for path in paths(graph, party, {source}))
        assert abs(share - sum(every, Fraction(0)) * 100) <= Fraction(1, 10**12)


@given(graphs(), st.data())
@settings(max_examples=100, deadline=None)
def test_learning_a_share_or_a_listing_never_overturns_an_answer(
    graph: Graph, data: st.DataObject
) -> None:
    assume(graph)
    truths = st.sampled_from([True, False, None])
    listed = {name: data.draw(truths) for name in NODES}
    party = data.draw(st.sampled_from(sorted({b for _, b in graph})))
    before = answer(graph, party, listed)
    learnt = {
        pair: (share, share)
        for pair, (lo, hi) in graph.items()
        for share in [data.draw(st.integers(lo, hi))]
    }
    known: dict[str, bool | None] = {
        name: data.draw(st.booleans()) if truth is None else truth for name, truth in listed.items()
    }
    after = answer(learnt, party, known)
    for way, share in before.by_reading.items():
        assert share.held in (None, after.by_reading[way].held)
        lo, hi = bounds(before, way)
        assert lo <= bounds(after, way)[1]
        assert bounds(after, way)[0] <= hi
    assert before.held in (None, after.held)
