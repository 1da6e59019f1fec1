"""What is due: an iCalendar feed, and reminders as drafts of e-mails."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from licet.cli.case_options import AsOf, Out, StoreName, as_of, opened, write_text
from licet.cli.options import Json, write_json


def feed(out: Out = None, on: AsOf = None, store: StoreName = None) -> None:
    """Due days as an iCalendar feed."""
    from licet.cases import feed as calendar

    with opened(store) as place:
        write_text(calendar(place, as_of(on)), out)


def remind(
    out: Annotated[Path, typer.Option("-o", "--out", help="Write them into this folder.")],
    to: Annotated[str, typer.Option("--to", help="Whom they are addressed to.")] = "",
    within: Annotated[
        int | None,
        typer.Option("--within", help="Days ahead; default 5 for a limit, 30 for a licence."),
    ] = None,
    on: AsOf = None,
    store: StoreName = None,
    json: Json = False,  # noqa: FBT002
) -> None:
    """Write a draft of an e-mail (.eml) for each day that is due soon; each day once."""
    from licet.cases import write_reminders

    with opened(store) as place:
        paths = write_reminders(place, as_of(on), out, to=to, within=within)
    written = [str(path) for path in paths]
    if json:
        write_json({"files": written})
    else:
        typer.echo("\n".join(written) if written else "nothing new is due")
