"""Shipments too many to be held at once, read part by part; the other tables are read whole.

A line that stands twice is in quarantine wherever the two stand: the file is gone through once
beforehand, and a fingerprint of 64 bits of each line's key is kept.
"""

from __future__ import annotations

import csv
import hashlib
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from licet.basics import Refused
from licet.engine import ENGINE_ERRORS, Kind, files_of_table, frame, length, rows_of
from licet.intake.cells import narrow
from licet.intake.folder import Folder, files_of, read_folder
from licet.intake.layout import SHAPES
from licet.intake.sheet import (
    Gathered,
    Sheet,
    gather,
    heading,
    records_in,
    sheet_of,
    unreadable,
    written,
    written_rows,
)
from licet.intake.table import typed
from licet.intake.values import read_values, translated

if TYPE_CHECKING:
    from licet.basics import Fault
    from licet.intake.shape import FactKind
    from licet.intake.sheet import Cell

_TABLE = "shipments"
_KEY = ("shipment", "line")
_OWN = ("_file", "_line")
_BYTES = 8


@dataclass(frozen=True)
class Parts:
    """An exporter's folder whose shipments are read in parts of `size` rows.

    `folder` has every other table, and of the shipments the currencies alone, which tell the
    base currency; `name` is what the shipments are called, `files` has the path of each of their
    files by its name; `rows` is how many rows of shipments there are.
    """

    folder: Folder
    name: str
    files: Mapping[str, Path]
    sheets: Callable[[], Iterator[Sheet]]
    facts: Mapping[str, FactKind]
    size: int
    rows: int
    twice: frozenset[int]

    @property
    def count(self) -> int:
        """How many parts there are."""
        return (self.rows + self.size - 1) // self.size

    def each(self, start: int = 0) -> Iterator[Folder]:
        """The folder with each part of its shipments, from one number on."""
        for sheet in islice(self.sheets(), start, None):
            yield with_sheet(self.folder, sheet, self.facts, _among(sheet, self.twice))

    def only(self, rows: Sequence[Mapping[str, str]]) -> Folder:
        """The folder with some lines alone, each a column → text, with where it stood."""
        return with_rows(self.folder, self.name, rows, self.facts)

    def own_faults(self, folder: Folder) -> tuple[Fault, ...]:
        """What was wrong with the shipments of one part."""
        return folder.quarantine[len(self.folder.quarantine) :]


def read_parts(
    path: Path, facts: Mapping[str, FactKind], size: int, table: str | None = None
) -> Parts:
    """The parts of the folder at `path`, of `size` rows of shipments each.

    The shipments are its own, or those of a table of a lake.

    Raises:
        Refused: as `read_folder` does; the shipments are in another encoding than UTF-8, or in a
            workbook; there is no such table.
    """
    name, files, sheets = _own(path, size) if table is None else _elsewhere(table, size)
    folder = read_folder(path, facts, but=_TABLE)
    said = read_values(path, facts)

    def told() -> Iterator[Sheet]:
        return (translated(sheet, _TABLE, said) for sheet in sheets())

    keys, currencies = array("Q"), set()
    for sheet in told():
        keys.extend(_prints(sheet))
        currencies |= _currencies(sheet)
    every = np.frombuffer(keys, dtype=np.uint64) if keys else np.array([], dtype=np.uint64)
    ordered = np.sort(every)
    twice = frozenset(np.unique(ordered[1:][ordered[1:] == ordered[:-1]]).tolist())
    whole = with_currencies(folder, name, currencies)
    return Parts(whole, name, files, told, facts, size, len(keys), twice)


_Sheets = Callable[[], Iterator[Sheet]]


def _own(path: Path, size: int) -> tuple[str, Mapping[str, Path], _Sheets]:
    files, _ = files_of(path)
    file = files.get(_TABLE)
    if file is None or file.suffix.lower() not in _READERS:
        expected = "expected shipments as CSV (UTF-8) or Parquet, to be read in parts"
        raise unreadable(file or path / f"{_TABLE}.csv", expected)
    read = _READERS[file.suffix.lower()]
    return file.name, {file.name: file}, lambda: read(file, size)


def _elsewhere(table: str, size: int) -> tuple[str, Mapping[str, Path], _Sheets]:
    """The shipments of a table of a lake, one file after another."""
    found = files_of_table(table)

    def sheets() -> Iterator[Sheet]:
        for file in found.files:
            try:
                for start in range(0, length(file.path), size):
                    yield written_rows(file.name, rows_of(found, file, start, size), start)
            except ENGINE_ERRORS as error:
                words = str(error).partition("\n")[0]
                raise unreadable(Path(file.name), f"the columns of the table ({words})") from None
        if not found.files:
            header = tuple(map(heading, found.schema))
            yield Sheet(table, header, tuple([] for _ in header), [])

    return table, {file.name: Path(file.path) for file in found.files}, sheets


def with_currencies(folder: Folder, name: str, currencies: Iterable[str]) -> Folder:
    """The folder with shipments of which nothing is known but the currencies they have."""
    tables = {**folder.tables, _TABLE: replace(folder.tables[_TABLE], file=name)}
    told = sorted(currencies)
    empty = tables[_TABLE].rows
    kinds = {"value": "number", "currency": "text"}
    seen = frame({"value": [1] * len(told), "currency": told}, kinds)  # type: ignore[arg-type]
    rows = seen.with_columns(
        *(frame({n: [None] * len(told)}, {n: "text"})[n] for n in empty.columns if n not in kinds)
    )
    tables[_TABLE] = replace(tables[_TABLE], rows=rows)
    missing = tuple(name for name in folder.missing if name != _TABLE)
    return replace(folder, tables=tables, missing=missing)


def with_sheet(
    folder: Folder,
    sheet: Sheet,
    facts: Mapping[str, FactKind],
    elsewhere: Collection[tuple[Cell, ...]] = (),
) -> Folder:
    """The folder with the shipments of a sheet; `elsewhere` as `typed` has it."""
    table, faults = typed(sheet, SHAPES[_TABLE], facts, elsewhere)
    extra = {_TABLE: table.extra} if table.extra else {}
    return replace(
        folder,
        tables={**folder.tables, _TABLE: table},
        quarantine=(*folder.quarantine, *faults),
        extra_columns={**folder.extra_columns, **extra},
    )


def with_rows(
    folder: Folder, name: str, rows: Sequence[Mapping[str, str]], facts: Mapping[str, FactKind]
) -> Folder:
    """The folder with some rows of shipments that are right, each with where it stood."""
    names = [n for n in dict.fromkeys(n for row in rows for n in row) if n not in _OWN]
    header = tuple(dict.fromkeys((*_KEY, "item", "on", *names)))
    columns: tuple[list[Cell], ...] = tuple([row.get(n) for row in rows] for n in header)
    found = with_sheet(folder, Sheet(name, header, columns, list(range(len(rows)))), facts)
    places = {n: [row[n] for row in rows] for n in _OWN}
    own = frame(places | {"_line": list(map(int, places["_line"]))}, _PLACED)
    table = found.tables[_TABLE]
    placed = replace(table, rows=table.rows.with_columns(*(own[n] for n in _OWN)))
    return replace(found, tables={**found.tables, _TABLE: placed})


_PLACED: Mapping[str, Kind] = {"_file": "text", "_line": "whole"}


def row_texts(row: Mapping[str, Any]) -> dict[str, str]:
    """What a row of a table says, as a file would say it; `Parts.only` reads it again."""
    found = ((name, written(cell)) for name, cell in row.items())
    return {name: text for name, text in found if text is not None}


def _currencies(sheet: Sheet) -> set[str]:
    """The currencies of lines that have a value."""
    cells = dict(zip(sheet.header, sheet.columns, strict=True))
    if "currency" not in cells or "value" not in cells:
        return set()
    pairs = zip(cells["currency"], cells["value"], strict=True)
    return {narrow(currency) for currency, value in pairs if currency and value}


def _prints(sheet: Sheet) -> Iterator[int]:
    for key in _keys(sheet):
        yield _print(key)


def _print(key: tuple[Cell, ...]) -> int:
    text = "\0".join(narrow(part or "") for part in key)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=_BYTES).digest(), "big")


def _keys(sheet: Sheet) -> Iterator[tuple[Cell, ...]]:
    cells = dict(zip(sheet.header, sheet.columns, strict=True))
    nothing: list[Cell] = [None] * len(sheet.lines)
    return zip(*(cells.get(name, nothing) for name in _KEY), strict=True)


def _among(sheet: Sheet, twice: frozenset[int]) -> Collection[tuple[Cell, ...]]:
    """The keys of a part that stand more than once in the file."""
    if not twice:
        return ()
    return {tuple(narrow(c or "") for c in key) for key in _keys(sheet) if _print(key) in twice}


def _csv(file: Path, size: int) -> Iterator[Sheet]:
    """The rows of a CSV file, so many at a time."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as source:
            first = next((line for line in source if line.strip()), "")
            mark = max(",;\t", key=first.count)
            source.seek(0)
            gathered = Gathered()
            for line, cells in records_in(source, mark):
                gather(gathered, line, cells)
                if len(gathered.rows) >= size:
                    yield sheet_of(file, gathered, "utf-8")
                    gathered = Gathered(gathered.header)
            if gathered.rows or gathered.torn or not gathered.header:
                yield sheet_of(file, gathered, "utf-8")
    except (OSError, UnicodeDecodeError, csv.Error):
        raise unreadable(file, "a CSV file in UTF-8, to be read in parts") from None


def _parquet(file: Path, size: int) -> Iterator[Sheet]:
    """The rows of a Parquet file, so many at a time."""
    from licet.engine import parquet_rows, read_parquet_rows

    try:
        rows = parquet_rows(file)
        for start in range(0, max(rows, 1), size):
            yield written_rows(file.name, read_parquet_rows(file, start, size), start)
    except Refused:
        raise
    except Exception:  # noqa: BLE001 - each engine has its own error for a broken file
        raise unreadable(file, "a Parquet file") from None


_READERS: Mapping[str, Callable[[Path, int], Iterator[Sheet]]] = {
    ".csv": _csv,
    ".parquet": _parquet,
}
