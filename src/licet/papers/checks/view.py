"""A dossier as the checks look at it: its blocks by type, and how two values are the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from licet.papers.dossier import Dossier, Field, model
from licet.rulebook import Words, read

_WORDS = Path(__file__).with_name("words.yaml")


@cache
def texts() -> Mapping[str, Words]:
    """What each kind of finding says."""
    found: Mapping[str, Words] = read(_WORDS.read_text(encoding="utf-8"), _WORDS.name)
    return found


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: its kind, where it stands, and what it says."""

    kind: str
    places: tuple[str, ...]
    words: Words

    def as_json(self) -> dict[str, Any]:
        """The finding as answers show it."""
        return {"kind": self.kind, "places": list(self.places), "says": dict(self.words)}


def finding(kind: str, *places: str, **values: object) -> Finding:
    """A finding of that kind, with `values` put into its text."""
    said = {lang: text.format(**values) for lang, text in texts()[kind].items()}
    return Finding(kind, places, said)


@dataclass(frozen=True, slots=True)
class View:
    """A dossier on the day on which it is checked."""

    dossier: Dossier
    day: date

    def at(self, path: str) -> Any:  # noqa: ANN401 - any value
        """What stands at a path."""
        return self.dossier.at(path)

    def has(self, path: str) -> bool:
        """Is anything known at a path?"""
        return self.at(path) is not None

    def fields(self, kind: str) -> Iterator[tuple[str, Any]]:
        """Every value of that type in the dossier, with its path."""
        for path, field, value in _walk(self.dossier.data, "dossier", ""):
            if field.kind == kind:
                yield path, value

    def documents(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The documents that state what is exported: form, contract, statements, descriptions."""
        for name in ("application", "contract"):
            if self.has(name):
                yield name, self.at(name)
        for name in ("statement", "technical"):
            yield from self.dossier.all(name)


def _walk(block: Mapping[str, Any], kind: str, start: str) -> Iterator[tuple[str, Field, Any]]:
    for name, value in block.items():
        field, path = model()[kind][name], f"{start}{name}"
        several = (
            [(f"{path}.{n}", v) for n, v in enumerate(value)] if field.many else [(path, value)]
        )
        for place, one in several:
            yield place, field, one
            if field.kind in model():
                yield from _walk(one, field.kind, f"{place}.")


def plainly(text: str) -> str:
    """A text such that two ways of writing a name are one: letters and digits only."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def same_name(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> bool:
    """Do two texts say the same, as far as both are in one language?"""
    one, other = one or {}, other or {}
    shared = one.keys() & other.keys()
    return all(plainly(one[lang]) == plainly(other[lang]) for lang in shared)


def called(party: Mapping[str, Any] | None) -> str:
    """How a party is called in a finding."""
    names = (party or {}).get("name") or {}
    return str(names.get("en") or names.get("zh") or "?")


_UNITS = {
    "kg": "kg kgm kilogram kilograms kgs 千克 公斤",
    "g": "g gram grams grm 克",
    "t": "t tonne tonnes mt tne 吨 公吨",
    "piece": "pcs pc piece pieces pce ea each unit units h87 c62 个 件 台 只 片 块 支 根 枚",
    "set": "set sets 套 组",
    "m": "m metre metres meter meters mtr 米",
    "m2": "m2 m² 平方米",
    "l": "l litre litres liter ltr 升",
    "box": "box boxes carton cartons ctn 箱",
    "roll": "roll rolls 卷",
    "job": "job service 项 次",
}
UNITS = {word: unit for unit, words in _UNITS.items() for word in words.split()}
"""Ways to write a unit, and which unit it is."""


def unit_of(text: str) -> str | None:
    """The unit that a text names, if it is known."""
    return UNITS.get(unicodedata.normalize("NFKC", text).casefold().strip(". "))


def number(value: Decimal | None) -> str:
    """A number as a finding says it."""
    return "?" if value is None else format(value.normalize(), "f")
