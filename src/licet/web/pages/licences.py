"""Licence cases: every case in a list, one case with what may be done next, its papers."""

from __future__ import annotations

import json
import secrets
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from licet.basics import Fault
from licet.cases import ADVICE, contents, feed, listed, table
from licet.papers import bundle, papers_of, safe_name, write_case_papers
from licet.web.entry import needs, store_of
from licet.web.forms import Typed
from licet.web.licence_view import case_of, shown_case, since_version
from licet.web.page import NotThere, Page
from licet.web.stored import Actor, base_of, today

router = APIRouter(include_in_schema=False)
_A_PAGE, _DIGITS = 50, 16
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""As what a paper is sent."""
STAGES: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "stage_open": lambda one: not table().states[one["state"]].closed,
    "stage_applications": lambda one: (
        table().states[one["state"]].part == "application"
        and not table().states[one["state"]].closed
    ),
    "stage_licences": lambda one: (
        table().states[one["state"]].part == "licence" and not table().states[one["state"]].closed
    ),
    "stage_due": lambda one: one["due"] is not None,
    "stage_closed": lambda one: table().states[one["state"]].closed,
}
"""Filters of the list beside the states themselves."""
ORDERS: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "id": lambda one: one["id"],
    "state": lambda one: list(table().states).index(one["state"]),
    "left": lambda one: Decimal(one["left"] or 0),
    "due": lambda one: (one["due"] is None, one["due"] or ""),
}


@router.get("/{lang}/licences", dependencies=[needs("see")])
def licences(request: Request, lang: str) -> HTMLResponse:
    """Every case in a line: state, what, where to, what is due."""
    page = Page.of(request, lang)
    typed = page.typed
    found = listed(store_of(request), today())
    count = len(found)
    found = _wanted(found, typed)
    order = typed["order"] or "-id"
    if (name := order.lstrip("-")) in ORDERS:
        found.sort(key=ORDERS[name], reverse=order.startswith("-"))
    pages = max(1, -(-len(found) // _A_PAGE))
    asked = typed["page"]
    at = min(max(int(asked), 1), pages) if asked.isascii() and asked.isdigit() else 1
    return page.show(
        "licences.html",
        cases=found[(at - 1) * _A_PAGE : at * _A_PAGE],
        count=count,
        found=len(found),
        typed=typed,
        order=order,
        at=at,
        pages=pages,
        table=table(),
        stages=tuple(STAGES),
        actor=Actor.of(request, typed),
    )


def _wanted(found: list[dict[str, Any]], typed: Typed) -> list[dict[str, Any]]:
    """The cases that the filters of the page leave."""
    stage, form, words = typed["stage"], typed["form"], typed["q"].casefold().split()
    if stage in STAGES:
        found = [one for one in found if STAGES[stage](one)]
    elif stage in table().states:
        found = [one for one in found if one["state"] == stage]
    if form in table().forms:
        found = [one for one in found if one["form"] == form]
    return [one for one in found if all(word in _searched(one) for word in words)]


def _searched(one: Mapping[str, Any]) -> str:
    said = (one["id"], one["item"], one["destination"], *one["end_users"], one["licence"])
    return " ".join(text for text in said if text).casefold()


@router.get("/{lang}/licences/feed.ics", dependencies=[needs("see")])
def calendar(request: Request, lang: str) -> Response:
    """Due days as an iCalendar feed."""
    Page.of(request, lang)
    return Response(feed(store_of(request), today()), media_type="text/calendar; charset=utf-8")


@router.get("/{lang}/licences/{name}", dependencies=[needs("see")])
def licence(request: Request, lang: str, name: str) -> HTMLResponse:
    """One case: state, what may be done next and by whom, verdict, licence, papers, journal."""
    page = Page.of(request, lang)
    return case_page(page, name, page.typed)


def case_page(
    page: Page,
    name: str,
    typed: Mapping[str, str],
    faults: tuple[Fault, ...] = (),
) -> HTMLResponse:
    """The page of a case; with faults, as it answers an act that was refused."""
    found = shown_case(store_of(page.request), name, page.book, base_of(page.request))
    if faults:
        since = since_version(found.case["journal"], typed.get("version", ""))
        found = replace(found, since=since, typed=typed)
    return page.show(
        "licence.html",
        409 if found.since else 422 if faults else 200,
        shown=found,
        case=found.case,
        typed=typed,
        blank=Typed(),
        done="" if faults else typed.get("done", ""),
        faults=faults,
        table=table(),
        advice=ADVICE,
        papers=papers_of(found.case, today()).items(),
        formats=tuple(MEDIA),
        key=typed.get("key") or secrets.token_urlsafe(16),
        actor=Actor.of(page.request, typed),
        today=today().isoformat(),
    )


@router.get("/{lang}/licences/{name}/case.json", dependencies=[needs("see")])
def whole(request: Request, lang: str, name: str) -> Response:
    """Everything about a case, as `licet case show --json` has it."""
    Page.of(request, lang)
    found = case_of(store_of(request), name)
    text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    return _file(text.encode(), f"{found['id']}.json", "application/json")


@router.get("/{lang}/licences/{name}/papers.zip", dependencies=[needs("see")])
def papers(request: Request, lang: str, name: str) -> Response:
    """The papers of a case, what was attached, and the whole case, in one file."""
    Page.of(request, lang)
    found = case_of(store_of(request), name)
    there = contents(store_of(request), name)
    packed = bundle(found, there, today(), address=base_of(request))
    return _file(packed, f"{found['id']}.zip", "application/zip")


@router.get("/{lang}/licences/{name}/attach", dependencies=[needs("see")])
def after_attaching(request: Request, lang: str, name: str) -> Response:
    """Back to the case, for who loads the address of its form again."""
    return Page.of(request, lang).go(f"licences/{name}")


@router.get("/{lang}/licences/{name}/attached/{entry}", dependencies=[needs("see")])
def one_attached(request: Request, lang: str, name: str, entry: str) -> Response:
    """A paper as it was attached; never shown, only saved."""
    Page.of(request, lang)
    found = case_of(store_of(request), name)
    if not (entry.isascii() and entry.isdigit() and len(entry) < _DIGITS):
        raise NotThere(entry)
    there = contents(store_of(request), found["id"], int(entry))
    if not there:
        raise NotThere(entry)
    return _file(there[0].content, safe_name(there[0].file), "application/octet-stream")


@router.get("/{lang}/licences/{name}/{paper}.{kind}", dependencies=[needs("see")])
def one_paper(request: Request, lang: str, name: str, paper: str, kind: str) -> Response:
    """One paper of a case, as PDF or Word."""
    Page.of(request, lang)
    found = case_of(store_of(request), name)
    if kind not in MEDIA or paper not in papers_of(found, today()):
        raise NotThere(f"{paper}.{kind}")
    with tempfile.TemporaryDirectory() as folder:
        more: Any = {"formats": (kind,), "only": (paper,), "address": base_of(request)}
        made = write_case_papers(found, Path(folder), today(), **more)
        path = next(path for path in made.files if path.suffix == f".{kind}")
        return _file(path.read_bytes(), path.name, MEDIA[kind])


def _file(content: bytes, name: str, kind: str) -> Response:
    sent_as = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(content, media_type=kind, headers=sent_as)
