"""A file as rows of text: CSV, XLSX and Parquet become the same thing before anything is judged.

An empty cell is ``None``; blanks around a cell are dropped. Numbers and days that a workbook
or Parquet file holds as such are written out as the text that says the same.
"""

from __future__ import annotations

import csv
import datetime as dt
import math
from dataclasses import dataclass, field
from decimal import Decimal
from io import StringIO
from typing import TYPE_CHECKING, Any

from licet.basics import Fault, Refused
from licet.intake.cells import narrow
from licet.intake.encoding import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from python_calamine import CalamineSheet

Cell = str | None


class Figure(str):
    """A number that a workbook or Parquet holds as such, however texts beside it write theirs."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Torn:
    """A row that does not fit the header: its line, its cells as far as they go, what is wrong."""

    line: int
    cells: tuple[Cell, ...]
    expected: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a file, column by column, and the line each row stands on."""

    file: str
    header: tuple[str, ...]
    columns: tuple[list[Cell], ...]
    lines: list[int]
    torn: tuple[Torn, ...] = ()
    encoding: str | None = None


@dataclass(slots=True)
class Gathered:
    """What was taken in of a file so far."""

    header: tuple[str, ...] = ()
    rows: list[Sequence[Cell]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    torn: list[Torn] = field(default_factory=list)


def read_csv(path: Path) -> Sheet:
    """The cells of a CSV file with commas, semicolons or tabs.

    A row that cannot be taken apart, or has more or fewer cells than the header, is torn.

    Raises:
        Refused: no known encoding, or no header.
    """
    text, encoding = text_of(path)
    first = text.lstrip("\r\n").split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    gathered = Gathered()
    for line, cells in records(text, mark):
        gather(gathered, line, cells)
    return sheet_of(path, gathered, encoding)


def text_of(path: Path) -> tuple[str, str]:
    """The text of a file and its encoding.

    Raises:
        Refused: it cannot be read, or is in no known encoding.
    """
    try:
        return decode(path.read_bytes())
    except (OSError, ValueError):
        raise unreadable(path, "a text file in UTF-8, GBK, Big5 or Shift-JIS") from None


def records(text: str, mark: str) -> Iterator[tuple[int, Sequence[Cell] | None]]:
    """Each record with the line it begins on; ``None`` where its quotes do not close."""
    return records_in(StringIO(text, newline=""), mark)


def records_in(source: Iterable[str], mark: str) -> Iterator[tuple[int, Sequence[Cell] | None]]:
    """The same of a file that is open."""
    csv.field_size_limit(1 << 30)
    reader = csv.reader(source, delimiter=mark, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, None
            continue
        yield line, tuple([cell.strip() or None for cell in cells])


def read_xlsx(path: Path) -> Sheet:
    """The cells of a workbook's sheet of the file's name, or of its only sheet.

    A merged block holds its value in every cell.

    Raises:
        Refused: no workbook, no such sheet, or no header.
    """
    gathered = Gathered()
    for line, cells in next(iter(pages(path, _sheet_of).values())):
        gather(gathered, line, cells)
    return sheet_of(path, gathered, None)


def pages(
    path: Path,
    choose: Callable[[Path, Sequence[str]], str] | None = None,
    write: Callable[[Any], Cell] | None = None,
) -> dict[str, list[tuple[int, list[Cell]]]]:
    """The sheets of a workbook by name, or the one that `choose` names: lines with their cells.

    Raises:
        Refused: no workbook.
    """
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_path(path)
        names = book.sheet_names if choose is None else [choose(path, book.sheet_names)]
        return {name: _lines(book.get_sheet_by_name(name), write or written) for name in names}
    except (OSError, calamine.CalamineError):
        raise unreadable(path, "an Excel workbook (XLSX)") from None


def _lines(sheet: CalamineSheet, write: Callable[[Any], Cell]) -> list[tuple[int, list[Cell]]]:
    rows = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [rows[top][left]] * (right + 1 - left)
    return [(number, [write(cell) for cell in row]) for number, row in enumerate(rows, 1)]


def _sheet_of(path: Path, names: Sequence[str]) -> str:
    named = [name for name in names if name.strip().lower() == path.stem.lower()]
    if not named and len(names) != 1:
        expected = f"expected a sheet called «{path.stem}» among {', '.join(names)}"
        raise Refused(Fault(path.name, "workbook", expected))
    return (named or list(names))[0]


def read_parquet(path: Path, write: Callable[[Any], Cell] | None = None) -> Sheet:
    """The cells of a Parquet file; lines are its rows, counted from 1.

    Raises:
        Refused: no Parquet file.
    """
    from licet.engine import read_parquet as read

    try:
        frame = read(path)
    except Exception:  # noqa: BLE001 - each engine has its own error for a broken file
        raise unreadable(path, "a Parquet file") from None
    return written_rows(path.name, frame, 0, write)


def written_rows(
    file: str,
    frame: Any,  # noqa: ANN401 - an engine's table
    start: int,
    write: Callable[[Any], Cell] | None = None,
) -> Sheet:
    """The cells of rows of a Parquet file that begin after `start` others."""
    write = write or written
    columns = tuple([write(cell) for cell in frame[name].to_list()] for name in frame.columns)
    header = tuple(heading(name) for name in frame.columns)
    return Sheet(file, header, columns, list(range(start + 1, start + len(frame) + 1)))


def written(cell: Any) -> Cell:  # noqa: ANN401 - whatever a workbook or Parquet file may hold
    """The text of a typed cell; ``None`` for nothing and for a number that is none (NaN)."""
    if cell is None or isinstance(cell, str):
        return (cell or "").strip() or None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        # Fifteen digits is what a spreadsheet shows and keeps; the rest is binary noise.
        return None if math.isnan(cell) else _digits(format(cell, ".15g"))
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return str(cell)


def figure(cell: Any) -> Cell:  # noqa: ANN401 - whatever a workbook or Parquet file may hold
    """The text of a typed cell, that of a number marked as such."""
    text = written(cell)
    return Figure(text) if text and isinstance(cell, float | int | Decimal) else text


def _digits(text: str) -> str:
    return format(Decimal(text), "f") if "e" in text else text


def unreadable(path: Path, expected: str) -> Refused:
    """The refusal of a file that is not what its name says."""
    return Refused(Fault(path.name, "file", f"cannot be read; expected {expected}"))


def heading(name: Cell) -> str:
    """The name of a column as it is compared: in small letters, nothing around it."""
    return narrow(name or "").strip().lstrip("\ufeff").lower()


def gather(gathered: Gathered, line: int, cells: Sequence[Cell] | None) -> None:
    """Take in one record: the header first, then rows; blank lines are passed over."""
    if cells is None:
        expected = "quotation marks that close (a quotation mark inside a cell is doubled)"
        gathered.torn.append(Torn(line, (), expected))
    elif not any(cells):
        return
    elif not gathered.header:
        names = [heading(cell) for cell in cells]
        while not names[-1]:
            names.pop()
        gathered.header = tuple(names)
    else:
        width = len(gathered.header)
        if len(cells) > width and all(cell is None for cell in cells[width:]):
            cells = cells[:width]
        if len(cells) == width:
            gathered.rows.append(cells)
            gathered.lines.append(line)
        else:
            expected = f"{width} cells as in the header, not {len(cells)}"
            gathered.torn.append(Torn(line, tuple(cells), expected))


def sheet_of(path: Path, gathered: Gathered, encoding: str | None) -> Sheet:
    """What was taken in as a sheet.

    Raises:
        Refused: there was no header.
    """
    if not gathered.header:
        raise unreadable(path, "a header line with the names of the columns")
    columns: tuple[list[Cell], ...] = tuple(map(list, zip(*gathered.rows, strict=True)))
    if not gathered.rows:
        columns = tuple([] for _ in gathered.header)
    return Sheet(
        path.name, gathered.header, columns, gathered.lines, tuple(gathered.torn), encoding
    )


READERS = {".csv": read_csv, ".xlsx": read_xlsx, ".parquet": read_parquet}
"""How a file is read, by the ending of its name."""
