"""How many lines, and how much value, have each outcome in each state of the law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from licet.papers.report.speech import Speech
from licet.verdict import OUTCOMES, UNDETERMINED, Finding, Portfolio

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
    def of(cls, portfolio: Portfolio, kinds: Iterable[int]) -> Tally:
        """The tally of the lines of some kinds."""
        lines, value, without = 0, Fraction(0), 0
        for kind in kinds:
            lines += portfolio.sizes[kind]
            value += portfolio.worth.of_kind(kind)
            without += portfolio.worth.without(kind)
        return cls(lines, value, without)


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
    findings = portfolio.findings
    worlds = tuple(_world(portfolio, name, say) for name in world_names(portfolio))
    occurring = {outcome for world in worlds for outcome in world.tallies}
    waits: dict[str, list[int]] = {"standing": [], "facts": [], "both": [], "row": []}
    for kind, finding in enumerate(findings):
        if finding.answer.outcome == UNDETERMINED:
            waits[waits_for(finding)].append(kind)
    at_stake = (k for k, one in enumerate(findings) if one.answer.outcome in ORDER[:3])
    return Summary(
        worlds,
        tuple(outcome for outcome in ORDER if outcome in occurring),
        Tally.of(portfolio, range(len(findings))),
        {name: Tally.of(portfolio, some) for name, some in waits.items()},
        _days(portfolio),
        Tally.of(portfolio, at_stake),
    )


def _days(portfolio: Portfolio) -> tuple[date, date] | None:
    """The first and the last day for which a line was decided."""
    own = portfolio.lines["on"].drop_nulls()
    if not len(own):
        return None
    asked = portfolio.asked.on
    return (own.min(), own.max()) if asked is None else (asked, asked)


def world_names(portfolio: Portfolio) -> tuple[str, ...]:
    """The states of the law that tell lines apart: as known, and what would change answers."""
    findings = portfolio.findings
    names = [ACTUAL]
    if portfolio.scenario is None and any(one.unknown_standing for one in findings):
        names += portfolio.scenarios
    elif any(one.answers[IN_FORCE].outcome != one.answer.outcome for one in findings):
        names.append(IN_FORCE)
    return tuple(names)


def waits_for(finding: Finding) -> str:
    """What an undetermined line waits for: the law's `standing`, `facts`, `both`, a good `row`."""
    if finding.line.quarantined or not finding.articles:
        return "row"
    if not finding.unknown_facts:
        return "standing"
    return "both" if finding.unknown_standing else "facts"


def world_title(portfolio: Portfolio, name: str, say: Speech) -> str:
    """What a state of the law is called."""
    if name == ACTUAL:
        return say("as_supposed" if portfolio.scenario is not None else "world_actual")
    if name == IN_FORCE:
        return say.supposing(say("world_if_in_force"))
    return say.supposing(say.of(portfolio.book.scenarios[name].title))


def _world(portfolio: Portfolio, name: str, say: Speech) -> World:
    by_outcome: dict[str, list[int]] = {}
    for kind, finding in enumerate(portfolio.findings):
        by_outcome.setdefault(finding.answers[name].outcome, []).append(kind)
    return World(
        name,
        world_title(portfolio, name, say),
        {outcome: Tally.of(portfolio, some) for outcome, some in by_outcome.items()},
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
