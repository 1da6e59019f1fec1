"""The few operations a rulebook needs, and who can carry them out.

The plan of a verdict is written once against `Algebra`; handed `FrameAlgebra` it becomes
expressions that run on Polars or, through Narwhals, on Spark; handed `SqlAlgebra` it becomes
SQL for a warehouse. All follow Kleene: a null is not known, and nothing is defaulted except
where the plan itself asks what is still possible (`maybe`) or already sure (`surely`).
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Sequence
from datetime import date
from types import ModuleType
from typing import Any, Protocol, TypeVar

from sqlglot import exp

from licet.basics import Truth
from licet.rulebook import Compare, OneOf

T = TypeVar("T")
Expr = Any
"""An expression of Polars or Narwhals."""

_FEW = 2
"""Up to so many values are compared one by one, which is quicker than looking through a list."""


class Algebra(Protocol[T]):
    """What a plan may do with truths that are columns."""

    def column(self, name: str) -> T:
        """A column made before."""

    def constant(self, truth: Truth) -> T:
        """Yes, no or not known, for every row."""

    def one_of(self, atom: OneOf) -> T:
        """Is the code one of the values? Null if the code is."""

    def compare(self, atom: Compare) -> T:
        """True or false if so for the whole ranges, else null."""

    def negate(self, of: T) -> T:
        """Not."""

    def all_of(self, parts: Sequence[T]) -> T:
        """And."""

    def any_of(self, parts: Sequence[T]) -> T:
        """Or."""

    def maybe(self, of: T) -> T:
        """Not false: true or unknown."""

    def surely(self, of: T) -> T:
        """True, and not unknown."""

    def stated(self, fact: str) -> T:
        """Is the fact given at all? Never null."""

    def by_day(self, steps: Sequence[tuple[date, Truth]]) -> T:
        """The truth of the last step whose day is not after the row's `on`; false before all."""

    def choose(self, cases: Sequence[tuple[T, str]], otherwise: str | None) -> T:
        """The word of the first case that is true."""


class FrameAlgebra:
    """Expressions of Polars or Narwhals, whichever namespace it is given."""

    def __init__(self, namespace: ModuleType) -> None:
        self.ns = namespace

    def column(self, name: str) -> Expr:
        """A column made before."""
        return self.ns.col(name)

    def constant(self, truth: Truth) -> Expr:
        """Yes, no or not known, for every row."""
        return self.ns.lit(truth, dtype=self.ns.Boolean)

    def one_of(self, atom: OneOf) -> Expr:
        """Is the code one of the values? Null if the code is."""
        code = self.ns.col(atom.fact)
        if len(atom.values) > _FEW:
            return code.is_in(list(atom.values))
        return _paired(operator.or_, [code == value for value in atom.values])

    def compare(self, atom: Compare) -> Expr:
        """True or false if so for the whole ranges, else null."""
        low, high = self._side(atom.left, 0, "lo"), self._side(atom.left, 0, "hi")
        right_low = self._side(atom.right, atom.constant, "lo")
        right_high = self._side(atom.right, atom.constant, "hi")
        if atom.op == ">=":
            yes, no = low >= right_high, high < right_low
        elif atom.op == ">":
            yes, no = low > right_high, high <= right_low
        else:
            yes = (low == right_high) & (high == right_low)
            no = (low > right_high) | (high < right_low)
        unless = (
            self.ns.when(no).then(self.constant(truth=False)).otherwise(self.constant(truth=None))
        )
        return self.ns.when(yes).then(self.constant(truth=True)).otherwise(unless)

    def _side(self, terms: Sequence[tuple[int, str]], constant: int, end: str) -> Expr:
        columns = [(multiple, self.ns.col(f"{fact}__{end}")) for multiple, fact in terms]
        parts = [column if multiple == 1 else column * multiple for multiple, column in columns]
        if constant or not parts:
            parts.append(self.ns.lit(constant))
        return functools.reduce(operator.add, parts)

    def negate(self, of: Expr) -> Expr:
        """Not."""
        return ~of

    def all_of(self, parts: Sequence[Expr]) -> Expr:
        """And."""
        return _paired(operator.and_, parts)

    def any_of(self, parts: Sequence[Expr]) -> Expr:
        """Or."""
        return _paired(operator.or_, parts)

    def maybe(self, of: Expr) -> Expr:
        """Not false: true or unknown."""
        return of.fill_null(value=True)

    def surely(self, of: Expr) -> Expr:
        """True, and not unknown."""
        return of.fill_null(value=False)

    def stated(self, fact: str) -> Expr:
        """Is the fact given at all? Never null."""
        return ~self.ns.col(fact).is_null()

    def by_day(self, steps: Sequence[tuple[date, Truth]]) -> Expr:
        """The truth of the last step whose day is not after the row's `on`; false before all."""
        truth = self.constant(truth=False)
        for start, value in steps:
            later = self.ns.when(self.ns.col("on") >= self.ns.lit(start))
            truth = later.then(self.constant(truth=value)).otherwise(truth)
        return truth

    def choose(self, cases: Sequence[tuple[Expr, str]], otherwise: str | None) -> Expr:
        """The word of the first case that is true."""
        chosen = self.ns.lit(otherwise, dtype=self.ns.String)
        for condition, word in reversed(cases):
            chosen = self.ns.when(condition).then(self.ns.lit(word)).otherwise(chosen)
        return chosen


def _paired(join: Callable[[Expr, Expr], Expr], parts: Sequence[Expr]) -> Expr:
    """Many parts joined as a shallow tree, which no planner finds too deep."""
    left = list(parts)
    while len(left) > 1:
        left = [functools.reduce(join, left[at : at + 2]) for at in range(0, len(left), 2)]
    return left[0]


class SqlAlgebra:
    """Expressions of SQLGlot, from which any dialect can be printed."""

    def column(self, name: str) -> exp.Expr:
        """A column made before."""
        return exp.column(name)

    def constant(self, truth: Truth) -> exp.Expr:
        """Yes, no or not known, for every row."""
        if truth is None:
            return exp.cast(exp.null(), "boolean")
        return exp.true() if truth else exp.false()

    def one_of(self, atom: OneOf) -> exp.Expr:
        """Is the code one of the values? Null if the code is."""
        return exp.column(atom.fact).isin(*atom.values)

    def compare(self, atom: Compare) -> exp.Expr:
        """True or false if so for the whole ranges, else null."""
        low, high = self._side(atom.left, 0, "lo"), self._side(atom.left, 0, "hi")
        right_low = self._side(atom.right, atom.constant, "lo")
        right_high = self._side(atom.right, atom.constant, "hi")
        if atom.op == "=":
            yes = exp.and_(low.eq(right_high), high.eq(right_low))
            no = exp.or_(low > right_high, high < right_low)
        elif atom.op == ">=":
            yes, no = low >= right_high, high < right_low
        else:
            yes, no = low > right_high, high <= right_low
        case = exp.Case().when(yes, exp.true()).when(no, exp.false())
        return case.else_(self.constant(truth=None))

    def _side(self, terms: Sequence[tuple[int, str]], constant: int, end: str) -> exp.Expr:
        columns = [(multiple, exp.column(f"{fact}__{end}")) for multiple, fact in terms]
        parts: list[exp.Expr] = [c if m == 1 else c * m for m, c in columns]
        if constant or not parts:
            parts.append(exp.convert(constant))
        return functools.reduce(operator.add, parts)

    def negate(self, of: exp.Expr) -> exp.Expr:
        """Not."""
        return exp.not_(of)

    def all_of(self, parts: Sequence[exp.Expr]) -> exp.Expr:
        """And."""
        return exp.and_(*parts) if parts else exp.true()

    def any_of(self, parts: Sequence[exp.Expr]) -> exp.Expr:
        """Or."""
        return exp.or_(*parts) if parts else exp.false()

    def maybe(self, of: exp.Expr) -> exp.Expr:
        """Not false: true or unknown."""
        return exp.func("COALESCE", of, exp.true())

    def surely(self, of: exp.Expr) -> exp.Expr:
        """True, and not unknown."""
        return exp.func("COALESCE", of, exp.false())

    def stated(self, fact: str) -> exp.Expr:
        """Is the fact given at all? Never null."""
        return exp.not_(exp.column(fact).is_(exp.null()))

    def by_day(self, steps: Sequence[tuple[date, Truth]]) -> exp.Expr:
        """The truth of the last step whose day is not after the row's `on`; false before all."""
        on = exp.column("on", quoted=True)
        case = exp.Case()
        for start, value in reversed(steps):
            case = case.when(
                on >= exp.cast(exp.Literal.string(start.isoformat()), "date"),
                self.constant(truth=value),
            )
        return case.else_(exp.false()) if steps else exp.false()

    def choose(self, cases: Sequence[tuple[exp.Expr, str]], otherwise: str | None) -> exp.Expr:
        """The word of the first case that is true."""
        case = exp.Case()
        for condition, word in cases:
            case = case.when(condition, exp.Literal.string(word))
        return case.else_(exp.null() if otherwise is None else exp.Literal.string(otherwise))
