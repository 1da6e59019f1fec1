"""A name becomes keys: what is compared once script, form and branch are out of the way.

Two names with the same key are the same name, written differently. A name has several keys when
it can be read in several ways (a branch, two scripts side by side); a key read by a guess
is good for a candidate and never for a match.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from licet.screening import branch
from licet.screening.forms import without_misspelt, without_runs, without_words
from licet.screening.script import HAN, as_letters, bare, folded, is_han, lookalikes, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

_QUOTES = re.compile(r"['’‘`´.·・]")
_ASCII = {code: " " for code in range(128) if not chr(code).isalnum()} | dict.fromkeys(b"'`.", "")
_NOT_WORD = re.compile(r"[\W_]+")
_BRACKETS = re.compile(r"[()\[\]{}〔〕【】《》「」『』]")
_LATIN_RUN = re.compile(r"[a-z0-9][a-z0-9 .,&'/()-]*[a-z][a-z0-9 .,&'/()-]*")
_LITTLE = frozenset({"and", "the", "und", "et"})
_DIGIT = re.compile(r"[0-9]")
_BLANKS = re.compile(r"\s+")
_TWO_WORDS = 2


@dataclass(frozen=True, slots=True)
class Key:
    """One reading of a name.

    `core` is what is left of it, in one piece; `words` the same in words (one, for a run of
    characters); `families` those of its legal forms; `every` all words, legal forms among them.
    `branch`: it names a branch of the company.
    `guess` says what had to be assumed to read it so; nothing, if it is sure.
    """

    core: str
    words: tuple[str, ...]
    families: frozenset[str] = frozenset()
    every: tuple[str, ...] = ()
    branch: bool = False
    guess: str = ""

    @property
    def sure(self) -> bool:
        """May it make a match?"""
        return not self.guess

    @property
    def whole(self) -> str:
        """The name with its legal forms, in one piece."""
        return "".join(self.every)

    @property
    def orders(self) -> tuple[str, str]:
        """The words in alphabetical order, in one piece: without the legal forms, and with."""
        return "".join(sorted(self.words)), "".join(sorted(self.every))


@lru_cache(maxsize=65536)
def keys(name: str) -> tuple[Key, ...]:
    """The keys of a name, the plainest reading first; none if the name has no letter in it."""
    text = visible(name)
    found = dict.fromkeys(_plain(text))
    plain = lookalikes(text) if not text.isascii() and not is_han(text) else text
    if plain != text:
        found |= dict.fromkeys(replace(key, guess="look-alike letters") for key in _plain(plain))
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
    words = tuple(_split(bare(text).replace("&", " and ")))
    if not words:
        return
    key = _word_key(words)
    yield key
    read = tuple(map(as_letters, words)) if _DIGIT.search(text) else words
    if read != words:
        yield replace(_word_key(read), guess="digits read as letters")
    bald = without_misspelt(key.words)
    if bald != key.words:
        yield replace(_word_key(bald), every=words, guess="a misspelt legal form")
    for company in branch.of_words(words):
        yield replace(_word_key(company.words), branch=True, guess=company.guess)


def _split(text: str) -> list[str]:
    """The words of a text; full stops and apostrophes join what they stand between."""
    if text.isascii():
        return text.translate(_ASCII).split()
    return _NOT_WORD.sub(" ", _QUOTES.sub("", text)).split()


def _word_key(words: tuple[str, ...]) -> Key:
    rest = without_words(tuple(word for word in words if word not in _LITTLE) or words)
    return Key("".join(rest.words), rest.words, rest.families, words)


def _of_run(text: str) -> Iterable[Key]:
    run = folded(_BLANKS.sub("", text))
    yield from _run_key(run)
    for company in branch.of_run(_BRACKETS.sub("", run)):
        for key in _run_key(company.words[0]):
            yield replace(key, branch=True, guess=company.guess)


def _run_key(run: str) -> Iterable[Key]:
    text, families = without_runs(run)
    core = bare(_NOT_WORD.sub("", text))
    if core:
        yield Key(core, (core,), families, (bare(_NOT_WORD.sub("", run)),))
