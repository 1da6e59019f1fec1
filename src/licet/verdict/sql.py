"""The whole rulebook as one SELECT for a warehouse.

Input: a table `facts`, one row a case, with the columns of `column_names` (numbers as
``x__lo`` and ``x__hi``, DECIMAL(32,12); readings as `reading_A09`). Output: outcome, policy
and what is still possible in each world, and whether each clause is met.
"""

from __future__ import annotations

import re
from datetime import date

from sqlglot import exp

from licet.basics import Fault, Refused
from licet.rulebook import Rulebook, nearest
from licet.verdict.algebra import SqlAlgebra
from licet.verdict.compile import decider
from licet.verdict.stages import stages

DIALECTS = ("duckdb", "spark", "postgres", "snowflake", "bigquery", "trino")


def select(
    book: Rulebook, dialect: str, known: date, table: str = "facts", scenario: str | None = None
) -> str:
    """One SELECT that decides every row of `table`.

    Args:
        book: the rulebook.
        dialect: one of `DIALECTS`.
        known: the law as it could be known on this day.
        table: the name of the table of facts.
        scenario: a scenario taken as made.

    Raises:
        Refused: the dialect is not one of them.
    """
    if dialect not in DIALECTS:
        hint = nearest(dialect, DIALECTS) or f"; one of {', '.join(DIALECTS)} was expected"
        raise Refused(Fault("command line", "--dialect", f"«{dialect}» is no dialect{hint}"))
    by = decider(book, known, scenario=scenario)
    met = {by.names.clauses[clause.cite]: clause_column(clause.cite) for clause in book.clauses}
    wanted = [*by.answers, *met]
    query: exp.Select = exp.select("*").from_(exp.to_table(table))
    for number, stage in enumerate(stages({n: by.asks[n] for n in wanted}, SqlAlgebra())):
        made = [made.as_(name, quoted=True) for name, made in stage.items()]
        query = exp.select("*", *made).from_(query.subquery(f"s{number}"))
    columns = [exp.column(n, quoted=True).as_(met.get(n, _name(n))) for n in wanted]
    final = exp.select(*columns).from_(query.subquery("decided"))
    return _quoted(final).sql(dialect=dialect, pretty=True)


def _quoted(tree: exp.Select) -> exp.Select:
    """Every column quoted, so that no warehouse folds its case."""
    for column in tree.find_all(exp.Column):
        if isinstance(column.this, exp.Identifier):
            column.this.set("quoted", value=True)
    return tree


def clause_column(cite: str) -> str:
    """The column that says whether a clause is met: ``61 §1(1)`` is ``met_61_1_1``."""
    plain = cite.replace("¶", "p").lower()
    return "met_" + re.sub(r"[^0-9a-z]+", "_", plain).strip("_")


def _name(answer: str) -> str:
    return re.sub(r"[^0-9a-z]+", "_", answer.lower())
