"""The tables of a folder, kept as Parquet: read again whole, or only what a line or party needs.

A line of a portfolio of a million is explained from the few rows that it rests on: the parts
below its item, the parties of the line and all that are joined to them by a holding.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import narwhals as nw

from licet.basics import Fault
from licet.engine import scan_parquet, write_parquet
from licet.intake import SHAPES, Folder, Table
from licet.web.portfolio.record import read_json, write_json

MADE = "read.json"
_OF_ITEMS = ("items", "sources", "declarations", "processes", "stock")
_ROLES = ("exporter", "importer", "end_user")


def write_tables(folder: Folder, place: Path, faults: Collection[Fault] = ()) -> None:
    """Keep the tables of a folder; `faults` are those of the files they were made of."""
    place.mkdir(parents=True, exist_ok=True)
    for name, table in folder.tables.items():
        write_parquet(table.rows, place / f"{name}.parquet")
    write_json(
        place / MADE,
        {
            "tables": {
                name: {
                    "file": table.file,
                    "rows": len(table.rows),
                    "given": table.given,
                    "extra": table.extra,
                    "encoding": table.encoding,
                }
                for name, table in folder.tables.items()
            },
            "quarantine": [asdict(fault) for fault in folder.quarantine],
            "faults": [asdict(fault) for fault in faults],
            "missing": folder.missing,
            "unread": folder.unread,
        },
    )


def note_units(place: Path, units: Mapping[str, Mapping[str, int]]) -> None:
    """Keep beside the tables which units nobody but the sender defines."""
    write_json(place / MADE, {**made_of(place), "units": units})


def made_of(place: Path) -> Mapping[str, Any]:
    """What is said of the tables: their files and rows, what was left out and why."""
    found: Mapping[str, Any] = read_json(place / MADE)
    return found


def quarantine_of(made: Mapping[str, Any]) -> tuple[Fault, ...]:
    """What was left out: of the tables, and of the files they were made of."""
    return tuple(Fault(**one) for one in (*made["faults"], *made["quarantine"]))


def read_tables(place: Path, folder: Path) -> Folder:
    """The folder as it was read; `folder` is where its reviews and lists are."""
    return _folder(place, folder, {})


def read_line(place: Path, folder: Path, shipment: str, line: str) -> Folder | None:
    """What one line rests on; nothing, if there is no such line."""
    own = (nw.col("shipment") == shipment) & (nw.col("line") == line)
    rows = _rows(place, "shipments", own)
    if not len(rows):
        return None
    items = _below(place, rows["item"].to_list())
    named = {name for role in _ROLES for name in rows[role].to_list() if name is not None}
    kept = {name: nw.col("item").is_in(items) for name in _OF_ITEMS}
    kept |= {"shipments": own, "bom": nw.col("parent").is_in(items), **_parties(place, named)}
    return _folder(place, folder, kept)


def read_item(place: Path, folder: Path, item: str) -> Folder:
    """What one item and everything in it rest on."""
    items = _below(place, [item])
    kept = {name: nw.col("item").is_in(items) for name in (*_OF_ITEMS, "shipments")}
    return _folder(place, folder, {**kept, "bom": nw.col("parent").is_in(items)})


def read_party(place: Path, folder: Path, party: str) -> Folder:
    """What the holders of one party rest on."""
    keys = {"shipments": "shipment", "bom": "parent", **dict.fromkeys(_OF_ITEMS, "item")}
    nothing = {name: nw.col(key).is_null() & ~nw.col(key).is_null() for name, key in keys.items()}
    return _folder(place, folder, nothing | _parties(place, {party}))


def _parties(place: Path, named: Collection[str]) -> dict[str, Any]:
    """The rows of these parties, and of all that are joined to them by holdings."""
    joined = _joined(place, named)
    either = nw.col("owner").is_in(joined) | nw.col("owned").is_in(joined)
    return {
        "parties": nw.col("party").is_in(joined) | (nw.col("military") == nw.lit(value=True)),
        "ownership": either,
    }


def _rows(place: Path, name: str, kept: Any) -> nw.DataFrame[Any]:  # noqa: ANN401 - an expression
    frame = scan_parquet(place / f"{name}.parquet")
    rows: nw.DataFrame[Any] = (frame if kept is None else frame.filter(kept)).collect()
    return rows


def _below(place: Path, tops: Collection[str]) -> list[str]:
    """The items and everything in their parts lists, on any day and in any lot."""
    bom = scan_parquet(place / "bom.parquet").select("parent", "component")
    seen, ahead = set(tops), list(tops)
    while ahead:
        some = bom.filter(nw.col("parent").is_in(ahead)).select("component").unique().collect()
        ahead = [one for one in some["component"].to_list() if one is not None and one not in seen]
        seen.update(ahead)
    return sorted(seen)


def _joined(place: Path, named: Collection[str]) -> list[str]:
    """The parties, and all that a chain of holdings joins them to."""
    pairs = scan_parquet(place / "ownership.parquet").select("owner", "owned")
    seen, ahead = set(named), list(named)
    while ahead:
        either = nw.col("owner").is_in(ahead) | nw.col("owned").is_in(ahead)
        some = pairs.filter(either).unique().collect()
        found = {*some["owner"].to_list(), *some["owned"].to_list()} - {None}
        ahead = [one for one in found if one not in seen]
        seen.update(ahead)
    return sorted(seen)


def _folder(place: Path, folder: Path, kept: Mapping[str, Any]) -> Folder:
    made = made_of(place)
    tables = {}
    for name in SHAPES:
        told = made["tables"][name]
        rows = _rows(place, name, kept.get(name))
        if name == "items" and not len(rows):
            rows = _rows(place, name, None).head(1)
        tables[name] = Table(
            name, told["file"], rows, tuple(told["given"]), tuple(told["extra"]), told["encoding"]
        )
    extra = {name: table.extra for name, table in tables.items() if table.extra}
    quarantine = tuple(Fault(**one) for one in made["quarantine"])
    return Folder(folder, tables, quarantine, extra, tuple(made["missing"]), tuple(made["unread"]))


def places_of(folder: Folder, names: Mapping[str, str]) -> Mapping[str, str]:
    """Where the rows of tables that were made of other files stand in those.

    Keys and values are places such as ``bom.csv:12``; `names` are the files as they were sent.
    """
    found = {}
    for table in folder.tables.values():
        if "read_from" in table.rows.columns:
            for file, line, where in table.rows.select("_file", "_line", "read_from").rows():
                if where:
                    found[f"{file}:{line}"] = sent_as(where, names)
    return found


def sent_as(text: str, names: Mapping[str, str]) -> str:
    """A text with the files in it called as they were sent."""
    for key, name in names.items():
        text = text.replace(key, name)
    return text


__all__ = [
    "MADE", "made_of", "note_units", "places_of", "quarantine_of", "read_item", "read_line",
    "read_party", "read_tables", "sent_as", "write_tables",
]  # fmt: skip
