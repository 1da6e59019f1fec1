"""Tables: what is stored keeps its kind, what is unknown stays unknown."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.basics import harmless
from licet.engine import (
    as_dicts,
    evaluate,
    frame,
    polars_frame,
    read_parquet,
    stack,
    write_csv,
    write_parquet,
)

COLUMNS: dict[str, list[Any]] = {
    "on": [date(2026, 11, 22), None],
    "code": ["CN", None],
    "value": [Decimal("99999999999999999999.999999999999"), None],
    "sure": [True, None],
    "whole": [2, None],
    "text": ["钕铁硼", None],
}
KINDS: Any = {
    "on": "date",
    "code": "code",
    "value": "number",
    "sure": "yes_no",
    "whole": "whole",
    "text": "text",
}
CODES = {"code": ("CN", "JP")}


def test_a_table_gives_back_what_it_was_given(tmp_path: Path) -> None:
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in zip(*COLUMNS.values(), strict=True)]
    table = polars_frame(COLUMNS, KINDS, CODES)
    assert as_dicts(table) == as_dicts(frame(COLUMNS, KINDS, CODES)) == rows
    write_parquet(table, tmp_path / "a.parquet")
    assert as_dicts(read_parquet(tmp_path / "a.parquet")) == rows
    write_csv(table, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert as_dicts(stack([table, table])) == rows * 2


def test_a_code_that_is_none_cannot_be_stored() -> None:
    with pytest.raises(Exception, match="XX"):
        polars_frame({"code": ["XX"]}, {"code": "code"}, CODES)


@pytest.mark.parametrize("wrap", [lambda t: t, nw.from_native, lambda t: t.lazy()])
def test_stages_build_on_each_other_on_any_kind_of_table(wrap: Any) -> None:
    def build(ns: Any) -> list[dict[str, Any]]:
        return [{"a": ns.col("sure")}, {"b": ~ns.col("a")}, {"c": ns.col("a") | ns.col("b")}]

    table = wrap(pl.DataFrame({"sure": [True, False, None]}))
    found = as_dicts(evaluate(table, build, ["c"]))
    assert found == [{"sure": s, "c": c} for s, c in ((True, True), (False, True), (None, None))]
    assert set(as_dicts(evaluate(table, build))[0]) == {"sure", "a", "b", "c"}


@given(st.lists(st.text("=+-@\t\r0123456789.'a ,\n\"", max_size=5), min_size=1))
def test_a_csv_file_is_written_as_harmless_cell_by_cell(texts: list[str]) -> None:
    with TemporaryDirectory() as place:
        path = Path(place) / "a.csv"
        write_csv(pl.DataFrame({"n": range(len(texts)), "text": texts}), path)
        with path.open(encoding="utf-8-sig", newline="") as file:
            written = [row["text"] for row in csv.DictReader(file)]
    assert written == [harmless(text) for text in texts]
