"""A real PostgreSQL runs the printed SQL unchanged, and answers as Polars does."""

from __future__ import annotations

from datetime import date

import polars as pl
import psycopg
import pytest

from licet.engine import NUMBER_TYPE
from licet.verdict import decider, select
from licet.verdict.sql import answer_column, clause_column
from licet.verdict.table import table_of
from tests.cases.conftest import postgresql
from tests.parity.rows import random_rows
from tests.verdict.facts import BOOK

__all__ = ["postgresql"]

KNOWN = date(2026, 11, 22)
TYPES = {pl.Boolean: "boolean", pl.Date: "date", pl.Int64: "bigint", pl.Decimal: NUMBER_TYPE}


@pytest.mark.xdist_group("pg")
def test_postgresql_gives_the_same_rows_from_the_printed_sql(postgresql: str) -> None:
    by = decider(BOOK, KNOWN)
    called = {name: answer_column(name) for name in by.answers}
    called |= {column: clause_column(cite) for cite, column in by.names.clauses.items()}
    table: pl.DataFrame = table_of(random_rows(800, 19), BOOK).with_row_index("number")
    alone = by.decide(table, list(called))
    kinds = [TYPES.get(type(kind), "text") for kind in table.schema.values()]
    columns = ", ".join(
        f'"{name}" {"bigint" if name == "number" else kind}'
        for name, kind in zip(table.columns, kinds, strict=True)
    )
    with psycopg.connect(postgresql) as warehouse:
        warehouse.execute(f"CREATE TEMPORARY TABLE facts ({columns})")
        with warehouse.cursor().copy("COPY facts FROM STDIN") as lines:
            for row in table.iter_rows():
                lines.write_row(row)
        answered = warehouse.execute(select(BOOK, "postgres", KNOWN, keep=["number"]))
        names = [column.name for column in answered.description or ()]
        rows = sorted(answered.fetchall())
    found = {name: [row[at] for row in rows] for at, name in enumerate(names)}
    differ = [n for n, column in called.items() if found[column] != alone[n].to_list()]
    assert differ == []
