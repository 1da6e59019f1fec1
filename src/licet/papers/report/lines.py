"""Every line as a row of the report: where it goes, to whom, what it is worth, what is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from licet.papers.report.summary import ORDER, world_names
from licet.verdict import Answer, Decision, Portfolio


@dataclass(frozen=True, slots=True)
class Row:
    """One line, as a table shows it."""

    anchor: str
    name: str
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
    decision: Decision

    @property
    def answer(self) -> Answer:
        """The answer in the law as known."""
        return self.decision.answer

    @property
    def importer(self) -> str | None:
        """The importer's name, if one is stated."""
        return self.parties.get("importer")

    @property
    def end_user(self) -> str | None:
        """The end user's name, if one is stated."""
        return self.parties.get("end_user")


def rows_of(portfolio: Portfolio) -> list[Row]:
    """The rows of a portfolio, in the order of its lines."""
    names = _named(portfolio, "parties", "party", "name")
    described = descriptions(portfolio)
    worlds = world_names(portfolio)
    return [
        _row(f"l{number}", decision, names, described, worlds)
        for number, decision in enumerate(portfolio.decisions, 1)
    ]


def gravest_first(row: Row) -> tuple[Any, ...]:
    """The order in which lines need somebody: by outcome, then the most valuable."""
    value = Fraction(0) if row.value is None else row.value
    return ORDER.index(row.answer.outcome), row.value is not None, -value, row.name


def descriptions(portfolio: Portfolio) -> dict[str, str]:
    """What the items table calls each item."""
    return _named(portfolio, "items", "item", "description")


def _row(
    anchor: str,
    decision: Decision,
    names: Mapping[str, str],
    described: Mapping[str, str],
    worlds: tuple[str, ...],
) -> Row:
    line = decision.line
    facts = line.applications[0].sheet.facts if line.applications else {}
    parties = {
        role: names.get(party, party) for role, party in line.parties.items() if party is not None
    }
    return Row(
        anchor,
        f"{line.shipment} / {line.line}",
        line.shipment,
        line.line,
        line.item or "?",
        described.get(line.item or "", ""),
        decision.determinations[0].case.on if decision.determinations else line.on,
        str(facts.get("ship_from", "?")),
        str(facts.get("ship_to", "?")),
        parties,
        line.value,
        tuple(decision.answers[world] for world in worlds),
        decision,
    )


def _named(portfolio: Portfolio, table: str, key: str, name: str) -> dict[str, str]:
    rows = portfolio.folder.tables[table].rows
    return {row[key]: row[name] for row in rows.iter_rows(named=True) if row[name] is not None}
