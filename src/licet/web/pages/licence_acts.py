"""What people do with a case: move, approve, advise, attach, release, hold; each once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from licet.basics import Refused
from licet.cases import (
    MOST_BYTES,
    Done,
    Grounds,
    Hand,
    Shipment,
    advise,
    approve,
    attach_content,
    hold,
    move,
    release,
)
from licet.store import Store
from licet.web.entry import NotAllowed, needs, store_of
from licet.web.forms import Typed
from licet.web.page import NotThere, Page
from licet.web.pages.licences import case_page
from licet.web.stored import Actor, typed_in

router = APIRouter(include_in_schema=False)
_BETWEEN = re.compile(r"[;；\n]")
_TERMS = ("number", "from", "until", "quantity", "unit")
_ELEMENTS = ("item", "destination", "end_user", "end_use")
Sent = Annotated[Typed, Depends(typed_in)]
NEEDED: Mapping[str, str] = {
    "move": "prepare",
    "approve": "approve",
    "advise": "approve",
    "release": "prepare",
    "hold": "interpret",
}
"""Which act of `roles.yaml` each needs."""


@router.post("/{lang}/licences/{name}", dependencies=[needs("see")])
async def act(request: Request, lang: str, name: str, typed: Sent) -> Response:
    """Does what the form asks for, or shows the case again with the rule that refuses it."""
    page = Page.of(request, lang)
    actor = Actor.of(request, typed)
    wanted = typed["act"]
    if wanted not in NEEDED:
        raise NotThere(wanted)
    if not actor.may(NEEDED[wanted]):
        raise NotAllowed(NEEDED[wanted])

    def answered() -> Response:
        try:
            _ACTS[wanted](store_of(request), name, actor.hand(typed), typed)
        except Refused as refused:
            return case_page(page, name, typed, refused.faults)
        return page.go(f"licences/{name}", done=wanted)

    return actor.remember(await run_in_threadpool(answered))


@router.post("/{lang}/licences/{name}/attach", dependencies=[needs("prepare")])
async def bring(request: Request, lang: str, name: str, typed: Sent) -> Response:
    """Attaches the paper that was sent, and keeps it with the case."""
    page = Page.of(request, lang)
    actor = Actor.of(request, typed)
    file, content = await _paper(request)

    def answered() -> Response:
        try:
            hand, document = actor.hand(typed), typed["document"]
            attach_content(store_of(request), name, document, file, content, hand)
        except Refused as refused:
            return case_page(page, name, typed, refused.faults)
        return page.go(f"licences/{name}", done="attach")

    return actor.remember(await run_in_threadpool(answered))


async def _paper(request: Request) -> tuple[str, bytes]:
    """The name of the file that was sent, and what is in it."""
    form = await request.form()
    sent = form.get("file")
    if not isinstance(sent, UploadFile) or not sent.filename:
        return "", b""
    content = await sent.read(MOST_BYTES + 1)
    await form.close()
    return sent.filename.replace("\\", "/").rpartition("/")[2], content


def _move(store: Store, name: str, hand: Hand, typed: Typed) -> Done:
    terms = {key: typed[key].strip() or None for key in _TERMS}
    stated = terms if any(terms.values()) else None
    conditions = [line.strip() for line in typed["conditions"].splitlines() if line.strip()]
    clauses = tuple(one.strip() for one in _BETWEEN.split(typed["clauses"]) if one.strip())
    start = "paper-"
    papers = tuple(key[len(start) :] for key in typed if key.startswith(start))
    grounds = Grounds(clauses, papers)
    return move(store, name, typed["to"], hand, stated, conditions, grounds)


def _approve(store: Store, name: str, hand: Hand, typed: Typed) -> Done:  # noqa: ARG001 - as all
    return approve(store, name, hand)


def _advise(store: Store, name: str, hand: Hand, typed: Typed) -> Done:
    return advise(store, name, typed["advice"], hand)


def _release(store: Store, name: str, hand: Hand, typed: Typed) -> Done:
    elements = {key: typed[key].strip() or None for key in _ELEMENTS}
    meets = tuple(
        int(key[len("meets-") :])
        for key in typed
        if key.startswith("meets-") and key[len("meets-") :].isdigit()
    )
    key = typed["key"] or None
    shipment = Shipment(typed["quantity"], typed["unit"], key, **elements, meets=meets)
    return release(store, name, shipment, hand)


def _hold(store: Store, name: str, hand: Hand, typed: Typed) -> Done:
    return hold(store, name, hand, on_hold=typed["hold"] == "yes")


_ACTS: Mapping[str, Callable[[Store, str, Hand, Typed], Done]] = {
    "move": _move,
    "approve": _approve,
    "advise": _advise,
    "release": _release,
    "hold": _hold,
}
