"""Around the clauses: facts, and what two days differ in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from threading import Lock
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from licet.foresee import Comparison, Difference, LawOn
from licet.rulebook import DECIDING, Rulebook
from licet.web.address import Address
from licet.web.forms import Wrong, read_day
from licet.web.page import Page
from licet.web.pages.law import lines_of

router = APIRouter(include_in_schema=False)
_SOLVER = Lock()
"""The solver that looks for cases works on one comparison at a time."""


@router.get("/{lang}/law/facts")
def facts(request: Request, lang: str) -> HTMLResponse:
    """Every fact a case may state, and the question that asks for it."""
    page = Page.of(request, lang)
    return page.show("facts.html")


@router.get("/{lang}/law/changes")
def changes(request: Request, lang: str) -> HTMLResponse:
    """What differs between two days: clauses at once, cases that show it on request."""
    page = Page.of(request, lang)
    today = date.today()  # noqa: DTZ011 - the calendar day of the user
    typed = {name: page.typed.get(name, "").strip() for name in ("from", "to")}
    wrong = [Wrong(n, "day_expected", t) for n, t in typed.items() if t and read_day(t) is None]
    usual = {"from": today.replace(year=today.year - 1), "to": today}
    found = {n: date.fromisoformat(read_day(t) or usual[n].isoformat()) for n, t in typed.items()}
    lines = lines_of(page.book, today)
    moved = [
        (c, lines[c.cite].on(found["from"]), lines[c.cite].on(found["to"]))
        for c in page.book.clauses
        if lines[c.cite].on(found["from"]) != lines[c.cite].on(found["to"])
    ]
    with_cases = page.typed.get("cases") == "yes" and not wrong
    shown: Mapping[str, Any] = {"answers": [], "clauses": {}}
    if with_cases:
        answers, clauses = compared(page.book, found["from"], found["to"], today)
        shown = {"answers": answers, "clauses": {one.cite: one for one in clauses}}
    return page.show(
        "changes.html",
        422 if wrong else 200,
        days=found,
        typed={name: text or found[name].isoformat() for name, text in typed.items()},
        moved=[one for one in moved if one[0].then in DECIDING],
        with_cases=with_cases,
        shown=shown,
        case_link=lambda one, on: page.link("verdict", case_address(one, on)),
        wrong=tuple(wrong),
    )


def case_address(one: Difference, on: date) -> Address:
    """The case that shows a difference, on one of the two days."""
    facts = {
        name: ("yes" if value else "no") if isinstance(value, bool) else str(value)
        for name, value in one.facts.items()
    }
    return Address({"on": on.isoformat()}, {}, facts)


@lru_cache(maxsize=32)
def compared(
    book: Rulebook, before: date, after: date, known: date
) -> tuple[list[Difference], list[Difference]]:
    """Two days compared by the solver: answers and clauses that differ, each with a case."""
    with _SOLVER:
        found = Comparison(LawOn(book, before, known), LawOn(book, after, known))
        return found.answers(), found.clauses()
