"""Which rows made a number, what is unknown in it, and how far each unknown moves it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.basics import plain
from licet.bom.bounds import NONE, ONE, Bounds, hull, up
from licet.bom.witness import rows_of

if TYPE_CHECKING:
    from licet.basics import Evidence, Truth
    from licet.bom.bill import Bill
    from licet.bom.node import Node
    from licet.bom.sweep import Sweep


@dataclass(frozen=True, slots=True)
class Unknown:
    """One thing that is not known.

    Attributes:
        what: value · price · origin · counted · content · composition · declaration · supplier ·
            bill · lot · quantity · alternative · technology.
        item: of which item.
        where: the row that leaves it open, where there is one.
        moves: by how much it moves the counted value at most; ``None`` is without limit. Of the
            article's own value and of technology it is 0: they move the share, or the answer.
    """

    what: str
    item: str
    where: Evidence | None
    moves: Decimal | None

    def as_json(self) -> dict[str, Any]:
        """As the tracer prints it."""
        return {
            "what": self.what,
            "item": self.item,
            "where": self.item if self.where is None else str(self.where),
            "moves": None if self.moves is None else plain(self.moves),
        }


def explain(
    sweep: Sweep, top: Node, *, technology: Truth
) -> tuple[tuple[Unknown, ...], tuple[Evidence, ...]]:
    """Unknowns, the greatest mover first, and evidence, for what `top` holds."""
    unknowns: list[Unknown] = []
    evidence: list[Evidence] = _value_rows(sweep, top)
    order = _wholes_first(sweep, top)
    times = _multiplied(sweep, order)
    for node in order:
        evidence += rows_of(sweep, node, _bill(sweep, node))
        if times[node] != NONE:
            unknowns += _of_node(sweep, node, times[node])
    if _worth_unknown(sweep, top):
        unknowns.append(Unknown("value", top.item, _place(sweep, top), Decimal(0)))
    if technology is None:
        unknowns.append(Unknown("technology", top.item, _place(sweep, top), Decimal(0)))
    unknowns.sort(key=lambda each: (each.moves is not None, -(each.moves or 0)))
    return tuple(dict.fromkeys(unknowns)), tuple(dict.fromkeys(evidence))


def _value_rows(sweep: Sweep, top: Node) -> list[Evidence]:
    graph = sweep.situation.graph
    row = graph.row(top.item)
    return [] if row is None else [graph.items.evidence(row, "value")]


def _worth_unknown(sweep: Sweep, top: Node) -> bool:
    on_file = [one for each in sweep.situation.sources(top) for one in each.on_file()]
    return not on_file or any(not one.known for one in on_file)


def _bill(sweep: Sweep, node: Node) -> Bill | None:
    """The bill of a node, if what is in it bears on the counted value."""
    found = sweep.found(node)
    return sweep.situation.bill(node) if found.by_parts else None


def _wholes_first(sweep: Sweep, top: Node) -> list[Node]:
    """`top` and the nodes below it that may hold counted value, each after all that hold it."""
    done: list[Node] = []
    entered = {top}
    work = [(top, iter(_below(sweep, top)))]
    while work:
        node, children = work[-1]
        child = next((one for one in children if one not in entered), None)
        if child is None:
            work.pop()
            done.append(node)
        else:
            entered.add(child)
            work.append((child, iter(_below(sweep, child))))
    return done[::-1]


def _below(sweep: Sweep, node: Node) -> list[Node]:
    bill = _bill(sweep, node)
    edges = () if bill is None else bill.edges()
    return [edge.child for edge in edges if sweep.found(edge.child).value != NONE]


def _multiplied(sweep: Sweep, order: list[Node]) -> dict[Node, Bounds]:
    """How many of each node one top may hold, over all ways by which it moves an open end."""
    times = dict.fromkeys(order, NONE)
    times[order[0]] = ONE
    for node in order:
        bill = _bill(sweep, node)
        if bill is None or sweep.found(node).value.known:
            continue
        for edge in bill.edges():
            if edge.child in times:
                times[edge.child] = times[edge.child].plus(times[node].times(edge.quantity))
    return times


def _of_node(sweep: Sweep, node: Node, times: Bounds) -> list[Unknown]:
    found = sweep.found(node)
    moves = _moves(found.value, times)
    told = [Unknown(word, node.item, _place(sweep, node, word), moves) for word in found.causes]
    bill = None if found.value.known else _bill(sweep, node)
    if bill is None:
        return told
    bom = sweep.situation.graph.bom
    for edge in bill.edges():
        held = sweep.found(edge.child).value
        if edge.row is not None and not edge.quantity.known and held != NONE:
            most = Bounds(0, held.hi).times(Bounds(0, edge.quantity.width))
            where = bom.evidence(edge.row)
            told.append(Unknown("quantity", edge.child.item, where, _moves(most, times)))
    for choice in bill.choices:
        each = [sweep.found(edge.child).value.times(edge.quantity) for edge in choice]
        row = choice[0].row
        if row is not None and len(set(each)) > 1:
            told.append(
                Unknown("alternative", node.item, bom.evidence(row), _moves(hull(each), times))
            )
    return told


def _moves(value: Bounds, times: Bounds) -> Decimal | None:
    """How far an open end moves the whole, if it is in it so many times."""
    most = Bounds(0, value.width).times(times)
    return None if most.hi is None else up(most.hi)


def _place(sweep: Sweep, node: Node, word: str = "") -> Evidence | None:
    """The row that leaves something open of a node: a declaration, a source, or the item's own."""
    situation = sweep.situation
    declarations = situation.graph.declarations
    for said in declarations.of(node.item, situation.on) if word == "declaration" else ():
        return declarations.evidence(said)
    for source in situation.sources(node):
        for evidence in source.evidence:
            return evidence
    graph = situation.graph
    row = graph.row(node.item)
    return None if row is None else graph.items.evidence(row)
