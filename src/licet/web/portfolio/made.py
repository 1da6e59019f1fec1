"""The files that were sent become an exporter's folder, each as somebody said that it is."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from licet.basics import Fault, Refused
from licet.intake import READ_FROM, SHAPES, Columns, adopt_all, read_extract, together
from licet.web.portfolio.looked import LEFT, MAPPED
from licet.web.portfolio.record import Sent
from licet.web.portfolio.sent import REVIEWS, is_list

_AS_THEY_STAND = frozenset((".csv", ".parquet"))
Rows = list[dict[str, str]]


def make_folder(
    sent: Path,
    folder: Path,
    files: Iterable[Sent],
    uses: Mapping[str, str],
    mappings: Sequence[Columns],
    pages: Mapping[str, str | None],
) -> list[Fault]:
    """Make the folder; what of the mapped files cannot be placed.

    Args:
        sent: where the files lie.
        folder: where to make it; it is made anew, but for the reviews in it.
        files: what was sent.
        uses: what each file, or page of one, is.
        mappings: of those that are mapped.
        pages: the page of a workbook that each is, where it has several.

    Raises:
        Refused: two files are the same table, or a file cannot be read as it was said to be.
    """
    _begin(sent, folder, files)
    straight: dict[str, str] = {}
    faults = []
    for key, use in uses.items():
        if use in {MAPPED, LEFT}:
            continue
        if use in straight:
            faults.append(Fault(key, "file", f"another file is the table «{use}» too"))
        straight.setdefault(use, key)
    if faults:
        raise Refused(*faults)
    mapped = [key for key, use in uses.items() if use == MAPPED]
    made, faults = adopt_all([sent / key for key in mapped], mappings) if mapped else ({}, [])
    for table, key in straight.items():
        if table in made:
            rows = [*_rows(sent / key, pages.get(key)), *made.pop(table)]
            _write(together(rows) if table == "items" else rows, table, folder)
        else:
            _put(sent / key, folder / table, pages.get(key))
    for table, rows in made.items():
        _write(rows, table, folder)
    return faults


def _begin(sent: Path, folder: Path, files: Iterable[Sent]) -> None:
    """An empty folder, with the reviews made before or sent, and with the lists sent."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.name == REVIEWS:
            continue
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    for one in files:
        if one.key == REVIEWS and not (folder / REVIEWS).exists():
            shutil.copyfile(sent / one.key, folder / REVIEWS)
        if is_list(one.key):
            (folder / "lists").mkdir(exist_ok=True)
            shutil.copyfile(sent / one.key, folder / "lists" / one.key)


def _put(path: Path, table: Path, page: str | None) -> None:
    """A file that is a table, as it stands; a page of a workbook with its lines where they are."""
    if path.suffix in _AS_THEY_STAND:
        shutil.copyfile(path, table.with_suffix(path.suffix))
        return
    extract = read_extract(path, page)
    sheet, at = extract.sheet, extract.header[1]
    lines: dict[int, Sequence[str | None]] = {at: sheet.header}
    lines |= dict(zip(sheet.lines, zip(*sheet.columns, strict=True), strict=True))
    lines |= {torn.line: torn.cells for torn in sheet.torn}
    with table.with_suffix(".csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for number in range(1, max(lines) + 1):
            if number in lines:
                writer.writerow([" ".join((cell or "").split()) for cell in lines[number]])
            else:
                file.write("\n")


def _rows(path: Path, page: str | None) -> Rows:
    """The rows of a table as they stand, each with the line it was read from."""
    sheet, key = read_extract(path, page).sheet, path.name
    if sheet.torn:
        expected = sheet.torn[0].expected
        raise Refused(Fault(key, "row", f"expected {expected}", sheet.torn[0].line))
    return [
        {name: cell for name, cell in zip(sheet.header, cells, strict=True) if cell is not None}
        | {READ_FROM: f"{key}:{line}"}
        for line, cells in zip(sheet.lines, zip(*sheet.columns, strict=True), strict=True)
    ]


def _write(rows: Rows, table: str, folder: Path) -> None:
    """A table as CSV, with every column that any of its rows has."""
    names = dict.fromkeys(name for row in rows for name in row if name != READ_FROM)
    needed = [column.name for column in SHAPES[table].columns if column.required]
    header = [*dict.fromkeys((*needed, *names)), READ_FROM]
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
