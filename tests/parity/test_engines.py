"""One graph of questions, four ways to answer it: rows, Polars, DuckDB's SQL, Spark."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pytest

from licet.rulebook import Rulebook, rulebook
from licet.verdict import Decider, Row, column_names, decider, table_of
from licet.verdict.sql import clause_column, select
from licet.verdict.table import used_facts

KNOWN = date(2026, 11, 22)
ROWS = 3000
SPARK_ROWS = 60


def random_rows(count: int, seed: int = 61) -> list[Row]:
    """Rows of random facts, a third of them unknown."""
    draw, book = Random(seed), rulebook()  # noqa: S311 - no secret
    defaults = {reading.column: reading.default for reading in book.readings.values()}
    return [_row(draw, book, defaults) for _ in range(count)]


def _row(draw: Random, book: Rulebook, defaults: dict[str, str]) -> Row:
    row: dict[str, Any] = {"on": date(2025, 10, 1) + timedelta(days=draw.randrange(440))}
    for name, fact in used_facts(book).items():
        if name in defaults:
            row[name] = draw.choice((defaults[name], defaults[name], *fact.codes, None))
        elif draw.random() < 1 / 3:
            continue
        elif fact.kind == "number":
            low = draw.randrange(400)
            row[f"{name}__lo"], row[f"{name}__hi"] = low, low + draw.choice((0, 0, 90))
        else:
            codes = {"yes_no": (True, False), "territory": ("CN", "JP", "US", "HK")}
            row[name] = draw.choice(codes.get(fact.kind, fact.codes))
    return row


@pytest.fixture(scope="module")
def by() -> Decider:
    """The shipped law as known on one day."""
    return decider(rulebook(), KNOWN)


def wanted(by: Decider) -> list[str]:
    """Answers and clauses, which every engine must give alike."""
    return [*by.answers, *by.names.clauses.values()]


def test_polars_answers_as_the_rows_do(by: Decider) -> None:
    rows = random_rows(ROWS)
    table = by.decide(table_of(rows, by.book), wanted(by))
    assert table.select(wanted(by)).to_dicts() == by.decide_rows(rows, wanted(by))


def test_duckdb_answers_the_printed_sql_as_the_rows_do(by: Decider) -> None:
    rows = random_rows(500, seed=62)
    facts = table_of(rows, by.book).to_arrow()
    query = select(by.book, "duckdb", KNOWN)
    done = duckdb.connect().register("facts", facts).execute(query)
    columns = [one[0] for one in done.description]
    found = [dict(zip(columns, values, strict=True)) for values in done.fetchall()]
    sql_names = [name.lower().replace("-", "_").replace("__", "_") for name in by.answers]
    sql_names += [clause_column(cite) for cite in by.names.clauses]
    for row, answer in zip(found, by.decide_rows(rows, wanted(by)), strict=True):
        assert [row[name] for name in sql_names] == [answer[name] for name in wanted(by)]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """A Spark of this machine alone."""
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.mark.filterwarnings("ignore")  # Spark's own Python warns of what it will drop
@pytest.mark.xdist_group("spark")
def test_spark_answers_as_the_rows_do(by: Decider, spark: Any) -> None:
    rows = random_rows(SPARK_ROWS, seed=63)
    polars = (
        table_of(rows, by.book).with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))
    )
    plain = [
        pl.col(name).cast(pl.String) for name, kind in polars.schema.items() if kind == pl.Enum
    ]
    frame = spark.createDataFrame(polars.with_columns(plain).to_arrow())
    names = [*by.answers, *list(by.names.clauses.values())[:60]]
    decided = by.decide(nw.from_native(frame), names).select("row", *names)
    found = sorted(decided.to_native().collect(), key=lambda one: one["row"])
    answers = by.decide_rows(rows, names)
    assert [[one[n] for n in names] for one in found] == [[a[n] for n in names] for a in answers]
    assert set(column_names(by.book)) <= set(polars.columns)
