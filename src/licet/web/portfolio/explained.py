"""One line of a portfolio decided alone, with all that it rests on: the same answer, explained."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from licet.verdict import UNDETERMINED, Decision, Determination, Portfolio
from licet.web.portfolio.deciding import decided
from licet.web.portfolio.keeping import looked_of
from licet.web.portfolio.record import Record, read_record
from licet.web.portfolio.reviewing import reviews_known
from licet.web.portfolio.tables import places_of, read_line
from licet.web.portfolio.worker import FOLDER

_PLACE = re.compile(r"\b[\w-]+\.(?:csv|xlsx|parquet):\d+")
_ORDER = ("prohibited", "licence_required", UNDETERMINED, "exempt", "not_required")
_KEPT = 64


@dataclass(frozen=True, slots=True)
class Explained:
    """A line with its articles, the gravest first."""

    portfolio: Portfolio
    decision: Decision
    articles: tuple[Determination, ...]
    places: Mapping[str, str]
    """Where rows of the tables stand in the files that were sent."""


class Looked(NamedTuple):
    """A fact that a clause looked at: its value as JSON, and where that stands."""

    name: str
    value: Any
    evidence: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the answer of a line rests on beside its tables."""

    known: date
    on: str
    scenario: str
    readings: tuple[tuple[str, str | None], ...]
    reviews: str


def explained(
    place: Path, record: Record, board: Mapping[str, Any], shipment: str, number: str
) -> Explained | None:
    """The line of that shipment and number; nothing if it was left out, or there is none.

    Args:
        place: where the portfolio is kept.
        record: what is kept of it.
        board: its answers, as the pages show them.
        shipment: the shipment.
        number: the line's number in it.
    """
    readings = tuple(sorted(record.readings.items()))
    known = date.fromisoformat(board["known"])
    asked = _Asked(known, record.on, record.scenario, readings, reviews_known(place))
    found = _alone(place, record.tables, asked, shipment, number)
    if found is None:
        return None
    portfolio, places = found
    named = [one for one in portfolio.decisions if not one.line.quarantined]
    key = (shipment, number)
    decision = next((one for one in named if (one.line.shipment, one.line.line) == key), None)
    if decision is None:
        return None
    articles = tuple(sorted(decision.determinations, key=_weight))
    return Explained(portfolio, decision, articles, places)


@lru_cache(maxsize=_KEPT)
def _alone(
    place: Path, tables: str, asked: _Asked, shipment: str, line: str
) -> tuple[Portfolio, Mapping[str, str]] | None:
    folder = read_line(place / tables, place / FOLDER, shipment, line)
    if folder is None:
        return None
    record = read_record(place).but(on=asked.on, scenario=asked.scenario)
    found = decided(folder, record, known=asked.known)
    return found, {**_places(place, record), **places_of(folder, record.names)}


def _places(place: Path, record: Record) -> dict[str, str]:
    """What each table was called when it was sent, where it was called otherwise."""
    found = {}
    for one in looked_of(place):
        table = record.uses.get(one["key"], one["use"])
        base = one["key"].partition("p0")[0] if one["page"] is not None else one["key"]
        name = next((sent.name for sent in record.files if sent.key.startswith(base)), "")
        kind = ".parquet" if one["key"].endswith(".parquet") else ".csv"
        found[f"{table}{kind}"] = name if one["page"] is None else f"{name} [{one['page']}]"
    return found


def _weight(one: Determination) -> tuple[int, int]:
    return _ORDER.index(one.answer.outcome), len(one.application.path)


def where(text: str, places: Mapping[str, str]) -> str:
    """Evidence with the rows named as they stand in the files that were sent."""

    def named(match: re.Match[str]) -> str:
        place = match[0]
        if place in places:
            return places[place]
        file, _, number = place.rpartition(":")
        return f"{places.get(file, file)}:{number}"

    return _PLACE.sub(named, text)


def facts_in(elements: Iterable[Mapping[str, Any]], one: Determination) -> list[Looked]:
    """The facts that some statements looked at."""
    sheet = one.application.sheet
    looked = {
        name: value
        for element in elements
        for name, value in element["facts"].items()
        if not name.startswith("reading_") and (value is not None or element["met"] is None)
    }
    return [
        Looked(name, value, sheet.conflicts.get(name) or sheet.evidence.get(name, ""))
        for name, value in looked.items()
    ]
