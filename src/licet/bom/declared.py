"""What suppliers declare an item to hold."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from licet.bom.bounds import ANY, NONE, Bounds, amount, hull, meet, total
from licet.bom.composition import share_of
from licet.bom.grade import shares_by
from licet.bom.laboratory import measured

if TYPE_CHECKING:
    from licet.basics import Truth
    from licet.bom.node import Node
    from licet.bom.situation import Situation
    from licet.bom.tables import Table

NOTHING = "none"
"""The entry by which a supplier declares that nothing counted is inside."""
_WEAKEST = 10**18
"""Weaker than any rank that is given."""

_AMOUNTS = (
    "value_lo", "value_hi", "mass_fraction_lo", "mass_fraction_hi", "mass_fraction",
    "detection_limit",
)  # fmt: skip


class Declared(NamedTuple):
    """Counted value declared to be in one unit of an item, and the rows that say so."""

    value: Bounds
    rows: tuple[int, ...]


def declared(situation: Situation, node: Node, supplier: str | None) -> Declared | None:
    """What was declared of the item as this supplier delivers it; ``None`` if nothing was.

    Statements on one entry must agree; those on several entries add up. What only some lots
    declare leaves a lot that is not known open.
    """
    table = situation.graph.declarations
    rows = [
        row
        for row in table.of(node.item, situation.on)
        if _is_content(situation, row)
        and (supplier is None or table.text(row, "supplier") in (None, supplier))
    ]
    if not rows:
        return None
    if node.lot is not None:
        rows = situation.in_lot(table, rows, node.lot)
        return Declared(_each_supplier(situation, rows), tuple(rows)) if rows else None
    lots: dict[str | None, list[int]] = {}
    for row in rows:
        lots.setdefault(table.text(row, "lot"), []).append(row)
    answers = [_each_supplier(situation, those) for those in lots.values()]
    if None not in lots:
        answers.append(ANY)
    return Declared(hull(answers), tuple(rows))


def _each_supplier(situation: Situation, rows: list[int]) -> Bounds:
    """What any of the suppliers declares; what no supplier signs holds for all of them."""
    table = situation.graph.declarations
    named = dict.fromkeys(table.text(row, "supplier") for row in rows)
    named.pop(None, None)
    return hull(
        _agreed(situation, [row for row in rows if table.text(row, "supplier") in (None, supplier)])
        for supplier in named or (None,)
    )


def _is_content(situation: Situation, row: int) -> bool:
    table = situation.graph.declarations
    return table.text(row, "entry") is not None or any(
        table.number(row, column) is not None for column in _AMOUNTS
    )


def _agreed(situation: Situation, rows: list[int]) -> Bounds:
    table = situation.graph.declarations
    entries: dict[str | None, list[int]] = {}
    for row in rows:
        entry = table.text(row, "entry")
        entries.setdefault(NOTHING if entry and entry.lower() == NOTHING else entry, []).append(row)
    sums = {entry: _one(situation, entry, those) for entry, those in entries.items()}
    nothing = sums.pop(NOTHING, None)
    whole = total(sums.values()) if sums else NONE
    if nothing is not None and whole.lo > 0:
        _disagree(situation, rows)
        return hull([nothing, whole])
    return NONE if nothing is not None else whole


def _one(situation: Situation, entry: str | None, rows: list[int]) -> Bounds:
    if entry == NOTHING:
        return NONE
    strongest, weaker = _by_rank(situation, rows)
    each = [_amount(situation, entry, row) for row in strongest]
    common = meet(each)
    if common is None:
        _disagree(situation, strongest)
        common = hull(each)
    for row in weaker:
        if meet((common, _amount(situation, entry, row))) is None:
            _disagree(situation, [*strongest, row])
    return common


def _by_rank(situation: Situation, rows: list[int]) -> tuple[list[int], list[int]]:
    """The strongest rows that each supplier signs, and those that give way to them."""
    table = situation.graph.declarations
    if "rank" not in table:
        return rows, []
    ranks = {row: _rank(table, row) for row in rows}
    best: dict[str | None, int] = {}
    for row, rank in ranks.items():
        supplier = table.text(row, "supplier")
        best[supplier] = min(rank, best.get(supplier, rank))
    strongest = [row for row in rows if ranks[row] == best[table.text(row, "supplier")]]
    return strongest, [row for row in rows if row not in strongest]


def strongest(table: Table, rows: list[int]) -> list[int]:
    """The rows of the strongest rank among these."""
    if "rank" not in table:
        return rows
    best = min(_rank(table, row) for row in rows)
    return [row for row in rows if _rank(table, row) == best]


def _rank(table: Table, row: int) -> int:
    """How strong a declaration is, 1 the strongest; one without a rank is the weakest."""
    rank: int | None = table.column("rank")[row]
    return _WEAKEST if rank is None else rank


def _disagree(situation: Situation, rows: list[int]) -> None:
    table = situation.graph.declarations
    where = ", ".join(str(table.evidence(row)) for row in rows)
    wanted = f"declarations that agree; these do not: {where}"
    situation.tell(table.fault(rows[-1], "entry", wanted))


def _amount(situation: Situation, entry: str | None, row: int) -> Bounds:
    counts = _counts(situation, entry, row)
    if counts is False:
        return NONE
    stated = [one for one in (_value(situation, row), _mass(situation, entry, row)) if one]
    both = meet(stated) if stated else ANY
    if both is None:
        _disagree(situation, [row])
        both = hull(stated)
    return both if counts else both.from_nothing()


def _counts(situation: Situation, entry: str | None, row: int) -> Truth:
    if entry is not None:
        situation.kinds.add(entry)
        if situation.kind not in (None, entry):
            return False
    named = None if entry is None else situation.counted.entry(entry)
    origin = situation.graph.declarations.text(row, "origin")
    here = None if origin is None else origin.upper() == situation.counted.territory.upper()
    if named is False or here is False:
        return False
    return True if named and here else None


def _value(situation: Situation, row: int) -> Bounds | None:
    table = situation.graph.declarations
    given = _ends(situation, row, "value")
    if given is None:
        return None
    rate = situation.rate(table, row)
    return ANY if rate is None else given.scaled(rate)


def _mass(situation: Situation, entry: str | None, row: int) -> Bounds | None:
    """A mass fraction of the entry, times the item's mass, times the entry's market price."""
    fraction = _fraction(situation, row) or _by_grade(situation, entry, row)
    if fraction is None:
        return None
    if fraction == NONE:
        return NONE
    if entry is None:
        return ANY
    item = situation.graph.declarations.texts("item")[row] or ""
    return situation.by_mass(item, entry, fraction)


def _fraction(situation: Situation, row: int) -> Bounds | None:
    """The share by mass, declared or measured.

    What was measured as a metal is turned into what is declared by the molar masses:
    `measured_as` Dy, `formula` Dy2O3.
    """
    table = situation.graph.declarations
    numbers = [
        table.number(row, word) for word in ("mass_fraction", "uncertainty", "detection_limit")
    ]
    stated = [one for one in (_ends(situation, row, "mass_fraction"), measured(*numbers)) if one]
    if not stated:
        return None
    share = meet(stated)
    if share is None:
        _disagree(situation, [row])
        share = hull(stated)
    return _as_declared(table, row, share)


def _by_grade(situation: Situation, entry: str | None, row: int) -> Bounds | None:
    """The share by mass of the entry that the grade of the material leaves open."""
    table = situation.graph.declarations
    grade, measured_as = table.text(row, "grade"), table.text(row, "measured_as")
    if grade is None or entry is None:
        return None
    metals = [metal for metal, code in situation.counted.metals.items() if code == entry]
    shares = shares_by(situation, grade)
    if shares is None or not (measured_as or metals):
        return ANY
    share = total(shares.of(metal) for metal in ([measured_as] if measured_as else metals))
    return _as_declared(table, row, share)


def _as_declared(table: Table, row: int, share: Bounds) -> Bounds:
    """A share of the element that was measured as a share of the compound that is declared."""
    metal, formula = table.text(row, "measured_as"), table.text(row, "formula")
    if metal is None or formula is None:
        return share
    inside = share_of(metal, formula)
    if inside is None or not inside.lo or inside.hi is None or share.hi is None:
        return ANY
    return Bounds(Fraction(share.lo, inside.hi), Fraction(share.hi, inside.lo))


def grades_of(situation: Situation, node: Node, supplier: str | None) -> list[str]:
    """The grades that are stated of the item itself, as this supplier delivers it."""
    table, items = situation.graph.declarations, situation.graph.items
    row = situation.graph.row(node.item)
    own = None if row is None else items.text(row, "grade")
    rows = situation.in_lot(table, table.of(node.item, situation.on), node.lot)
    said = {
        row: grade
        for row in rows
        if (grade := table.text(row, "grade")) is not None
        and table.text(row, "entry") is None
        and (supplier is None or table.text(row, "supplier") in (None, supplier))
    }
    grades = list(dict.fromkeys([*([own] if own else []), *said.values()]))
    if len(grades) > 1:
        wanted = f"one grade of {node.item}, not {' and '.join(grades)}"
        situation.tell(table.fault(next(iter(said)), "grade", wanted))
    return grades


def _ends(situation: Situation, row: int, what: str) -> Bounds | None:
    table = situation.graph.declarations
    lo, hi = table.number(row, f"{what}_lo"), table.number(row, f"{what}_hi")
    if lo is None and hi is None:
        return None
    if any(end is not None and end < 0 for end in (lo, hi)) or (
        lo is not None and hi is not None and lo > hi
    ):
        return ANY
    return Bounds(0 if lo is None else amount(lo), None if hi is None else amount(hi))
