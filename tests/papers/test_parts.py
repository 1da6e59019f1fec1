"""Shipments gone through in parts come to what they come to at once, and a stopped run goes on."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from licet.basics import Refused
from licet.intake import fact_kinds, read_folder, read_parts
from licet.papers import write_parts
from licet.papers.portfolio.determinations import articles_table, lines_table
from licet.rulebook import rulebook
from licet.verdict import Asked, assess

EXAMPLE = Path(__file__).parents[2] / "examples" / "perak-oxides"
KNOWN = date(2026, 11, 22)
SIZE = 25


class Stopped(Exception):
    """Somebody ended the run."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the Malaysian exporter's folder, to break."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "perak"))


def run(folder: Path, out: Path, *, stop: int | None = None, fresh: bool = False) -> dict[str, Any]:
    """Assess a folder in parts; stopped before one of them, if so wanted."""

    def told(stage: str, done: int, total: int) -> None:
        if stage == "parts" and done == stop:
            raise Stopped

    book = rulebook()
    parts = read_parts(folder, fact_kinds(book.business_facts()), SIZE)
    asked = Asked(book, KNOWN, None, {}, None)
    return write_parts(parts, asked, out, fresh=fresh, progress=told)


def stacked(out: Path, name: str) -> pl.DataFrame:
    return pl.concat(pl.read_parquet(path) for path in sorted((out / name).iterdir()))


def files(out: Path) -> dict[str, bytes]:
    every = (path for path in out.rglob("*") if path.is_file() and path.name != "summary.json")
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in every}


def test_the_parts_together_are_the_whole(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    summary = run(folder, out)
    book = rulebook()
    whole = assess(read_folder(folder, fact_kinds(book.business_facts())), book, known=KNOWN)
    assert stacked(out, "determinations").equals(lines_table(whole).to_native())
    assert stacked(out, "articles").equals(articles_table(whole).to_native())
    assert summary["counts"]["actual"] == dict(whole.counts())
    assert summary["unknown_facts"] == whole.count(lambda finding: finding.unknown_facts)
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "63 lines" in page


def test_a_stopped_run_goes_on_and_comes_to_the_same(folder: Path, tmp_path: Path) -> None:
    whole, out = tmp_path / "whole", tmp_path / "out"
    run(folder, whole)
    with pytest.raises(Stopped):
        run(folder, out, stop=1)
    begun = (out / "determinations" / "part-00000.parquet").stat().st_mtime_ns
    (out / "determinations" / "part-00001.writing").write_bytes(b"half")
    run(folder, out)
    assert (out / "determinations" / "part-00000.parquet").stat().st_mtime_ns == begun
    assert files(out) == files(whole)


def test_shipments_without_a_line_are_an_empty_report(folder: Path, tmp_path: Path) -> None:
    shipments = folder / "shipments.csv"
    header, *_ = shipments.read_text(encoding="utf-8").splitlines(keepends=True)
    shipments.write_text(header, encoding="utf-8")
    summary = run(folder, tmp_path / "out")
    assert summary["counts"]["actual"] == {}
    assert (tmp_path / "out" / "report.html").is_file()


def test_a_part_that_was_changed_is_made_again(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(folder, out)
    before = files(out)
    (out / "articles" / "part-00001.parquet").write_bytes(b"rubbish")
    run(folder, out)
    assert files(out) == before


def test_other_input_is_refused_by_name_and_begun_anew_when_asked(
    folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run(folder, out)
    with (folder / "rates.csv").open("a", encoding="utf-8") as file:
        file.write("EUR,2020-01-01,5\n")
    with pytest.raises(Refused, match=r"other input: rates\.csv; --fresh begins anew"):
        run(folder, out)
    assert run(folder, out, fresh=True)["lines"] == 63


def test_a_line_that_stands_in_two_parts_is_decided_in_neither(
    folder: Path, tmp_path: Path
) -> None:
    shipments = folder / "shipments.csv"
    with shipments.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    with shipments.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(rows[1])
    out = tmp_path / "out"
    summary = run(folder, out)
    assert summary["quarantined"] == 2
    table = stacked(out, "determinations").filter(
        (pl.col("shipment") == rows[1][0]) & (pl.col("line") == rows[1][1])
    )
    assert table["outcome"].to_list() == ["undetermined", "undetermined"]
    assert all("the file has several" in note for note in table["notes"])


def test_the_manifest_says_what_the_parts_rest_on(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(folder, out)
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["rulebook"] == rulebook().fingerprint
    assert {"shipments.csv", "bom.csv", "items.xlsx"} <= set(manifest["files"])
    assert [part["lines"] for part in manifest["parts"]] == [25, 25, 13]
