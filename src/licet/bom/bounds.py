"""Exact ranges of amounts that are never negative, as fractions.

Quantities multiply down a tree and prices are divided by dozens: only fractions keep both
exact. The result leaves this room as a `Range` of decimals, rounded outward where it must be.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from licet.basics import Range, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

Amount = int | Fraction
"""An exact amount; whole ones are kept as `int`, which is quicker. Never divide with ``/``."""
_WIDE = Context(prec=400)


class Bounds(NamedTuple):
    """What an amount lies between, ``0 <= lo <= x <= hi``; `hi` of ``None`` is open."""

    lo: Amount
    hi: Amount | None

    @classmethod
    def just(cls, amount: Amount) -> Bounds:
        """The bounds of one exact amount."""
        return cls(amount, amount)

    @property
    def known(self) -> bool:
        """Is it one amount?"""
        return self.lo == self.hi

    @property
    def width(self) -> Amount | None:
        """How far the ends lie apart; ``None`` without an upper end."""
        return None if self.hi is None else self.hi - self.lo

    def plus(self, other: Bounds) -> Bounds:
        """The sum."""
        hi = None if self.hi is None or other.hi is None else self.hi + other.hi
        return Bounds(self.lo + other.lo, hi)

    def times(self, other: Bounds) -> Bounds:
        """The product; nothing times however many is nothing."""
        if self.hi == 0 or other.hi == 0:
            return NONE
        hi = None if self.hi is None or other.hi is None else self.hi * other.hi
        return Bounds(self.lo * other.lo, hi)

    def scaled(self, factor: Amount) -> Bounds:
        """The product with an exact factor that is not negative."""
        return Bounds(self.lo * factor, None if self.hi is None else self.hi * factor)

    def from_nothing(self) -> Bounds:
        """The same upper end, and perhaps nothing at all."""
        return Bounds(0, self.hi)

    def range(self) -> Range:
        """As decimals, the ends rounded outward to 12 places where they do not end sooner."""
        return Range(down(self.lo), None if self.hi is None else up(self.hi))


NONE = Bounds(0, 0)
"""Surely nothing."""
ANY = Bounds(0, None)
"""Nothing is known but that it is not negative."""
ONE = Bounds(1, 1)


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
    lo = Fraction(0) if not whole.hi else Fraction(part.lo, whole.hi)
    hi = None if part.hi is None or whole.lo == 0 else up(Fraction(part.hi, whole.lo))
    if part.hi == 0:
        hi = Decimal(0)
    return Range(down(lo), hi)


def ends(given: Range) -> dict[str, str | None]:
    """A range as ``{lo, hi}`` of decimal strings."""
    return {
        "lo": None if given.lo is None else plain(given.lo),
        "hi": None if given.hi is None else plain(given.hi),
    }


def amount(number: Decimal | Fraction | int) -> Amount:
    """`number`, exactly, as an `int` if it is whole."""
    above, below = number.as_integer_ratio()
    return above if below == 1 else Fraction(above, below)


def down(amount: Amount) -> Decimal:
    """`amount` as a decimal, exact if it ends within 12 places, else rounded down to them."""
    return _decimal(amount, ROUND_FLOOR)


def up(amount: Amount) -> Decimal:
    """`amount` as a decimal, exact if it ends within 12 places, else rounded up to them."""
    return _decimal(amount, ROUND_CEILING)


def exactly(amount: Amount) -> Decimal | None:
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


def _decimal(amount: Amount, rounding: str) -> Decimal:
    if amount.denominator == 1:
        return Decimal(amount.numerator)
    scaled, rest = divmod(amount.numerator * 10**12, amount.denominator)
    return _shift(scaled + (1 if rest and rounding == ROUND_CEILING else 0), 12)


def _shift(number: int, places: int) -> Decimal:
    return Decimal(number).scaleb(-places, context=_WIDE).normalize(context=_WIDE)
