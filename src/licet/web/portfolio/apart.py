"""Two names side by side: which of their signs are the same, and which are not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz.distance import LCSseq


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a name, and whether the other name has it at that place."""

    text: str
    same: bool


def apart(one: str, other: str) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Both names in pieces; capitals and small letters are the same."""
    steps = SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False)
    if len(one.casefold()) != len(one) or len(other.casefold()) != len(other):
        steps = SequenceMatcher(None, one, other, autojunk=False)
    mine, its = [], []
    for kind, a, b, c, d in steps.get_opcodes():
        same = kind == "equal"
        if a < b:
            mine.append(Stretch(one[a:b], same))
        if c < d:
            its.append(Stretch(other[c:d], same))
    return tuple(mine), tuple(its)


def nearest(names: Iterable[str | None], other: str) -> str:
    """The name that is most like another."""
    known = [name for name in names if name]
    return max(known, key=lambda name: LCSseq.similarity(name.casefold(), other.casefold()))
