"""One's own account: roles, password, tokens; and, for administrators, everybody's."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from licet.basics import Refused
from licet.people import (
    add,
    change,
    disable,
    entries,
    listed,
    make_token,
    revoke,
    roles,
    tokens,
)
from licet.people import sign_in as checked
from licet.web.entry import Entry, needs, store_of
from licet.web.forms import Typed, Wrong
from licet.web.page import NotThere, Page

router = APIRouter(include_in_schema=False)
_ENTRIES = 50
_FIELDS = {"--role": "roles", "--scope": "scope", "--days": "days", "roles": "roles"}


def _page(request: Request, lang: str) -> Page:
    if not request.app.state.settings.people:
        raise NotThere("people")
    return Page.of(request, lang)


async def _typed(request: Request) -> Typed:
    sent = await request.form()
    return Typed((name, text) for name, text in sent.items() if isinstance(text, str))


def _wrong(refused: Refused) -> tuple[Wrong, ...]:
    return tuple(
        Wrong(_FIELDS.get(one.place, one.place), "refused_because", more={"why": one.expected})
        for one in refused.faults
    )


def moment(seconds: int) -> str:
    """A time as pages write it, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M")


@router.get("/{lang}/account", dependencies=[needs("ask")])
def account(request: Request, lang: str) -> Response:
    """Name, roles and what they allow, tokens."""
    return _account(_page(request, lang))


def _account(
    page: Page, *wrong: Wrong, typed: Typed | None = None, made: str | None = None
) -> Response:
    person = page.person
    if person is None or person.local:
        raise NotThere("account")
    store = store_of(page.request)
    own = next(one for one in listed(store) if one.name == person.name)
    return page.show(
        "account.html",
        422 if wrong else 200,
        own=own,
        acts=[one for one in roles().acts.values() if person.may(one.name)],
        roles=roles().roles,
        tokens=tokens(store, person.name),
        moment=moment,
        typed=typed or Typed(),
        wrong=wrong,
        made=made,
    )


@router.post("/{lang}/account/password", dependencies=[needs("ask")])
async def password(request: Request, lang: str) -> Response:
    """Changes one's own password; every session ends."""
    page, typed, store = _page(request, lang), await _typed(request), store_of(request)
    name = request.state.person.name
    address = "" if request.client is None else request.client.host
    if await run_in_threadpool(checked, store, name, typed["old"], address) is None:
        return _account(page, Wrong("old", "not_the_password"))
    try:
        await run_in_threadpool(_set_password, store, name, typed["password"])
    except Refused as refused:
        return _account(page, *_wrong(refused))
    entry: Entry = request.app.state.entry
    answer = page.go("sign-in")
    entry.set_cookie(answer, entry.session, "")
    return answer


def _set_password(store: Any, name: str, new: str) -> None:  # noqa: ANN401 - the open store
    change(store, name, password=new, by=name)


@router.post("/{lang}/account/tokens", dependencies=[needs("ask")])
async def token(request: Request, lang: str) -> Response:
    """Makes a token and shows it, once."""
    page, typed, store = _page(request, lang), await _typed(request), store_of(request)
    name = request.state.person.name
    days = int(typed["days"]) if typed["days"].isascii() and typed["days"].isdigit() else 0
    try:
        _, text = make_token(
            store, name, by=name, scope=typed["scope"], days=days, label=typed["label"][:100]
        )
    except Refused as refused:
        return _account(page, *_wrong(refused), typed=typed)
    return _account(page, made=text)


@router.post("/{lang}/account/tokens/{public}", dependencies=[needs("ask")])
async def no_token(request: Request, lang: str, public: str) -> Response:
    """Revokes a token of one's own."""
    page, name = _page(request, lang), request.state.person.name
    revoke(store_of(request), public, by=name, of=name)
    return page.go("account")


@router.get("/{lang}/people", dependencies=[needs("people")])
def people(request: Request, lang: str) -> Response:
    """Everybody, with the roles that can be changed."""
    return _people(_page(request, lang))


def _people(page: Page, *wrong: Wrong, typed: Typed | None = None) -> Response:
    store = store_of(page.request)
    return page.show(
        "people.html",
        422 if wrong else 200,
        everybody=listed(store),
        table=roles(),
        tokens=[one for one in tokens(store) if one.good],
        moment=moment,
        typed=typed or Typed(),
        wrong=wrong,
    )


@router.post("/{lang}/people", dependencies=[needs("people")])
async def added(request: Request, lang: str) -> Response:
    """Adds somebody."""
    page, typed, sent = _page(request, lang), await _typed(request), await request.form()
    given = [str(one) for one in sent.getlist("roles")]
    by, store = request.state.person.name, store_of(request)
    try:
        await run_in_threadpool(
            lambda: add(store, typed["name"], given, typed["password"], by=by, shown=typed["shown"])
        )
    except Refused as refused:
        return _people(page, *_wrong(refused), typed=typed)
    return page.go("people")


@router.post("/{lang}/people/{name}", dependencies=[needs("people")])
async def changed(request: Request, lang: str, name: str) -> Response:
    """Changes somebody's roles, or lets them in or out."""
    page, typed, sent = _page(request, lang), await _typed(request), await request.form()
    by, store = request.state.person.name, store_of(request)
    try:
        if typed["act"] in {"disable", "enable"}:
            disable(store, name, by=by, disabled=typed["act"] == "disable")
        else:
            change(store, name, given=[str(one) for one in sent.getlist("roles")], by=by)
    except Refused as refused:
        return _people(page, *_wrong(refused))
    return page.go("people")


@router.post("/{lang}/people/tokens/{public}", dependencies=[needs("people")])
async def withdrawn(request: Request, lang: str, public: str) -> Response:
    """Revokes anybody's token."""
    page = _page(request, lang)
    revoke(store_of(request), public, by=request.state.person.name)
    return page.go("people")


@router.get("/{lang}/people/log", dependencies=[needs("audit")])
def log(request: Request, lang: str, before: int | None = None) -> Response:
    """What happened with people, the newest first."""
    page = _page(request, lang)
    found = entries(store_of(request), before, _ENTRIES + 1)
    return page.show(
        "people_log.html",
        found=found[:_ENTRIES],
        older=found[_ENTRIES - 1].seq if len(found) > _ENTRIES else None,
        moment=moment,
    )
