"""Conditions that a licence was granted under, and whether a shipment keeps them.

Four kinds are checked by the program. Any other condition is a text: whoever releases a shipment
says by its number that it is met, and the journal keeps who said so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from licet.cases.guards import person
from licet.cases.journal import Entry
from licet.cases.licence import millionths, units

KINDS: Mapping[str, Mapping[str, str]] = {
    "most": {"en": "at most {value} a shipment", "zh": "每批不超过{value}"},
    "shipments": {"en": "at most {value} shipments", "zh": "不超过{value}批"},
    "until": {"en": "shipped by {value}", "zh": "于{value}前出口"},
    "only": {"en": "only to {value}", "zh": "仅限发往{value}"},
    "confirm": {"en": "{value}", "zh": "{value}"},
}
"""Each kind in words; `value` is what the licence says."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a licence."""

    kind: str
    value: str

    def words(self) -> dict[str, str]:
        """The condition in both languages."""
        return {lang: text.format(value=self.value) for lang, text in KINDS[self.kind].items()}

    def as_json(self) -> dict[str, Any]:
        """The condition as the journal keeps it."""
        return {"kind": self.kind, "value": self.value}


@dataclass(frozen=True, slots=True)
class Leaving:
    """What a condition looks at: a shipment, and how many went before it."""

    count: int
    """Millionths of the licence's unit."""
    on: date
    end_user: str | None
    before: int
    confirmed: frozenset[int]


def read_condition(text: str) -> Condition:
    """The condition that ``KIND=VALUE`` states; a text without a known kind is to be confirmed.

    Raises:
        ValueError: its value cannot be so.
    """
    kind, equals, value = (part.strip() for part in text.partition("="))
    if not equals or kind not in KINDS:
        kind, value = "confirm", text.strip()
    if not value:
        raise ValueError(f"«{text}»: a condition was expected, such as most=10 or a text")
    if kind == "most":
        value = units(millionths(value))
    if kind == "shipments" and not (value.isascii() and value.isdigit() and int(value) > 0):
        raise ValueError(f"shipments={value}: a number of shipments was expected")
    if kind == "until":
        try:
            value = date.fromisoformat(value).isoformat()
        except ValueError:
            raise ValueError(f"until={value}: a day written YYYY-MM-DD was expected") from None
    return Condition(kind, value)


def conditions_of(journal: Sequence[Entry]) -> tuple[Condition, ...]:
    """The conditions that hold: those of the latest move that stated any."""
    stated = (entry.body["details"].get("conditions") for entry in reversed(journal))
    found = next((each for each in stated if each is not None), ())
    return tuple(Condition(one["kind"], one["value"]) for one in found)


def broken(conditions: Sequence[Condition], leaving: Leaving) -> str | None:
    """The first condition that a shipment does not keep, in words; `None` if it keeps all."""
    for number, one in enumerate(conditions, 1):
        if not _kept(one, number, leaving):
            said = f"condition {number} ({one.words()['en']})"
            if one.kind == "confirm":
                return f"{said} is to be confirmed for the shipment (--meets {number})"
            return f"{said} is not kept"
    return None


def _kept(one: Condition, number: int, leaving: Leaving) -> bool:
    if one.kind == "most":
        return leaving.count <= millionths(one.value)
    if one.kind == "shipments":
        return leaving.before < int(one.value)
    if one.kind == "until":
        return leaving.on <= date.fromisoformat(one.value)
    if one.kind == "only":
        return leaving.end_user is not None and person(leaving.end_user) == person(one.value)
    return number in leaving.confirmed
