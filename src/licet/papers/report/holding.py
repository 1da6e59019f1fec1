"""Pictures of who holds the parties that are, or may be, held by a listed one."""

from __future__ import annotations

from datetime import date

from licet.facts import holders_of
from licet.papers.holders import Told, told_of
from licet.papers.report.lines import Rows
from licet.papers.report.speech import Speech
from licet.verdict import Portfolio

PICTURES = 12
"""Parties that are drawn at most."""
_ROLES = ("importer", "end_user")


def holdings_of(rows: Rows, portfolio: Portfolio, say: Speech) -> tuple[Told, ...]:
    """The holders of the importers and end users in question, those surely held first.

    Each is drawn as of the last day on which a line has it; of a party that nobody may hold, or
    of whose holders nothing is on record, there is nothing to draw.
    """
    parties = portfolio.assembled.parties
    last: dict[str, date] = {}
    for finding, days in zip(portfolio.findings, rows.days, strict=True):
        for role in _ROLES:
            name = finding.line.parties.get(role)
            if name is not None and days:
                last[name] = max(*days, last.get(name, date.min))
    standing = [(parties.on(name, on).held, name, on) for name, on in last.items()]
    found = sorted((held is not True, name, on) for held, name, on in standing if held is not False)
    drawn = (holders_of(parties, name, on) for _, name, on in found)
    recorded = [holders for holders in drawn if holders.held.recorded]
    return tuple(
        told_of(holders, say.lang, f"holders-{number}")
        for number, holders in enumerate(recorded[:PICTURES], start=1)
    )
