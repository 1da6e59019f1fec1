"""Signing in, by password or by the house's provider, and signing out."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from licet.people import (
    NotSignedIn,
    Person,
    TooOften,
    arrive,
    begin,
    could_not,
    end,
    sign_in,
)
from licet.verdict import LANGUAGES
from licet.web.entry import Entry, ours, store_of
from licet.web.forms import Typed, Wrong
from licet.web.page import NotThere, Page
from licet.web.reader import preferred
from licet.web.settings import Settings

router = APIRouter(include_in_schema=False)
_BACK = "/sign-in/back"
_MINUTE = 60


def _settings(request: Request) -> Settings:
    found: Settings = request.app.state.settings
    if not found.people:
        raise NotThere("people")
    return found


def _here(goes_to: str, lang: str) -> str:
    """The page to show then: one of ours, else the first one."""
    parts = urlsplit(goes_to)
    ours = goes_to.startswith("/") and not parts.netloc and "\\" not in goes_to
    in_language = goes_to.lstrip("/").partition("/")[0] in LANGUAGES
    return goes_to if ours and in_language and not goes_to.startswith("//") else f"/{lang}/"


def _address(request: Request) -> str:
    return "" if request.client is None else request.client.host


@router.get("/{lang}/sign-in")
def shown(request: Request, lang: str) -> Response:
    """Asks for name and password, or leads to the provider."""
    page = Page.of(request, lang)
    _settings(request)
    if page.person is not None:
        return RedirectResponse(_here(page.typed["to"], lang), 303)
    return _shown(page, page.typed)


def _shown(page: Page, typed: Typed, *wrong: Wrong, status: int = 200) -> Response:
    settings = _settings(page.request)
    return page.show(
        "sign_in.html", status, typed=typed, wrong=wrong, provider=settings.provider,
        failed=typed["failed"] == "yes",
    )  # fmt: skip


@router.post("/{lang}/sign-in")
async def taken(request: Request, lang: str) -> Response:
    """Takes name and password."""
    page = Page.of(request, lang)
    _settings(request)
    await ours(request)
    sent = await request.form()
    typed = Typed((k, v.strip()) for k, v in sent.items() if isinstance(v, str))
    password = str(sent.get("password", ""))
    empty = [
        Wrong(name, f"{name}_expected")
        for name, text in (("name", typed["name"]), ("password", password))
        if not text
    ]
    if empty:
        return _shown(page, typed, *empty, status=422)
    store, address = store_of(request), _address(request)
    try:
        person = await run_in_threadpool(sign_in, store, typed["name"], password, address)
    except TooOften as often:
        minutes = -(-often.wait // _MINUTE)
        wrong = Wrong("name", "signed_in_too_often", more={"minutes": minutes})
        answer = _shown(page, typed, wrong, status=429)
        answer.headers["retry-after"] = str(often.wait)
        return answer
    if person is None:
        return _shown(page, typed, Wrong("password", "not_signed_in"), status=422)
    return await _begun(request, person, "password", _here(typed["to"], lang))


async def _begun(request: Request, person: Person, how: str, goes_to: str) -> Response:
    """A new session under a new secret; whatever this browser had ends."""
    entry: Entry = request.app.state.entry
    old = request.state.session or None
    secret = await run_in_threadpool(
        begin, store_of(request), person.name, how, _address(request),
        entry.settings.lasting, old,
    )  # fmt: skip
    answer = RedirectResponse(goes_to, 303)
    entry.set_cookie(answer, entry.session, secret)
    return answer


@router.get("/{lang}/sign-in/provider")
async def left(request: Request, lang: str) -> Response:
    """Sends the browser to the provider."""
    page = Page.of(request, lang)
    settings = _settings(request)
    if settings.provider is None:
        raise NotThere("provider")
    mark = request.state.form
    goes_to = _here(page.typed["to"], lang)
    _ = mark.text  # the cookie has to be there when the browser comes back
    try:
        there = await run_in_threadpool(
            settings.provider.start, store_of(request), _redirect(request), goes_to, mark.secret
        )
    except NotSignedIn as error:
        return await _failed(request, str(error), lang)
    return RedirectResponse(there, 303)


def _redirect(request: Request) -> str:
    base = _settings(request).url or str(request.base_url)
    return base.rstrip("/") + _BACK


@router.get(_BACK)
async def back(request: Request) -> Response:
    """Takes whoever comes back from the provider."""
    settings = _settings(request)
    if settings.provider is None:
        raise NotThere("provider")
    store, said = store_of(request), dict(request.query_params)
    try:
        claimed, goes_to = await run_in_threadpool(
            settings.provider.finish, store, _redirect(request), said, request.state.form.secret
        )
        person = await run_in_threadpool(arrive, store, claimed, settings.provider)
    except NotSignedIn as error:
        lang = preferred(request.headers.get("accept-language", ""))
        return await _failed(request, str(error), lang)
    return await _begun(request, person, claimed.issuer, goes_to)


async def _failed(request: Request, why: str, lang: str) -> Response:
    await run_in_threadpool(could_not, store_of(request), why, _address(request))
    return RedirectResponse(f"/{lang}/sign-in?failed=yes", 303)


@router.post("/{lang}/sign-out")
async def out(request: Request, lang: str) -> Response:
    """Ends the session."""
    page = Page.of(request, lang)
    _settings(request)
    await ours(request)
    entry: Entry = request.app.state.entry
    await run_in_threadpool(end, store_of(request), request.state.session)
    answer = page.go("sign-in")
    entry.set_cookie(answer, entry.session, "")
    answer.headers["clear-site-data"] = '"cache", "storage"'
    return answer
