"""The API: cases decided one by one, in lists and in streams; names screened.

The JSON is that of the commands (`licet decide --json`, `licet ask --json` …); see `answers.py`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from starlette.concurrency import run_in_threadpool
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from licet.basics import Fault, Refused, json_text
from licet.rulebook import rulebook
from licet.verdict import OUTCOMES, UNDETERMINED, Case
from licet.web.answers import (
    MOST,
    NAME,
    asked_next,
    decided,
    listed,
    own_schema,
    owned,
    screened,
    texts_of,
)
from licet.web.api_schema import LANG, answer, body, case_schema, one_or_many, verdict_schema
from licet.web.in_house import House, Reading, answered_in_house, house_asked
from licet.web.paging import Cursor, Limit, linked, page_of
from licet.web.problems import Said, pointers, problem_json
from licet.web.reading import case_of, day_of, json_of, language_of
from licet.web.together import Together

router = APIRouter()
LINES = "application/x-ndjson"
_TOGETHER = 200
"""Lines of a batch decided at a time."""
_BLANK = b" \t\r\n"
_LONGEST_LINE = 256 * 1024
_BOOK = rulebook
Day = Annotated[str | None, Query(json_schema_extra={"format": "date"})]
Lang = Query("en", description="en, zh-Hans or zh-Hant", json_schema_extra=LANG)
_ASKED: dict[str, Any] = {
    "type": "object",
    "required": ["outcome", "possible", "settled", "next", "questions"],
    "properties": {
        "outcome": {"enum": [*OUTCOMES, UNDETERMINED]},
        "possible": {"type": "array", "items": {"enum": list(OUTCOMES)}},
        "settled": {"type": "boolean"},
        "next": {"type": ["object", "null"]},
        "questions": {"type": "array", "items": {"type": "object"}},
    },
}
_DECIDED = "The verdict, or of a list the verdicts in its order"


@router.post(
    "/decide",
    openapi_extra=body(one_or_many(case_schema(_BOOK()), MOST)),
    responses=answer({"oneOf": [verdict_schema(), {"type": "array"}]}, _DECIDED),
)
async def decide(request: Request, lang: str = Lang, reading: Reading = None) -> Response:
    """Decide a case or a list of cases."""
    return await decided_now(request, lang, reading)


async def decided_now(request: Request, lang: str, reading: str | None) -> Response:
    """The answer to a case or a list of cases.

    Raises:
        Refused: with every fault found.
    """
    body, spoken = await request.body(), language_of(lang)
    made = None if reading is None else await run_in_threadpool(house_asked, request, reading)
    if body.lstrip(_BLANK).startswith(b"["):
        found = (await run_in_threadpool(decided, json_of(body), spoken, made)).encode(
            "utf-8", "replace"
        )
    else:
        together: Together = request.app.state.together
        found = await together.decided(body, spoken, made)
    return Response(found, media_type="application/json")


async def _straight(request: Request) -> Response:
    asked = request.query_params
    return await decided_now(request, asked.get("lang", "en"), asked.get("reading"))


STRAIGHT = Route("/api/v1/decide", _straight, methods=["POST"], include_in_schema=False)
"""The call that programs make a thousand times: it stands first, and passes no other route."""


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
async def batch(request: Request, lang: str = Lang, reading: Reading = None) -> Lines:
    """Decide a stream of cases, one a line (JSON Lines); answers begin before the stream ends.

    A line that cannot be decided is answered by a problem with its `line`; the others go on.
    """
    spoken = language_of(lang)
    made = await run_in_threadpool(house_asked, request, reading)
    return Lines(_answers(request, spoken, made))


async def _answers(request: Request, lang: str, made: House | None) -> AsyncIterator[bytes]:
    kept, number, waiting = b"", 0, list[tuple[int, bytes]]()
    async for part in request.stream():
        *lines, kept = (kept + part).split(b"\n")
        for line in lines:
            number += 1
            if line.strip():
                waiting.append((number, line))
        while len(waiting) >= _TOGETHER:
            some, waiting = waiting[:_TOGETHER], waiting[_TOGETHER:]
            yield await run_in_threadpool(_lines_decided, some, lang, made)
        if len(kept) > _LONGEST_LINE:
            kept = kept[: _LONGEST_LINE + 1]
    if kept.strip():
        waiting.append((number + 1, kept))
    if waiting:
        yield await run_in_threadpool(_lines_decided, waiting, lang, made)


def _lines_decided(lines: list[tuple[int, bytes]], lang: str, made: House | None) -> bytes:
    book = rulebook()
    found: dict[int, str] = {}
    cases: dict[int, Case] = {}
    for number, line in lines:
        try:
            if len(line) > _LONGEST_LINE:
                expected = f"at most {_LONGEST_LINE} bytes were expected"
                raise Refused(Fault("body", "case", expected))
            cases[number] = case_of(json_of(line), book)
        except Refused as refused:
            told = problem_json(422, "The line cannot be decided.", pointers(refused.faults))
            found[number] = json_text(told | {"line": number})
    said = texts_of(list(cases.values()), lang, made)
    found |= dict(zip(cases, said, strict=True))
    return "".join(f"{found[number]}\n" for number, _ in lines).encode("utf-8", "replace")


@router.post(
    "/screen",
    openapi_extra=body(one_or_many(NAME, MOST)),
    responses=answer({}, "same, clear or unknown, with candidates; of a list a list"),
)
async def screen(request: Request, on: Day = None, known: Day = None) -> Said:
    """Is a party, or each of a list, on the control list or the watch list on a day?"""
    raw = json_of(await request.body())
    days = day_of(on, "on"), day_of(known, "known")
    return Said(await run_in_threadpool(screened, raw, *days))


@router.post(
    "/ask",
    openapi_extra=body(case_schema(_BOOK())),
    responses=answer(_ASKED, "What is known, what is missing, and the next question"),
)
async def ask(request: Request, lang: str = Lang, reading: Reading = None) -> Said:
    """What would settle a case: a few good questions, the best one first, with their answers."""
    raw, spoken = json_of(await request.body()), language_of(lang)
    made = await run_in_threadpool(house_asked, request, reading)
    answer = partial(asked_next, lang=spoken)
    return Said(await run_in_threadpool(answered_in_house, raw, made, answer))


@router.post(
    "/own",
    openapi_extra=body(own_schema(_BOOK())),
    responses=answer({"type": "object"}, "Held by the listed or not, in each reading, with chain"),
)
async def own(request: Request, reading: Reading = None) -> Said:
    """Is a party held 50 % or more by the listed, as far as these holdings say?"""
    raw = json_of(await request.body())
    made = await run_in_threadpool(house_asked, request, reading)
    return Said(await run_in_threadpool(answered_in_house, raw, made, owned))


@router.get(
    "/lists",
    responses=answer({"type": "object"}, "The lists, and a page of the parties on them"),
)
def lists(
    request: Request,
    on: Day = None,
    known: Day = None,
    limit: Limit = 1000,
    cursor: Cursor = None,
) -> JSONResponse:
    """Who is listed on a day, since when, with what effect."""
    found = listed(day_of(on, "on"), day_of(known, "known"))
    some, more = page_of(found["parties"], lambda one: str(one["id"]), cursor, limit)
    return linked(request, found | {"parties": some}, more)
