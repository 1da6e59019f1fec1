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
_LEAST = 0.6
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
    found: list[tuple[float, str, str]] = []
    # Words of a Western language have single letters beyond ASCII; East Asian text comes in pairs.
    bonus = {} if _PAIR.search(data) else {"cp1252": 0.1}
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


def _plausible(text: str, name: str, common: Callable[[bytes], bool]) -> float:
    """The share of characters beyond ASCII that are common ones in the encoding called `name`."""
    beyond = [character for character in text if not character.isascii()]
    if not beyond:
        return 0.0
    seen = {one: common(one.encode(name)) for one in set(beyond)}
    return sum(seen[one] for one in beyond) / len(beyond)


def _in_gbk(code: bytes) -> bool:
    """GB 2312 signs, kana and hanzi of the first level."""
    if len(code) != 2 or code[1] < 0xA1:
        return False
    return 0xA1 <= code[0] <= 0xA5 or 0xB0 <= code[0] <= 0xD7


def _in_big5(code: bytes) -> bool:
    """Big5 signs and frequent hanzi."""
    return len(code) == 2 and 0xA1 <= code[0] <= 0xC6


def _in_shift_jis(code: bytes) -> bool:
    """JIS X 0208 signs, kana and kanji of the first level; not half-width kana."""
    return len(code) == 2 and 0x81 <= code[0] <= 0x97


def _in_latin(code: bytes) -> bool:
    """Letters of Western European languages and the signs of office texts."""
    return code[0] >= 0xC0 or code[0] in b"\x80\x85\x91\x92\x93\x94\x96\x97\xa0\xa7\xb0\xb5"


_CANDIDATES: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("gb18030", _in_gbk),
    ("big5", _in_big5),
    ("cp932", _in_shift_jis),
    ("cp1252", _in_latin),
)
