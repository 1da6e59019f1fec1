"""The way through the pages: their sections, in the order of the work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import APIRouter


@dataclass(frozen=True, slots=True)
class Section:
    """A section: the page's own word for it, the place it begins at, what else belongs to it."""

    word: str
    place: str
    others: frozenset[str] = frozenset()

    def holds(self, path: str) -> bool:
        """Does the page at a path (`/en/law/readings`) stand in this section?"""
        _, _, place = path.lstrip("/").partition("/")
        head = place.partition("/")[0]
        return head == self.place or head in self.others


SECTIONS = (
    Section("ask", "", frozenset(("start", "ask", "answer", "answer.pdf", "check", "verdict"))),
    Section("portfolio", "portfolio"),
    Section("parties", "parties"),
    Section("licences", "licences"),
    Section("law", "law"),
)
"""Each is shown once the application has a page at its place."""


def sections_of(routers: Iterable[APIRouter]) -> tuple[Section, ...]:
    """The sections that some routers have pages for."""
    paths = (getattr(route, "path", "") for router in routers for route in router.routes)
    heads = {path.split("/")[2] for path in paths if path.startswith("/{lang}/")}
    return tuple(one for one in SECTIONS if one.place in heads)
