"""What an item costs at least, to catch an article worth less than what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.bom.bounds import hull
from licet.bom.structure import DEEPEST

if TYPE_CHECKING:
    from licet.bom.bill import Bill
    from licet.bom.bounds import Amount
    from licet.bom.graph import Node
    from licet.bom.situation import Situation


class Costs:
    """The least cost of each item asked about, worked out when it is asked."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._least: dict[Node, Amount] = {}

    def check(self, node: Node, bill: Bill) -> None:
        """Stop trusting the value of `node` if its parts cost more than that."""
        situation = self._situation
        if situation.graph.is_phantom(node.item):
            return
        on_file = [one for each in situation.sources(node) for one in each.on_file()]
        own = hull(on_file).hi if on_file else None
        if own is None or self._parts(bill, 0) <= own:
            return
        table = situation.graph.items
        row = situation.graph.row(node.item)
        wanted = f"a value of {node.item} not below that of its parts"
        if row is None:
            table, row = situation.graph.bom, situation.graph.bom.rows[node.item][0]
        column = "value" if table is situation.graph.items else "quantity"
        situation.tell(table.fault(row, column, wanted, key=node.item))
        situation.distrust(node)

    def _parts(self, bill: Bill, depth: int) -> Amount:
        least: Amount = 0
        for edge in bill.sure:
            least += edge.quantity.lo * self._cost(edge.child, depth) if edge.quantity.lo else 0
        for choice in bill.choices:
            least += min(edge.quantity.lo * self._cost(edge.child, depth) for edge in choice)
        return least

    def _cost(self, node: Node, depth: int) -> Amount:
        """At least this; nothing below `DEEPEST` levels, where a cycle may turn."""
        if node in self._least:
            return self._least[node]
        situation = self._situation
        least: Amount = 0
        if not situation.graph.is_phantom(node.item):
            on_file = [one for each in situation.sources(node) for one in each.on_file()]
            least = hull(on_file).lo if on_file else 0
        bill = None if least else situation.bill(node)
        if bill is not None and depth < DEEPEST:
            self._least[node] = 0
            least = self._parts(bill, depth + 1)
        self._least[node] = least
        return least
