"""The whole tree, one entry for each place in it, quantities multiplied down exactly."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from licet.basics import Range, plain
from licet.bom.bounds import NONE, ONE, Bounds, amount, ends, exactly, up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.basics import Evidence
    from licet.bom.bill import Edge
    from licet.bom.bounds import Amount
    from licet.bom.node import Node
    from licet.bom.situation import Situation
    from licet.bom.sweep import Sweep


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
        alternative: the word of the choice it belongs to, or the bill, where there are several.
        cn_part1_value: counted value that this place brings into one of the item asked about;
            nothing below a place that counts as a whole.
        enters: does counted value enter the tree here?
        phantom: does the component pass its parts through, and is no article itself?
    """

    parent: str
    component: str
    depth: int
    quantity: Amount | None
    extended_quantity: Amount | None
    unit: str | None
    source: Evidence
    alternative: str | None
    cn_part1_value: Range
    enters: bool
    phantom: bool

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
            "cn_part1_value": ends(self.cn_part1_value),
            "enters": self.enters,
            "phantom": self.phantom,
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


def explode(sweep: Sweep, top: Node) -> Iterator[Line]:
    """Every place in the tree of `top`, from the top down, left to right; a cycle stops it."""
    situation = sweep.situation
    work = [_Branch(iter(_edges(situation, top)), top, 1, ONE, 0, counted=False)]
    on_path = [top]
    while work:
        branch = work[-1]
        edge = next(branch.edges, None)
        if edge is None:
            work.pop()
            on_path.pop()
            continue
        depth, held, counted = branch.depth, branch.times, branch.counted
        bought = branch.bought.times(edge.quantity)
        if edge.row is not None:
            depth += 1
            line, held = _line(sweep, branch, edge, bought)
            counted = counted or line.enters or sweep.found(edge.child).value == NONE
            yield line
        if edge.child not in on_path:
            edges = iter(_edges(situation, edge.child))
            work.append(_Branch(edges, edge.child, held, bought, depth, counted=counted))
            on_path.append(edge.child)


@dataclass(frozen=True, slots=True)
class _Branch:
    """The lines still to come below one place, and what is known of that place."""

    edges: Iterator[Edge]
    parent: Node
    times: Amount | None
    bought: Bounds
    """So many of it one top takes, with what is lost in making it."""
    depth: int
    counted: bool
    """Has its whole value been counted further up, or does nothing in it count?"""


def _line(sweep: Sweep, branch: _Branch, edge: Edge, bought: Bounds) -> tuple[Line, Amount | None]:
    """The entry, and how many of the component's own unit that makes."""
    graph, times = sweep.situation.graph, branch.times
    row = edge.row
    assert row is not None  # noqa: S101 - only lines come here
    number = graph.bom.number(row, "quantity")
    quantity = None if number is None or number <= 0 else amount(number)
    per = graph.bom.number(row, "per")
    extended = None if quantity is None or times is None else times * quantity
    if extended is not None and per is not None:
        extended = None if per <= 0 else amount(Fraction(extended) / Fraction(per))
    unit = graph.bom.text(row, "unit")
    into = graph.into_unit(edge.child.item, unit)
    own = None if extended is None or into is None else extended * into
    found = sweep.found(edge.child)
    value = NONE if branch.counted else found.value.times(bought)
    ends_here = sweep.situation.bill(edge.child) is None or not found.by_parts
    line = Line(
        parent=branch.parent.item,
        component=edge.child.item,
        depth=branch.depth + 1,
        quantity=quantity,
        extended_quantity=extended,
        unit=unit or graph.unit(edge.child.item),
        source=graph.bom.evidence(row),
        alternative=graph.bom.text(row, "alternative") or branch.parent.bill,
        cn_part1_value=value.range(),
        enters=ends_here and value != NONE,
        phantom=graph.is_phantom(edge.child.item),
    )
    return line, own


def _edges(situation: Situation, node: Node) -> tuple[Edge, ...]:
    bill = situation.bill(node)
    if bill is None:
        return ()
    return tuple(sorted(bill.edges(), key=lambda edge: -1 if edge.row is None else edge.row))
