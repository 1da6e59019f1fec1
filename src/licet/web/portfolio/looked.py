"""What a file that was sent probably is: one of our tables, or columns to be mapped."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from licet.basics import Fault, Refused
from licet.intake import (
    BOOKS,
    CATENA_X,
    ITEM,
    SHAPES,
    TEXTS,
    Columns,
    FactKind,
    guess,
    guess_all,
    page_names,
    read_extract,
)
from licet.web.portfolio.record import Sent
from licet.web.portfolio.sent import REVIEWS, is_list

MAPPED, LEFT = "mapped", "left"
"""What a file may be, beside one of our tables: mapped column by column, or left out."""
MOST_COLUMNS = 2000
"""Columns of a file: to guess what each means takes its time."""
ROWS = 5
"""Rows of each file that are shown before it is used."""
_HEAD = 256 * 1024
"""Bytes of a text at the beginning of which it is seen what it is."""
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen of a file, or of one page of a workbook.

    Attributes:
        key: the name of the file, and behind a # the number of the page, if there are several.
        page: the page's name.
        use: what it probably is: a table's name, `MAPPED` or `LEFT`.
        header, rows: the headings and the first rows.
        guess: what the columns probably mean, where they are to be mapped.
        fault: why it cannot be read.
    """

    key: str
    page: str | None
    use: str
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    guess: Columns | None = None
    fault: str = ""

    def as_json(self) -> dict[str, Any]:
        """As it is kept; the mapping is kept apart, in a file that people can read."""
        return {
            "key": self.key,
            "page": self.page,
            "use": self.use,
            "header": list(self.header),
            "rows": [list(row) for row in self.rows],
            "fault": self.fault,
        }


def look(place: Path, files: tuple[Sent, ...], facts: Mapping[str, FactKind]) -> Iterator[Looked]:
    """What each file is that was sent, and each page of a workbook.

    A workbook with several pages becomes a file for each.
    """
    for one in files:
        if one.key == REVIEWS or is_list(one.key):
            continue
        path = place / one.key
        try:
            found = list(_pages(path, one, facts))
        except Refused as refused:
            found = [Looked(one.key, None, LEFT, fault=refused.faults[0].expected)]
        yield from found


def _pages(path: Path, one: Sent, facts: Mapping[str, FactKind]) -> Iterator[Looked]:
    names = page_names(path)
    if len(names) <= 1:
        yield _looked(path, one.key, None, Path(one.name).stem, facts)
        return
    for number, name in enumerate(names, 1):
        key = f"{path.stem}p{number:03}{path.suffix}"
        beside = path.with_name(key)
        if not beside.exists():
            shutil.copyfile(path, beside)
        try:
            found = _looked(beside, key, name, name, facts)
        except Refused as refused:
            found = Looked(key, name, LEFT, fault=refused.faults[0].expected)
        if found.header:
            yield found


def _looked(
    path: Path, key: str, page: str | None, stem: str, facts: Mapping[str, FactKind]
) -> Looked:
    if path.suffix == ".json":
        found = guess_all([path])[0]
        use = LEFT if "0 parts lists, 0 parts" in found.notes[0] else MAPPED
        return Looked(key, None, use, (), (), found)
    head = _beginning(path)
    sheet = read_extract(head, page).sheet
    if len(sheet.header) > MOST_COLUMNS:
        raise Refused(Fault(stem, "header", f"at most {MOST_COLUMNS} columns were expected"))
    table = table_of(stem, sheet.header, facts)
    rows = tuple(
        tuple(cell or "" for cell in row)
        for row in zip(*(c[:ROWS] for c in sheet.columns), strict=True)
    )
    if table is not None:
        return Looked(key, page, table, sheet.header, rows)
    found = guess(path, page)
    means = ITEM in found.columns.values() or "bom.component" in found.columns.values()
    return Looked(key, page, MAPPED if means else LEFT, sheet.header, rows, found)


def _beginning(path: Path) -> Path:
    """The file, or of a long text a file with its first lines."""
    if path.suffix not in TEXTS or path.stat().st_size <= _HEAD:
        return path
    with path.open("rb") as file:
        text = file.read(_HEAD)
    head = path.with_name(f"head-{path.name}")
    head.write_bytes(text[: text.rfind(b"\n") + 1] or text)
    return head


def table_of(stem: str, header: tuple[str, ...], facts: Mapping[str, FactKind]) -> str | None:
    """The table that a file is, by its name or, failing that, by most of its headings."""
    named = SHAPES.get(stem.strip().lower())
    if named is not None and _has_all(named.name, header):
        return named.name
    known = {
        name: len(shape.named(facts).keys() & set(header))
        for name, shape in SHAPES.items()
        if _has_all(name, header)
    }
    best = max(known, key=lambda name: known[name], default=None)
    if best is None or known[best] < max(_LEAST, len(header) / 2):
        return None
    return best


def _has_all(table: str, header: tuple[str, ...]) -> bool:
    return all(column.name in header for column in SHAPES[table].columns if column.required)


def is_book(key: str) -> bool:
    """Is a file of that key a workbook?"""
    return Path(key).suffix in BOOKS


__all__ = ["CATENA_X", "LEFT", "MAPPED", "Looked", "is_book", "look", "table_of"]
