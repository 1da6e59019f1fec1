"""Parts before wholes, and cycles named on the way.

Tarjan's depth-first search (R. Tarjan, SIAM J. Comput. 1, 1972).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

T = TypeVar("T")


def parts_first(
    start: T, children: Callable[[T], Iterable[T]], settled: Collection[T]
) -> Iterator[list[T]]:
    """Groups of nodes after all they hold; a group of several holds a cycle.

    What is in `settled` is neither entered nor yielded; it may grow meanwhile.
    """
    index: dict[T, int] = {}
    low: dict[T, int] = {}
    open_nodes: list[T] = []
    is_open: set[T] = set()
    work: list[tuple[T, Iterator[T]]] = []

    def enter(node: T) -> None:
        index[node] = low[node] = len(index)
        open_nodes.append(node)
        is_open.add(node)
        work.append((node, iter(children(node))))

    enter(start)
    while work:
        node, parts = work[-1]
        for part in parts:
            if part in is_open:
                low[node] = min(low[node], index[part])
            elif part not in index and part not in settled:
                enter(part)
                break
        else:
            work.pop()
            if work:
                above = work[-1][0]
                low[above] = min(low[above], low[node])
            if low[node] == index[node]:
                yield _closed(node, open_nodes, is_open)


def _closed(node: T, open_nodes: list[T], is_open: set[T]) -> list[T]:
    group: list[T] = []
    while not group or group[-1] != node:
        group.append(open_nodes.pop())
    is_open.difference_update(group)
    return group[::-1]


def way_back(node: T, group: Collection[T], children: Callable[[T], Iterable[T]]) -> list[T]:
    """The shortest way from a node of a cycle down to itself, both ends included."""
    came: dict[T, T] = {}
    level = [node]
    while node not in came and level:
        below = []
        for one in level:
            for child in children(one):
                if child in group and child not in came:
                    came[child] = one
                    below.append(child)
        level = below
    way = [node]
    while len(way) == 1 or way[-1] != node:
        way.append(came[way[-1]])
    return way[::-1]
