"""A licence: its number, its term, its quantity, and how much of it is left.

Quantities are whole millionths of the unit, so the database adds and compares them exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from licet.basics import exact, plain
from licet.cases.table import table

MILLION = 10**6
LARGEST = 10**12
"""No licence and no shipment is larger, in whole units."""


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence as the register keeps it."""

    number: str
    start: date
    until: date
    """The last day on which it may be used."""
    quantity: int | None
    """Millionths of the unit; `None` if the licence states no quantity."""
    unit: str
    drawn: int = 0

    @property
    def left(self) -> int | None:
        """What may still be shipped, in millionths; `None` if the licence states no quantity."""
        return None if self.quantity is None else self.quantity - self.drawn

    def as_json(self) -> dict[str, Any]:
        """The licence as answers show it."""
        return {
            "number": self.number,
            "from": self.start.isoformat(),
            "until": self.until.isoformat(),
            "unit": self.unit,
            "quantity": None if self.quantity is None else units(self.quantity),
            "drawn": units(self.drawn),
            "left": None if self.left is None else units(self.left),
        }


def millionths(text: str) -> int:
    """How many millionths a quantity is.

    Raises:
        ValueError: it is no number above zero, too large, or finer than a millionth.
    """
    try:
        number = exact(text) * MILLION
    except ValueError:
        raise ValueError(f"a plain decimal number was expected, not «{text}»") from None
    if number <= 0 or number > LARGEST * MILLION:
        raise ValueError(f"a quantity above 0 and up to {LARGEST} was expected, not «{text}»")
    if number != number.to_integral_value():
        raise ValueError(f"at most six decimal places were expected, not «{text}»")
    return int(number)


def units(count: int) -> str:
    """A quantity of so many millionths, as people write it."""
    return plain(Decimal(count).scaleb(-6))


def read_licence(stated: Mapping[str, str | None], form: str, on: date) -> Licence:
    """The licence that was granted, from what was stated of it.

    Args:
        stated: ``number``, ``from`` (default: the day), ``until``, ``quantity`` (a general
            licence may state none), ``unit``.
        form: the form of licence; it sets the longest term.
        on: the day on which it is entered.

    Raises:
        ValueError: something is missing or cannot be so.
    """
    needed: tuple[str, ...] = ("number", "until", "quantity", "unit")
    if form == "general":
        needed = ("number", "until", "unit")
    missing = [f"--{name}" for name in needed if not (stated.get(name) or "").strip()]
    if missing:
        raise ValueError(f"what the licence says is needed: {', '.join(missing)}")
    start = _day(stated.get("from") or on.isoformat(), "--from")
    until = _day(str(stated["until"]), "--until")
    if until < start:
        raise ValueError(f"the licence would end on {until}, before it begins on {start}")
    years = table().forms[form].years
    if until > _later(start, years):
        word = table().forms[form].words["en"]
        raise ValueError(f"a {word} is valid for {years} year{'s' * (years > 1)} at most")
    number, unit = str(stated["number"]).strip(), str(stated["unit"]).strip()
    said = (stated.get("quantity") or "").strip()
    return Licence(number, start, until, millionths(said) if said else None, unit)


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{option}: a day written YYYY-MM-DD was expected, not «{text}»") from None


def _later(start: date, years: int) -> date:
    try:
        return start.replace(year=start.year + years)
    except ValueError:  # 29 February
        return start.replace(year=start.year + years, day=28)
