"""Does a clause stand on a day: in force, suspended, not yet, ended, or not established.

Four times are kept apart: *effect* (in force from, suspended through), *publication* (what
could be known on the day `known`), encoding (the rulebook's fingerprint) and determination.
When a suspension has run out and no instrument says what follows, standing is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from licet.basics import Truth, next_day
from licet.rulebook.clause import Change, Clause

Standing = Literal["in_force", "suspended", "not_yet", "ended", "unknown"]

IN_FORCE: dict[Standing, Truth] = {
    "in_force": True,
    "suspended": False,
    "not_yet": False,
    "ended": False,
    "unknown": None,
}
"""Whether a clause with this standing has effect."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The standings of a clause in order: each holds from its day until the next one's."""

    steps: tuple[tuple[date, Standing], ...]

    def on(self, given: date) -> Standing:
        """The standing on one day; before the first step it is not yet in force."""
        found: Standing = "not_yet"
        for start, standing in self.steps:
            if start > given:
                break
            found = standing
        return found


def timeline(
    clause: Clause,
    published: date,
    changes: Sequence[Change],
    known: date,
    *,
    last_day_included: Truth,
) -> Timeline:
    """The standings of `clause` as they could be known on the day `known`.

    Args:
        clause: the clause.
        published: the day its instrument was published.
        changes: every suspension and resumption of the book and of the scenario, if any.
        known: only what was published by then counts; a scenario's changes always count.
        last_day_included: reading A-18: is the last day of a suspension still suspended?
    """
    if published > known:
        return Timeline(())
    relevant = [
        change
        for change in changes
        if change.covers(clause) and (change.published is None or change.published <= known)
    ]
    days = sorted(_turning_days(clause, relevant))
    steps: list[tuple[date, Standing]] = []
    for given in days:
        standing = _standing(clause, relevant, given, last_day_included)
        if not steps or steps[-1][1] != standing:
            steps.append((given, standing))
    return Timeline(tuple(steps))


def _turning_days(clause: Clause, changes: Iterable[Change]) -> set[date]:
    days = {clause.start}
    if clause.through is not None:
        days.add(next_day(clause.through))
    for change in changes:
        days.add(change.start)
        if change.through is not None:
            days |= {change.through, next_day(change.through)}
    return days


def _standing(
    clause: Clause, changes: Sequence[Change], given: date, last_day_included: Truth
) -> Standing:
    if given < clause.start:
        return "not_yet"
    if clause.through is not None and given > clause.through:
        return "ended"
    suspensions = [change for change in changes if change.kind == "suspends"]
    active = [_active(change, given, last_day_included) for change in suspensions]
    if True in active:
        return "suspended"
    if None in active:
        return "unknown"
    over = [c.through for c in suspensions if c.through is not None and c.through <= given]
    if not over:
        return "in_force"
    return "in_force" if _resumed(changes, max(over), given) else "unknown"


def _active(change: Change, given: date, last_day_included: Truth) -> Truth:
    if given < change.start or (change.through is not None and given > change.through):
        return False
    return last_day_included if given == change.through else True


def _resumed(changes: Sequence[Change], since: date, given: date) -> bool:
    return any(c.kind == "resumes" and since <= c.start <= given for c in changes)
