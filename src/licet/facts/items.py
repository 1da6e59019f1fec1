"""What the items table says of an item, as facts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from licet.basics import Range
from licet.facts.sheet import Sheet, Value
from licet.intake import Folder
from licet.rulebook import Rulebook

_NUMBERED = ("_lo", "_hi")


def item_rows(folder: Folder) -> dict[str, Mapping[str, Any]]:
    """The rows of the items table, by item; quarantined items have none."""
    return {row["item"]: row for row in folder.tables["items"].rows.iter_rows(named=True)}


def add_stated(
    sheet: Sheet, row: Mapping[str, Any], facts: Collection[str], numbers: Collection[str]
) -> None:
    """Add every fact that a row states in a column of the fact's name."""
    place = f"{row['_file']}:{row['_line']}"
    for name in facts:
        if name in numbers:
            sheet.add(name, _range(row, name), place)
        elif name in row:
            sheet.add(name, row[name], place)


def stated_facts(folder: Folder, book: Rulebook) -> dict[str, dict[str, Value]]:
    """The facts that the items table states, by item."""
    facts = book.business_facts()
    numbers = [name for name, fact in facts.items() if fact.kind == "number"]
    found = {}
    for item, row in item_rows(folder).items():
        sheet = Sheet()
        add_stated(sheet, row, tuple(facts), numbers)
        found[item] = sheet.facts
    return found


def _range(row: Mapping[str, Any], name: str) -> Range | None:
    stated = row.get(name)
    if stated is not None:
        return Range(stated, stated)
    lo, hi = (row.get(name + end) for end in _NUMBERED)
    return None if lo is None and hi is None else Range(lo, hi)
