"""A request that changes something is carried out once, however often it is sent.

The header `Idempotency-Key` names it: the first answer is kept for a day and given again; the same
key with another request is refused (422), and while the first is still being answered, 409.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from licet.people import Answer, earlier, keep_answer
from licet.web.entry import SAFE, store_of
from licet.web.multipart import known_by
from licet.web.problems import problem

HEADER = "idempotency-key"
_LONGEST = 200
_OUR_FAULT = 500
KEY: dict[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": _LONGEST, "pattern": r"^[!-~]+$"},
    "description": "Sent twice with one key, it is done once; the answer is kept for a day.",
}


class OnceRoute(APIRoute):
    """A route that answers a repeated request as it answered the first."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, with the answers kept."""
        answer = super().get_route_handler()

        async def once(request: Request) -> Response:
            key = request.headers.get(HEADER)
            if key is None or request.method in SAFE:
                return await answer(request)
            if not 0 < len(key) <= _LONGEST or not key.isascii() or not key.isprintable():
                return problem(422, f"A key has 1 to {_LONGEST} visible characters.")
            try:
                return await _once(request, key, answer)
            finally:
                await request.close()  # the files of a form, if it was one

        return once


async def _once(
    request: Request, key: str, answer: Callable[[Request], Coroutine[Any, Any, Response]]
) -> Response:
    person, store = request.state.person, store_of(request)
    sent = f"{request.method} {request.url.path}?{request.url.query}\n".encode()
    asked = hashlib.sha256(sent + await known_by(request)).hexdigest()
    kept = await run_in_threadpool(earlier, store, person.name, key, asked)
    if kept is not None:
        if kept.asked != asked:
            return problem(422, "This key was sent with another request.")
        if kept.answer is None:
            return problem(409, "The request with this key is still being answered.")
        first = kept.answer
        again = Response(first.body, first.status, media_type=first.media or None)
        if first.location is not None:
            again.headers["location"] = first.location
        again.headers["idempotent-replayed"] = "true"
        return again
    found: Answer | None = None
    try:
        said = await answer(request)
        if said.status_code < _OUR_FAULT:
            media, location = (said.headers.get(name) for name in ("content-type", "location"))
            found = Answer(said.status_code, media or "", bytes(said.body), location)
        return said
    finally:
        await run_in_threadpool(keep_answer, store, person.name, key, found)
