"""A million lines between two days: which flip, by which clause, worth how much.

The lines are those of the Japanese exporter of the examples, with customers, destinations, days
and values drawn anew (seeded), held as a table as the intake gives it; reading the file is not
measured here.
"""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
from beside.figures import Figures

from licet.foresee import Side, impact, money
from licet.intake import Folder, fact_kinds, read_folder
from licet.rulebook import rulebook

EXAMPLE = Path(__file__).parents[1] / "examples" / "kitakami-motors"
KNOWN, LAST, FIRST = date(2026, 11, 22), date(2026, 11, 10), date(2026, 11, 11)
PLACES = ("TW", "DE", "US", "VN", "IN", "CN", "HK")


def large(folder: Folder, lines: int, draw: random.Random) -> Folder:
    """The folder with so many lines."""
    table = folder.tables["shipments"]
    own: Any = table.rows.to_native()
    names = [row["party"] for row in folder.tables["parties"].rows.rows(named=True)][10:]
    customers = [draw.choice(names) for _ in range(lines)]
    rows = own[[draw.randrange(own.height) for _ in range(lines)]].with_columns(
        pl.Series("shipment", [f"S{number // 5}" for number in range(lines)]),
        pl.Series("line", [str(number % 5 + 1) for number in range(lines)]),
        pl.Series("importer", customers),
        pl.Series("end_user", customers),
        pl.Series(
            "ship_to", [draw.choice(PLACES) for _ in range(lines)], dtype=own["ship_to"].dtype
        ),
        pl.Series("value", [draw.randint(1000, 9_000_000) for _ in range(lines)]).cast(
            own["value"].dtype
        ),
    )
    made = replace(table, rows=nw.from_native(rows, eager_only=True))
    return replace(folder, tables={**folder.tables, "shipments": made})


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", type=int, default=1_000_000)
    given = parser.parse_args()
    book = rulebook()
    read = read_folder(EXAMPLE, fact_kinds(book.business_facts()))
    folder = large(read, given.lines, random.Random(1))  # noqa: S311 - a measurement
    sides = [Side(book, KNOWN, day, "suspension-lapsed") for day in (LAST, FIRST)]
    began = time.perf_counter()
    found = impact(folder, *sides, months=0)
    moves = found.moves
    spent = time.perf_counter() - began
    kinds = len(found.kinds.counts)
    told = Figures(__file__)
    told.tell(f"{given.lines:,} lines of {kinds:,} kinds between two days", spent, "s", most=30)
    for (one, other), (lines, value) in moves.items():
        print(f"  {one} → {other}: {lines:,} lines, {money(value)} {found.currency}")
    began = time.perf_counter()
    turns = impact(folder, *sides).calendar
    spent = time.perf_counter() - began
    told.tell(f"the same with the calendar of 24 months, {len(turns)} days of flips", spent, "s")
    told.keep()


if __name__ == "__main__":
    main()
