"""Spark goes through a lake's shipments and comes to what the embedded engine comes to."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from licet import spark as licet_spark
from licet.engine import multiplied, open_table
from licet.facts.worth import _rounded
from tests.cli.run import run
from tests.engine.lakes import ROWS, catalog, delta_in_parts, delta_renamed, iceberg_renamed
from tests.parity.killing import one_executor_killed

pytestmark = [pytest.mark.xdist_group("spark"), pytest.mark.filterwarnings("ignore")]

EXAMPLE = Path(__file__).parents[2] / "examples" / "perak-oxides"
CELL = ["file", "line", "column", "value", "reason", "key"]
ODD: dict[str, dict[int, str | None]] = {
    "on": {0: "2026年1月5日", 1: "soon", 2: "2026-02-30"},
    "currency": {3: "ZZZ", 4: "ＵＳＤ"},
    "ship_to": {5: "Japan", 6: " DE "},
    "quantity": {7: "1.5e3", 8: "1,25x", 9: "+7"},
    "shipment": {10: "  Ｘ-９ ", 11: None, 12: "货 1"},
}


def shipments(folder: Path) -> pl.DataFrame:
    """The example's shipments with binary values, and with cells that are not plain or wrong."""
    plain = pl.read_csv(folder / "shipments.csv", infer_schema=False)
    odd = plain[:13].with_columns(shipment=pl.col("shipment") + "-odd")
    for name, cells in ODD.items():
        texts = odd[name].to_list()
        odd = odd.with_columns(
            pl.Series(name, [cells.get(at, text) for at, text in enumerate(texts)], pl.String)
        )
    noise = pl.Series([0.1 + 0.2, 1e17, float("nan"), 2.5, None, 1e-7], dtype=pl.Float64)
    every = pl.concat([plain, odd, plain[4:5]]).with_columns(
        value=pl.col("value").cast(pl.Float64), line=pl.col("line").cast(pl.Int64)
    )
    return every.with_columns(
        value=pl.when(pl.int_range(pl.len()) < len(noise))
        .then(pl.concat([noise, every["value"][len(noise) :]]))
        .otherwise("value")
    )


def assessed(folder: Path, out: Path, table: str, *options: str) -> dict[str, Any]:
    """What `licet assess` says of a folder whose shipments are a table, and the tables it made."""
    own = ("--known", "2026-11-22", "--tables", "delta", "--json")
    done = run("assess", folder, "-o", out, "--shipments", table, *own, *options)
    assert done.exit_code == 0, done.exception
    summary: dict[str, Any] = json.loads(done.output)
    return {k: v for k, v in summary.items() if k not in {"parts", "out"}}


def test_a_lake_assessed_by_spark_is_line_by_line_what_the_embedded_engine_finds(
    spark: Any, tmp_path: Path
) -> None:
    from deltalake import write_deltalake

    folder = Path(shutil.copytree(EXAMPLE, tmp_path / "perak"))
    table = str(tmp_path / "lake" / "sold")
    write_deltalake(table, shipments(folder), partition_by=["act"])
    (folder / "shipments.csv").unlink()
    with (folder / "rates.csv").open("a", encoding="utf-8") as file:
        file.write("USD,soon,5\n")
    alone, out = tmp_path / "alone", tmp_path / "out"
    wanted = assessed(folder, alone, table, "--partition", "30")
    with one_executor_killed(spark):
        assert assessed(folder, out, table, "--engine", "spark") == wanted
    assert wanted["lines"] == 77
    assert wanted["quarantined"] == 8
    for name in ("determinations", "articles"):
        one, other = made(alone, name), made(out, name)
        assert one.equals(other.cast(one.schema), null_equal=True)
    bad, others = (made(each, "quarantine").select(CELL).unique() for each in (alone, out))
    assert bad.height == wanted["quarantined"] + 1
    assert bad.sort(CELL).equals(others.sort(CELL), null_equal=True)
    assert (alone / "report.html").read_bytes() == (out / "report.html").read_bytes()
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["tables"]["articles"] == f"delta:{out}/delta/articles"
    assert not (out / ".working").exists()


def made(out: Path, name: str) -> pl.DataFrame:
    """A table of a result, its rows in the order of their cells."""
    found: pl.DataFrame = open_table(f"delta:{out}/delta/{name}").collect().to_native()
    return found.sort(found.columns)


def test_spark_reads_and_writes_the_tables_that_polars_does(
    spark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = catalog(tmp_path, monkeypatch)
    tables = {
        f"{tmp_path}/parts": delta_in_parts(tmp_path / "parts"),
        f"{tmp_path}/renamed": delta_renamed(tmp_path / "renamed"),
        "iceberg:lake.sales.lines": iceberg_renamed(made),
    }
    for name, wanted in tables.items():
        found = open_table(name, "spark", places=True)
        rows = pl.DataFrame(found.collect().to_native()).sort("number")
        assert rows.select(wanted.columns).cast(wanted.schema).equals(wanted)
        assert rows["_line"].min() == 1
        assert rows["_file"].str.ends_with(".parquet").all()
    folder = tmp_path / "folders" / "region=A b"
    folder.mkdir(parents=True)
    ROWS.write_parquet(folder / "0.parquet")
    ROWS.write_parquet(Path(shutil.copytree(folder, folder.with_name("region=C+d"))) / "0.parquet")
    places = open_table(str(tmp_path / "folders"), "spark", places=True).collect()
    assert {row[-3:] for row in places.rows()} == {
        (name, f"region={name}/0.parquet", line) for name in ("A b", "C+d") for line in (1, 2, 3)
    }
    small = spark.createDataFrame(ROWS.to_arrow())
    for name in (f"delta:{tmp_path}/made", "iceberg:lake.sales.made"):
        licet_spark.write_table(small, name)
        licet_spark.write_table(licet_spark.read_table(name), name)
        assert open_table(name).collect().to_native().sort("number").equals(ROWS)


def test_values_are_converted_exactly_as_the_embedded_engine_converts_them(spark: Any) -> None:
    from fractions import Fraction
    from random import Random

    dice = Random(3)  # noqa: S311 - the same numbers every time
    ends = [0, 1, 5, 5 * 10**11, 10**12 - 1]
    rows = [
        (
            str(Decimal(dice.choice((0, 5, 10**9))) + Decimal(dice.choice(ends)).scaleb(-12)),
            Fraction(dice.choice((1, 3, 7, 10**6)), dice.choice((1, 2, 4, 7, 10**6, 999983))),
        )
        for _ in range(500)
    ]
    texts = [(format(Decimal(v), "f"), str(r.numerator), str(r.denominator)) for v, r in rows]
    table = pl.DataFrame(texts, schema=["value", "top", "bottom"], orient="row")
    sent = nw.from_native(spark.createDataFrame(table.to_arrow()))
    found = multiplied(sent, "value", ("top", "bottom"), ("amount", "worth")).collect()
    assert found["amount"].to_list() == [Decimal(value) for value, _ in rows]
    wanted = [_rounded(Decimal(value), rate) for value, rate in rows]
    same = [one == other for one, other in zip(found["worth"].to_list(), wanted, strict=True)]
    none = [one is None for one in found["worth"].to_list()]
    assert all(one or other for one, other in zip(same, none, strict=True))
    assert sum(none) < 30
