"""`licet intake`: first it shows what columns may mean, then it reads as somebody confirmed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from licet.basics import Refused
from licet.cli.app import app

SAP = (
    "MATNR;IDNRK;OJTXP;MENGE;MEINS;STPRS;PEINH;WAERS;ERNAM\n"
    "M1;R1;Läufer;1,000;ST;1.234,50;1;EUR;X\nR1;MG;Magnet;1x;ST;84,00;100;EUR;X\n"
)
PART = {"globalAssetId": "MG", "partTypeInformation": {"nameAtManufacturer": "magnet"}}


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    bill, parts = tmp_path / "sap.csv", tmp_path / "parts.json"
    bill.write_text(SAP, encoding="cp1252")
    parts.write_text(json.dumps([PART]), encoding="utf-8")
    return bill, parts


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["intake", *map(str, arguments)], env={"COLUMNS": "80"})


def test_without_a_mapping_nothing_but_the_mapping_is_written(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    out = tmp_path / "made"
    said = run(*files, "-o", out)
    assert said.exit_code == 0, said.output
    assert [path.name for path in out.iterdir()] == ["columns.yaml"]
    assert "Nothing has been read yet" in said.stdout
    assert "bom.component" in said.stdout
    assert all(len(line) <= 80 for line in said.stdout.splitlines())


def test_with_the_mapping_the_folder_is_written_and_what_was_left_out_is_said(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    out = tmp_path / "made"
    run(*files, "-o", out)
    told = json.loads(run(*files, "-o", out, "--columns", out / "columns.yaml", "--json").stdout)
    assert told["tables"] == {"items": 4, "bom": 1, "sources": 2}
    (fault,) = told["quarantine"]
    assert (fault["line"], fault["column"], fault["value"]) == (3, "quantity", "1x")
    assert "shipments" in told["missing"]
    assert (out / "quarantine.csv").exists()


def test_the_mapping_is_obeyed_not_guessed_again(files: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "made"
    run(files[0], "-o", out)
    text = (out / "columns.yaml").read_text(encoding="utf-8")
    text = text.replace("stprs: sources.price", "stprs: items.value")
    (out / "columns.yaml").write_text(text, encoding="utf-8")
    assert run(files[0], "-o", out, "--columns", out / "columns.yaml").exit_code == 0
    assert "1234.50" in (out / "items.csv").read_text(encoding="utf-8")
    assert "price" not in (out / "sources.csv").read_text(encoding="utf-8")


def test_guesses_as_json_carry_the_first_cells(files: tuple[Path, Path], tmp_path: Path) -> None:
    told = json.loads(run(*files, "-o", tmp_path / "made", "--json").stdout)
    sap, parts = told["files"]
    price = next(one for one in sap["columns"] if one["theirs"] == "stprs")
    assert (price["ours"], price["cells"]) == ("sources.price", ["1.234,50", "84,00"])
    assert (sap["decimal"], sap["ignored"]) == (",", ["ernam"])
    assert parts["layout"] == "catena-x"


def test_nothing_is_overwritten(files: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "made"
    run(*files, "-o", out)
    assert isinstance(run(*files, "-o", out).exception, Refused)
    run(*files, "-o", out, "--columns", out / "columns.yaml")
    again = run(*files, "-o", out, "--columns", out / "columns.yaml")
    assert "nothing was overwritten" in str(again.exception)


def test_a_mapping_that_means_nothing_is_refused(files: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "columns.yaml").write_text(
        "file: sap.csv\nlayout: list\ncolumns: {}\n", encoding="utf-8"
    )
    said = run(files[0], "-o", tmp_path / "made", "--columns", tmp_path / "columns.yaml")
    assert "no column of it means anything" in str(said.exception)
