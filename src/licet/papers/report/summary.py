"""How many lines, and how much value, have each outcome in each state of the law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from licet.papers.report.speech import Speech
from licet.verdict import OUTCOMES, UNDETERMINED, Decision, Portfolio

ACTUAL, IN_FORCE = "actual", "if_in_force"
ORDER = (*OUTCOMES[:2], UNDETERMINED, *OUTCOMES[2:])
"""Outcomes as a reader wants them: what stops the goods, what is open, what lets them go."""
SIGNS = {
    "prohibited": "✕",
    "licence_required": "●",
    "undetermined": "◐",
    "exempt": "◇",
    "not_required": "○",
}
"""The sign of each outcome, so that colour is never the only one."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A number of lines, the value of those that have one, and how many have none."""

    lines: int
    value: Fraction
    unvalued: int

    @classmethod
    def of(cls, decisions: Iterable[Decision]) -> Tally:
        """The tally of some lines."""
        values = [decision.line.value for decision in decisions]
        known = [value for value in values if value is not None]
        return cls(len(values), sum(known, Fraction(0)), len(values) - len(known))


@dataclass(frozen=True, slots=True)
class World:
    """One state of the law: its name, what it is called, and the tally of each outcome in it."""

    name: str
    title: str
    tallies: Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class Summary:
    """The answer to the whole portfolio."""

    worlds: tuple[World, ...]
    outcomes: tuple[str, ...]
    """Those that occur in some world, in reading order."""
    total: Tally
    waits: Mapping[str, Tally]
    """Undetermined lines by what they wait for: `standing`, `facts`, `both`, `row`."""
    days: tuple[date, date] | None
    at_stake: Tally

    @property
    def actual(self) -> World:
        """The law as known."""
        return self.worlds[0]


def summary_of(portfolio: Portfolio, say: Speech) -> Summary:
    """Count a portfolio's lines."""
    decisions = portfolio.decisions
    worlds = tuple(_world(portfolio, name, say) for name in world_names(portfolio))
    occurring = {outcome for world in worlds for outcome in world.tallies}
    days = [d.determinations[0].case.on for d in decisions if d.determinations]
    waits: dict[str, list[Decision]] = {"standing": [], "facts": [], "both": [], "row": []}
    for decision in decisions:
        if decision.answer.outcome == UNDETERMINED:
            waits[waits_for(decision)].append(decision)
    return Summary(
        worlds,
        tuple(outcome for outcome in ORDER if outcome in occurring),
        Tally.of(decisions),
        {name: Tally.of(some) for name, some in waits.items()},
        (min(days), max(days)) if days else None,
        Tally.of(d for d in decisions if d.answer.outcome in ORDER[:3]),
    )


def world_names(portfolio: Portfolio) -> tuple[str, ...]:
    """The states of the law that tell lines apart: as known, and what would change answers."""
    decisions = portfolio.decisions
    names = [ACTUAL]
    if portfolio.scenario is None and any(d.unknown_standing for d in decisions):
        names += portfolio.scenarios
    elif any(d.answers[IN_FORCE].outcome != d.answer.outcome for d in decisions):
        names.append(IN_FORCE)
    return tuple(names)


def waits_for(decision: Decision) -> str:
    """What an undetermined line waits for: the law's `standing`, `facts`, `both`, a good `row`."""
    if decision.line.quarantined or not decision.determinations:
        return "row"
    if not decision.unknown_facts:
        return "standing"
    return "both" if decision.unknown_standing else "facts"


def world_title(portfolio: Portfolio, name: str, say: Speech) -> str:
    """What a state of the law is called."""
    if name == ACTUAL:
        return say("as_supposed" if portfolio.scenario is not None else "world_actual")
    if name == IN_FORCE:
        return say.supposing(say("world_if_in_force"))
    return say.supposing(say.of(portfolio.book.scenarios[name].title))


def _world(portfolio: Portfolio, name: str, say: Speech) -> World:
    by_outcome: dict[str, list[Decision]] = {}
    for decision in portfolio.decisions:
        by_outcome.setdefault(decision.answers[name].outcome, []).append(decision)
    return World(
        name,
        world_title(portfolio, name, say),
        {outcome: Tally.of(some) for outcome, some in by_outcome.items()},
    )


def sentence(world: World, total: Tally | None, say: Speech) -> str:
    """What the lines of a portfolio come to in one state of the law; `total` opens it."""
    parts = [
        say.count(f"says_{name}", world.tallies[name].lines)
        for name in ORDER
        if name in world.tallies
    ]
    if total is None:
        return say("if_lines", parts=say.join(parts))
    return say("of_lines", lines=say.count("lines", total.lines), parts=say.join(parts))
