"""What lines are worth in the base currency, alone and by kind: exact, and unknown stays so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property
from typing import Any

import narwhals as nw

from licet.basics import PLACES
from licet.engine import alike

Factor = Callable[[str | None, date], Fraction | None]
"""Base currency for one unit of a currency on a day; `None` if that is not known."""


class Worth:
    """What lines are worth in the base currency, each by the rate of its own day.

    Args:
        rows: the lines, with the columns `value`, `currency` and `on`.
        of: the number of each line's kind.
        factor: what the rates say.
    """

    def __init__(self, rows: nw.DataFrame[Any], of: Sequence[int], factor: Factor) -> None:
        self._factor: Factor = cache(factor)
        self._rows = rows.select("value", "currency", "on")
        first, at = alike(self._rows, ["currency", "on"])
        pairs = self._rows[first].select("currency", "on").rows()
        factors = [None if on is None else self._factor(currency, on) for currency, on in pairs]
        self._rates = list(dict.fromkeys(factors))
        number = {rate: n for n, rate in enumerate(self._rates)}
        self._at = [number[factors[pair]] for pair in at]
        told = self._rows.select("value").with_columns(
            nw.new_series("kind", of, nw.Int64, backend=rows.implementation),
            nw.new_series("rate", self._at, nw.Int64, backend=rows.implementation),
        )
        sums = (
            told.drop_nulls("value")
            .group_by("kind", "rate")
            .agg(nw.col("value").sum(), nw.len().alias("lines"))
        )
        self._kinds: dict[int, Fraction] = {}
        self._without = Counter(of)
        for kind, at_rate, value, lines in sums.rows():
            rate = self._rates[at_rate]
            if rate is None:
                continue
            worth = Fraction(value) if rate == 1 else Fraction(value) * rate
            self._kinds[kind] = self._kinds[kind] + worth if kind in self._kinds else worth
            self._without[kind] -= lines

    def of_kinds(self, kinds: Iterable[int]) -> Fraction:
        """All lines of some kinds together, as far as their values are known."""
        sums: dict[int, int] = {}
        for kind in kinds:
            worth = self._kinds.get(kind)
            if worth is not None:
                below = worth.denominator
                sums[below] = sums.get(below, 0) + worth.numerator
        return sum((Fraction(above, below) for below, above in sums.items()), Fraction(0))

    def without(self, kind: int) -> int:
        """How many lines of a kind have no value that is known."""
        return self._without[kind]

    def of_line(self, number: int) -> Fraction | None:
        """One line; `None` if its value is not known."""
        return self.of(*self._rows.row(number))

    def of(self, value: Decimal | None, currency: str | None, on: date | None) -> Fraction | None:
        """What a value is worth on a day."""
        if value is None or on is None:
            return None
        rate = self._factor(currency, on)
        return None if rate is None else Fraction(value) * rate

    @property
    def whole(self) -> bool:
        """Is every value that is known a whole number?"""
        found = self._rows.unique().iter_rows()
        values = (self.of(*row) for row in found)
        return all(value is None or value.denominator == 1 for value in values)

    @cached_property
    def shown(self) -> Sequence[Decimal | None]:
        """Each line's, the twelfth place rounded half to even: to be shown, never tested."""
        rates = self._rates
        return [
            None if value is None or (rate := rates[at]) is None
            else value if rate == 1
            else _rounded(value, rate)
            for value, at in zip(self._rows["value"].to_list(), self._at, strict=True)
        ]  # fmt: skip


def _rounded(value: Decimal, rate: Fraction) -> Decimal:
    above, below = value.as_integer_ratio()
    whole, rest = divmod(above * rate.numerator * 10**PLACES, below * rate.denominator)
    half = 2 * rest - below * rate.denominator
    return Decimal(whole + (half > 0 or (half == 0 and whole % 2 == 1))).scaleb(-PLACES)
