"""Yes, no and not known: Kleene's strong three-valued logic.

A truth is ``True``, ``False`` or ``None`` (unknown). Learning what was unknown never
overturns an answer that was already definite (S. C. Kleene, 1952, §64).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Truth = bool | None


def negate(truth: Truth) -> Truth:
    """Not `truth`; unknown stays unknown."""
    return None if truth is None else not truth


def all_of(truths: Iterable[Truth]) -> Truth:
    """Do all hold? One ``False`` settles it; otherwise any unknown leaves it unknown."""
    unknown = False
    for truth in truths:
        if truth is False:
            return False
        unknown = unknown or truth is None
    return None if unknown else True


def any_of(truths: Iterable[Truth]) -> Truth:
    """Does at least one hold? One ``True`` settles it; otherwise any unknown leaves it unknown."""
    unknown = False
    for truth in truths:
        if truth is True:
            return True
        unknown = unknown or truth is None
    return None if unknown else False
