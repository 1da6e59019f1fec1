"""The case of a page: decided, with what to ask next and what its what-ifs would be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any

from licet.foresee import Inquiry, Step
from licet.rulebook import DECIDING, Rulebook
from licet.verdict import Answer, Case, Verdict, decide_cases
from licet.web.address import Address

_MARGIN = timedelta(days=31)
_KEPT = 256
"""Cases whose questions are kept in memory; any of them can be worked out again."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which a case has one answer; the last one has no end."""

    since: date
    until: date | None
    answer: Answer


class Asked:
    """One case in one state of knowledge."""

    def __init__(self, address: Address, book: Rulebook) -> None:
        self.address, self.book = address, book
        self.case: Case = address.case(book)
        self.inquiry = Inquiry(self.case, book)

    @cached_property
    def answer(self) -> Answer:
        """Outcome and policy so far."""
        return self.inquiry.found

    @cached_property
    def verdict(self) -> Verdict:
        """The whole verdict, as `licet decide` gives it."""
        return decide_cases([self.case], self.book)[0]

    @cached_property
    def next(self) -> Step | None:
        """The question to ask now; nothing if none is left that somebody may know."""
        steps = self.inquiry.soon(self.address.told)
        return steps[0] if steps else None

    @cached_property
    def to_ask(self) -> int:
        """How many questions may still be asked; an answer often settles several."""
        gaps = (gap for gap in self.inquiry.gaps if gap.kind != "standing")
        return sum(gap.name not in self.address.told for gap in gaps)

    @cached_property
    def waits_for_law(self) -> tuple[str, ...]:
        """Instruments whose standing is not established and matters."""
        return tuple(gap.name for gap in self.inquiry.gaps if gap.kind == "standing")

    def by_option(self, reading: str) -> Mapping[str, Answer]:
        """What the answer would be under each option of a reading."""
        one = self.book.readings[reading]
        rows = [{**self.inquiry.row, one.column: option} for option in one.options]
        return dict(zip(one.options, self.inquiry.judge.answers(rows), strict=True))

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """What the case would be answered on each day of the law's timeline."""
        lines = self.inquiry.judge.timelines
        turns = {
            on for c in self.book.clauses if c.then in DECIDING for on, _ in lines[c.cite].steps
        }
        days = sorted(turns) or [self.case.on]
        days.insert(0, days[0] - _MARGIN)
        rows = [{**self.inquiry.row, "on": on} for on in days]
        found: list[tuple[date, Answer]] = []
        for on, answer in zip(days, self.inquiry.judge.answers(rows), strict=True):
            if not found or found[-1][1] != answer:
                found.append((on, answer))
        ends = [on for on, _ in found[1:]]
        return tuple(
            Stretch(since, until, answer)
            for (since, answer), until in zip(found, [*ends, None], strict=True)
        )

    def days(self) -> tuple[date, date]:
        """The first and the last day that a timeline of this case shows."""
        turns = [one.since for one in self.stretches]
        return min(turns[0], self.case.on), max(turns[-1], self.case.on) + 2 * _MARGIN


@lru_cache(maxsize=_KEPT)
def _asked(query: str, today: date, book: Rulebook) -> Asked:  # noqa: ARG001 - a day's answers
    from urllib.parse import parse_qsl

    return Asked(Address.read(parse_qsl(query), book), book)


def asked(address: Address, book: Rulebook) -> Asked:
    """The case of an address; one asked for before today is not worked out again.

    Raises:
        Refused: with everything in the address that cannot be right.
    """
    return _asked(address.query(), date.today(), book)  # noqa: DTZ011 - a calendar day


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The clauses that are met in the one verdict and not, or not surely, in the other."""
    was = {one["cite"]: one for one in before["clauses"] if one["then"] not in {"note", "duty"}}
    now = {one["cite"]: one for one in after["clauses"] if one["then"] not in {"note", "duty"}}
    found = []
    for cite in dict.fromkeys([*was, *now]):
        one, other = was.get(cite, {}), now.get(cite, {})
        old = (one.get("met", False), one.get("standing", other.get("standing")))
        new = (other.get("met", False), other.get("standing", one.get("standing")))
        if old != new:
            title = (other or one)["title"]
            found.append({"cite": cite, "title": title, "was": old, "now": new})
    return found
