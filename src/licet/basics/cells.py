"""Cells of CSV files that people open: none begins a formula, and no number is touched.

One rule for whatever writes such a file, on the command line and on the web. Files that programs
read (Parquet, JSON) and tables that are read again as an exporter's folder stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

BEGINS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet program takes for the beginning of a formula."""
NUMBER = r"[+-]?[0-9]+(\.[0-9]+)?"
"""What is only a number, whatever it begins with."""
_NUMBER = re.compile(NUMBER)


def harmless(cell: object) -> object:
    """A cell as text that is only read: what would begin a formula gets an apostrophe before it."""
    if isinstance(cell, str) and cell.startswith(BEGINS) and _NUMBER.fullmatch(cell) is None:
        return f"'{cell}"
    return cell


def harmless_row(cells: Iterable[object]) -> list[object]:
    """A row of such cells."""
    return [harmless(cell) for cell in cells]
