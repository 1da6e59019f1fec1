"""Portfolios: what is sent, what was read of it, the work on it, and its end."""

from __future__ import annotations

import asyncio
import json
from calendar import month_name
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from licet.basics import Fault
from licet.verdict import say_fault
from licet.web.entry import needs
from licet.web.forms import Typed, Wrong
from licet.web.multipart import form_of
from licet.web.page import NotThere, Page
from licet.web.portfolio.deciding import STAGES, today
from licet.web.portfolio.keeping import ASSESS, READ, Portfolios
from licet.web.portfolio.packed import NotTaken
from licet.web.portfolio.record import Record, read_json, state_of
from licet.web.portfolio.sent import MOST_BYTES, called
from licet.web.portfolio.tables import sent_as
from licet.web.portfolio.worker import READING

router = APIRouter(include_in_schema=False)
_EVERY = 400
"""Milliseconds between two looks at how far a job is."""
_SHOWN = 200


def kept(request: Request) -> Portfolios:
    """The portfolios of this server."""
    found: Portfolios = request.app.state.portfolios
    return found


def record_of(page: Page, name: str) -> Record:
    """The portfolio of that name.

    Raises:
        NotThere: there is none.
    """
    try:
        return kept(page.request).get(name)
    except KeyError:
        raise NotThere(name) from None


def folder_of(page: Page, record: Record) -> Path:
    """Where it is kept.

    Raises:
        NotThere: it has been deleted meanwhile.
    """
    try:
        return kept(page.request).folder(record.id)
    except KeyError:
        raise NotThere(record.id) from None


async def within(request: Request) -> None:
    """Reads a form within the limits of what is taken.

    Raises:
        TooMuch: it has more files or fields.
        Refused: it is no form.
    """
    await form_of(request)


SEE, UPLOAD = [needs("see")], [Depends(within), needs("upload")]


@router.get("/{lang}/portfolio", dependencies=SEE)
def every(request: Request, lang: str) -> HTMLResponse:
    """Every portfolio, and the form to send another."""
    return _every(Page.of(request, lang), Typed())


def _every(page: Page, typed: Typed, wrong: tuple[Wrong, ...] = ()) -> HTMLResponse:
    return page.show(
        "portfolio/every.html",
        422 if wrong else 200,
        records=[(one, state_of(one)) for one in kept(page.request).every()],
        typed=typed,
        wrong=wrong,
        most=MOST_BYTES,
    )


@router.post("/{lang}/portfolio", dependencies=UPLOAD)
async def receive(request: Request, lang: str) -> Response:
    """Takes files in, and begins to read them."""
    page = Page.of(request, lang)
    form = await request.form()
    typed = Typed(name=str(form.get("name") or "").strip()[:_SHOWN])
    given = [one for name in ("files", "folder") for one in form.getlist(name)]
    files = [one for one in given if isinstance(one, UploadFile) and one.filename]
    by = "" if page.person is None else page.person.shown
    try:
        if not files:
            raise NotTaken("pf_choose_files")
        name = typed["name"] or called(files) or _of_today(page)
        record = await run_in_threadpool(kept(request).receive, files, name, by, page.say.lang)
    except NotTaken as refused:
        wrong = Wrong("files", refused.word, "", {"name": refused.name})
        return await run_in_threadpool(_every, page, typed, (wrong,))
    finally:
        await form.close()
    return page.go(f"portfolio/{record.id}")


def _of_today(page: Page) -> str:
    """What files without a name in common are called."""
    day = today()
    english = f"{day.day} {month_name[day.month]} {day.year}"
    chinese = f"{day.year}年{day.month}月{day.day}日"
    return page.say("pf_of_day", day=english if page.say.lang == "en" else chinese)


@router.get("/{lang}/portfolio/{name}", dependencies=SEE)
def one(request: Request, lang: str, name: str) -> Response:
    """Where a portfolio stands: being read, read, being decided, decided, or why it is not."""
    page = Page.of(request, lang)
    record = record_of(page, name)
    state = state_of(record)
    if state in {"reading", "assessing"} and not (state == "assessing" and record.result):
        return _working(page, record, state)
    if state == "failed" and not record.result:
        return page.show(
            "portfolio/failed.html",
            200,
            record=record,
            faults=faults_of(record, page.say.lang),
            state=state,
        )
    return page.go(f"portfolio/{name}/{'answers' if record.result else 'files'}")


def faults_of(record: Record, lang: str) -> list[str]:
    """Why the last job came to nothing, with the files called as they were sent."""
    return [_told(sent_as(text, record.names), lang) for text in record.faults]


def _told(text: str, lang: str) -> str:
    where, place, what = [*text.split(": ", 2), "", ""][:3]
    return say_fault(Fault(where, place, what), lang) if what else text


def _working(page: Page, record: Record, state: str) -> HTMLResponse:
    told = kept(page.request).progress(record.id)
    stages = READING if state == "reading" else STAGES
    return page.show("portfolio/working.html", record=record, state=state, told=told, stages=stages)


@router.get("/{lang}/portfolio/{name}/progress", dependencies=SEE)
async def progress(request: Request, lang: str, name: str) -> StreamingResponse:
    """How far the work is, as server-sent events: one for each change, until it is done."""
    page = Page.of(request, lang)
    first = await run_in_threadpool(record_of, page, name)
    return StreamingResponse(
        _events(request, page, first), media_type="text/event-stream",
        headers={"x-accel-buffering": "no"},
    )  # fmt: skip


async def _events(request: Request, page: Page, record: Record) -> AsyncIterator[str]:
    before, shown = "", record.result
    while True:
        try:
            record = await run_in_threadpool(kept(request).get, record.id)
        except KeyError:
            yield "event: over\ndata: {}\n\n"
            return
        told = kept(request).progress(record.id)
        stages = READING if record.doing == READ else STAGES
        place = stages.index(told.stage) if told.stage in stages else 0
        event = json.dumps(
            {
                "stage": page.say(f"pf_stage_{told.stage}"),
                "at": place,
                "of": len(stages),
                "done": told.done,
                "total": told.total,
            }
        )
        if not record.doing or record.result != shown:
            yield "event: over\ndata: {}\n\n"
            return
        if event != before:
            yield f"data: {event}\n\n"
        before = event
        if await request.is_disconnected():
            return
        await asyncio.sleep(_EVERY / 1000)


@router.get("/{lang}/portfolio/{name}/work", dependencies=SEE)
def work(request: Request, lang: str, name: str) -> Response:
    """How far a new assessment is, while the answers of the last one can still be seen."""
    page = Page.of(request, lang)
    record = record_of(page, name)
    told = kept(request).progress(name)
    begun = told.stage not in STAGES or STAGES.index(told.stage) < STAGES.index("calendar")
    if record.doing == ASSESS and begun:
        return _working(page, record, "assessing")
    return page.go(f"portfolio/{name}")


@router.post("/{lang}/portfolio/{name}/delete", dependencies=UPLOAD)
def delete(request: Request, lang: str, name: str) -> Response:
    """Removes a portfolio with everything in it."""
    page = Page.of(request, lang)
    record = record_of(page, name)
    kept(request).delete(record.id)
    return page.go("portfolio")


@router.get("/{lang}/portfolio/{name}/delete", dependencies=SEE)
def ask_delete(request: Request, lang: str, name: str) -> HTMLResponse:
    """Asks whether a portfolio is to be removed."""
    page = Page.of(request, lang)
    return page.show("portfolio/delete.html", record=record_of(page, name))


def board_of(page: Page, record: Record) -> dict[str, Any]:
    """What the pages show of the answers.

    Raises:
        NotThere: there are none yet.
    """
    board = record.result and read_json(folder_of(page, record) / record.result / "board.json")
    if not board:
        raise NotThere(record.id)
    return dict(board)
