"""What somebody's columns probably mean, judged by their headings and cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licet.intake.extract import read_extract
from licet.intake.headings import meant, without_currency
from licet.intake.layout import SHAPES
from licet.intake.mapping import ITEM, LEVEL, Columns
from licet.intake.sheet import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

_EITHER, _LOT = "parent_or_item", "lot"
_NUMBERS = (
    "bom.quantity", "sources.price", "sources.per", "items.weight", "items.value", "bom.scrap",
    "stock.quantity",
    "declarations.mass_fraction", "declarations.mass_fraction_lo", "declarations.mass_fraction_hi",
    "grades.mass_fraction_lo", "grades.mass_fraction_hi",
)  # fmt: skip
_DAYS = ("bom.valid_from", "bom.valid_to", "sources.valid_from", "sources.valid_to", "stock.on")
_LISTS = (
    "stock.on", "grades.element", "declarations.mass_fraction", "declarations.mass_fraction_lo",
    "declarations.mass_fraction_hi", "declarations.detection_limit", "declarations.entry",
)  # fmt: skip
"""Columns by which a list is one of stock, grades or declarations; the first that is there."""
_VAGUE = frozenset({"declarations.rank", "declarations.formula", "declarations.evidence"})
_NOBODY = _VAGUE | {_LOT}
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.\d{4}")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/\d{4}")
_DIGITS = re.compile(r"\d{8}")
_LAST_MONTH = 12
_ROOTS = {
    "product": "without_parent: rows without a parent are taken for the products themselves;"
    " write fault if their parent was lost",
    "fault": "without_parent: rows without a parent are left out as faults; write product if they"
    " are the products themselves",
}


def guess(path: Path | str, page: str | None = None) -> Columns:
    """What the columns of a CSV, XLSX or Parquet file probably mean, and where they begin.

    Of a workbook, `page` is looked at, or the page whose headings are known best.

    Raises:
        Refused: the file cannot be read.
    """
    extract = read_extract(path, page)
    sheet = extract.sheet
    found, unsure = _targets(sheet.header)
    layout = _layout(found)
    columns = _columns(found, layout)
    unsure += [name for name in found if name not in columns and found[name] not in _NOBODY]
    cells = dict(zip(sheet.header, sheet.columns, strict=True))
    seen = {target: cells[name] for name, target in columns.items()}
    decimal, unclear = _decimal(seen)
    dates, undated = _dates(seen)
    roots = layout == "edges" and None in seen["bom.parent"]
    without_parent = "product" if roots and _are_products(seen) else "fault"
    constants = _constants(columns)
    notes = tuple(_notes(layout, unclear=unclear, undated=undated, seen=seen, known=constants))
    if roots:
        notes = (*notes, _ROOTS[without_parent])
    return Columns(
        file=sheet.file,
        layout=layout,
        page=extract.page,
        header=extract.header,
        columns=columns,
        decimal=decimal,
        dates=dates,
        unsure=tuple(unsure),
        ignored=tuple(name for name in sheet.header if name not in columns),
        notes=notes,
        without_parent=without_parent,
        constants=constants,
    )


def _targets(header: Iterable[str]) -> tuple[dict[str, str], list[str]]:
    """Our column for each of theirs, and theirs that are only alike or named a second time."""
    found: dict[str, str] = {}
    unsure: list[str] = []
    for name in header:
        one = meant(name)
        if one is None:
            continue
        if one.target in found.values():
            unsure.append(name)
            continue
        found[name] = one.target
        if one.alike:
            unsure.append(name)
    return found, unsure


def _layout(found: Mapping[str, str]) -> str:
    targets = set(found.values())
    if "bom.component" in targets and targets & {"bom.parent", _EITHER}:
        return "edges"
    if LEVEL in targets and targets & {"bom.component", _EITHER}:
        return "levels"
    return "list"


def _table(found: Mapping[str, str]) -> str | None:
    """The table of which a row is, where one of its columns is named that no other table has."""
    named = set(found.values())
    return next((one.partition(".")[0] for one in _LISTS if one in named), None)


def _columns(found: Mapping[str, str], layout: str) -> dict[str, str]:
    """The column of ours that each heading means in this layout, each once."""
    table = _table(found)
    columns: dict[str, str] = {}
    for name, target in found.items():
        placed = _placed(target, layout, table)
        if placed is not None and placed not in columns.values():
            columns[name] = placed
    return _of_values(columns)


def _of_values(columns: dict[str, str]) -> dict[str, str]:
    """A currency beside values of items, where there are no prices, is theirs."""
    targets = set(columns.values())
    if "items.value" not in targets or targets & {"sources.price", "items.currency"}:
        return columns
    own = {"sources.currency": "items.currency"}
    return {name: own.get(target, target) for name, target in columns.items()}


def _placed(target: str, layout: str, table: str | None) -> str | None:
    """Where a heading belongs that means several things; ``None`` if nobody can say."""
    if target == _EITHER:
        return {"edges": "bom.parent", "levels": "bom.component"}.get(layout, ITEM)
    column = target.rpartition(".")[2]
    if layout == "list" and table is not None and target != ITEM and _is_of(table, column):
        return f"{table}.{column}"
    if target == _LOT or (target in _VAGUE and table != "declarations"):
        return None  # too general a word
    if layout == "list" and target == "bom.unit":
        return "items.unit"
    if layout == "list" and target.startswith("bom.valid"):
        return target.replace("bom.", "sources.")
    return target


def _is_of(table: str, column: str) -> bool:
    return any(one.name == column for one in SHAPES[table].columns)


def _decimal(seen: Mapping[str, Sequence[str | None]]) -> tuple[str, bool]:
    """The decimal mark that every number allows, and whether another would do as well.

    Where either would do (SAP writes 16,000 pieces for sixteen), whoever writes 01.02.2026 has a
    comma before the decimals.
    """
    texts = [text for target in _NUMBERS for text in seen.get(target, ())
             if text and not isinstance(text, Figure)]  # fmt: skip
    point = any(re.search(r",\d{3}\.|\.\d{1,2}$|\.\d{4,}$|^0\.", text) for text in texts)
    comma = any(re.search(r"\.\d{3},|,\d{1,2}$|,\d{4,}$|^0,", text) for text in texts)
    marks = any(mark in text for text in texts for mark in ".,")
    german = marks and point == comma and _is_dotted(seen)
    return ("," if german or (comma and not point) else "."), marks and point == comma


def _is_dotted(seen: Mapping[str, Sequence[str | None]]) -> bool:
    return any(_DOTTED.fullmatch(text) for name in _DAYS for text in seen.get(name, ()) if text)


def _dates(seen: Mapping[str, Sequence[str | None]]) -> tuple[str, bool]:
    """The order of day, month and year, and whether another would do as well."""
    if _is_dotted(seen):
        return "dmy", False
    texts = [text for target in _DAYS for text in seen.get(target, ()) if text]
    slashed = [found for text in texts if (found := _SLASHED.fullmatch(text))]
    if slashed:
        first = max(int(found[1]) for found in slashed)
        second = max(int(found[2]) for found in slashed)
        return ("dmy" if first > _LAST_MONTH else "mdy"), max(first, second) <= _LAST_MONTH
    return ("ymd" if any(_DIGITS.fullmatch(text) for text in texts) else "iso"), False


def _are_products(seen: Mapping[str, Sequence[str | None]]) -> bool:
    """Does no row say of an item without a parent that it has one?"""
    pairs = list(zip(seen["bom.parent"], seen["bom.component"], strict=True))
    tops = {component for parent, component in pairs if parent is None}
    return None not in tops and not any(p is not None and c in tops for p, c in pairs)


def _constants(columns: Mapping[str, str]) -> dict[str, str]:
    """The currency that the heading of prices or values names, if no column does."""
    found: dict[str, str] = {}
    for name, target in columns.items():
        _, currency = without_currency(name)
        table = target.partition(".")[0]
        own = f"{table}.currency"
        if target in {"sources.price", "items.value"} and currency and own not in columns.values():
            found[own] = currency
    return found


def _notes(
    layout: str,
    *,
    unclear: bool,
    undated: bool,
    seen: Mapping[str, Sequence[str | None]],
    known: Mapping[str, str],
) -> Iterable[str]:
    """What a person should look at before saying yes."""
    if unclear:
        yield "decimal: some numbers can be read with a point or a comma; look at them"
    if undated:
        yield "dates: every date can be read day first or month first; look at them"
    if layout == "levels":
        yield "quantities: taken as per unit of the parent; write extended if they are totals"
    if "bom.bill" in seen:
        yield "bom.bill: of several bills of one parent, one is made, with all of its rows"
    if "sources.price" in seen and "sources.per" not in seen:
        yield "sources.per: no column says how many units a price buys; taken as one"
    for target, value in known.items():
        yield f"{target}: taken to be {value}, as the heading of the prices says"
    if "sources.price" in seen and "sources.currency" not in {*seen, *known}:
        yield "sources.currency: no column says in which currency prices are"
    if "items.value" in seen and "items.currency" not in {*seen, *known}:
        yield "items.currency: no column says in which currency values are"
