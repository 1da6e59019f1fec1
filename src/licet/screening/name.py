"""A name becomes keys: what is compared once script, form and branch are out of the way.

Two names with the same key are the same name, written differently. A name has several keys when
it can be read in several ways (a branch, two scripts side by side); a key that is not `sure` is a
guess, good for a candidate and never for a match.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from licet.screening import branch
from licet.screening.forms import without_runs, without_words
from licet.screening.script import HAN, bare, folded, is_han, lookalikes, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

_QUOTES = re.compile(r"['’‘`´·・.](?=\w)|['’‘`´]")
_NOT_WORD = re.compile(r"[\W_]+")
_BRACKETS = re.compile(r"[()\[\]{}〔〕【】《》「」『』]")
_LATIN_RUN = re.compile(r"[a-z0-9][a-z0-9 .,&'/()-]*[a-z][a-z0-9 .,&'/()-]*")
_LITTLE = frozenset({"and", "the", "und", "et"})
_TWO_WORDS = 2


@dataclass(frozen=True, slots=True)
class Key:
    """One reading of a name.

    `core` is what is left of it, in one piece; `words` the same in words (one, for a run of
    characters); `families` those of its legal forms. `branch`: it names a branch of the company.
    """

    core: str
    words: tuple[str, ...]
    families: frozenset[str] = frozenset()
    branch: bool = False
    sure: bool = True
    disguised: bool = False

    @property
    def ordered(self) -> str:
        """The words in alphabetical order, in one piece."""
        return "".join(sorted(self.words))


@lru_cache(maxsize=65536)
def keys(name: str) -> tuple[Key, ...]:
    """The keys of a name, the plainest reading first; none if the name has no letter in it."""
    text = visible(name)
    found = dict.fromkeys(_plain(text))
    plain = lookalikes(text) if not text.isascii() and not is_han(text) else text
    if plain != text:
        found |= dict.fromkeys(replace(k, sure=False, disguised=True) for k in _plain(plain))
    return tuple(found)


def _plain(text: str) -> Iterable[Key]:
    if not is_han(text):
        yield from _of_words(text)
        return
    yield from _of_run(text)
    # Two scripts side by side: each may be the whole name.
    latin = max(_LATIN_RUN.findall(bare(text)), key=len, default="").strip(" (")
    if len(latin.split()) >= _TWO_WORDS:
        rest = bare(text).replace(latin, " ")
        yield from _of_words(latin)
        if len(HAN.findall(rest)) >= _TWO_WORDS:
            yield from _of_run(rest)


def _of_words(text: str) -> Iterable[Key]:
    words = tuple(_NOT_WORD.sub(" ", _QUOTES.sub("", bare(text).replace("&", " and "))).split())
    words = tuple(word for word in words if word not in _LITTLE) or words
    if not words:
        return
    yield from _word_key(words, branch_of=False, sure=True)
    for company in branch.of_words(words):
        yield from _word_key(company.words, branch_of=True, sure=company.sure)


def _word_key(words: tuple[str, ...], *, branch_of: bool, sure: bool) -> Iterable[Key]:
    rest = without_words(words)
    yield Key("".join(rest.words), rest.words, rest.families, branch_of, sure)


def _of_run(text: str) -> Iterable[Key]:
    run = folded(re.sub(r"\s+", "", text))
    bald = _BRACKETS.sub("", run)
    whole, families = without_runs(run)
    yield from _run_key(whole, families, branch_of=False, sure=True)
    for company, sure in branch.of_run(bald):
        core, its = without_runs(company)
        yield from _run_key(core, its, branch_of=True, sure=sure)


def _run_key(text: str, families: frozenset[str], *, branch_of: bool, sure: bool) -> Iterable[Key]:
    core = bare(_NOT_WORD.sub("", text))
    if core:
        yield Key(core, (core,), families, branch_of, sure)
