"""The command line: every command by name, and what a refused input looks like.

Exit status: 0 answered, 2 input refused (a line for each fault), 1 a fault of ours.
"""

from __future__ import annotations

import sys

import typer

from licet.basics import Refused
from licet.cli import (
    ask,
    assess,
    cases,
    classify,
    decide,
    impact,
    intake,
    law,
    lists,
    mcp,
    own,
    people,
    records,
    screen,
    serve,
    trace,
    whatif,
)
from licet.cli.options import with_common_options

app = typer.Typer(
    name="licet",
    help="Is a Chinese rare-earth export licence needed, why, and what would settle it?",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
COMMANDS = (
    ("decide", decide.command),
    ("assess", assess.command),
    ("schema", assess.schema_command),
    ("intake", intake.command),
    ("classify", classify.command),
    ("trace", trace.command),
    ("screen", screen.command),
    ("review", screen.review),
    ("own", own.command),
    ("verify", records.verify),
    ("hide", records.hide),
    ("replay", records.replay),
    ("ask", ask.command),
    ("impact", impact.command),
    ("whatif", whatif.command),
    ("serve", serve.command),
    ("mcp", mcp.command),
)
for name, command in COMMANDS:
    app.command(name)(with_common_options(command))
app.add_typer(cases.app, name="case")
app.add_typer(records.keys, name="keys")
app.add_typer(law.app, name="law")
app.add_typer(lists.app, name="lists")
app.add_typer(people.app, name="people")


def main() -> None:
    """Run the command line."""
    try:
        app()
    except Refused as refused:
        for fault in refused.faults:
            print(fault, file=sys.stderr)  # noqa: T201 - one plain line a fault
        sys.exit(2)
