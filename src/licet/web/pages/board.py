"""The answers of a portfolio: what they come to, what turns them, whom to ask; its lines."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, Response

from licet.cases import readings_of
from licet.verdict import OUTCOMES, POLICIES, UNDETERMINED
from licet.web.entry import needs
from licet.web.page import NotThere, Page
from licet.web.pages.portfolio import board_of, folder_of, record_of
from licet.web.portfolio.lines import FILTERS, ORDERS, Wanted, find
from licet.web.portfolio.money import Money, share_of
from licet.web.portfolio.papers import PAPERS, file_name
from licet.web.portfolio.record import read_json, state_of
from licet.web.portfolio.reviewing import open_count, stale
from licet.web.portfolio.tables import sent_as

router = APIRouter(include_in_schema=False, dependencies=[needs("see")])
ORDER = (*OUTCOMES[:2], UNDETERMINED, *OUTCOMES[2:])
_TAKEN = ("xlsx", "csv", "parquet", "report")
_NEAR = 12


@router.get("/{lang}/portfolio/{name}/answers")
def answers(request: Request, lang: str, name: str) -> HTMLResponse:
    """The dashboard of a portfolio."""
    page = Page.of(request, lang)
    record = record_of(page, name)
    board = board_of(page, record)
    place = folder_of(page, record)
    texts = board["texts"][lang]
    return page.show(
        "portfolio/answers.html",
        record=record,
        state=state_of(record),
        board=board,
        texts=texts,
        order=ORDER,
        waits=[name for name, tally in board["waits"].items() if tally["lines"]],
        worlds=[(world, world_of(page, world)) for world in board["worlds"]],
        money=Money.of(board),
        share_of=share_of,
        near=_nearest(texts["closeness"]),
        calendar=_calendar(page, place / record.result),
        papers=_there(place / record.result),
        stale=stale(place, record, board, page.book, readings_of(page.house, page.book)),
        house={one["reading"]: one for one in record.house},
        to_review=open_count(place, board),
        failed=[sent_as(text, record.names) for text in record.faults],
    )


def world_of(page: Page, world: str) -> str:
    """What a state of the law is called."""
    if world in page.book.scenarios:
        return page.say.of(page.book.scenarios[world].title)
    return page.say(f"pf_world_{world}")


def _nearest(closeness: Mapping[str, Any] | None) -> dict[str, Any]:
    """The articles that bear on the law's bound, and those that another statement keeps out."""
    if closeness is None:
        return {}
    within = [bar for bar in closeness["bars"] if not bar["beside"]]
    return {
        **closeness,
        "first": within[:_NEAR],
        "rest": within[_NEAR:],
        "outside": [bar for bar in closeness["bars"] if bar["beside"]],
    }


def _calendar(page: Page, result: Path) -> list[dict[str, Any]] | None:
    """The days on which lines flip, by state of the law; `None` while it is worked out."""
    told = read_json(result / "calendar.json")
    if told is None:
        return None
    found = []
    for turn in told["turns"]:
        world = turn["scenario"] or "actual"
        found.append({**turn, "world": world_of(page, world), "value": Fraction(turn["value"])})
    return sorted(found, key=lambda turn: (str(turn["on"]), turn["world"]))


def _there(result: Path) -> list[str]:
    return [name for name in _TAKEN if (result / "papers" / PAPERS[name]).exists()]


@router.get("/{lang}/portfolio/{name}/lines")
def lines(request: Request, lang: str, name: str) -> HTMLResponse:
    """The lines of a portfolio, filtered and sorted as the address says."""
    page = Page.of(request, lang)
    record = record_of(page, name)
    board = board_of(page, record)
    wanted = _wanted(page, board)
    found = find(folder_of(page, record) / record.result / "lines.parquet", wanted)
    return page.show(
        "portfolio/lines.html",
        record=record,
        board=board,
        wanted=wanted,
        found=found,
        money=Money.of(board),
        worlds=[(world, world_of(page, world)) for world in board["states"]],
        outcomes=[(one, page.say.of(one)) for one in ORDER],
        reviews=[(one, page.say.of(one)) for one in POLICIES],
        places=_places(page, board),
        filtered=any(wanted.filters.values()),
        about=_about(page, wanted),
    )


def _places(page: Page, board: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = []
    for code, count in board["options"]["ship_to"]:
        known = len(code) == 2 and code.isalpha()  # noqa: PLR2004 - a code of ISO 3166-1
        name = page.say.territory(code) if known else code
        found.append((code, f"{name} ({count:,})"))
    return found


def _about(page: Page, wanted: Wanted) -> str:
    """What lines are shown that wait for one thing, or meet one clause."""
    missing = wanted.filters.get("missing", "")
    if missing:
        return page.say("pf_waiting_for", what=page.say.title(missing))
    met = wanted.filters.get("met", "")
    return page.say("pf_meeting", what=met) if met else ""


def _wanted(page: Page, board: Mapping[str, Any]) -> Wanted:
    typed = page.typed
    world = typed["world"] if typed["world"] in board["states"] else "actual"
    order = typed["order"] if typed["order"].lstrip("-") in ORDERS else "n"
    number = typed["page"]
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 1  # noqa: PLR2004
    return Wanted(world, order, at, {name: typed[name].strip() for name in FILTERS})


@router.get("/{lang}/portfolio/{name}/papers/{kind}")
def paper(request: Request, lang: str, name: str, kind: str) -> Response:
    """A table or the report, to be taken away.

    Raises:
        NotThere: there is no such paper, or it is not written yet.
    """
    page = Page.of(request, lang)
    record = record_of(page, name)
    place = folder_of(page, record)
    path = place / record.result / "papers" / PAPERS.get(kind, "")
    if kind not in PAPERS or not record.result or not path.is_file():
        raise NotThere(kind)
    return FileResponse(path, filename=file_name(record, path))


@router.get("/{lang}/portfolio/{name}/left-out")
def left_out(request: Request, lang: str, name: str) -> HTMLResponse:
    """The rows that were not used, why, and the lines that may turn on them."""
    page = Page.of(request, lang)
    record = record_of(page, name)
    board = board_of(page, record)
    return page.show(
        "portfolio/left_out.html",
        record=record,
        board=board,
        sent=lambda text: sent_as(text, record.names),
    )
