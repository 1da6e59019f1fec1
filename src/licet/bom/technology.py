"""Which technology made an item: what was used directly on it (A-35), equipment apart (A-34)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from licet.basics import all_of, any_of, negate

if TYPE_CHECKING:
    from licet.basics import Evidence, Truth
    from licet.bom.graph import Node
    from licet.bom.situation import Situation


class Technology(NamedTuple):
    """Where the technology and the equipment that made an item come from.

    Attributes:
        technology: was any of it, outside the public domain, from the counted territory?
        equipment: was any equipment from there?
        evidence: the rows that say so.
    """

    technology: Truth
    equipment: Truth
    evidence: tuple[Evidence, ...]


def technology_of(situation: Situation, node: Node) -> Technology:
    """What `processes` and `declarations` say of making the item; nothing said is unknown.

    Where the lot is not known and the lots differ, the answer is unknown.
    """
    lots = [] if node.lot is not None else _lots(situation, node.item)
    if not lots:
        return _made(situation, node)
    each = [_made(situation, node._replace(lot=lot)) for lot in lots]
    evidence = dict.fromkeys(row for made in each for row in made.evidence)
    return Technology(
        _agreed([made.technology for made in each]),
        _agreed([made.equipment for made in each]),
        tuple(evidence),
    )


def _lots(situation: Situation, item: str) -> list[str]:
    """The lots of the item that some row singles out on the day."""
    tables = (situation.graph.processes, situation.graph.declarations)
    named = [
        table.text(row, "lot")
        for table in tables
        if "lot" in table
        for row in table.of(item, situation.on)
    ]
    return list(dict.fromkeys(lot for lot in named if lot is not None))


def _agreed(truths: list[Truth]) -> Truth:
    return truths[0] if len(set(truths)) == 1 else None


def _made(situation: Situation, node: Node) -> Technology:
    graph, processes = situation.graph, situation.graph.processes
    rows = situation.in_lot(processes, processes.of(node.item, situation.on), node.lot)
    steps = [_step(situation, row) for row in rows]
    machines = [_here(situation, processes.text(row, "equipment_origin")) for row in rows]
    evidence = [processes.evidence(row) for row in rows]
    declared = graph.declarations
    said = situation.in_lot(declared, declared.of(node.item, situation.on), node.lot)
    for row in said:
        words = (declared.text(row, word) for word in ("technology_field", "technology_origin"))
        if all(word is None for word in words):
            continue
        steps.append(_declared_step(situation, row))
        evidence.append(declared.evidence(row))
    if processes.doubtful(node.item) or declared.doubtful(node.item):
        steps.append(None)
        machines.append(None)
    return Technology(
        any_of(steps) if steps else None,
        any_of(machines) if machines else None,
        tuple(evidence),
    )


def _step(situation: Situation, row: int) -> Truth:
    processes = situation.graph.processes
    return all_of(
        (
            _here(situation, processes.text(row, "technology_origin")),
            negate(processes.truth(row, "public_domain")),
        )
    )


def _declared_step(situation: Situation, row: int) -> Truth:
    table = situation.graph.declarations
    origin = table.text(row, "technology_origin")
    return all_of((_here(situation, origin), negate(table.truth(row, "technology_public_domain"))))


def _here(situation: Situation, origin: str | None) -> Truth:
    return None if origin is None else origin.upper() == situation.counted.territory.upper()
