"""Papers and chains in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer
from rich.text import Text

from licet.cli.options import write_json
from licet.cli.show import console

if TYPE_CHECKING:
    from licet.papers import Hop, Written

_MARKS = {"hop_missing": "✗", "notice_missing": "✗", "not_acknowledged": "·", "acknowledged": "✓"}
_SAID = {
    "hop_missing": "a hop is missing: nobody told who passed it on from here",
    "notice_missing": "no compliance notice",
    "not_acknowledged": "notice {notice}, not acknowledged",
    "acknowledged": "notice {notice}, acknowledged on {acknowledged_on}",
}


def show_written(written: Written, *, json: bool, **more: object) -> None:
    """Print the files that were written; characters that could not be drawn go to stderr."""
    files = [str(path) for path in written.files]
    if json:
        write_json({**more, "files": files, "faults": [str(fault) for fault in written.faults]})
    else:
        typer.echo("\n".join(files))
    for fault in written.faults:
        typer.echo(str(fault), err=True)


def show_chain(hops: Sequence[Hop]) -> None:
    """Print each lot's deliveries under its name."""
    out, lot = console(), None
    if not hops:
        out.print("no delivery is told of under `chain`")
    for hop in hops:
        if (hop.item, hop.lot) != lot:
            lot = (hop.item, hop.lot)
            out.print(Text(f"{hop.item}, lot {hop.lot}", style="bold"))
        told = hop.as_json()
        state = told["state"]
        passed = f"{hop.giver} → {'?' if hop.gap else hop.receiver}"
        style = "red" if state.endswith("missing") else ""
        day = told["on"] or "          "
        out.print(
            Text(f"  {_MARKS[state]} {day} {passed}: {_SAID[state].format(**told)}", style=style)
        )
