"""The shape of the parts list on a day, as arrays: who holds whom, and who is far enough above."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from licet.bom.tables import Table

DEEPEST = 100
"""A tree of more levels than this is taken for a mistake."""


class Structure:
    """Items as numbers, and the lines between them.

    Attributes:
        names: the items, in the order of their numbers.
        number: the number of each item.
        parents, children: for each line with both ends, the numbers of its items.
        rows: the row of `bom` each of these lines is.
    """

    def __init__(self, items: Table, bom: Table) -> None:
        named = dict.fromkeys(items.coded("item")[1])
        named.update(dict.fromkeys(bom.coded("parent")[1]))
        named.update(dict.fromkeys(bom.coded("component")[1]))
        self.names = list(named)
        self.number = {name: at for at, name in enumerate(self.names)}
        parents = _numbers(self.number, bom, "parent")
        children = _numbers(self.number, bom, "component")
        self.rows = np.flatnonzero((parents >= 0) & (children >= 0))
        self.parents, self.children = parents[self.rows], children[self.rows]
        self._bom = bom

    def on(self, day: date) -> Shape:
        """The shape on a day."""
        bom = self._bom
        if not bom.dated:
            every = np.arange(len(self.rows))
            return Shape(len(self.names), self.parents, self.children, every, self.parents)
        valid = np.flatnonzero(bom.holds(day)[self.rows])
        return Shape(
            len(self.names), self.parents[valid], self.children[valid], valid, self.parents
        )


class Shape:
    """The lines that hold on one day.

    Attributes:
        size: how many items there are.
        parents, children: the items of each line, by number.
        lines: which line of the structure each is.
        level: how many levels lie below each item; more than `DEEPEST` for one that lies above
            so many, or above a cycle.
        expired: items with a bill no line of which holds on the day.
    """

    def __init__(
        self,
        size: int,
        parents: NDArray[np.int64],
        children: NDArray[np.int64],
        lines: NDArray[np.int64],
        ever: NDArray[np.int64],
    ) -> None:
        self.size = size
        self.parents = parents
        self.children = children
        self.lines = lines
        self.expired = np.zeros(size, dtype=np.bool_)
        self.expired[ever] = True
        self.expired[parents] = False
        self.level = self._levels()

    def _levels(self) -> NDArray[np.int64]:
        level = np.zeros(self.size, dtype=np.int64)
        parents, children = self.parents, self.children
        for at in range(1, DEEPEST + 2):
            if not len(parents):
                break
            level[parents] = at
            held = np.zeros(self.size, dtype=np.bool_)
            held[parents] = True
            left = held[children]
            parents, children = parents[left], children[left]
        return level

    @cached_property
    def _by_parent(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        order = np.argsort(self.parents, kind="stable")
        start = np.searchsorted(self.parents[order], np.arange(self.size + 1))
        return start, self.children[order]

    def parts(self, item: int) -> NDArray[np.int64]:
        """The components of an item, by number."""
        start, children = self._by_parent
        return children[start[item] : start[item + 1]]

    def above(self, items: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """These items, and all that hold one of them at any depth."""
        marked = items.copy()
        parents, children = self.parents, self.children
        while len(parents):
            hit = marked[children]
            marked[parents[hit]] = True
            left = ~(hit | marked[parents])
            if not hit.any():
                break
            parents, children = parents[left], children[left]
        return marked


def _numbers(number: dict[str, int], bom: Table, column: str) -> NDArray[np.int64]:
    numbers, names = bom.coded(column)
    return np.array([*(number[name] for name in names), -1], dtype=np.int64)[numbers]
