"""Branches: what a name says about being a part of a company, and the company's name without it.

A branch has no name of its own: ``甲有限公司上海分公司`` is 甲有限公司, in Shanghai. Where the
place is not one that is known (``places.csv``), the company's name is a guess and marked as one.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from licet.screening.forms import ends_with_form

_RUN = re.compile(
    r"(?:的)?(?:分公司|分行|分社|分店|分厂|分支机构|支店|支社|支公司|支行|出张所|营业所|营业部|代表处|办事处"
    r"|代表机构|驻在员事务所|事务所|지점|지사)$"
)
_AFTER_FORM = re.compile(r"(?<=公司|会社|法人)[^公司]{1,8}$")
_WORDS = frozenset(
    """branch branches branchoffice zweigniederlassung niederlassung betriebsstatte succursale
    sucursal filial filiala filiali филиал oddzial pobocka fioktelep subesi представительство
    """.split()
)
_PAIRS = frozenset(
    {("representative", "office"), ("rep", "office"), ("branch", "office"), ("liaison", "office"),
     ("odstepny", "zavod"), ("organizacni", "slozka"), ("sede", "secondaria"), ("bijkantoor",)}
)  # fmt: skip
_MARKS = _WORDS | {word for pair in _PAIRS for word in pair}
_FEW = 3
_GUESS = "if {} is where the branch is"


@dataclass(frozen=True, slots=True)
class Company:
    """What is left of a branch's name: the company, or a guess at it."""

    words: tuple[str, ...]
    guess: str = ""


@cache
def places() -> frozenset[str]:
    """Names of places that branches are called after, in lower case and simplified Chinese."""
    text = resources.files("licet.screening").joinpath("places.csv").read_text("utf-8")
    return frozenset(cell for row in csv.reader(text.splitlines()) for cell in row if cell)


def of_run(text: str) -> list[Company]:
    """The companies that a name in a run of characters may be a branch of; empty if it is none."""
    cut = _RUN.sub("", text)
    if cut == text or not cut:
        return []
    inner = _AFTER_FORM.sub("", cut)
    if inner != cut or cut.endswith(("公司", "会社", "法人")):
        return [Company((inner,))]
    splits = [(cut[:-size], cut[-size:]) for size in range(2, min(7, len(cut) - 1))]
    sure = [Company((company,)) for company, place in splits if place in places()]
    guesses = [Company((company,), _GUESS.format(place)) for company, place in splits]
    return sure or [Company((cut,)), *guesses]


def of_words(words: tuple[str, ...]) -> list[Company]:
    """The companies that a name of words may be a branch of; empty if it is no branch."""
    if _MARKS.isdisjoint(words):
        return []
    at, size = _mark(words)
    if not size:
        return []
    before, after = words[:at], words[at + size :]
    if after[:1] in (("of",), ("der",), ("de",), ("von",), ("du",)):
        return [Company(after[1:])] if after[1:] else []
    if not before:
        return []
    return _without_place(before)


def _mark(words: tuple[str, ...]) -> tuple[int, int]:
    """Where the words that say branch begin, and how many they are (none: 0)."""
    for at, word in enumerate(words):
        for size in (2, 1):
            if words[at : at + size] in _PAIRS:
                return at, size
        if word in _WORDS:
            return at, 1
    return 0, 0


def _without_place(before: tuple[str, ...]) -> list[Company]:
    """The words before the mark, cut after a legal form and before a place."""
    sizes = range(min(_FEW, len(before) - 1) + 1)
    cuts = [
        (before[: len(before) - size], " ".join(before[len(before) - size :])) for size in sizes
    ]
    formed = [Company(rest) for rest, _ in cuts if len(rest) > 1 and ends_with_form(rest)]
    placed = [Company(rest) for rest, place in cuts if place in places()]
    if formed or placed:
        return list(dict.fromkeys((*placed[-1:], *formed[:1])))
    return [Company(rest, _GUESS.format(place) if place else "") for rest, place in cuts]
