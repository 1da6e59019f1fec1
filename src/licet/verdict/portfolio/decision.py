"""What was found of a kind of line, and each line of it: its articles and its gravest outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from licet.rulebook import Rulebook
from licet.verdict.case import Case
from licet.verdict.compose import UNDETERMINED
from licet.verdict.decide import decide_cases
from licet.verdict.missing import Missing
from licet.verdict.portfolio.answer import OPEN, Answer, of_line
from licet.verdict.proof import Verdict
from licet.verdict.worlds import ACTUAL

if TYPE_CHECKING:
    from licet.facts import Application, Line


@dataclass(frozen=True, slots=True)
class Told:
    """What the law says of one article: in each world, what is missing, and what is met."""

    answers: Mapping[str, Answer]
    """By world: `actual`, `if_in_force`, and each shipped scenario."""
    missing: tuple[Missing, ...]
    met: tuple[str, ...]
    """Cites of the deciding clauses that are met, whether or not they stand."""


@dataclass(frozen=True)
class Finding:
    """One kind of line, decided.

    Attributes:
        line: the kind, put together; it has no name, day, value or place of its own.
        articles: what was told of each article, in the order of the line's.
        answers: the gravest of theirs, by world.
    """

    line: Line
    articles: tuple[Told, ...]
    answers: Mapping[str, Answer]

    @classmethod
    def of(cls, line: Line, articles: tuple[Told, ...], worlds: tuple[str, ...]) -> Finding:
        """The finding on a line; one without articles is open in every world."""
        if not articles:
            return cls(line, (), dict.fromkeys(worlds, OPEN))
        sure = [one.certain for one in line.applications]
        return cls(
            line,
            articles,
            {
                world: of_line([(t.answers[world], s) for t, s in zip(articles, sure, strict=True)])
                for world in worlds
            },
        )

    @property
    def answer(self) -> Answer:
        """The answer in the law as known."""
        return self.answers[ACTUAL]

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        """What is missing for any article that could still make the line's answer graver."""
        return tuple(dict.fromkeys(gap for told in self.articles for gap in told.missing))

    @cached_property
    def met(self) -> tuple[str, ...]:
        """The deciding clauses that are met by any article."""
        return tuple(dict.fromkeys(cite for told in self.articles for cite in told.met))

    @cached_property
    def unknown_facts(self) -> bool:
        """Is some fact or reading missing, or what is built in, whatever the standing?"""
        pairs = zip(self.line.applications, self.articles, strict=True)
        built_in = any(not one.certain and told.met for one, told in pairs)
        missing = any(gap.kind != "standing" for gap in self.missing)
        return bool(self.line.quarantined) or built_in or missing

    @cached_property
    def unknown_standing(self) -> bool:
        """Does the answer hang on an instrument whose standing is not established?"""
        return any(gap.kind == "standing" for gap in self.missing)


@dataclass(frozen=True)
class Determination:
    """One article of one line, decided: the number of its kind of line, and of itself in that."""

    kind: int
    at: int
    line: Line
    application: Application
    case: Case
    told: Told
    book: Rulebook

    @property
    def answers(self) -> Mapping[str, Answer]:
        """By world: `actual`, `if_in_force`, and each shipped scenario."""
        return self.told.answers

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What could still change the answer."""
        return self.told.missing

    @property
    def met(self) -> tuple[str, ...]:
        """Cites of the deciding clauses that are met, whether or not they stand."""
        return self.told.met

    @property
    def answer(self) -> Answer:
        """The answer in the law as known."""
        return self.answers[ACTUAL]

    @property
    def waits_for_standing_only(self) -> bool:
        """Is it undetermined for no other reason than that standing is not established?"""
        return self.answer.outcome == UNDETERMINED and all(
            m.kind == "standing" for m in self.missing
        )

    @cached_property
    def verdict(self) -> Verdict:
        """The whole verdict with its proof; worked out when asked for."""
        return decide_cases([self.case], self.book)[0]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a whole portfolio was asked: as known when, supposing what, on which day."""

    book: Rulebook
    known: date
    scenario: str | None
    readings: Mapping[str, str | None]
    on: date | None
    """The day on which every line is taken to leave; its own day if not given."""


@dataclass(frozen=True)
class Decision:
    """One line: its articles' determinations and the gravest outcome among them.

    `number` counts the lines of the portfolio from 0, `kind` its findings.
    """

    number: int
    kind: int
    line: Line
    finding: Finding
    asked: Asked

    @cached_property
    def determinations(self) -> tuple[Determination, ...]:
        """Every article of the line, decided."""
        asked, line = self.asked, self.line
        pairs = zip(line.applications, self.finding.articles, strict=True)
        return tuple(
            Determination(self.kind, at, line, one, asked_case(asked, line, one), told, asked.book)
            for at, (one, told) in enumerate(pairs)
        )

    @property
    def answers(self) -> Mapping[str, Answer]:
        """The line's answer in each world."""
        return self.finding.answers

    @property
    def answer(self) -> Answer:
        """The answer in the law as known."""
        return self.finding.answer

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What is missing for any article that could still make the line's answer graver."""
        return self.finding.missing

    @property
    def unknown_facts(self) -> bool:
        """Is some fact or reading missing, or what is built in, whatever the standing?"""
        return self.finding.unknown_facts

    @property
    def unknown_standing(self) -> bool:
        """Does the answer hang on an instrument whose standing is not established?"""
        return self.finding.unknown_standing


def asked_case(asked: Asked, line: Line, application: Application) -> Case:
    """The case that an article of a line is, on the day asked about or its own."""
    day = asked.on or line.on or asked.known
    return Case(day, asked.known, asked.scenario, asked.readings, application.sheet.facts)
