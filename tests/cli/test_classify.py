"""`licet classify`: what is open comes first, by what hangs on it, with what would settle it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from licet.cli.app import app

ITEMS = (
    "item,description,form,composition,hs,annex1,dual_use_code,holds_listed_magnet,equipment\n"
    "MTR,motor,part,,,,none,,\n"
    "MAG-A,magnet N42SH,magnet,NdFeB,8505111000,,,,\n"
    'MAG-B,"magnet, dysprosium",magnet,"(Nd,Dy)2Fe14B",8505.11.10.00,,,,\n'
    'OXIDE,,oxide,"Dy2O3 99.9 %",,,,,\n'
    "WHAT,something,,maybe Tb 1 %,,,,,\n"
    "STEEL,,other,,,none,none,,\n"
)
BOM = "parent,component,quantity\nMTR,MAG-A,4\nMTR,STEEL,1\nMTR,NOBODY,1\n"
SHIPMENTS = (
    "shipment,line,item,on,value,currency\n"
    "S,1,MTR,2026-11-22,100.50,USD\nS,2,MAG-A,2026-11-22,7,USD\nS,3,MAG-B,2026-11-22,900,USD\n"
    "S,4,MAG-A,2026-11-22,,USD\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("items", ITEMS), ("bom", BOM), ("shipments", SHIPMENTS)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path) -> Result:
    found = CliRunner().invoke(app, ["classify", *map(str, arguments)], env={"COLUMNS": "80"})
    assert found.exit_code == 0, found.output
    return found


def items(folder: Path) -> dict[str, dict[str, Any]]:
    return {one["item"]: one for one in json.loads(run(folder, "--json").stdout)["items"]}


def test_every_item_is_listed_and_the_open_ones_come_first_by_value(folder: Path) -> None:
    answer = json.loads(run(folder, "--json").stdout)
    order = [one["item"] for one in answer["items"]]
    assert order[:4] == ["MAG-A", "MTR", "NOBODY", "WHAT"]
    assert set(order[4:]) == {"MAG-B", "OXIDE", "STEEL"}
    assert (answer["undecided"], answer["at_stake"], answer["currency"]) == (4, "107.5", "USD")


def test_an_open_item_says_what_it_may_be_and_what_would_settle_it(folder: Path) -> None:
    magnet = items(folder)["MAG-A"]
    assert magnet["annex1"] is None
    assert magnet["possible"]["annex1"] == ["P2-I-2", "P2-I-3", "none"]
    assert {"has_tb", "has_dy"} <= {one["fact"] for one in magnet["settles"] if one["first"]}
    assert magnet["settles"][0]["ask"].endswith("?")
    assert magnet["at_stake"] == {
        "lines": ["S/1", "S/2", "S/4"], "value": "107.5", "lines_without_value": 1,
    }  # fmt: skip


def test_a_tariff_number_is_a_hint_and_changes_no_code(folder: Path) -> None:
    found = items(folder)
    assert found["MAG-A"]["hint"].endswith("a hint, not a classification")
    with_hint = found["MAG-A"]["possible"]
    text = (folder / "items.csv").read_text(encoding="utf-8").replace("8505111000", "")
    (folder / "items.csv").write_text(text, encoding="utf-8")
    assert items(folder)["MAG-A"]["possible"] == with_hint


def test_a_classified_item_has_one_code_of_each_kind_and_its_contents(folder: Path) -> None:
    found = items(folder)
    assert (found["MAG-B"]["annex1"], found["MAG-B"]["dual_use_code"]) == ("P2-I-3", "1C905.a.4")
    assert found["MAG-B"]["possible"] == {}
    assert found["OXIDE"]["contains"]["Dy"]["lo"].startswith("87.04")


def test_what_was_not_understood_and_what_is_not_described_is_said(folder: Path) -> None:
    found = items(folder)
    assert found["WHAT"]["notes"] == ["«maybe» was not understood"]
    assert not found["NOBODY"]["described"]
    assert found["NOBODY"]["at_stake"]["lines"] == ["S/1"]


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_the_terminal_shows_the_same_within_eighty_columns(folder: Path, lang: str) -> None:
    text = run(folder, "--lang", lang).stdout
    assert all(len(line) <= 80 for line in text.splitlines())
    assert "1. MAG-A" in text
    assert "107.5 USD" in text
    assert {"en": "4 of 7 items are not classified", "zh-Hans": "7个物项中有4个尚未归类"}.get(
        lang, "7個物項中有4個尚未歸類"
    ) in text
