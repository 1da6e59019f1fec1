"""Screenings and lists in a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.table import Table
from rich.text import Text

from licet.cli.show import console

_ANSWERS = {
    "same": ("on a list", "bold red"),
    "unknown": ("unknown until reviewed", "bold yellow"),
    "clear": ("on neither list", "bold green"),
}


def show_screening(data: Mapping[str, Any]) -> None:
    """Print an answer with its candidates and what speaks for each."""
    out = console()
    word, colour = _ANSWERS[data["answer"]]
    out.print(Text.assemble("\n", (word, colour), f"  {data['query']}"))
    for one in data["candidates"]:
        same = "it is" if one["same"] else f"like ({one['score']:.2f})"
        branch = ", as a branch" if one["branch"] else ""
        out.print(
            Text.assemble(
                (f"\n{one['name']}", "bold"),
                f" {one['name_zh']}  {one['list']} list, {one['notice']},"
                f" {one['effect']}{branch}  {same}  ",
                (one["id"], "dim"),
            )
        )
        for feature in one["features"]:
            out.print(Text(f"  · {feature['feature']}: {feature['reason']}", style="dim"))
    for note in data["notes"]:
        out.print(Text(f"· {note}", style="yellow"))
    lists = data["lists"]
    out.print(
        Text(
            f"\n{lists['parties']} published entries, last compared with the notices on"
            f" {lists['checked_on']}; on {data['on']}.",
            style="dim",
        )
    )


def show_lists(data: Mapping[str, Any]) -> None:
    """Print the lists as of a day, or what changed since another."""
    out = console()
    table = Table(box=None, pad_edge=False)
    columns = ["id", "list", "notice", "listed_on", "effect", "name", "name_zh"]
    if data["parties"] and "was" in data["parties"][0]:
        columns.insert(4, "was")
    for name in columns:
        table.add_column(name)
    for row in data["parties"]:
        table.add_row(*(str(row[name] or "–") for name in columns))
    out.print(table)
    out.print(
        Text(
            f"{len(data['parties'])} entries on {data['on']}, known {data['known']}, last compared"
            f" {data['checked_on']}",
            style="dim",
        )
    )
