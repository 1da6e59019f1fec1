"""Guessed columns, and the folder made of files, in a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from licet.basics import Fault
from licet.cli.show import console

if TYPE_CHECKING:
    from licet.intake import Columns, Folder

SHOWN = 12
"""Faults that are shown; the quarantine has them all."""
_LAYOUTS = {
    "edges": "each row names a parent and a component",
    "levels": "each row says how deep it stands",
    "list": "each row is about one item",
    "catena-x": "Catena-X documents, read as they are",
}


def show_guess(
    found: Sequence[Columns], samples: Mapping[str, Mapping[str, Sequence[str]]], target: Path
) -> None:
    """Print what each column may mean, with the first cells, and what to do next."""
    out = console()
    for one in found:
        out.print()
        place = "" if one.page is None else f" page «{one.page}»"
        lines = "" if one.header is None or one.layout == "catena-x" else _lines(one.header)
        out.print(Text.assemble((one.file, "bold"), f"{place}{lines}: {_LAYOUTS[one.layout]}"))
        if one.columns:
            out.print(_columns(one, samples[one.file]))
            out.print(
                f"numbers with «{one.decimal}» before the decimals, dates {one.dates}"
                + (f", quantities {one.quantities}" if one.layout == "levels" else "")
            )
        if one.ignored:
            out.print(Text(f"nothing is made of: {', '.join(one.ignored)}", style="dim"))
        for note in one.notes:
            out.print(Text(f"! {note}", style="yellow"))
    out.print()
    said = f"Look at {target}, put it right, then run the same command again with"
    out.print(Text.assemble(("Nothing has been read yet. ", "bold"), said))
    out.print(Text(f"  --columns {target}", style="cyan"))


def _lines(header: tuple[int, int]) -> str:
    first, last = header
    return f", headings on line {first}" + (f" to {last}" if last > first else "")


def _columns(one: Columns, samples: Mapping[str, Sequence[str]]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("theirs", "ours", "first cells"):
        table.add_column(name, overflow="fold")
    for name, target in one.columns.items():
        ours = Text(target, style="cyan")
        if name in one.unsure:
            ours.append(" ?", style="bold yellow")
        table.add_row(name, ours, Text(", ".join(samples.get(name, ())), style="dim"))
    for name in one.unsure:
        if name not in one.columns:
            table.add_row(name, Text("a second column of that meaning ?", "yellow"), "")
    return table


def show_folder(folder: Folder, faults: Sequence[Fault], out: Path) -> None:
    """Print what tables were made, what was left out and why."""
    terminal = console()
    terminal.print()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(style="cyan")
    table.add_column(justify="right")
    for name, made in folder.tables.items():
        if made.file:
            table.add_row(f"{out / name}.csv", f"{len(made.rows)} rows")
    terminal.print(table)
    said = [*map(str, faults), *map(str, folder.quarantine)]
    if said:
        terminal.print(Text("\nWhat cannot be believed, and is left out:", style="yellow"))
    for text in said[:SHOWN]:
        terminal.print(Text(f"  {text}", style="yellow"))
    if len(said) > SHOWN:
        terminal.print(f"  … and {len(said) - SHOWN} more: see {out / 'quarantine.csv'}")
    if folder.missing:
        missing = ", ".join(folder.missing)
        terminal.print(Text(f"\nNot there yet: {missing}", style="dim"))
