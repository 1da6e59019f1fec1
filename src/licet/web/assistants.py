"""`licet mcp`: the same answers for assistants, by the Model Context Protocol; it changes nothing.

Each tool answers with the JSON that the API and the commands answer with.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any

from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp.types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)

from licet.basics import Fault, Refused
from licet.foresee import changes_json
from licet.rulebook import rulebook, status_json
from licet.verdict import LANGUAGES, in_language
from licet.web.address import only_shipped
from licet.web.answers import (
    NAME,
    asked_next,
    clauses_of,
    decided,
    law_found,
    listed,
    own_schema,
    owned,
    screened,
)
from licet.web.answers_folder import changed, compared, planned, traced
from licet.web.api_folder import IMPACT, PLAN, TRACE, WHATIF
from licet.web.api_schema import case_schema
from licet.web.folder_asked import ASKED, Shelf
from licet.web.in_house import HOUSE
from licet.web.portfolio.keeping import Portfolios
from licet.web.problems import READER, pointers, problem_json, written
from licet.web.said import case_said, days_said, house_said, in_house, lang_said, text_said
from licet.web.settings import Settings

_DAY = {"type": "string", "format": "date"}
_DAYS = {"on": _DAY, "known": _DAY}
_LANG = {"enum": list(LANGUAGES), "default": "en"}
_HOUSE = {"reading": {"enum": [HOUSE]}}
"""Asks for the readings that counsel chose for the house; the answer says which, under `house`."""
_ABOUT = (
    "Decides, explains and looks up China's rare-earth export controls (MOFCOM 61 and 62 of 2025). "
    "What nobody has stated stays unknown; an undetermined answer says what would settle it. "
    "No legal advice."
)


@dataclass(frozen=True, slots=True)
class _Offer:
    """A tool: what it is for, what it takes, and what answers."""

    about: str
    takes: Mapping[str, Any]
    answer: Callable[[dict[str, Any]], Any]
    needed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """An answer that is JSON already."""

    text: str


def _decide(said: dict[str, Any]) -> Written:
    raw = said.get("cases")
    return Written(
        decided(case_said(said) if raw is None else raw, lang_said(said), house_said(said))
    )


def _ask(said: dict[str, Any]) -> Any:  # noqa: ANN401 - as JSON
    return asked_next(case_said(said), lang_said(said))


def _explain(said: dict[str, Any]) -> Any:  # noqa: ANN401 - as JSON
    """The part of a verdict that says why: clauses met or open, readings, duties, notes."""
    whole = json.loads(decided(case_said(said), lang_said(said), house_said(said)))
    clauses = [one for one in whole["clauses"] if one["met"] is not False]
    return {**whole, "clauses": clauses}


def _screen(said: dict[str, Any]) -> Any:  # noqa: ANN401 - as JSON
    name = {key: said[key] for key in said if key not in {"on", "known"}}
    return screened(name, *days_said(said, "on", "known"))


def _status(said: dict[str, Any]) -> Any:  # noqa: ANN401 - as JSON
    book, scenario = rulebook(), text_said(said, "scenario")
    only_shipped(scenario, book)
    on, known = days_said(said, "on", "known")
    return in_language(status_json(book, on, known, scenario), lang_said(said))


def _changes(said: dict[str, Any]) -> Any:  # noqa: ANN401 - as JSON
    from licet.web.pages.law_around import compared

    before, after, known = days_said(said, "before", "after", "known")
    if before > after:
        raise Refused(Fault("call", "after", "a day not before the other one was expected"))
    answers, found = compared(rulebook(), before, after, known)
    return changes_json([], answers, found, lang_said(said))


@cache
def _offers() -> Mapping[str, _Offer]:
    return {**_about_cases(), **_about_folders(), **_about_law()}


def _about_cases() -> Mapping[str, _Offer]:
    book = rulebook()
    case: dict[str, Any] = case_schema(book)["properties"] | {"lang": _LANG} | _HOUSE
    own = own_schema(book)["properties"] | _HOUSE
    several = {"type": "array", "items": case_schema(book), "minItems": 1, "maxItems": 1000}
    return {
        "decide": _Offer(
            "Is a licence needed for an export, how would it be examined, why, what is missing? "
            "One case, or a list under `cases`.", case | {"cases": several}, _decide,
        ),
        "explain": _Offer(
            "Why is it so: only the clauses that are met or open, with their elements.",
            case, _explain,
        ),
        "ask": _Offer(
            "What would settle a case: what is missing, and the next question to ask.",
            case, in_house(_ask),
        ),
        "screen": _Offer(
            "Is a party on the control list or the watch list?", NAME["properties"] | _DAYS,
            _screen, ("name",),
        ),
        "own": _Offer(
            "Is a party held 50 % or more by the listed, as far as these holdings say?", own,
            in_house(owned), ("party", "holdings"),
        ),
        "lists": _Offer(
            "Who is listed on a day, since when, with what effect?", _DAYS,
            lambda said: listed(*days_said(said, "on", "known")),
        ),
    }  # fmt: skip


def _about_folders() -> Mapping[str, _Offer]:
    where: dict[str, Any] = {**ASKED, **_HOUSE, "folder": {"type": "string"}}
    kept = Portfolios(Settings().folder)
    shelf = Shelf(lambda name: (kept.folder(name), kept.get(name).tables), paths=True)
    lang = {"lang": _LANG}
    return {
        "trace": _Offer(
            "Where does Chinese value enter an item through its parts list, and which technology "
            "made it? Name a `folder` of this machine, a kept `portfolio`, or give the `tables`.",
            TRACE | where, in_house(lambda said: traced(said, shelf)), ("item",),
        ),
        "ask_folder": _Offer(
            "Which letters to whom settle the open lines of a whole folder?",
            PLAN | where | lang, in_house(lambda said: planned(said, shelf, lang_said(said))),
        ),
        "impact": _Offer(
            "Which lines of a folder flip between two days, and why?",
            IMPACT | where | lang, in_house(lambda said: compared(said, shelf, lang_said(said))),
        ),
        "whatif": _Offer(
            "What would change the answer of a `case`, or of a `line` (SHIPMENT/LINE) of a folder?",
            WHATIF | where | lang, in_house(lambda said: changed(said, shelf, lang_said(said))),
        ),
    }  # fmt: skip


def _about_law() -> Mapping[str, _Offer]:
    return {
        "law_clauses": _Offer(
            "The clauses of a cite such as `61 §1(1)`, or of an instrument such as `61`.",
            {"cite": {"type": "string"}, "lang": _LANG},
            lambda said: clauses_of(text_said(said, "cite"), lang_said(said)), ("cite",),
        ),
        "law_search": _Offer(
            "What in the law holds every word of a text?",
            {"text": {"type": "string"}, "lang": _LANG},
            lambda said: law_found(text_said(said, "text") or "", lang_said(said)), ("text",),
        ),
        "law_status": _Offer(
            "Which clauses stand on a day, as known on a day?",
            _DAYS | {"scenario": {"enum": [*rulebook().scenarios, None]}, "lang": _LANG}, _status,
        ),
        "law_changes": _Offer(
            "What differs between two days, each difference with a case that shows it?",
            {"before": _DAY, "after": _DAY, "known": _DAY, "lang": _LANG}, _changes,
            ("before", "after"),
        ),
    }  # fmt: skip


def _tool(name: str, offer: _Offer) -> Tool:
    takes = {
        "type": "object",
        "properties": dict(offer.takes),
        "required": list(offer.needed),
        "additionalProperties": False,
    }
    return Tool(
        name=name,
        description=offer.about,
        input_schema=takes,
        annotations=ToolAnnotations(read_only_hint=True, idempotent_hint=True),
    )


def called(name: str, said: dict[str, Any]) -> CallToolResult:
    """The answer of a tool; what cannot be is answered as the API answers it, and as an error."""
    offer = _offers().get(name)
    READER.set(said["lang"] if said.get("lang") in LANGUAGES else "en")
    try:
        if offer is None:
            raise Refused(Fault("call", "name", f"one of {', '.join(_offers())} was expected"))
        if missing := [one for one in offer.needed if one not in said]:
            raise Refused(*(Fault("call", one, "it is needed") for one in missing))
        if extra := said.keys() - offer.takes.keys():
            raise Refused(*(Fault("call", one, "no key is called that") for one in sorted(extra)))
        found, wrong = offer.answer(said), False
    except Refused as refused:
        found = problem_json(422, "What was sent cannot be decided.", pointers(refused.faults))
        wrong = True
    text = found.text if isinstance(found, Written) else written(found).decode()
    return CallToolResult(content=[TextContent(type="text", text=text)], is_error=wrong)


async def _list(
    _context: ServerRequestContext[Any], _params: PaginatedRequestParams | None
) -> ListToolsResult:
    return ListToolsResult(tools=[_tool(name, offer) for name, offer in _offers().items()])


async def _call(
    _context: ServerRequestContext[Any], params: CallToolRequestParams
) -> CallToolResult:
    return await asyncio.to_thread(called, params.name, params.arguments or {})


def server() -> Server[Any]:
    """The server of the tools."""
    return Server(
        "licet",
        version=version("licet"),
        instructions=_ABOUT,
        on_list_tools=_list,
        on_call_tool=_call,
    )


def assist() -> None:
    """Answer an assistant on standard input and output until it leaves."""

    async def run() -> None:
        made = server()
        async with stdio_server() as (reads, writes):
            await made.run(reads, writes, made.create_initialization_options())

    print("licet: tools for assistants on standard input and output", file=sys.stderr)  # noqa: T201
    asyncio.run(run())
