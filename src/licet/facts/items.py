"""What the items table says of an item, as facts: in its columns, and by the composition."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

from licet.basics import Range
from licet.facts.contents import proved
from licet.facts.sheet import Sheet
from licet.intake import Folder
from licet.rulebook import Rulebook

_NUMBERED = ("_lo", "_hi")
_SHOWN = 60
_MATERIALS = frozenset(
    """
    metal alloy oxide target magnet crystal optical_fibre luminescent hydrogen_storage ceramic
    thermal_barrier_coating magnetostrictive magnetic_refrigeration ore
    """.split()
)
_NOT_FOR = {
    "equipment": _MATERIALS | {"compound", "mixture", "reagent", "other"},
    "reagent": _MATERIALS | {"equipment", "part", "finished_product", "other"},
}
"""Forms that say by themselves that an item is no equipment, or no reagent."""


def item_rows(folder: Folder) -> dict[str, Mapping[str, Any]]:
    """The rows of the items table, by item; quarantined items have none."""
    return {row["item"]: row for row in folder.tables["items"].rows.iter_rows(named=True)}


def add_stated(
    sheet: Sheet, row: Mapping[str, Any], facts: tuple[str, ...], numbers: Collection[str]
) -> None:
    """Add every fact that a row states in a column of the fact's name."""
    place = f"{row['_file']}:{row['_line']}"
    for name in _stated_in(tuple(row), facts):
        sheet.add(name, _range(row, name) if name in numbers else row.get(name), place)


@lru_cache(maxsize=64)
def _stated_in(columns: tuple[str, ...], facts: tuple[str, ...]) -> tuple[str, ...]:
    """The facts that a table with these columns may state."""
    ends = ("", *_NUMBERED)
    return tuple(name for name in facts if any(name + end in columns for end in ends))


def add_described(
    sheet: Sheet, row: Mapping[str, Any], facts: tuple[str, ...], numbers: Collection[str]
) -> None:
    """Add what a row of the items table states, and what the composition in it proves.

    A column and the composition that contradict each other leave the fact unknown.
    """
    add_stated(sheet, row, facts, numbers)
    form = sheet.facts.get("form")
    place = f"{row['_file']}:{row['_line']}"
    for name, forms in _NOT_FOR.items():
        if name in facts and form in forms:
            sheet.default(name, "none", f"{place}; its form is {form}")
    if form is not None and sheet.facts.get("thing") in {None, "goods"} and "tech_kind" in facts:
        sheet.default("tech_kind", "none", f"{place}; a thing with a form is no technology")
    text = row.get("composition")
    if text is None:
        return
    for name, value in proved(text, facts, sheet.facts).items():
        sheet.add(name, value, f"{place}; composition «{_short(text)}»")


def described_facts(folder: Folder, book: Rulebook) -> dict[str, Sheet]:
    """What the items table says of each item: stated, and proved by its composition."""
    facts = book.business_facts()
    numbers = frozenset(name for name, fact in facts.items() if fact.kind == "number")
    found = {}
    for item, row in item_rows(folder).items():
        found[item] = Sheet()
        add_described(found[item], row, tuple(facts), numbers)
    return found


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _range(row: Mapping[str, Any], name: str) -> Range | None:
    stated = row.get(name)
    if stated is not None:
        return Range(stated, stated)
    lo, hi = (row.get(name + end) for end in _NUMBERED)
    return None if lo is None and hi is None else Range(lo, hi)
