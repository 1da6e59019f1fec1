"""The API of a portfolio's parties: those that wait for a review, and who holds one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from licet.basics import Fault, Refused
from licet.facts import holders_of
from licet.web.api_lines import answered_in
from licet.web.api_portfolio import NONE, OBJECT, SEE
from licet.web.api_schema import PROBLEM, answer, body
from licet.web.entry import needs
from licet.web.once import KEY, OnceRoute
from licet.web.page import NotThere
from licet.web.paging import Cursor, Limit, linked, page_of
from licet.web.portfolio.reviewing import FINDINGS, Task, parties_of, settle, tasks
from licet.web.problems import Said
from licet.web.reading import day_of, json_of, only

router = APIRouter(prefix="/portfolios/{name}", route_class=OnceRoute)
_LIST = {"type": "array", "items": OBJECT}
_REVIEW: dict[str, Any] = {
    "party": {"type": "string", "minLength": 1, "description": "`version` of the party"},
    "candidate": {"type": "string", "minLength": 1, "description": "`version` of the candidate"},
    "finding": {"enum": list(FINDINGS)},
    "why": {"type": "string", "minLength": 1, "pattern": r"\S"},
    "by": {"type": ["string", "null"], "description": "Who, on a server where nobody signs in"},
}


@router.get(
    "/parties",
    dependencies=SEE,
    responses={**answer(_LIST, "Each pair, and what was found"), **NONE},
)
def parties(request: Request, name: str, limit: Limit = 100, cursor: Cursor = None) -> JSONResponse:
    """Every party that is like a listed one, beside it, with what people found out so far."""
    _, place, board = answered_in(request, name)
    every = tasks(place, board)
    some, more = page_of(every, lambda one: str(one.number), cursor, limit)
    return linked(request, [_task(one) for one in some], more)


def _task(one: Task) -> dict[str, Any]:
    known = None if one.review is None else asdict(one.review)
    party = {name: part for name, part in one.party.items() if name != "candidates"}
    return {"party": party, "candidate": one.candidate, "review": known, "settled": one.settled}


@router.post(
    "/parties",
    dependencies=[needs("review")],
    openapi_extra=body(
        {
            "type": "object", "properties": _REVIEW, "additionalProperties": False,
            "required": ["party", "candidate", "finding", "why"],
        }
    ) | {"parameters": [KEY]},
    responses={**answer(OBJECT, "The pair as it stands now"), **NONE, 409: PROBLEM},
)  # fmt: skip
async def review(request: Request, name: str) -> Said:
    """Say that a party is the listed one, is another, or that it is not sure, with the reason."""
    said = only(json_of(await request.body()), _REVIEW)
    person = request.state.person
    by = (said.get("by") or person.shown) if person.local else person.shown
    faults = [
        Fault("body", key, "a text was expected")
        for key in ("party", "candidate", "finding", "why")
        if not isinstance(said.get(key), str) or not said[key].strip()
    ]
    if not isinstance(by, str):
        faults.append(Fault("body", "by", "a text was expected"))
    elif said.get("finding") not in FINDINGS:
        faults.append(Fault("body", "finding", f"one of {', '.join(FINDINGS)} was expected"))
    if faults:
        raise Refused(*faults)
    return Said(await run_in_threadpool(_settled, request, name, said, by))


def _settled(request: Request, name: str, said: Mapping[str, Any], by: str) -> dict[str, Any]:
    _, place, board = answered_in(request, name)

    def task() -> Task:
        key = said["party"], said["candidate"]
        every = tasks(place, board)
        pairs = (one for one in every if (one.party["version"], one.candidate["version"]) == key)
        found = next(pairs, None)
        if found is None:
            raise NotThere("No party waits beside that candidate.")
        return found

    settle(place, task(), said["finding"], by, said["why"])
    return _task(task())


@router.get(
    "/holders",
    dependencies=SEE,
    responses={**answer(OBJECT, "Held by the listed or not, with the chain"), **NONE},
)
def holders(
    request: Request,
    name: str,
    party: Annotated[str, Query(min_length=1, max_length=200)],
    on: Annotated[str | None, Query(json_schema_extra={"format": "date"})] = None,
) -> Said:
    """Who stands above a party of the portfolio, as `POST /own` answers of stated holdings."""
    record, place, board = answered_in(request, name)
    known = date.fromisoformat(board["known"])
    day = known if on is None else day_of(on, "on")
    parties = parties_of(place, record, party, known)
    if parties is None:
        raise NotThere("No party is called that.")
    held = holders_of(parties, party, day).held
    return Said({**held.record(), "lists": parties.lists.record()})
