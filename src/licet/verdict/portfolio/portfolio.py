"""A whole portfolio decided: every kind of line once, and every line by its kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from licet.basics import Fault
from licet.rulebook import STALE_AFTER_DAYS, Rulebook
from licet.verdict.compose import UNDETERMINED
from licet.verdict.portfolio.decision import Asked, Decision, Determination, Finding
from licet.verdict.worlds import ACTUAL

if TYPE_CHECKING:
    import narwhals as nw

    from licet.facts import Assembled, Line, Worth
    from licet.intake import Folder

COLUMNS = (
    "shipment", "line", "item", "on", "exporter", "importer", "end_user", "value", "currency",
    "place",
)  # fmt: skip
"""What `Portfolio.lines` has of each line."""


@dataclass(frozen=True)
class Portfolio:
    """An exporter's folder, decided.

    Attributes:
        folder: what was read.
        assembled: the kinds of lines, put together, and what was wrong on the way.
        findings: one for each kind of line, and one for each line whose row was left out.
        lines: a frame with a row for each line (`COLUMNS`), those left out last.
        of: for each line the number of its finding.
        scenarios: the worlds that are shipped scenarios.
    """

    folder: Folder
    assembled: Assembled
    findings: tuple[Finding, ...]
    lines: nw.DataFrame[Any]
    of: Sequence[int]
    asked: Asked
    scenarios: tuple[str, ...]

    @property
    def book(self) -> Rulebook:
        """The rulebook it was decided by."""
        return self.asked.book

    @property
    def known(self) -> date:
        """Law and lists are as they could be known on this day."""
        return self.asked.known

    @property
    def scenario(self) -> str | None:
        """The scenario taken as made."""
        return self.asked.scenario

    @property
    def readings(self) -> Mapping[str, str | None]:
        """The readings taken otherwise than by default."""
        return self.asked.readings

    @cached_property
    def decisions(self) -> Decisions:
        """Every line, in order."""
        return Decisions(self)

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """For each finding, how many lines it is on."""
        counted = Counter(self.of)
        return tuple(counted[number] for number in range(len(self.findings)))

    @cached_property
    def worth(self) -> Worth:
        """What the lines are worth in the base currency."""
        from licet.facts import Worth

        return Worth(self.lines, self.of, self.assembled.factor)

    def counts(self, world: str = ACTUAL) -> Counter[str]:
        """How many lines have each outcome in a world."""
        found: Counter[str] = Counter()
        for finding, lines in self.each:
            found[finding.answers[world].outcome] += lines
        return found

    @property
    def each(self) -> Iterator[tuple[Finding, int]]:
        """Every finding, and how many lines it is on."""
        return zip(self.findings, self.sizes, strict=True)

    def count(self, what: Callable[[Finding], bool]) -> int:
        """How many lines something is true of."""
        return sum(lines for finding, lines in self.each if what(finding))

    def place(self, number: int) -> str:
        """The file and the line in it that a line was read from."""
        found: str = self.lines.row(number)[COLUMNS.index("place")]
        return found

    def names(self, numbers: Iterable[int]) -> list[str]:
        """Lines by their shipment and number."""
        from licet.intake import row_key

        return [row_key(*self.lines.row(number)[:2]) for number in numbers]

    def open_among(self, numbers: Iterable[int]) -> list[int]:
        """Those of some lines that are undetermined."""
        is_open = [finding.answer.outcome == UNDETERMINED for finding in self.findings]
        return [number for number in numbers if is_open[self.of[number]]]

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What was wrong with the rows: those in quarantine, and those that widen a range."""
        return (*self.folder.quarantine, *self.assembled.faults)

    @property
    def stale(self) -> bool:
        """Were the law files last compared too long ago?"""
        return self.known - self.book.checked_on > timedelta(days=STALE_AFTER_DAYS)


class Decisions(Sequence[Decision]):
    """The lines of a portfolio, each made from its finding when it is asked for."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._of, self._findings = portfolio.of, portfolio.findings
        self._rows, self._asked, self._worth = portfolio.lines, portfolio.asked, portfolio.worth

    def __len__(self) -> int:
        return len(self._of)

    @overload
    def __getitem__(self, number: int) -> Decision: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Decision]: ...
    def __getitem__(self, number: int | slice) -> Decision | Sequence[Decision]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        at = range(len(self))[number]
        return self._made(at, self._rows.row(at))

    def __iter__(self) -> Iterator[Decision]:
        for number, row in enumerate(self._rows.iter_rows()):
            yield self._made(number, row)

    def _made(self, number: int, row: tuple[Any, ...]) -> Decision:
        kind = self._of[number]
        finding = self._findings[kind]
        own = dict(zip(COLUMNS, row, strict=True))
        return Decision(number, kind, self._line(finding.line, own), finding, self._asked)

    def _line(self, kind: Line, own: Mapping[str, Any]) -> Line:
        if kind.quarantined:
            return kind
        value = self._worth.of(own["value"], own["currency"], own["on"])
        named = {name: own[name] for name in ("shipment", "line", "on")}
        return kind.at(own["place"], value=value, **named)


def determinations(portfolio: Portfolio) -> Iterator[Determination]:
    """Every article of every line."""
    return (one for decision in portfolio.decisions for one in decision.determinations)
