"""Who asks, and whether they may: `request.state.person` of every page and every call.

Without accounts it is whoever started the server. With accounts it is the person of the session
cookie, or of a program's token; nobody else passes, but to sign in. A request that changes
something comes from a page of this server: the browser says so, and a token in the form shows it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from fastapi import Request
from fastapi.params import Depends as Dependency
from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from licet.basics import Refused
from licet.people import Person, person_of, person_of_token
from licet.store import Store
from licet.verdict import LANGUAGES
from licet.web.problems import problem
from licet.web.reader import preferred
from licet.web.settings import Kept, Settings

SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
"""Methods that change nothing."""
FIELD = "token"
"""The field of a form that shows it is of this server."""
_HEADER = "x-licet-token"
_API = "/api/"
_OPEN = frozenset(("static", "sign-in", "verify"))
"""What is open to everybody: `/static/…`, `/en/sign-in`, `/en/verify`."""
_OPEN_CALLS = ("/api/v1/openapi.json", "/api/v1/verify/")
_VERIFY = "/api/v1/verify/"
_BEARER = "bearer "


class NotAllowed(Exception):
    """Somebody asks for what their roles do not allow: the act they lack."""


class Stale(Exception):
    """A form was sent that is not of this server, or of a session that ended."""


def needs(act: str) -> Dependency:
    """A dependency: only somebody who may do that passes; a form must be ours.

    Use it as `dependencies=[needs("prepare")]` of a route; `roles.yaml` names the acts.
    """

    async def check(request: Request) -> None:
        person: Person = request.state.person
        if not person.may(act):
            raise NotAllowed(act)
        if request.method not in SAFE and not request.url.path.startswith(_API):
            await ours(request)

    check.act = act  # type: ignore[attr-defined]
    return Dependency(check)


async def ours(request: Request) -> None:
    """Let only a form of this server pass.

    Raises:
        Stale: it is not.
    """
    given: str | UploadFile | None = request.headers.get(_HEADER)
    if given is None:
        given = (await request.form()).get(FIELD)
    mark: FormMark = request.state.form
    if not isinstance(given, str) or not hmac.compare_digest(given, mark.text):
        raise Stale


def store_of(request: Request) -> Store:
    """The store of this server.

    Raises:
        Refused: it cannot be opened.
    """
    found: Store = request.app.state.kept()
    return found


@dataclass(slots=True)
class FormMark:
    """What shows that a form is ours: worked out of a cookie that only this server reads."""

    secret: str
    new: bool
    used: bool = False

    @property
    def text(self) -> str:
        """The text that stands in the form."""
        self.used = True
        return hashlib.sha256(b"form " + self.secret.encode()).hexdigest()


class Entry:
    """Finds out who asks, and sends away who may not."""

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        kept: Kept,
        refused: Callable[[Request, Exception], Response],
    ) -> None:
        self.app, self.settings, self.kept, self.refused = app, settings, kept, refused
        prefix = "__Host-" if settings.secure else ""
        self.session, self.form = f"{prefix}licet", f"{prefix}licet-form"
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._rate = RateLimitItemPerSecond(max(1, settings.rate // settings.workers))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, with who asks."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {
            name.decode("latin-1"): text.decode("latin-1") for name, text in scope["headers"]
        }
        if scope["method"] not in SAFE and not self._same_site(headers):
            refusal: Response | None = problem(403, "It was sent from a page of another site.")
        else:
            refusal = await self._entered(scope, headers)
        mark: FormMark | None = scope.get("state", {}).get("form")
        answer = send if mark is None else self._sender(send, mark)
        await (self.app if refusal is None else refusal)(scope, receive, answer)

    def _same_site(self, headers: Mapping[str, str]) -> bool:
        """Browsers say where a request comes from; programs say nothing."""
        site = headers.get("sec-fetch-site", "none")
        if site != "none":  # with no referrer, the origin of a form is null even from ourselves
            return site == "same-origin"
        origin = headers.get("origin")
        if origin is None:
            return True
        mine = {headers.get("host", "")}
        if self.settings.url is not None:
            mine.add(urlsplit(self.settings.url).netloc)
        return urlsplit(origin).netloc in mine

    async def _entered(self, scope: Scope, headers: Mapping[str, str]) -> Response | None:
        """Notes who asks; the answer to who may not."""
        cookies = cookie_parser(headers.get("cookie", ""))
        state = scope.setdefault("state", {})
        secret = cookies.get(self.session, "")
        try:
            person = await self._who(headers, secret)
        except Refused as refused:  # the store cannot be opened
            state |= {"form": FormMark(secrets.token_urlsafe(32), new=False), "person": None}
            return self.refused(Request(scope | {"app": self.app}), refused)
        bound = secret if person is not None and secret else cookies.get(self.form, "")
        state["form"] = FormMark(bound or secrets.token_urlsafe(32), not bound)
        state["session"] = secret
        state["person"] = person
        if person is None:
            return None if self._open(scope["path"]) else _sent_away(scope, headers)
        if scope["path"].startswith(_API) and not person.local:
            caller = person.token or person.name
            if not self._limiter.hit(self._rate, caller):
                busy = problem(429, f"At most {self.settings.rate} calls a second are taken.")
                busy.headers["retry-after"] = "1"
                return busy
        return None

    async def _who(self, headers: Mapping[str, str], secret: str) -> Person | None:
        if not self.settings.people:
            return self.settings.somebody
        said = headers.get("authorization", "")
        if said.lower().startswith(_BEARER):
            return await run_in_threadpool(self._of_token, said[len(_BEARER) :].strip())
        if not secret:
            return None
        return await run_in_threadpool(self._of_session, secret)

    def _of_token(self, text: str) -> Person | None:
        return person_of_token(self.kept(), text)

    def _of_session(self, secret: str) -> Person | None:
        return person_of(self.kept(), secret, self.settings.lasting)

    @staticmethod
    def _open(path: str) -> bool:
        first, _, rest = path.lstrip("/").partition("/")
        if first in LANGUAGES:
            first = rest.partition("/")[0] or "home"
        return first in _OPEN or path.startswith(_OPEN_CALLS) or path.startswith(_VERIFY)

    def _sender(self, send: Send, mark: FormMark) -> Callable[[Message], Awaitable[None]]:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start" and mark.new and mark.used:
                cookie = Response()
                self.set_cookie(cookie, self.form, mark.secret)
                message["headers"] = [
                    *message.get("headers", ()),
                    *(pair for pair in cookie.raw_headers if pair[0] == b"set-cookie"),
                ]
            await send(message)

        return sent

    def set_cookie(self, response: Response, name: str, value: str) -> None:
        """Set a cookie that lasts as long as the browser is open; an empty one ends."""
        response.set_cookie(
            name,
            value,
            max_age=None if value else 0,
            path="/",
            secure=self.settings.secure,
            httponly=True,
            samesite="lax",
        )


def _sent_away(scope: Scope, headers: Mapping[str, str]) -> Response:
    path = scope["path"]
    if path.startswith(_API):
        refusal = problem(401, "A token is needed: Authorization: Bearer licet_…")
        refusal.headers["www-authenticate"] = "Bearer"
        return refusal
    first = path.lstrip("/").partition("/")[0]
    lang = first if first in LANGUAGES else preferred(headers.get("accept-language", ""))
    query = scope.get("query_string", b"").decode("latin-1")
    wanted = path + (f"?{query}" if query else "")
    safe = scope["method"] in SAFE and first in LANGUAGES
    there = f"/{lang}/sign-in" + (f"?to={quote(wanted, safe='')}" if safe else "")
    if headers.get("hx-request") == "true":
        return Response(status_code=401, headers={"HX-Redirect": there})
    return RedirectResponse(there, 303)
