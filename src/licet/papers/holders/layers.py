"""Where boxes and lines go: owners above the owned, in layers, nothing on top of anything else.

Layers by longest path, order within them by barycentre (Sugiyama, Tagawa and Toda 1981). What is
said of a line has a place in a layer of its own between the two it joins, like a box, so that it
cannot lie on another; so has every bend of a line that passes a layer. Places within a layer are
the nearest to the middle of their neighbours that keep the order and the distances.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Size = tuple[float, float]
Point = tuple[float, float]
_GAP, _BEND, _SWEEPS = 22.0, 14.0, 24
_BETWEEN, _MOST_BETWEEN, _SLOPE = 26.0, 84.0, 0.13
"""Room between layers: more where lines go far to the side, lest they lie flat on labels."""


@dataclass(frozen=True, slots=True)
class Edge:
    """`owner` holds something of `owned`; `label` is the room that saying so takes."""

    owner: str
    owned: str
    label: Size


@dataclass(frozen=True, slots=True)
class Line:
    """The way of an edge: from the box above to the one below, through the middle of its label.

    `points` are the ends and bends, the first at the upper box; `label` is the middle of what is
    said. `upward`: the owner is the lower one of the two (they hold each other in a circle).
    """

    points: tuple[Point, ...]
    label: Point
    upward: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The middle of every box, the way of every edge in the order given, and the room taken."""

    boxes: Mapping[str, Point]
    lines: tuple[Line, ...]
    size: Size


@dataclass(slots=True)
class _Work:
    """Vertices (boxes, labels and bends) by number: sizes, layers, and their neighbours."""

    sizes: list[Size] = field(default_factory=list)
    layers: list[list[int]] = field(default_factory=list)
    up: dict[int, list[int]] = field(default_factory=dict)
    down: dict[int, list[int]] = field(default_factory=dict)

    def add(self, layer: int, size: Size) -> int:
        while len(self.layers) <= layer:
            self.layers.append([])
        self.sizes.append(size)
        self.layers[layer].append(len(self.sizes) - 1)
        return len(self.sizes) - 1

    def join(self, upper: int, lower: int) -> None:
        self.down.setdefault(upper, []).append(lower)
        self.up.setdefault(lower, []).append(upper)


def arrange(root: str, boxes: Mapping[str, Size], edges: Sequence[Edge]) -> Plan:
    """Boxes above one another and lines between them, `root` at the bottom.

    Args:
        root: whose owners the others are, near or far.
        boxes: the size of each party's box.
        edges: who holds whom; every owner leads down to the root.
    """
    upward = _against(root, edges)
    rank = _ranks(root, edges, upward)
    work = _Work()
    place = {name: work.add(2 * rank[name], size) for name, size in boxes.items()}
    ways = [
        _way(work, edge, place, rank, upward=up) for edge, up in zip(edges, upward, strict=True)
    ]
    _order(work)
    x = _across(work)
    y, height = _heights(work, x)
    left = min(x[v] - work.sizes[v][0] / 2 for v in range(len(x)))
    right = max(x[v] + work.sizes[v][0] / 2 for v in range(len(x)))
    at = [(x[v] - left, y[v]) for v in range(len(x))]
    ports = _ports(work, at, ways)
    lines = tuple(
        _line(at, way, ports[n], up=up)
        for n, (way, up) in enumerate(zip(ways, upward, strict=True))
    )
    return Plan({name: at[v] for name, v in place.items()}, lines, (right - left, height))


def _against(root: str, edges: Sequence[Edge]) -> list[bool]:
    """Which edges close a circle on the way up from the root: drawn from below to above."""
    into: dict[str, list[int]] = {}
    for number, edge in enumerate(edges):
        into.setdefault(edge.owned, []).append(number)
    against = [False] * len(edges)
    on_way, seen = {root}, {root}
    work = [(root, iter(into.get(root, ())))]
    while work:
        node, rest = work[-1]
        for number in rest:
            owner = edges[number].owner
            if owner in on_way:
                against[number] = True
            elif owner not in seen:
                seen.add(owner)
                on_way.add(owner)
                work.append((owner, iter(into.get(owner, ()))))
                break
        else:
            work.pop()
            on_way.discard(node)
    return against


def _ranks(root: str, edges: Sequence[Edge], upward: Sequence[bool]) -> dict[str, int]:
    """How many steps above the root each party stands, by the longest way."""
    pairs = [
        (edge.owned, edge.owner) if up else (edge.owner, edge.owned)
        for edge, up in zip(edges, upward, strict=True)
    ]
    rank = {root: 0}
    for upper, lower in pairs:
        rank.setdefault(upper, 0)
        rank.setdefault(lower, 0)
    for _ in rank:
        moved = False
        for upper, lower in pairs:
            if rank[upper] <= rank[lower]:
                rank[upper], moved = rank[lower] + 1, True
        if not moved:
            break
    return rank


def _way(
    work: _Work, edge: Edge, place: Mapping[str, int], rank: Mapping[str, int], *, upward: bool
) -> list[int]:
    upper, lower = (edge.owned, edge.owner) if upward else (edge.owner, edge.owned)
    top, bottom = 2 * rank[upper], 2 * rank[lower]
    way = [place[upper], work.add(top - 1, edge.label)]
    way += [work.add(layer, (_BEND, 0.0)) for layer in range(top - 2, bottom, -1)]
    way.append(place[lower])
    for above, below in pairwise(way):
        work.join(above, below)
    return way


def _order(work: _Work) -> None:
    """Each layer by the middle of its neighbours, up and down, while that unties crossings."""
    best, fewest = [list(layer) for layer in work.layers], _crossings(work)
    for sweep in range(_SWEEPS):
        upward = sweep % 2 == 0
        for layer in work.layers if upward else reversed(work.layers):
            beside = work.down if upward else work.up
            at = {v: n for some in work.layers for n, v in enumerate(some)}
            layer.sort(key=lambda v: _middle([at[w] for w in beside.get(v, ())], at[v]))
        crossed = _crossings(work)
        if crossed < fewest:
            best, fewest = [list(layer) for layer in work.layers], crossed
    work.layers[:] = best


def _middle(places: Sequence[float], otherwise: float) -> float:
    return sum(places) / len(places) if places else otherwise


def _crossings(work: _Work) -> int:
    at = {v: n for layer in work.layers for n, v in enumerate(layer)}
    crossed = 0
    for layer in work.layers:
        pairs = sorted((at[v], at[w]) for v in layer for w in work.down.get(v, ()))
        crossed += sum(
            1 for n, (a, b) in enumerate(pairs) for c, d in pairs[n + 1 :] if a < c and b > d
        )
    return crossed


def _across(work: _Work) -> list[float]:
    """Where each vertex stands from left to right."""
    x = [0.0] * len(work.sizes)
    for layer in work.layers:
        _settle(work, layer, x, [0.0] * len(layer))
    for sweep in range(_SWEEPS):
        for layer in work.layers if sweep % 2 == 0 else reversed(work.layers):
            wanted = [
                _middle([x[w] for w in (*work.up.get(v, ()), *work.down.get(v, ()))], x[v])
                for v in layer
            ]
            _settle(work, layer, x, wanted)
    return x


def _settle(work: _Work, layer: Sequence[int], x: list[float], wanted: Iterable[float]) -> None:
    """The places nearest to those wanted that keep order and distance (pooled neighbours)."""
    shift, shifts = 0.0, []
    for before, v in zip((None, *layer), layer, strict=False):
        if before is not None:
            shift += (work.sizes[before][0] + work.sizes[v][0]) / 2 + _GAP
        shifts.append(shift)
    pools: list[tuple[float, int]] = []
    for want, offset in zip(wanted, shifts, strict=True):
        pools.append((want - offset, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, m), (b, n) = pools[-2:]
            pools[-2:] = [((a * m + b * n) / (m + n), m + n)]
    settled = [mean for mean, size in pools for _ in range(size)]
    for v, mean, offset in zip(layer, settled, shifts, strict=True):
        x[v] = mean + offset


def _heights(work: _Work, x: Sequence[float]) -> tuple[list[float], float]:
    """The middle of each vertex from the top, and how high it all is."""
    y, at = [0.0] * len(work.sizes), 0.0
    for number, layer in reversed(list(enumerate(work.layers))):
        height = max((work.sizes[v][1] for v in layer), default=0.0)
        for v in layer:
            y[v] = at + height / 2
        aside = [abs(x[v] - x[w]) for v in layer for w in work.down.get(v, ())]
        between = min(_MOST_BETWEEN, max(_BETWEEN, _SLOPE * max(aside, default=0.0)))
        at += height + (between if number else 0.0)
    return y, at


def _ports(
    work: _Work, at: Sequence[Point], ways: Sequence[Sequence[int]]
) -> list[tuple[Point, Point]]:
    """Where each line leaves the upper box and reaches the lower one, side by side."""
    leaves: dict[int, list[int]] = {}
    reaches: dict[int, list[int]] = {}
    for number, way in enumerate(ways):
        leaves.setdefault(way[0], []).append(number)
        reaches.setdefault(way[-1], []).append(number)
    starts: dict[int, Point] = {}
    ends: dict[int, Point] = {}
    for found, side, into, sign in ((leaves, 1, starts, 1), (reaches, -2, ends, -1)):
        for v, numbers in found.items():
            numbers.sort(key=lambda number: at[ways[number][side]][0])
            width, height = work.sizes[v]
            for place, number in enumerate(numbers, start=1):
                across = at[v][0] - width / 2 + width * place / (len(numbers) + 1)
                into[number] = across, at[v][1] + sign * height / 2
    return [(starts[n], ends[n]) for n in range(len(ways))]


def _line(at: Sequence[Point], way: Sequence[int], ports: tuple[Point, Point], *, up: bool) -> Line:
    points = (ports[0], *(at[v] for v in way[1:-1]), ports[1])
    return Line(points, at[way[1]], up)
