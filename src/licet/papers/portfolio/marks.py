"""Lines of a table elsewhere, marked with their day, rate and kind; no line is moved for it.

What lines share (a day and a currency, the cells of a kind) is small, is worked out once by this
process and sent to the lines. Of names only hashes are gathered, to find those that stand twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from licet.engine import PLACE, distinct, frame, hashed, joined, multiplied, sent
from licet.intake import Afar, currency_of, is_currency
from licet.verdict import Assessor

Table = Any
"""A Narwhals frame."""
NAME = ("shipment", "line")
_SAME = ("_on", "_currency", "_valued")
_HASH = "_hash"


@dataclass(frozen=True, slots=True)
class Marks:
    """The lines of a table, with what their day, rate and kind hang on.

    Attributes:
        afar: the table.
        by: the columns that tell kinds apart, the day aside.
        rows: its lines, a cell of `by` that is empty as an empty text.
    """

    afar: Afar
    by: tuple[str, ...]
    rows: Table

    @classmethod
    def of(cls, afar: Afar, by: tuple[str, ...]) -> Marks:
        """The lines of a table."""
        none = nw.lit(None, dtype=nw.String)
        more = {n: none for n in ("value", "currency") if n not in afar.columns}
        rows = afar.rows.with_columns(**more) if more else afar.rows
        own = {
            "_on": nw.col("on").fill_null(""),
            "_currency": nw.col("currency").fill_null(""),
            "_valued": ~nw.col("value").is_null(),
        }
        cells = {name: nw.col(name).fill_null("") for name in by}
        return cls(afar, by, rows.with_columns(**own, **cells))

    def same(self) -> list[tuple[str, str, bool]]:
        """The different days and currencies, and whether there is a value, as they are written."""
        found: list[tuple[str, str, bool]] = distinct(self.rows.select(*_SAME)).collect().rows()
        return found

    def currencies(self, same: Sequence[tuple[str, str, bool]]) -> list[str]:
        """The currencies that values are in."""
        known = {currency_of(currency) for _, currency, valued in same if currency and valued}
        return [currency for currency in known if currency]

    def twice(self) -> Table:
        """The hashes that more than one name has; few of them, or names stand twice."""
        found = hashed(self.rows.select(*NAME).drop_nulls(), NAME, _HASH).group_by(_HASH)
        return found.agg(_rows=nw.len()).filter(nw.col("_rows") > 1).select(_HASH)

    def on(self, same: Sequence[tuple[str, str, bool]], assessor: Assessor) -> Table:
        """The lines with their day, since when it is so, and the rate; null where not plain."""
        return joined(self.rows, sent(self._shared(same, assessor), self.rows), len(same), _SAME)

    def kinds(self, rows: Table) -> Table:
        """The kinds of lines with the first day of each, in the order of their periods."""
        found = rows.filter(~nw.col("_since").is_null()).group_by("_since", *self.by)
        return found.agg(nw.col("_day").min()).sort("_since", *self.by)

    def marked(self, rows: Table, kinds: tuple[Table | None, int], twice: Table | None) -> Table:
        """The lines with day, kind and value; the kind of one that is not plain is null.

        Of a plain one only its name is kept: what else it says, its kind says or nobody asks.

        Args:
            rows: the lines, from `on`.
            kinds: the numbers of the kinds (`_kind`) that were told, and how many there are.
            twice: hashes that more than one name has, if any.
        """
        good, number = self.afar.plain(), nw.lit(None, dtype=nw.Int64).alias("_kind")
        told, count = kinds
        at = ["_since", *self.by]
        rows = rows.with_columns(number) if told is None else joined(rows, told, count, at)
        if twice is not None:
            also = twice.with_columns(_twice=nw.lit(value=True))
            rows = hashed(rows, NAME, _HASH).join(also, on=_HASH, how="left")
            good &= nw.col("_twice").is_null()
        rows = rows.with_columns(_good=(good & ~nw.col("_kind").is_null()).fill_null(value=False))
        rows = rows.with_columns(_number=nw.when(nw.col("_good")).then(nw.col("value")))
        rows = multiplied(rows, "_number", ("_top", "_bottom"), ("_amount", "_worth"))
        lost = nw.col("_worth").is_null() & nw.col("_valued") & ~nw.col("_top").is_null()
        rows = rows.with_columns(_kind=nw.when(nw.col("_good") & ~lost).then(nw.col("_kind")))
        odd = nw.col("_kind").is_null()
        cells = [nw.when(odd).then(nw.col(n)).alias(n) for n in self.afar.columns if n not in NAME]
        own = ("_currency", "_day", "_amount", "_worth", "_kind")
        return rows.select(*NAME, *cells, *PLACE, *own)

    def _shared(self, same: Sequence[tuple[str, str, bool]], assessor: Assessor) -> Table:
        """What lines of a day and a currency share: the day, since when it is so, the rate."""
        found: list[tuple[Any, ...]] = []
        for on, currency, valued in same:
            day = self.afar.day(on)
            if day is None or not is_currency(currency or None):
                found.append((on, currency, valued, None, None, None, None))
                continue
            rate = assessor.assembly.factor(currency or None, day)
            ends = (None, None) if rate is None else (str(rate.numerator), str(rate.denominator))
            found.append((on, currency, valued, day, assessor.since(day), *ends))
        names = (*_SAME, "_day", "_since", "_top", "_bottom")
        kinds: Any = dict.fromkeys(names, "text")
        kinds |= {"_valued": "yes_no", "_day": "date", "_since": "date"}
        columns = list(zip(*found, strict=True)) or [()] * len(names)
        return frame(dict(zip(names, columns, strict=True)), kinds)
