"""Checks of translations: there, in Chinese, and with the same numbers, units and names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from licet.papers.checks.view import Finding, View, finding

_HAN = re.compile(r"[\u3400-\u9fff]")
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9.])(?<![A-Za-z]-)(\d+(?:,\d{3})*(?:\.\d+)?)(?![A-Za-z0-9])\s*(万|亿)?"
)
_MEASURED = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)\s*([^\W\d_]+|%|°C|℃)")
_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-./][A-Za-z0-9]+)*|\d+[A-Za-z][A-Za-z0-9-]*")
_SPELLED = re.compile(
    r"[一二两三四五六七八九十百千]|\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|hundred|"
    r"thousand|million|first|second|third)\b",
    re.IGNORECASE,
)
_MONTHS = "january february march april may june july august september october november december"
_UNITS = {
    "kg": "kg 千克 公斤",
    "g": "g 克",
    "t": "t 吨",
    "mg": "mg 毫克",
    "mm": "mm 毫米",
    "cm": "cm 厘米",
    "m": "m 米",
    "nm": "nm 纳米",
    "um": "µm μm um 微米",
    "w": "w 瓦",
    "kw": "kw 千瓦",
    "v": "v 伏",
    "a": "a 安",
    "c": "°c ℃ 摄氏度",
    "k": "k 开",
    "mgoe": "mgoe",
    "koe": "koe",
    "pct": "% 百分之",
}
_UNIT = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_SCALE = {"万": 10**4, "亿": 10**8}
_NOT_SENT = ("chain", "attachments")


def translated(view: View) -> Iterator[Finding]:
    """What is said must be there in Chinese, and the two texts must agree."""
    for path, said in view.fields("both"):
        chinese = said.get("zh")
        if chinese is None:
            yield finding("translation_missing", path)
            continue
        is_name = path.endswith(".name")
        if _HAN.search(chinese) is None and not is_name and len(chinese) > 1:
            yield finding("translation_untranslated", path, text=chinese)
            continue
        for lang, other in said.items():
            if lang != "zh" and not is_name:
                yield from _agree(path, chinese, other)


def _agree(path: str, chinese: str, other: str) -> Iterator[Finding]:
    one, two = _plain(chinese), _plain(other)
    numbers = (_numbers(one), _numbers(two))
    if numbers[0] != numbers[1] and not _only_spelled(one, two, *numbers):
        told = [", ".join(sorted(map(str, each))) or "–" for each in numbers]
        yield finding("translation_numbers_differ", path, one=told[0], other=told[1])
    else:
        units = (_measured(one), _measured(two))
        both = units[0].keys() & units[1].keys()
        wrong = [amount for amount in sorted(both) if units[0][amount] != units[1][amount]]
        if wrong:
            told = [f"{wrong[0]} {each[wrong[0]]}" for each in units]
            yield finding("translation_units_differ", path, one=told[0], other=told[1])
    for name in _one_sided(one, two):
        yield finding("translation_names_differ", path, name=name)


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    for number, month in enumerate(_MONTHS.split(), 1):
        plain = re.sub(
            rf"\b{month}\b(?= \d|,|$)|(?<=\d ){month}\b", f" {number} ", plain, flags=re.IGNORECASE
        )
    return plain


def _numbers(text: str) -> frozenset[Decimal]:
    found = set()
    for digits, scale in _NUMBER.findall(_spaced(text)):
        found.add((Decimal(digits.replace(",", "")) * _SCALE.get(scale, 1)).normalize())
    return frozenset(found)


def _spaced(text: str) -> str:
    """A unit that is written to its number is set apart from it; a name of a grade is not."""
    return re.sub(r"(?<=\d)(?=(?:kg|g|t|mg|mm|cm|m|nm|µm|um|kW|W|V|A|K|MGOe|kOe)\b)", " ", text)


def _only_spelled(
    one: str, two: str, first: frozenset[Decimal], second: frozenset[Decimal]
) -> bool:
    """May what is missing in one text be written there in words?"""
    missing_in_first, missing_in_second = second - first, first - second
    return not (
        (missing_in_first and _SPELLED.search(one) is None)
        or (missing_in_second and _SPELLED.search(two) is None)
    )


def _measured(text: str) -> dict[Decimal, str]:
    found: dict[Decimal, str] = {}
    for digits, word in _MEASURED.findall(_spaced(text)):
        unit = _unit(word)
        if unit is not None:
            found[Decimal(digits.replace(",", "")).normalize()] = unit
    return found


def _unit(word: str) -> str | None:
    """The unit at the beginning of a word; Chinese goes on without a blank."""
    if not _HAN.match(word):
        return _UNIT.get(word.casefold())
    return next((_UNIT[word[:n]] for n in (3, 2, 1) if word[:n] in _UNIT), None)


def _one_sided(chinese: str, other: str) -> list[str]:
    """Names in Latin letters of the Chinese text that the other has not, and codes of either."""
    here, there = (_tokens(text) for text in (chinese, other))
    found = [one for plain, one in here.items() if plain not in there]
    coded = {plain: one for plain, one in there.items() if any(c.isdigit() for c in plain)}
    return [*found, *(one for plain, one in coded.items() if plain not in here)]


def _tokens(text: str) -> dict[str, str]:
    found = {}
    for token in _TOKEN.findall(_spaced(text)):
        if len(token) > 1 and token.casefold() not in _UNIT:
            found[token.casefold()] = token
    return found


__all__ = ["translated"]
