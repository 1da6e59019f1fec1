"""What an amount of one currency is worth in the folder's base currency on a day."""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from licet.basics import Evidence
    from licet.bom.tables import Table


class Rates:
    """Dated rates; the latest one dated at or before the day counts.

    The base currency is the one whose rate is 1. Where none is, it is taken to be the only one
    without rates that articles are valued in, or else that is in use, and `assumed` says so. A
    folder that never names a currency has only one. An amount without a currency, in a folder
    that names some, cannot be converted. `named` are the currencies of the folder.
    """

    def __init__(self, table: Table, of_articles: set[str | None], used: set[str | None]) -> None:
        self._table = table
        self.assumed = False
        self._dated: dict[str, tuple[list[date], list[Fraction]]] = {}
        self._rows: dict[str, list[int]] = {}
        self.faulty: list[int] = []
        rows: dict[str, list[tuple[date, Fraction, int]]] = {}
        for row in range(table.height):
            currency, on = table.text(row, "currency"), table.column("on")[row]
            rate = table.number(row, "rate")
            if currency is None or on is None or rate is None or rate <= 0:
                self.faulty.append(row)
                continue
            rows.setdefault(currency.upper(), []).append((on, Fraction(rate), row))
        for currency, dated in rows.items():
            dated.sort()
            self._dated[currency] = [on for on, *_ in dated], [rate for _, rate, _ in dated]
            self._rows[currency] = [row for *_, row in dated]
        self._named = _codes(of_articles | used)
        self.named = self._named | set(rows)
        self.base = self._base(_codes(of_articles))

    def _base(self, of_articles: set[str]) -> str | None:
        ones = [each for each, (_, rates) in self._dated.items() if set(rates) == {Fraction(1)}]
        if len(ones) == 1:
            return ones[0]
        without = {
            each
            for each in self._named
            if each not in self._dated and not self._table.doubtful(each)
        }
        for few in (without & of_articles, without):
            if len(few) == 1 and not ones:
                self.assumed = bool(self._dated)
                return next(iter(few))
        return None

    def factor(self, currency: str | None, on: date) -> Fraction | None:
        """Base currency for one unit of `currency`; ``None`` if that is not known."""
        if currency is None:
            return None if self._named else Fraction(1)
        code = currency.upper()
        if code == self.base:
            return Fraction(1)
        if code not in self._dated or self._table.doubtful(currency):
            return None
        days, rates = self._dated[code]
        at = bisect_right(days, on)
        return rates[at - 1] if at else None

    def evidence(self, currency: str | None, on: date) -> Evidence | None:
        """The row of the rate by which an amount in another currency is converted."""
        code = "" if currency is None else currency.upper()
        if code == self.base or code not in self._dated:
            return None
        at = bisect_right(self._dated[code][0], on)
        return self._table.evidence(self._rows[code][at - 1]) if at else None


def _codes(currencies: set[str | None]) -> set[str]:
    return {each.upper() for each in currencies if each is not None}
