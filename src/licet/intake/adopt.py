"""Somebody's extract becomes tables of a folder, by a mapping that a person has confirmed.

One file may feed several tables: a bill with prices gives `bom`, `items` and `sources`. Every row
made says in `read_from` which line it was made of. What cannot be read is left as it stands, and
a row that cannot be taken apart leaves an empty one, so that reading the folder puts them into
quarantine: nothing is lost on the way that could have made an answer less clear.
"""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from licet.basics import TERRITORIES, Fault, Refused
from licet.intake.alpha3 import ALPHA_3
from licet.intake.cells import narrow
from licet.intake.extract import read_extract
from licet.intake.layout import SHAPES
from licet.intake.levels import parents
from licet.intake.mapping import BILL_NUMBER, ITEM, LEVEL, Columns
from licet.intake.sheet import Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from licet.intake.shape import Column

Rows = list[dict[str, str]]
READ_FROM = "read_from"
_PARENT, _COMPONENT, _BILL = "bom.parent", "bom.component", "bom.bill"
_OF_ITEMS = ("items", "sources", "declarations", "processes", "stock")
_OF_THEIR_OWN = ("shipments", "parties", "ownership", "rates", "prices", "grades")
_EVERY_ROW = frozenset({"bom", "shipments", "stock"})
"""Tables in which the same words twice mean twice as much."""
_NAMING = (_PARENT, _COMPONENT, LEVEL, ITEM, BILL_NUMBER)
_MONEY = {"RMB": "CNY", "CN¥": "CNY", "¥": "", "人民币": "CNY", "€": "EUR", "US$": "USD"}
_PARTS = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_ONE_NUMBER = re.compile(r"[<>=≤≥ ]*[0-9][0-9.,]* ?%?")
_FOREVER = "9999"


def adopt(path: Path | str, columns: Columns) -> tuple[dict[str, Rows], list[Fault]]:
    """The rows of each table that `path` gives under the mapping, and what stands in the way.

    Raises:
        Refused: the file cannot be read, or lacks a column that the mapping names.
    """
    sheet = read_extract(path, columns.page, columns.header).sheet
    missing = [their for their in columns.columns if their not in sheet.header]
    if missing:
        raise Refused(
            *(Fault(sheet.file, "header", f"the column «{one}» is missing") for one in missing)
        )
    cells = dict(zip(sheet.header, sheet.columns, strict=True))
    faults = [Fault(sheet.file, "row", f"expected {t.expected}", t.line) for t in sheet.torn]
    rows: Rows = []
    for number, line in enumerate(sheet.lines):
        row = {READ_FROM: f"{sheet.file}:{line}"}
        for their, target in columns.columns.items():
            text = cells[their][number]
            if text is not None:
                row[target] = _converted(text, target, columns)
        spoken_of = {name.partition(".")[0] for name in row}
        for target, text in columns.constants.items():
            if target.partition(".")[0] in spoken_of:
                row.setdefault(target, text)
        _number_bill(row)
        rows.append(row)
    if columns.layout == "levels":
        rows, wrong = parents(rows, sheet.file, extended=columns.quantities == "extended")
        faults += wrong
    tables = _tables(rows, columns)
    for torn in sheet.torn:
        for made in tables.values():
            made.append({READ_FROM: f"{sheet.file}:{torn.line}"})
    return tables, faults


def _number_bill(row: dict[str, str]) -> None:
    """A bill is known by its number and, of several under one number, the alternative."""
    number = row.pop(BILL_NUMBER, None)
    if number is not None:
        row[_BILL] = f"{number}/{row[_BILL]}" if _BILL in row else number


def write_folder(tables: Mapping[str, Iterable[Mapping[str, str]]], path: Path | str) -> None:
    """Write tables as CSV into a folder, which is made if it is not there.

    Raises:
        Refused: a table is there already; nothing is overwritten.
    """
    root = Path(path)
    root.mkdir(parents=True, exist_ok=True)
    there = [name for name in tables if (root / f"{name}.csv").exists()]
    if there:
        expected = "is there already; nothing was overwritten"
        raise Refused(*(Fault(f"{name}.csv", "file", expected) for name in there))
    for name, rows in tables.items():
        kept = list(rows)
        known = [column.name for column in SHAPES[name].columns]
        required = {column.name for column in SHAPES[name].columns if column.required}
        used = {column for row in kept for column in row} | required
        header = [*(column for column in known if column in used), READ_FROM]
        with (root / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header, lineterminator="\n")
            writer.writeheader()
            writer.writerows(kept)


def _tables(rows: Iterable[Mapping[str, str]], columns: Columns) -> dict[str, Rows]:
    """The rows of each table; what the same item says twice in the same words stands once."""
    made: dict[str, Rows] = {}
    seen: set[tuple[str, ...]] = set()
    has_bill = columns.layout in {"edges", "levels"}
    for row in rows:
        item = row.get(ITEM) or row.get(_COMPONENT)
        root = columns.without_parent == "product" and _COMPONENT in row and _PARENT not in row
        if has_bill and not root and (columns.layout == "edges" or _PARENT in row):
            _add(made, seen, "bom", _of(row, "bom"), row)
        for table in _OF_ITEMS:
            fields = _of(row, table)
            if item is not None and (fields or table == "items"):
                _add(made, seen, table, {"item": item} | fields, row)
        for table in _OF_THEIR_OWN:
            fields = _of(row, table)
            if fields:
                _add(made, seen, table, fields, row)
    if has_bill:
        _add_parents(made, seen)
    return made


def _of(row: Mapping[str, str], table: str) -> dict[str, str]:
    start = f"{table}."
    return {name.removeprefix(start): text for name, text in row.items() if name.startswith(start)}


def _add(
    made: dict[str, Rows],
    seen: set[tuple[str, ...]],
    table: str,
    fields: dict[str, str],
    row: Mapping[str, str],
) -> None:
    mark = (table, *(f"{name}={text}" for name, text in sorted(fields.items())))
    if table in _EVERY_ROW or mark not in seen:
        seen.add(mark)
        made.setdefault(table, []).append(fields | {READ_FROM: row[READ_FROM]})


def _add_parents(made: dict[str, Rows], seen: set[tuple[str, ...]]) -> None:
    """Items that stand only above others have a row of their own too."""
    there = {row["item"] for row in made.get("items", ())}
    for row in made.get("bom", ()):
        parent = row.get("parent")
        if parent and parent not in there:
            there.add(parent)
            _add(made, seen, "items", {"item": parent}, row)


def _converted(text: str, target: str, columns: Columns) -> str:
    if target in _NAMING:
        return narrow(text)
    table, _, name = target.partition(".")
    column = next(one for one in SHAPES[table].columns if one.name == name)
    return _convert(column, columns)(narrow(text))


def _convert(column: Column, columns: Columns) -> Callable[[str], str]:
    """How a text is brought into the form of our columns; what it cannot read it leaves."""
    if column.kind == "number":
        return lambda text: _number(text, columns.decimal)
    if column.kind == "share":
        return lambda text: _number(text, columns.decimal) if _ONE_NUMBER.fullmatch(text) else text
    if column.kind == "date":
        return lambda text: _day(text, columns.dates)
    if column.kind == "territory":
        return _territory
    if column.kind == "currency":
        return lambda text: _MONEY.get(text.upper(), text.upper())
    return str


def _territory(text: str) -> str:
    """A code by its two letters; words stand as they do, for `values.yaml` to explain."""
    code = ALPHA_3.get(text.upper(), text.upper())
    return code if code in TERRITORIES else text


def _number(text: str, decimal: str) -> str:
    """Without thousands separators, with a point; SAP writes the minus behind."""
    if isinstance(text, Figure):
        return text
    other = "." if decimal == "," else ","
    grouped = rf"\d{{1,3}}([{other} '\u00a0\u202f]\d{{3}})+"
    plain = text.strip()
    if re.fullmatch(rf"-?{grouped}(\{decimal}\d*)?-?", plain):
        plain = re.sub(rf"[{other} '\u00a0\u202f]", "", plain)
    elif other in plain:
        return text
    if plain.endswith("-"):
        plain = "-" + plain[:-1]
    return plain.replace(decimal, ".")


def _day(text: str, order: str) -> str:
    """A day in ISO 8601; the year 9999 means no end, and is left empty."""
    day = text.split("T", 1)[0]
    found = _COMPACT.fullmatch(day) if order == "ymd" else None
    found = found or _PARTS.fullmatch(day)
    if found is None:
        return text
    numbers = dict(zip(order if order != "iso" else "ymd", found.groups(), strict=True))
    if numbers["y"] == _FOREVER:
        return ""
    try:
        return date(int(numbers["y"]), int(numbers["m"]), int(numbers["d"])).isoformat()
    except ValueError:
        return text
