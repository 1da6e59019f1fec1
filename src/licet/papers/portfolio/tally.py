"""What is kept of a part of a portfolio: its counts, and the gravest of its lines as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from heapq import nsmallest
from pathlib import Path
from typing import Any

from licet.intake import row_texts
from licet.papers.report import ORDER, Totals
from licet.papers.report import Tally as Sum
from licet.verdict import Portfolio

_ZERO = Decimal(0)
GRAVEST = 2000
"""Lines that the report of many is about at most."""


@dataclass(frozen=True, slots=True)
class Grave:
    """One line: how it stands among others, and its row of the shipments as texts."""

    order: tuple[int, bool, Fraction, str, int]
    row: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of a part, and its gravest lines, the gravest first."""

    lines: int
    quarantined: int
    totals: Totals
    gravest: tuple[Grave, ...]
    faults: tuple[str, ...]

    @classmethod
    def of(cls, portfolio: Portfolio, quarantined: int) -> Tally:
        """The tally of one part."""
        return cls(
            len(portfolio.of),
            quarantined,
            Totals.of(portfolio),
            tuple(_gravest(portfolio)),
            tuple(map(str, portfolio.assembled.faults)),
        )

    @classmethod
    def together(cls, several: Iterable[Tally]) -> Tally:
        """The tally of all parts."""
        first, *others = several
        totals = first.totals
        for one in others:
            totals = totals.plus(one.totals)
        every = [first, *others]
        graves = (grave for one in every for grave in one.gravest)
        return cls(
            sum(one.lines for one in every),
            sum(one.quarantined for one in every),
            totals,
            tuple(nsmallest(GRAVEST, graves, key=lambda grave: grave.order)),
            tuple(dict.fromkeys(fault for one in every for fault in one.faults)),
        )

    def beyond(self, before: Tally | None) -> Tally:
        """The tally of this part without what cannot be told of it behind other parts.

        That is faults that they have told, and lines that are not among the gravest of all so far;
        so a run that was stopped keeps what one that was not would.
        """
        if before is None:
            return self
        told = frozenset(before.faults)
        shown = frozenset(grave.order for grave in Tally.together((before, self)).gravest)
        return replace(
            self,
            gravest=tuple(grave for grave in self.gravest if grave.order in shown),
            faults=tuple(fault for fault in self.faults if fault not in told),
        )

    def as_json(self) -> dict[str, Any]:
        """As the manifest keeps it."""
        totals = self.totals
        return {
            "lines": self.lines,
            "quarantined": self.quarantined,
            "worlds": {name: _sums(tallies) for name, tallies in totals.worlds.items()},
            "waits": _sums(totals.waits),
            "days": None if totals.days is None else [day.isoformat() for day in totals.days],
            "unknown_facts": totals.unknown_facts,
            "unknown_standing": totals.unknown_standing,
            "differing": totals.differing,
            "gravest": [
                [[*one.order[:2], str(one.order[2]), *one.order[3:]], dict(one.row)]
                for one in self.gravest
            ],
            "faults": list(self.faults),
        }

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Tally:
        """The tally that the manifest keeps."""
        days = data["days"]
        totals = Totals(
            {name: _read(sums) for name, sums in data["worlds"].items()},
            _read(data["waits"]),
            None if days is None else (date.fromisoformat(days[0]), date.fromisoformat(days[1])),
            data["unknown_facts"],
            data["unknown_standing"],
            data["differing"],
        )
        gravest = tuple(
            Grave((rank, valued, Fraction(value), name, number), row)
            for (rank, valued, value, name, number), row in data["gravest"]
        )
        faults = tuple(data["faults"])
        return cls(data["lines"], data["quarantined"], totals, gravest, faults)


def _sums(tallies: Mapping[str, Sum]) -> dict[str, list[Any]]:
    return {name: [one.lines, str(one.value), one.unvalued] for name, one in tallies.items()}


def _read(data: Mapping[str, Any]) -> dict[str, Sum]:
    return {n: Sum(lines, Fraction(value), without) for n, (lines, value, without) in data.items()}


def _gravest(portfolio: Portfolio) -> list[Grave]:
    """The gravest lines that could be read, as the report orders them."""
    ranks = [ORDER.index(finding.answer.outcome) for finding in portfolio.findings]
    rows = portfolio.folder.tables["shipments"].rows
    own = rows.select("shipment", "line", "_line").iter_rows()
    values = portfolio.worth.shown
    orders = (
        (
            (ranks[kind], v is not None, (v or _ZERO).copy_negate(), f"{shipment} / {line}", place),
            number,
        )
        for number, (kind, v, (shipment, line, place)) in enumerate(
            zip(portfolio.of, values, own, strict=False)
        )
    )
    found = nsmallest(GRAVEST, orders)
    return [
        Grave(
            (rank, valued, Fraction(value), name, place),
            row_texts(dict(zip(rows.columns, rows.row(number), strict=True))),
        )
        for (rank, valued, value, name, place), number in found
    ]


def summary_json(tally: Tally, portfolio: Portfolio, parts: int, out: Path) -> dict[str, Any]:
    """The counts of all parts and what they rest on, ready for JSON."""
    return {
        "folder": str(portfolio.folder.path),
        "lines": tally.lines,
        "parts": parts,
        "counts": {
            world: {outcome: one.lines for outcome, one in tallies.items()}
            for world, tallies in tally.totals.worlds.items()
        },
        "unknown_facts": tally.totals.unknown_facts,
        "unknown_standing": tally.totals.unknown_standing,
        "quarantined": tally.quarantined,
        "faults": [*map(str, portfolio.folder.quarantine), *tally.faults],
        "known": portfolio.known,
        "scenario": portfolio.scenario,
        "rulebook": {
            "fingerprint": portfolio.book.fingerprint,
            "checked_on": portfolio.book.checked_on,
        },
        "lists": portfolio.assembled.parties.lists.record(),
        "out": str(out),
    }
