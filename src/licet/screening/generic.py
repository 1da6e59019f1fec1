"""Words that many companies have in their names, and so say little about which one it is."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

from licet.screening.forms import form_words


@cache
def generic() -> frozenset[str]:
    """The common words of company names, in lower case (``generic.csv``)."""
    text = resources.files("licet.screening").joinpath("generic.csv").read_text("utf-8")
    return frozenset(word for row in csv.reader(text.splitlines()) for word in row)


def telling(words: tuple[str, ...]) -> tuple[bool, ...]:
    """For every letter of the words in one piece: does it belong to a word that tells?

    Where no word tells more than the others, all do.
    """
    common = generic() | form_words()
    marks = [word not in common for word in words]
    if not any(marks):
        marks = [True] * len(words)
    return tuple(mark for word, mark in zip(words, marks, strict=True) for _ in word)
