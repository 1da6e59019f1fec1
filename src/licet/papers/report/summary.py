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
        some, worth = list(kinds), portfolio.worth
        lines, without = map(portfolio.sizes.__getitem__, some), map(worth.without, some)
        return cls(sum(lines), worth.of_kinds(some), sum(without))

    @classmethod
    def together(cls, several: Iterable[Tally]) -> Tally:
        """The tally of all lines of several."""
        every = list(several)
        value = sum((one.value for one in every), Fraction(0))
        return cls(sum(o.lines for o in every), value, sum(o.unvalued for o in every))


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


@dataclass(frozen=True, slots=True)
class Totals:
    """The counts behind a summary; those of parts of a portfolio can be put together."""

    worlds: Mapping[str, Mapping[str, Tally]]
    """Every state of the law → outcome → tally."""
    waits: Mapping[str, Tally]
    days: tuple[date, date] | None
    unknown_facts: int
    unknown_standing: int
    differing: int
    """Lines whose outcome would be another if every clause were in force."""

    @classmethod
    def of(cls, portfolio: Portfolio) -> Totals:
        """The counts of a portfolio."""
        waits: dict[str, list[int]] = {"standing": [], "facts": [], "both": [], "row": []}
        for kind, finding in enumerate(portfolio.findings):
            if finding.answer.outcome == UNDETERMINED:
                waits[waits_for(finding)].append(kind)
        return cls(
            _tallies(portfolio, (ACTUAL, IN_FORCE, *portfolio.scenarios)),
            {name: Tally.of(portfolio, some) for name, some in waits.items()},
            _days(portfolio),
            portfolio.count(lambda one: one.unknown_facts),
            portfolio.count(lambda one: one.unknown_standing),
            portfolio.count(lambda one: one.answers[IN_FORCE].outcome != one.answer.outcome),
        )

    def plus(self, other: Totals) -> Totals:
        """The counts of both."""
        days = [day for one in (self, other) if one.days for day in one.days]
        return Totals(
            {name: _both(tallies, other.worlds[name]) for name, tallies in self.worlds.items()},
            _both(self.waits, other.waits),
            (min(days), max(days)) if days else None,
            self.unknown_facts + other.unknown_facts,
            self.unknown_standing + other.unknown_standing,
            self.differing + other.differing,
        )

    def names(self, scenario: str | None) -> tuple[str, ...]:
        """The states of the law that tell lines apart: as known, and what would change answers."""
        if scenario is None and self.unknown_standing:
            return (ACTUAL, *(name for name in self.worlds if name not in {ACTUAL, IN_FORCE}))
        return (ACTUAL, IN_FORCE) if self.differing else (ACTUAL,)

    def summary(self, portfolio: Portfolio, say: Speech) -> Summary:
        """The answer, with the titles that a portfolio gives the states of the law."""
        names = self.names(portfolio.scenario)
        occurring = {outcome for name in names for outcome in self.worlds[name]}
        actual = self.worlds[ACTUAL]
        return Summary(
            tuple(World(n, world_title(portfolio, n, say), self.worlds[n]) for n in names),
            tuple(outcome for outcome in ORDER if outcome in occurring),
            Tally.together(actual.values()),
            self.waits,
            self.days,
            Tally.together(one for outcome, one in actual.items() if outcome in ORDER[:3]),
        )


def _both(one: Mapping[str, Tally], other: Mapping[str, Tally]) -> dict[str, Tally]:
    names = dict.fromkeys((*one, *other))
    return {n: Tally.together(some[n] for some in (one, other) if n in some) for n in names}


def _tallies(portfolio: Portfolio, worlds: Iterable[str]) -> dict[str, dict[str, Tally]]:
    """For each of some worlds the tally of each outcome; kinds alike in all are added up once."""
    names = tuple(worlds)
    alike: dict[tuple[str, ...], list[int]] = {}
    for kind, finding in enumerate(portfolio.findings):
        outcomes = tuple([finding.answers[world].outcome for world in names])
        alike.setdefault(outcomes, []).append(kind)
    tallies = [(outcomes, Tally.of(portfolio, some)) for outcomes, some in alike.items()]
    found: dict[str, dict[str, Tally]] = {}
    for at, world in enumerate(names):
        several: dict[str, list[Tally]] = {}
        for outcomes, tally in tallies:
            several.setdefault(outcomes[at], []).append(tally)
        found[world] = {outcome: Tally.together(some) for outcome, some in several.items()}
    return found


def _days(portfolio: Portfolio) -> tuple[date, date] | None:
    """The first and the last day for which a line was decided."""
    own = portfolio.lines["on"].drop_nulls()
    if not len(own):
        return None
    asked = portfolio.asked.on
    return (own.min(), own.max()) if asked is None else (asked, asked)


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
