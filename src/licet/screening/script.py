"""Scripts: one form for characters that are written differently but mean the same.

Han characters are folded to simplified ones through OpenCC, character by character, from
traditional (mainland, Taiwan, Hong Kong) and Japanese forms; look-alikes of other alphabets to
Latin letters; Latin letters lose their marks.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import opencc

HAN = re.compile(r"[\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ebef]")
_RANGES = ((0x3400, 0x4DC0), (0x4E00, 0xA000))
_HIDDEN = {"Cf", "Cc", "Cs", "Co"}

# Cyrillic, Greek and other letters that look like a Latin one (Unicode TS 39, confusables).
_LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕһԁԛԝкмтвнгαεορυχικντβηγɑɡıℓоАЕОРСУХІЈЅНВКМТΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijshdqwkmtbhraeopuxikvtbnyagiloaeopcyxijshbkmtabezhikmnoptyx",
)
_DIGITS = str.maketrans("0158", "olsb")
# Characters that Japan writes as one and China as two, or that OpenCC has no table for.
_MERGED = {"联": "连", "輌": "辆"}
# Letters that decompose into nothing.
_MARKED = str.maketrans(
    {
        "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe",
        "ı": "i", "ħ": "h", "ŋ": "n", "ĸ": "k", "ŧ": "t",
    }
)  # fmt: skip


def visible(text: str) -> str:
    """NFKC in lower case, without characters that cannot be seen."""
    if text.isascii() and text.isprintable():
        return text.lower().strip()
    wide = unicodedata.normalize("NFKC", text)
    if not wide.isascii():
        wide = "".join(c for c in wide if c in "\t\n " or unicodedata.category(c) not in _HIDDEN)
    return wide.casefold().strip()


def bare(text: str) -> str:
    """Latin letters without their marks; every other script as it is."""
    if text.isascii():
        return text
    split = unicodedata.normalize("NFD", text.translate(_MARKED))
    kept = "".join(c for c in split if not ("\u0300" <= c <= "\u036f"))
    return unicodedata.normalize("NFC", kept)


def lookalikes(text: str) -> str:
    """The text with letters of other alphabets that look Latin turned into those letters."""
    return text.translate(_LOOK_ALIKES)


def as_letters(word: str) -> str:
    """A word with the digits in it that scanners make of letters turned back, if it has letters."""
    return word if word.isalpha() or word.isdigit() else word.translate(_DIGITS)


def folded(text: str) -> str:
    """Han characters in one form, whichever side of the sea they were written on."""
    return text if text.isascii() else text.translate(_han())


def is_han(text: str) -> bool:
    """Does the text hold a Han character?"""
    return not text.isascii() and HAN.search(text) is not None


@cache
def _han() -> dict[int, int]:
    """Every Han character that has another form, and that form; built once from OpenCC."""
    every = [chr(code) for start, stop in _RANGES for code in range(start, stop)]
    text = "\n".join(every)
    for table in ("jp2t", "tw2s", "hk2s", "t2s"):
        text = opencc.OpenCC(table).convert(text)
    turned = text.split("\n")
    simple = {
        ord(old): ord(new)
        for old, new in zip(every, turned, strict=True)
        if len(new) == 1 and new != old
    }
    merged = {ord(old): ord(new) for old, new in _MERGED.items()}
    return {old: merged.get(new, new) for old, new in simple.items()} | merged
