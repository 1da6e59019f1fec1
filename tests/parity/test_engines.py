"""Rows, Polars and the printed SQL on DuckDB and PostgreSQL give the same answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pytest
import sqlglot

from licet.verdict import OUTCOMES, UNDETERMINED, decide_table, decider, select
from licet.verdict.sql import DIALECTS, answer_column, clause_column
from licet.verdict.table import column_names, table_of, used_facts
from tests.parity.rows import random_rows
from tests.verdict.facts import BOOK
from tests.verdict.test_oracle import differences

KNOWN = date(2026, 11, 22)
BY = decider(BOOK, KNOWN)
CALLED = {name: answer_column(name) for name in BY.answers} | {
    column: clause_column(cite) for cite, column in BY.names.clauses.items()
}
ROWS = random_rows(3000, 7)
TWINS = {"databricks": "spark", "redshift": "postgres"}
"""What each is asked, word for word."""


@pytest.fixture(scope="module")
def table() -> pl.DataFrame:
    """The rows as a table of the embedded engine."""
    made: pl.DataFrame = table_of(ROWS, BOOK)
    return made


@pytest.fixture(scope="module")
def expected(table: pl.DataFrame) -> pl.DataFrame:
    """What Polars finds: every answer, and whether each clause is met."""
    found: pl.DataFrame = BY.decide(table, list(CALLED)).select(pl.col(CALLED))
    return found


@pytest.fixture(scope="module")
def parquet(table: pl.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rows as a file."""
    path = tmp_path_factory.mktemp("parity") / "facts.parquet"
    table.write_parquet(path)
    return path


def test_the_rows_bring_up_every_answer(expected: pl.DataFrame) -> None:
    assert set(expected["actual__outcome"]) == {*OUTCOMES, UNDETERMINED}
    reviews = {"refusal_presumed", "case_by_case", "ordinary", None}
    assert set(expected["actual__review"]) == reviews
    unknown = expected["actual__outcome"].eq(UNDETERMINED).sum()
    assert 0.2 < unknown / expected.height < 0.8


def test_rows_are_decided_as_tables_are(expected: pl.DataFrame) -> None:
    assert BY.decide_rows(ROWS, list(CALLED)) == expected.to_dicts()


def test_the_oracle_agrees_on_a_sample(table: pl.DataFrame) -> None:
    found = BY.decide(table[:30]).to_dicts()
    for one, columns in zip(ROWS, found, strict=False):
        assert differences(one, columns, BY) == {}


def test_duckdb_gives_the_same_rows_from_the_printed_sql(
    parquet: Path, expected: pl.DataFrame
) -> None:
    sql = select(BOOK, "duckdb", KNOWN, keep=["on"])
    with duckdb.connect() as warehouse:
        warehouse.read_parquet(str(parquet)).create_view("facts")
        answered = warehouse.execute(sql)
        names = [column[0] for column in answered.description]
        found = [dict(zip(names, row, strict=True)) for row in answered.fetchall()]
    assert names == ["on", *CALLED.values()]
    assert [row["on"] for row in found] == [row["on"] for row in ROWS]
    assert_same(found, expected, CALLED)


@pytest.mark.parametrize("dialect", sorted({*DIALECTS} - {*TWINS}))
def test_the_sql_of_each_dialect_reads_back_in_that_dialect(dialect: str) -> None:
    sql = select(BOOK, dialect, KNOWN, keep=["shipment"])
    for twin in (twin for twin, one in TWINS.items() if one == dialect):
        assert select(BOOK, twin, KNOWN, keep=["shipment"]) == sql
    (tree,) = sqlglot.parse(sql, read=dialect)
    assert isinstance(tree, sqlglot.exp.Select)
    assert tree.named_selects == ["shipment", *CALLED.values()]
    assert tree.sql(dialect=dialect, pretty=True) == sql


def test_the_sql_asks_for_no_column_that_is_not_a_fact_or_a_reading() -> None:
    tree = sqlglot.parse_one(select(BOOK, "duckdb", KNOWN), read="duckdb")
    inner = next(s for s in tree.find_all(sqlglot.exp.Select) if not s.find(sqlglot.exp.Subquery))
    assert {column.name for column in inner.find_all(sqlglot.exp.Column)} == set(column_names(BOOK))


SPOILT: dict[str, Callable[[pl.Expr], pl.Expr]] = {
    "empty": lambda column: column.str.slice(0, 0),
    "small": lambda column: column.str.to_lowercase(),
    "blank": lambda column: column + " ",
    "other": lambda column: column.str.replace(".*", "n/a"),
}
"""What other programs leave in a column of codes."""


def test_what_a_table_sets_aside_is_never_clear_in_sql() -> None:
    """A day that is missing, a text that is no code, a range reversed, two facts that differ."""
    texts = [name for name, fact in used_facts(BOOK).items() if fact.kind in {"code", "territory"}]
    clean = table_of(ROWS[:10], BOOK).with_columns(pl.col(texts).cast(pl.String))
    spoilt = [clean.with_columns(spoil(pl.col(texts))) for spoil in SPOILT.values()]
    spoilt.append(clean.with_columns(on=pl.lit(None, dtype=pl.Date)))
    ends = {"item_value__lo": pl.lit(Decimal(2)), "item_value__hi": pl.lit(Decimal(1))}
    spoilt.append(clean.with_columns(**ends).cast(clean.schema))
    spoilt.append(clean.with_columns(annex1=pl.lit("P2-I-3"), annex1_part=pl.lit(0)))
    void = [pl.lit(Decimal(-1)).alias(f"cn_part1_value__{end}") for end in ("lo", "hi")]
    spoilt.append(clean.with_columns(*void).cast(clean.schema))
    facts = pl.concat(spoilt, how="vertical_relaxed").with_row_index("row")
    found = decide_table(nw.from_native(facts.lazy()), BOOK, KNOWN)
    aside = found.quarantined.select("row").collect()["row"].to_list()
    assert len(aside) > 50
    with duckdb.connect() as warehouse:
        warehouse.register("facts", facts.to_arrow())
        sql = select(BOOK, "duckdb", KNOWN, keep=["row", "act"])
        answers = {row[0]: row[1:3] for row in warehouse.execute(sql).fetchall()}
    assert {row: act for row, (act, _) in answers.items()} == dict(
        facts.select("row", "act").rows()
    )
    assert {answers[row][1] for row in aside} == {UNDETERMINED}
    kept = found.decided.select("row", "outcome").collect().rows()
    assert len(kept) > 15
    assert {row: answers[row][1] for row, _ in kept} == dict(kept)


def assert_same(
    found: Sequence[Mapping[str, Any]], expected: pl.DataFrame, called: Mapping[str, str]
) -> None:
    """Are the rows the same, in their order? If not, say which columns differ and where."""
    assert len(found) == expected.height
    wanted = expected.to_dicts()
    differ = {
        name: number
        for number, (one, other) in enumerate(zip(found, wanted, strict=True))
        for name, column in called.items()
        if one[column] != other[name]
    }
    assert differ == {}
