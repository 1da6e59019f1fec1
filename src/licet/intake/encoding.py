"""Which encoding a text file is in: UTF-8, else the East Asian or Latin one that reads best.

Spreadsheets still save GBK, Big5, Shift-JIS and Windows-1252. Each of them decodes most byte
strings into something, so the candidates are ranked by how much of what is not ASCII falls on
characters that people commonly write (the first level of each standard), not by decodability.
"""

from __future__ import annotations

import codecs
import re
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEAST = 60
_GBK = ((b"\xa1\xa1", b"\xa5\xfe"), (b"\xb0\xa1", b"\xd7\xfe"))
_HIGH = 0xA1
_BIG5 = (b"\xa1\x40", b"\xc6\xfe")
_SHIFT_JIS = (b"\x81\x40", b"\x97\xfc")
_LETTERS = b"\xc0"
_PAIR = re.compile(rb"[\x80-\xff]{2}")


def decode(data: bytes) -> tuple[str, str]:
    """The text of `data` and the name of its encoding.

    Raises:
        ValueError: no encoding gives a plausible text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name), name
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _best(data)


def _best(data: bytes) -> tuple[str, str]:
    found: list[tuple[int, str, str]] = []
    # Words of a Western language have single letters beyond ASCII; East Asian text comes in pairs.
    bonus = {} if _PAIR.search(data) else {"cp1252": 10}
    for name, common in _CANDIDATES:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        found.append((_plausible(text, name, common) + bonus.get(name, 0), name, text))
    if not found:
        raise ValueError("no known encoding")
    share, name, text = max(found, key=itemgetter(0))
    if share < _LEAST:
        raise ValueError("no known encoding")
    return text, name


def _plausible(text: str, name: str, common: Callable[[bytes], bool]) -> int:
    """How many of a hundred characters beyond ASCII are common ones in this encoding."""
    beyond = [character for character in text if not character.isascii()]
    if not beyond:
        return 0
    seen = {one: common(one.encode(name)) for one in set(beyond)}
    return 100 * sum(seen[one] for one in beyond) // len(beyond)


def _in_gbk(code: bytes) -> bool:
    """GB 2312 signs, kana and hanzi of the first level."""
    return min(code) >= _HIGH and any(first <= code <= last for first, last in _GBK)


def _in_big5(code: bytes) -> bool:
    """Big5 signs and frequent hanzi."""
    return _BIG5[0] <= code <= _BIG5[1]


def _in_shift_jis(code: bytes) -> bool:
    """JIS X 0208 signs, kana and kanji of the first level; not half-width kana."""
    return _SHIFT_JIS[0] <= code <= _SHIFT_JIS[1] and len(code) > 1


def _in_latin(code: bytes) -> bool:
    """Letters of Western European languages and the signs of office texts."""
    return (
        code >= _LETTERS
        or code in b"\x80\x85\x8a\x8c\x8e\x9a\x9c\x9e\x9f\x91\x92\x93\x94\x96\x97\xa0\xa7\xb0\xb5"
    )


_CANDIDATES: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("gb18030", _in_gbk),
    ("big5", _in_big5),
    ("cp932", _in_shift_jis),
    ("cp1252", _in_latin),
)
