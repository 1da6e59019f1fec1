"""What every item of a tree holds, each worked out once: parts before wholes.

Tarjan's depth-first search (R. Tarjan, SIAM J. Comput. 1, 1972) yields items after their parts
and finds cycles on the way. A shared assembly is worked out once, however often it is used.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from licet.bom.bill import Bill, Edge, bill_of
from licet.bom.bounds import ANY, NONE, Bounds, hull, total
from licet.bom.content import Content, Inside, content_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from licet.bom.graph import Node
    from licet.bom.situation import Situation

DEEPEST = 100
"""A tree of more levels than this is taken for a mistake."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the sweep found of one node.

    Attributes:
        content: counted value in one unit.
        bill: its lines on the day; ``None`` if no bill is listed.
        cost: what one unit costs at least.
            depth: how many levels lie below it.
        holds_article: is it an article, or is one below it?
    lost: is nothing known of it, as it is part of a cycle or lies above too many levels?
    """

    content: Content
    bill: Bill | None
    cost: Fraction
    depth: int
    holds_article: bool
    lost: bool = False


@dataclass(slots=True)
class Sweep:
    """The nodes worked out so far for one situation."""

    situation: Situation
    found: dict[Node, Found] = field(default_factory=dict)

    def reach(self, node: Node) -> Found:
        """What is found of `node`, and on the way of everything below it."""
        if node not in self.found:
            for component in _parts_first(node, self._children, self.found):
                self._settle(component)
        return self.found[node]

    def _children(self, node: Node) -> tuple[Bill | None, list[Node]]:
        bill = bill_of(self.situation, node)
        return bill, [] if bill is None else [edge.child for edge in bill.edges()]

    def _settle(self, component: list[tuple[Node, Bill | None]]) -> None:
        node, bill = component[0]
        cyclic = len(component) > 1 or (
            bill is not None and any(edge.child == node for edge in bill.edges())
        )
        if cyclic:
            self._tell_cycle(dict(component))
            holds = any(self._holds_article(one, its_bill) for one, its_bill in component)
            for one, its_bill in component:
                self.found[one] = self._lost(its_bill, 0, holds=holds)
            return
        depth = self._depth(bill)
        if depth > DEEPEST:
            if depth == DEEPEST + 1:
                self._tell(node, f"a tree of at most {DEEPEST} levels: {self._deepest(node)}")
            self.found[node] = self._lost(bill, depth, holds=self._holds_article(node, bill))
            return
        self.found[node] = self._worked_out(node, bill, depth)

    def _worked_out(self, node: Node, bill: Bill | None, depth: int) -> Found:
        if bill is not None and bill.choices and bill.choices[0][0].row is None:
            return self._any_lot(node, bill, depth)
        inside = None if bill is None else Inside(self._inside(bill), bill.whole)
        cost = self._cost(node, bill)
        content = content_of(self.situation, node, inside)
        return Found(content, bill, cost, depth, self._holds_article(node, bill))

    def _any_lot(self, node: Node, bill: Bill, depth: int) -> Found:
        lots = [self.found[edge.child] for edge in bill.choices[0]]
        value = hull(lot.content.value for lot in lots)
        causes = dict.fromkeys(word for lot in lots for word in lot.content.causes)
        words = () if value.known else (*causes, "lot")
        cost = min(lot.cost for lot in lots)
        return Found(Content(value, words), bill, cost, depth, self._holds_article(node, bill))

    def _lost(self, bill: Bill | None, depth: int, *, holds: bool) -> Found:
        return Found(
            Content(ANY, ("bill",)), bill, Fraction(0), depth, holds_article=holds, lost=True
        )

    def _inside(self, bill: Bill) -> Bounds:
        sure = [self._held(edge) for edge in bill.sure]
        chosen = [hull(self._held(edge) for edge in choice) for choice in bill.choices]
        return total(sure + chosen)

    def _held(self, edge: Edge) -> Bounds:
        held = self.found[edge.child].content.value
        return NONE if held is NONE else held.times(edge.quantity)

    def _cost(self, node: Node, bill: Bill | None) -> Fraction:
        """What one unit costs at least; a value below that of its parts is not trusted."""
        parts = Fraction(0)
        for edge in () if bill is None else bill.sure:
            parts += edge.quantity.lo * self.found[edge.child].cost
        for choice in () if bill is None else bill.choices:
            parts += min(edge.quantity.lo * self.found[edge.child].cost for edge in choice)
        on_file = [one for each in self.situation.sources(node) for one in each.on_file()]
        if not on_file or self.situation.graph.is_phantom(node.item):
            return parts
        own = hull(on_file)
        if own.hi is not None and parts > own.hi:
            self._tell(node, f"a value of {node.item} not below that of its parts")
            self.situation.distrust(node)
        return own.lo or parts

    def _depth(self, bill: Bill | None) -> int:
        edges = () if bill is None else bill.edges()
        return max(
            (self.found[edge.child].depth + (edge.row is not None) for edge in edges), default=0
        )

    def _holds_article(self, node: Node, bill: Bill | None) -> bool:
        if self.situation.is_article(node.item):
            return True
        return bill is not None and any(
            edge.child in self.found and self.found[edge.child].holds_article
            for edge in bill.edges()
        )

    def _deepest(self, node: Node) -> str:
        path = [node.item]
        at = self.found.get(node)
        bill = at.bill if at else bill_of(self.situation, node)
        while bill is not None and bill.edges():
            child = max((edge.child for edge in bill.edges()), key=lambda n: self.found[n].depth)
            path.append(child.item)
            bill = self.found[child].bill
        return " > ".join(path)

    def _tell_cycle(self, bills: dict[Node, Bill | None]) -> None:
        for node in bills:
            path = " > ".join(one.item for one in _way_back(node, bills))
            self._tell(node, f"a tree without a cycle: {path}")

    def _tell(self, node: Node, wanted: str) -> None:
        graph = self.situation.graph
        rows = graph.bom.of(node.item, self.situation.on)
        table, column = graph.bom, "component"
        own = graph.row(node.item)
        if wanted.startswith("a value") and own is not None:
            table, column, rows = graph.items, "value", [own]
        self.situation.tell(table.fault(rows[0], column, wanted, key=node.item))


def _way_back(node: Node, bills: dict[Node, Bill | None]) -> list[Node]:
    """The shortest way from a node of a cycle down to itself."""
    came: dict[Node, Node] = {}
    level = [node]
    while node not in came:
        below = []
        for one in level:
            bill = bills[one]
            for edge in () if bill is None else bill.edges():
                if edge.child in bills and edge.child not in came:
                    came[edge.child] = one
                    below.append(edge.child)
        level = below
    way = [node, came[node]]
    while way[-1] != node:
        way.append(came[way[-1]])
    return way[::-1]


def _parts_first(
    start: Node,
    children: Callable[[Node], tuple[Bill | None, list[Node]]],
    settled: dict[Node, Found],
) -> Iterator[list[tuple[Node, Bill | None]]]:
    """Groups of nodes after all they hold; a group of several is a cycle, in its order."""
    index: dict[Node, int] = {}
    low: dict[Node, int] = {}
    bills: dict[Node, Bill | None] = {}
    open_nodes: list[Node] = []
    is_open: set[Node] = set()
    work: list[tuple[Node, Iterator[Node]]] = []

    def enter(node: Node) -> None:
        index[node] = low[node] = len(index)
        open_nodes.append(node)
        is_open.add(node)
        bills[node], parts = children(node)
        work.append((node, iter(parts)))

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
                low[work[-1][0]] = min(low[work[-1][0]], low[node])
            if low[node] == index[node]:
                at = open_nodes.index(node)
                group, open_nodes[at:] = open_nodes[at:], []
                is_open.difference_update(group)
                yield [(one, bills.pop(one)) for one in group]
