"""`licet serve`: the pages and the API, on this machine or for several people."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from licet.basics import Fault, Refused
from licet.cli.case_options import StoreName


def command(
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="Port to listen on.")] = 8000,
    allow: Annotated[
        list[str] | None,
        typer.Option("--allow", help="A further host name under which it may be asked."),
    ] = None,
    people: Annotated[bool, typer.Option("--people", help="People sign in.")] = False,  # noqa: FBT002 - a flag of the command line
    url: Annotated[
        str | None, typer.Option("--url", help="The address under which people reach it.")
    ] = None,
    workers: Annotated[int, typer.Option("--workers", help="Processes that answer.")] = 1,
    settings: Annotated[
        Path | None, typer.Option("--settings", help="A file of settings; docs/people.md.")
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option("--key", help="Your private key: it signs the journal's head of each day."),
    ] = None,
    store: StoreName = None,
    data: Annotated[
        str | None,
        typer.Option("--data", help="Folder to keep portfolios in; default beside the store."),
    ] = None,
) -> None:
    """Pages to ask about a case and to read the law, and the same by API."""
    if not 0 < port < 2**16:
        raise Refused(Fault("command line", "--port", "a port from 1 to 65535 was expected"))
    if not 0 < workers <= 64:  # noqa: PLR2004 - more processes than any machine here has cores
        raise Refused(Fault("command line", "--workers", "1 to 64 were expected"))
    from licet.web import Settings, checked, read_settings, serve

    found = Settings() if settings is None else read_settings(settings)
    found = replace(
        found,
        hosts=(host, *(allow or ())),
        people=people or found.people,
        url=url or found.url,
        store=store or found.store,
        data=data or found.data,
        key=found.key if key is None else str(key),
        workers=workers,
    )
    found = checked(found, "command line")
    typer.echo(f"{found.url or f'http://{host}:{port}'}/  (Ctrl-C stops it)")
    serve(host, port, found)
