"""Search over the law: instruments, clauses, readings and facts, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from licet.rulebook import Rulebook, Words
from licet.verdict import LANGUAGES, say
from licet.web.page import Page

router = APIRouter(include_in_schema=False)
MOST = 60
"""So many are shown; more words find fewer."""
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Found:
    """Something in the law: what kind of thing, where its page is, what it is called and says."""

    kind: str
    place: str
    mark: str
    """Its cite, id or name."""
    title: Words
    says: tuple[Words, ...]

    def texts(self, lang: str) -> Iterator[str]:
        """Everything it says in a language."""
        yield self.mark
        for one in (self.title, *self.says):
            yield say(one, lang)


@cache
def _everything(book: Rulebook) -> tuple[Found, ...]:
    found = []
    for one in book.instruments:
        place = f"law/instrument/{one.short}"
        found.append(Found("instrument", place, one.name, one.title, ()))
        for clause in one.clauses:
            says = [element.says for element in clause.elements]
            says += [clause.note] if clause.note else []
            place = f"law/clause/{clause.cite}"
            found.append(Found("clause", place, clause.cite, clause.title, tuple(says)))
    for reading in book.readings.values():
        says = [*reading.options.values(), reading.why]
        place = f"law/readings#{reading.id}"
        found.append(Found("reading", place, reading.id, reading.title, tuple(says)))
    for name, fact in book.business_facts().items():
        labels = tuple(label for label in fact.labels.values())
        found.append(Found("fact", f"law/facts#{name}", name, fact.title, (fact.ask, *labels)))
    return tuple(found)


@cache
def _index(book: Rulebook) -> tuple[tuple[Found, str, str], ...]:
    """Each thing with its name and with all its words, in every language, in small letters."""
    return tuple(
        (
            one,
            " ".join([one.mark, *(say(one.title, lang) for lang in LANGUAGES)]).casefold(),
            " ".join(text for lang in LANGUAGES for text in one.texts(lang)).casefold(),
        )
        for one in _everything(book)
    )


def search(text: str, book: Rulebook) -> list[Found]:
    """What holds every word of a text; what is called so comes before what only says so."""
    words = text.casefold().split()
    if not words:
        return []
    named, said = [], []
    for one, name, everything in _index(book):
        if all(word in name for word in words):
            named.append(one)
        elif all(word in everything for word in words):
            said.append(one)
    return [*named, *said]


@router.get("/{lang}/law/search")
def law_search(request: Request, lang: str) -> HTMLResponse:
    """What the law says of some words."""
    page = Page.of(request, lang)
    text = page.typed["q"].strip()[:_LONGEST]
    found = search(text, page.book)
    words = text.casefold().split()
    return page.show(
        "search.html",
        text=text,
        found=[(one, _telling(page, one, words)) for one in found[:MOST]],
        count=len(found),
        most=MOST,
    )


def _telling(page: Page, one: Found, words: list[str]) -> str:
    """The first thing it says that holds one of the words."""
    texts = [page.say.of(says) for says in one.says]
    return next((t for t in texts if any(word in t.casefold() for word in words)), "")
