"""The tables a portfolio is handed over in say the same in every format."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from licet.papers import write_determinations
from tests.verdict.test_examples_folders import LAPSED, portfolio


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the tables of the German exporter lie."""
    folder = tmp_path_factory.mktemp("determinations")
    write_determinations(portfolio("nordwind-generatoren"), folder)
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_line_has_a_row_with_its_outcome_in_each_scenario(written: Path) -> None:
    decisions = portfolio("nordwind-generatoren").decisions
    lines = rows(written / "determinations.csv")
    assert [(r["shipment"], r["line"], r["outcome"], r[f"outcome:{LAPSED}"]) for r in lines] == [
        (d.line.shipment, d.line.line, d.answer.outcome, d.answers[LAPSED].outcome)
        for d in decisions
    ]


def test_parquet_keeps_exact_decimals(written: Path) -> None:
    table = pl.read_parquet(written / "articles.parquet")
    assert table.schema["cn_part1_value_lo"] == pl.Decimal(32, 12)
    texts = [r["cn_part1_value_lo"] for r in rows(written / "articles.csv")]
    values = table["cn_part1_value_lo"].to_list()
    assert [None if t == "" else Decimal(t) for t in texts] == values


def test_the_workbook_says_the_same_in_words(written: Path) -> None:
    book = openpyxl.load_workbook(written / "determinations.xlsx")
    sheet = book["determinations"]
    head = [cell.value for cell in sheet[1]]
    outcomes = [row[head.index("outcome")].value for row in sheet.iter_rows(min_row=2)]
    lines = rows(written / "determinations.csv")
    assert len(outcomes) == len(lines)
    assert outcomes.count("licence required") == sum(
        r["outcome"] == "licence_required" for r in lines
    )


def test_every_answer_carries_the_law_it_rests_on(written: Path) -> None:
    book = portfolio("nordwind-generatoren").book
    for row in rows(written / "determinations.csv"):
        assert row["rulebook"] == book.fingerprint
        assert row["known"] == "2026-11-22"
