"""A bill written by levels: each row says how deep it stands, its parent is the row above it.

The same assembly may stand at several places, with its parts written out each time or only once.
Its parts are taken where it stands first with any; a place that lists others is a fault.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from licet.basics import Fault
from licet.intake.mapping import LEVEL

_PARENT, _COMPONENT, _QUANTITY = "bom.parent", "bom.component", "bom.quantity"
_DEPTH = re.compile(r"[.\s+*-]*(\d{1,3})")
Row = dict[str, str]


@dataclass(slots=True)
class _Place:
    """One row in the tree: what stands there, below what, and what is below it."""

    row: Row
    item: str
    quantity: str
    parent: _Place | None
    parts: list[_Place] = field(default_factory=list)

    def bill(self) -> list[tuple[str, str]]:
        return [(part.item, part.quantity) for part in self.parts]


def parents(rows: list[Row], file: str, *, extended: bool) -> tuple[list[Row], list[Fault]]:
    """The rows with their parents, and the rows whose place in the tree cannot be told.

    Such a row stays, without its parent or without its component: whoever reads the table will
    put it into quarantine, and treat the bill it may belong to as unknown.

    `extended`: quantities are totals for one unit of the top, and are divided by the total of
    the parent.
    """
    places, faults = _tree(rows, file, extended=extended)
    kept = [
        {_PARENT: "", _COMPONENT: fault.key or "", "read_from": f"{file}:{fault.line}"}
        for fault in faults
    ]
    chosen: dict[str, _Place] = {}
    for place in places:
        first = chosen.setdefault(place.item, place) if place.parts else place
        if first.bill() != place.bill():
            expected = f"expected the parts that {place.item} has where it stands first"
            faults.append(_fault(place.row, file, expected, place.item))
            kept.append({_PARENT: place.item, "read_from": place.row["read_from"]})
    for place in places:
        row = {name: text for name, text in place.row.items() if name not in {LEVEL, _QUANTITY}}
        if place.parent is not None and chosen[place.parent.item] is place.parent:
            row |= {_PARENT: place.parent.item, _QUANTITY: place.quantity}
        kept.append(row)
    return kept, faults


def _tree(rows: list[Row], file: str, *, extended: bool) -> tuple[list[_Place], list[Fault]]:
    """Every row at its place; what stands below a row without a place has none either."""
    places: list[_Place] = []
    faults: list[Fault] = []
    above: list[_Place] = []
    top: int | None = None
    for row in rows:
        depth, item = _depth(row), row.get(_COMPONENT)
        top = depth if top is None else top
        level = None if depth is None or top is None else depth - top
        if level is None or item is None or not 0 <= level <= len(above):
            expected = "expected an item, and a level at most one below that of the row above"
            faults.append(_fault(row, file, expected, item))
            del above[len(above) if level is None else max(level, 0) :]
            continue
        del above[level:]
        parent = above[-1] if above else None
        place = _Place(row, item, _quantity(row, parent, extended=extended), parent)
        if parent is not None:
            parent.parts.append(place)
        places.append(place)
        above.append(place)
    return places, faults


def _depth(row: Row) -> int | None:
    found = _DEPTH.fullmatch(row.get(LEVEL, ""))
    return None if found is None else int(found[1])


def _quantity(row: Row, parent: _Place | None, *, extended: bool) -> str:
    """How much of it one parent holds, as text; a total that does not divide evenly is left out."""
    text = row.get(_QUANTITY, "")
    if not extended or parent is None or parent.parent is None:
        return text
    try:
        total, held = Decimal(text), Decimal(parent.row.get(_QUANTITY, ""))
        one = total / held
    except (InvalidOperation, ZeroDivisionError):
        return ""
    return format(one.normalize(), "f") if one * held == total else ""


def _fault(row: Row, file: str, expected: str, key: str | None) -> Fault:
    line = int(row["read_from"].rpartition(":")[2])
    return Fault(file, "level", expected, line, LEVEL, row.get(LEVEL), key)
