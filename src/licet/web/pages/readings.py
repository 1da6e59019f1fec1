"""Readings: every open question of interpretation, what the house takes, and how it came to it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from licet.basics import Fault, Refused
from licet.cases import OPEN, USUAL, Choice, choices, choose, house
from licet.rulebook import atoms as atoms_of
from licet.rulebook import facts_of
from licet.web.entry import needs, store_of
from licet.web.forms import Typed
from licet.web.page import NotThere, Page
from licet.web.stored import Actor, typed_in

router = APIRouter(include_in_schema=False)
Sent = Annotated[Typed, Depends(typed_in)]


@router.get("/{lang}/law/readings")
def readings(request: Request, lang: str) -> HTMLResponse:
    """Every open question: options, which one is taken and who chose it, why, where it matters."""
    page = Page.of(request, lang)
    return _readings(page, page.typed)


def _readings(page: Page, typed: Typed, faults: tuple[Fault, ...] = ()) -> HTMLResponse:
    used: dict[str, list[str]] = {}
    for one in page.book.clauses:
        for reading in page.book.readings.values():
            if any(
                reading.column in facts_of(a) for e in one.elements for a in atoms_of(e.predicate)
            ):
                used.setdefault(reading.id, []).append(one.cite)
    store = page.kept
    made: dict[str, list[Choice]] = {}
    for choice in () if store is None else choices(store):
        made.setdefault(choice.reading, []).append(choice)
    taken = house(choice for several in made.values() for choice in several)
    return page.show(
        "readings.html",
        422 if faults else 200,
        used=used,
        made=made,
        taken={name: choice.option for name, choice in taken.items()},
        open=OPEN,
        usual=USUAL,
        blank=Typed(),
        may=page.person is not None and page.person.may("interpret"),
        actor=Actor.of(page.request, typed),
        typed=typed,
        faults=faults,
    )


@router.post("/{lang}/law/readings/{name}", dependencies=[needs("interpret")])
def chosen(request: Request, lang: str, name: str, typed: Sent) -> Response:
    """Lets the house read a question so, from now on."""
    page = Page.of(request, lang)
    if name not in page.book.readings:
        raise NotThere(name)
    actor = Actor.of(request, typed)
    try:
        choose(store_of(request), name, typed["option"], actor.hand(typed), page.book)
    except Refused as refused:
        return _readings(page, Typed({**typed, "reading": name}), refused.faults)
    return actor.remember(RedirectResponse(page.place(f"law/readings#{name}"), 303))


@router.get("/{lang}/law/readings/{name}")
def one(request: Request, lang: str, name: str) -> Response:
    """Back to the list, for who loads the address of a form again."""
    page = Page.of(request, lang)
    if name not in page.book.readings:
        raise NotThere(name)
    return RedirectResponse(page.place(f"law/readings#{name}"), 303)
