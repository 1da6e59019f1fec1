"""The sweep of a large parts list: plain bills in machine code, whatever is odd item by item.

It gives what the plain sweep gives, and is held to it by tests.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from licet.bom.bounds import NONE, Bounds
from licet.bom.compiled import (
    FLAGS,
    HI,
    HI_HIGH,
    LO,
    LO_HIGH,
    OPEN,
    OVER,
    WIDE,
    WORDS,
    add_up,
    in_order,
    offsets,
)  # fmt: skip
from licet.bom.content import Content, Inside, content_of
from licet.bom.node import Node
from licet.bom.structure import DEEPEST
from licet.bom.sweep import Sweep

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from licet.bom.bounds import Amount
    from licet.bom.situation import Situation

_WORD = 2**64
_MOST = 2**127
_MOST_OVER = 2**63


class _Bills(NamedTuple):
    start: NDArray[np.int64]
    child: NDArray[np.int32]
    times: NDArray[np.int64]
    over: NDArray[np.int32]
    odd: NDArray[np.bool_]


class Swift(Sweep):
    """What was found of each node so far; the first question works out every item at once."""

    def __init__(self, situation: Situation) -> None:
        super().__init__(situation)
        size = len(situation.graph.structure.names)
        self._rows = np.zeros((size, WORDS), dtype=np.uint64)
        self._rows[:, OVER] = 1
        self._done = np.zeros(size, dtype=np.bool_)
        self._swept = False

    def reach(self, node: Node) -> Content:
        """What one unit of `node` holds."""
        if not self._swept:
            self._swept = True
            self._sweep()
        return super().reach(node)

    def found(self, node: Node) -> Content:
        """What one unit of a node holds that was reached before; nothing, if it cannot matter."""
        known = self._found.get(node)
        if known is not None or node.lot is not None:
            return known or Content(NONE)
        at = self.situation.graph.structure.number.get(node.item)
        return Content(NONE if at is None else self._read(at))

    def settled(self) -> Collection[Node]:
        """The nodes that need no more work."""
        return _Settled(self)

    def is_done(self, node: Node) -> bool:
        """Is it worked out?"""
        if node in self._found:
            return True
        at = self.situation.graph.structure.number.get(node.item)
        return node.lot is None and at is not None and bool(self._done[at])

    def _sweep(self) -> None:
        reach = self.situation.reach
        level = reach.shape.level
        start, child, times, over, odd = self._lines()
        wanted = reach.matters & (level <= DEEPEST)
        special = reach.special | (reach.shape.expired & wanted)
        special |= reach.articles & (level == 0)
        items = np.flatnonzero(wanted)
        items = items[np.argsort(level[items], kind="stable")]
        for those in np.split(items, np.flatnonzero(np.diff(level[items])) + 1):
            add_up(those[~odd[those]], start, child, times, over, self._rows)
            wide = self._rows[those, FLAGS] & np.uint64(WIDE) != 0
            for at in those[special[those] | odd[those] | wide].tolist():
                self._one(at, odd=bool(odd[at]))
            self._done[those] = True

    def _lines(self) -> _Bills:
        graph, shape = self.situation.graph, self.situation.reach.shape
        size = len(graph.structure.names)
        start = offsets(shape.parents, size)
        order = in_order(shape.parents, start)
        lines = graph.lines
        at = shape.lines[order]
        child = shape.children[order].astype(np.int32)
        odd = np.zeros(size, dtype=np.bool_)
        odd[shape.parents[lines.odd[shape.lines]]] = True
        keys = np.sort(shape.parents * size + shape.children)
        odd[keys[1:][keys[1:] == keys[:-1]] // size] = True
        return _Bills(start, child, lines.times[at], lines.over[at], odd)

    def _one(self, at: int, *, odd: bool) -> None:
        """Work out one item that is not a plain sum of plain lines."""
        situation = self.situation
        node = Node(situation.graph.structure.names[at])
        level = situation.reach.shape.level[at]
        if odd or self._rows[at, FLAGS] & np.uint64(WIDE):
            super().reach(node)
        elif level == 0:
            bill = situation.bill(node)
            inside = None if bill is None else Inside(NONE, bill.whole)
            self._found[node] = content_of(situation, node, inside)
        else:
            whole = not situation.graph.bom.doubtful(node.item)
            self._found[node] = content_of(situation, node, Inside(self._read(at), whole))
        self._write(at, self._found[node].value)

    def _read(self, at: int) -> Bounds:
        lo, lo_high, hi, hi_high, over, flags = self._rows[at].tolist()
        if flags & OPEN:
            return Bounds(_amount(lo_high, lo, over), None)
        if lo == hi == lo_high == hi_high == 0:
            return NONE
        return Bounds(_amount(lo_high, lo, over), _amount(hi_high, hi, over))

    def _write(self, at: int, value: Bounds) -> None:
        top = value.lo if value.hi is None else value.hi
        over = lcm(value.lo.denominator, top.denominator)
        lo, hi = (int(end * over) for end in (value.lo, top))
        row = self._rows[at]
        if max(lo, hi) >= _MOST or over >= _MOST_OVER:
            row[:] = 0
            row[OVER], row[FLAGS] = 1, WIDE
            return
        row[LO_HIGH], row[LO] = divmod(lo, _WORD)
        row[HI_HIGH], row[HI] = divmod(hi, _WORD)
        row[OVER], row[FLAGS] = over, OPEN if value.hi is None else 0


class _Settled(Collection[Node]):
    def __init__(self, sweep: Swift) -> None:
        self._sweep = sweep

    def __contains__(self, node: object) -> bool:
        return isinstance(node, Node) and self._sweep.is_done(node)

    def __iter__(self) -> Iterator[Node]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _amount(high: int, low: int, over: int) -> Amount:
    whole = high * _WORD + low
    return whole if over == 1 else _plain(Fraction(whole, over))


def _plain(amount: Fraction) -> Amount:
    return amount.numerator if amount.denominator == 1 else amount
