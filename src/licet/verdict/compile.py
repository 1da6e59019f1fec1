"""A rulebook compiled for one state of knowledge: plan once, then decide any number of rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from licet.basics import Truth
from licet.engine import evaluate
from licet.rulebook import Rulebook, Timeline
from licet.verdict.algebra import FrameAlgebra
from licet.verdict.compose import OUTCOMES, POLICIES
from licet.verdict.plan import (
    ACTUAL,
    ALL_IN_FORCE,
    Names,
    Plan,
    World,
    everything_in_force,
    names_of,
)

THROUGH = "A-18"
"""The reading that says whether the last day of a suspension is still suspended."""
_INCLUDED: dict[str | None, Truth] = {"inclusive": True, "exclusive": False, None: None}


@dataclass
class Decider:
    """Decides rows of facts; its expressions are made once for each kind of table."""

    book: Rulebook
    worlds: tuple[World, ...]
    names: Names
    _stages: dict[str, Any] = field(default_factory=dict)

    def decide(self, table: Any) -> Any:  # noqa: ANN401
        """The table with every column of the plan beside its own, row for row."""
        return evaluate(table, self._build)

    def _build(self, namespace: Any) -> Any:  # noqa: ANN401
        name = namespace.__name__
        if name not in self._stages:
            plan = Plan(self.book, self.worlds, FrameAlgebra(namespace))
            self._stages[name] = plan.stages()
        return self._stages[name]

    @property
    def answers(self) -> list[str]:
        """The columns that are answers: outcome, policy and all still possible in each world."""
        kinds = ("outcome", "review", *(f"can_{one}" for one in (*OUTCOMES, *POLICIES)))
        return [f"{world.name}__{kind}" for world in self.worlds for kind in kinds]

    @property
    def actual(self) -> Mapping[str, Timeline]:
        """The timeline of every clause in the law as known (and in the scenario taken)."""
        return self.worlds[0].timelines

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The worlds that are shipped scenarios."""
        return tuple(
            world.name for world in self.worlds if world.name not in {ACTUAL, ALL_IN_FORCE}
        )


def decider(
    book: Rulebook, known: date, through: str | None = "inclusive", scenario: str | None = None
) -> Decider:
    """The decider of a rulebook as known on a day, in a scenario if one is named.

    Args:
        book: the rulebook.
        known: only what was published by this day counts.
        through: the option of reading A-18; `None` leaves it open.
        scenario: the name or file of a scenario that is taken as made.
    """
    published = [one.published for one in book.instruments if one.published <= known]
    return _decider(book, max(published, default=date.min), through, scenario)


@lru_cache(maxsize=32)
def _decider(book: Rulebook, known: date, through: str | None, scenario: str | None) -> Decider:
    last = _INCLUDED[through]
    taken = None if scenario is None else book.scenario(scenario)
    worlds = [
        World(ACTUAL, book.timelines(known, last_day_included=last, scenario=taken)),
        everything_in_force(book),
    ]
    for name, supposed in book.scenarios.items():
        worlds.append(World(name, book.timelines(known, last_day_included=last, scenario=supposed)))
    return Decider(book, tuple(worlds), names_of(book))
