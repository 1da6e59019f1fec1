"""What two days, scenarios or rulebooks do to a whole folder; start at `impact`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from licet.bom import Graph
from licet.facts import Kinds, Lists, Worth, days_of_facts, each_day, kinds
from licet.foresee.flips import Flip, flips
from licet.foresee.sides import Decided, Deciding, Side, judge_of
from licet.intake import Folder

__all__ = ["Impact", "Side", "Turn", "impact", "next_turn"]

MONTHS = 24
"""How far the calendar looks ahead."""
_MANY = 20_000
"""With more kinds of lines than this, the calendar keeps the facts of its first day."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which lines flip, in the law as known or in a scenario.

    Attributes:
        on: the day.
        scenario: the scenario; `None` is the law as known.
        lines, value: how many lines flip, and what they are worth as far as it is known.
        without: how many of them have no value that is known.
        moves: outcome before and after → how many lines; a change of policy or duty alone
            keeps the outcome.
        cites: the clauses behind it.
        counts: outcome → lines, from this day on.
    """

    on: date
    scenario: str | None
    lines: int
    value: Fraction
    without: int
    moves: Mapping[tuple[str, str], int]
    cites: tuple[str, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Impact:
    """Every line that flips between two sides, and the calendar of flips ahead."""

    sides: tuple[Side, Side]
    kinds: Kinds
    flips: tuple[Flip, ...]
    counts: tuple[Mapping[str, int], Mapping[str, int]]
    calendar: tuple[Turn, ...]
    currency: str | None
    worth: Worth
    facts_held: bool
    """Does the calendar keep the facts of its first day, the portfolio being too large?"""

    def lines(self, flip: Flip) -> Sequence[int]:
        """The numbers of the lines of a flip's kind."""
        return self.kinds.lines[flip.kind]

    def value(self, flip: Flip) -> Fraction:
        """What the lines of a flip are worth, as far as their values are known."""
        return self.worth.of_kinds([flip.kind])

    @cached_property
    def moves(self) -> Mapping[tuple[str, str], tuple[int, Fraction]]:
        """Outcome before and after → lines and value."""
        found: dict[tuple[str, str], tuple[int, Fraction]] = {}
        for flip in self.flips:
            lines, value = found.get(flip.move, (0, Fraction(0)))
            found[flip.move] = lines + self.kinds.counts[flip.kind], value + self.value(flip)
        return found


def impact(
    folder: Folder,
    before: Side,
    after: Side,
    *,
    months: int = MONTHS,
    progress: Callable[[str], None] = lambda _: None,
) -> Impact:
    """Every line whose outcome, policy or duty is another on the second side.

    Args:
        folder: what was read.
        before: the first side; the calendar starts on its day.
        after: the second side.
        months: how far the calendar looks ahead; 0 for none.
        progress: told what is being done.
    """
    progress("group")
    sorts = kinds(folder, each_day if before.on is None or after.on is None else None)
    by = Deciding(sorts)
    progress("before")
    first = by.decided(before)
    progress("after")
    second = by.decided(after)
    progress("compare")
    found = tuple(flips(first, second, (before, after), by))
    tables = {name: table.rows for name, table in folder.tables.items()}
    rates = Graph.of(tables, folder.tainted()).rates
    worth = Worth(sorts.rows, sorts.of, rates.factor)
    counts = _counts(first, sorts), _counts(second, sorts)
    progress("calendar")
    held = len(first) > _MANY
    ahead = before if before.on else replace(before, on=before.known)
    begun = first if ahead == before else by.decided(ahead)
    turns = tuple(_calendar(by, ahead, begun, months, worth, held=held)) if months else ()
    return Impact((before, after), sorts, found, counts, turns, rates.base, worth, held)


def _counts(decided: Sequence[Decided], sorts: Kinds) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for one, lines in zip(decided, sorts.counts, strict=True):
        found[one.answer.outcome] += lines
    return found


def _calendar(
    by: Deciding,
    start: Side,
    begun: Sequence[Decided],
    months: int,
    worth: Worth,
    *,
    held: bool,
) -> Iterator[Turn]:
    """The days ahead on which something flips, in the law as known and in each scenario."""
    if start.on is None:
        return
    until = _later(start.on, months)
    scenarios = dict.fromkeys((start.scenario, None, *start.book.scenarios))
    folder = by.kinds.folder
    lists = Lists.beside(folder.path, start.known)
    changing = () if held else tuple(days_of_facts(folder, lists))
    for scenario in scenarios:
        side = replace(start, scenario=scenario)
        lines = by.judge(side).timelines.values()
        days = {day for line in lines for day, _ in line.steps} | set(changing)
        before = begun if side == start else by.decided(side)
        for day in sorted(day for day in days if start.on < day <= until):
            turned = replace(side, on=day)
            after = by.decided(turned, facts_of=side if held else None)
            found = list(flips(before, after, (side, turned), by))
            if found:
                yield _turn(day, scenario, found, after, by.kinds, worth)
            side, before = turned, after


def _turn(
    day: date,
    scenario: str | None,
    found: Sequence[Flip],
    after: Sequence[Decided],
    sorts: Kinds,
    worth: Worth,
) -> Turn:
    moves: Counter[tuple[str, str]] = Counter()
    for flip in found:
        moves[flip.move] += sorts.counts[flip.kind]
    lines = sum(sorts.counts[flip.kind] for flip in found)
    cites = dict.fromkeys(flip.cause.cite for flip in found if flip.cause.cite is not None)
    value = worth.of_kinds(flip.kind for flip in found)
    without = sum(worth.without(flip.kind) for flip in found)
    return Turn(day, scenario, lines, value, without, moves, tuple(cites), _counts(after, sorts))


def next_turn(side: Side, after: date) -> date | None:
    """The next day on which some clause changes its standing; `None` if none does."""
    lines = judge_of(side).timelines.values()
    return min((day for line in lines for day, _ in line.steps if day > after), default=None)


def _later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    last = min(day.day, 28)
    return date(day.year + years, month + 1, last)
