"""How values and shares of one article are written beside its picture."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

from licet.basics import Range, plain
from licet.bom import Bounds, Piece, Unknown
from licet.papers.report.figures import percent, rounded, share_text
from licet.papers.report.layout import Cell
from licet.papers.report.speech import Speech


@dataclass(frozen=True, slots=True)
class Subject:
    """What a picture is drawn of, and how its numbers are written."""

    top: Piece
    share: Range
    """Counted value over value, as traced."""
    unknowns: tuple[Unknown, ...]
    currency: str
    bound: Decimal
    """Shares are never rounded onto or over this one, in per cent."""


class Scale:
    """Writes what is worth so much of an article; no share where its own value is in doubt."""

    def __init__(self, subject: Subject, top: Cell, say: Speech) -> None:
        self.say = say
        self._currency, self._bound = subject.currency, subject.bound
        whole = subject.top.value
        self.whole = whole if whole.lo > 0 and top.own == top.end else None

    def money(self, value: Bounds) -> str:
        """A value without its currency."""
        if value.lo == 0 and value.hi is None:
            return self.say("picture_value_unknown")
        return rounded(Fraction(value.lo), None if value.hi is None else Fraction(value.hi))

    def amount(self, value: Bounds) -> str:
        """A value with its currency."""
        known = value.lo > 0 or value.hi is not None
        return f"{self.money(value)} {self._currency}".strip() if known else self.money(value)

    def share(self, value: Bounds) -> str:
        """Its share of the whole article's value; nothing where the whole is not known."""
        whole = self.whole
        if whole is None:
            return ""
        lo = Fraction(value.lo) / whole.hi if whole.hi else Fraction(0)
        hi = None if value.hi is None else Fraction(value.hi) / whole.lo
        return self.per_cent(Bounds(lo, hi).range())

    def bracketed(self, value: Bounds) -> str:
        """The same in brackets, to follow an amount."""
        share = self.share(value) if value.lo > 0 or value.hi is not None else ""
        return f" ({share})" if share else ""

    def glance(self, value: Bounds) -> str:
        """Its share in a few digits; its value where there is no whole to have a share of."""
        if self.whole is None or not self.whole.known or not value.known:
            return self.share(value) or self.money(value)
        share = Fraction(value.lo) * 100 / Fraction(self.whole.lo)
        number = Context(prec=30).divide(Decimal(share.numerator), Decimal(share.denominator))
        places = 1 if number >= 1 or not number else 1 - number.adjusted()
        return f"{plain(number.quantize(Decimal(1).scaleb(-places)))} %"

    def per_cent(self, share: Range) -> str:
        """A share of one, told in per cent as exactly as the law's bound asks."""
        return f"{share_text(percent(share), self._bound)} %"
