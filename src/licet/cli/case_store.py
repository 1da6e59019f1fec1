"""The store of cases: its journal's signed head, its audit, and a PostgreSQL role's rights."""

from __future__ import annotations

import json as formats
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from licet.basics import Fault, Refused
from licet.cli.case_options import Out, StoreName, When, as_of, opened, write_text
from licet.cli.options import Json, read_text, write_json

if TYPE_CHECKING:
    from licet.cases import Head


def seal_(
    key: Annotated[Path, typer.Option("--key", help="Your private key.")],
    out: Out = None,
    on: When = None,
    store: StoreName = None,
    json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Sign the journal's head for the day; once a day is enough. Keep what -o writes elsewhere."""
    from licet.cases import seal
    from licet.seal import read_key

    signer = read_key(key)
    with opened(store) as place:
        head = seal(place, signer, as_of(on))
    if out is not None:
        write_text(formats.dumps(head.as_json(), indent=2) + "\n", out)
    if json:
        write_json(head.as_json())
    else:
        typer.echo(f"sealed for {head.day}: {head.seq} entries, {head.hash}")


def grant(
    role: Annotated[str, typer.Argument(help="A role of the PostgreSQL server.")],
    store: StoreName = None,
) -> None:
    """Let a role use the store; of the journal it may only read and add (PostgreSQL)."""
    with opened(store, make=True) as place:
        place.grant(role)
    typer.echo(f"{role} may use the store; of the journal it may only read and add")


def backup(
    file: Annotated[Path, typer.Argument(help="A new file; nothing is overwritten.")],
    store: StoreName = None,
    json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Write the whole store into one file, while others work; it restores on either database."""
    from licet.cases import backup as kept

    with opened(store) as place:
        found = kept(place, file)
    if json:
        write_json({"file": str(file), "entries": found.entries, "head": found.head})
    else:
        typer.echo(f"{file}: {found.entries} entries, head {found.head}")


def restore(
    file: Annotated[Path, typer.Argument(help="What `licet case backup` wrote.")],
    store: StoreName = None,
    json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Bring a backup back into an empty store, SQLite or PostgreSQL; its journal is verified."""
    from licet.cases import restore as restored

    found = restored(file, store)
    if json:
        write_json({"entries": found.entries, "head": found.head, "rows": found.rows})
    else:
        typer.echo(f"restored: {found.entries} entries, {found.rows} rows, head {found.head}")


def verify_journal(store: str | None, key: str | None, heads: list[Path], *, json: bool) -> None:
    """Check the journal of a store, and say what is wrong with it.

    Raises:
        Refused: an entry was removed, changed or reordered, or a head does not hold.
    """
    from licet.cases import audit
    from licet.seal import read_public_key

    public = None if key is None else read_public_key(key)
    kept = [_head(path) for path in heads]
    with opened(store) as place:
        found, name = audit(place, public, kept), place.name
    if json:
        write_json(
            {
                "sound": not found.faults,
                "entries": found.entries,
                "head": found.head,
                "signed_through": found.signed_through,
                "signed_on": found.signed_on,
                "faults": list(found.faults),
            }
        )
    if found.faults:
        raise Refused(*(Fault(name, "journal", text) for text in found.faults))
    if not json:
        last = "" if found.signed_on is None else f", the last one of {found.signed_on}"
        typer.echo(
            f"sound: {found.entries} entries, each after the one before; signed heads cover "
            f"{found.signed_through} of them{last}\nhead {found.head}"
        )


def _head(path: Path) -> Head:
    from licet.cases import read_head

    return read_head(read_text(str(path)), str(path))
