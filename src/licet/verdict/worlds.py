"""Suppositions about standing: the law as known, each scenario, and everything in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from licet.basics import next_day
from licet.rulebook import IN_FORCE, Rulebook, Timeline
from licet.verdict.graph import Steps

ACTUAL = "actual"
ALL_IN_FORCE = "if_in_force"


@dataclass(frozen=True, slots=True)
class World:
    """One supposition about standing: a timeline of each clause, by cite."""

    name: str
    timelines: Mapping[str, Timeline]

    def steps(self, cite: str) -> Steps:
        """When the clause has effect."""
        return tuple((start, IN_FORCE[s]) for start, s in self.timelines[cite].steps)


def everything_in_force(book: Rulebook) -> World:
    """The world in which suspended and not yet effective clauses have effect from the first day."""
    first = date.min
    return World(
        ALL_IN_FORCE,
        {
            clause.cite: Timeline(
                ((first, "in_force"),)
                if clause.through is None
                else ((first, "in_force"), (next_day(clause.through), "ended"))
            )
            for clause in book.clauses
        },
    )
