"""The sweep of a large parts list: plain bills in machine code, whatever is odd item by item.

It gives what the plain sweep gives, and is held to it by tests.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from licet.bom.arrange import arranged, in_order, offsets
from licet.bom.bounds import NONE, Bounds, amount
from licet.bom.compiled import add_up
from licet.bom.content import Content, Inside, content_of
from licet.bom.node import Node
from licet.bom.structure import DEEPEST
from licet.bom.sweep import Sweep
from licet.bom.words import (
    DIVIDED,
    FLAGS,
    LONG,
    MOST_PLACES,
    OPEN,
    OVER,
    PLACES,
    WIDE,
    WORDS,
    table,
)  # fmt: skip

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from licet.bom.bounds import Amount
    from licet.bom.graph import Graph
    from licet.bom.situation import Situation
    from licet.bom.structure import Shape

_WORD = 2**64
_MOST = 2**127
_MOST_OVER = 2**63


class Bills(NamedTuple):
    """The lines of one day for the compiled sweep, items numbered by level, parts first.

    Attributes:
        order, rank: the item of each new number, and the new number of each item.
        start, child, times, places: the lines, as `add_up` wants them.
        odd: items (by new number) whose bill the plain sweep has to look at.
    """

    order: NDArray[np.int64]
    rank: NDArray[np.int64]
    start: NDArray[np.int64]
    child: NDArray[np.int32]
    times: NDArray[np.int64]
    places: NDArray[np.uint8]
    odd: NDArray[np.bool_]


def bills_of(graph: Graph, shape: Shape) -> Bills:
    """The lines that hold in this shape."""
    size = shape.size
    begin = offsets(shape.parents, size)
    line = in_order(shape.parents, begin)
    order = np.argsort(shape.level, kind="stable")
    start, child, line = arranged(order, begin, shape.children[line].astype(np.int32), line)
    rank = np.empty(size, dtype=np.int64)
    rank[order] = np.arange(size)
    odd = np.zeros(size, dtype=np.bool_)
    odd[rank[shape.parents[graph.lines.odd[shape.lines]]]] = True
    keys = np.sort(shape.parents * size + shape.children)
    odd[rank[keys[1:][keys[1:] == keys[:-1]] // size]] = True
    at = shape.lines[line]
    return Bills(order, rank, start, child, graph.lines.times[at], graph.lines.places[at], odd)


class Swift(Sweep):
    """What was found of each node so far; the first question works out every item at once."""

    def __init__(self, situation: Situation) -> None:
        super().__init__(situation)
        self._bills = situation.bills()
        size = situation.reach.shape.size
        self._rows, self._highs = table(size, WORDS), table(size, 2)
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
        if known is not None or not node.plain:
            return known or Content(NONE)
        at = self._at(node)
        return Content(NONE if at is None else self._read(at))

    def settled(self) -> Collection[Node]:
        """The nodes that need no more work."""
        return _Settled(self)

    def is_done(self, node: Node) -> bool:
        """Is it worked out?"""
        if node in self._found:
            return True
        at = self._at(node)
        return node.plain and at is not None and bool(self._done[at])

    def _at(self, node: Node) -> int | None:
        number = self.situation.graph.structure.number.get(node.item)
        return None if number is None else int(self._bills.rank[number])

    def _sweep(self) -> None:
        reach, bills = self.situation.reach, self._bills
        level = reach.shape.level[bills.order]
        wanted = reach.matters[bills.order] & (level <= DEEPEST)
        special = reach.special | reach.shape.expired | (reach.articles & (reach.shape.level == 0))
        special = special[bills.order] | bills.odd
        items = np.flatnonzero(wanted)
        for those in np.split(items, np.flatnonzero(np.diff(level[items])) + 1):
            lines = (bills.child, bills.times, bills.places)
            plain = those[~bills.odd[those]]
            add_up(plain, bills.start, lines, self._rows, self._highs)
            wide = self._rows[those, FLAGS] & np.uint64(WIDE) != 0
            for at in those[special[those] | wide].tolist():
                self._one(at)
            self._done[those] = True

    def _one(self, at: int) -> None:
        """Work out one item that is not a plain sum of plain lines."""
        situation = self.situation
        number = self._bills.order[at]
        node = Node(situation.graph.structure.names[number])
        if self._bills.odd[at] or self._rows[at, FLAGS] & np.uint64(WIDE):
            super().reach(node)
        elif situation.reach.shape.level[number] == 0:
            bill = situation.bill(node)
            inside = None if bill is None else Inside(NONE, bill.whole)
            self._found[node] = content_of(situation, node, inside)
        else:
            whole = not situation.graph.bom.doubtful(node.item)
            self._found[node] = content_of(situation, node, Inside(self._read(at), whole))
        self._write(at, self._found[node].value)

    def _read(self, at: int) -> Bounds:
        lo, hi, over, flags = self._rows[at].tolist()
        if flags & LONG:
            lo_high, hi_high = self._highs[at].tolist()
            lo, hi = lo + lo_high * _WORD, hi + hi_high * _WORD
        over *= 10 ** (flags >> PLACES)
        if flags & OPEN:
            return Bounds(_amount(lo, over), None)
        return NONE if lo == hi == 0 else Bounds(_amount(lo, over), _amount(hi, over))

    def _write(self, at: int, value: Bounds) -> None:
        top = value.lo if value.hi is None else value.hi
        over, places = _divisor(lcm(value.lo.denominator, top.denominator))
        scale = over * 10**places
        lo, hi = (int(end * scale) for end in (value.lo, top))
        if max(lo, hi) >= _MOST or over >= _MOST_OVER or places > MOST_PLACES:
            self._rows[at] = (0, 0, 1, WIDE)
            return
        flags = (value.hi is None and OPEN) | (max(lo, hi) >= _WORD and LONG)
        flags |= (over > 1 and DIVIDED) | places << PLACES
        self._rows[at] = (lo % _WORD, hi % _WORD, over, flags)
        self._highs[at] = (lo // _WORD, hi // _WORD)


def _divisor(whole: int) -> tuple[int, int]:
    """A denominator as a divisor and decimal places: 12 is 3 and two places (300 = 12 x 25)."""
    twos = fives = 0
    while whole % 2 == 0:
        whole, twos = whole // 2, twos + 1
    while whole % 5 == 0:
        whole, fives = whole // 5, fives + 1
    return whole, max(twos, fives)


class _Settled(Collection[Node]):
    def __init__(self, sweep: Swift) -> None:
        self._sweep = sweep

    def __contains__(self, node: object) -> bool:
        return isinstance(node, Node) and self._sweep.is_done(node)

    def __iter__(self) -> Iterator[Node]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _amount(whole: int, over: int) -> Amount:
    return whole if over == 1 else amount(Fraction(whole, over))
