"""One entry of a list of parties: what it says, and what its row must look like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from licet.basics import TERRITORIES, Fault, Span, day, identifier, next_day, registrations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Effect = Literal["in_force", "suspended", "stopped", "not_yet"]

COLUMNS = (
    "id", "name_zh", "name_en", "aliases", "country", "notice", "listed_on", "suspended",
    "stopped_on", "transfer_ban", "source",
)  # fmt: skip
OPTIONAL = ("identifiers",)
"""Columns that a list may have as well."""
PLACES = frozenset(TERRITORIES) | {"EU"}
_BETWEEN = ";"
_YES_NO = {"true": True, "yes": True, "false": False, "no": False, "": False}


@dataclass(frozen=True, slots=True)
class ListedParty:
    """One party on one list, as the notice names it.

    `country` is a territory or ``EU``; `suspended` are the spans in which the listing's measures
    were suspended; `stopped_on` the first day on which they no longer apply; `transfer_ban` says
    that the notice forbids anyone to pass certain items on to the party. `identifiers` are pairs
    of a scheme and a number (`licet.basics.identifiers`).
    """

    id: str
    name_zh: str
    name_en: str
    country: str | None
    list: str
    notice: str
    listed_on: date
    aliases: tuple[str, ...] = ()
    suspended: tuple[Span, ...] = ()
    stopped_on: date | None = None
    transfer_ban: bool = False
    source: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()

    def effect(self, on: date) -> Effect:
        """What the listing does on a day: stopping outlasts a suspension."""
        if on < self.listed_on:
            return "not_yet"
        if self.stopped_on is not None and on >= self.stopped_on:
            return "stopped"
        return "suspended" if any(on in span for span in self.suspended) else "in_force"

    def revived_on(self, on: date) -> date | None:
        """Since when, at the latest, a suspension has run out, if the listing is back in force.

        A suspension that ended on its words may have been prolonged by a notice nobody has read:
        the day is there to be shown beside the answer.
        """
        ends = [span.until for span in self.suspended if span.until is not None]
        past = [end for end in ends if end <= on]
        return max(past) if past and self.effect(on) == "in_force" else None


@dataclass(slots=True)
class Row:
    """One row on its way to a listed party; collects what is wrong with its cells."""

    file: str
    line: int
    list_name: str
    cells: dict[str, str | None]

    def read(self, parties: list[ListedParty], faults: list[Fault]) -> None:
        """Append the party to `parties`, or what is wrong to `faults`."""
        wrong: list[Fault] = []
        if None in self.cells or any(value is None for value in self.cells.values()):
            faults.append(self._fault("row", "as many cells as the header has", None))
            return
        take = self._taker(wrong)
        party = ListedParty(
            id=take("id", _text),
            name_zh=take("name_zh", str),
            name_en=take("name_en", str),
            country=take("country", _place),
            list=self.list_name,
            notice=take("notice", _text),
            listed_on=take("listed_on", day),
            aliases=take("aliases", _aliases),
            suspended=take("suspended", _spans),
            stopped_on=take("stopped_on", _day_or_none),
            transfer_ban=take("transfer_ban", _yes_no),
            source=take("source", str),
            identifiers=take("identifiers", _identifiers),
        )
        wrong.extend(self._contradictions(party) if not wrong else ())
        faults.extend(wrong)
        if not wrong:
            parties.append(party)

    def _taker(self, wrong: list[Fault]) -> Callable[[str, Callable[[str], object]], Any]:
        def take(column: str, parse: Callable[[str], object]) -> object:
            value = (self.cells.get(column) or "").strip()
            try:
                return parse(value)
            except (ValueError, KeyError):
                wrong.append(self._fault(column, _EXPECTED[column], value))
                return None

        return take

    def _contradictions(self, party: ListedParty) -> Iterable[Fault]:
        if not party.name_zh and not party.name_en:
            yield self._fault("name_zh", "a name in Chinese or in English", "")
        if party.stopped_on is not None and party.stopped_on < party.listed_on:
            yield self._fault("stopped_on", "a day not before listed_on", str(party.stopped_on))

    def _fault(self, column: str, expected: str, value: str | None) -> Fault:
        place = f"{(self.cells.get('id') or '').strip() or 'row'}, {column}"
        return Fault(self.file, place, expected, line=self.line, column=column, value=value)


_EXPECTED = {
    "id": "an id",
    "country": "two capital ISO 3166 letters, EU, or nothing",
    "notice": "the notice that lists the party",
    "listed_on": "the day of listing, such as 2026-02-24",
    "suspended": "pairs of days, such as 2025-05-14/2025-08-12; 2025-11-10/2026-11-10",
    "stopped_on": "the day the measures stopped, or nothing",
    "transfer_ban": "true or false",
    "identifiers": "schemes with right numbers, such as JP-CN 8700110005901; LEI …",
}


def _text(value: str) -> str:
    if not value:
        raise ValueError(value)
    return value


def _place(value: str) -> str | None:
    if value and value not in PLACES:
        raise ValueError(value)
    return value or None


def _aliases(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[;|]", value) if part.strip())


def _identifiers(value: str) -> tuple[tuple[str, str], ...]:
    return tuple((scheme, identifier(scheme, number)) for scheme, number in registrations(value))


def _yes_no(value: str) -> bool:
    return _YES_NO[value.lower()]


def _day_or_none(value: str) -> date | None:
    return day(value) if value else None


def _spans(value: str) -> tuple[Span, ...]:
    return tuple(_span(part) for part in value.split(_BETWEEN) if part.strip())


def _span(pair: str) -> Span:
    first, _, last = pair.partition("/")
    start = day(first)
    if not last.strip():
        return Span(start)
    through = day(last)
    if through < start:
        raise ValueError(pair)
    return Span(start, next_day(through))
