"""The API of portfolios: files sent, read and decided, as the pages do it; `api_lines.py` answers.

What is long is begun and answered 202; `GET /portfolios/{id}` says how far it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from licet.basics import Fault, Refused
from licet.rulebook import rulebook
from licet.web.address import only_shipped
from licet.web.answers import stated_day
from licet.web.api import Lang
from licet.web.api_schema import PROBLEM, accepted, answer, body
from licet.web.entry import needs
from licet.web.in_house import house_of
from licet.web.multipart import KIND, form_of
from licet.web.once import KEY, OnceRoute
from licet.web.page import NotThere
from licet.web.paging import Cursor, Limit, linked, page_of
from licet.web.portfolio.choosing import MAPPED_AS, begin_deciding, mapped_json, put_right
from licet.web.portfolio.deciding import STAGES, today
from licet.web.portfolio.keeping import READ, Portfolios
from licet.web.portfolio.money import in_decimals
from licet.web.portfolio.packed import NotTaken
from licet.web.portfolio.record import Record, read_json, state_of
from licet.web.portfolio.sent import MOST_FILES, called
from licet.web.portfolio.tables import sent_as
from licet.web.portfolio.worker import READING
from licet.web.problems import READER, Said, problem
from licet.web.reading import json_of, language_of, only, text_in
from licet.web.words import Speech

router = APIRouter(prefix="/portfolios", route_class=OnceRoute)
OBJECT: dict[str, Any] = {"type": "object"}
SEE, UPLOAD = [needs("see")], [needs("upload")]
NONE: dict[int | str, dict[str, Any]] = {401: PROBLEM, 403: PROBLEM, 404: PROBLEM, 429: PROBLEM}
_TEXT: dict[str, Any] = {"type": ["string", "null"]}
_LONGEST = 200
_FILE = {"type": "string", "contentMediaType": "application/octet-stream"}
_SENT = {
    "type": "object",
    "required": ["files"],
    "properties": {
        "files": {
            "type": "array", "items": _FILE, "minItems": 1, "maxItems": MOST_FILES,
            "description": "CSV, XLSX, Parquet, Catena-X JSON, or a ZIP of a folder of them",
        },
        "name": {"type": "string", "maxLength": _LONGEST},
    },
}  # fmt: skip
_ASKED: dict[str, Any] = {
    "on": {"type": ["string", "null"], "format": "date"},
    "scenario": {"enum": [*rulebook().scenarios, None]},
}
_BEGUN = accepted(OBJECT, "The portfolio, on which work has begun")


def kept_of(request: Request) -> Portfolios:
    """The portfolios of this server."""
    found: Portfolios = request.app.state.portfolios
    return found


def found_in(request: Request, name: str) -> tuple[Record, Path]:
    """A portfolio and where it is kept.

    Raises:
        NotThere: there is none.
    """
    kept = kept_of(request)
    try:
        return kept.get(name), kept.folder(name)
    except KeyError:
        raise NotThere("There is no such portfolio.") from None


def told(record: Record) -> dict[str, Any]:
    """A portfolio in a line."""
    return {
        "id": record.id, "name": record.name, "made": record.made, "by": record.by,
        "state": state_of(record), "doing": record.doing or None, "read": bool(record.tables),
        "decided": record.assessed or None, "on": record.on or None,
        "scenario": record.scenario or None, "house": list(record.house),
        "faults": [sent_as(text, record.names) for text in record.faults],
    }  # fmt: skip


def _begun(record: Record, status: int = 202) -> Said:
    said = Said(told(record), status)
    said.headers["location"] = f"/api/v1/portfolios/{record.id}"
    return said


@router.get(
    "",
    dependencies=SEE,
    responses=answer({"type": "array", "items": OBJECT}, "The portfolios, the newest first"),
)
def portfolios(request: Request, limit: Limit = 100, cursor: Cursor = None) -> JSONResponse:
    """Every portfolio that is kept here, and what is being done with it."""
    every = [told(one) for one in kept_of(request).every()]
    some, more = page_of(every, lambda one: str(one["id"]), cursor, limit)
    return linked(request, some, more)


@router.post(
    "",
    dependencies=UPLOAD,
    status_code=202,
    openapi_extra=body(_SENT, KIND) | {"parameters": [KEY]},
    responses={**_BEGUN, 401: PROBLEM, 403: PROBLEM, 409: PROBLEM, 429: PROBLEM},
)
async def receive(request: Request, lang: str = Lang) -> Response:
    """Send files, a workbook or a ZIP of a folder; they are read, then wait to be decided."""
    spoken, form = language_of(lang), await form_of(request)
    given = form.getlist("files")
    files = [one for one in given if isinstance(one, UploadFile) and one.filename]
    stated = form.get("name")
    name = stated.strip()[:_LONGEST] if isinstance(stated, str) else ""
    person = request.state.person
    try:
        if not files:
            raise NotTaken("pf_choose_files")
        named = name or called(files) or f"Portfolio of {today()}"
        take = kept_of(request).receive
        return _begun(await run_in_threadpool(take, files, named, person.shown, spoken))
    except NotTaken as refused:
        why = _spoken(refused.word, name=refused.name)
        return problem(422, why, [{"pointer": "/files", "detail": why}])
    finally:
        await form.close()


def _spoken(word: str, **more: object) -> str:
    return Speech(READER.get(), rulebook())(word, **more)


@router.get(
    "/{name}",
    dependencies=SEE,
    responses={**answer(OBJECT, "State, progress, and the sums of its dashboard"), **NONE},
)
def portfolio(request: Request, name: str) -> Said:
    """One portfolio: state, progress; outcomes, value at stake, whom to ask once it is decided."""
    record, place = found_in(request, name)
    board = read_json(place / record.result / "board.json") if record.result else None
    calendar = read_json(place / record.result / "calendar.json") if record.result else None
    shown = {"answers": in_decimals(board), "calendar": in_decimals(calendar)}
    return Said(told(record) | {"progress": _progress(request, record)} | shown)


def _progress(request: Request, record: Record) -> dict[str, Any] | None:
    """How far the work is; nothing if none is being done."""
    if not record.doing:
        return None
    stages = READING if record.doing == READ else STAGES
    at = kept_of(request).progress(record.id)
    number = stages.index(at.stage) + 1 if at.stage in stages else 0
    return {
        "stage": at.stage, "at": number, "of": len(stages), "done": at.done, "total": at.total,
    }  # fmt: skip


@router.delete(
    "/{name}",
    dependencies=UPLOAD,
    status_code=204,
    openapi_extra={"parameters": [KEY]},
    responses={**NONE, 204: {"description": "It is gone"}, 409: PROBLEM, 422: PROBLEM},
)
def delete(request: Request, name: str) -> Response:
    """Remove a portfolio with everything in it."""
    record, _ = found_in(request, name)
    kept_of(request).delete(record.id)
    return Response(status_code=204)


@router.get(
    "/{name}/files",
    dependencies=SEE,
    responses={**answer(OBJECT, "Files, tables, meanings of columns and values"), **NONE},
)
def files(request: Request, name: str) -> Said:
    """What was read: which file became which table, what its columns mean, what was left out."""
    record, place = found_in(request, name)
    return Said(told(record) | mapped_json(place, record, rulebook()))


@router.put(
    "/{name}/files",
    dependencies=UPLOAD,
    status_code=202,
    openapi_extra=body(MAPPED_AS) | {"parameters": [KEY]},
    responses={**_BEGUN, **NONE, 409: PROBLEM},
)
async def map_files(request: Request, name: str) -> Response:
    """Say what files are, what columns and values mean; the files are then read anew."""
    record, place = found_in(request, name)
    said = only(json_of(await request.body()), MAPPED_AS["properties"])
    wrong = await run_in_threadpool(put_right, kept_of(request), place, record, said)
    if wrong:
        errors = [
            {"pointer": one.pointer, "detail": _spoken(one.wrong.word, **one.wrong.more)}
            for one in wrong
        ]
        return problem(422, "What was sent cannot be read.", errors)
    return _begun(kept_of(request).get(name))


@router.post(
    "/{name}/assess",
    dependencies=UPLOAD,
    status_code=202,
    openapi_extra=body(
        {"type": "object", "properties": _ASKED, "additionalProperties": False}
    ) | {"parameters": [KEY]},
    responses={**_BEGUN, **NONE, 409: PROBLEM},
)  # fmt: skip
async def assess(request: Request, name: str, lang: str = Lang) -> Response:
    """Begin to decide every line, by the readings of the house; on their own days if none is named.

    `lang` is the language of the report and the tables.
    """
    record, _ = found_in(request, name)
    said = only(json_of(await request.body()), _ASKED)
    spoken = language_of(lang)
    on = "" if said.get("on") is None else stated_day(said, "on").isoformat()
    scenario = _stated(said, "scenario")
    only_shipped(scenario, rulebook())
    if not record.tables or record.doing == READ:
        return problem(409, "Its files have not been read yet.")
    house = house_of(request.app.state.kept.if_made())
    begun = await run_in_threadpool(
        begin_deciding, kept_of(request), record, house, on, scenario or "", spoken
    )
    return _begun(begun)


def _stated(said: Mapping[str, Any], name: str) -> str | None:
    faults: list[Fault] = []
    found = text_in(dict(said), name, faults)
    if faults:
        raise Refused(*faults)
    return found
