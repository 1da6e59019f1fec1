"""What the items table says of an item, as facts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from licet.basics import Range
from licet.facts.sheet import Sheet
from licet.intake import Folder

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


def _range(row: Mapping[str, Any], name: str) -> Range | None:
    stated = row.get(name)
    if stated is not None:
        return Range(stated, stated)
    lo, hi = (row.get(name + end) for end in _NUMBERED)
    return None if lo is None and hi is None else Range(lo, hi)
