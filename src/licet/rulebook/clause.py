"""A clause of an instrument: elements that must all hold, and what follows when they do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from licet.rulebook.predicate import Predicate
from licet.rulebook.vocabulary import Words

Effect = Literal[
    "licence_required",
    "prohibited",
    "exempts",
    "refusal_presumed",
    "case_by_case",
    "duty",
    "entry",
    "note",
]
EFFECTS: tuple[Effect, ...] = (
    "licence_required",
    "prohibited",
    "exempts",
    "refusal_presumed",
    "case_by_case",
    "duty",
    "entry",
    "note",
)
DECIDING: tuple[Effect, ...] = EFFECTS[:5]
"""The effects that outcome and policy are composed of."""
RED_FLAGS = "flag"
"""The short name of the file of red flags: they ask for a look and never decide."""
AUTHORITIES = ("official", "press", "memory", "derived")


@dataclass(frozen=True, slots=True)
class Element:
    """A plain statement beside the predicate that computes it."""

    says: Words
    holds: str
    predicate: Predicate


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: cite, title, when it holds, what then follows, since when."""

    cite: str
    instrument: str
    """The short name of the instrument it stands in, such as ``61``."""
    title: Words
    then: Effect
    elements: tuple[Element, ...]
    start: date
    through: date | None
    authority: str
    entry: tuple[str, str] | None = None
    """For an entry: the fact it classifies (annex1, dual_use_code) and the code it gives."""
    duty: Mapping[str, object] | None = None
    note: Words | None = None

    @property
    def is_flag(self) -> bool:
        """Is it a red flag, and no text of the law?"""
        return self.instrument == RED_FLAGS


@dataclass(frozen=True, slots=True)
class Change:
    """An instrument suspends, or brings back, the clauses whose cite begins with `cite`."""

    kind: Literal["suspends", "resumes"]
    cite: str
    start: date
    through: date | None
    by: str
    published: date | None
    """Since when it can be known; ``None`` for a scenario, which is always supposed."""

    def covers(self, clause: Clause) -> bool:
        """Does it speak about `clause`?"""
        return (
            clause.cite == self.cite
            or clause.cite.startswith(f"{self.cite} ")
            or (clause.cite.startswith(f"{self.cite}("))
        )


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument: its clauses and what it changes in others."""

    name: str
    short: str
    title: Words
    published: date
    checked_on: date
    source: Mapping[str, object]
    clauses: tuple[Clause, ...]
    changes: tuple[Change, ...]
    file: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """A what-if: changes supposed to have been made. Never silently the law."""

    name: str
    title: Words
    note: Words
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """An open question of interpretation: its options, the default taken, and why."""

    id: str
    title: Words
    options: Mapping[str, Words]
    default: str
    why: Words
    used_by: str

    @property
    def column(self) -> str:
        """The name predicates use for it: ``A-09`` is ``reading_A09``."""
        return "reading_" + self.id.replace("-", "")
