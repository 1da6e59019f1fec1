"""The law to be read: instruments and clauses, with what turns on each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from licet.rulebook import Instrument, Rulebook, Timeline, clause_json, facts_of
from licet.rulebook import atoms as atoms_of
from licet.web.examples import coverage, examples_of, turning
from licet.web.forms import Wrong, read_day
from licet.web.lives import axis_of, lives
from licet.web.page import NotThere, Page

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Days:
    """A day asked about, and the day as known."""

    on: date
    known: date
    wrong: tuple[Wrong, ...]


def days_of(page: Page) -> Days:
    """The days a page was asked with; today where it says none."""
    today = date.today()  # noqa: DTZ011 - the calendar day of the user
    found, wrong = {}, []
    for name in ("on", "known"):
        text = page.typed.get(name, "").strip()
        day = read_day(text) if text else today.isoformat()
        if day is None:
            wrong.append(Wrong(name, "day_expected", text))
        found[name] = today if day is None else date.fromisoformat(day)
    return Days(found["on"], found["known"], tuple(wrong))


def lines_of(book: Rulebook, known: date) -> Mapping[str, Timeline]:
    """The timeline of each clause, as known on a day."""
    return book.timelines(known, last_day_included=True)


@router.get("/{lang}/law")
def law(request: Request, lang: str) -> HTMLResponse:
    """Every instrument, and where its clauses stand on a day."""
    page = Page.of(request, lang)
    days = days_of(page)
    lines = lines_of(page.book, days.known)
    told = {o.short: [c for c in o.clauses if c.then != "entry"] for o in page.book.instruments}
    axis = axis_of([c for some in told.values() for c in some], lines, days.on)
    return page.show(
        "law.html",
        422 if days.wrong else 200,
        days=days,
        axis=axis,
        counts={k: Counter(lines[c.cite].on(days.on) for c in some) for k, some in told.items()},
        lives={short: lives(some, lines, axis) for short, some in told.items()},
        wrong=days.wrong,
    )


def _instrument(book: Rulebook, short: str) -> Instrument:
    found = next((one for one in book.instruments if one.short == short), None)
    if found is None:
        raise NotThere(short)
    return found


@router.get("/{lang}/law/instrument/{short:path}")
def instrument(request: Request, lang: str, short: str) -> HTMLResponse:
    """One instrument: source, life line, clauses."""
    page = Page.of(request, lang)
    days = days_of(page)
    one = _instrument(page.book, short)
    lines = lines_of(page.book, days.known)
    clauses = [c for c in one.clauses if c.then != "entry"]
    axis = axis_of(clauses, lines, days.on)
    return page.show(
        "instrument.html",
        422 if days.wrong else 200,
        one=one,
        days=days,
        lines=lines,
        axis=axis,
        lives=lives(clauses, lines, axis),
        wrong=days.wrong,
    )


@router.get("/{lang}/law/clause/{cite:path}")
def clause(request: Request, lang: str, cite: str) -> HTMLResponse:
    """One clause: words beside predicates, dates, life line, examples, what it looks at."""
    page = Page.of(request, lang)
    days = days_of(page)
    one = next((c for c in page.book.clauses if c.cite == cite), None)
    if one is None:
        raise NotThere(cite)
    lines = lines_of(page.book, days.known)
    data = clause_json(one, page.book)
    columns = {reading.column: reading.id for reading in page.book.readings.values()}
    names = [n for e in one.elements for a in atoms_of(e.predicate) for n in facts_of(a)]
    looked_at = list(dict.fromkeys(names))
    axis = axis_of([one], lines, days.on)
    return page.show(
        "clause.html",
        one=one,
        data=data,
        instrument=_instrument(page.book, one.instrument),
        axis=axis,
        lives=lives([one], lines, axis),
        standing=lines[one.cite].on(days.on),
        days=days,
        facts=[name for name in looked_at if name not in columns],
        readings=[columns[name] for name in looked_at if name in columns],
        examples=examples_of(one, page.book),
        tried=coverage(one, page.book),
        turning=turning(cite, page.book),
        wrong=days.wrong,
    )
