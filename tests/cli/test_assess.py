"""`licet assess`: a portfolio decided, written whole, and useful on a day of open standing."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from tests.cli.run import Terminal

EXAMPLES = Path(__file__).parents[2] / "examples"
MADE = {
    "articles.csv", "articles.parquet", "determinations.csv", "determinations.parquet",
    "determinations.xlsx", "quarantine.csv", "report.html", "summary.json",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the Malaysian exporter's folder, to break."""
    return Path(shutil.copytree(EXAMPLES / "perak-oxides", tmp_path / "perak"))


def test_the_summary_says_what_each_scenario_would_and_where_the_report_lies(
    licet: Terminal, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    done = licet("assess", str(folder), "-o", str(out), "--known", "2026-11-22")
    assert done.status == 0
    assert {path.name for path in out.iterdir()} == MADE
    assert "63 shipment lines" in done.out
    assert "lapsed" in done.out
    assert "extended" in done.out
    assert "wait for the standing" in done.out
    assert str(out / "report.html") in done.out


def test_a_bad_row_never_stops_the_run(licet: Terminal, folder: Path, tmp_path: Path) -> None:
    shipments = folder / "shipments.csv"
    text = shipments.read_text(encoding="utf-8")
    first = text.splitlines()[1]
    shipments.write_text(text.replace(first, first.replace("2025", "20x5"), 1), encoding="utf-8")
    out = tmp_path / "out"
    done = licet("assess", str(folder), "-o", str(out), "--json")
    found = json.loads(done.out)
    assert found["quarantined"] == 1
    assert found["lines"] == 63
    with (out / "quarantine.csv").open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file))
    assert (row["file"], row["line"]) == ("shipments.csv", "2")
    with (out / "determinations.csv").open(encoding="utf-8-sig", newline="") as file:
        lost = [r for r in csv.DictReader(file) if r["source"] == "shipments.csv:2"]
    assert [r["outcome"] for r in lost] == ["undetermined"]


def test_a_folder_that_ships_nothing_is_no_clear_answer(
    licet: Terminal, folder: Path, tmp_path: Path
) -> None:
    (folder / "shipments.csv").unlink()
    done = licet("assess", str(folder), "-o", str(tmp_path / "out"))
    assert done.status == 2
    assert "shipments: a table of shipments was expected" in done.err
    assert not (tmp_path / "out").exists()


def test_what_is_no_folder_is_refused_and_nothing_is_written(
    licet: Terminal, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    done = licet("assess", str(tmp_path / "nowhere"), "-o", str(out))
    assert done.status == 2
    assert "nowhere" in done.err
    assert not out.exists()


def test_a_missing_column_names_the_nearest(licet: Terminal, folder: Path, tmp_path: Path) -> None:
    bom = folder / "bom.csv"
    text = bom.read_text(encoding="utf-8")
    bom.write_text(text.replace("component", "componnent", 1), encoding="utf-8")
    done = licet("assess", str(folder), "-o", str(tmp_path / "out"))
    assert done.status == 2
    assert "«component» is missing" in done.err
    assert "componnent" in done.err


def test_records_want_a_key(licet: Terminal, folder: Path, tmp_path: Path) -> None:
    done = licet("assess", str(folder), "-o", str(tmp_path / "o"), "--records", str(tmp_path / "r"))
    assert done.status == 2
    assert "--records needs --key" in done.err
