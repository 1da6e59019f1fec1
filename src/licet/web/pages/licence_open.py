"""A case is opened from an export that was asked about, or from a line of a portfolio."""

from __future__ import annotations

import dataclasses
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from licet.basics import Fault, Refused
from licet.cases import filled as filled_in
from licet.cases import open_case, read_application, remembered, show, table
from licet.verdict import decide_cases, in_language
from licet.web.asked import asked
from licet.web.entry import needs, store_of
from licet.web.forms import Typed
from licet.web.page import Page
from licet.web.stored import Actor, today, typed_in

router = APIRouter(include_in_schema=False)
Sent = Annotated[Typed, Depends(typed_in)]
_TEXTS = ("applicant", "item", "destination", "end_use")
_YES_NO = {"yes": True, "no": False}


@router.get("/{lang}/licences/open", dependencies=[needs("prepare")])
def begin(request: Request, lang: str) -> HTMLResponse:
    """What is applied for, beside the verdict on the export in the address of this page."""
    page = Page.of(request, lang)
    return _form(page, page.typed)


def _form(page: Page, typed: Typed, faults: tuple[Fault, ...] = ()) -> HTMLResponse:
    found = asked(page.address, page.book)
    known = filled_in(read_application({}, "form"), found.case)
    usual = {"item": known.item or "", "destination": known.destination or ""}
    form = "humanitarian" if found.answer.outcome == "exempt" else "single"
    typed = Typed({**usual, "form": form, **typed})
    return page.show(
        "licence_open.html",
        422 if faults else 200,
        case=found,
        known=known,
        typed=typed,
        faults=faults,
        table=table(),
        forms=[(name, page.say.of(one.words)) for name, one in table().forms.items()],
        grounds=[("", "")] + [(name, page.say.of(one)) for name, one in table().grounds.items()],
        actor=Actor.of(page.request, typed),
    )


@router.post("/{lang}/licences/open", dependencies=[needs("prepare")])
def opened(request: Request, lang: str, typed: Sent) -> Response:
    """Opens the case, with the verdict and every fact it was decided on."""
    page = Page.of(request, lang)
    actor = Actor.of(request, typed)
    try:
        stated = _stated(typed)
        application = read_application(stated, "form")
        raw: dict[str, Any] = {**page.address.raw(page.book), "application": stated}
        if typed["source"]:
            raw["application"] = stated
            raw["source"] = typed["source"]
        store, replaces = store_of(request), typed["replaces"].strip() or None
        case = asked(page.address, page.book).case
        if replaces is not None:
            old = show(store, replaces, today())
            known = remembered(old["state"], old["stated"], raw) | dict(case.facts)
            case = dataclasses.replace(case, facts=known)
        verdict = in_language(decide_cases([case], page.book), "en")[0]
        hand = actor.hand(typed)
        done = open_case(store, case, verdict, application, hand, stated=raw, replaces=replaces)
    except Refused as refused:
        return _form(page, typed, refused.faults)
    return actor.remember(page.go(f"licences/{done.id}", done="open"))


def _stated(typed: Typed) -> dict[str, Any]:
    """The application as the form states it; an empty field states nothing."""
    stated: dict[str, Any] = {"form": typed["form"]}
    stated |= {name: typed[name].strip() for name in _TEXTS if typed[name].strip()}
    users = [line.strip() for line in typed["end_users"].splitlines() if line.strip()]
    says = {
        one.name: _YES_NO[typed[one.name]]
        for one in table().statements_of(typed["form"])
        if typed[one.name] in _YES_NO
    }
    stated |= {"end_users": users} if users else {}
    stated |= {"says": says} if says else {}
    return stated | ({"ground": typed["ground"]} if typed["ground"] else {})
