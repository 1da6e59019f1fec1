"""Tables that are taken away do nothing when they are opened: no cell begins a formula."""

from __future__ import annotations

import csv
from pathlib import Path

BEGINS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet program takes for the beginning of a formula."""


def harmless(cell: str) -> str:
    """A cell of a CSV file as text that is only read: a formula gets an apostrophe before it."""
    return f"'{cell}" if cell.startswith(BEGINS) else cell


def write_harmless(path: Path) -> None:
    """Write a CSV file anew, with no cell that a spreadsheet program would work out.

    Workbooks need no such care: every cell of theirs is written as a text.
    """
    beside = path.with_name(f".{path.name}")
    with (
        path.open(encoding="utf-8-sig", newline="") as file,
        beside.open("w", encoding="utf-8-sig", newline="") as made,
    ):
        writer = csv.writer(made, lineterminator="\n")
        writer.writerows(map(harmless, row) for row in csv.reader(file))
    beside.replace(path)
