"""Tables as an Excel workbook, written column by column at the speed of the engine.

XlsxWriter makes the workbook with its headings; the rows, which would take it minutes, are put
into it here. Office Open XML, ECMA-376 part 1, 18.3 (worksheets) and 18.4 (shared strings).
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import polars as pl

MOST_ROWS = 1_048_575
"""Rows that a sheet holds below its heading."""
_LONGEST = 32_767
"""Letters that a cell holds."""
_AT_ONCE = 20_000
_PACKED = 3
"""How hard rows are packed, of nine: harder takes longer and saves little."""
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]|_x[0-9A-Fa-f]{4}_")
_STRINGS = "xl/sharedStrings.xml"


def write_workbook(
    sheets: Mapping[str, Any],
    path: Path,
    *,
    widths: Mapping[str, int],
    width: int = 16,
    frozen: int = 0,
) -> None:
    """Write tables of texts, each a sheet with a bold heading that stays, and filters.

    Args:
        sheets: name → a frame of texts, of at most `MOST_ROWS` rows; `None` is an empty cell.
        path: the file.
        widths: column → its width in letters.
        width: that of the others.
        frozen: how many columns stay when the sheet is moved.
    """
    tables = {name: _native(table) for name, table in sheets.items()}
    words = _words(tables)
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty.xlsx"
        _headings(tables, empty, widths, width, frozen)
        with ZipFile(empty) as given, ZipFile(path, "w", ZIP_DEFLATED, compresslevel=_PACKED) as to:
            shared = given.read(_STRINGS).decode()
            known = shared.count("<si>")
            for name in given.namelist():
                if name == _STRINGS:
                    to.writestr(name, _strings(shared, words, tables))
                    continue
                found = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
                if found is None:
                    to.writestr(name, given.read(name))
                    continue
                table = list(tables.values())[int(found[1]) - 1]
                before, row, after = given.read(name).decode().partition("</sheetData>")
                with to.open(name, "w", force_zip64=True) as entry:
                    entry.write(before.encode())
                    for part in _rows(table, words, known):
                        entry.write(part)
                    entry.write((row + after).encode())


def _native(table: Any) -> pl.DataFrame:  # noqa: ANN401 - a Polars or Narwhals frame
    found: pl.DataFrame = table if isinstance(table, pl.DataFrame) else table.to_native()
    return found


def _words(tables: Mapping[str, pl.DataFrame]) -> pl.Series:
    """Every text of the tables once."""
    columns = [table[name].alias("text") for table in tables.values() for name in table.columns]
    if not columns:
        return pl.Series("text", [], dtype=pl.String)
    once = [column.drop_nulls().unique(maintain_order=True) for column in columns]
    return pl.concat(once).unique(maintain_order=True)


def _headings(
    tables: Mapping[str, pl.DataFrame],
    path: Path,
    widths: Mapping[str, int],
    width: int,
    frozen: int,
) -> None:
    from xlsxwriter import Workbook

    with Workbook(path) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        for name, table in tables.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, frozen)
            for number, column in enumerate(table.columns):
                sheet.write_string(0, number, column, head)
                sheet.set_column(number, number, widths.get(column, width))
            sheet.autofilter(0, 0, max(table.height, 1), len(table.columns) - 1)


def _strings(shared: str, words: pl.Series, tables: Mapping[str, pl.DataFrame]) -> str:
    """The texts that XlsxWriter wrote for the headings, and those of the rows."""
    cells = sum(t.width + sum(t.height - t[c].null_count() for c in t.columns)
                for t in tables.values())  # fmt: skip
    items = "".join(map(_item, words.to_list()))
    total = shared.count("<si>") + len(words)
    counted = re.sub(r'count="\d+" uniqueCount="\d+"',
                     f'count="{cells}" uniqueCount="{total}"', shared, count=1)  # fmt: skip
    return counted.replace("</sst>", items + "</sst>")


def _item(text: str) -> str:
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1] + "…"
    told = _ILLEGAL.sub(_escaped, text)
    told = told.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<si><t{kept}>{told}</t></si>"


def _escaped(found: re.Match[str]) -> str:
    text = found[0]
    return f"_x005F{text}" if len(text) > 1 else f"_x{ord(text):04X}_"


def _rows(table: pl.DataFrame, words: pl.Series, known: int) -> Iterator[bytes]:
    """The rows of a sheet as XML, some at a time."""
    numbers = pl.int_range(known, known + len(words), eager=True, dtype=pl.Int64)
    coded = pl.DataFrame(
        [
            table[name].replace_strict(words, numbers, default=None, return_dtype=pl.Int64)
            if table[name].null_count() < table.height
            else pl.Series(name, [None] * table.height, dtype=pl.Int64)
            for name in table.columns
        ]
    )
    for start in range(0, table.height, _AT_ONCE):
        some = coded[start : start + _AT_ONCE]
        line = pl.int_range(start + 2, start + 2 + some.height, eager=True).cast(pl.String)
        cells = [_cell(name, at) for at, name in enumerate(coded.columns)]
        xml = some.with_columns(line.alias("\0row")).select(
            pl.concat_str(pl.lit('<row r="'), "\0row", pl.lit('">'), *cells, pl.lit("</row>"))
        )
        yield "".join(xml.to_series().to_list()).encode()


def _cell(name: str, at: int) -> pl.Expr:
    written = pl.concat_str(
        pl.lit(f'<c r="{_letters(at)}'),
        "\0row",
        pl.lit('" t="s"><v>'),
        pl.col(name),
        pl.lit("</v></c>"),
    )
    return pl.when(pl.col(name).is_null()).then(pl.lit("")).otherwise(written)


def _letters(at: int) -> str:
    """The name of a column: A, B, on to Z, then AA."""
    more, last = divmod(at, 26)
    return (_letters(more - 1) if more else "") + chr(ord("A") + last)
