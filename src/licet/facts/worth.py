"""What lines are worth in the base currency, alone and by kind: exact, and unknown stays so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import narwhals as nw

from licet.basics import PLACES

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
        numbers = nw.new_series("kind", of, nw.Int64, backend=rows.implementation)
        told = self._rows.with_columns(numbers).filter(
            ~nw.col("value").is_null(), ~nw.col("on").is_null()
        )
        sums = told.group_by("kind", "currency", "on").agg(
            nw.col("value").sum(), nw.len().alias("lines")
        )
        self._kinds: dict[int, Fraction] = {}
        self._without = Counter(of)
        for kind, currency, on, value, lines in sums.rows():
            rate = self._factor(currency, on)
            if rate is not None:
                self._kinds[kind] = self._kinds.get(kind, Fraction(0)) + Fraction(value) * rate
                self._without[kind] -= lines

    def of_kind(self, kind: int) -> Fraction:
        """All lines of a kind together, as far as their values are known."""
        return self._kinds.get(kind, Fraction(0))

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

    def shown(self) -> list[Decimal | None]:
        """Each line's, the twelfth place rounded half to even: to be shown, never tested."""
        rates: dict[tuple[str | None, date | None], Fraction | None] = {}
        found: list[Decimal | None] = []
        for value, currency, on in self._rows.iter_rows():
            if value is None or on is None:
                found.append(None)
                continue
            key = currency, on
            if key not in rates:
                rates[key] = self._factor(currency, on)
            rate = rates[key]
            found.append(value if rate == 1 else _rounded(value, rate))
        return found


def _rounded(value: Decimal, rate: Fraction | None) -> Decimal | None:
    if rate is None:
        return None
    return Decimal(round(Fraction(value) * rate * 10**PLACES)).scaleb(-PLACES)
