"""A group's portfolio, drawn (seeded): items with parts lists, customers, monthly rates, shipments.

A tenth of the items is bought abroad in another currency, so that what is in them is worth another
share every month; each customer buys some forty items for one to three places of its own.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

ITEMS, CUSTOMERS, PLACES = 1500, 60, 40
FIRST, DAYS = date(2025, 11, 3), 365
_TERRITORIES = (
    "US DE FR GB IT ES NL BE SE FI PL CZ AT CH HU RO TR IN VN TH MY ID PH SG KR TW HK AU NZ CA MX"
    " BR AR CL ZA EG SA AE IL KZ"
).split()
_HEADS = {
    "items": "item description value currency annex1 dual_use_code made_in origin embedded form",
    "bom": "parent component quantity",
    "sources": "item supplier price currency origin made_in",
    "parties": "party name country military",
    "ownership": "owner owned share_lo share_hi",
    "rates": "currency on rate",
}


def write_tables(folder: Path, draw: random.Random) -> list[str]:
    """Write every table but the shipments; the items that are sold."""
    folder.mkdir(parents=True, exist_ok=True)
    magnets = [f"MAG-{n:03}" for n in range(100)]
    parts = [f"PART-{n:04}" for n in range(ITEMS // 2)]
    sold = [f"MOTOR-{n:04}" for n in range(ITEMS - len(parts) - len(magnets) - 3)]
    _write(folder, "items", _items(sold, magnets, parts, draw))
    _write(folder, "bom", _bom(sold, magnets, parts, draw))
    _write(folder, "sources", _sources(magnets, parts, draw))
    parties = [("OWN", "Kitagawa Drives K.K.", "JP", "false")]
    parties += [
        (f"C{n:02}", f"Customer {n} Industries", _TERRITORIES[n % PLACES], "false")
        for n in range(CUSTOMERS)
    ]
    _write(folder, "parties", parties)
    _write(folder, "ownership", [(f"C{n:02}", f"C{n + 1:02}", 60, 60) for n in range(0, 20, 2)])
    rates: list[tuple[str, date, float]] = [("JPY", FIRST - timedelta(days=400), 1)]
    for month in range(-12, 13):
        first = date(2025 + (10 + month) // 12, (10 + month) % 12 + 1, 1)
        rates += [("USD", first, draw.randint(1450, 1570) / 10)]
        rates += [("CNY", first, draw.randint(201, 218) / 10)]
    _write(folder, "rates", rates)
    return [*sold, *magnets]


def _items(
    sold: Sequence[str], magnets: Sequence[str], parts: Sequence[str], draw: random.Random
) -> Iterator[Sequence[object]]:
    yield "DYOX", "dysprosium oxide", 60000, "JPY", "P1-10", "none", "CN", "CN", "as_such", "oxide"
    yield "NDFEB-RAW", "magnet alloy", 9000, "JPY", "none", "none", "CN", "CN", "as_such", "alloy"
    yield "STEEL", "steel sheet", 200, "JPY", "none", "none", "JP", "JP", "as_such", "other"
    for item in magnets:
        value = draw.randint(300, 9000)
        yield item, "magnet", value, "JPY", "P2-I-3", "1C905.a.4", "JP", "JP", "as_such", "magnet"
    for item in parts:
        yield item, "part", draw.randint(50, 4000), "JPY", "none", "none", "JP", "JP", "", "part"
    for item in sold:
        value, entry = draw.randint(4000, 900_000), "P2-I-4" if draw.random() < 0.5 else "none"
        yield item, "drive", value, "JPY", entry, "none", "JP", "JP", "finished_product", ""


def _bom(
    sold: Sequence[str], magnets: Sequence[str], parts: Sequence[str], draw: random.Random
) -> Iterator[Sequence[object]]:
    for item in magnets:
        yield item, "NDFEB-RAW", draw.randint(10, 60) / 100
        if draw.random() < 0.7:
            yield item, "DYOX", draw.randint(1, 40) / 10000
    for number, item in enumerate(parts):
        yield item, "STEEL", draw.randint(1, 9)
        if number % 20 == 0 and number > 40:
            yield item, parts[number - draw.randint(1, 40)], 1
    for item in sold:
        for part in draw.sample(parts, draw.randint(4, 24)):
            yield item, part, draw.randint(1, 8)
        if draw.random() < 0.6:
            yield item, draw.choice(magnets), draw.randint(2, 12)


def _sources(
    magnets: Sequence[str], parts: Sequence[str], draw: random.Random
) -> Iterator[Sequence[object]]:
    yield "DYOX", "Ganzhou Oxides", 2900, "CNY", "CN", "CN"
    yield "NDFEB-RAW", "Ningbo Alloys", 9000, "JPY", "CN", "CN"
    for item in (*magnets, *parts):
        if draw.random() < 0.1:
            yield item, "Foreign Parts Inc.", draw.randint(1, 40), "USD", "US", "US"


def _write(folder: Path, name: str, rows: Iterator[Sequence[object]] | Sequence[object]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_HEADS[name].split())
        writer.writerows(rows)  # type: ignore[arg-type]


Tie = tuple[str, str, str]
"""An item that a customer buys for a place."""


def ties_of(sold: Sequence[str], draw: random.Random) -> list[Tie]:
    """Who buys what for where."""
    ties = []
    for number in range(CUSTOMERS):
        places = draw.sample(_TERRITORIES[:PLACES], draw.randint(1, 3))
        wanted = draw.sample(sold, 40)
        ties += [(item, f"C{number:02}", draw.choice(places)) for item in wanted]
    return ties


def shipments(
    lines: int, ties: Sequence[Tie], seed: int, *, first: int = 0, apart: bool = False
) -> pl.DataFrame:
    """So many lines, numbered from `first` on; with `apart` no two of them are of one kind."""
    dice = np.random.default_rng((seed, first))
    drawn = pl.DataFrame(ties, schema=["item", "importer", "ship_to"], orient="row")
    drawn = drawn[(dice.random(lines) ** 2 * len(ties)).astype(np.int64)]
    number = pl.select(pl.int_range(first, first + lines)).to_series()
    cents = pl.Series(dice.integers(10_000, 90_000_000, lines)).cast(pl.Decimal(20, 2)) / 100
    table = pl.DataFrame(
        {
            "shipment": "S" + (number // 5).cast(pl.String).str.zfill(8),
            "line": (number % 5 + 1).cast(pl.String),
            "item": drawn["item"],
            "quantity": pl.Series(dice.integers(1, 501, lines)).cast(pl.String),
            "value": cents.cast(pl.Decimal(20, 2)).cast(pl.String),
            "currency": pl.Series(["JPY", "USD"])[(dice.random(lines) < 1 / 5).astype(np.int64)],
            "on": pl.Series(np.datetime64(FIRST) + dice.integers(0, DAYS, lines)).cast(pl.String),
            "ship_from": pl.repeat("JP", lines, eager=True),
            "ship_to": drawn["ship_to"],
            "exporter": pl.repeat("OWN", lines, eager=True),
            "importer": drawn["importer"],
            "end_user": drawn["importer"],
            "use_military": pl.Series(["false", None])[
                (dice.random(lines) < 1 / 10).astype(np.int64)
            ],
        }
    )
    if not apart:
        return table
    return table.with_columns((number + 1).cast(pl.String).alias("use_logic_node_nm"))
