"""One line of a portfolio: its answer, why, what to ask, its parts list, where it all stands."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from licet.papers import article_drawn, drawing_style
from licet.verdict import UNDETERMINED, Decision, Determination, Portfolio, say_note
from licet.web.address import Address, text_of
from licet.web.entry import needs
from licet.web.page import NotThere, Page
from licet.web.pages.answer import ruled_out
from licet.web.pages.board import world_of
from licet.web.pages.portfolio import board_of, folder_of, record_of
from licet.web.portfolio.deciding import decided
from licet.web.portfolio.keeping import looked_of
from licet.web.portfolio.money import Money
from licet.web.portfolio.record import Record, read_record
from licet.web.portfolio.reviewing import reviews_known
from licet.web.portfolio.tables import places_of, read_line
from licet.web.portfolio.worker import FOLDER

router = APIRouter(include_in_schema=False, dependencies=[needs("see")])
_ASIDE = {"note", "duty"}
_PLACE = re.compile(r"\b[\w-]+\.(?:csv|xlsx|parquet):\d+")
_ORDER = ("prohibited", "licence_required", UNDETERMINED, "exempt", "not_required")
_ARTICLES = 30
"""Articles of a line that are explained; the rest are in the table that is taken away."""
_KEPT = 64


@dataclass(frozen=True, slots=True)
class Shown:
    """One article of a line, as it is explained."""

    path: str
    found: Determination
    held: list[dict[str, Any]]
    out: list[tuple[dict[str, Any], list[dict[str, Any]]]]
    facts: list[tuple[str, Any, str]]
    """Name, value as JSON, and where it stands."""
    drawn: Markup | None
    ask: Address


@lru_cache(maxsize=_KEPT)
def _explained(
    place: Path, tables: str, asked: _Asked, shipment: str, line: str
) -> tuple[Portfolio, Mapping[str, str]] | None:
    """The line alone, decided with all it rests on; and where rows stand in the files sent."""
    folder = read_line(place / tables, place / FOLDER, shipment, line)
    if folder is None:
        return None
    record = read_record(place).but(on=asked.on, scenario=asked.scenario)
    found = decided(folder, record, known=asked.known)
    return found, {**_places(place, record), **places_of(folder, record.names)}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the answer of a line rests on beside its tables."""

    known: date
    on: str
    scenario: str
    reviews: str


def _places(place: Path, record: Record) -> dict[str, str]:
    """What each table was called when it was sent, where it was called otherwise."""
    found = {}
    for one in looked_of(place):
        table = record.uses.get(one["key"], one["use"])
        base = one["key"].partition("p0")[0] if one["page"] is not None else one["key"]
        name = next((sent.name for sent in record.files if sent.key.startswith(base)), "")
        kind = ".parquet" if one["key"].endswith(".parquet") else ".csv"
        found[f"{table}{kind}"] = name if one["page"] is None else f"{name} [{one['page']}]"
    return found


@router.get("/{lang}/portfolio/{name}/line")
def line(request: Request, lang: str, name: str) -> HTMLResponse:
    """A line, by its shipment and its number."""
    page = Page.of(request, lang)
    record = record_of(page, name)
    board = board_of(page, record)
    shipment, number = page.typed["shipment"], page.typed["line"]
    place = folder_of(page, record)
    known = date.fromisoformat(board["known"])
    asked = _Asked(known, record.on, record.scenario, reviews_known(place))
    explained = _explained(place, record.tables, asked, shipment, number)
    decision = None if explained is None else _of(explained[0], shipment, number)
    if explained is None or decision is None:
        return _unread(page, record, board, f"{shipment}/{number}")
    portfolio, places = explained
    several = sorted(decision.determinations, key=_weight)
    shown = [
        _shown(one, portfolio, page, f"m{at}") for at, one in enumerate(several[:_ARTICLES], 1)
    ]
    return page.show(
        "portfolio/line.html",
        record=record,
        decision=decision,
        line=decision.line,
        on=several[0].case.on if several else decision.line.on,
        shown=shown,
        more=len(several) - len(shown),
        asks=_asks(several),
        worlds=_worlds(page, portfolio, decision),
        money=Money.of(board),
        source=lambda text: say_note(where(text, places), lang),
        drawn_style=style_address(),
        names=_party_names(portfolio),
    )


def _of(portfolio: Portfolio, shipment: str, number: str) -> Decision | None:
    named = [one for one in portfolio.decisions if not one.line.quarantined]
    return next(
        (one for one in named if (one.line.shipment, one.line.line) == (shipment, number)), None
    )


def _unread(page: Page, record: Record, board: Mapping[str, Any], key: str) -> HTMLResponse:
    """A line whose row was left out: why.

    Raises:
        NotThere: there is no such line.
    """
    rows = [one for one in board["left_out"]["each"] if one["key"] == key]
    if not rows:
        raise NotThere(key)
    return page.show("portfolio/line_left_out.html", record=record, key=key, rows=rows)


def _weight(one: Determination) -> tuple[int, int]:
    return _ORDER.index(one.answer.outcome), len(one.application.path)


def _shown(one: Determination, portfolio: Portfolio, page: Page, anchor: str) -> Shown:
    verdict, article = one.verdict, one.application.article
    clauses = [clause for clause in verdict["clauses"] if clause["then"] not in _ASIDE]
    held = [clause for clause in clauses if clause["met"] is not False]
    out = ruled_out(clauses)
    drawn = None
    if article is not None and article.made_of.parts:
        currency = portfolio.assembled.currency
        drawn = article_drawn(article, currency, page.book, page.say.lang, anchor)
    elements = [e for c in held for e in c["elements"]] + [e for e, _ in out]
    return Shown(
        " › ".join(one.application.path), one, held, out, _facts(elements, one), drawn,
        address_of(one),
    )  # fmt: skip


def _facts(elements: list[dict[str, Any]], one: Determination) -> list[tuple[str, Any, str]]:
    """What the statements looked at, each with where it stands."""
    sheet = one.application.sheet
    looked = {
        name: value
        for element in elements
        for name, value in element["facts"].items()
        if not name.startswith("reading_") and (value is not None or element["met"] is None)
    }
    return [
        (name, value, sheet.conflicts.get(name) or sheet.evidence.get(name, ""))
        for name, value in looked.items()
    ]


def address_of(one: Determination) -> Address:
    """The case of an article as the asking pages take it over."""
    case, book = one.case, one.book
    settings = {"on": case.on.isoformat()}
    if case.scenario is not None:
        settings["scenario"] = case.scenario
    readings = {key: "open" if value is None else value for key, value in case.readings.items()}
    facts = {
        name: text_of(case.facts[name])
        for name in book.business_facts()
        if case.facts.get(name) is not None
    }
    return Address(settings, readings, facts)


def _asks(several: list[Determination]) -> list[Mapping[str, Any]]:
    """What is still to be asked for the line, each once."""
    found: dict[str, Mapping[str, Any]] = {}
    for one in several:
        for gap in one.verdict["missing"]:
            if gap["kind"] != "standing":
                found.setdefault(gap["name"], gap)
    return list(found.values())


def _worlds(page: Page, portfolio: Portfolio, decision: Decision) -> list[tuple[str, Any]]:
    """The answer in other states of the law, where it is another."""
    now = decision.answer
    found = []
    for name in ("if_in_force", *portfolio.scenarios):
        answer = decision.answers[name]
        if (answer.outcome, answer.review) != (now.outcome, now.review):
            found.append((world_of(page, name), answer))
    return found


def drawn_style() -> Response:
    """The style of the pictures, as a file of its own."""
    return Response(drawing_style(), media_type="text/css")


@cache
def style_address() -> str:
    """Its address, which changes with its content."""
    return f"/static/drawn.css?{hashlib.sha256(drawing_style().encode()).hexdigest()[:12]}"


def _party_names(portfolio: Portfolio) -> Mapping[str, str]:
    rows = portfolio.folder.tables["parties"].rows.select("party", "name").rows()
    return dict(rows)


def where(text: str, places: Mapping[str, str]) -> str:
    """Evidence with the rows named as they stand in the files that were sent."""

    def named(match: re.Match[str]) -> str:
        place = match[0]
        if place in places:
            return places[place]
        file, _, number = place.rpartition(":")
        return f"{places.get(file, file)}:{number}"

    return _PLACE.sub(named, text)
