"""How a Chinese name is spelt in Hong Kong: does a name in Latin letters read so in Cantonese?

Hong Kong has no one way of spelling; the tables hold the usual ones (the government's, Yale,
Jyutping and what companies write). A name that may be spelt so is a candidate and never a match.
Characters and their readings: ``cantonese.csv``, made by ``scripts/cantonese.py``.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib import resources
from itertools import islice, product

from licet.screening.script import is_han

LEAST, LEAST_HAN = 7, 3
"""Shorter names (letters, characters) say too little to compare."""
_KEYS = 16
_INITIALS = {
    "b": "b p", "p": "p", "m": "m", "f": "f", "d": "d t", "t": "t", "n": "n l", "l": "l",
    "g": "g k", "k": "k", "ng": "ng _", "h": "h", "gw": "gw kw", "kw": "kw qu", "w": "w",
    "z": "z ts ch j tz", "c": "c ch ts", "s": "s sh", "j": "y j _", "": "_",
}  # fmt: skip
_FINALS = {
    "aa": "a ah aa", "aai": "ai aai", "aau": "au aau ao", "aam": "am aam", "aan": "an aan",
    "aang": "ang aang", "aap": "ap aap", "aat": "at aat", "aak": "ak aak ack", "ai": "ai ei",
    "au": "au ow ou", "am": "am um", "an": "an un", "ang": "ang", "ap": "ap up", "at": "at ut",
    "ak": "ak ack", "e": "e eh", "ei": "ei i ee ay", "eng": "eng", "ek": "ek eck",
    "i": "i ee ze ie", "iu": "iu ew", "im": "im", "in": "in", "ing": "ing", "ip": "ip",
    "it": "it", "ik": "ik ick", "o": "o oh or aw", "oi": "oi oy", "ou": "o ou oo ow", "on": "on",
    "ong": "ong", "ot": "ot",
    "ok": "ok ock", "u": "u oo", "ui": "ui", "un": "un oon", "ung": "ung", "ut": "ut",
    "uk": "uk ook", "oe": "oe eu euh", "oeng": "eung oeng", "oek": "euk eok oek",
    "eoi": "ui oi eui eoi", "eon": "un on eun eon", "eot": "ut ot eut eot", "yu": "u ue yu",
    "yun": "un uen yuen yun", "yut": "ut uet yuet yut", "m": "m ng", "ng": "ng",
}  # fmt: skip
_SYLLABLE = re.compile(r"(gw|kw|ng(?=[aeiou])|[bpmfdtnlgkhwzcsj](?=[aeiouy]))?(.+)")
_CLASSES = str.maketrans("bdtzcjsgklq", "pssssssKKnK")
_SILENT = re.compile("[aeiouywhr]")
_TWICE = re.compile(r"(.)\1+")
_NEVER = re.compile("[^abcdefghijklmnopqrstuwyz]")


def spelt(han: str, letters: str) -> bool:
    """May a run of Han characters be spelt with these letters, read in Cantonese?"""
    ways = _ways(han)
    return ways is not None and ways.fullmatch(letters) is not None


@lru_cache(maxsize=65536)
def sketches(core: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """What a name and its spellings have in common: its consonants; nothing if it may be none."""
    if is_han(core):
        pieces = [_pieces(character) for character in core]
        if len(core) < LEAST_HAN or not all(pieces):
            return ()
        every = islice(product(*pieces), _KEYS)
        return tuple(dict.fromkeys(_TWICE.sub(r"\1", "".join(some)) for some in every))
    if len(core) < LEAST or _NEVER.search(core) or not all(map(_sounds, words)):
        return ()
    return (_TWICE.sub(r"\1", _consonants(core)),)


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    """By character, every way in which it may be spelt."""
    text = resources.files("licet.screening").joinpath("cantonese.csv").read_text("utf-8")
    found: dict[str, dict[str, None]] = {}
    for row in csv.DictReader(text.splitlines()):
        spellings = _spellings(row["syllable"])
        for character in row["characters"]:
            found.setdefault(character, {}).update(dict.fromkeys(spellings))
    return {character: tuple(ways) for character, ways in found.items()}


@cache
def _spellings(syllable: str) -> tuple[str, ...]:
    cut = _SYLLABLE.fullmatch(syllable)
    initial, final = (cut[1] or "", cut[2]) if cut else ("", syllable)
    starts, ends = _INITIALS.get(initial, initial).split(), _FINALS.get(final, final).split()
    return tuple(dict.fromkeys((a + b).replace("_", "") for a in starts for b in ends))


@cache
def _every() -> frozenset[str]:
    return frozenset(way for ways in _readings().values() for way in ways)


@lru_cache(maxsize=65536)
def _sounds(word: str) -> bool:
    """May a word be one syllable of Cantonese, or two?"""
    known = _every()
    return word in known or any(
        word[:cut] in known and word[cut:] in known for cut in range(1, len(word))
    )


@lru_cache(maxsize=8192)
def _ways(han: str) -> re.Pattern[str] | None:
    readings = [_readings().get(character) for character in han]
    if None in readings:
        return None
    return re.compile("".join(f"(?:{'|'.join(ways or ())})" for ways in readings))


@cache
def _pieces(character: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(_consonants, _readings().get(character, ()))))


def _consonants(letters: str) -> str:
    """The consonants, those that are written for each other made one."""
    return _SILENT.sub("", letters.replace("ck", "k")).translate(_CLASSES)
