"""The facts a rulebook may speak about: type, contract, question, and who knows the answer."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Words = Mapping[str, str]
"""One text in several languages: `en` and `zh` (simplified Chinese)."""

FactKind = Literal["yes_no", "code", "territory", "number", "whole"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: what it is called, what it may be, what to ask, and whom."""

    name: str
    kind: FactKind
    title: Words
    ask: Words
    who: str
    codes: tuple[str | int, ...] = ()
    """What a code, territory or whole number may be."""
    labels: Mapping[str | int, Words] = field(default_factory=dict)
    contract: str = ""
    """``> 0`` or ``>= 0`` for a number; a value that breaks it is unknown."""
    follows: str = ""
    """The fact from whose code this one follows (`annex1_part` from `annex1`)."""
    graver: bool | str | None = None
    """The value that must never make an answer softer (``more`` for a number); proved by z3."""
    from_entries: bool = False
    """Are its codes those that entries give?"""


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint ``; did you mean «x»?`` with the nearest known name, or nothing.

    One with the same words and numbers is nearest: ``A-9`` is A-09, not A-39.
    """
    names = list(known)
    alike = [one for one in names if _parts(one) == _parts(name)]
    near = difflib.get_close_matches(name, alike or names, n=1, cutoff=0 if alike else 0.6)
    return f"; did you mean «{near[0]}»?" if near else ""


def _parts(name: str) -> list[str]:
    """The words and numbers of a name, without case and leading zeros."""
    return [part.lstrip("0") or part for part in re.findall(r"\d+|[^\W\d_]+", name.casefold())]


def part_of(code: str) -> int:
    """The part of its annex that an entry's code names: ``P2-I-3`` is in part 2, ``none`` in 0."""
    return int(code[1]) if code[:1] == "P" and code[1:2].isdigit() else 0
