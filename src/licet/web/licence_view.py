"""What the page of a case shows, worked out from `cases.show` for its template."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import segno

from licet.basics import Refused
from licet.cases import show, split, table
from licet.rulebook import Clause, Rulebook
from licet.store import Store
from licet.verdict import read_case
from licet.web.address import OPEN, Address, text_of
from licet.web.page import NotThere
from licet.web.stored import today

_ONWARD = {"supplement_requested", "refused", "withdrawn", "suspended", "revoked", "returned"}
"""Moves that are set apart from those that lead on."""
_WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Next:
    """A move that is open: to which state, whose it is, what it still waits for."""

    to: str
    words: Mapping[str, str]
    who: str
    rule: str
    needs: tuple[str, ...]
    waits: bool
    """Does it wait for a second person's approval?"""
    onward: bool
    """Does it lead on, rather than back or out?"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A case and what may be done with it."""

    case: Mapping[str, Any]
    state: Mapping[str, str]
    closed: bool
    moves: tuple[Next, ...]
    needs_approval: bool
    used: Decimal | None
    """How much of the licence is shipped, in per cent."""
    since: tuple[Mapping[str, Any], ...] = ()
    """Entries that came after the version somebody saw."""
    address: Address | None = None
    """The case as the address of a verdict."""
    flags: tuple[Clause, ...] = ()
    """Red flags that are up: they ask for a look and decide nothing."""
    qr: str = ""
    link: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)


def shown_case(store: Store, name: str, book: Rulebook, base: str) -> Shown:
    """The case of that name.

    Args:
        store: where it is.
        name: what it is called.
        book: the rulebook; what was stated of the export is read with it.
        base: the address of this server, for the QR code.

    Raises:
        NotThere: there is no such case.
    """
    found = case_of(store, name)
    approved = bool(found["approved_by"])
    moves = tuple(_next(move, approved=approved) for move in found["moves"])
    state = table().states[found["state"]]
    verification = found["verification"]
    link = f"{base}/verify?number={verification['number']}&code={verification['code']}"
    return Shown(
        found,
        state.words,
        state.closed,
        tuple(sorted(moves, key=lambda one: not one.onward)),
        any("approval" in move.needs for move in moves) and not approved,
        _used(found["licence"]),
        flags=_flags(found["verdict"], book),
        address=address_of(found["stated"], book),
        qr=qr(link),
        link=link,
    )


def case_of(store: Store, name: str) -> dict[str, Any]:
    """Everything about a case, as it stands today.

    Raises:
        NotThere: there is no such case.
    """
    try:
        return show(store, name, today())
    except Refused as refused:
        if refused.faults[0].file == "case":
            raise NotThere(name) from None
        raise


def _flags(verdict: Mapping[str, Any], book: Rulebook) -> tuple[Clause, ...]:
    up = {one["cite"] for one in verdict.get("flags", ()) if one["met"] is True}
    return tuple(clause for clause in book.clauses if clause.cite in up)


def _next(move: Mapping[str, Any], *, approved: bool) -> Next:
    needs = tuple(move["needs"])
    waits = "approval" in needs and not approved
    words = table().states[move["to"]].words
    return Next(
        move["to"], words, move["who"], move["rule"], needs, waits, move["to"] not in _ONWARD
    )


def _used(licence: Mapping[str, Any] | None) -> Decimal | None:
    if licence is None or licence["quantity"] is None:
        return None
    return _WHOLE * Decimal(licence["drawn"]) / Decimal(licence["quantity"])


def since_version(journal: Sequence[Mapping[str, Any]], seen: str) -> tuple[Mapping[str, Any], ...]:
    """What happened after the version that somebody saw; nothing if that was the latest."""
    if not (seen.isascii() and seen.isdigit()):
        return ()
    return tuple(one for one in journal if int(one["after"]["version"]) > int(seen))


def address_of(stated: Mapping[str, Any], book: Rulebook) -> Address | None:
    """The address of the verdict on a case as it was stated; `None` if it no longer reads."""
    try:
        rest, _ = split(stated, "case")
        case = read_case(rest, book, "case")
    except Refused:  # a case of an older rulebook is still a case
        return None
    settings = {"on": case.on.isoformat(), "known": case.known.isoformat()}
    if case.scenario is not None and case.scenario in book.scenarios:
        settings["scenario"] = case.scenario
    readings = {name: OPEN if one is None else str(one) for name, one in case.readings.items()}
    facts = {name: text_of(one) for name, one in case.facts.items()}
    return Address(settings, readings, facts)


def qr(text: str) -> str:
    """A text as a QR code: SVG to stand in a page."""
    out = io.BytesIO()
    made = segno.make(text, error="m")
    made.save(out, kind="svg", xmldecl=False, svgns=True, scale=4, border=2, svgclass="qr",
              lineclass=None, dark="#000", light="#fff", omitsize=False)  # fmt: skip
    return out.getvalue().decode()
