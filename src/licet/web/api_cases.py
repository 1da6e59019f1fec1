"""The API of licence cases: read them, move and approve them, release shipments against them."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from licet.basics import Fault, Refused
from licet.cases import Grounds, Hand, Shipment, approve, listed, move, release, show, table
from licet.web.api_schema import PROBLEM, answer, body
from licet.web.entry import needs, store_of
from licet.web.once import KEY, OnceRoute
from licet.web.paging import Cursor, Limit, linked, page_of
from licet.web.problems import Said
from licet.web.reading import json_of, text_in
from licet.web.stored import today

router = APIRouter(prefix="/cases", route_class=OnceRoute)
_TEXT: dict[str, Any] = {"type": ["string", "null"]}
_ACT: dict[str, Any] = {
    "by": _TEXT | {"description": "Who does it, on a server where nobody signs in"},
    "reason": _TEXT,
    "version": {"type": ["integer", "null"], "minimum": 0},
}
_PARTICULARS = ("number", "from", "until", "quantity", "unit")
_LISTS = ("conditions", "clauses", "papers")
"""Conditions of a licence; clauses and missing papers that a refusal rests on."""
_ON_THE_PAPERS = ("item", "destination", "end_user", "end_use")
_MOVE: dict[str, Any] = {
    "to": {"enum": list(table().states)},
    **dict.fromkeys(_PARTICULARS, _TEXT),
    **{name: {"type": ["array", "null"], "items": {"type": "string"}} for name in _LISTS},
}
_RELEASE: dict[str, Any] = {
    "quantity": {"type": "string", "minLength": 1},
    "unit": {"type": "string", "minLength": 1},
    **dict.fromkeys(_ON_THE_PAPERS, _TEXT),
}
_DONE = {
    "type": "object",
    "required": ["id", "state", "version"],
    "properties": {
        "id": {"type": "string"},
        "state": {"enum": list(table().states)},
        "version": {"type": "integer"},
    },
}
_REFUSED: dict[int | str, dict[str, Any]] = {
    401: PROBLEM, 403: PROBLEM, 409: PROBLEM, 429: PROBLEM,
}  # fmt: skip


def _schema(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    sent = {
        "type": "object",
        "required": required,
        "properties": properties | _ACT,
        "additionalProperties": False,
    }
    return body(sent) | {"parameters": [KEY]}


@router.get(
    "",
    dependencies=[needs("see")],
    responses={
        **answer({"type": "array", "items": {"type": "object"}}, "The cases, the oldest first"),
        **_REFUSED,
    },
)
def cases(request: Request, limit: Limit = 100, cursor: Cursor = None) -> JSONResponse:
    """Every case in a line: state, item, destination, what is due."""
    some, more = page_of(
        listed(store_of(request), today()), lambda one: str(one["id"]), cursor, limit
    )
    return linked(request, some, more)


@router.get(
    "/{case}",
    dependencies=[needs("see")],
    responses={**answer({"type": "object"}, "The case with its journal"), **_REFUSED},
)
def case(request: Request, case: str) -> JSONResponse:
    """Everything about a case, as it stands today."""
    return Said(show(store_of(request), case, today()))


async def _sent(request: Request, known: dict[str, Any], needed: tuple[str, ...]) -> dict[str, Any]:
    raw = json_of(await request.body())
    if not isinstance(raw, dict):
        raise Refused(Fault("body", "case", "an object was expected"))
    faults = [
        Fault("body", str(key), "no key is called that")
        for key in raw
        if key not in known and key not in _ACT
    ]
    for key in (*known, "by", "reason"):
        if key in _LISTS:
            _texts(raw, key, faults)
        else:
            text_in(raw, key, faults)
    faults += [
        Fault("body", key, "a text was expected")
        for key in needed
        if not isinstance(raw.get(key), str) or not raw[key].strip()
    ]
    version = raw.get("version")
    if version is not None and (type(version) is not int or version < 0):
        faults.append(Fault("body", "version", "a whole number was expected"))
    if faults:
        raise Refused(*faults)
    return raw


def _texts(raw: dict[str, Any], key: str, faults: list[Fault]) -> tuple[str, ...]:
    """The list of texts under a key; a fault is added if it is none."""
    value = raw.get(key)
    if value is None or (isinstance(value, list) and all(isinstance(v, str) for v in value)):
        return tuple(value or ())
    faults.append(Fault("body", key, "a list of texts was expected"))
    return ()


def _hand(request: Request, sent: dict[str, Any]) -> Hand:
    """Who acts: whoever is signed in; where nobody signs in, who is named."""
    person = request.state.person
    name = (sent.get("by") or person.name) if person.local else person.name
    return Hand(name, today(), sent.get("reason") or "", sent.get("version"))


@router.post(
    "/{case}/moves",
    dependencies=[needs("prepare")],
    openapi_extra=_schema(_MOVE, ["to"]),
    responses={**answer(_DONE, "How the case stands now"), **_REFUSED},
)
async def moves(request: Request, case: str) -> Said:
    """Move a case to another state; a licence's particulars are entered with the move to valid."""
    sent = await _sent(request, _MOVE, ("to",))
    stated = {name: sent.get(name) for name in _PARTICULARS}
    hand = _hand(request, sent)
    conditions, clauses, papers = (tuple(sent.get(name) or ()) for name in _LISTS)
    more = (stated, conditions, Grounds(clauses, papers))
    done = await run_in_threadpool(move, store_of(request), case, sent["to"], hand, *more)
    return Said(done.as_json())


@router.post(
    "/{case}/approvals",
    dependencies=[needs("approve")],
    openapi_extra=_schema({}, []),
    responses={**answer(_DONE, "How the case stands now"), **_REFUSED},
)
async def approvals(request: Request, case: str) -> Said:
    """Approve the next step of a case, as somebody who did not prepare it."""
    sent = await _sent(request, {}, ())
    hand = _hand(request, sent)
    done = await run_in_threadpool(approve, store_of(request), case, hand)
    return Said(done.as_json())


@router.post(
    "/{case}/releases",
    dependencies=[needs("prepare")],
    openapi_extra=_schema(_RELEASE, ["quantity", "unit"]),
    responses={**answer(_DONE, "What is left of the licence"), **_REFUSED},
)
async def releases(request: Request, case: str) -> Said:
    """Release a shipment against the licence of a case, and draw its quantity down."""
    sent = await _sent(request, _RELEASE, ("quantity", "unit"))
    item, destination, end_user, end_use = (sent.get(name) for name in _ON_THE_PAPERS)
    shipment = Shipment(sent["quantity"], sent["unit"], None, item, destination, end_user, end_use)
    hand = _hand(request, sent)
    done = await run_in_threadpool(release, store_of(request), case, shipment, hand)
    return Said(done.as_json())
