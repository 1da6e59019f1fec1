"""The API of the law: standing on a day, clauses, facts, what two days differ in."""

from __future__ import annotations

from fastapi import APIRouter

from licet.basics import Fault, Refused
from licet.foresee import changes_json
from licet.rulebook import clause_json, fact_json, rulebook, status_json
from licet.verdict import in_language
from licet.web.address import only_shipped
from licet.web.api import Lang
from licet.web.api_schema import PROBLEM, answer
from licet.web.pages.law_around import compared
from licet.web.problems import Said, problem
from licet.web.reading import day_of, language_of

router = APIRouter(prefix="/law")
_OBJECT = {"type": "object"}
_LIST = {"type": "array", "items": _OBJECT}


@router.get("/status", responses=answer(_OBJECT, "Each clause with standing and timeline"))
def status(
    on: str | None = None,
    known: str | None = None,
    scenario: str | None = None,
    lang: str = Lang,
) -> Said:
    """Which clauses stand on a day, as known on a day."""
    book = rulebook()
    only_shipped(scenario, book)
    found = status_json(book, day_of(on, "on"), day_of(known, "known"), scenario)
    return Said(in_language(found, language_of(lang)))


@router.get(
    "/clauses", responses=answer(_LIST, "Words, predicates, dates, examples") | {404: PROBLEM}
)
def clauses(cite: str, lang: str = Lang) -> Said:
    """The clauses of a cite such as `61 §1(1)`, or of an instrument such as `61`."""
    book, spoken = rulebook(), language_of(lang)
    beginnings = (f"{cite} ", f"{cite}(")
    found = [c for c in book.clauses if c.cite == cite or c.cite.startswith(beginnings)]
    if not found:
        return problem(404, "No clause is cited so.")  # type: ignore[return-value]
    return Said(in_language([clause_json(one, book) for one in found], spoken))


@router.get("/facts", responses=answer(_LIST, "Type, question, who knows, codes"))
def facts(lang: str = Lang) -> Said:
    """Every fact a case may state."""
    spoken = language_of(lang)
    several = rulebook().business_facts().values()
    return Said(in_language([fact_json(one) for one in several], spoken))


@router.get("/diff", responses=answer(_OBJECT, "Answers and clauses, each with a case"))
def diff(before: str, after: str, known: str | None = None, lang: str = Lang) -> Said:
    """What differs between two days, each difference with a case that shows it; takes a while."""
    days = day_of(before, "before"), day_of(after, "after"), day_of(known, "known")
    if days[0] > days[1]:
        raise Refused(Fault("query", "after", "a day not before the other one was expected"))
    answers, found = compared(rulebook(), *days)
    return Said(changes_json([], answers, found, language_of(lang)))
