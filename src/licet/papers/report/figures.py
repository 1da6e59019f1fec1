"""How numbers are written: money, amounts, shares; shown shorter only where nothing is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

from licet.basics import Range, plain

HUNDRED = Decimal(100)
_WIDE = Context(prec=120)
_SHORT, _LONG = 4, 12
_POINT = Decimal("0.000000001")
"""Two ends nearer than this (in per cent) are one number that no finite decimal can write."""


@dataclass(frozen=True, slots=True)
class Money:
    """Writes values of one currency, all with the same number of places."""

    currency: str
    places: int

    @classmethod
    def of(cls, currency: str | None, *, whole: bool) -> Money:
        """No places if all values are whole, else two."""
        return cls(currency or "", 0 if whole else 2)

    def __call__(self, value: Fraction | None) -> str:
        """A value with thousands apart; rounded half to even, since it is shown, never tested."""
        if value is None:
            return ""
        scaled = Decimal(round(value * 10**self.places)).scaleb(-self.places, context=_WIDE)
        return f"{scaled:,.{self.places}f}"


def percent(ratio: Range) -> Range:
    """A share of one as a share of a hundred."""
    ends = (None if x is None else _WIDE.multiply(x, HUNDRED) for x in (ratio.lo, ratio.hi))
    return Range(*ends)


def share_text(share: Range, bound: Decimal) -> str:
    """A share in per cent, with as many places as it takes to tell its ends from `bound`."""
    if share.lo is None and share.hi is None:
        return "?"
    if share.lo is not None and share.hi is not None and share.hi - share.lo <= _POINT:
        return _single(share.lo, share.hi, bound)
    lo = "0" if share.lo is None else plain(_shorter(share.lo, bound, ROUND_FLOOR))
    hi = "?" if share.hi is None else plain(_shorter(share.hi, bound, ROUND_CEILING))
    return f"{lo} – {hi}"


def _single(lo: Decimal, hi: Decimal, bound: Decimal) -> str:
    short = _shorter(lo, bound, ROUND_FLOOR)
    return plain(lo) if short == lo == hi else f"{plain(short)}…"


def _shorter(number: Decimal, bound: Decimal, rounding: str) -> Decimal:
    """`number` rounded outward to few places, but never onto or over `bound`."""
    for places in range(_SHORT, _LONG):
        short = number.quantize(Decimal(1).scaleb(-places), rounding=rounding, context=_WIDE)
        if (short >= bound) == (number >= bound) and (short > bound) == (number > bound):
            return short
    return number


def amount_text(amount: Range | None) -> str:
    """A range of amounts, its ends rounded outward to four places."""
    if amount is None or (amount.lo is None and amount.hi is None):
        return "?"
    if amount.known:
        return grouped(amount.lo)
    lo, hi = (
        "?" if x is None else grouped(x.quantize(Decimal("0.0001"), rounding=r, context=_WIDE))
        for x, r in ((amount.lo, ROUND_FLOOR), (amount.hi, ROUND_CEILING))
    )
    return lo if lo == hi else f"{lo} – {hi}"


def grouped(number: Decimal | None) -> str:
    """An exact number with thousands apart."""
    whole, point, rest = plain(number).partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.lstrip("-").isdigit() else whole


def trimmed(found: str | None) -> str:
    """What stood in a cell; a number without the zeros a table's scale gave it."""
    text = found or ""
    return plain(Decimal(text)) if re.fullmatch(r"-?\d{1,20}\.\d+", text) else text


def place(number: Decimal, lowest: int, highest: int) -> str:
    """Where a share stands on a logarithmic axis between two powers of ten, in per cent of it."""
    if number <= 0:
        return "0"
    spot = (number.log10(_WIDE) - lowest) / (highest - lowest) * HUNDRED
    bounded = max(Decimal(0), min(HUNDRED, spot))
    return plain(bounded.quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN))


def rounded(lo: Fraction, hi: Fraction | None) -> str:
    """An amount to look at, not to test: two places, or four digits of a small one.

    One exact amount is rounded to the nearest; the ends of a range outward.
    """
    if lo == hi:
        return _places(lo, ROUND_HALF_EVEN)
    least = _places(lo, ROUND_FLOOR)
    return f"{least} – {'?' if hi is None else _places(hi, ROUND_CEILING)}"


def _places(amount: Fraction, rounding: str) -> str:
    number = _WIDE.divide(Decimal(amount.numerator), Decimal(amount.denominator))
    places = 2 if number >= 1 or not number else 3 - number.adjusted()
    return grouped(number.quantize(Decimal(1).scaleb(-places), rounding=rounding, context=_WIDE))
