"""The folder that a call speaks of: tables that stand in it, or a portfolio that is kept here.

Tables become a folder of files first, so that each row is read, and each mistake named, as it would
be of an exporter's own files.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from licet.basics import Fault, Refused
from licet.intake import SHAPES, FactKind, Folder, fact_kinds, read_folder
from licet.rulebook import Rulebook
from licet.web.portfolio.tables import read_item, read_tables
from licet.web.portfolio.worker import FOLDER

MOST_ROWS = 20_000
_TABLE = {"type": "array", "maxItems": MOST_ROWS, "items": {"type": "object"}}
ASKED: dict[str, Any] = {
    "tables": {
        "type": ["object", "null"],
        "description": "Tables of an exporter's folder by name, each a list of rows of texts",
        "properties": dict.fromkeys(SHAPES, _TABLE),
        "additionalProperties": False,
    },
    "portfolio": {
        "type": ["string", "null"],
        "description": "Instead of tables: the portfolio of that id, as it was last read",
    },
}
"""How a call says which folder it means."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where folders are that a call may name without holding them."""

    portfolio: Callable[[str], tuple[Path, str]]
    """Of an id: where the portfolio is kept, and the folder of its tables; KeyError if nowhere."""
    paths: bool = False
    """May it name a folder of this machine?"""


@contextmanager
def folder_of(
    asked: Mapping[str, Any], shelf: Shelf, book: Rulebook, item: str | None = None
) -> Iterator[Folder]:
    """The folder, for as long as it is asked about; of a portfolio, all that an item rests on.

    Raises:
        Refused: there is none, or it cannot be read.
    """
    named = [name for name in ("tables", "portfolio", "folder") if asked.get(name) is not None]
    if len(named) != 1:
        raise Refused(Fault("body", "tables", "either tables or a portfolio was expected"))
    given = asked[named[0]]
    kinds = fact_kinds(book.business_facts())
    if named == ["tables"]:
        with TemporaryDirectory(prefix="licet") as place:
            _write(given, Path(place))
            yield _read(place, kinds)
    elif not isinstance(given, str):
        raise Refused(Fault("body", named[0], "a text was expected"))
    elif named == ["portfolio"]:
        yield _kept(given, shelf, item)
    elif shelf.paths:
        yield read_folder(Path(given).expanduser(), kinds)
    else:
        raise Refused(Fault("body", "folder", "no key is called that"))


def _read(place: str, kinds: Mapping[str, FactKind]) -> Folder:
    try:
        return read_folder(place, kinds)
    except Refused as refused:
        raise Refused(*map(_within, refused.faults)) from None


def _within(fault: Fault) -> Fault:
    """A fault of a file, at the table of the call that it was made of."""
    name = Path(fault.file).stem
    return replace(fault, file="body", place=f"tables/{name}" if name in SHAPES else "tables")


def _kept(name: str, shelf: Shelf, item: str | None) -> Folder:
    try:
        place, tables = shelf.portfolio(name)
    except KeyError:
        raise Refused(Fault("body", "portfolio", "no portfolio is called that")) from None
    if not tables:
        raise Refused(Fault("body", "portfolio", "it has not been read yet"))
    if item is None:
        return read_tables(place / tables, place / FOLDER)
    return read_item(place / tables, place / FOLDER, item)


def _write(tables: object, place: Path) -> None:
    if not isinstance(tables, dict) or not tables:
        raise Refused(Fault("body", "tables", "tables by name were expected"))
    faults = [
        Fault("body", f"tables/{name}", f"one of {', '.join(SHAPES)} was expected")
        for name in tables
        if name not in SHAPES
    ]
    if faults:
        raise Refused(*faults)
    for name, rows in tables.items():
        _write_table(name, rows, place / f"{name}.csv")


def _write_table(name: str, rows: object, path: Path) -> None:
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_ROWS:
        expected = f"a list of one to {MOST_ROWS} rows was expected"
        raise Refused(Fault("body", f"tables/{name}", expected))
    texts = [_texts(row, f"tables/{name}/{number}") for number, row in enumerate(rows)]
    header = list(dict.fromkeys(column for row in texts for column in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows(texts)


def _texts(row: object, place: str) -> dict[str, str]:
    if not isinstance(row, dict) or not row:
        raise Refused(Fault("body", place, "a row was expected: columns with texts"))
    found = {}
    for column, value in row.items():
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
            raise Refused(Fault("body", place, f"a text was expected under «{column[:40]}»"))
        found[column] = value if isinstance(value, str) else f"{value}"
    if not found:
        raise Refused(Fault("body", place, "a row was expected: columns with texts"))
    return found
