"""`licet serve`: the pages and the API, on this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from licet.basics import Fault, Refused

LOCAL = ("127.0.0.1", "localhost", "::1")


def command(
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="Port to listen on.")] = 8000,
    allow: Annotated[
        list[str] | None,
        typer.Option("--allow", help="A further host name under which it may be asked."),
    ] = None,
) -> None:
    """Pages to ask about a case and to read the law, and the same by API; nothing is stored."""
    if not 0 < port < 2**16:
        raise Refused(Fault("command line", "--port", "a port from 1 to 65535 was expected"))
    from licet.web import serve

    if host not in LOCAL:
        typer.echo(f"Whoever reaches {host} can use it: there is no login.", err=True)
    typer.echo(f"http://{host}:{port}/  (Ctrl-C stops it)")
    serve(host, port, allow or ())
