"""The operations of a rulebook as SQL, from which any dialect can be printed."""

from __future__ import annotations

import functools
import operator
from collections.abc import Mapping, Sequence
from datetime import date

from sqlglot import exp
from sqlglot.errors import SqlglotError

from licet.basics import Fault, Refused, Truth
from licet.rulebook import Compare, OneOf


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


_FLATTENS = ("postgres", "redshift")
"""Their planner puts sub-queries into each other, which doubles what a stage uses twice, stage
after stage; one with an offset it leaves alone."""


def printed(
    table: str,
    inputs: Mapping[str, exp.Expr],
    stages: Sequence[Mapping[str, exp.Expr]],
    outputs: Mapping[str, exp.Expr],
    dialect: str,
) -> str:
    """Stages of columns as one SELECT, a sub-query for each stage.

    Args:
        table: the table to select from.
        inputs: the columns that the stages, or the outputs, need, from its own.
        stages: named expressions; each stage may use the columns of those before it.
        outputs: what the columns wanted are called, and what each says.
        dialect: the SQL to print.

    Raises:
        Refused: the table's name is none.
    """
    first = [said if said.alias_or_name == name else said.as_(name, quoted=True)
             for name, said in inputs.items()]  # fmt: skip
    query: exp.Select = exp.select(*first).from_(_named(table))
    for number, stage in enumerate(stages):
        made = [made.as_(name, quoted=True) for name, made in stage.items()]
        query = exp.select("*", *made).from_(query.subquery(f"s{number}"))
        if dialect in _FLATTENS:
            query = query.offset(0)
    columns = [said.as_(called) for called, said in outputs.items()]
    final = exp.select(*columns).from_(query.subquery("decided"))
    for column in final.find_all(exp.Column):  # quoted, so that no warehouse folds its case
        if isinstance(column.this, exp.Identifier):
            column.this.set("quoted", value=True)
    return final.sql(dialect=dialect, pretty=True)


def _named(table: str) -> exp.Table:
    try:
        return exp.to_table(table)
    except (SqlglotError, ValueError):
        expected = f"a table's name was expected, such as sales.facts, not «{table}»"
        raise Refused(Fault("command line", "--table", expected)) from None
