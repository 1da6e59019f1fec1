"""The few operations a rulebook needs, and who can carry them out.

The plan of a verdict is written once against `Algebra`; handed `FrameAlgebra` it becomes
expressions that run on Polars or, through Narwhals, on Spark; handed `SqlAlgebra` it becomes
SQL for a warehouse. All follow Kleene: a null is not known, and nothing is defaulted except
where the plan itself asks what is still possible (`maybe`) or already sure (`surely`).
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol, TypeVar

from sqlglot import exp

from licet.basics import Truth
from licet.rulebook import Compare, OneOf

T = TypeVar("T")


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

    def choose(self, cases: Sequence[tuple[T, str | Truth]], otherwise: str | T | None) -> T:
        """The value of the first case that is true."""


class FrameAlgebra:
    """Expressions of Polars or Narwhals, whichever namespace it is given."""

    def __init__(self, namespace: Any) -> None:  # noqa: ANN401 - either library's module
        self.ns = namespace

    def column(self, name: str) -> Any:  # noqa: ANN401
        """A column made before."""
        return self.ns.col(name)

    def constant(self, truth: Truth) -> Any:  # noqa: ANN401
        """Yes, no or not known, for every row."""
        return self.ns.lit(truth, dtype=self.ns.Boolean)

    def one_of(self, atom: OneOf) -> Any:  # noqa: ANN401
        """Is the code one of the values? Null if the code is."""
        code = self.ns.col(atom.fact)
        return functools.reduce(operator.or_, (code == value for value in atom.values))

    def compare(self, atom: Compare) -> Any:  # noqa: ANN401
        """True or false if so for the whole ranges, else null."""
        low, high = self._side(atom.left, "lo"), self._side(atom.left, "hi")
        right_low, right_high = self._side(atom.right, "lo"), self._side(atom.right, "hi")
        if atom.right and atom.constant:
            right_low, right_high = right_low + atom.constant, right_high + atom.constant
        elif not atom.right:
            right_low = right_high = self.ns.lit(atom.constant)
        if atom.op == ">=":
            yes, no = low >= right_high, high < right_low
        elif atom.op == ">":
            yes, no = low > right_high, high <= right_low
        else:
            yes = (low == right_high) & (high == right_low)
            no = (low > right_high) | (high < right_low)
        return self.choose([(yes, True), (no, False)], None)

    def _side(self, terms: Sequence[tuple[int, str]], end: str) -> Any:  # noqa: ANN401
        if not terms:
            return None
        columns = [(multiple, self.ns.col(f"{fact}__{end}")) for multiple, fact in terms]
        return functools.reduce(operator.add, (c if m == 1 else c * m for m, c in columns))

    def negate(self, of: Any) -> Any:  # noqa: ANN401
        """Not."""
        return ~of

    def all_of(self, parts: Sequence[Any]) -> Any:  # noqa: ANN401
        """And."""
        return functools.reduce(operator.and_, parts) if parts else self.constant(truth=True)

    def any_of(self, parts: Sequence[Any]) -> Any:  # noqa: ANN401
        """Or."""
        return functools.reduce(operator.or_, parts) if parts else self.constant(truth=False)

    def maybe(self, of: Any) -> Any:  # noqa: ANN401
        """Not false: true or unknown."""
        return of.fill_null(value=True)

    def surely(self, of: Any) -> Any:  # noqa: ANN401
        """True, and not unknown."""
        return of.fill_null(value=False)

    def stated(self, fact: str) -> Any:  # noqa: ANN401
        """Is the fact given at all? Never null."""
        return ~self.ns.col(fact).is_null()

    def by_day(self, steps: Sequence[tuple[date, Truth]]) -> Any:  # noqa: ANN401
        """The truth of the last step whose day is not after the row's `on`; false before all."""
        truth = self.constant(truth=False)
        for start, value in steps:
            later = self.ns.when(self.ns.col("on") >= self.ns.lit(start))
            truth = later.then(self.constant(value)).otherwise(truth)
        return truth

    def choose(self, cases: Sequence[tuple[Any, Any]], otherwise: Any) -> Any:  # noqa: ANN401
        """The value of the first case that is true."""
        chosen = otherwise if not isinstance(otherwise, str | None) else self.ns.lit(otherwise)
        for condition, value in reversed(cases):
            chosen = self.ns.when(condition).then(self.ns.lit(value)).otherwise(chosen)
        return chosen


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
        return self.choose([(yes, True), (no, False)], self.constant(None))

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
            case = case.when(on >= exp.cast(start.isoformat(), "date"), self.constant(value))
        return case.else_(exp.false()) if steps else exp.false()

    def choose(
        self,
        cases: Sequence[tuple[exp.Expr, str | Truth]],
        otherwise: Any,  # noqa: ANN401
    ) -> exp.Expr:
        """The value of the first case that is true."""
        case = exp.Case()
        for condition, value in cases:
            then = exp.Literal.string(value) if isinstance(value, str) else self.constant(value)
            case = case.when(condition, then)
        if isinstance(otherwise, str):
            otherwise = exp.Literal.string(otherwise)
        return case.else_(exp.null() if otherwise is None else otherwise)
