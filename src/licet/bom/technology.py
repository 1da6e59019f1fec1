"""Which technology made an item: what was used directly on it (A-35), equipment apart (A-34)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from licet.basics import all_of, any_of, negate
from licet.bom.declared import strongest
from licet.bom.order import parts_first

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.basics import Evidence, Truth
    from licet.bom.node import Node
    from licet.bom.situation import Situation
    from licet.bom.tables import Table


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


_UNKNOWN = Technology(None, None, ())


class Technologies:
    """The technology of each node asked about, worked out once."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._below: dict[Node, Truth] = {}

    def of(self, node: Node) -> Technology:
        """What `processes` and `declarations` say of making the item; nothing said is unknown."""
        situation = self._situation
        if _is_silent(situation, node.item) and situation.readings.options("A-35") == ("direct",):
            return _UNKNOWN
        rows, said = _rows(situation, node)
        processes, declared = situation.graph.processes, situation.graph.declarations
        evidence = [processes.evidence(row) for row in rows]
        evidence += [declared.evidence(row) for row in said]
        return Technology(
            _same(
                self._read(node, downstream=downstream, machines=machines)
                for downstream in situation.readings.options("A-35")
                for machines in situation.readings.options("A-34")
            ),
            self._equipment(node),
            tuple(evidence),
        )

    def _read(self, node: Node, *, downstream: str, machines: str) -> Truth:
        direct = self._direct(node)
        if machines == "yes":
            direct = any_of((direct, self._equipment(node)))
        return any_of((direct, self._of_parts(node))) if downstream == "downstream" else direct

    def _of_parts(self, node: Node) -> Truth:
        """Was anything that is in it made so? What neither counts nor has steps says nothing."""
        for group in parts_first(node, self._parts, self._below):
            for one in group:
                inside = [self._below.get(part) for part in self._parts(one)]
                self._below[one] = any_of((*inside, *self._own(one)))
        return self._below[node]

    def _own(self, node: Node) -> list[Truth]:
        situation = self._situation
        stated = any(_rows(situation, node)) or situation.graph.processes.doubtful(node.item)
        return [self._direct(node)] if stated or situation.needs_value(node) else []

    def _parts(self, node: Node) -> list[Node]:
        bill = self._situation.bill(node)
        return [] if bill is None else [edge.child for edge in bill.edges()]

    def _direct(self, node: Node) -> Truth:
        situation = self._situation
        rows, said = _rows(situation, node)
        graph = situation.graph
        doubt = graph.processes.doubtful(node.item) or graph.declarations.doubtful(node.item)
        return _by_lot(
            node,
            [(graph.processes.text(row, "lot"), _step(situation, row)) for row in rows]
            + _declared(situation, said),
            doubt=doubt,
        )

    def _equipment(self, node: Node) -> Truth:
        situation = self._situation
        table = situation.graph.processes
        rows, _ = _rows(situation, node)
        steps = [
            (table.text(row, "lot"), _here(situation, table.text(row, "equipment_origin")))
            for row in rows
        ]
        return _by_lot(node, steps, doubt=table.doubtful(node.item))


def _rows(situation: Situation, node: Node) -> tuple[list[int], list[int]]:
    """The rows of `processes` and of `declarations` that tell of making the node."""
    graph = situation.graph
    words = ("technology_field", "technology_origin")
    said = [
        row
        for row in _in_lot(situation, graph.declarations, node)
        if any(graph.declarations.text(row, word) is not None for word in words)
    ]
    return _in_lot(situation, graph.processes, node), said


def _is_silent(situation: Situation, item: str) -> bool:
    graph = situation.graph
    return item not in graph.processes.rows and item not in graph.declarations.rows


def _in_lot(situation: Situation, table: Table, node: Node) -> list[int]:
    return situation.in_lot(table, table.of(node.item, situation.on), node.lot)


def _by_lot(node: Node, steps: list[tuple[str | None, Truth]], *, doubt: bool) -> Truth:
    """Any step; where the lot is not known, whatever lot it is; a lot without steps is unknown."""
    lots: dict[str | None, list[Truth]] = {None: []}
    for lot, step in steps:
        lots.setdefault(lot if node.lot is None else None, []).append(step)
    if doubt:
        for each in lots.values():
            each.append(None)
    return _same(any_of(each) if each else None for each in lots.values())


def _same(answers: Iterable[Truth]) -> Truth:
    """The answer, if it is the same whichever is right."""
    several = set(answers)
    return several.pop() if len(several) == 1 else None


def _step(situation: Situation, row: int) -> Truth:
    processes = situation.graph.processes
    here = _here(situation, processes.text(row, "technology_origin"))
    return all_of((here, negate(processes.truth(row, "public_domain"))))


def _declared(situation: Situation, rows: list[int]) -> list[tuple[str | None, Truth]]:
    """What is declared of each lot; one field by one supplier is one statement.

    Of several on it the strongest by rank count; if they contradict each other, it is not known.
    """
    table = situation.graph.declarations
    groups: dict[tuple[str | None, ...], list[int]] = {}
    for row in rows:
        words = ("lot", "supplier", "technology_field")
        groups.setdefault(tuple(table.text(row, word) for word in words), []).append(row)
    found: list[tuple[str | None, Truth]] = []
    for (lot, *_), those in groups.items():
        told = {truth for row in those if (truth := _stated(situation, row)) is not None}
        if len(told) > 1:
            where = ", ".join(str(table.evidence(row)) for row in those)
            wanted = f"declarations that agree; these do not: {where}"
            situation.tell(table.fault(those[-1], "technology_origin", wanted))
        best = [_stated(situation, row) for row in strongest(table, those)]
        found.append((lot, None if {True, False} <= set(best) else any_of(best)))
    return found


def _stated(situation: Situation, row: int) -> Truth:
    table = situation.graph.declarations
    here = _here(situation, table.text(row, "technology_origin"))
    return all_of((here, negate(table.truth(row, "technology_public_domain"))))


def _here(situation: Situation, origin: str | None) -> Truth:
    return None if origin is None else origin.upper() == situation.counted.territory.upper()
