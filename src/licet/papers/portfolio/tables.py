"""The tables of an assessed portfolio where others look for them: in a lake."""

from __future__ import annotations

from pathlib import Path

import narwhals as nw

from licet.engine import name_in, open_csv, open_table, write_table

TABLES = ("determinations", "articles", "quarantine")


def table_names(out: Path, tables: str) -> dict[str, str]:
    """What each table is called, by its name; see `licet.engine.name_in`.

    Raises:
        Refused: `tables` is no kind of table.
    """
    return {name: name_in(str(out.absolute()), tables, name) for name in TABLES}


def write_tables(out: Path, tables: str) -> None:
    """Write the parts that lie in a folder as tables of a lake; they stay.

    Raises:
        Refused: they cannot be written so.
    """
    names = table_names(out, tables)
    for name in TABLES[:2]:
        write_table(open_table(f"parquet:{out / name}"), names[name])
    faults = open_csv(str(out / TABLES[2])).with_columns(nw.col("line").cast(nw.Int64))
    write_table(faults, names[TABLES[2]])
