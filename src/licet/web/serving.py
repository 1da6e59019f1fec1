"""The server: on this machine, for the person who started it, unless told otherwise."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.supervisors import Multiprocess

from licet.basics import Fault, Refused
from licet.seal import read_key
from licet.store import open_store
from licet.web.app import make_app, warm
from licet.web.settings import Settings

_KEEP_ALIVE = 30
_PATIENCE = 120
"""Seconds that a worker may take to read the law before it is taken for dead."""
LOCAL = ("127.0.0.1", "localhost", "::1")


def serve(host: str, port: int, settings: Settings | None = None) -> None:
    """Serve pages and API until interrupted.

    Args:
        host: the address to listen on.
        port: the port.
        settings: how the server is set up.

    Raises:
        Refused: others could reach it without signing in, or passwords would travel in the open;
            the store cannot be opened, or the key that signs the journal cannot be read.
    """
    settings = settings or Settings()
    _safe(host, settings)
    if settings.key is not None:
        read_key(Path(settings.key))  # better now than at midnight
    if settings.people:
        open_store(settings.store).close()  # the steps are taken once, before any worker begins
    said: dict[str, Any] = {
        "host": host,
        "port": port,
        "log_level": "warning",
        "access_log": False,  # an address is a case: it stands in no log
        "server_header": False,
        "proxy_headers": settings.proxy is not None,
        "forwarded_allow_ips": settings.proxy or "",
        "timeout_keep_alive": _KEEP_ALIVE,
    }
    if settings.workers == 1:
        warm()
        uvicorn.run(make_app((), settings), **said)
        return
    config = uvicorn.Config(
        partial(worker, settings),
        factory=True,
        workers=settings.workers,
        timeout_worker_healthcheck=_PATIENCE,
        **said,
    )
    listening = config.bind_socket()
    Multiprocess(config, sockets=[listening]).run()


def worker(settings: Settings) -> ASGIApp:
    """The application of one of several processes."""
    warm()
    return make_app((), settings)


def _safe(host: str, settings: Settings) -> None:
    if host in LOCAL:
        return
    if not settings.people:
        expected = "others could use it without signing in: --people, or 127.0.0.1, was expected"
        raise Refused(Fault("command line", "--host", expected))
    if not settings.secure:
        expected = "passwords would travel in the open: --url https://… was expected"
        raise Refused(Fault("command line", "--url", expected))
