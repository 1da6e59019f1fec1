"""Shipments too many to be held at once, read part by part; the other tables are read whole.

A line that stands twice is in quarantine wherever the two stand: the file is gone through once
beforehand, and a fingerprint of 64 bits of each line's key is kept.
"""

from __future__ import annotations

import csv
import hashlib
from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from licet.basics import Refused
from licet.engine import frame
from licet.intake.cells import narrow
from licet.intake.folder import Folder, files_of, read_folder
from licet.intake.layout import SHAPES
from licet.intake.sheet import (
    Gathered,
    Sheet,
    gather,
    records_in,
    sheet_of,
    unreadable,
    written,
    written_rows,
)
from licet.intake.table import Table, typed
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
    base currency; `rows` is how many rows of shipments there are.
    """

    folder: Folder
    file: Path
    facts: Mapping[str, FactKind]
    size: int
    rows: int
    twice: frozenset[int]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many parts there are."""
        return (self.rows + self.size - 1) // self.size

    def each(self, start: int = 0) -> Iterator[Folder]:
        """The folder with each part of its shipments, from one number on."""
        for sheet in islice(_sheets(self.file, self.size), start, None):
            elsewhere = _among(sheet, self.twice)
            told = translated(sheet, _TABLE, self.values)
            yield self._with(*typed(told, SHAPES[_TABLE], self.facts, elsewhere))

    def only(self, rows: Sequence[Mapping[str, str]]) -> Folder:
        """The folder with some lines alone, each a column → text, with where it stood."""
        names = [n for n in dict.fromkeys(n for row in rows for n in row) if n not in _OWN]
        header = tuple(dict.fromkeys((*_KEY, "item", "on", *names)))
        columns: tuple[list[Cell], ...] = tuple([row.get(n) for row in rows] for n in header)
        lines = [int(row["_line"]) for row in rows]
        sheet = Sheet(self.file.name, header, columns, lines)
        return self._with(*typed(sheet, SHAPES[_TABLE], self.facts))

    def _with(self, table: Table, faults: tuple[Fault, ...]) -> Folder:
        extra = {_TABLE: table.extra} if table.extra else {}
        return replace(
            self.folder,
            tables={**self.folder.tables, _TABLE: table},
            quarantine=(*self.folder.quarantine, *faults),
            extra_columns={**self.folder.extra_columns, **extra},
        )

    def own_faults(self, folder: Folder) -> tuple[Fault, ...]:
        """What was wrong with the shipments of one part."""
        return folder.quarantine[len(self.folder.quarantine) :]


def read_parts(path: Path, facts: Mapping[str, FactKind], size: int) -> Parts:
    """The parts of the folder at `path`, of `size` rows of shipments each.

    Raises:
        Refused: as `read_folder` does; the shipments are in another encoding than UTF-8, or in a
            workbook.
    """
    files, _ = files_of(path)
    file = files.get(_TABLE)
    if file is None or file.suffix.lower() not in _READERS:
        expected = "expected shipments as CSV (UTF-8) or Parquet, to be read in parts"
        raise unreadable(file or path / f"{_TABLE}.csv", expected)
    folder = read_folder(path, facts, but=_TABLE)
    keys, currencies = array("Q"), set()
    said = read_values(path, facts)
    for sheet in _sheets(file, size):
        keys.extend(_prints(sheet))
        currencies |= _currencies(translated(sheet, _TABLE, said))
    every = np.frombuffer(keys, dtype=np.uint64) if keys else np.array([], dtype=np.uint64)
    ordered = np.sort(every)
    twice = frozenset(np.unique(ordered[1:][ordered[1:] == ordered[:-1]]).tolist())
    tables = {**folder.tables, _TABLE: replace(folder.tables[_TABLE], file=file.name)}
    told = sorted(currencies)
    empty = tables[_TABLE].rows
    kinds = {"value": "number", "currency": "text"}
    seen = frame({"value": [1] * len(told), "currency": told}, kinds)  # type: ignore[arg-type]
    rows = seen.with_columns(
        *(frame({n: [None] * len(told)}, {n: "text"})[n] for n in empty.columns if n not in kinds)
    )
    tables[_TABLE] = replace(tables[_TABLE], rows=rows)
    missing = tuple(name for name in folder.missing if name != _TABLE)
    whole = replace(folder, tables=tables, missing=missing)
    return Parts(whole, file, facts, size, len(keys), twice, said)


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


def _sheets(file: Path, size: int) -> Iterator[Sheet]:
    return _READERS[file.suffix.lower()](file, size)


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
            yield written_rows(file, read_parquet_rows(file, start, size), start)
    except Refused:
        raise
    except Exception:  # noqa: BLE001 - each engine has its own error for a broken file
        raise unreadable(file, "a Parquet file") from None


_READERS: Mapping[str, Callable[[Path, int], Iterator[Sheet]]] = {
    ".csv": _csv,
    ".parquet": _parquet,
}
