"""Parties: one name screened, the review queue of a portfolio, who holds whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool

from licet.basics import TERRITORIES
from licet.cases import readings_of
from licet.facts import holders_of, screened_json
from licet.papers import told_of
from licet.rulebook import Rulebook
from licet.screening import Query
from licet.web.answers import lists_of
from licet.web.entry import needs
from licet.web.forms import Typed, Wrong, read_day
from licet.web.page import NotThere, Page
from licet.web.pages.asking import places
from licet.web.pages.line import style_address
from licet.web.pages.portfolio import board_of, folder_of, kept, record_of
from licet.web.portfolio.apart import apart, nearest
from licet.web.portfolio.money import Money
from licet.web.portfolio.record import Record, state_of
from licet.web.portfolio.reviewing import FINDINGS, Task, parties_of, settle, stale, tasks

router = APIRouter(include_in_schema=False)
SIZE = 20
"""Parties on a page of the queue."""
_LONGEST = 500
_NOT_SCREENED = "9999"


@router.get("/{lang}/parties", dependencies=[needs("ask")])
def screen(request: Request, lang: str) -> HTMLResponse:
    """The form to screen one name, and the portfolios whose parties wait for a review."""
    return _screen(Page.of(request, lang), Typed())


def _screen(
    page: Page, typed: Typed, wrong: tuple[Wrong, ...] = (), found: dict[str, Any] | None = None
) -> HTMLResponse:
    may_see = page.person is not None and page.person.may("see")
    every = kept(page.request).every() if may_see else []
    return page.show(
        "parties/screen.html",
        422 if wrong else 200,
        typed=typed,
        wrong=wrong,
        found=found,
        candidates=[] if found is None else [_beside(one, typed) for one in found["candidates"]],
        places=places(page.say),
        today=date.today().isoformat(),  # noqa: DTZ011 - a calendar day
        portfolios=[one for one in every if one.result],
    )


@router.post("/{lang}/parties", dependencies=[needs("ask")])
async def screened(request: Request, lang: str) -> Response:
    """Screens one name; a name stands in no address, so it is sent as a form."""
    page = Page.of(request, lang)
    form = await request.form()
    typed = Typed({key: str(value).strip()[:_LONGEST] for key, value in form.multi_items()})
    return await run_in_threadpool(_screened, page, typed)


def _screened(page: Page, typed: Typed) -> HTMLResponse:
    wrong = []
    if not typed["name"]:
        wrong.append(Wrong("name", "pt_enter_name"))
    day = read_day(typed["on"]) if typed["on"] else date.today().isoformat()  # noqa: DTZ011
    if day is None:
        wrong.append(Wrong("on", "day_expected", typed["on"]))
    if typed["country"] not in {"", *TERRITORIES}:
        wrong.append(Wrong("country", "choose_one", typed["country"]))
    if wrong or day is None:
        return _screen(page, typed, tuple(wrong))
    on = date.fromisoformat(day)
    lists = lists_of(date.today(), on)  # noqa: DTZ011 - a calendar day
    query = Query(
        typed["name"], typed["name_local"] or None, typed["country"] or None,
        registrations=typed["numbers"] or None,
    )  # fmt: skip
    answer = lists.screen_all((query,), on)[0]
    found = screened_json(query.name, answer, on, lists)
    matched = [one.matched for one in (*answer.candidates, *answer.apart)]
    for one, name in zip(found["candidates"], matched, strict=True):
        one["matched"] = name
    return _screen(page, typed, (), found)


def _beside(candidate: Mapping[str, Any], names: Mapping[str, Any]) -> dict[str, Any]:
    """A candidate beside the name asked for, with the signs that differ."""
    matched = candidate["matched"] or candidate["name"] or candidate["name_zh"]
    asked = nearest((names.get("name"), names.get("name_local")), matched)
    mine, its = apart(asked, matched)
    others = [one for one in (candidate["name"], candidate["name_zh"]) if one and one != matched]
    return {**candidate, "mine": mine, "its": its, "others": others}


@router.get("/{lang}/portfolio/{name}/parties", dependencies=[needs("see")])
def queue(request: Request, lang: str, name: str) -> HTMLResponse:
    """The parties of a portfolio that are like a listed one."""
    page = Page.of(request, lang)
    return _queue(page, record_of(page, name), Typed())


def _queue(page: Page, record: Record, typed: Typed, wrong: tuple[Wrong, ...] = ()) -> HTMLResponse:
    place = folder_of(page, record)
    board = board_of(page, record)
    every = tasks(place, board)
    only = page.typed["only"] or "open"
    mine = _task(every, typed)
    some = [one for one in every if only == "all" or one is mine or not one.settled]
    number = page.typed["page"]
    count = max(1, -(-len(some) // SIZE))
    at = min(max(int(number), 1), count) if number.isascii() and number.isdecimal() else 1
    if mine is not None:
        at = some.index(mine) // SIZE + 1
    return page.show(
        "parties/queue.html",
        422 if wrong else 200,
        record=record,
        state=state_of(record),
        board=board,
        shown=[
            (one, _beside(one.candidate, one.party)) for one in some[(at - 1) * SIZE : at * SIZE]
        ],
        at=at,
        count=count,
        only=only,
        open=sum(not one.settled for one in every),
        total=len(every),
        unread=[one for one in board["parties"] if one["unread"]],
        money=Money.of(board),
        findings=FINDINGS,
        by="" if page.person is None or page.person.local else page.person.shown,
        stale=_stale(page, record, board, page.book),
        typed=typed,
        wrong=wrong,
        known=board["known"],
    )


def _stale(page: Page, record: Record, board: Mapping[str, Any], book: Rulebook) -> tuple[str, ...]:
    taken = readings_of(page.house, page.book)
    return stale(folder_of(page, record), record, board, book, taken)


@router.post("/{lang}/portfolio/{name}/parties", dependencies=[needs("review")])
async def review(request: Request, lang: str, name: str) -> Response:
    """Keeps what somebody found out about a party and one that it may be."""
    page = Page.of(request, lang)
    record = await run_in_threadpool(record_of, page, name)
    form = await request.form()
    typed = Typed({key: str(value).strip()[:_LONGEST] for key, value in form.multi_items()})
    return await run_in_threadpool(_reviewed, page, record, typed)


def _reviewed(page: Page, record: Record, typed: Typed) -> Response:
    place = folder_of(page, record)
    task = _task(tasks(place, board_of(page, record)), typed)
    if task is None:
        raise NotThere(typed["party"])
    wrong = []
    signed = page.person is not None and not page.person.local
    by = page.person.shown if page.person is not None and signed else typed["by"]
    if typed["finding"] not in FINDINGS:
        wrong.append(Wrong(f"finding-{task.number}", "choose_one"))
    if not typed["why"]:
        wrong.append(Wrong(f"why-{task.number}", "pt_enter_why"))
    if not by:
        wrong.append(Wrong(f"by-{task.number}", "pt_enter_by"))
    if wrong:
        return _queue(page, record, typed, tuple(wrong))
    settle(place, task, typed["finding"], by, typed["why"])
    return page.go(f"portfolio/{record.id}/parties", None, only=page.typed["only"], done="yes")


def _task(every: list[Task], typed: Typed) -> Task | None:
    """The pair that a form is about, by what both sides are as they stand."""
    key = typed["party"], typed["listing"]
    return next(
        (one for one in every if (one.party["version"], one.candidate["version"]) == key), None
    )


@router.get("/{lang}/portfolio/{name}/party", dependencies=[needs("see")])
def holders(request: Request, lang: str, name: str) -> HTMLResponse:
    """Who stands above a party: the picture, and the chain that decides.

    Raises:
        NotThere: the portfolio knows no such party.
    """
    page = Page.of(request, lang)
    record = record_of(page, name)
    board = board_of(page, record)
    place = folder_of(page, record)
    party = page.typed["party"]
    known = date.fromisoformat(board["known"])
    on = _day(page.typed["on"]) or known
    parties = parties_of(place, record, party, known)
    if parties is None:
        raise NotThere(party)
    found = told_of(holders_of(parties, party, on), lang)
    return page.show(
        "parties/holders.html",
        record=record,
        party=party,
        row=parties.rows.get(party, {}),
        found=found,
        on=on,
        standing=parties.on(party, on),
        entry=next((one for one in board["parties"] if one["party"] == party), None),
        drawn_style=style_address(),
    )


def _day(text: str) -> date | None:
    day = read_day(text) if text else None
    return None if day is None else date.fromisoformat(day)
