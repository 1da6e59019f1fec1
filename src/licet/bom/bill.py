"""The bill of an item on a day: what it surely holds, and where one of several is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from licet.bom.bounds import ANY, ONE, Bounds, hull
from licet.bom.node import Node

if TYPE_CHECKING:
    from licet.bom.situation import Situation

UNLISTED = ""
"""A lot that no line of the bill names."""


class Edge(NamedTuple):
    """One line of a bill: so many of `child` in one parent; `row` of ``None`` is no line."""

    child: Node
    quantity: Bounds
    row: int | None


@dataclass(frozen=True, slots=True)
class Bill:
    """The lines of a bill.

    Attributes:
        sure: lines that hold in any case.
        choices: for each choice, the lines of which one is taken.
        whole: no, if a line may be missing.
    """

    sure: tuple[Edge, ...] = ()
    choices: tuple[tuple[Edge, ...], ...] = ()
    whole: bool = True

    @property
    def by_lot(self) -> bool:
        """Is it only a choice between the bills of several lots, or between several bills?"""
        return bool(self.choices) and self.choices[0][0].row is None

    def edges(self) -> tuple[Edge, ...]:
        """Every line."""
        if not self.choices:
            return self.sure
        return self.sure + tuple(edge for choice in self.choices for edge in choice)


def bill_of(situation: Situation, node: Node) -> Bill | None:
    """The bill of `node` on the day; ``None`` if none is listed.

    Of lines with several words in `bill` those of one word hold together, and only they.
    Lines that share a word in `alternative` replace each other; one that stands alone under its
    word may be left out. Lines with a `lot` hold for that lot of the parent only.
    """
    bom = situation.graph.bom
    named = bom.texts("component")
    rows = [row for row in bom.of(node.item, situation.on) if named[row] is not None]
    whole = not bom.doubtful(node.item)
    if not rows:
        return Bill(whole=False) if _expired(situation, node) or not whole else None
    lots = dict.fromkeys(bom.text(row, "lot") for row in rows) if "lot" in bom else {}
    if node.lot is None and any(lot is not None for lot in lots):
        options = [Edge(Node(node.item, lot or UNLISTED, node.bill), ONE, None) for lot in lots]
        return Bill((), (tuple(options),), whole=True)
    if any(lot is not None for lot in lots):
        rows = [row for row in rows if bom.text(row, "lot") in (None, node.lot)]
        whole = whole and bool(rows)
    bills = dict.fromkeys(bom.text(row, "bill") for row in rows) if "bill" in bom else {}
    bills.pop(None, None)
    if node.bill is None and len(bills) > 1:
        options = [Edge(Node(node.item, node.lot, bill), ONE, None) for bill in bills]
        return Bill((), (tuple(options),), whole=True)
    if node.bill is not None:
        rows = [row for row in rows if bom.text(row, "bill") in (None, node.bill)]
    return _lines(situation, node, rows, whole=whole)


def _expired(situation: Situation, node: Node) -> bool:
    """Is a bill listed, but no line of it for this day?"""
    bom = situation.graph.bom
    rows = bom.rows.get(node.item)
    if rows is not None:
        wanted = f"a line of the bill of {node.item} that holds on {situation.on}"
        situation.tell(bom.fault(rows[-1], "valid_to", wanted))
    return rows is not None


def _lines(situation: Situation, node: Node, rows: list[int], *, whole: bool) -> Bill:
    bom = situation.graph.bom
    sure: list[int] = []
    groups: dict[str, list[int]] = {}
    for row in rows:
        word = bom.text(row, "alternative")
        if word is None:
            sure.append(row)
        else:
            groups.setdefault(word, []).append(row)
    choices = []
    for group in groups.values():
        named = [row for row in group if node.lot and bom.text(row, "lot") == node.lot]
        if named:
            sure.extend(named)
        else:
            choices.append(group)
    repeated = _repeated(situation, sure)
    return Bill(
        tuple(_edge(situation, row, perhaps=row in repeated) for row in sure),
        tuple(_choice(situation, group) for group in choices),
        whole,
    )


def _choice(situation: Situation, group: list[int]) -> tuple[Edge, ...]:
    return tuple(_edge(situation, row, perhaps=len(group) == 1) for row in group)


def _edge(situation: Situation, row: int, *, perhaps: bool) -> Edge:
    graph = situation.graph
    component = str(graph.bom.column("component")[row])
    quantity = _needed(situation, row)
    lot = graph.bom.text(row, "component_lot") if "component_lot" in graph.bom else None
    return Edge(Node(component, lot), quantity.from_nothing() if perhaps else quantity, row)


def _needed(situation: Situation, row: int) -> Bounds:
    """The quantity, with scrap where the reading of A-03 counts what was bought for it."""
    graph = situation.graph
    net = graph.quantity(row)
    if not graph.has_scrap:
        return net
    more = graph.scrap(row)
    if more is None:
        return ANY if net is ANY else Bounds(net.lo, None)
    if more == 1:
        return net
    options = situation.readings.options("A-03")
    return hull(net if option == "market" else net.scaled(more) for option in options)


def _repeated(situation: Situation, rows: list[int]) -> set[int]:
    """The rows that may only repeat another: same component at the same place."""
    bom = situation.graph.bom
    if len(set(map(bom.column("component").__getitem__, rows))) == len(rows):
        return set()
    places: dict[tuple[str | None, ...], list[int]] = {}
    for row in rows:
        words = ("component", "line", "lot", "component_lot")
        places.setdefault(tuple(bom.text(row, word) for word in words), []).append(row)
    repeated: set[int] = set()
    for same in places.values():
        least = min(same, key=lambda row: situation.graph.quantity(row).lo)
        for row in same if len(same) > 1 else ():
            situation.tell(bom.fault(row, "component", _once(situation, row)))
            repeated |= {row} - {least}
    return repeated


def _once(situation: Situation, row: int) -> str:
    bom = situation.graph.bom
    return f"one line for {bom.text(row, 'component')} in {bom.text(row, 'parent')} at one place"
