"""The server: on this machine, for the person who started it, unless told otherwise."""

from __future__ import annotations

from collections.abc import Collection

import uvicorn

from licet.web.app import make_app, warm

_KEEP_ALIVE = 30


def serve(host: str, port: int, names: Collection[str] = ()) -> None:
    """Serve pages and API until interrupted.

    Args:
        host: the address to listen on.
        port: the port.
        names: host names, beside those of this machine, under which it may be asked.
    """
    warm()
    uvicorn.run(
        make_app((host, *names)),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,  # an address is a case: it stands in no log
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=_KEEP_ALIVE,
    )
