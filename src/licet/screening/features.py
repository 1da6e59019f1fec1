"""What makes a name like another: features, each with its reason, and the one threshold.

`FEATURES` is the whole pipeline, in order. The best feature about the name counts; what is said
about country and legal form lowers it. Nothing here makes two names the same: that is decided by
equal keys alone (`licet.screening.index`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from licet.screening.candidate import Feature

if TYPE_CHECKING:
    from collections.abc import Callable

    from licet.screening.name import Key

THRESHOLD = 0.85
"""A candidate scores at least this much: about one wrong letter in seven."""


def equal(a: Key, b: Key) -> Feature | None:
    """The same name once script, legal form and branch are out of the way."""
    if a.core != b.core:
        return None
    disguised = " written with look-alike letters" if a.disguised else ""
    return Feature("equal", 1.0, f"the same name, {b.core}{disguised}")


def word_order(a: Key, b: Key) -> Feature | None:
    """The same words in another order."""
    if a.core == b.core or a.ordered != b.ordered:
        return None
    return Feature("word_order", 0.97, f"the same words in another order: {' '.join(a.words)}")


def spelling(a: Key, b: Key) -> Feature | None:
    """The same name but for a few letters (optimal string alignment, 1 = none)."""
    distance = min(OSA.distance(a.core, b.core), OSA.distance(a.ordered, b.ordered))
    weight = 1 - distance / max(len(a.core), len(b.core), 1)
    if distance == 0 or weight < THRESHOLD:
        return None
    return Feature("spelling", round(weight, 3), f"{distance} letters apart from {b.core}")


FEATURES: tuple[Callable[[Key, Key], Feature | None], ...] = (equal, word_order, spelling)
