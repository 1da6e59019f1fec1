"""What is put together: a line with its articles, each a sheet of facts with evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from licet.basics import Fault
from licet.bom import Article
from licet.facts.parties import Parties
from licet.facts.sheet import OWN_PLACE, Sheet
from licet.facts.worth import Factor

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much; of nought if not known."""


def untold(stage: str, done: int, total: int) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Application:
    """One article of one line: its facts, with evidence."""

    item: str
    path: tuple[str, ...]
    sheet: Sheet
    article: Article | None = None

    @property
    def certain(self) -> bool:
        """Is it inside every unit shipped, or only with some lot or alternative?"""
        return self.article is None or self.article.certain

    def at(self, place: str) -> Application:
        """The same article of the line that stands at a place."""
        return Application(self.item, self.path, self.sheet.at(place), self.article)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a shipment with its articles, the shipped item first.

    `value` is in the folder's base currency, unknown if it cannot be converted. A line whose row
    was quarantined has no articles and says why in `quarantined`.
    """

    shipment: str
    line: str
    item: str | None
    on: date | None
    value: Fraction | None = None
    applications: tuple[Application, ...] = ()
    notes: tuple[str, ...] = ()
    place: str = ""
    quarantined: str = ""
    parties: Mapping[str, str | None] = field(default_factory=dict)

    def at(self, place: str, **own: Any) -> Line:  # noqa: ANN401 - the fields by name
        """Another line of the same kind: what it is called, its day and value are its `own`."""
        applications = tuple(one.at(place) for one in self.applications)
        notes = tuple(note.replace(OWN_PLACE, place) for note in self.notes)
        return replace(self, applications=applications, notes=notes, place=place, **own)


@dataclass(frozen=True, slots=True)
class Assembled:
    """Every line of a folder, what was wrong on the way, the base currency, and the parties.

    `factor` says what a currency is worth on a day, in the base currency.
    """

    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]
    currency: str | None
    parties: Parties
    factor: Factor
