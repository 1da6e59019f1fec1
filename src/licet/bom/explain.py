"""Which rows made a number, what is unknown in it, and how far each unknown moves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from licet.bom.bounds import ANY, NONE, ONE, Bounds, up
from licet.basics import plain

if TYPE_CHECKING:
    from decimal import Decimal

    from licet.basics import Evidence, Truth
    from licet.bom.graph import Node
    from licet.bom.sweep import Found, Sweep


@dataclass(frozen=True, slots=True)
class Unknown:
    """One thing that is not known.

    Attributes:
        what: value · price · origin · counted · content · declaration · supplier · bill · lot ·
            quantity · alternative · technology.
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
    unknowns: dict[Unknown, None] = {}
    evidence: dict[Evidence, None] = {}
    graph = sweep.situation.graph
    row = graph.row(top.item)
    if row is not None:
        evidence[graph.items.evidence(row, "value")] = None
    for node, times in _multiplied(sweep, top).items():
        found = sweep.found[node]
        for unknown in _of_node(sweep, node, times):
            unknowns[unknown] = None
        if found.content.value != NONE or node == top:
            evidence.update(dict.fromkeys(_rows(sweep, node)))
    own = Unknown("value", top.item, _place(sweep, top), up(NONE.lo))
    if _is_open(sweep, top):
        unknowns[own] = None
    if technology is None:
        unknowns[Unknown("technology", top.item, _place(sweep, top), up(NONE.lo))] = None
    ordered = sorted(unknowns, key=lambda each: (each.moves is not None, -(each.moves or 0)))
    return tuple(ordered), tuple(evidence)


def _is_open(sweep: Sweep, top: Node) -> bool:
    sources = sweep.situation.sources(top)
    on_file = [one for source in sources for one in source.on_file()]
    return sweep.found[top].dear or not on_file or any(one.hi is None for one in on_file)


def _multiplied(sweep: Sweep, top: Node) -> dict[Node, Bounds]:
    """How many of each node one `top` may hold, over all ways down to it, wholes first."""
    order = _order(sweep, top)
    times = dict.fromkeys(order, NONE)
    times[top] = ONE
    for node in order:
        bill = sweep.found[node].bill
        if bill is None or sweep.found[node].content.value == ANY and "bill" in sweep.found[node].content.causes and bill.whole:
            continue
        for edge in bill.edges():
            if edge.child in times:
                times[edge.child] = times[edge.child].plus(times[node].times(edge.quantity))
    return times


def _order(sweep: Sweep, top: Node) -> list[Node]:
    """The nodes below `top` that hold counted value, each after all that hold it."""
    done: dict[Node, None] = {}
    entered = {top}
    work = [(top, iter(_below(sweep, top)))]
    while work:
        node, children = work[-1]
        child = next((one for one in children if one not in entered), None)
        if child is None:
            work.pop()
            done[node] = None
        else:
            entered.add(child)
            work.append((child, iter(_below(sweep, child))))
    return list(done)[::-1]


def _below(sweep: Sweep, node: Node) -> list[Node]:
    bill = sweep.found[node].bill
    if bill is None:
        return []
    return [e.child for e in bill.edges() if sweep.found[e.child].content.value != NONE]


def _of_node(sweep: Sweep, node: Node, times: Bounds) -> list[Unknown]:
    found = sweep.found[node]
    told = []
    for word in found.content.causes:
        told.append(Unknown(word, node.item, _place(sweep, node), _moved(found, times)))
    bill = found.bill
    for edge in () if bill is None else bill.edges():
        held = sweep.found[edge.child].content.value
        if edge.row is not None and not edge.quantity.known and held != NONE:
            spread = Bounds(NONE.lo, None if held.hi is None or edge.quantity.width is None else held.hi * edge.quantity.width)
            where = sweep.situation.graph.bom.evidence(edge.row)
            told.append(Unknown("quantity", edge.child.item, where, _end(spread.times(times))))
    for choice in () if bill is None else bill.choices:
        held = [sweep.found[edge.child].content.value.times(edge.quantity) for edge in choice]
        if choice[0].row is not None and len(set(held)) > 1:
            tops = [one.hi for one in held if one.hi is not None]
            width = max(tops) - min(one.lo for one in held) if len(tops) == len(held) else None
            where = sweep.situation.graph.bom.evidence(choice[0].row)
            told.append(Unknown("alternative", node.item, where, _end(Bounds(NONE.lo, width).times(times))))
    return told


def _moved(found: Found, times: Bounds) -> Decimal | None:
    return _end(Bounds(NONE.lo, found.content.value.width).times(times))


def _end(spread: Bounds) -> Decimal | None:
    return None if spread.hi is None else up(spread.hi)


def _rows(sweep: Sweep, node: Node) -> list[Evidence]:
    """The rows that speak of a node: its sources, declarations, value, and lines to its parts."""
    situation = sweep.situation
    graph, on = situation.graph, situation.on
    rows = [each for source in situation.sources(node) for each in source.evidence]
    rows += [graph.declarations.evidence(row) for row in graph.declarations.of(node.item, on)]
    bill = sweep.found[node].bill
    for edge in () if bill is None else bill.edges():
        if edge.row is not None and sweep.found[edge.child].content.value != NONE:
            rows.append(graph.bom.evidence(edge.row))
    return rows


def _place(sweep: Sweep, node: Node) -> Evidence | None:
    situation = sweep.situation
    for source in situation.sources(node):
        for evidence in source.evidence:
            return evidence
    row = situation.graph.row(node.item)
    return None if row is None else situation.graph.items.evidence(row)
