"""SQL for warehouses that no test can start: what is printed is what was read and kept.

A small rulebook stands for the law: every operation that the law uses, a few lines of SQL.
`LICET_GOLDEN=write` prints the files anew; read the difference before keeping it.
"""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from licet.rulebook import Compare, OneOf
from licet.verdict.graph import Graph
from licet.verdict.sql import DIALECTS
from licet.verdict.sqlalgebra import SqlAlgebra, printed
from licet.verdict.sqlfacts import (
    ASTRAY,
    any_sure,
    code_taken,
    ends_taken,
    no_code,
    no_range,
    told,
)
from licet.verdict.stages import stages

GOLDEN = Path(__file__).parent / "golden"
KEPT = sorted({*DIALECTS} - {"duckdb", "spark", "postgres"})
"""The dialects of which no test starts a warehouse."""
CODES = ("CN", "HK", "MO", "none")


def small(dialect: str) -> str:
    """Every operation of a plan, printed."""
    to = Graph()
    share = to.atom(Compare(((1000, "cn_part1_value"),), ">=", ((1, "item_value"),), 0))
    layers = to.atom(Compare(((1, "use_memory_layers"),), ">", (), 255))
    exact = to.atom(Compare(((1, "item_value"),), "=", (), 1))
    abroad = to.negate(to.atom(OneOf("ship_to", ("CN", "HK", "MO"))))
    stands = to.by_day(((date(2025, 12, 1), True), (date(2026, 11, 11), None)), "61")
    met = to.all_of([abroad, to.any_of([share, layers, exact, to.fact("end_user_military")])])
    needed = to.all_of([met, stands])
    asks = {
        "met": met,
        "sure": to.surely(needed),
        "possible": to.maybe(needed),
        "named": to.stated("annex1"),
        "outcome": to.choose(
            [(to.surely(needed), "licence_required"), (to.maybe(needed), "undetermined")],
            "not_required",
        ),
    }
    inputs: dict[str, exp.Expr] = {
        name: exp.column(name, quoted=True) for name in ("on", "end_user_military")
    }
    inputs |= code_taken("ship_to", CODES) | code_taken("annex1", CODES)
    ends = [(f"{n}__lo", f"{n}__hi") for n in ("cn_part1_value", "item_value", "use_memory_layers")]
    for two, contract in zip(ends, (">= 0", "> 0", ""), strict=True):
        inputs |= ends_taken(two, contract)
    wrong = [no_code("ship_to", CODES), *map(no_range, ends)]
    made = [{ASTRAY: any_sure(wrong)}, *stages(asks, SqlAlgebra())]
    return printed("facts", inputs, made, {name: told(name) for name in asks}, dialect)


@pytest.mark.parametrize("dialect", KEPT)
def test_the_sql_of_a_dialect_is_the_kept_one(dialect: str) -> None:
    sql = small(dialect) + "\n"
    path = GOLDEN / f"{dialect}.sql"
    if os.environ.get("LICET_GOLDEN") == "write":
        path.write_text(sql, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == sql
    [read] = sqlglot.parse(sql, read=dialect)
    assert isinstance(read, sqlglot.exp.Select)
    assert read.named_selects[-1] == "outcome"
    meant = read.sql(dialect="duckdb", pretty=True)
    assert re.sub(r"\n *OFFSET 0", "", meant) == small("duckdb"), "it is read as DuckDB's is"


def test_databricks_is_asked_as_spark_and_redshift_as_postgresql_which_tests_start() -> None:
    assert small("databricks") == small("spark")
    assert small("redshift") == small("postgres")


def test_snowflake_and_trino_read_the_same_text_but_bigquery_has_names_of_its_own() -> None:
    """Both quote with `"`, have BOOLEAN and its literals, and hold DECIMAL(32,12) times 10,000."""
    assert small("snowflake") == small("trino")
    assert "CAST(NULL AS BOOL)" in small("bigquery")
    assert "`item_value__lo`" in small("bigquery")
