"""The API for who is asked to carry, insure, pay for or list an item (62 §5)."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from licet.cases import verified
from licet.web.api_schema import PROBLEM, answer
from licet.web.entry import store_of
from licet.web.guessing import Guesses
from licet.web.problems import Said, problem
from licet.web.stored import today

router = APIRouter()
_TOLD = {
    "type": "object",
    "properties": {
        "number": {"type": "string"},
        "on": {"type": "string", "format": "date"},
        "controlled": {"type": ["boolean", "null"]},
        "status": {"enum": ["none", "applied", "granted", "licensed", "used", "ended", "reported"]},
        "valid": {"type": "boolean"},
        "remaining": {"type": "boolean"},
        "until": {"type": ["string", "null"], "format": "date"},
    },
}
_UNKNOWN: dict[int | str, dict[str, Any]] = {
    404: PROBLEM | {"description": "Number or code is wrong; which is not told."},
    429: PROBLEM | {"description": "Too many wrong codes came from there."},
}


@router.get(
    "/verify/{number:path}",
    responses={**answer(_TOLD, "What may be told to who has number and code"), **_UNKNOWN},
)
def verify(
    request: Request,
    number: str,
    code: Annotated[str, Query(description="As it stands on the papers")] = "",
) -> JSONResponse:
    """Is it controlled, applied for or licensed, valid today, and is anything left?"""
    guesses: Guesses = request.app.state.guesses
    if guesses.too_many(request):
        return problem(429, "Too many wrong codes came from there; try again in a minute.")
    found = verified(store_of(request), number, code, today())
    if found is None:
        guesses.note(request)
        return problem(404, "There is no case or licence with that number and code.")
    return Said(found)
