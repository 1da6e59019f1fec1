"""Who acts on what is kept, and what they typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, unquote

from fastapi import Request
from fastapi.responses import Response

from licet.basics import Fault, Refused
from licet.cases import Hand
from licet.people import Person
from licet.web.forms import Typed

REMEMBERED = "licet_by"
"""The cookie that remembers, for this browser session, which name was typed last."""


async def typed_in(request: Request) -> Typed:
    """The text fields of a form that was sent; files are left to who asks for them."""
    form = await request.form()
    return Typed((name, value) for name, value in form.multi_items() if isinstance(value, str))


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the person signed in, or on a server for one person the name they type."""

    name: str
    """What stands in the journal; empty until it is typed."""
    person: Person

    @classmethod
    def of(cls, request: Request, typed: Mapping[str, str]) -> Actor:
        """Who sent this request."""
        person: Person = request.state.person
        if not person.local:
            return cls(person.name, person)
        return cls(
            typed.get("by", "").strip() or unquote(request.cookies.get(REMEMBERED, "")), person
        )

    @property
    def names_itself(self) -> bool:
        """May the name be typed, because nobody signs in here?"""
        return self.person.local

    def may(self, act: str) -> bool:
        """May they do that (an act of `roles.yaml`)?"""
        return self.person.may(act)

    def remember(self, answer: Response) -> Response:
        """The answer, which remembers the name that was typed for as long as the browser runs."""
        if self.names_itself and self.name:
            kept = quote(self.name)
            answer.set_cookie(REMEMBERED, kept, httponly=True, samesite="strict")
        return answer

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


def base_of(request: Request) -> str:
    """The address under which people reach this server, without a stroke at its end."""
    stated: str | None = request.app.state.settings.url
    return (stated or str(request.base_url)).rstrip("/")
