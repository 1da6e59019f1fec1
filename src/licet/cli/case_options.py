"""What the commands on cases share: their options, the store, and how an answer is written."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from licet.cli.options import day_option, today, write_json

if TYPE_CHECKING:
    from licet.cases import Done, Hand, Store

Id = Annotated[str, typer.Argument(metavar="ID", help="The case, such as C-0001.")]
By = Annotated[str, typer.Option("--by", help="Who does it.")]
When = Annotated[str | None, typer.Option("--on", help="Day it happened on; default today.")]
AsOf = Annotated[str | None, typer.Option("--on", help="As it stands on this day.")]
Reason = Annotated[str, typer.Option("--reason", help="Why.")]
Version = Annotated[
    int | None, typer.Option("--version", help="Refuse if the case is at another version.")
]
StoreName = Annotated[
    str | None,
    typer.Option("--store", help="File or postgresql://…; default LICET_STORE, or your data."),
]
Out = Annotated[str | None, typer.Option("-o", "--out", help="Write to this file.")]


@contextmanager
def opened(name: str | None, *, make: bool = False) -> Iterator[Store]:
    """The store, closed again afterwards; with `make` it is made if there is none yet."""
    from licet.cases import open_store

    store = open_store(name, make=make)
    try:
        yield store
    finally:
        store.close()


def as_of(on: str | None) -> date:
    """The day of `--on`, or today."""
    return day_option(on, "--on") or today()


def hand(by: str, on: str | None, reason: str = "", version: int | None = None) -> Hand:
    """Who acts, as the options say."""
    from licet.cases import Hand

    return Hand(by, as_of(on), reason, version)


def user() -> str:
    """The name that the machine knows its user by."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def answer(done: Done, *, json: bool, text: str = "") -> None:
    """Write how a case stands after an act."""
    if json:
        write_json(done.as_json())
    else:
        typer.echo(f"{done.id}: {done.state} (version {done.version}){text}")


def write_text(text: str, out: str | None) -> None:
    """Write a text to a file, or to standard output.

    Raises:
        Refused: it cannot be written.
    """
    import sys
    from pathlib import Path

    from licet.basics import Fault, Refused

    if out is None:
        sys.stdout.write(text)
        return
    try:
        Path(out).write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise Refused(Fault(out, "file", f"could not be written ({error.strerror})")) from None


def no_blank(values: dict[str, Any]) -> dict[str, Any]:
    """The options that were given."""
    return {name: value for name, value in values.items() if value is not None}
