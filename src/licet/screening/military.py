"""May a party be a military user? Cues in its name, in eleven languages, for a person to judge.

A cue decides nothing: it is evidence beside a question. Who counts as military can be read
narrowly (armed forces, makers of arms) or widely (whoever strengthens them: police, coast guards,
space agencies); each cue says from which reading on it matters. The cues are by hand.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Literal

from licet.screening.script import bare, folded, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.basics import Truth

Reading = Literal["narrow", "wide"]
_SPACED = frozenset({"en", "de", "fr", "es", "it", "pt"})
_GAPS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word in a name that military users have in theirs."""

    language: str
    reading: Reading
    kind: str
    word: str


@dataclass(frozen=True, slots=True)
class Military:
    """What is known of a party as a military user.

    `user` is what the party's record states (``None``: nothing). `open_under` are the readings
    under which the cues leave the question open.
    """

    user: Truth
    cues: tuple[Cue, ...]
    open_under: frozenset[Reading]


def military(name: str, name_local: str | None = None, stated: Truth = None) -> Military:
    """The cues in a party's names, and whether they leave open what its record does not state.

    A narrow cue matters under both readings, a wide one under the wide reading alone.
    """
    cues = tuple(dict.fromkeys(cue for text in (name, name_local) if text for cue in _in(text)))
    if stated is not None:
        return Military(stated, cues, frozenset())
    if any(cue.reading == "narrow" for cue in cues):
        return Military(None, cues, frozenset({"narrow", "wide"}))
    return Military(None, cues, frozenset({"wide"}) if cues else frozenset())


def _in(name: str) -> Iterable[Cue]:
    text = folded(bare(visible(name)))
    spaced = f" {_GAPS.sub(' ', text)} "
    for cue, wanted, apart in _cues():
        if wanted in (spaced if apart else text):
            yield cue


@cache
def _cues() -> tuple[tuple[Cue, str, bool], ...]:
    """Every cue with the text to look for, and whether it stands between blanks."""
    text = resources.files("licet.screening").joinpath("military.csv").read_text("utf-8")
    found = []
    for row in csv.DictReader(text.splitlines()):
        for word in row["cue"].split("|"):
            apart = row["language"] in _SPACED
            plain = folded(bare(visible(word)))
            wanted = f" {_GAPS.sub(' ', plain)} " if apart else plain
            reading: Reading = "narrow" if row["reading"] == "narrow" else "wide"
            found.append((Cue(row["language"], reading, row["kind"], word), wanted, apart))
    return tuple(found)
