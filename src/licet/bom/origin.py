"""Does an item come from the territory that counts (A-06)?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from licet.basics import Truth
    from licet.bom.node import Node
    from licet.bom.situation import Situation


def origin_of(situation: Situation, node: Node, row: int | None, supplier: str | None) -> Truth:
    """Is it from the counted territory, as this row of `sources` and the item itself tell?

    Unknown if nothing tells, if what is told disagrees, or if readings left open differ.
    """
    answers = {
        _by(situation, node, row, supplier, option) for option in situation.readings.options("A-06")
    }
    return next(iter(answers)) if len(answers) == 1 else None


def _by(
    situation: Situation, node: Node, row: int | None, supplier: str | None, option: str
) -> Truth:
    here = situation.counted.territory.upper()
    if option == "mining":
        mined = _told(situation, node, row, "mined_in")
        return None if mined is None else mined == here
    told = set(_declared(situation, node, supplier))
    stated = _told(situation, node, row, "origin")
    if stated is not None:
        told.add(stated)
    if option == "any_indication":
        made = _told(situation, node, row, "made_in")
        if here in told or made == here:
            return True
        return False if told else None
    if len(told) > 1 and here in told:
        _disagree(situation, node, told)
        return None
    return here in told if told else None


def _told(situation: Situation, node: Node, row: int | None, column: str) -> str | None:
    """The territory the source states, else the one the item states."""
    graph = situation.graph
    own = graph.row(node.item)
    word = None if row is None else graph.sources.text(row, column)
    if word is None and own is not None and not graph.items.doubtful(node.item):
        word = graph.items.text(own, column)
    return None if word is None else word.upper()


def _declared(situation: Situation, node: Node, supplier: str | None) -> list[str]:
    """Territories declared for the item where it is itself a counted input."""
    table = situation.graph.declarations
    if not table.height or situation.counted.item(node.item) is False:
        return []
    rows = situation.in_lot(table, table.of(node.item, situation.on), node.lot)
    return [
        origin.upper()
        for row in rows
        if (origin := table.text(row, "origin")) is not None
        and (supplier is None or table.text(row, "supplier") in (None, supplier))
    ]


def _disagree(situation: Situation, node: Node, told: set[str]) -> None:
    table = situation.graph.items
    row = situation.graph.row(node.item)
    if row is not None:
        wanted = f"one origin of {node.item}, not {' and '.join(sorted(told))}"
        situation.tell(table.fault(row, "origin", wanted))
