"""The answer: outcome, proof as a folding tree, readings to flip, the date to move, to print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from licet.verdict import Answer
from licet.web.address import Address
from licet.web.answer_pdf import answer_pdf
from licet.web.asked import Asked, Stretch, asked, difference
from licet.web.forms import Wrong, read_day
from licet.web.page import Page

router = APIRouter(include_in_schema=False)
_ASIDE = {"note", "duty"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a reading, and the answer it would lead to."""

    option: str
    says: Mapping[str, str]
    answer: Answer
    taken: bool


@dataclass(frozen=True, slots=True)
class Change:
    """The last thing that was flipped, and what that changed."""

    name: str
    was: str
    now: str
    before: Answer
    after: Answer
    clauses: list[dict[str, Any]]
    back: Address


@router.get("/{lang}/verdict")
def verdict(request: Request, lang: str) -> Response:
    """The whole verdict of a case, on the day and in the readings it states."""
    page = Page.of(request, lang)
    typed_day = page.typed.get("day", "").strip()
    wrong: tuple[Wrong, ...] = ()
    address = page.address
    if typed_day:
        on = read_day(typed_day)
        if on is None:
            wrong = (Wrong("day", "day_expected", typed_day),)
        elif on != asked(address, page.book).case.on.isoformat():
            return page.go("verdict", address.trying("on", on, page.book))
    case = asked(page.address, page.book)
    found = case.verdict
    clauses = [c for c in found["clauses"] if c["then"] not in _ASIDE]
    first, last = case.days()
    return page.show(
        "verdict.html",
        422 if wrong else 200,
        case=case,
        verdict=found,
        held=[c for c in clauses if c["met"] is not False],
        ruled_out=ruled_out(clauses),
        turned_on=[(one["id"], _choices(case, one["id"])) for one in found["readings"]],
        others=_other_readings(case, found),
        change=_change(page, case),
        first=first,
        last=last,
        days=(last - first).days,
        at=(case.case.on - first).days,
        turns=[(one.since - first).days for one in case.stretches[1:]],
        strip=[_place(one, first, last) for one in case.stretches],
        typed_day=typed_day or case.case.on.isoformat(),
        wrong=wrong,
        opened=page.typed.get("print") == "yes",
    )


@router.get("/{lang}/answer.pdf")
def answer_as_pdf(request: Request, lang: str) -> Response:
    """The answer as PDF, in both languages, with its verdict as JSON inside."""
    page = Page.of(request, lang)
    today = date.today()  # noqa: DTZ011 - a calendar day
    made = answer_pdf(asked(page.address, page.book), today, page.house)
    attached = {"content-disposition": 'attachment; filename="licet-answer.pdf"'}
    return Response(made, media_type="application/pdf", headers=attached)


def ruled_out(clauses: list[dict[str, Any]]) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Statements that do not hold, each with the clauses it rules out."""
    found: dict[str, tuple[dict[str, Any], list[dict[str, Any]]]] = {}
    for clause in clauses:
        if clause["met"] is False:
            element = next(e for e in clause["elements"] if e["met"] is False)
            found.setdefault(element["says"]["en"], (element, []))[1].append(clause)
    return list(found.values())


def _choices(case: Asked, reading: str) -> list[Choice]:
    one = case.book.readings[reading]
    taken = case.case.readings.get(reading, one.default)
    return [
        Choice(option, one.options[option], answer, option == taken)
        for option, answer in case.by_option(reading).items()
    ]


def _other_readings(case: Asked, verdict: Mapping[str, Any]) -> list[tuple[str, list[Choice]]]:
    """Readings that clauses look at and that made no difference here."""
    turned = {one["id"] for one in verdict["readings"]}
    return [
        (one.id, _choices(case, one.id))
        for one in case.book.readings.values()
        if one.used_by == "predicate" and one.id not in turned
    ]


def _change(page: Page, case: Asked) -> Change | None:
    if page.address.was is None:
        return None
    name, was = page.address.was
    old = asked(page.address.saying(name, was, page.book), page.book)
    clauses = difference(old.verdict, case.verdict)
    now = page.address.text_of(name)
    back = page.address.saying(name, was, page.book)
    return Change(name, was, now, old.answer, case.answer, clauses, back)


def _place(one: Stretch, first: date, last: date) -> tuple[Stretch, int, int]:
    """A stretch, and where it lies in thousandths of the width: its start and its length."""
    whole = (last - first).days
    left = max((one.since - first).days, 0)
    right = (last if one.until is None else one.until) - first
    return one, left * 1000 // whole, max((right.days - left) * 1000 // whole, 1)
