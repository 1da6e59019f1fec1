"""The whole rulebook as one SELECT for a warehouse.

Input: a table `facts`, one row a case, with the columns of `column_names` (numbers as
``x__lo`` and ``x__hi``, DECIMAL(32,12); readings as `reading_A09`). Output: outcome, policy
and what is still possible in each world, and whether each clause is met. A row that breaks a
rule of its columns is undetermined; see `licet.verdict.sqlfacts`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from licet.basics import Fault, Refused
from licet.rulebook import Rulebook, nearest
from licet.verdict.compile import decider
from licet.verdict.stages import stages

DIALECTS = (
    "duckdb", "spark", "databricks", "postgres", "redshift", "snowflake", "bigquery", "trino",
)  # fmt: skip
"""Warehouses with truths of three values as columns. T-SQL has no truth that can be selected, and
to ClickHouse a code that is not known is in no list: it would say no where nothing is known."""


def select(
    book: Rulebook,
    dialect: str,
    known: date,
    table: str = "facts",
    scenario: str | None = None,
    *,
    keep: Sequence[str] = (),
) -> str:
    """One SELECT that decides every row of `table`.

    Args:
        book: the rulebook.
        dialect: one of `DIALECTS`.
        known: the law as it could be known on this day.
        table: the name of the table of facts.
        scenario: a scenario taken as made.
        keep: columns of the table to carry over, such as the key of a row.

    Raises:
        Refused: the dialect is not one of them.
    """
    if dialect not in DIALECTS:
        hint = nearest(dialect, DIALECTS) or f"; one of {', '.join(DIALECTS)} was expected"
        raise Refused(Fault("command line", "--dialect", f"«{dialect}» is no dialect{hint}"))
    from licet.verdict.sqlalgebra import SqlAlgebra, printed
    from licet.verdict.sqlfacts import ASTRAY, astray, carried, taken, told

    by = decider(book, known, scenario=scenario)
    wanted = {name: answer_column(name) for name in by.answers}
    wanted |= {by.names.clauses[c.cite]: clause_column(c.cite) for c in book.clauses}
    in_the_way = [name for name in keep if name in wanted.values()]
    if in_the_way:
        expected = f"the answer has columns of this name: {', '.join(in_the_way)}"
        raise Refused(Fault("command line", "--keep", expected))
    made = stages({name: by.asks[name] for name in wanted}, SqlAlgebra())
    kept, outputs = carried(keep)
    outputs |= {called: told(name) for name, called in wanted.items()}
    return printed(table, kept | taken(book), [{ASTRAY: astray(book)}, *made], outputs, dialect)


def clause_column(cite: str) -> str:
    """The column that says whether a clause is met: ``61 §1(1)`` is ``met_61_1_1``."""
    plain = cite.replace("¶", "p").lower()
    return "met_" + re.sub(r"[^0-9a-z]+", "_", plain).strip("_")


def answer_column(answer: str) -> str:
    """The column of an answer: ``actual__outcome`` is ``actual_outcome``."""
    return re.sub(r"[^0-9a-z]+", "_", answer.lower())
