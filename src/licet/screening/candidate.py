"""What screening answers: the parties a name may be, and why."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from datetime import date

Answer = Literal["same", "unknown", "clear"]


class Listed(Protocol):
    """What screening needs to know of a listed party; the rulebook's lists give it."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def name_zh(self) -> str: ...  # noqa: D102
    @property
    def name_en(self) -> str: ...  # noqa: D102
    @property
    def aliases(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def country(self) -> str | None: ...  # noqa: D102
    @property
    def list(self) -> str: ...  # noqa: D102
    @property
    def notice(self) -> str: ...  # noqa: D102
    @property
    def identifiers(self) -> tuple[tuple[str, str], ...]: ...  # noqa: D102

    def effect(self, on: date) -> str:
        """What the listing does on a day: in_force, suspended, stopped or not_yet."""


def version(*parts: object) -> str:
    """A short fingerprint of what is said: the same words, the same fingerprint."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that speaks for or against: what it is, how strongly, and in words why."""

    name: str
    weight: float
    reason: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A listed party that the name may be.

    `same`: it is the party, not only like it. `branch`: the name is that of a branch of it.
    `effect` is what the listing does on the day; how that counts is the caller's reading.
    `score` orders candidates and says nothing more.
    """

    id: str
    name: str
    name_zh: str
    list: str
    notice: str
    country: str | None
    score: float
    features: tuple[Feature, ...]
    matched: str
    effect: str
    same: bool = False
    branch: bool = False
    version: str = ""
    """A fingerprint of the listing as it reads; another one is another listing to review."""
    revived_on: date | None = None
    """Since when a suspension of the listing has run out, if one did."""

    def record(self) -> dict[str, Any]:
        """The candidate as plain data, ready for JSON."""
        return {
            "id": self.id, "name": self.name, "name_zh": self.name_zh, "list": self.list,
            "notice": self.notice, "country": self.country, "score": self.score,
            "same": self.same, "branch": self.branch, "effect": self.effect,
            "revived_on": None if self.revived_on is None else self.revived_on.isoformat(),
            "features": [
                {"feature": f.name, "weight": f.weight, "reason": f.reason} for f in self.features
            ],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Screening:
    """Is a name on the lists of the index?

    ``same``: one of the candidates is that party. ``clear``: there is no candidate on these
    lists. ``unknown``: there are candidates, and a person has to look.
    """

    query: str
    answer: Answer
    candidates: tuple[Candidate, ...] = ()
    notes: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    """The notes on what could not be compared; while there are any, the party is not clear."""
    apart: tuple[Candidate, ...] = ()
    """Candidates on a list that is kept apart: to be noted, and no part of the answer."""

    def record(self) -> dict[str, Any]:
        """The answer as plain data, ready for JSON."""
        return {
            "query": self.query, "answer": self.answer, "notes": list(self.notes),
            "candidates": [one.record() for one in (*self.candidates, *self.apart)],
        }  # fmt: skip
