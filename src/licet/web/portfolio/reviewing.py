"""What people found out about the parties of a portfolio, and whether its answers know it yet."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from licet.basics import Refused
from licet.facts import Lists, Parties
from licet.rulebook import Rulebook, rulebook
from licet.screening import Review, add_review, read_reviews
from licet.web.portfolio.record import Record, read_json, write_json
from licet.web.portfolio.sent import REVIEWS
from licet.web.portfolio.tables import read_party
from licet.web.portfolio.worker import FOLDER

KNEW = "reviews.json"
"""Beside the answers: which reviews they rest on."""
FINDINGS = ("same", "different", "not_sure")


def reviews_known(place: Path) -> str:
    """A fingerprint of the reviews of a portfolio as they are now."""
    path = place / FOLDER / REVIEWS
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def note_reviews(place: Path, result: Path) -> None:
    """Write down which reviews the answers rest on."""
    write_json(result / KNEW, reviews_known(place))


def stale(
    place: Path,
    record: Record,
    board: Mapping[str, Any],
    book: Rulebook,
    taken: Mapping[str, str | None],
) -> tuple[str, ...]:
    """Why the answers should be worked out again; none if they need not.

    Returns:
        Of `reviews`, `rulebook`, `readings` (the house has chosen others since) and `tables`.
    """
    found = []
    if (read_json(place / record.result / KNEW) or "") != reviews_known(place):
        found.append("reviews")
    if board["rulebook"]["fingerprint"] != book.fingerprint:
        found.append("rulebook")
    if dict(record.readings) != dict(taken):
        found.append("readings")
    made, decided = (part.rpartition("-")[2] for part in (record.tables, record.result))
    if made.isdigit() and decided.isdigit() and int(made) > int(decided):
        found.append("tables")
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Task:
    """A party beside one that it may be, and what people found out about the two so far."""

    number: int
    party: Mapping[str, Any]
    candidate: Mapping[str, Any]
    review: Review | None

    @property
    def settled(self) -> bool:
        """Is there nothing left to find out?"""
        found = self.review is not None and self.review.finding != "not_sure"
        return found or bool(self.candidate["same"])


def tasks(place: Path, board: Mapping[str, Any]) -> list[Task]:
    """Every candidate of every party, those on most lines first.

    Raises:
        Refused: the reviews cannot be read.
    """
    reviews = read_reviews(place / FOLDER / REVIEWS).latest
    found: list[Task] = []
    for party in board["parties"]:
        for candidate in party["candidates"]:
            review = reviews.get((party["version"], candidate["version"]))
            found.append(Task(len(found), party, candidate, review))
    return found


def open_count(place: Path, board: Mapping[str, Any]) -> int:
    """How many candidates nobody has settled yet."""
    return sum(not task.settled for task in tasks(place, board))


def settle(place: Path, task: Task, finding: str, by: str, why: str) -> None:
    """Keep what somebody found out, as `licet review` does.

    Raises:
        Refused: nobody signs it, or it gives no reason.
    """
    review = Review(
        task.party["version"], task.candidate["version"], finding,  # type: ignore[arg-type]
        by.strip(), date.today(), why.strip(),  # noqa: DTZ011 - a calendar day
    )  # fmt: skip
    add_review(place / FOLDER / REVIEWS, review)


def parties_of(place: Path, record: Record, party: str, known: date) -> Parties | None:
    """The parties that are joined to one, by the readings its portfolio was decided by.

    Nothing, if the portfolio knows no such party.
    """
    folder = read_party(place / record.tables, place / FOLDER, party)
    readings = {one.id: one.default for one in rulebook().readings.values()}
    lists = Lists.beside(place / FOLDER, known)
    try:
        found = Parties.of(folder, lists, {**readings, **record.readings})
    except Refused:
        return None
    return found if party in found.names else None
