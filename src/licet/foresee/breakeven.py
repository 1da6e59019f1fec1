"""At which price, quantity or rate does an article cross a threshold of the law?

The threshold comes from the predicate (a comparison of traced facts), the numbers from the
tracer itself: one figure of the folder is moved and the article traced again. Values are made
of sums and products, so the crossing is found exactly in a step or two of the secant method;
it is then checked on both sides by tracing once more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

import narwhals as nw

from licet.basics import Range, ceiling, floor, plain
from licet.bom import Article
from licet.facts import Tracer
from licet.foresee.levers import Mark
from licet.intake import Folder
from licet.rulebook import DECIDING, Clause, Compare, Rulebook, Words, atoms, facts_of
from licet.verdict import classify_items

TRACED = frozenset({"cn_part1_value", "item_value"})
"""The facts that a trace computes."""
_FIGURES: tuple[tuple[str, str, Mark], ...] = (
    ("sources", "price", "may_look_like_circumvention"),
    ("bom", "quantity", "design"),
    ("declarations", "value_hi", "design"),
    ("items", "value", "may_look_like_circumvention"),
    ("rates", "rate", "outside"),
)
"""Which figures are moved, and what moving one on purpose would look like."""
_STEPS = 8
_NEAR = Fraction(1, 10**6)
"""How near its neighbours are at which a break-even is checked, as a part of it."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A comparison of traced facts in a clause."""

    clause: Clause
    says: Words
    atom: Compare


@dataclass(frozen=True, slots=True)
class BreakEven:
    """Where one figure of the folder crosses a threshold, all else being as it is.

    Attributes:
        threshold: which one.
        article: whose share it is about.
        table, column, line: the figure's place.
        about: item, supplier or currency of its row.
        unit: currency or unit, as far as the row names one.
        now: the figure as it stands.
        at: the break-even, to twelve places, on the side where the threshold is reached.
        met_from_here: is the threshold reached at it and above it (else: at it and below)?
        mark: what moving it on purpose may look like.
    """

    threshold: Threshold
    article: str
    table: str
    column: str
    line: int
    about: str
    unit: str | None
    now: Decimal
    at: Decimal
    met_from_here: bool
    mark: Mark


def thresholds(book: Rulebook) -> list[Threshold]:
    """The comparisons of traced facts in the deciding clauses, each comparison once."""
    found: dict[Compare, Threshold] = {}
    for clause in book.clauses:
        for element in clause.elements if clause.then in DECIDING else ():
            for atom in atoms(element.predicate):
                if isinstance(atom, Compare) and set(facts_of(atom)) <= TRACED:
                    found.setdefault(atom, Threshold(clause, element.says, atom))
    return list(found.values())


@dataclass
class Traced:
    """One article of one item on a day, ready to be traced with other figures."""

    folder: Folder
    book: Rulebook
    readings: dict[str, str | None]
    item: str
    article: str
    on: date
    lot: str | None = None

    @cached_property
    def codes(self) -> Any:  # noqa: ANN401 - as the tracer takes them
        """The classification, which no figure moves."""
        return classify_items(self.folder, self.book)

    def traced(self, folder: Folder) -> Article | None:
        """The article as traced in a folder."""
        found = Tracer(folder, self.book, self.codes, self.readings).trace(
            self.item, self.on, self.lot
        )
        return next((one for one in found.articles if one.item == self.article), None)

    def margin(self, threshold: Threshold, folder: Folder) -> Fraction | None:
        """By how much the threshold may be passed; below zero it surely is not reached."""
        one = self.traced(folder)
        if one is None:
            return None
        values = {"cn_part1_value": one.cn_part1_value, "item_value": one.item_value}
        left = _side(threshold.atom.left, values, high=True)
        right = _side(threshold.atom.right, values, high=False)
        if left is None or right is None:
            return None
        return left - right - threshold.atom.constant

    def break_evens(self) -> Iterator[BreakEven]:
        """Every figure that can carry the article over a threshold, or back below it."""
        one = self.traced(self.folder)
        if one is None:
            return
        places = {(each.file, each.line) for each in one.evidence}
        for threshold in thresholds(self.book):
            now = self.margin(threshold, self.folder)
            for figure in self._figures(places) if now is not None else ():
                found = self._crossing(threshold, figure, now)
                if found is not None:
                    yield found

    def _figures(self, places: set[tuple[str, int | None]]) -> Iterator[_Figure]:
        """The figures behind the article: those of its evidence, and the rates of the day."""
        for name, column, mark in _FIGURES:
            table = self.folder.tables[name]
            for row in table.rows.rows(named=True):
                named = (row["_file"], row["_line"]) in places
                if name == "rates":
                    named = row["on"] <= self.on and row[column] != 1
                if named and row[column] is not None and row[column] > 0:
                    yield _Figure(name, column, row["_line"], row, mark)

    def _crossing(
        self, threshold: Threshold, figure: _Figure, now: Fraction | None
    ) -> BreakEven | None:
        first, value = Fraction(figure.row[figure.column]), now
        second, moved = self._second(threshold, figure, first)
        if moved == value:
            return None
        for _ in range(_STEPS):
            if value is None or moved is None:
                return None
            if moved in {0, value}:
                break
            crossing = second - moved * (second - first) / (moved - value)
            if crossing <= 0:
                return None
            first, value = second, moved
            second, moved = crossing, self._moved(threshold, figure, crossing)
        return self._checked(threshold, figure, second)

    def _second(
        self, threshold: Threshold, figure: _Figure, first: Fraction
    ) -> tuple[Fraction, Fraction | None]:
        """A second point of the secant: half the figure, or twice where that cannot be traced."""
        half = self._moved(threshold, figure, first / 2)
        if half is not None:
            return first / 2, half
        return first * 2, self._moved(threshold, figure, first * 2)

    def _checked(self, threshold: Threshold, figure: _Figure, at: Fraction) -> BreakEven | None:
        """The break-even, if the threshold really is crossed between its two neighbours."""
        near = at * _NEAR
        sides = [self._moved(threshold, figure, at + each) for each in (-near, near)]
        reached = [None if one is None else _reached(threshold, one) for one in sides]
        if None in reached or reached[0] == reached[1]:
            return None
        row, rising = figure.row, bool(reached[1])
        about = [row.get(name) for name in ("item", "parent", "component", "supplier", "currency")]
        low, high = _decimals(at)
        return BreakEven(
            threshold, self.article, figure.table, figure.column, figure.line,
            " · ".join(str(each) for each in about if each is not None),
            row.get("currency") if figure.table != "bom" else row.get("unit"),
            row[figure.column], high if rising else low, rising, figure.mark,
        )  # fmt: skip

    def _moved(self, threshold: Threshold, figure: _Figure, value: Fraction) -> Fraction | None:
        """The margin with one figure at another value (rounded to what a table holds)."""
        table = self.folder.tables[figure.table]
        kind = table.rows.schema[figure.column]
        stated = nw.lit(_decimals(value)[0]).cast(kind)
        here = nw.col("_line") == figure.line
        column = nw.when(here).then(stated).otherwise(nw.col(figure.column)).alias(figure.column)
        moved = replace(table, rows=table.rows.with_columns(column))
        tables = {**self.folder.tables, figure.table: moved}
        return self.margin(threshold, replace(self.folder, tables=tables))


@dataclass(frozen=True, slots=True)
class _Figure:
    table: str
    column: str
    line: int
    row: dict[str, Any]
    mark: Mark


def _reached(threshold: Threshold, margin: Fraction) -> bool:
    return margin > 0 if threshold.atom.op == ">" else margin >= 0


def _decimals(value: Fraction) -> tuple[Decimal, Decimal]:
    """The decimals of twelve places just below and above, the same one if it is such."""
    scaled, rest = divmod(value.numerator * 10**12, value.denominator)
    low = Decimal(scaled).scaleb(-12)
    return low, low if not rest else Decimal(scaled + 1).scaleb(-12)


def _side(
    terms: tuple[tuple[int, str], ...], values: dict[str, Range], *, high: bool
) -> Fraction | None:
    total = Fraction(0)
    for multiple, name in terms:
        end = values[name].hi if high else values[name].lo
        if end is None:
            return None
        total += Fraction(ceiling(end) if high else floor(end)) * multiple
    return total


def break_even_json(one: BreakEven) -> dict[str, Any]:
    """A break-even as JSON carries it."""
    return {
        "clause": one.threshold.clause.cite,
        "element": one.threshold.says,
        "article": one.article,
        "figure": f"{one.table}.{one.column}",
        "line": one.line,
        "about": one.about,
        "unit": one.unit,
        "now": plain(one.now),
        "break_even": plain(one.at),
        "met": "at_or_above" if one.met_from_here else "at_or_below",
        "mark": one.mark,
    }
