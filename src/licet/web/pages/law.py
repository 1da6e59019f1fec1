"""The law to be read: instruments, clauses, readings, facts, and what two days differ in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from threading import Lock
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from licet.foresee import Comparison, Difference, LawOn
from licet.rulebook import DECIDING, Clause, Instrument, Rulebook, Timeline, clause_json, facts_of
from licet.rulebook import atoms as atoms_of
from licet.web.address import Address
from licet.web.forms import Wrong, read_day
from licet.web.page import NotThere, Page

router = APIRouter(include_in_schema=False)
_MARGIN = timedelta(days=60)
_SOLVER = Lock()
"""The solver that looks for cases works on one comparison at a time."""


@dataclass(frozen=True, slots=True)
class Life:
    """The standings of some clauses over time, and where each lies in thousandths."""

    cites: str
    steps: tuple[tuple[date, str, int, int], ...]
    today: int


@dataclass(frozen=True, slots=True)
class Days:
    """A day asked about, and the day as known."""

    on: date
    known: date
    wrong: tuple[Wrong, ...]


def _days(page: Page) -> Days:
    today = date.today()  # noqa: DTZ011 - the calendar day of the user
    found, wrong = {}, []
    for name in ("on", "known"):
        text = page.typed.get(name, "").strip()
        day = read_day(text) if text else today.isoformat()
        if day is None:
            wrong.append(Wrong(name, "day_expected", text))
        found[name] = today if day is None else date.fromisoformat(day)
    return Days(found["on"], found["known"], tuple(wrong))


def _lines(book: Rulebook, known: date) -> Mapping[str, Timeline]:
    return book.timelines(known, last_day_included=True)


@router.get("/{lang}/law")
def law(request: Request, lang: str) -> HTMLResponse:
    """Every instrument, and where its clauses stand on a day."""
    page = Page.of(request, lang)
    days = _days(page)
    lines = _lines(page.book, days.known)
    counts = {
        one.short: Counter(lines[c.cite].on(days.on) for c in one.clauses if c.then != "entry")
        for one in page.book.instruments
    }
    return page.show(
        "law.html", 422 if days.wrong else 200, days=days, counts=counts, wrong=days.wrong
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
    days = _days(page)
    one = _instrument(page.book, short)
    lines = _lines(page.book, days.known)
    return page.show(
        "instrument.html",
        422 if days.wrong else 200,
        one=one,
        days=days,
        lines=lines,
        lives=lives([c for c in one.clauses if c.then != "entry"], lines, days.on),
        wrong=days.wrong,
    )


def lives(clauses: Sequence[Clause], lines: Mapping[str, Timeline], on: date) -> list[Life]:
    """The life lines of clauses; those that stand and fall together share one."""
    groups: dict[tuple[tuple[date, str], ...], list[str]] = {}
    for clause in clauses:
        groups.setdefault(lines[clause.cite].steps, []).append(clause.cite)
    every = [day for steps in groups for day, _ in steps]
    if not every:
        return []
    first, last = min(*every, on) - _MARGIN, max(*every, on) + _MARGIN
    whole = (last - first).days

    def at(day: date) -> int:
        return (day - first).days * 1000 // whole

    found = []
    for steps, cites in groups.items():
        ends = [day for day, _ in steps[1:]] + [last]
        placed = tuple(
            (day, standing, at(day), max(at(end) - at(day), 1))
            for (day, standing), end in zip(steps, ends, strict=True)
        )
        told = cites[0] if len(cites) == 1 else f"{cites[0]} … {cites[-1]} ({len(cites)})"
        found.append(Life(told, placed, at(on)))
    return found


@router.get("/{lang}/law/clause/{cite:path}")
def clause(request: Request, lang: str, cite: str) -> HTMLResponse:
    """One clause: words beside predicates, dates, life line, examples, what it looks at."""
    page = Page.of(request, lang)
    days = _days(page)
    one = next((c for c in page.book.clauses if c.cite == cite), None)
    if one is None:
        raise NotThere(cite)
    lines = _lines(page.book, days.known)
    data = clause_json(one, page.book)
    columns = {reading.column: reading.id for reading in page.book.readings.values()}
    names = [n for e in one.elements for a in atoms_of(e.predicate) for n in facts_of(a)]
    looked_at = list(dict.fromkeys(names))
    return page.show(
        "clause.html",
        one=one,
        data=data,
        instrument=_instrument(page.book, one.instrument),
        lives=lives([one], lines, days.on),
        standing=lines[one.cite].on(days.on),
        days=days,
        facts=[name for name in looked_at if name not in columns],
        readings=[columns[name] for name in looked_at if name in columns],
        coverage=Counter(str(example["met"]).lower() for example in data["examples"]),
        wrong=days.wrong,
    )


@router.get("/{lang}/law/readings")
def readings(request: Request, lang: str) -> HTMLResponse:
    """Every open question of interpretation: options, the default, why, and where it matters."""
    page = Page.of(request, lang)
    used: dict[str, list[str]] = {}
    for one in page.book.clauses:
        for reading in page.book.readings.values():
            if any(
                reading.column in facts_of(a) for e in one.elements for a in atoms_of(e.predicate)
            ):
                used.setdefault(reading.id, []).append(one.cite)
    return page.show("readings.html", used=used)


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
    lines = _lines(page.book, today)
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
