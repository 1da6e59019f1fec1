"""What an item costs at least, to catch an article worth less than what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.bom.bounds import Bounds, hull
from licet.bom.node import Node
from licet.bom.structure import DEEPEST

if TYPE_CHECKING:
    from licet.bom.bounds import Amount
    from licet.bom.situation import Situation


class Costs:
    """The least cost of each item asked about, worked out when it is asked."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._least: dict[Node, Amount] = {}

    def is_dear(self, node: Node) -> bool:
        """Do the parts of `node` cost more than the highest value on file for it?"""
        situation = self._situation
        if node.item not in situation.graph.bom.rows or situation.graph.is_phantom(node.item):
            return False
        if situation.graph.has_lots:
            bill = situation.bill(node)
            if bill is not None and bill.by_lot:
                return any(self.is_dear(edge.child) for edge in bill.choices[0])
        own = self._own(node)
        dear = own is not None and own.hi is not None and self._parts(node, 0) > own.hi
        if dear:
            self._tell(node)
        return dear

    def _own(self, node: Node) -> Bounds | None:
        sources = self._situation.on_file(node)
        values = [one for each in sources for one in each.on_file()]
        return hull(values) if values else None

    def _parts(self, node: Node, depth: int) -> Amount:
        """What the parts of a node cost at least."""
        plain = self._plain_lines(node)
        if plain is not None:
            return sum(many * self._cost(part, depth) for part, many in plain if many)
        bill = self._situation.bill(node)
        least: Amount = 0
        for edge in () if bill is None else bill.sure:
            if edge.quantity.lo:
                least += edge.quantity.lo * self._cost(edge.child, depth)
        for choice in () if bill is None else bill.choices:
            least += min(edge.quantity.lo * self._cost(edge.child, depth) for edge in choice)
        return least

    def _plain_lines(self, node: Node) -> list[tuple[Node, Amount]] | None:
        """The parts and their least quantities, where the bill has nothing to choose or repeat."""
        graph = self._situation.graph
        if graph.has_lots or graph.has_choices or graph.has_scrap:
            return None
        rows = graph.bom.of(node.item, self._situation.on)
        components = graph.bom.texts("component")
        parts = [(Node(components[row] or ""), graph.quantity(row).lo) for row in rows]
        return parts if len({part for part, _ in parts}) == len(parts) else None

    def _cost(self, node: Node, depth: int) -> Amount:
        """At least this; nothing below `DEEPEST` levels, where a cycle may turn."""
        if node in self._least:
            return self._least[node]
        own = None if self._situation.graph.is_phantom(node.item) else self._own(node)
        least: Amount = 0 if own is None else own.lo
        if not least and depth < DEEPEST:
            self._least[node] = 0
            least = self._parts(node, depth + 1)
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
