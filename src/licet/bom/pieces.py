"""What one unit of an item is made of, place by place, as deep as somebody looks.

Nothing is worked out for places nobody looks at, so that a tree of millions of places can be
shown as well as one of ten.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from licet.bom.bounds import ANY, ONE, Bounds, hull, total
from licet.bom.structure import DEEPEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licet.basics import Evidence
    from licet.bom.bill import Bill, Edge
    from licet.bom.bounds import Amount
    from licet.bom.node import Node
    from licet.bom.sweep import Sweep


@dataclass(frozen=True, eq=False)
class Piece:
    """One place in what an item is made of.

    Attributes:
        item, lot, bill: what stands there; of several lots, bills or parts that replace each
            other the one that holds the most counted value.
        options: so many may stand there.
        value: what it is worth in one of the item asked about, by everything on file.
        least: at least so much is in it: by its own value, or by what its parts are worth.
        counted: counted value that it brings into one of the item asked about.
        enters: does counted value enter here, as a whole?
        whole: no, if lines of its bill may be missing.
        listed: has it a bill?
    """

    item: str
    lot: str | None
    bill: str | None
    options: int
    value: Bounds
    least: Amount
    counted: Bounds
    enters: bool
    whole: bool
    listed: bool
    pieces: Pieces = field(repr=False)
    node: Node = field(repr=False)
    times: Bounds = field(repr=False)
    rows: tuple[int, ...] = field(repr=False)
    above: frozenset[Node] = field(repr=False)

    @cached_property
    def parts(self) -> tuple[Piece, ...]:
        """The places right below; none below one that counts as a whole, or that is in itself."""
        if self.enters or self.node in self.above:
            return ()
        return self.pieces.below(self)

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """The line that puts it there, and the rows that say what it is worth."""
        situation = self.pieces.sweep.situation
        bom = situation.graph.bom
        sources = (each for one in situation.on_file(self.node) for each in one.evidence)
        return tuple(dict.fromkeys([*(bom.evidence(row) for row in self.rows), *sources]))


class Pieces:
    """The places of what was swept."""

    def __init__(self, sweep: Sweep) -> None:
        self.sweep = sweep
        self._worth: dict[Node, Bounds] = {}
        self._least: dict[Node, Amount] = {}

    def top(self, node: Node, value: Bounds | None = None, counted: Bounds | None = None) -> Piece:
        """The item asked about; `value` and `counted` where another room of thought set them."""
        bill, inner, options = self._bill(node)
        own = self.worth(node) if value is None else value
        return Piece(
            node.item,
            inner.lot,
            inner.bill,
            options,
            own,
            max(own.lo, self.least(node)),
            self.sweep.found(node).value if counted is None else counted,
            self._enters(node, bill),
            bill is None or bill.whole,
            bill is not None,
            self,
            inner,
            ONE,
            (),
            frozenset(),
        )

    def below(self, piece: Piece) -> tuple[Piece, ...]:
        """The places right below one."""
        bill, _, _ = self._bill(piece.node)
        if bill is None:
            return ()
        chosen = [(edge,) for edge in bill.sure] + list(bill.choices)
        return tuple(self._piece(piece, edges) for edges in chosen)

    def worth(self, node: Node, depth: int = 0) -> Bounds:
        """What one unit is worth by everything on file; an assembly on paper as its parts are."""
        if node not in self._worth:
            situation = self.sweep.situation
            values = [v for one in situation.on_file(node) for v in one.on_file()]
            found = hull(values) if values else ANY
            if situation.graph.is_phantom(node.item) and depth < DEEPEST:
                self._worth[node] = ANY
                bill, _, _ = self._bill(node)
                found = ANY if bill is None or not bill.whole else self._of_parts(bill, depth + 1)
            self._worth[node] = found
        return self._worth[node]

    def least(self, node: Node, depth: int = 0) -> Amount:
        """What one unit surely holds: its own least value, or what its parts are worth at least."""
        if node not in self._least:
            own = self._least[node] = self.worth(node).lo
            bill = self.sweep.situation.bill(node)
            if bill is not None and depth < DEEPEST and not self._enters(node, bill):
                each = [(edge,) for edge in bill.sure] + list(bill.choices)
                parts = sum(self._least_of(edges, depth + 1) for edges in each)
                self._least[node] = max(own, parts)
        return self._least[node]

    def _least_of(self, edges: Sequence[Edge], depth: int = 0) -> Amount:
        return min(edge.quantity.lo * self.least(edge.child, depth) for edge in edges)

    def _of_parts(self, bill: Bill, depth: int) -> Bounds:
        sure = [self.worth(e.child, depth).times(e.quantity) for e in bill.sure]
        chosen = [
            hull(self.worth(e.child, depth).times(e.quantity) for e in c) for c in bill.choices
        ]
        return total([*sure, *chosen])

    def _piece(self, parent: Piece, edges: Sequence[Edge]) -> Piece:
        times = parent.times
        edge = self._pick(edges)
        bill, inner, several = self._bill(edge.child)
        many = times.times(edge.quantity)
        return Piece(
            edge.child.item,
            inner.lot,
            inner.bill,
            several * len(edges),
            hull(self.worth(e.child).times(e.quantity) for e in edges).times(times),
            times.lo * self._least_of(edges),
            hull(self._held(e) for e in edges).times(times),
            self._enters(edge.child, bill),
            bill is None or bill.whole,
            bill is not None,
            self,
            inner,
            many,
            tuple(e.row for e in edges if e.row is not None),
            parent.above | {parent.node},
        )

    def _bill(self, node: Node) -> tuple[Bill | None, Node, int]:
        """The bill, which one it is of the item's lots and bills, and of how many."""
        situation = self.sweep.situation
        bill, options = situation.bill(node), 1
        while bill is not None and bill.by_lot:
            several = bill.choices[0]
            node, options = self._pick(several).child, options * len(several)
            bill = situation.bill(node)
        return bill, node, options

    def _enters(self, node: Node, bill: Bill | None) -> bool:
        found = self.sweep.found(node)
        return found.value.hi != 0 and (bill is None or not found.by_parts)

    def _held(self, edge: Edge) -> Bounds:
        return self.sweep.found(edge.child).value.times(edge.quantity)

    def _pick(self, edges: Sequence[Edge]) -> Edge:
        """Of lines that replace each other the one that may bring the most counted value."""

        def most(edge: Edge) -> tuple[bool, Amount, Amount]:
            held = self._held(edge)
            return held.hi is None, held.hi or 0, held.lo

        return max(edges, key=most)
