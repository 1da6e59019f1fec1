"""`licet intake FILE…`: files as people have them become an exporter's folder, in two steps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from licet.basics import Fault, Refused
from licet.cli.folders import read
from licet.cli.options import Json, write_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from licet.intake import Columns, Folder

MAPPING = "columns.yaml"
QUARANTINE = "quarantine.csv"


def command(
    files: Annotated[
        list[Path],
        typer.Argument(help="Parts lists, prices, parts: CSV, workbook, Parquet, Catena-X JSON."),
    ],
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder to make.")],
    columns: Annotated[
        Path | None,
        typer.Option("--columns", help="The mapping that you have looked at and put right."),
    ] = None,
    json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Make an exporter's folder: first shows what columns may mean, then reads as confirmed."""
    if columns is None:
        _guess(files, out, json=json)
    else:
        _adopt(files, out, columns, json=json)


def _guess(files: Sequence[Path], out: Path, *, json: bool) -> None:
    """Write down what the columns may mean; nothing is read by it before somebody has seen it."""
    from licet.intake import guess_all, write_columns

    target = out / MAPPING
    if target.exists():
        expected = f"is there already; give it with --columns {target}, or remove it"
        raise Refused(Fault(str(target), "file", expected))
    found = guess_all(files)
    samples = {one.file: _samples(path, one) for path, one in zip(files, found, strict=True)}
    out.mkdir(parents=True, exist_ok=True)
    write_columns(found, target)
    if json:
        write_json(
            {
                "mapping": str(target),
                "files": [_shown(one, samples[one.file]) for one in found],
            }
        )
        return
    from licet.cli.show_intake import show_guess

    show_guess(found, samples, target)


def _shown(one: Columns, samples: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    return {
        "file": one.file,
        "page": one.page,
        "header": one.header,
        "layout": one.layout,
        "decimal": one.decimal,
        "dates": one.dates,
        "quantities": one.quantities,
        "without_parent": one.without_parent,
        "constants": dict(one.constants),
        "columns": [
            {"theirs": name, "ours": target, "unsure": name in one.unsure, "cells": samples[name]}
            for name, target in one.columns.items()
        ],
        "unsure": list(one.unsure),
        "ignored": list(one.ignored),
        "notes": list(one.notes),
    }


def _samples(path: Path, one: Columns) -> dict[str, list[str]]:
    """The first few different cells of each column."""
    from licet.intake import read_extract

    if not one.columns:
        return {}
    sheet = read_extract(path, one.page, one.header).sheet
    cells = dict(zip(sheet.header, sheet.columns, strict=True))
    return {
        name: [cell for cell in dict.fromkeys(cells[name]) if cell is not None][:3]
        for name in one.columns
    }


def _adopt(files: Sequence[Path], out: Path, columns: Path, *, json: bool) -> None:
    """Make the folder as the mapping says, and read it once to see what cannot be believed."""
    from licet.intake import adopt_all, read_mappings, write_folder, write_quarantine

    tables, faults = adopt_all(files, read_mappings(columns))
    if not tables:
        expected = "no column of it means anything; look at the mapping"
        raise Refused(*(Fault(file.name, "columns", expected) for file in files))
    write_folder(tables, out)
    folder = read(out)
    if folder.quarantine:
        write_quarantine(folder, out / QUARANTINE)
    if json:
        write_json(_made(folder, faults))
        return
    from licet.cli.show_intake import show_folder

    show_folder(folder, faults, out)


def _made(folder: Folder, faults: Sequence[Fault]) -> dict[str, Any]:
    return {
        "out": str(folder.path),
        "tables": {name: len(table.rows) for name, table in folder.tables.items() if table.file},
        "missing": list(folder.missing),
        "quarantine": [
            {
                "file": one.file,
                "line": one.line,
                "column": one.column,
                "value": one.value,
                "reason": one.expected,
                "key": one.key,
            }
            for one in folder.quarantine
        ],
        "faults": [str(one) for one in faults],
    }
