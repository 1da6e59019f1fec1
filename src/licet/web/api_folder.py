"""The API of folders: an item traced, letters planned, two days compared, what would turn a line.

Each takes tables that stand in the call, or names a portfolio of this server.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from licet.rulebook import rulebook
from licet.web.answers_folder import changed, compared, planned, traced
from licet.web.api import Lang
from licet.web.api_schema import answer, body, case_schema
from licet.web.entry import NotAllowed
from licet.web.folder_asked import ASKED, Shelf
from licet.web.in_house import Reading, answered_in_house, house_asked
from licet.web.portfolio.keeping import Portfolios
from licet.web.problems import Said
from licet.web.reading import json_of, language_of, only

router = APIRouter()
_TEXT: dict[str, Any] = {"type": ["string", "null"]}
_DAY: dict[str, Any] = {"type": ["string", "null"], "format": "date"}
_WHOLE = case_schema(rulebook())
_READINGS = _WHOLE["properties"]["readings"]
_SIDE = {
    "on": _DAY, "known": _DAY, "readings": _READINGS,
    "scenario": _WHOLE["properties"]["scenario"],
}  # fmt: skip
TRACE: dict[str, Any] = {
    "item": {"type": "string", "minLength": 1}, "lot": _TEXT, "on": _DAY, "readings": _READINGS,
}  # fmt: skip
PLAN: dict[str, Any] = dict(_SIDE)
IMPACT: dict[str, Any] = {
    "from": _DAY, "to": _DAY, "known": _DAY, "scenario": _SIDE["scenario"], "readings": _READINGS,
    "months": {"type": ["integer", "null"], "minimum": 1, "maximum": 120},
}  # fmt: skip
WHATIF: dict[str, Any] = {"case": _WHOLE, "line": _TEXT, "outcome": _TEXT, **_SIDE}
_OBJECT = {"type": "object"}


def _taken(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return body(
        {
            "type": "object",
            "properties": properties | ASKED,
            "required": list(required),
            "additionalProperties": False,
        }
    )


def _shelf(request: Request) -> Shelf:
    def kept(name: str) -> tuple[Path, str]:
        if not request.state.person.may("see"):
            raise NotAllowed("see")
        portfolios: Portfolios = request.app.state.portfolios
        return portfolios.folder(name), portfolios.get(name).tables

    return Shelf(kept)


async def _said(
    request: Request,
    takes: dict[str, Any],
    answers: Callable[..., Any],
    reading: str | None,
    *more: str,
) -> Said:
    asked = only(json_of(await request.body()), {*takes, *ASKED})
    made = await run_in_threadpool(house_asked, request, reading)
    shelf = _shelf(request)

    def answer(said: dict[str, Any]) -> Any:  # noqa: ANN401 - as JSON
        return answers(said, shelf, *more)

    return Said(await run_in_threadpool(answered_in_house, asked, made, answer))


@router.post(
    "/trace",
    openapi_extra=_taken(TRACE, "item"),
    responses=answer(_OBJECT, "The tree of parts, each article's share, what is not known"),
)
async def trace(request: Request, reading: Reading = None) -> Said:
    """Trace Chinese value and technology of an item through its parts list."""
    return await _said(request, TRACE, traced, reading)


@router.post(
    "/ask/folder",
    openapi_extra=_taken(PLAN),
    responses=answer(_OBJECT, "The letters that settle most by the fewest questions"),
)
async def letters(request: Request, lang: str = Lang, reading: Reading = None) -> Said:
    """Whom to ask what, so that a whole folder is settled by the fewest letters."""
    return await _said(request, PLAN, planned, reading, language_of(lang))


@router.post(
    "/impact",
    openapi_extra=_taken(IMPACT),
    responses=answer(_OBJECT, "The lines that flip, why, and the calendar of the next flips"),
)
async def impact(request: Request, lang: str = Lang, reading: Reading = None) -> Said:
    """Every line whose answer differs between two days."""
    return await _said(request, IMPACT, compared, reading, language_of(lang))


@router.post(
    "/whatif",
    openapi_extra=_taken(WHATIF),
    responses=answer(_OBJECT, "The smallest changes that turn the answer, each marked"),
)
async def whatif(request: Request, lang: str = Lang, reading: Reading = None) -> Said:
    """What would change the answer of a case, or of a line of a folder."""
    return await _said(request, WHATIF, changed, reading, language_of(lang))
