"""The store of the server, opened when the first page needs it, and who acts on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

from fastapi import Request

from licet.basics import Fault, Refused
from licet.cases import Hand
from licet.store import Store, open_store
from licet.web.forms import Typed

_OPENING = Lock()
REMEMBERED = "licet_by"
"""The cookie that remembers, for this browser session, which name was typed last."""


def store_of(request: Request) -> Store:
    """The store that the server was started with.

    Raises:
        Refused: it cannot be opened.
    """
    state = request.app.state
    with _OPENING:
        found = getattr(state, "store", None)
        if found is None:
            found = state.store = open_store(getattr(state, "store_name", None))
    if not isinstance(found, Store):
        raise TypeError("app.state.store holds a store")
    return found


async def typed_in(request: Request) -> Typed:
    """The text fields of a form that was sent; files are left to who asks for them."""
    form = await request.form()
    return Typed((name, value) for name, value in form.multi_items() if isinstance(value, str))


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the person signed in, or on a server for one person the name they type."""

    name: str
    """What stands in the journal; empty until it is typed."""
    names_itself: bool
    """May the name be typed, because nobody signs in here?"""
    person: Any = None

    @classmethod
    def of(cls, request: Request, typed: Mapping[str, str]) -> Actor:
        """Who sent this request."""
        person = getattr(request.state, "person", None)
        if person is not None and not person.local:
            return cls(person.name, names_itself=False, person=person)
        name = typed.get("by", "").strip() or request.cookies.get(REMEMBERED, "")
        return cls(name, names_itself=True, person=person)

    def may(self, act: str) -> bool:
        """May they do that? On a server for one person, everything."""
        return self.person is None or bool(self.person.may(act))

    def hand(self, typed: Mapping[str, str]) -> Hand:
        """The hand of an act: who, today, why, and on which version of the case.

        Raises:
            Refused: the version is no number.
        """
        seen = typed.get("version", "")
        if seen and not (seen.isascii() and seen.isdigit()):
            raise Refused(Fault("form", "version", "a whole number was expected"))
        version = int(seen) if seen else None
        return Hand(self.name, today(), typed.get("reason", ""), version)


def today() -> date:
    """The calendar day of the server."""
    return date.today()  # noqa: DTZ011 - a calendar day
