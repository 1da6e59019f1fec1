"""Which articles are inside an item: the way to each, and whether it surely is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from licet.bom.bill import Bill
    from licet.bom.node import Node
    from licet.bom.situation import Situation

_NOTHING: frozenset[str] = frozenset()


class Place(NamedTuple):
    """A node, the way down to it, and is it inside no other article on that way?"""

    node: Node
    path: tuple[str, ...]
    outer: bool


def places(situation: Situation, start: Node) -> list[Place]:
    """Articles from the top down; one that is built in from several lots stands once for each."""
    listed: dict[Node, Place] = {}
    seen: set[tuple[Node, bool]] = set()
    level = [(Place(start, (start.item,), outer=True), False)]
    while level:
        below: list[tuple[Place, bool]] = []
        for place, same_item in level:
            node, path, outer = place
            is_article = situation.is_article(node.item)
            if is_article and not same_item:
                known = listed.setdefault(node, place)
                if outer and not known.outer:
                    listed[node] = known._replace(outer=True)
            sure = is_article and situation.question.articles[node.item] is not None
            for child in situation.holding(node):
                key = child, outer and not sure
                if key not in seen:
                    seen.add(key)
                    one_of_its_lots = child.item == node.item
                    way = path if one_of_its_lots else (*path, child.item)
                    below.append((Place(child, way, key[1]), one_of_its_lots))
        level = below
    return list(listed.values())


def holds_more(situation: Situation, node: Node) -> bool:
    """Is an article below it whose code is settled?"""
    seen, left = {node}, situation.holding(node)
    while left:
        child = left.pop()
        if child in seen:
            continue
        seen.add(child)
        if child.item != node.item and situation.question.articles.get(child.item) is not None:
            return True
        left.extend(situation.holding(child))
    return False


class Certain:
    """Which articles are surely inside: on every line, and in every option of every choice."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self._known: dict[Node, frozenset[str]] = {}

    def of(self, start: Node) -> frozenset[str]:
        """The articles that every unit of `start` holds, itself included."""
        work = [start]
        while work:
            node = work[-1]
            if node in self._known:
                work.pop()
                continue
            bill = self.situation.bill(node)
            open_ = [c for c in self._children(bill) if c not in self._known and c not in work]
            if open_:
                work.extend(open_)
                continue
            self._known[node] = self._of(node, bill)
            work.pop()
        return self._known[start]

    def _children(self, bill: Bill | None) -> list[Node]:
        return [] if bill is None else [edge.child for edge in bill.edges()]

    def _of(self, node: Node, bill: Bill | None) -> frozenset[str]:
        found = {node.item} if self.situation.is_article(node.item) else set()
        if bill is not None:
            for edge in bill.sure:
                found |= self._known.get(edge.child, _NOTHING)
            for choice in bill.choices:
                options = [self._known.get(edge.child, _NOTHING) for edge in choice]
                if len(options) > 1:
                    found |= frozenset.intersection(*options)
        return frozenset(found)
