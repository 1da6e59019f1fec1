"""The lines of bills brought into an order in which parts come before wholes, in machine code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from licet.bom.words import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray


@compiled
def offsets(parents: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Where the lines of each item begin, once the lines are in the order of their parents."""
    start = np.zeros(size + 1, dtype=np.int64)
    for parent in parents:
        start[parent + 1] += 1
    for at in range(size):
        start[at + 1] += start[at]
    return start


@compiled
def in_order(parents: NDArray[np.int64], start: NDArray[np.int64]) -> NDArray[np.int64]:
    """The lines in the order of their parents, those of one parent as they stand."""
    following = start[:-1].copy()
    order = np.empty(len(parents), dtype=np.int64)
    for line in range(len(parents)):
        parent = parents[line]
        order[following[parent]] = line
        following[parent] += 1
    return order


@compiled
def levels(start: NDArray[np.int64], child: NDArray[np.int32], deepest: int) -> NDArray[np.int16]:
    """How many levels lie below each item; `deepest` + 1 for more, and in or above a cycle.

    Of an item on the way down nothing but its mark is looked up, two bytes that stay near: 0 for
    one not entered, -1 on the way, else one more than its level.
    """
    mark = np.zeros(len(start) - 1, dtype=np.int16)
    way = np.empty((len(start), 4), dtype=np.int64)
    for root in range(len(mark)):
        if mark[root] != 0:
            continue
        item, line, last, level, depth = root, start[root], start[root + 1], 0, 0
        mark[root] = -1
        while depth >= 0:
            if line == last:
                mark[item] = level + 1
                depth -= 1
                if depth >= 0:
                    below = min(level + 1, deepest + 1)
                    item, line, last, level = way[depth]
                    level = max(level, below)
                continue
            part = child[line]
            line += 1
            known = mark[part]
            if known == 0:
                way[depth, 0], way[depth, 1], way[depth, 2], way[depth, 3] = item, line, last, level
                item, line, last, level = part, start[part], start[part + 1], 0
                mark[part] = -1
                depth += 1
            else:
                level = max(level, deepest + 1 if known < 0 else min(known, deepest + 1))
    return mark - np.int16(1)


@compiled
def arranged(
    order: NDArray[np.int64],
    start: NDArray[np.int64],
    child: NDArray[np.int32],
    line: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]]:
    """The lines with the items renumbered in this order, so that what is used together is near.

    Gives where the lines of each item begin, its parts by their new numbers, and the lines.
    """
    size = len(order)
    rank = np.empty(size, dtype=np.int32)
    begin = np.empty(size + 1, dtype=np.int64)
    parts = np.empty(len(child), dtype=np.int32)
    lines = np.empty(len(child), dtype=np.int64)
    for at in range(size):
        rank[order[at]] = at
    into = 0
    for at in range(size):
        begin[at] = into
        for old in range(start[order[at]], start[order[at] + 1]):
            parts[into] = rank[child[old]]
            lines[into] = line[old]
            into += 1
    begin[size] = into
    return begin, parts, lines
