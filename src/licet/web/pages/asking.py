"""Asking: what leaves, then one question a page, then a look at every answer given."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from licet.basics import TERRITORIES
from licet.facts import Sheet, follow_line
from licet.rulebook import Rulebook
from licet.verdict import read_value
from licet.web.address import Address, stated, text_of
from licet.web.asked import Asked, asked
from licet.web.forms import Typed, Wrong, read_answer, read_day
from licet.web.page import NotThere, Page
from licet.web.words import Speech

router = APIRouter(include_in_schema=False)
FIRST = ("ship_from", "ship_to", "exporter_in", "importer_in", "end_user_in")
"""Where from and to, and for whom: the territories that the first page asks for."""
_OTHERS = frozenset(("check", "verdict"))
"""Pages from which one answer may be changed."""
_FEW = 12
"""So many choices are read at a glance; more get a field that narrows them down."""


@router.get("/{lang}/")
def start(request: Request, lang: str) -> HTMLResponse:
    """What is leaving, from where to where, for whom?"""
    page = Page.of(request, lang)
    return _start(page, Typed({**page.address.facts, **page.address.settings}))


def _start(page: Page, typed: Typed, wrong: tuple[Wrong, ...] = ()) -> HTMLResponse:
    return page.show(
        "start.html",
        422 if wrong else 200,
        typed=typed,
        wrong=wrong,
        places=places(page.say),
        first=FIRST,
        today=date.today().isoformat(),  # noqa: DTZ011 - the calendar day of the user
    )


def places(say: Speech) -> list[tuple[str, str]]:
    """Every territory, by name; the code tells those apart that sound alike."""
    return sorted(((say.territory(code), code) for code in TERRITORIES), key=lambda one: one[0])


@router.get("/{lang}/start")
def begin(request: Request, lang: str) -> Response:
    """Takes what the first page asked for, and goes on to the first question."""
    page = Page.of(request, lang)
    typed = Typed((name, value.strip()) for name, value in page.typed.items())
    wrong = []
    on = read_day(typed.get("on", ""))
    if on is None:
        wrong.append(Wrong("on", "day_expected", typed.get("on", "")))
    for name in (*FIRST, "thing"):
        try:
            read_value(page.book.facts[name], typed.get(name) or None)
        except ValueError:
            wrong.append(Wrong(name, "choose_one", typed[name]))
    if wrong:
        return _start(page, typed, tuple(wrong))
    address = page.address.saying("on", on or "", page.book)
    return page.go("ask", page.in_house(following(address, page.book)))


def following(address: Address, book: Rulebook) -> Address:
    """The address with what follows from the places alone, unless it was said otherwise."""
    known = {n: read_value(book.facts[n], stated(book.facts[n], t))
             for n, t in address.facts.items()}  # fmt: skip
    sheet = Sheet({name: value for name, value in known.items() if value is not None})
    follow_line(sheet, {"_file": "start", "_line": 1})
    for name, value in sheet.facts.items():
        says_thing = name == "thing" and "thing" not in address.facts
        if name not in address.facts and not says_thing:
            address = address.saying(name, text_of(value), book)
    return address


@router.get("/{lang}/ask")
def ask(request: Request, lang: str) -> Response:
    """The next question that can still change the answer, or the one that is to be changed."""
    page = Page.of(request, lang)
    case = asked(page.address, page.book)
    name = page.typed.get("fact", "")
    if name in page.book.business_facts() or name in page.book.readings:
        return _question(page, case, name, _said(page, name))
    if case.next is None:
        return page.go("check", page.address)
    return _question(page, case, case.next.gap.name, Typed())


@router.get("/{lang}/answer")
def answer(request: Request, lang: str) -> Response:
    """Takes the answer to one question, and goes on to the next or back to where it came from."""
    page = Page.of(request, lang)
    name, then = page.typed.get("fact", ""), page.typed.get("then", "")
    if name not in page.book.business_facts() and name not in page.book.readings:
        raise NotThere(name)
    got = read_answer(name, page.typed, page.book)
    if got.wrong:
        case = asked(page.address, page.book)
        return _question(page, case, name, page.typed, got.wrong)
    if got.passed:
        address = page.address.passing(name, page.book)
    elif then == "verdict":
        address = page.address.trying(name, got.text, page.book)
    else:
        address = page.address.saying(name, got.text, page.book)
    if then not in _OTHERS:
        address = address.after(name)
    return page.go(then if then in _OTHERS else "ask", address)


def _said(page: Page, name: str) -> Typed:
    """What was said of a fact, as the fields of its form."""
    text = page.address.text_of(name)
    if name in page.address.unknown:
        return Typed(value="unknown")
    if name in page.book.facts and page.book.facts[name].kind == "number" and text:
        lo, dots, hi = text.partition("..")
        return Typed(value="range", lo=lo, hi=hi) if dots else Typed(value="exact", exact=lo)
    return Typed(value=text)


def _question(
    page: Page,
    case: Asked,
    name: str,
    typed: Typed,
    wrong: tuple[Wrong, ...] = (),
) -> HTMLResponse:
    reading = page.book.readings.get(name)
    fact = None if reading is not None else page.book.facts[name]
    step = case.next if case.next is not None and case.next.gap.name == name else None
    choices = _choices(page.say, name)
    return page.show(
        "question.html",
        422 if wrong else 200,
        case=case,
        name=name,
        reading=reading,
        fact=fact,
        step=step,
        who="counsel" if fact is None else fact.who,
        choices=choices,
        many=len(choices) > _FEW,
        typed=typed,
        wrong=wrong,
        then=page.typed.get("then", ""),
        back=_back(page, page.typed.get("then", "")),
    )


def _back(page: Page, then: str) -> str:
    """The way back: where the change began, the question before, or the first page."""
    if then in _OTHERS:
        return page.link(then, page.address)
    if page.address.trail:
        return page.link("ask", page.address.before(), fact=page.address.trail[-1])
    return page.link("", page.address)


def _choices(say: Speech, name: str) -> list[dict[str, Any]]:
    """What may be answered, each with its words; a list's own «none» comes first."""
    if name in say.book.readings:
        return [{"value": k, "says": say.of(v)} for k, v in say.book.readings[name].options.items()]
    fact = say.book.facts[name]
    if fact.kind == "yes_no":
        return [{"value": one, "says": say.of(one)} for one in ("yes", "no")]
    if fact.kind == "territory":
        return [{"value": code, "says": place} for place, code in places(say)]
    ordered = (
        sorted(fact.codes, key=lambda code: code != "none") if fact.from_entries else fact.codes
    )
    return [{"value": str(code), "says": say.value(name, code)} for code in ordered]


@router.get("/{lang}/check")
def check(request: Request, lang: str) -> HTMLResponse:
    """Every answer given, each with the way to change it."""
    page = Page.of(request, lang)
    case = asked(page.address, page.book)
    return page.show("check.html", case=case, back=_back(page, ""))
