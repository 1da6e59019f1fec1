"""What makes a name like another: features, each with its reason, and the one threshold.

`FEATURES` is the whole pipeline, in order. The best feature about the name counts; what country,
legal form and branch say against it lowers the score. Nothing here makes two names the same: only
equal keys do (`licet.screening.index`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA, Levenshtein

from licet.screening.candidate import Feature
from licet.screening.cantonese import LEAST_HAN, sketches, spelt
from licet.screening.generic import telling
from licet.screening.script import is_han
from licet.screening.sound import sound

if TYPE_CHECKING:
    from collections.abc import Callable

    from licet.screening.name import Key

THRESHOLD = 0.8
"""A candidate scores at least this much; below it a name is clear.

Every feature gives 0.8 to what it just lets pass and more to what is nearer, so the number means
the same whichever feature gave it. Measured in ``benches/screening.py``.
"""
MOST = 3
"""More wrong letters than this are never looked at, however long the name."""

_ALLOWED = ((3, 0), (5, 1), (12, 2), (10_000, 3))
_ALLOWED_HAN = ((4, 0), (8, 1), (14, 2), (10_000, 3))
_ALLOWED_TELLING = ((3, 0), (6, 1), (13, 2), (10_000, 3))
_CUT, _CUT_EARLY, _LEAST_CUT, _LEAST_CUT_HAN = 0.55, 0.75, 9, 5
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_SCANS = str.maketrans("0i1!|582ge", "ollllsbz9c")


def allowed(length: int, table: tuple[tuple[int, int], ...] = _ALLOWED) -> int:
    """How many letters of a name of that length may be wrong."""
    return next(most for below, most in table if length < below)


def scanned(core: str) -> str:
    """The core with letters that scanners take for each other made equal."""
    for two, one in _PAIRS:
        if two in core:
            core = core.replace(two, one)
    return core.translate(_SCANS)


def equal(a: Key, b: Key) -> Feature | None:
    """The same name once script, legal form and branch are out of the way."""
    if a.core != b.core:
        return None
    guess = f" ({a.guess})" if a.guess else ""
    return Feature("equal", 1.0, f"the same name, {b.core}{guess}")


def word_order(a: Key, b: Key) -> Feature | None:
    """The same words in another order."""
    if a.core == b.core or not any(x == y for x, y in zip(a.orders, b.orders, strict=True)):
        return None
    return Feature("word_order", 0.97, f"the same words in another order: {' '.join(a.words)}")


def spelling(a: Key, b: Key) -> Feature | None:
    """The same name but for a few letters, and few in the words that tell."""
    found = [
        apart
        for mine, its, words in ((a.core, b.core, b.words), (a.whole, b.whole, b.every))
        if (apart := _misspelt(mine, its, words)) is not None
    ]
    if not found:
        return None
    weight, distance = max(found)
    return Feature("spelling", round(weight, 3), f"{distance} wrong letters from {b.core}")


def _misspelt(mine: str, its: str, words: tuple[str, ...]) -> tuple[float, int] | None:
    most = allowed(len(its), _ALLOWED_HAN if is_han(its) else _ALLOWED)
    distance = OSA.distance(mine, its, score_cutoff=most)
    if distance == 0 or distance > most:
        return None
    marks = telling(words)
    steps = Levenshtein.editops(mine, its)
    changed = sum(marks[min(step.dest_pos, len(marks) - 1)] for step in steps)
    if changed - (len(steps) - distance) > allowed(sum(marks), _ALLOWED_TELLING):
        return None
    return 0.95 - 0.15 * distance / (most + 1), distance


def scan(a: Key, b: Key) -> Feature | None:
    """The same name if letters that scanners take for each other are."""
    if a.core == b.core or scanned(a.core) != scanned(b.core):
        return None
    return Feature("scan", 0.95, f"read by a scanner, {b.core} may look like this")


def cut_off(a: Key, b: Key) -> Feature | None:
    """The beginning of the name, cut off by a field that was too short for it.

    A cut between two words that loses a word which tells is more likely another name, such as
    that of the parent company; so is one that goes on with a legal form.
    """
    least = _LEAST_CUT_HAN if is_han(b.core) else _LEAST_CUT
    size = len(a.whole)
    if a.core == b.core or not least <= size < len(b.whole) or not b.whole.startswith(a.whole):
        return None
    part = min(1.0, size / len(b.core))
    between = any(len("".join(b.every[:n])) == size for n in range(1, len(b.every)))
    if part < (_CUT_EARLY if between and any(telling(b.every)[size:]) else _CUT):
        return None
    return Feature("cut_off", round(0.8 + 0.15 * part, 3), f"the beginning of {b.whole}")


def sounds(a: Key, b: Key) -> Feature | None:
    """The same sound in Chinese, whichever characters or letters it is written in."""
    if a.core == b.core or not (is_han(a.core) or is_han(b.core)):
        return None
    heard = sound(a.core)
    if heard is None or heard != sound(b.core):
        return None
    return Feature("sound", 0.88, f"sounds like {b.core} in Chinese: a hint, never a match")


def spelt_in_cantonese(a: Key, b: Key) -> Feature | None:
    """Characters on one side, and on the other how Hong Kong may spell them."""
    han, other = (a, b) if is_han(a.core) else (b, a)
    if not is_han(han.core) or is_han(other.core) or len(han.core) < LEAST_HAN:
        return None
    if not sketches(other.core, other.words) or not spelt(han.core, other.core):
        return None
    return Feature("sound", 0.88, f"{b.core} in Cantonese spelling: a hint, never a match")


FEATURES: tuple[Callable[[Key, Key], Feature | None], ...] = (
    equal, word_order, spelling, scan, cut_off, sounds, spelt_in_cantonese,
)  # fmt: skip
