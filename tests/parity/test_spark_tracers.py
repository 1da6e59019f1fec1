"""On Spark the tracers give the rows that they give on one machine."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from licet import spark as licet_spark
from licet.basics import Refused
from licet.bom import sweep
from licet.bom.frames import levels
from licet.engine import sent
from licet.facts import Lists
from licet.ownership import closure
from licet.ownership.frames import spread
from licet.screening import Query
from tests.parity import stakes
from tests.parity.killing import _kill_one_executor
from tests.parity.trees import forest, frames, lazily

pytestmark = [pytest.mark.xdist_group("spark"), pytest.mark.filterwarnings("ignore")]

DAY = date(2026, 11, 22)
RICH = bool(os.environ.get("LICET_PROVE"))
"""With `make prove` every round is one on Spark, which takes seconds."""
PROOF = pytest.mark.skipif(not RICH, reason="a second a round and more: `make prove` runs it")
PLAIN = {} if RICH else {
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
}  # fmt: skip
"""Of few rows, compiling expressions and planning anew at every step are most of the work."""
NAMES = [
    ("Kitakami Motor Works", None, "JP"),
    ("Kitakami Motor Works", None, "DE"),
    ("", None, None),
    (None, "中国航空工业集团有限公司", "CN"),
    ("ORYOL RESEARCH CENTRE", None, None),
]


@pytest.fixture
def stored(spark: Any, tmp_path: Path) -> Iterator[Any]:
    """Puts a table where Spark reads it."""

    def store(table: pl.DataFrame, name: str) -> Any:
        table.write_parquet(tmp_path / f"{name}.parquet")
        return spark.read.parquet(str(tmp_path / f"{name}.parquet"))

    for name, value in PLAIN.items():
        spark.conf.set(name, value)
    yield store
    for name in PLAIN:
        spark.conf.unset(name)


def rows_of(df: Any) -> list[tuple[Any, ...]]:
    """The rows of a DataFrame of Spark, or a Narwhals frame, in order."""
    rows = df.collect()
    return sorted(map(tuple, rows.rows() if hasattr(rows, "rows") else rows), key=str)


def test_spark_sweeps_a_parts_list_as_one_machine_does_even_if_an_executor_is_lost(
    spark: Any, stored: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    items, lines = forest(60, 3, 8, turns=0.05)
    here = sweep(*lazily(items, lines), "CN")
    given, held = frames(items, lines)
    tables = stored(given, "items"), stored(held, "lines")
    small = licet_spark.trace(*tables)  # few rows are swept by the driver
    assert rows_of(small.faults) == rows_of(here.faults)
    assert rows_of(small.articles) == rows_of(here.articles)
    monkeypatch.setattr(levels, "NEAR", 0)
    killed: list[int] = []
    killer = threading.Timer(10, _kill_one_executor, args=(spark, killed))
    if RICH:  # every round on Spark, and when the first are done
        monkeypatch.setattr(levels, "BROADCAST", 0)
        killer.start()
    there = licet_spark.trace(*tables)
    faults = rows_of(there.faults)
    assert {"repeated", "component", "quantity", "cycle"} <= {fault[1] for fault in faults}
    if RICH:
        killer.join()
        assert killed
    assert faults == rows_of(here.faults)
    assert rows_of(there.articles) == rows_of(here.articles)
    with pytest.raises(Refused, match="A-05"):
        licet_spark.trace(given, held, readings={"A-05": "by_metal_content"})


@pytest.mark.parametrize("rounds", ["by turns", pytest.param("on Spark", marks=PROOF)])
def test_spark_finds_the_held_parties_that_one_machine_finds(
    stored: Any, rounds: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, listed = stakes.holdings(30, 5)
    here = closure(*stakes.lazily(rows, listed))
    held, named = stakes.tables(rows, listed)
    past = held.with_columns(pl.lit(date(2020, 1, 1)).alias("to"))
    held = pl.concat([held.with_columns(pl.lit(None, pl.Date).alias("to")), past[:5]])
    tables = stored(held, "stakes"), stored(named, "listed")
    small = licet_spark.own(*tables, on=DAY)  # few rows are gone through by the driver
    assert rows_of(small.parties) == rows_of(here.parties)
    monkeypatch.setattr(import_module("licet.ownership.frames.closure"), "NEAR", 0)
    if rounds == "by turns":  # the driver asks for links, until they are too many for it
        monkeypatch.setattr(import_module("licet.engine.rounds"), "NEAR", 40)
    else:
        monkeypatch.setattr(spread, "BROADCAST", 0)
    there = licet_spark.own(*tables, on=DAY)
    assert rows_of(there.parties) == rows_of(here.parties)
    assert rows_of(there.faults) == rows_of(here.faults)


def test_a_table_sent_to_spark_arrives_whole_whatever_it_was_put_together_from(spark: Any) -> None:
    some = pl.DataFrame({"party": ["a", "b", "c", "d"]})
    parts = pl.concat([some[:1], some[:2], some[2:]], rechunk=False)
    without = parts.filter(pl.Series([True, False, False, True, True]))
    like = nw.from_native(spark.range(1))
    for table in (without, without[:0]):
        assert len(sent(nw.from_native(table), like).collect()) == table.height


def test_spark_screens_names_as_one_machine_does(stored: Any) -> None:
    lists = Lists(DAY)
    known = [(one.name_en, one.name_zh, one.country) for one in lists.parties[:40:5]]
    wrong = [(name.replace("a", "e", 1), None, None) for name, _, _ in known]
    columns = ["name", "name_local", "country"]
    asked = pl.DataFrame([*NAMES, *known, *wrong, *NAMES], schema=columns, orient="row")
    asked = asked.with_row_index("row").cast({"row": pl.Int64})
    found = licet_spark.screen(stored(asked, "names"), on=DAY, known=DAY)
    assert found.columns == [*asked.columns, "answer", "candidates", "notes"]
    queries = [
        Query(name or "", local or "", country or "")
        for _, name, local, country in asked.iter_rows()
    ]
    wanted = lists.screen_all(queries, DAY)
    rows = sorted(found.collect(), key=lambda row: row["row"])
    assert len({one.answer for one in wanted}) == 3
    for row, one in zip(rows, wanted, strict=True):
        assert (row["answer"], row["notes"]) == (one.answer, list(one.notes))
        told = [
            (c["id"], c["list"], float(c["score"]), c["same"], c["effect"])
            for c in row["candidates"]
        ]
        assert told == [
            (c.id, c.list, c.score, c.same, c.effect) for c in (*one.candidates, *one.apart)
        ]
