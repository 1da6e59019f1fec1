"""Which lines change their answer between two sides; see `flips`.

Sides differ in day, scenario or rulebook. A line flips when its outcome, its policy or a duty
changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from licet.foresee.cause import Cause, Causes
from licet.foresee.sides import Decided, Deciding, Side


@dataclass(frozen=True, slots=True)
class Flip:
    """A kind of line that flips; `kind` is its number."""

    kind: int
    before: Decided
    after: Decided
    cause: Cause

    @property
    def gained(self) -> dict[str, str]:
        """Duties that come in, with their cites."""
        return {k: v for k, v in self.after.duties.items() if k not in self.before.duties}

    @property
    def lost(self) -> dict[str, str]:
        """Duties that fall away, with their cites."""
        return {k: v for k, v in self.before.duties.items() if k not in self.after.duties}

    @property
    def move(self) -> tuple[str, str]:
        """Outcome before and after."""
        return self.before.answer.outcome, self.after.answer.outcome


def flips(
    before: Sequence[Decided], after: Sequence[Decided], sides: tuple[Side, Side], by: Deciding
) -> Iterator[Flip]:
    """The kinds of lines that flip from one side to the other."""
    causes = Causes((by.judge(sides[0]), by.judge(sides[1])))
    for kind, (one, other) in enumerate(zip(before, after, strict=True)):
        if _telling(one) != _telling(other):
            yield Flip(kind, one, other, causes.of(one, other))


def _telling(one: Decided) -> tuple[Any, ...]:
    return one.answer.outcome, one.answer.review, frozenset(one.duties)
