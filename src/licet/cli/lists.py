"""`licet lists` and `licet lists add`: who is listed as of a day, and an operator's own notices."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from licet.basics import Fault, Refused
from licet.cli.options import (
    Json,
    Known,
    Lang,
    On,
    OwnLists,
    day_option,
    language_option,
    today,
    with_common_options,
    write_json,
)

app = typer.Typer(invoke_without_command=True)


def show(
    context: typer.Context,
    on: On = None,
    known: Known = None,
    against: Annotated[
        str | None, typer.Option("--against", help="Another day: show what changed since.")
    ] = None,
    own: OwnLists = None,
    lang: Lang = "en",
    json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """The lists as of a day: who is listed, since when, with what effect; `add` adds a notice."""
    if context.invoked_subcommand is not None:
        return
    from licet.facts import Lists

    language_option(lang)
    lists = Lists(day_option(known, "--known") or today(), own=(own,))
    when, other = day_option(on, "--on") or today(), day_option(against, "--against")
    every = rows = lists.rows(when)
    if other is not None:
        before = {row["id"]: row["effect"] for row in lists.rows(other)}
        rows = [row | {"was": before.get(row["id"])} for row in rows]
        rows = [row for row in rows if row["was"] != row["effect"]]
    data = {
        "on": when, "known": lists.known, "against": other, "checked_on": lists.checked_on,
        "lists": lists.record(), "entries": len(every), "parties": rows,
    }  # fmt: skip
    if json:
        write_json(data)
        return
    from licet.cli.show_parties import show_lists

    show_lists(data, lang)


def add(
    notice: Annotated[Path, typer.Argument(help="The notice: CSV or YAML.")],
    own: OwnLists = None,
    replace: Annotated[  # noqa: FBT002 - a flag of the command line
        bool, typer.Option("--replace", help="State a notice anew that is there already.")
    ] = False,
    lang: Lang = "en",
    json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Add a notice to a folder of your own lists; it counts only if all of it is right."""
    from licet.facts import published
    from licet.rulebook import add_notice

    language_option(lang)
    if own is None:
        expected = "the folder to keep it in: FOLDER/lists counts for an exporter's FOLDER"
        raise Refused(Fault("command line", "--lists", expected))
    parties = add_notice(notice, own, published(), today(), replace=replace)
    if json:
        told = [{"id": one.id, "list": one.list, "notice": one.notice} for one in parties]
        write_json({"folder": str(own), "checked_on": today(), "added": told})
        return
    from licet.cli.show_parties import show_added

    show_added(parties, own, lang)


app.callback()(with_common_options(show))
app.command("add")(with_common_options(add))
