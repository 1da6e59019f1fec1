"""What other rooms note in English beside facts and rows, said in the reader's language.

They write for logs and tables as well, so their words stay as they are; a report knows the
phrases they use and says each in its own words. A phrase it does not know stays as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml

from licet.rulebook import Words

_FILE = Path(__file__).with_name("phrases.yaml")
_GAP = re.compile(r"\\{(\w+)\\}")
_BETWEEN = "; "
_PLACE = re.compile(r"\S+:\d+")
INNER = frozenset({"rest", "what", "which", "effect", "rows", "one", "source", "another"})
"""Gaps that hold phrases themselves; names and numbers in the others are never touched."""


@cache
def phrases() -> tuple[tuple[re.Pattern[str], Words], ...]:
    """Each phrase as a pattern, with what the report says for it; the first that fits counts."""
    read = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return tuple(
        (re.compile(_GAP.sub(r"(?P<\1>.+?)", re.escape(one["said"]))), _words(one)) for one in read
    )


def _words(one: Mapping[str, str]) -> Words:
    return {"en": one.get("en", one["said"]), "zh": one["zh"]}


@cache
def found(text: str) -> tuple[Words, Mapping[str, str]] | None:
    """The words for a text, and what stands in their gaps; `None` if it is no known phrase."""
    for pattern, words in phrases():
        fits = pattern.fullmatch(text)
        if fits is not None:
            return words, fits.groupdict()
    return None


def pieces(text: str) -> Iterator[str]:
    """The parts of a text that was put together from several notes."""
    parts = text.split(_BETWEEN)
    known = all(found(part) or _PLACE.fullmatch(part) for part in parts)
    yield from parts if known or found(text) is None else (text,)
