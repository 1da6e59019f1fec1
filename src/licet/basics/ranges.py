"""Exact decimal ranges: what a number is known to lie between.

A range is ``[lo, hi]``, both ends included; an end that is ``None`` is open (not known).
Nothing here ever rounds inward: a range may widen, it never loses a possible value.
"""

from __future__ import annotations

import decimal
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable

    from licet.basics.truth import Truth

PLACES = 12
"""Decimal places a number keeps in a table (DECIMAL(32,12)); finer numbers are rounded outward."""
DIGITS = 20
"""Digits before the point that a number in a table may have."""

_EXACT = decimal.Context(prec=120, traps=[decimal.Inexact, decimal.InvalidOperation])
_WIDE = decimal.Context(prec=120)
_STEP = Decimal(1).scaleb(-PLACES)


def exact(text: str | int | Decimal) -> Decimal:
    """The decimal that `text` writes, exactly.

    Raises:
        ValueError: it is no finite plain decimal, or has more than 20 digits before the point.
    """
    if isinstance(text, bool):
        raise ValueError(text)
    try:
        number = Decimal(text.strip() if isinstance(text, str) else text)
    except decimal.InvalidOperation:
        raise ValueError(text) from None
    if not number.is_finite() or number.adjusted() >= DIGITS:
        raise ValueError(text)
    return number


def floor(number: Decimal) -> Decimal:
    """`number` rounded down to 12 places."""
    return number.quantize(_STEP, rounding=decimal.ROUND_FLOOR, context=_WIDE)


def ceiling(number: Decimal) -> Decimal:
    """`number` rounded up to 12 places."""
    return number.quantize(_STEP, rounding=decimal.ROUND_CEILING, context=_WIDE)


@dataclass(frozen=True, slots=True)
class Range:
    """The values a number may still have: ``lo <= x <= hi``; ``None`` is an open end."""

    lo: Decimal | None = None
    hi: Decimal | None = None

    def __post_init__(self) -> None:
        if self.lo is not None and self.hi is not None and self.lo > self.hi:
            raise ValueError(f"the range [{self.lo}, {self.hi}] has its ends reversed")

    @classmethod
    def just(cls, number: str | int | Decimal) -> Self:
        """The range that holds one number."""
        value = exact(number)
        return cls(value, value)

    @property
    def known(self) -> bool:
        """Is it a single number?"""
        return self.lo is not None and self.lo == self.hi

    def __add__(self, other: Range) -> Range:
        return Range(_each(self.lo, other.lo, _EXACT.add), _each(self.hi, other.hi, _EXACT.add))

    def times(self, factor: Decimal) -> Range:
        """The range times a number that is not negative."""
        if factor < 0:
            raise ValueError(factor)
        return Range(
            _each(self.lo, factor, _EXACT.multiply), _each(self.hi, factor, _EXACT.multiply)
        )

    def hull(self, other: Range) -> Range:
        """The smallest range that holds both."""
        return Range(_each(self.lo, other.lo, min), _each(self.hi, other.hi, max))

    def meet(self, other: Range) -> Range | None:
        """What both allow; ``None`` if they contradict each other."""
        lo = max((x for x in (self.lo, other.lo) if x is not None), default=None)
        hi = min((x for x in (self.hi, other.hi) if x is not None), default=None)
        return None if lo is not None and hi is not None and lo > hi else Range(lo, hi)

    def at_least(self, bound: Decimal) -> Truth:
        """Is every value at least `bound`? Unknown if only some are."""
        if self.lo is not None and self.lo >= bound:
            return True
        return False if self.hi is not None and self.hi < bound else None

    def outward(self) -> Range:
        """The range with ends rounded outward to 12 decimal places."""
        return Range(
            None if self.lo is None else floor(self.lo),
            None if self.hi is None else ceiling(self.hi),
        )

    def __str__(self) -> str:
        if self.known:
            return plain(self.lo)
        return f"[{plain(self.lo)}, {plain(self.hi)}]"


NOTHING_KNOWN = Range()
ZERO = Range(Decimal(0), Decimal(0))


def plain(number: Decimal | None) -> str:
    """A number as people write it: no exponent, no trailing zeros; ``?`` for an open end."""
    if number is None:
        return "?"
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _each(
    a: Decimal | None, b: Decimal | None, of: Callable[[Decimal, Decimal], Decimal]
) -> Decimal | None:
    return None if a is None or b is None else of(a, b)
