"""Life lines: how clauses stand over time, as a picture with its years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from licet.rulebook import Clause, Timeline

_MARGIN = timedelta(days=60)
_WHOLE = 1000
_APART = 90
"""Years whose marks are nearer than this are not both named."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A stretch of time, and where days lie on it in thousandths."""

    first: date
    last: date

    def at(self, day: date) -> int:
        """Where a day lies."""
        inside = min(max(day, self.first), self.last)
        return (inside - self.first).days * _WHOLE // max((self.last - self.first).days, 1)

    @property
    def years(self) -> list[tuple[int, int]]:
        """The years that begin on it, and where; only as many as can be told apart."""
        found: list[tuple[int, int]] = []
        for year in range(self.first.year + 1, self.last.year + 1):
            at = self.at(date(year, 1, 1))
            if (not found or at - found[-1][1] >= _APART) and at <= _WHOLE - _APART // 2:
                found.append((year, at))
        return found


@dataclass(frozen=True, slots=True)
class Life:
    """The standings of some clauses over time: day, standing, where it begins, how long it is."""

    cites: str
    steps: tuple[tuple[date, str, int, int], ...]


Picture = tuple[Axis, tuple[Life, ...]]


def axis_of(clauses: Sequence[Clause], lines: Mapping[str, Timeline], on: date) -> Axis:
    """The time in which some clauses change their standing, with a day that is to be seen."""
    days = [day for clause in clauses for day, _ in lines[clause.cite].steps]
    return Axis(min(*days, on, on) - _MARGIN, max(*days, on, on) + _MARGIN)


def lives(clauses: Sequence[Clause], lines: Mapping[str, Timeline], axis: Axis) -> tuple[Life, ...]:
    """The life lines of clauses; those that stand and fall together share one."""
    groups: dict[tuple[tuple[date, str], ...], list[str]] = {}
    for clause in clauses:
        groups.setdefault(lines[clause.cite].steps, []).append(clause.cite)
    found = []
    for steps, cites in groups.items():
        ends = [day for day, _ in steps[1:]] + [axis.last]
        placed = tuple(
            (day, standing, axis.at(day), max(axis.at(end) - axis.at(day), 1))
            for (day, standing), end in zip(steps, ends, strict=True)
        )
        told = cites[0] if len(cites) == 1 else f"{cites[0]} … {cites[-1]} ({len(cites)})"
        found.append(Life(told, placed))
    return tuple(found)
