"""One HTML page: its templates, its links, and what every template may say."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from licet.cases import OPEN, Choice, readings_of
from licet.foresee import word
from licet.people import Person
from licet.rulebook import DECIDING, Fact, Rulebook, rulebook
from licet.store import Store
from licet.verdict import LANGUAGES, read_value, say_note, shown
from licet.web.address import Address, stated
from licet.web.forms import Typed
from licet.web.in_house import house_of
from licet.web.menu import Section
from licet.web.words import NAMES, Speech

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
SIGNS = {
    "prohibited": "✕",
    "licence_required": "!",
    "undetermined": "?",
    "exempt": "○",
    "not_required": "✓",
}
MARKS = {True: "met", False: "not_met", None: "open"}


@cache
def fingerprint_of(name: str) -> str:
    """The address of a shipped file, which changes with its content."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()
    return f"/static/{name}?{digest[:12]}"


def _fact_shown(fact: Fact, text: str) -> Any:  # noqa: ANN401 - a value as JSON
    """What the text of an address states of a fact."""
    return shown(read_value(fact, stated(fact, text))) if text else None


@cache
def environment() -> Environment:
    """Where the templates live."""
    made: Any = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "static": fingerprint_of,
        "signs": SIGNS,
        "marks": MARKS,
        "languages": NAMES,
        "deciding": DECIDING,
        "who_word": word,
        "shown": shown,
        "told": say_note,
        "fact_shown": _fact_shown,
        "fact_plain": lambda one: one if isinstance(one, bool | int | Mapping) else str(one),
    }
    found: Environment = made
    return found


class NotThere(Exception):
    """No page, clause or language is called that."""


@dataclass(frozen=True)
class Page:
    """What a page is asked with: its language, its rulebook, the case in its address."""

    request: Request
    say: Speech
    address: Address

    @classmethod
    def of(cls, request: Request, lang: str) -> Page:
        """The page that was asked for.

        Raises:
            NotThere: there is no such language.
        """
        if lang not in LANGUAGES:
            raise NotThere(lang)
        book = rulebook()
        address = Address.read(request.query_params.multi_items(), book)
        return cls(request, Speech(lang, book), address)

    @property
    def book(self) -> Rulebook:
        """The rulebook."""
        return self.say.book

    @property
    def typed(self) -> Typed:
        """The parameters as typed."""
        return Typed(self.request.query_params)

    @property
    def person(self) -> Person | None:
        """Who asks; nobody on the page where people sign in."""
        found: Person | None = getattr(self.request.state, "person", None)
        return found

    @property
    def kept(self) -> Store | None:
        """What is kept on this server, if anything is yet."""
        found: Store | None = self.request.app.state.kept.if_made()
        return found

    @cached_property
    def house(self) -> Mapping[str, Choice]:
        """By reading, what the house chose; nothing where the usual one is taken."""
        return house_of(self.kept)

    def in_house(self, address: Address) -> Address:
        """The address with every reading of the house that it does not state itself."""
        for name, option in readings_of(self.house, self.book).items():
            if name not in address.readings:
                address = address.saying(name, OPEN if option is None else option, self.book)
        return address

    @property
    def form_field(self) -> Markup:
        """What every form that changes something holds: it shows that the form is ours."""
        mark = self.request.state.form.text
        return Markup('<input type="hidden" name="token" value="{}">').format(mark)

    @property
    def sections(self) -> tuple[tuple[Section, bool], ...]:
        """Each section of the site, and whether this page stands in it."""
        path = self.request.url.path
        return tuple((one, one.holds(path)) for one in self.request.app.state.sections)

    def here(self, **changes: str) -> str:
        """This very page with some parameters changed; one that is emptied is left out."""
        kept = [pair for pair in self.request.query_params.multi_items() if pair[0] not in changes]
        query = urlencode([*kept, *((name, text) for name, text in changes.items() if text)])
        return "?" + query

    def link(self, place: str, address: Address | None = None, **more: str) -> str:
        """The way to a page of this language, with a case if one is given."""
        pairs = [*(address.pairs() if address is not None else []), *more.items()]
        path = f"/{self.say.lang}/{quote(place)}"
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def place(self, place: str) -> str:
        """The way to a part of a page: what follows a # names the part."""
        before, mark, part = place.partition("#")
        return self.link(before) + mark + quote(part)

    def in_language(self, lang: str) -> str:
        """This very page in another language."""
        rest = self.request.url.path.split("/", 2)[-1]
        query = self.request.url.query
        return f"/{lang}/{quote(rest)}" + (f"?{query}" if query else "")

    def show(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:  # noqa: ANN401
        """The page as HTML."""
        values = {"wrong": (), "has_case": bool(self.address.facts), **values}
        text = environment().get_template(template).render(
            page=self, say=self.say, lang=self.say.lang, book=self.book, **values
        )  # fmt: skip
        return HTMLResponse(text, status)

    def go(self, place: str, address: Address | None = None, **more: str) -> RedirectResponse:
        """Sends the browser to another page."""
        return RedirectResponse(self.link(place, address, **more), 303)
