"""The API: cases decided one by one, in lists and in streams; names screened.

The JSON is that of the commands (`licet decide --json`, `licet screen --json`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from functools import lru_cache
from typing import Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send

from licet.basics import Fault, Refused
from licet.facts import Lists, screened_json
from licet.rulebook import rulebook
from licet.screening import Query as Name
from licet.verdict import Case, decide_cases, in_language
from licet.web.api_schema import LANG, answer, body, case_schema, one_or_many, verdict_schema
from licet.web.problems import Said, pointers, problem_json, written
from licet.web.reading import case_of, day_of, json_of, language_of, only, text_in

router = APIRouter()
MOST = 1000
"""Cases or names in one list; more go through a batch."""
LINES = "application/x-ndjson"
_TOGETHER = 200
"""Lines of a batch decided at a time."""
_LONGEST_LINE = 256 * 1024
_BOOK = rulebook
_NAME = {
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string", "minLength": 1},
        "name_local": {"type": ["string", "null"]},
        "country": {"type": ["string", "null"]},
        "numbers": {"type": ["string", "null"]},
    },
}
Lang = Query("en", description="en, zh-Hans or zh-Hant", json_schema_extra=LANG)
_DECIDED = "The verdict, or of a list the verdicts in its order"


@router.post(
    "/decide",
    openapi_extra=body(one_or_many(case_schema(_BOOK()), MOST)),
    responses=answer({"oneOf": [verdict_schema(), {"type": "array"}]}, _DECIDED),
)
async def decide(request: Request, lang: str = Lang) -> Said:
    """Decide a case or a list of cases."""
    raw = json_of(await request.body())
    spoken = language_of(lang)
    return Said(await run_in_threadpool(_decided, raw, spoken))


def _decided(raw: object, lang: str) -> Any:  # noqa: ANN401 - a verdict or a list of them
    book = rulebook()
    if not isinstance(raw, list):
        return in_language(decide_cases([case_of(raw, book)], book)[0], lang)
    if not 0 < len(raw) <= MOST:
        raise Refused(Fault("body", "case", f"one to {MOST} cases were expected"))
    faults: list[Fault] = []
    cases: list[Case] = []
    for number, one in enumerate(raw):
        try:
            cases.append(case_of(one, book))
        except Refused as refused:
            faults += (_within(number, fault) for fault in refused.faults)
    if faults:
        raise Refused(*faults)
    return in_language(decide_cases(cases, book), lang)


def _within(number: int, fault: Fault) -> Fault:
    place = f"case {number + 1}" if fault.place == "case" else f"{number}/{fault.place}"
    return Fault(fault.file, place, fault.expected)


class Lines(StreamingResponse):
    """Lines that are answered while the question is still coming in."""

    media_type = LINES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Sends the lines; only they themselves read what comes in."""
        await self.stream_response(send)


@router.post(
    "/decide/batch",
    openapi_extra=body({"type": "string"}, LINES),
    responses=answer({"type": "string"}, "A verdict or a problem for each line, in order", LINES),
)
async def batch(request: Request, lang: str = Lang) -> Lines:
    """Decide a stream of cases, one a line (JSON Lines); answers begin before the stream ends.

    A line that cannot be decided is answered by a problem with its `line`; the others go on.
    """
    spoken = language_of(lang)
    return Lines(_answers(request, spoken))


async def _answers(request: Request, lang: str) -> AsyncIterator[bytes]:
    kept, number, waiting = b"", 0, list[tuple[int, bytes]]()
    async for part in request.stream():
        *lines, kept = (kept + part).split(b"\n")
        for line in lines:
            number += 1
            if line.strip():
                waiting.append((number, line))
        while len(waiting) >= _TOGETHER:
            some, waiting = waiting[:_TOGETHER], waiting[_TOGETHER:]
            yield await run_in_threadpool(_lines_decided, some, lang)
        if len(kept) > _LONGEST_LINE:
            kept = kept[: _LONGEST_LINE + 1]
    if kept.strip():
        waiting.append((number + 1, kept))
    if waiting:
        yield await run_in_threadpool(_lines_decided, waiting, lang)


def _lines_decided(lines: list[tuple[int, bytes]], lang: str) -> bytes:
    book = rulebook()
    found: dict[int, Any] = {}
    cases: dict[int, Case] = {}
    for number, line in lines:
        try:
            if len(line) > _LONGEST_LINE:
                expected = f"at most {_LONGEST_LINE} bytes were expected"
                raise Refused(Fault("body", "case", expected))
            cases[number] = case_of(json_of(line), book)
        except Refused as refused:
            told = problem_json(422, "The line cannot be decided.", pointers(refused.faults))
            found[number] = told | {"line": number}
    found |= dict(zip(cases, decide_cases(list(cases.values()), book), strict=True))
    said = (in_language(found[number], lang) for number, _ in lines)
    return b"".join(written(one) + b"\n" for one in said)


@lru_cache(maxsize=4)
def lists_of(known: date, on: date) -> Lists:
    """The lists as known on a day, for another."""
    return Lists(known, on)


@router.post(
    "/screen",
    openapi_extra=body(one_or_many(_NAME, MOST)),
    responses=answer({}, "same, clear or unknown, with candidates; of a list a list"),
)
async def screen(request: Request, on: str | None = None, known: str | None = None) -> Said:
    """Is a party, or each of a list, on the control list or the watch list on a day?"""
    raw = json_of(await request.body())
    days = day_of(on, "on"), day_of(known, "known")
    return Said(await run_in_threadpool(_screened, raw, *days))


def _screened(raw: object, on: date, known: date) -> Any:  # noqa: ANN401 - one or a list
    several = raw if isinstance(raw, list) else [raw]
    if not 0 < len(several) <= MOST:
        raise Refused(Fault("body", "case", f"one to {MOST} names were expected"))
    queries = [_name(one) for one in several]
    lists = lists_of(known, on)
    answers = lists.screen_all(tuple(queries), on)
    found = [
        screened_json(query.name, one, on, lists)
        for query, one in zip(queries, answers, strict=True)
    ]
    return found if isinstance(raw, list) else found[0]


def _name(raw: object) -> Name:
    asked = only(raw, _NAME["properties"], "name")  # type: ignore[arg-type]
    faults: list[Fault] = []
    local, country, numbers = (
        text_in(asked, key, faults) for key in ("name_local", "country", "numbers")
    )
    if faults:
        raise Refused(*faults)
    return Name(asked["name"], local, country, registrations=numbers)
