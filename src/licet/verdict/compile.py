"""A rulebook compiled for one state of knowledge: plan once, then decide any number of rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

from licet.basics import Truth
from licet.rulebook import DECIDING, Atom, Rulebook, Timeline, atoms
from licet.verdict.algebra import FrameAlgebra
from licet.verdict.bits import Change, Program, Results, Row
from licet.verdict.compose import OUTCOMES, POLICIES
from licet.verdict.graph import Node
from licet.verdict.plan import Names, Plan
from licet.verdict.stages import reached, stages
from licet.verdict.worlds import ACTUAL, ALL_IN_FORCE, World, everything_in_force

if TYPE_CHECKING:  # a table engine is heavy; rows of cases do without
    from licet.engine import Frame, Stages

THROUGH = "A-18"
"""The reading that says whether the last day of a suspension is still suspended."""
_DAYS = 1000
"""Days of which the standing of every clause is kept."""
_INCLUDED: dict[str | None, Truth] = {"inclusive": True, "exclusive": False, None: None}


@dataclass
class Decider:
    """Decides rows of facts; its expressions are made once for each kind of table."""

    book: Rulebook
    worlds: tuple[World, ...]
    names: Names
    asks: Mapping[str, Node]
    """What each column of the plan asks."""
    _stages: dict[tuple[str, tuple[str, ...] | None], Stages] = field(default_factory=dict)
    _programs: dict[tuple[str, ...] | None, Program] = field(default_factory=dict)
    _standings: dict[date, Mapping[str, str]] = field(default_factory=dict)

    def decide(self, table: Frame, columns: Sequence[str] | None = None) -> Frame:
        """The table with the columns of the plan beside its own, row for row.

        Args:
            table: an engine's table with the columns of `column_names`.
            columns: the columns of the plan that are wanted; default all of them.
        """
        from licet.engine import evaluate

        wanted = None if columns is None else tuple(columns)
        return evaluate(table, lambda ns: self._build(ns, wanted), wanted or tuple(self.asks))

    def decide_rows(
        self, rows: Sequence[Row], columns: Sequence[str] | None = None
    ) -> list[dict[str, Any]]:
        """The columns of the plan for cases held as rows; quicker than a table for a few."""
        found = self.run(rows, columns)
        return [found.of(number, columns) for number in range(len(rows))]

    def run(
        self,
        rows: Sequence[Row],
        columns: Sequence[str] | None = None,
        changes: Sequence[Change] | None = None,
    ) -> Results:
        """The same, to be taken row by row and column by column; of `changes`, if given."""
        wanted = None if columns is None else tuple(columns)
        if wanted not in self._programs:
            asked = self._asked(wanted)
            self._programs[wanted] = Program(asked, reached(asked.values()))
        return self._programs[wanted].run(rows, changes)

    def _asked(self, wanted: tuple[str, ...] | None) -> Mapping[str, Node]:
        return self.asks if wanted is None else {name: self.asks[name] for name in wanted}

    def _build(self, namespace: ModuleType, wanted: tuple[str, ...] | None) -> Stages:
        key = (namespace.__name__, wanted)
        if key not in self._stages:
            self._stages[key] = stages(self._asked(wanted), FrameAlgebra(namespace))
        return self._stages[key]

    @cached_property
    def answers(self) -> list[str]:
        """The columns that are answers: outcome, policy and all still possible in each world."""
        kinds = ("outcome", "review", *(f"can_{one}" for one in (*OUTCOMES, *POLICIES)))
        return [f"{world.name}__{kind}" for world in self.worlds for kind in kinds]

    @cached_property
    def deciding(self) -> tuple[Atom, ...]:
        """The statements that clauses of the answer make, in the order in which it asks them."""
        predicates = [
            e.predicate for c in self.book.clauses if c.then in DECIDING for e in c.elements
        ]
        found = dict.fromkeys(atom for predicate in predicates for atom in atoms(predicate))
        place = {
            node: at for at, node in enumerate(_deepest_first(self.asks[n] for n in self.answers))
        }
        nodes = {atom: self.asks[self.names.atoms[atom]] for atom in found}
        last = len(place)
        return tuple(
            sorted(
                found,
                key=lambda atom: min(
                    place.get(one, last) for one in (nodes[atom], *nodes[atom].of)
                ),
            )
        )

    @property
    def actual(self) -> Mapping[str, Timeline]:
        """The timeline of every clause in the law as known (and in the scenario taken)."""
        return self.worlds[0].timelines

    def standings(self, on: date) -> Mapping[str, str]:
        """How each clause stands on a day, by cite."""
        found = self._standings.get(on)
        if found is None:
            found = {cite: line.on(on) for cite, line in self.actual.items()}
            if len(self._standings) < _DAYS:
                self._standings[on] = found
        return found

    @cached_property
    def scenarios(self) -> tuple[str, ...]:
        """The worlds that are shipped scenarios."""
        return tuple(
            world.name for world in self.worlds if world.name not in {ACTUAL, ALL_IN_FORCE}
        )


def _deepest_first(roots: Iterable[Node]) -> list[Node]:
    """The nodes under `roots` as they are asked, the parts of each just before it."""
    done: dict[Node, None] = {}
    waiting = [(root, False) for root in reversed(list(roots))]
    while waiting:
        node, parts_done = waiting.pop()
        if parts_done:
            done[node] = None
        elif node not in done:
            waiting += [(node, True), *((part, False) for part in reversed(node.of))]
    return list(done)


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
    return decider_of(book, worlds)


def decider_of(book: Rulebook, worlds: Sequence[World]) -> Decider:
    """The decider of a rulebook in worlds of one's own; the first one is the law as known."""
    plan = Plan(book, worlds)
    return Decider(book, tuple(worlds), plan.names, plan.columns())
