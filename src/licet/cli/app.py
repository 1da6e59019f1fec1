"""The command line: every command by name, and what a refused input looks like.

Exit status: 0 answered, 2 input refused (a line for each fault), 1 a fault of ours.
"""

from __future__ import annotations

import sys

import typer

from licet.basics import Refused
from licet.cli import ask, assess, decide, impact, law, own, screen, trace, whatif

app = typer.Typer(
    name="licet",
    help="Is a Chinese rare-earth export licence needed, why, and what would settle it?",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("decide")(decide.command)
app.command("assess")(assess.command)
app.command("schema")(assess.schema_command)
app.command("trace")(trace.command)
app.command("screen")(screen.command)
app.command("review")(screen.review)
app.command("lists")(screen.lists_command)
app.command("own")(own.command)
app.command("ask")(ask.command)
app.command("impact")(impact.command)
app.command("whatif")(whatif.command)
app.add_typer(law.app, name="law")


def main() -> None:
    """Run the command line."""
    try:
        app()
    except Refused as refused:
        for fault in refused.faults:
            print(fault, file=sys.stderr)  # noqa: T201 - one plain line a fault
        sys.exit(2)
