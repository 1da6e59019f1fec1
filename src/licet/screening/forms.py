"""Legal forms: what a company is, which is no part of what it is called.

``legal_forms.csv`` lists them: forms of words (``co ltd``) and forms that stand in a run of
characters (``株式会社``), each with its family. Two names whose forms are of different families are
not the same official name; the family ``any`` says only that it is a company. The table is by
hand, after the statutory forms of the countries that the lists and their companies come from.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from rapidfuzz.distance import OSA

_NAMES_TOO = frozenset({"ab", "ad", "ae", "as", "ao", "a s", "co", "eg", "pat", "sa", "se", "too"})
"""Forms that begin real names as often as they stand before one; never cut from the front."""


_OFTEN = (
    "corporation", "company", "limited", "incorporated", "inc", "ltd", "llc", "corp", "gmbh",
    "coltd", "companylimited", "companyltd", "limitedpartnership", "spa", "srl", "sro",
)  # fmt: skip
_LONG, _SHORT = 7, 3


@dataclass(frozen=True, slots=True)
class Stripped:
    """A name without its legal forms, and the families of the forms it had."""

    words: tuple[str, ...]
    families: frozenset[str]


@cache
def _forms(script: str) -> dict[str, str]:
    text = resources.files("licet.screening").joinpath("legal_forms.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["form"]: row["family"] for row in rows if row["script"] == script}


@cache
def _runs() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(_forms("run").items(), key=lambda pair: -len(pair[0])))


@cache
def _longest() -> int:
    return max(form.count(" ") + 1 for form in _forms("words"))


@cache
def form_words() -> frozenset[str]:
    """Every word that is part of a legal form."""
    return frozenset(word for form in _forms("words") for word in form.split())


def ends_with_form(words: tuple[str, ...]) -> bool:
    """Does the last word belong to a legal form?"""
    forms = _forms("words")
    return any(" ".join(words[-size:]) in forms for size in range(1, _longest() + 1))


def without_words(words: tuple[str, ...]) -> Stripped:
    """Words without the legal forms they end or begin with; the last word left is kept."""
    families: set[str] = set()
    rest, shorter = words, _shorter(words, families, front=False)
    while shorter != rest:
        rest, shorter = shorter, _shorter(shorter, families, front=False)
    rest = _shorter(rest, families, front=True)
    return Stripped(rest, frozenset(families - {"any"}))


@cache
def _edges(*, front: bool) -> frozenset[str]:
    return frozenset(form.split()[0 if front else -1] for form in _forms("words"))


def _shorter(words: tuple[str, ...], families: set[str], *, front: bool) -> tuple[str, ...]:
    if words[0 if front else -1] not in _edges(front=front):
        return words
    forms = _forms("words")
    for size in range(min(_longest(), len(words) - 1), 0, -1):
        form = " ".join(words[:size] if front else words[-size:])
        family = forms.get(form)
        if family is not None and not (front and form in _NAMES_TOO):
            families.add(family)
            return words[size:] if front else words[:-size]
    return words


def without_misspelt(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words without a legal form at their end that is wrong in a letter or two."""
    for size in (2, 1):
        if len(words) > size and _misspelt("".join(words[-size:])):
            return words[:-size]
    return words


@lru_cache(maxsize=65536)
def _misspelt(tail: str) -> bool:
    most = 2 if len(tail) >= _LONG else 1
    return len(tail) >= _SHORT and any(
        OSA.distance(tail, form, score_cutoff=most) <= most for form in _OFTEN
    )


def without_runs(text: str) -> tuple[str, frozenset[str]]:
    """Text without the legal forms it ends or begins with, and their families."""
    families: set[str] = set()
    again = True
    while again:
        again = False
        for form, family in _runs():
            rest = text.removesuffix(form)
            rest = text.removeprefix(form) if rest == text else rest
            if rest and rest != text:
                families.add(family)
                text, again = rest, True
                break
    return text, frozenset(families - {"any"})
