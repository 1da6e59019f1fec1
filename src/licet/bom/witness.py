"""The rows that speak of a node: what it is bought for, declared to hold and made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.bom.bounds import NONE
from licet.bom.declared import grades_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.basics import Evidence
    from licet.bom.bill import Bill
    from licet.bom.node import Node
    from licet.bom.situation import Situation
    from licet.bom.sweep import Sweep
    from licet.bom.tables import Table


def rows_of(sweep: Sweep, node: Node, bill: Bill | None) -> list[Evidence]:
    """Sources, declarations, grades, prices, stock and rates of a node, and lines to its parts."""
    situation = sweep.situation
    graph, item = situation.graph, node.item
    rows = [each for source in situation.sources(node) for each in source.evidence]
    for table, keys in (
        (graph.declarations, (item,)),
        (graph.grades, _grades(situation, node)),
        (graph.prices, _priced(situation, node, bill)),
    ):
        rows += [table.evidence(row) for key in keys for row in table.of(key, situation.on)]
    if node.lot is not None and situation.readings.options("A-07") != ("any_taints",):
        rows += [graph.stock.evidence(row) for row in graph.stock.rows.get(item, ())]
    rows += _rates(situation, item)
    for edge in () if bill is None else bill.edges():
        if edge.row is not None and sweep.found(edge.child).value != NONE:
            rows.append(graph.bom.evidence(edge.row))
    return rows


def _grades(situation: Situation, node: Node) -> list[str]:
    """The grades by which the node, or what is declared to be in it, is valued."""
    table = situation.graph.declarations
    said = [table.text(row, "grade") for row in table.of(node.item, situation.on)]
    by_metal = situation.readings.options("A-05") != ("not_counted",)
    own = grades_of(situation, node, None) if by_metal else []
    return list(dict.fromkeys([*own, *(grade for grade in said if grade is not None)]))


def _priced(situation: Situation, node: Node, bill: Bill | None) -> list[str]:
    """The entries whose market prices bear on the node."""
    table, counted = situation.graph.declarations, situation.counted
    entries = [table.text(row, "entry") for row in table.of(node.item, situation.on)]
    if counted.item(node.item) is not False:
        entries.append(counted.kinds.get(node.item, node.item))
    elif bill is None and situation.readings.options("A-05") != ("not_counted",):
        entries += counted.metals.values()
    return [entry for entry in dict.fromkeys(entries) if entry is not None]


def _rates(situation: Situation, item: str) -> Iterator[Evidence]:
    graph = situation.graph
    tables: tuple[Table, ...] = (graph.items, graph.sources, graph.declarations)
    for table in tables:
        for row in table.of(item, situation.on):
            rate = graph.rates.evidence(table.text(row, "currency"), situation.on)
            if rate is not None:
                yield rate
