"""The whole tree, one entry for each place in it, quantities multiplied down exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from licet.basics import plain
from licet.bom.bounds import amount, exactly, up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.basics import Evidence
    from licet.bom.bill import Edge
    from licet.bom.bounds import Amount
    from licet.bom.node import Node
    from licet.bom.situation import Situation


@dataclass(frozen=True, slots=True)
class Line:
    """One place in the tree.

    Attributes:
        parent, component: what holds what.
        depth: levels below the item asked about, from 1.
        quantity: as the line states it, in `unit`; ``None`` if it states none that can be used.
        extended_quantity: in one of the item asked about, in `unit`, without scrap; ``None`` if
            a quantity or a conversion on the way is unknown.
        source: the line it was read from.
        alternative: the word of the choice it belongs to.
    """

    parent: str
    component: str
    depth: int
    quantity: Amount | None
    extended_quantity: Amount | None
    unit: str | None
    source: Evidence
    alternative: str | None

    def as_json(self) -> dict[str, Any]:
        """As the tracer prints it."""
        return {
            "parent": self.parent,
            "component": self.component,
            "depth": self.depth,
            "quantity": _text(self.quantity),
            "extended_quantity": _text(self.extended_quantity),
            "unit": self.unit,
            "source": str(self.source),
            "alternative": self.alternative,
        }


def _text(number: Amount | None) -> str | None:
    if number is None:
        return None
    decimal = exactly(number)
    return plain(up(number) if decimal is None else decimal)


def places(situation: Situation, top: Node) -> int:
    """How many entries the tree of `top` has; a cycle is entered once."""
    counts: dict[Node, int] = {}
    path: set[Node] = set()
    work: list[tuple[Node, bool]] = [(top, False)]
    while work:
        node, left = work.pop()
        if left:
            path.discard(node)
            counts[node] = sum(
                (e.row is not None) + counts.get(e.child, 0) for e in _edges(situation, node)
            )
        elif node not in counts and node not in path:
            path.add(node)
            work.append((node, True))
            work.extend((edge.child, False) for edge in _edges(situation, node))
    return counts[top]


def explode(situation: Situation, top: Node) -> Iterator[Line]:
    """Every place in the tree of `top`, from the top down, left to right; a cycle stops it."""
    work: list[tuple[Iterator[Edge], Node, Amount | None]] = [
        (iter(_edges(situation, top)), top, 1)
    ]
    on_path = [top]
    depth = 0
    depths = [0]
    while work:
        edges, parent, times = work[-1]
        edge = next(edges, None)
        if edge is None:
            work.pop()
            on_path.pop()
            depths.pop()
            continue
        depth = depths[-1]
        held = times
        if edge.row is not None:
            depth += 1
            line, held = _line(situation, parent, edge, depth, times)
            yield line
        if edge.child not in on_path:
            work.append((iter(_edges(situation, edge.child)), edge.child, held))
            on_path.append(edge.child)
            depths.append(depth)


def _line(
    situation: Situation, parent: Node, edge: Edge, depth: int, times: Amount | None
) -> tuple[Line, Amount | None]:
    """The entry, and how many of the component's own unit that makes."""
    graph = situation.graph
    row = edge.row
    assert row is not None  # noqa: S101 - only lines come here
    number = graph.bom.number(row, "quantity")
    quantity = None if number is None or number <= 0 else amount(number)
    extended = None if quantity is None or times is None else times * quantity
    unit = graph.bom.text(row, "unit")
    line = Line(
        parent=parent.item,
        component=edge.child.item,
        depth=depth,
        quantity=quantity,
        extended_quantity=extended,
        unit=unit or graph.unit(edge.child.item),
        source=graph.bom.evidence(row),
        alternative=graph.bom.text(row, "alternative"),
    )
    into = graph.into_unit(edge.child.item, unit)
    return line, None if extended is None or into is None else extended * into


def _edges(situation: Situation, node: Node) -> tuple[Edge, ...]:
    bill = situation.bill(node)
    if bill is None:
        return ()
    return tuple(sorted(bill.edges(), key=lambda edge: -1 if edge.row is None else edge.row))
