"""What an item costs at least, to catch an article worth less than what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.bom.bounds import Bounds, hull
from licet.bom.structure import DEEPEST

if TYPE_CHECKING:
    from licet.bom.bill import Bill
    from licet.bom.bounds import Amount
    from licet.bom.node import Node
    from licet.bom.situation import Situation


class Costs:
    """The least cost of each item asked about, worked out when it is asked."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._least: dict[Node, Amount] = {}

    def is_dear(self, node: Node) -> bool:
        """Do the parts of `node` cost more than the highest value on file for it?"""
        bill = self._situation.bill(node)
        if bill is None or self._situation.graph.is_phantom(node.item):
            return False
        if bill.by_lot:
            return any(self.is_dear(edge.child) for edge in bill.choices[0])
        own = self._own(node)
        dear = own is not None and own.hi is not None and self._parts(bill, 0) > own.hi
        if dear:
            self._tell(node)
        return dear

    def _own(self, node: Node) -> Bounds | None:
        sources = self._situation.on_file(node)
        values = [one for each in sources for one in each.on_file()]
        return hull(values) if values else None

    def _parts(self, bill: Bill, depth: int) -> Amount:
        least: Amount = 0
        for edge in bill.sure:
            if edge.quantity.lo:
                least += edge.quantity.lo * self._cost(edge.child, depth)
        for choice in bill.choices:
            least += min(edge.quantity.lo * self._cost(edge.child, depth) for edge in choice)
        return least

    def _cost(self, node: Node, depth: int) -> Amount:
        """At least this; nothing below `DEEPEST` levels, where a cycle may turn."""
        if node in self._least:
            return self._least[node]
        situation = self._situation
        own = None if situation.graph.is_phantom(node.item) else self._own(node)
        least: Amount = 0 if own is None else own.lo
        bill = None if least else situation.bill(node)
        if bill is not None and depth < DEEPEST:
            self._least[node] = 0
            least = self._parts(bill, depth + 1)
        self._least[node] = least
        return least

    def _tell(self, node: Node) -> None:
        graph = self._situation.graph
        row = graph.row(node.item)
        wanted = f"a value of {node.item} not below that of its parts"
        if row is None:
            first = graph.bom.rows[node.item][0]
            self._situation.tell(graph.bom.fault(first, "quantity", wanted, key=node.item))
        else:
            self._situation.tell(graph.items.fault(row, "value", wanted, key=node.item))
