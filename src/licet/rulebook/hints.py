"""What a customs tariff number may be: a hint at where to look, never a classification."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from licet.rulebook.vocabulary import Words

HINTS = Path(__file__).parents[1] / "law" / "cn" / "hs-hints.csv"
_LEAST = 4


@dataclass(frozen=True, slots=True)
class Hint:
    """What an item of a tariff number may be, and the codes whose words to compare it with."""

    prefix: str
    title: Words
    look_at: tuple[str, ...]
    authority: str
    source: str

    def says(self, number: str) -> Words:
        """The hint as a sentence that says that it is one."""
        return {
            "en": f"HS {number} may be {self.title['en']}: a hint, not a classification",
            "zh": f"税号{number}可能为{self.title['zh']}：仅为提示，不构成归类",
        }


def hint(number: str) -> Hint | None:
    """The hint of the longest prefix of a tariff number that is known."""
    digits = "".join(sign for sign in number if sign.isdigit())
    known = hints()
    return next(
        (known[p] for n in range(len(digits), _LEAST - 1, -1) if (p := digits[:n]) in known), None
    )


@cache
def hints() -> Mapping[str, Hint]:
    """Every hint, by its prefix."""
    with HINTS.open(encoding="utf-8", newline="") as file:
        return {
            row["prefix"]: Hint(
                row["prefix"],
                {"en": row["en"], "zh": row["zh"]},
                tuple(row["look_at"].split()),
                row["authority"],
                row["source"],
            )
            for row in csv.DictReader(file)
        }
