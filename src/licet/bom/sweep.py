"""What every item of a tree holds, each worked out once: parts before wholes.

A shared assembly is worked out once, however often it is used, and a branch that nothing in it
can make count is not entered.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from licet.bom.bounds import ANY, NONE, Bounds, hull, total
from licet.bom.content import Content, Inside, content_of
from licet.bom.order import parts_first, way_back
from licet.bom.structure import DEEPEST

if TYPE_CHECKING:
    from licet.bom.bill import Bill, Edge
    from licet.bom.node import Node
    from licet.bom.situation import Situation

LOST = Content(ANY, ("bill",), by_parts=False)
"""What is known of an item in a cycle, or above too many levels: nothing."""
_NOTHING = Content(NONE)


class Sweep:
    """What was found of each node so far, for one situation."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self._found: dict[Node, Content] = {}
        self._depth: dict[Node, int] = {}

    def reach(self, node: Node) -> Content:
        """What one unit of `node` holds."""
        settled = self.settled()
        if node not in settled and self.situation.matters(node):
            for group in parts_first(node, self._parts, settled):
                self._settle(group)
        return self.found(node)

    def settled(self) -> Collection[Node]:
        """The nodes that need no more work."""
        return self._found

    def found(self, node: Node) -> Content:
        """What one unit of a node holds that was reached before; nothing, if it cannot matter."""
        return self._found.get(node, _NOTHING)

    def _parts(self, node: Node) -> list[Node]:
        bill = self.situation.bill(node)
        edges = () if bill is None else bill.edges()
        return [edge.child for edge in edges if self.situation.matters(edge.child)]

    def _settle(self, group: list[Node]) -> None:
        node = group[0]
        if len(group) > 1 or node in self._parts(node):
            for one in group:
                way = " > ".join(each.item for each in way_back(one, set(group), self._parts))
                self._tell(one, f"a tree without a cycle: {way}")
                self._found[one] = LOST
                self._depth[one] = 0
            return
        bill = self.situation.bill(node)
        depth = self._depth[node] = self._levels(bill)
        if depth <= DEEPEST:
            self._found[node] = self._worked_out(node, bill)
            return
        self._found[node] = LOST
        if depth == DEEPEST + 1:
            self._tell(node, f"a tree of at most {DEEPEST} levels: {self._deepest(node)}")

    def _worked_out(self, node: Node, bill: Bill | None) -> Content:
        if bill is None:
            return content_of(self.situation, node, None)
        if bill.by_lot:
            return self._any_lot(bill)
        return content_of(self.situation, node, Inside(self._inside(bill), bill.whole))

    def _any_lot(self, bill: Bill) -> Content:
        lots = [edge.child for edge in bill.choices[0]]
        each = [self.found(lot) for lot in lots]
        value = hull(one.value for one in each)
        causes = dict.fromkeys(word for one in each for word in one.causes)
        word = "alternative" if any(lot.bill for lot in lots) else "lot"
        return Content(value, () if value.known else (*causes, word))

    def _inside(self, bill: Bill) -> Bounds:
        sure = [self._held(edge) for edge in bill.sure]
        chosen = [hull(self._held(edge) for edge in choice) for choice in bill.choices]
        return total(each for each in (*sure, *chosen) if each is not NONE)

    def _held(self, edge: Edge) -> Bounds:
        held = self.found(edge.child).value
        return NONE if held is NONE else held.times(edge.quantity)

    def _levels(self, bill: Bill | None) -> int:
        edges = () if bill is None else bill.edges()
        return max((self._below(edge) for edge in edges), default=0)

    def _below(self, edge: Edge) -> int:
        known = self._depth.get(edge.child)
        depth = self.situation.level(edge.child) if known is None else known
        return depth + (edge.row is not None)

    def _deepest(self, node: Node) -> str:
        path = [node.item]
        bill = self.situation.bill(node)
        while bill is not None and bill.edges():
            node = max(bill.edges(), key=self._below).child
            path.append(node.item)
            bill = self.situation.bill(node)
        return " > ".join(path)

    def _tell(self, node: Node, wanted: str) -> None:
        bom = self.situation.graph.bom
        row = bom.of(node.item, self.situation.on)[0]
        self.situation.tell(bom.fault(row, "component", wanted, key=node.item))
