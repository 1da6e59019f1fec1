"""Exact ranges of amounts that are never negative, as fractions.

Quantities multiply down a tree and prices are divided by dozens: only fractions keep both
exact. The result leaves this room as a `Range` of decimals, rounded outward where it must be.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from licet.basics import Range

if TYPE_CHECKING:
    from collections.abc import Iterable

_NOUGHT = Fraction(0)
_WIDE = Context(prec=400)


class Bounds(NamedTuple):
    """What an amount lies between, ``0 <= lo <= x <= hi``; `hi` of ``None`` is open."""

    lo: Fraction
    hi: Fraction | None

    @classmethod
    def just(cls, amount: Fraction) -> Bounds:
        """The bounds of one exact amount."""
        return cls(amount, amount)

    @property
    def known(self) -> bool:
        """Is it one amount?"""
        return self.lo == self.hi

    @property
    def width(self) -> Fraction | None:
        """How far the ends lie apart; ``None`` without an upper end."""
        return None if self.hi is None else self.hi - self.lo

    def plus(self, other: Bounds) -> Bounds:
        """The sum."""
        if other is NONE:
            return self
        open_end = self.hi is None or other.hi is None
        return Bounds(self.lo + other.lo, None if open_end else self.hi + other.hi)  # type: ignore[operator]

    def times(self, other: Bounds) -> Bounds:
        """The product; nothing times however many is nothing."""
        if self.hi == 0 or other.hi == 0:
            return NONE
        open_end = self.hi is None or other.hi is None
        return Bounds(self.lo * other.lo, None if open_end else self.hi * other.hi)  # type: ignore[operator]

    def scaled(self, factor: Fraction) -> Bounds:
        """The product with an exact factor that is not negative."""
        return Bounds(self.lo * factor, None if self.hi is None else self.hi * factor)

    def from_nothing(self) -> Bounds:
        """The same upper end, and perhaps nothing at all."""
        return Bounds(_NOUGHT, self.hi)

    def range(self) -> Range:
        """As decimals, the ends rounded outward to 12 places where they do not end sooner."""
        return Range(down(self.lo), None if self.hi is None else up(self.hi))


NONE = Bounds(_NOUGHT, _NOUGHT)
"""Surely nothing."""
ANY = Bounds(_NOUGHT, None)
"""Nothing is known but that it is not negative."""
ONE = Bounds(Fraction(1), Fraction(1))


def hull(several: Iterable[Bounds]) -> Bounds:
    """The smallest bounds that hold all of `several` (at least one)."""
    each = list(several)
    tops = [one.hi for one in each if one.hi is not None]
    return Bounds(min(one.lo for one in each), max(tops) if len(tops) == len(each) else None)


def largest(several: Iterable[Bounds]) -> Bounds:
    """The bounds of the largest of `several` (at least one)."""
    each = list(several)
    tops = [one.hi for one in each if one.hi is not None]
    return Bounds(max(one.lo for one in each), max(tops) if len(tops) == len(each) else None)


def smallest(several: Iterable[Bounds]) -> Bounds:
    """The bounds of the smallest of `several` (at least one)."""
    each = list(several)
    tops = [one.hi for one in each if one.hi is not None]
    return Bounds(min(one.lo for one in each), min(tops) if tops else None)


def meet(several: Iterable[Bounds]) -> Bounds | None:
    """What all of `several` allow; ``None`` if they contradict each other."""
    each = list(several)
    lo = max(one.lo for one in each)
    tops = [one.hi for one in each if one.hi is not None]
    hi = min(tops) if tops else None
    return None if hi is not None and lo > hi else Bounds(lo, hi)


def total(several: Iterable[Bounds]) -> Bounds:
    """The sum of `several`."""
    whole = NONE
    for one in several:
        whole = whole.plus(one)
    return whole


def ratio(part: Bounds, whole: Bounds) -> Range:
    """`part` over `whole` as decimals; ends are open where `whole` is not known."""
    lo = _NOUGHT if whole.hi is None or whole.hi == 0 else part.lo / whole.hi
    hi = None if part.hi is None or whole.lo == 0 else up(part.hi / whole.lo)
    if part.hi == 0:
        hi = Decimal(0)
    return Range(down(lo), hi)


def down(amount: Fraction) -> Decimal:
    """`amount` as a decimal, exact if it ends within 12 places, else rounded down to them."""
    return _decimal(amount, ROUND_FLOOR)


def up(amount: Fraction) -> Decimal:
    """`amount` as a decimal, exact if it ends within 12 places, else rounded up to them."""
    return _decimal(amount, ROUND_CEILING)


def exactly(amount: Fraction) -> Decimal | None:
    """`amount` as a decimal of any length; ``None`` if no decimal ends there (a third)."""
    twos_and_fives = amount.denominator
    digits = 0
    for prime in (2, 5):
        count = 0
        while twos_and_fives % prime == 0:
            twos_and_fives //= prime
            count += 1
        digits = max(digits, count)
    if twos_and_fives != 1:
        return None
    return _shift(amount.numerator * 10**digits // amount.denominator, digits)


def _decimal(amount: Fraction, rounding: str) -> Decimal:
    scaled, rest = divmod(amount.numerator * 10**12, amount.denominator)
    return _shift(scaled + (1 if rest and rounding == ROUND_CEILING else 0), 12)


def _shift(number: int, places: int) -> Decimal:
    return Decimal(number).scaleb(-places, context=_WIDE).normalize(context=_WIDE)
