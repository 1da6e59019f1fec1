"""Which amount belongs to which substance, where no comma says so: ``Nd 30 Dy 3 Fe 66 B 1``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from licet.facts.tokens import Token

Pairing = Literal["behind", "beside", "unclear"]
"""Each amount stands behind its substance; one at a time, as it comes; nobody can say."""
_BEHIND = re.compile(r"(?:SA){2,}")
_BESIDE = re.compile(r"A?|S|SA|(?:AS)+|SAS")
_BASE_FIRST = re.compile(r"S(?:AS){2,}")


def pairing(named: Sequence[Token], text: str) -> Pairing:
    """How the amounts of one statement belong to its substances, judged by the whole of it.

    Read from left to right alone, ``Ce 0 Dy 3`` begins with a nought that may be thought to be
    that of dysprosium. What can be paired in two ways is unclear, and states nothing.

    Args:
        named: the pieces of a statement that were understood.
        text: what they are pieces of.
    """
    runs = substance_runs(named)
    kinds = "".join("S" if run[0].amount is None else "A" for run in runs)
    bonded = any(run[-1].mark for run in runs)
    if _BEHIND.fullmatch(kinds) and not bonded:
        return "behind"
    if kinds == "SAS" and _is_nought(runs[1][0], text):
        return "unclear"
    if _BESIDE.fullmatch(kinds):
        return "beside"
    if _BASE_FIRST.fullmatch(kinds) and all(
        before[0].amount is None or _is_tight(before[0], after[0], text)
        for before, after in pairwise(runs)
    ):
        return "beside"  # Al-2Sc-1Zr
    return "unclear"


def _is_nought(amount: Token, text: str) -> bool:
    """Is it a nought in digits? Words such as «-free» stand behind what they speak of."""
    zero = amount.amount is not None and amount.amount.kind == "zero"
    return zero and any(sign.isdigit() for sign in text[amount.start : amount.end])


def _is_tight(amount: Token, substance: Token, text: str) -> bool:
    return amount.end == substance.start and not text[amount.end - 1].isspace()


def substance_runs(named: Sequence[Token]) -> list[list[Token]]:
    """Pieces in turn: those between amounts together, each amount alone."""
    runs: list[list[Token]] = []
    for one in named:
        if one.amount is None and runs and runs[-1][0].amount is None:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs
