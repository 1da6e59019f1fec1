"""What stands before every page: who may ask, how much may be sent, what a browser may do."""

from __future__ import annotations

from collections.abc import Collection

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from licet.web.portfolio.sent import MEGABYTE, MOST_BYTES
from licet.web.problems import READER, problem
from licet.web.reader import reader_of

MOST = MEGABYTE
"""Bytes of a request, but for a batch."""
MOST_BATCH = MOST_BYTES
"""Bytes of a batch of JSON Lines, and of the files of a portfolio."""
_LARGE = ("/batch", "/portfolio", "/portfolios")
MOST_PAPER = 33 * MEGABYTE
"""Bytes of a form with one paper of a case in it."""
_PAPER = "/attach"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)


class TooMuch(Exception):
    """A request sends more than it may."""


class Guard:
    """Refuses requests for other hosts and requests that are too large; sets the headers.

    A page of another site that guessed the port could otherwise speak to a server on this
    machine under its own name (DNS rebinding).
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] = ()) -> None:
        self.app, self.hosts = app, frozenset((*LOOPBACK, *hosts))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, if it may pass."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        READER.set(reader_of(scope))
        host = headers.get(b"host", b"").decode("latin-1")
        name = host if host.endswith("]") else host.rpartition(":")[0] or host
        limit = _limit(scope["path"])
        sender = _Sender(send, scope["path"])
        if name not in self.hosts:
            refusal = problem(421, "This server does not answer under that name.")
            await refusal(scope, receive, sender)
            return
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > limit:
            if scope["path"].startswith("/api/"):
                await problem(413, f"At most {limit} bytes are taken.")(scope, receive, sender)
                return
            limit = 0  # the page says so in its own words
        await self.app(scope, _Counted(receive, limit), sender)


def _limit(path: str) -> int:
    if path.endswith(_PAPER):
        return MOST_PAPER
    return MOST_BATCH if path.endswith(_LARGE) else MOST


class _Counted:
    def __init__(self, receive: Receive, limit: int) -> None:
        self.receive, self.left = receive, limit

    async def __call__(self) -> Message:
        message = await self.receive()
        self.left -= len(message.get("body", b""))
        if self.left < 0:
            raise TooMuch
        return message


class _Sender:
    """Sends, with the headers of the house on every answer."""

    def __init__(self, send: Send, path: str) -> None:
        kept = b"public, max-age=31536000, immutable" if path.startswith("/static/") else None
        self.send = send
        self.headers = [*HEADERS, (b"cache-control", kept or b"no-store")]

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *self.headers]
        await self.send(message)
