"""The command line: every command by name, and what a refused input looks like.

A command's module is read when the command is named, so that `licet --help` and a short answer
cost nothing that they do not use. Exit status: 0 answered, 2 input refused (a line for each
fault), 1 a fault of ours.
"""

from __future__ import annotations

import gc
import sys
from contextvars import Context
from importlib import import_module
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperGroup

from licet.basics import Fault, Refused
from licet.cli.plain import plainly

_COLLECT = (200_000, 50, 100)
"""How many new objects, and rounds, between two looks for cycles (`gc.set_threshold`)."""


class Named(NamedTuple):
    """Where a command is: a module of this room and its name in it; and what it is for."""

    module: str
    name: str
    help: str


COMMANDS = {
    "decide": Named(
        "decide",
        "command",
        "Decide a case: is a licence needed, how is it examined, why, and what would settle it.",
    ),
    "assess": Named(
        "assess",
        "command",
        "Assess a portfolio: determinations as tables and one self-contained HTML report.",
    ),
    "schema": Named(
        "assess",
        "schema_command",
        "The Frictionless datapackage.json that describes an exporter's folder.",
    ),
    "intake": Named(
        "intake",
        "command",
        "Make an exporter's folder: first shows what columns may mean, then reads as confirmed.",
    ),
    "classify": Named(
        "classify",
        "command",
        "Classify every item; those still open come first, by the value that hangs on them.",
    ),
    "trace": Named(
        "trace",
        "command",
        "Trace value share and technology of an item through its parts list.",
    ),
    "screen": Named(
        "screen",
        "command",
        "Is a party on the control list or the watch list: same, clear, or unknown until reviewed.",
    ),
    "review": Named(
        "screen",
        "review",
        "Keep what somebody found out about a candidate; it lapses when either side changes.",
    ),
    "own": Named(
        "own",
        "command",
        "Is a party held 50 % or more by the listed: in each reading, by which chain.",
    ),
    "verify": Named(
        "records",
        "verify",
        "Check a record with code of its own: form, hashes, signature, every statement, the"
        " result.",
    ),
    "hide": Named(
        "records",
        "hide",
        "Leave fields out of a record; seal and signature still hold. The law goes into it.",
    ),
    "replay": Named(
        "records",
        "replay",
        "Decide old records again, and list what changed and why.",
    ),
    "ask": Named(
        "ask",
        "command",
        "What to ask, of whom, so that most is settled by the fewest letters; or the next"
        " question.",
    ),
    "impact": Named(
        "impact",
        "command",
        "Every line whose outcome, policy or duty differs between two days, scenarios or"
        " rulebooks.",
    ),
    "whatif": Named(
        "whatif",
        "command",
        "What would change the answer: facts, suppliers, prices, mass, rates; each one marked.",
    ),
    "serve": Named(
        "serve",
        "command",
        "Pages to ask about a case and to read the law, and the same by API.",
    ),
    "mcp": Named(
        "mcp",
        "command",
        "Answer an assistant on standard input and output (MCP); it can change nothing.",
    ),
    "case": Named(
        "cases",
        "app",
        "Licence applications, from draft to used up.",
    ),
    "papers": Named(
        "papers",
        "app",
        "Papers as PDF and Word: notices, declarations, enquiries, statements.",
    ),
    "keys": Named(
        "records",
        "keys",
        "Keys that sign verdict records.",
    ),
    "law": Named(
        "law",
        "app",
        "The law as data: status, clauses, checks, changes, SQL.",
    ),
    "lists": Named(
        "lists",
        "app",
        "The lists as of a day: who is listed, since when, with what effect; `add` adds a notice.",
    ),
    "people": Named(
        "people",
        "app",
        "Who may sign in to `licet serve --people`.",
    ),
}
"""In the order in which they are listed."""


class Whole(TyperGroup):
    """Commands of one kind, each with what it is for, said whole."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - Click's
        """Write what each is for."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _first(one.help)) for name, one in self.commands.items()])


class Commands(TyperGroup):
    """The commands; each is read when it is asked for."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - what Typer gives it
        super().__init__(**given)
        plainly(self)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - Click's context
        """Every command by name."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002 - Click's own
        """The command of that name; `None` if there is none."""
        return read(cmd_name) if cmd_name in COMMANDS else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - as above
        """Write what each is for, whole, without reading any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, named.help) for name, named in COMMANDS.items()])


def read(name: str) -> Any:  # noqa: ANN401 - a command of Click
    """A command, read from its module with the options that all commands take."""
    from licet.cli.options import with_common_options

    module, attribute, _ = COMMANDS[name]
    found = getattr(import_module(f"licet.cli.{module}"), attribute)
    if isinstance(found, typer.Typer):
        found.rich_markup_mode, found.info.cls = None, Whole
        group = typer.main.get_group(found)
        group.name = name
        return plainly(group)
    alone = typer.Typer(rich_markup_mode=None, add_completion=False)
    alone.command(name)(with_common_options(found))
    return plainly(typer.main.get_command(alone))


def _first(text: str | None) -> str:
    """The first paragraph of a text, in one line."""
    return " ".join((text or "").partition("\n\n")[0].split())


app = typer.Typer(
    name="licet",
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:  # noqa: FBT001 - Typer's call
    if asked:
        from importlib.metadata import version

        typer.echo(f"licet {version('licet')}")
        raise typer.Exit


@app.callback()
def licet(
    version: Annotated[  # noqa: FBT002 - a flag of the command line
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Say which release this is."
        ),
    ] = False,
) -> None:
    """Is a Chinese rare-earth export licence needed, why, and what would settle it?"""


def main() -> None:
    """Run the command line; the language asked for is that of this run alone.

    A command makes many objects that stay and few cycles; looking for cycles as often as Python
    does takes a tenth of an assessment.
    """
    gc.set_threshold(*_COLLECT)
    Context().run(_run)


def _run() -> None:
    try:
        app()
    except Refused as refused:
        _refused(*refused.faults)
    except OSError as error:
        if error.filename is None:
            raise
        expected = f"could not be read or written ({error.strerror})"
        _refused(Fault(str(error.filename), "file", expected))


def _refused(*faults: Fault) -> None:
    """Say what is wrong, a line each, and leave with 2."""
    from licet.cli.options import spoken
    from licet.verdict import say_fault

    for fault in faults:
        print(say_fault(fault, spoken()), file=sys.stderr)  # noqa: T201 - one line a fault
    sys.exit(2)
