"""The API of a portfolio's answers: its lines, one line explained, what is taken away.

The same that the pages show, of the same files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, JSONResponse

from licet.basics import Fault, Refused
from licet.verdict import OUTCOMES, POLICIES, UNDETERMINED, Determination, in_language
from licet.web.api import Lang
from licet.web.api_portfolio import NONE, OBJECT, SEE, found_in
from licet.web.api_schema import answer
from licet.web.once import OnceRoute
from licet.web.page import NotThere
from licet.web.paging import LINK, Cursor, Limit, cursor_after, linked, number_of
from licet.web.portfolio.explained import Explained, explained, facts_in, where
from licet.web.portfolio.lines import ORDERS, Wanted, find
from licet.web.portfolio.money import decimal
from licet.web.portfolio.papers import PAPERS, file_name
from licet.web.portfolio.record import Record, read_json
from licet.web.portfolio.tables import made_of, quarantine_of, sent_as
from licet.web.problems import Said
from licet.web.reading import language_of

router = APIRouter(prefix="/portfolios/{name}", route_class=OnceRoute)
_ORDERS = tuple(f"{sign}{name}" for name in ORDERS for sign in ("", "-"))
_SPLIT = "; "
_LISTS = ("met", "missing")
Text = Annotated[str | None, Query(max_length=200)]


def _among(words: tuple[str, ...]) -> dict[str, Any]:
    return {"enum": list(words)}


Order = Annotated[str, Query(json_schema_extra=_among(_ORDERS), description="- before it: falling")]
Outcome = Annotated[
    str | None, Query(json_schema_extra=_among((*OUTCOMES, UNDETERMINED)))
]  # fmt: skip
Policy = Annotated[str | None, Query(json_schema_extra=_among(POLICIES))]


def answered_in(request: Request, name: str) -> tuple[Record, Path, Mapping[str, Any]]:
    """A portfolio that was decided: its record, its place, its dashboard.

    Raises:
        NotThere: there is none, or it is not decided yet.
    """
    record, place = found_in(request, name)
    board = record.result and read_json(place / record.result / "board.json")
    if not board:
        raise NotThere("It has not been decided yet.")
    return record, place, board


def _checked(value: str, allowed: tuple[str, ...], name: str) -> str:
    if value not in allowed:
        raise Refused(Fault("query", name, f"one of {', '.join(allowed)} was expected"))
    return value


_LINES = answer(OBJECT, "Count, value, and a page of lines")


@router.get(
    "/lines", dependencies=SEE, responses={**_LINES, 200: _LINES[200] | LINK, **NONE}
)  # fmt: skip
def lines(  # noqa: PLR0913 - one for each filter of the page
    request: Request,
    name: str,
    *,
    world: str = "actual",
    order: Order = "n",
    outcome: Outcome = None,
    review: Policy = None,
    ship_to: Text = None,
    end_user: Text = None,
    item: Text = None,
    missing: Text = None,
    met: Text = None,
    text: Text = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> JSONResponse:
    """The lines, filtered and sorted; `world` is a state of the law: actual, if_in_force …."""
    record, place, board = answered_in(request, name)
    _checked(order, _ORDERS, "order")
    _checked(world, tuple(board["states"]), "world")
    if outcome is not None:
        _checked(outcome, (*OUTCOMES, UNDETERMINED), "outcome")
    if review is not None:
        _checked(review, POLICIES, "review")
    told = {
        "outcome": outcome, "review": review, "ship_to": ship_to, "end_user": end_user,
        "item": item, "missing": missing, "met": met, "text": text,
    }  # fmt: skip
    filters = {name: value for name, value in told.items() if value}
    wanted = Wanted(world, order, number_of(cursor, limit), filters, limit)
    found = find(place / record.result / "lines.parquet", wanted)
    said = {
        "world": world, "count": found.count, "currency": board["currency"],
        "value": decimal(found.value), "unvalued": found.unvalued,
        "lines": [_line(row, record) for row in found.rows],
    }  # fmt: skip
    more = cursor_after(found.page, limit) if found.page < found.pages else None
    return linked(request, said, more)


def _line(row: Mapping[str, Any], record: Record) -> dict[str, Any]:
    lists = {name: (row[name] or "").split(_SPLIT) if row[name] else [] for name in _LISTS}
    value = {"value": decimal(row["value"])}
    return {**row, **value, **lists, "source": sent_as(row["source"] or "", record.names)}


@router.get(
    "/line",
    dependencies=SEE,
    responses={**answer(OBJECT, "The line's answers; each article with its verdict"), **NONE},
)
def line(
    request: Request,
    name: str,
    shipment: Annotated[str, Query(min_length=1, max_length=200)],
    line: Annotated[str, Query(min_length=1, max_length=200)],
    lang: str = Lang,
) -> Said:
    """One line: every article with its verdict, its parts and the file and row of every fact."""
    spoken = language_of(lang)
    record, place, board = answered_in(request, name)
    found = explained(place, record, board, shipment, line)
    if found is None:
        key = f"{shipment}/{line}"
        rows = [one for one in board["left_out"]["each"] if one["key"] == key]
        if not rows:
            raise NotThere("There is no such line.")
        return Said({"shipment": shipment, "line": line, "left_out": rows})
    return Said(in_language(_explained(found, record), spoken))


def _explained(found: Explained, record: Record) -> dict[str, Any]:
    decision, own = found.decision, found.decision.line
    return {
        "shipment": own.shipment, "line": own.line, "item": own.item, "on": own.on,
        "value": decimal(own.value), "currency": found.portfolio.assembled.currency,
        "source": where(own.place, found.places), "parties": own.parties, "notes": own.notes,
        "house": list(record.house),
        "answers": {
            world: {"outcome": one.outcome, "review": one.review}
            for world, one in decision.answers.items()
        },
        "articles": [_article(one, found) for one in found.articles],
    }  # fmt: skip


def _article(one: Determination, found: Explained) -> dict[str, Any]:
    verdict, article = one.verdict, one.application.article
    elements = [element for clause in verdict["clauses"] for element in clause["elements"]]
    facts = {
        fact.name: {"value": fact.value, "evidence": where(fact.evidence, found.places)}
        for fact in facts_in(elements, one)
    }
    return {
        "item": one.application.item,
        "path": one.application.path,
        "traced": None if article is None else article.as_json(),
        "facts": facts,
        "verdict": verdict,
    }


@router.get(
    "/left-out",
    dependencies=SEE,
    responses={**answer({"type": "array", "items": OBJECT}, "Rows, each with its reason"), **NONE},
)
def left_out(
    request: Request, name: str, limit: Limit = 1000, cursor: Cursor = None
) -> JSONResponse:
    """The rows that were not used and why, as soon as the files are read."""
    record, place = found_in(request, name)
    faults = quarantine_of(made_of(place / record.tables)) if record.tables else ()
    begin = (number_of(cursor, limit) - 1) * limit
    some = [
        {**asdict(one), "file": sent_as(one.file, record.names)}
        for one in faults[begin : begin + limit]
    ]
    more = cursor_after(begin // limit + 1, limit) if begin + limit < len(faults) else None
    return linked(request, some, more)


@router.get(
    "/papers/{kind}",
    dependencies=SEE,
    responses={
        **answer({"type": "string"}, "The file", "application/octet-stream"),
        **NONE,
    },
)
def paper(request: Request, name: str, kind: str) -> FileResponse:
    """What is taken away: xlsx, csv, parquet, articles, left-out or report.

    Raises:
        NotThere: there is no such paper, or it is not written yet.
    """
    record, place = found_in(request, name)
    path = place / record.result / "papers" / PAPERS.get(kind, "")
    if kind not in PAPERS or not record.result or not path.is_file():
        raise NotThere(f"There is no such paper yet; there are {', '.join(PAPERS)}.")
    media = "application/octet-stream"
    return FileResponse(path, filename=file_name(record, path), media_type=media)
