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
