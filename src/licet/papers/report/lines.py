"""Every line as a row of the report: where it goes, to whom, what it is worth, what is decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from heapq import merge
from itertools import islice

from licet.facts import Application
from licet.papers.report.summary import ORDER, Tally
from licet.verdict import Answer, Decision, Determination, Finding, Missing, Portfolio, Told


@dataclass(frozen=True)
class Row:
    """One line, as a table shows it."""

    number: int
    kind: int
    shipment: str
    line: str
    item: str
    description: str
    on: date | None
    """The day it was decided for: its own, unless another was asked for."""
    start: str
    end: str
    parties: Mapping[str, str]
    """Role → name."""
    value: Fraction | None
    answers: tuple[Answer, ...]
    """In each world of the summary, in its order."""
    finding: Finding
    portfolio: Portfolio

    @property
    def anchor(self) -> str:
        """What the page calls it."""
        return f"l{self.number + 1}"

    @property
    def name(self) -> str:
        """What people call it."""
        return f"{self.shipment} / {self.line}"

    @property
    def answer(self) -> Answer:
        """The answer in the law as known."""
        return self.finding.answer

    @cached_property
    def decision(self) -> Decision:
        """The line, decided."""
        return self.portfolio.decisions[self.number]

    @property
    def importer(self) -> str | None:
        """The importer's name, if one is stated."""
        return self.parties.get("importer")

    @property
    def end_user(self) -> str | None:
        """The end user's name, if one is stated."""
        return self.parties.get("end_user")


@dataclass(frozen=True, slots=True)
class Part:
    """One article of a kind of line: the number of the kind, and of the article in it."""

    kind: int
    at: int
    application: Application
    told: Told

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What could still change its answer."""
        return self.told.missing


class Rows:
    """The lines of a portfolio; each row is made when it is asked for."""

    def __init__(self, portfolio: Portfolio, worlds: tuple[str, ...]) -> None:
        self.portfolio, self.worlds = portfolio, worlds
        self._names = _named(portfolio, "parties", "party", "name")
        self._described = descriptions(portfolio)

    def __len__(self) -> int:
        return len(self.portfolio.of)

    def row(self, number: int) -> Row:
        """One line, by its number."""
        portfolio = self.portfolio
        shipment, line, item, on, *_ = portfolio.lines.row(number)
        kind = portfolio.of[number]
        finding = portfolio.findings[kind]
        found = finding.line
        facts = found.applications[0].sheet.facts if found.applications else {}
        return Row(
            number,
            kind,
            shipment,
            line,
            item or "?",
            self._described.get(item or "", ""),
            (portfolio.asked.on or on) if finding.articles else on,
            str(facts.get("ship_from", "?")),
            str(facts.get("ship_to", "?")),
            self.parties(finding),
            portfolio.worth.of_line(number),
            tuple(finding.answers[world] for world in self.worlds),
            finding,
            portfolio,
        )

    def parties(self, finding: Finding) -> dict[str, str]:
        """Role → name of the parties of a kind of line."""
        stated = finding.line.parties.items()
        return {role: self._names.get(party, party) for role, party in stated if party is not None}

    @cached_property
    def of_kind(self) -> list[list[int]]:
        """For each kind, the numbers of its lines, in order."""
        found: list[list[int]] = [[] for _ in self.portfolio.findings]
        for number, kind in enumerate(self.portfolio.of):
            found[kind].append(number)
        return found

    def first(self, kinds: Iterable[int], most: int) -> list[Row]:
        """The first lines of some kinds."""
        numbers = merge(*(self.of_kind[kind] for kind in kinds))
        return [self.row(number) for number in islice(numbers, most)]

    @cached_property
    def kinds(self) -> list[Row]:
        """The first line of each kind."""
        return [self.row(lines[0]) for lines in self.of_kind]

    def tally(self, kinds: Iterable[int]) -> Tally:
        """The tally of the lines of some kinds."""
        return Tally.of(self.portfolio, kinds)

    def parts(self, finding: Finding, kind: int) -> Iterator[Part]:
        """The articles of a kind of line."""
        pairs = zip(finding.line.applications, finding.articles, strict=True)
        return (Part(kind, at, one, told) for at, (one, told) in enumerate(pairs))

    @cached_property
    def every_part(self) -> list[Part]:
        """The articles of every kind, in the order in which lines first have them."""
        findings = enumerate(self.portfolio.findings)
        return [part for kind, finding in findings for part in self.parts(finding, kind)]

    def determination(self, part: Part) -> Determination:
        """An article as the first line of its kind has it."""
        return self.portfolio.decisions[self.of_kind[part.kind][0]].determinations[part.at]

    @cached_property
    def days(self) -> list[set[date]]:
        """For each kind, the days on which its lines leave, each on its own."""
        found: list[set[date]] = [set() for _ in self.portfolio.findings]
        for kind, on in zip(self.portfolio.of, self.portfolio.lines["on"].to_list(), strict=True):
            if on is not None:
                found[kind].add(on)
        return found

    def decided_on(self, kind: int) -> set[date]:
        """The days for which the lines of a kind were decided."""
        asked = self.portfolio.asked.on
        return self.days[kind] if asked is None else {asked}

    @cached_property
    def gravest(self) -> list[int]:
        """The numbers of all lines in the order in which they need somebody.

        By outcome, those without a value, then the most valuable.
        """
        portfolio = self.portfolio
        ranks = [ORDER.index(finding.answer.outcome) for finding in portfolio.findings]
        named = portfolio.lines.select("shipment", "line").iter_rows()
        keys = [
            (ranks[kind], value is not None, -(value or 0), f"{shipment} / {line}")
            for kind, value, (shipment, line) in zip(
                portfolio.of, portfolio.worth.shown, named, strict=True
            )
        ]
        return sorted(range(len(keys)), key=keys.__getitem__)

    def shown(self, most: int) -> list[Row]:
        """The rows of the table of all lines: all in order, or of too many the gravest."""
        numbers = range(len(self)) if len(self) <= most else self.gravest[:most]
        return [self.row(number) for number in numbers]


def descriptions(portfolio: Portfolio) -> dict[str, str]:
    """What the items table calls each item."""
    return _named(portfolio, "items", "item", "description")


def _named(portfolio: Portfolio, table: str, key: str, name: str) -> dict[str, str]:
    rows = portfolio.folder.tables[table].rows
    return {row[key]: row[name] for row in rows.iter_rows(named=True) if row[name] is not None}
