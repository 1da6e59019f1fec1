"""One line of a portfolio: its answer, why, what to ask, its parts list, where it all stands."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from licet.papers import article_drawn, drawing_style
from licet.verdict import Decision, Determination, Portfolio, say_note
from licet.web.address import Address, text_of
from licet.web.entry import needs
from licet.web.page import NotThere, Page
from licet.web.pages.answer import ruled_out
from licet.web.pages.board import world_of
from licet.web.pages.portfolio import board_of, folder_of, record_of
from licet.web.portfolio.explained import Looked, explained, facts_in, where
from licet.web.portfolio.money import Money
from licet.web.portfolio.record import Record

router = APIRouter(include_in_schema=False, dependencies=[needs("see")])
_ASIDE = {"note", "duty"}
_ARTICLES = 30
"""Articles of a line that are explained; the rest are in the table that is taken away."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One article of a line, as it is explained."""

    path: str
    found: Determination
    held: list[dict[str, Any]]
    out: list[tuple[dict[str, Any], list[dict[str, Any]]]]
    facts: list[Looked]
    drawn: Markup | None
    ask: Address


@router.get("/{lang}/portfolio/{name}/line")
def line(request: Request, lang: str, name: str) -> HTMLResponse:
    """A line, by its shipment and its number."""
    page = Page.of(request, lang)
    record = record_of(page, name)
    board = board_of(page, record)
    shipment, number = page.typed["shipment"], page.typed["line"]
    place = folder_of(page, record)
    found = explained(place, record, board, shipment, number)
    if found is None:
        return _unread(page, record, board, f"{shipment}/{number}")
    portfolio, decision, several = found.portfolio, found.decision, found.articles
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
        source=lambda text: say_note(where(text, found.places), lang),
        drawn_style=style_address(),
        names=_party_names(portfolio),
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
        " › ".join(one.application.path), one, held, out, facts_in(elements, one), drawn,
        address_of(one),
    )  # fmt: skip


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


def _asks(several: Sequence[Determination]) -> list[Mapping[str, Any]]:
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
