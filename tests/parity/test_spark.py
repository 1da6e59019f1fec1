"""Spark gives the rows that Polars gives: verdicts, proof and quarantine, on a real cluster."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from licet import spark as licet_spark
from licet.rulebook import LAW, read
from licet.verdict import decide_table, decider, proof_of, read_case, select
from licet.verdict.sql import answer_column, clause_column
from licet.verdict.table import Row, table_of
from tests.parity.killing import one_executor_killed
from tests.parity.rows import random_rows
from tests.verdict.facts import BOOK, row

pytestmark = [pytest.mark.xdist_group("spark"), pytest.mark.filterwarnings("ignore")]

KNOWN = date(2026, 11, 22)
BY = decider(BOOK, KNOWN)
READINGS = [reading.column for reading in BOOK.readings.values()]


def example_rows() -> Iterator[Row]:
    """The facts of every example of the law, on days around the suspension."""
    number = 0
    for path in sorted(LAW.rglob("*.examples.yaml")):
        for block in read(path.read_text(encoding="utf-8"), path.name):
            case = read_case({"facts": block["facts"]}, BOOK)
            number += 1
            yield row(dict(case.facts), date(2025, 10, 1) + timedelta(days=number % 500))


def breaking(table: pl.DataFrame) -> pl.DataFrame:
    """Rows of the table made wrong, each in its own way."""
    two, minus = Decimal(2), Decimal(-1)
    return pl.concat(
        [
            table[:3].with_columns(exporter_in=pl.lit("cn")),
            table[3:5].with_columns(on=pl.lit(None, dtype=pl.Date), act=pl.lit("sale")),
            table[5:8].with_columns(annex1=pl.lit("P2-I-3"), annex1_part=pl.lit(1)),
            table[8:10].with_columns(item_value__lo=two, item_value__hi=minus),
            table[10:14].with_columns(item_value__lo=minus, item_value__hi=minus),
            table[14:18].with_columns(cn_part1_value__lo=minus, ship_to=pl.lit("")),
        ],
        how="vertical_relaxed",
    )


@pytest.fixture(scope="module")
def table() -> pl.DataFrame:
    """All examples of the law, random rows, and rows that break a rule; each is numbered."""
    rows = [*example_rows(), *random_rows(600, 11)]
    made: pl.DataFrame = table_of(rows, BOOK)
    codes = [name for name, kind in made.schema.items() if isinstance(kind, pl.Enum)]
    plain = made.drop(READINGS, strict=False).with_columns(
        pl.col(name).cast(pl.String) for name in codes if name not in READINGS
    )
    wrong = breaking(plain).select(pl.col(name).cast(kind) for name, kind in plain.schema.items())
    return pl.concat([plain, wrong]).with_row_index("number").cast({"number": pl.Int64})


@pytest.fixture(scope="module")
def parquet(table: pl.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The table in four files."""
    folder = tmp_path_factory.mktemp("lake")
    step = -(-table.height // 4)
    for part in range(4):
        table[part * step : (part + 1) * step].write_parquet(folder / f"{part}.parquet")
    return str(folder)


@pytest.fixture(scope="module")
def expected(table: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What Polars finds."""
    found = decide_table(nw.from_native(table.lazy()), BOOK, KNOWN)
    return (
        found.decided.collect().to_native().sort("number"),
        found.quarantined.collect().to_native().sort("number"),
    )


def collected(df: Any) -> pl.DataFrame:
    """A DataFrame of Spark as one of Polars, in the order of the rows' numbers."""
    return pl.DataFrame(pl.from_arrow(df.toArrow())).sort("number")


def differing(found: pl.DataFrame, wanted: pl.DataFrame) -> list[str]:
    """The columns that are not the same in both."""
    assert found.columns == wanted.columns
    assert found.height == wanted.height
    return [
        name
        for name in wanted.columns
        if not found[name].cast(wanted.schema[name]).equals(wanted[name], null_equal=True)
    ]


def test_alike_rows_decided_once_are_decided_as_each_by_itself(
    table: pl.DataFrame, expected: tuple[pl.DataFrame, pl.DataFrame]
) -> None:
    decided, quarantined = expected
    assert 0 < quarantined.height < 30
    assert decided.height + quarantined.height == table.height
    default = [pl.lit(r.default).alias(r.column) for r in BOOK.readings.values()]
    keeping = table.filter(pl.col("number").is_in(decided["number"].to_list()))
    rows = keeping.filter(pl.col("number") < table.height - 18).with_columns(default)
    alone = BY.decide(rows, BY.answers)
    same = decided.filter(pl.col("number") < table.height - 18)
    assert same["outcome"].to_list() == alone["actual__outcome"].to_list()
    assert same["review"].to_list() == alone["actual__review"].to_list()
    assert same["if_in_force"].to_list() == alone["if_in_force__outcome"].to_list()
    sample = rows.gather_every(97).to_dicts()
    found = BY.decide_rows(sample)
    for one, answer in zip(sample, found, strict=True):
        proof = proof_of(decided.row(by_predicate=pl.col("number") == one["number"], named=True),
                         BOOK, KNOWN)  # fmt: skip
        assert {cite: met for cite, (met, _) in proof.items()} == {
            cite: answer[column] for cite, column in BY.names.clauses.items()
        }


def test_spark_decides_and_sets_aside_as_polars_even_if_an_executor_is_killed(
    spark: Any, parquet: str, expected: tuple[pl.DataFrame, pl.DataFrame]
) -> None:
    with one_executor_killed(spark):
        found = licet_spark.decide(spark.read.parquet(parquet), known=KNOWN)
        verdicts = collected(found.verdicts)
    assert differing(verdicts, expected[0]) == []
    assert differing(collected(found.quarantine), expected[1]) == []
    first = found.verdicts.orderBy("number").first()
    assert licet_spark.explain(first) == proof_of(expected[0].row(0, named=True), BOOK, KNOWN)


def test_spark_gives_the_same_rows_from_the_printed_sql(
    spark: Any, parquet: str, expected: tuple[pl.DataFrame, pl.DataFrame]
) -> None:
    decided = expected[0]
    facts = decided.select(
        "number",
        *(
            name
            for name in decided.columns
            if name in BY.book.facts or "__" in name or name == "on"
        ),
    ).with_columns(pl.lit(r.default).alias(r.column) for r in BOOK.readings.values())
    place = str(Path(parquet).parent / "plain.parquet")
    facts[:400].write_parquet(place)
    spark.read.parquet(place).createOrReplaceTempView("facts")
    found = collected(spark.sql(select(BOOK, "spark", KNOWN, keep=["number"])))
    alone = BY.decide(facts[:400])
    called = {name: answer_column(name) for name in BY.answers}
    called |= {column: clause_column(cite) for cite, column in BY.names.clauses.items()}
    differ = [n for n, c in called.items() if found[c].to_list() != alone[n].to_list()]
    assert differ == []
