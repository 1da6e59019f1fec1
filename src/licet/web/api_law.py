"""The API of the law: standing on a day, clauses, facts, what two days differ in."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from licet.basics import Fault, Refused
from licet.foresee import changes_json
from licet.rulebook import fact_json, rulebook, status_json
from licet.verdict import in_language
from licet.web.address import only_shipped
from licet.web.answers import clauses_of, law_found
from licet.web.api import Day, Lang
from licet.web.api_schema import PROBLEM, answer
from licet.web.pages.law_around import compared
from licet.web.paging import LINK, Cursor, Limit, linked, page_of
from licet.web.problems import Said, problem
from licet.web.reading import day_of, language_of

router = APIRouter(prefix="/law")
_OBJECT = {"type": "object"}
_LIST = {"type": "array", "items": _OBJECT}


def _paged(what: str) -> dict[int | str, dict[str, Any]]:
    found = answer(_LIST, what)
    return found | {200: found[200] | LINK}


@router.get("/status", responses=answer(_OBJECT, "Each clause with standing and timeline"))
def status(
    on: Day = None,
    known: Day = None,
    scenario: str | None = None,
    lang: str = Lang,
) -> Said:
    """Which clauses stand on a day, as known on a day."""
    book = rulebook()
    only_shipped(scenario, book)
    found = status_json(book, day_of(on, "on"), day_of(known, "known"), scenario)
    return Said(in_language(found, language_of(lang)))


@router.get("/clauses", responses=_paged("Words, predicates, dates, examples") | {404: PROBLEM})
def clauses(
    request: Request,
    cite: str | None = None,
    lang: str = Lang,
    limit: Limit = 1000,
    cursor: Cursor = None,
) -> JSONResponse:
    """Every clause, or those of a cite such as `61 §1(1)`, or of an instrument such as `61`."""
    spoken = language_of(lang)
    found = clauses_of(cite, spoken)
    if not found:
        return problem(404, "No clause is cited so.")
    some, more = page_of(found, lambda one: str(one["cite"]), cursor, limit)
    return linked(request, some, more)


@router.get("/search", responses=answer(_LIST, "Kind, name and title of what was found"))
def search(q: Annotated[str, Query(max_length=200)], lang: str = Lang) -> Said:
    """What in the law holds every word of a text."""
    return Said(law_found(q, language_of(lang)))


@router.get("/facts", responses=_paged("Type, question, who knows, codes"))
def facts(
    request: Request, lang: str = Lang, limit: Limit = 1000, cursor: Cursor = None
) -> JSONResponse:
    """Every fact a case may state."""
    spoken = language_of(lang)
    several = [fact_json(one) for one in rulebook().business_facts().values()]
    some, more = page_of(in_language(several, spoken), lambda one: str(one["fact"]), cursor, limit)
    return linked(request, some, more)


@router.get("/diff", responses=answer(_OBJECT, "Answers and clauses, each with a case"))
def diff(
    before: Annotated[str, Query(json_schema_extra={"format": "date"})],
    after: Annotated[str, Query(json_schema_extra={"format": "date"})],
    known: Day = None,
    lang: str = Lang,
) -> Said:
    """What differs between two days, each difference with a case that shows it; takes a while."""
    days = day_of(before, "before"), day_of(after, "after"), day_of(known, "known")
    if days[0] > days[1]:
        raise Refused(Fault("query", "after", "a day not before the other one was expected"))
    answers, found = compared(rulebook(), *days)
    return Said(changes_json([], answers, found, language_of(lang)))
