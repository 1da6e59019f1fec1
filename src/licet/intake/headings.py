"""What people call the columns of an exporter's folder: see `headings.yaml`."""

from __future__ import annotations

import difflib
import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from licet.basics import CURRENCIES
from licet.intake.cells import narrow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BETWEEN = " · "
"""Between the lines of a heading that stands on several, as under a merged cell."""
_SIGNS = re.compile(r"[\W_]+")
_LAST_WORD = re.compile(r"[\W_]([a-z]{3})\W*$")
_LIKE = 86  # of a hundred
_SHORT = 3
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
"""Letters that a file writes as they are, or as two where a system had only ASCII."""


class Meant(NamedTuple):
    """The column of ours that a heading means, and whether it is only alike."""

    target: str
    alike: bool = False


def meant(heading: str) -> Meant | None:
    """What a heading means; of one on several lines, the last line that says anything."""
    for words in (heading, without_currency(heading)[0]):
        if (target := _target(words)) is not None:
            return Meant(target)
    for part in reversed(heading.split(BETWEEN)):
        if (target := _target(part)) is not None:
            return Meant(target, alike=True)
    word = _word(heading)
    if len(word) <= _SHORT:  # shorter words are alike by chance
        return None
    near = difflib.get_close_matches(word, list(_known()), n=1, cutoff=_LIKE / 100)
    return Meant(_known()[near[0]], alike=True) if near else None


def without_currency(heading: str) -> tuple[str, str | None]:
    """A heading without the currency that it ends with, and that currency."""
    found = _LAST_WORD.search(narrow(heading).lower())
    code = found[1].upper() if found else None
    if found is None or code not in CURRENCIES:
        return heading, None
    return heading[: found.start()], code


def known_in(cells: Sequence[str | None]) -> int:
    """How many different columns of ours a line of cells names outright."""
    targets = {_target(cell) for cell in cells if cell is not None}
    return len(targets - {None})


def _target(heading: str) -> str | None:
    """What a heading means outright; traditional Chinese is known by its simplified form."""
    word = _word(heading)
    found = _known().get(word)
    return found if found is not None or word.isascii() else _known().get(_simplified(word))


def _simplified(word: str) -> str:
    plain: str = _converter().convert(word)
    return plain


@cache
def _converter() -> Any:  # noqa: ANN401 - OpenCC has no types
    from opencc import OpenCC

    return OpenCC("t2s")


def _word(heading: str) -> str:
    composed = unicodedata.normalize("NFC", narrow(heading))
    return _SIGNS.sub("", composed.lower()).translate(_GERMAN)


@cache
def _known() -> Mapping[str, str]:
    """Our column by each name that people give it."""
    text = files("licet.intake").joinpath("headings.yaml").read_text(encoding="utf-8")
    known: Mapping[str, Sequence[str]] = yaml.safe_load(text)
    return {_word(str(word)): target for target, words in known.items() for word in words}
