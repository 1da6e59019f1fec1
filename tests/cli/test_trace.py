"""`licet trace`: a folder with everything that suppliers, laboratories and stores can say."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import Terminal

TABLES = {
    "items": (
        "item,unit,value,currency,form,main_element,annex1,dual_use_code,made_in,origin,grade,"
        "phantom\n"
        "MOTOR,EA,100,USD,,,P2-I-4,none,JP,JP,,\n"
        "KIT,EA,,,,,none,none,JP,JP,,yes\n"
        "MAG,EA,12,USD,,,P2-I-3,1C905.a.4,JP,JP,,\n"
        "DY,KG,,,metal,Dy,,,,,,\n"
        "TB,KG,,,metal,Tb,,,CN,CN,,\n"
        "STRIP,KG,,,,,none,none,,,N42SH,\n"
    ),
    "bom": (
        "parent,component,quantity,unit,scrap,component_lot\n"
        "MOTOR,KIT,1,EA,,\nKIT,MAG,4,EA,,\nMAG,DY,1.2,G,10,L1\nMAG,TB,0.1,G,,\n"
        "MAG,STRIP,30,G,,\n"
    ),
    "sources": (
        "item,supplier,price,currency,unit,origin\n"
        "DY,A,300,USD,KG,CN\nDY,B,2000,CNY,KG,JP\nTB,A,900,USD,KG,CN\nSTRIP,D,90,USD,KG,CN\n"
    ),
    "rates": "currency,on,rate\nUSD,2026-01-01,1\nCNY,2026-01-01,0.14\n",
    "stock": (
        "on,item,quantity,unit,supplier,lot\n"
        "2026-01-05,DY,10,KG,A,\n2026-01-06,DY,10000,G,B,\n2026-02-01,DY,-12,KG,,L1\n"
    ),
    "prices": (
        "entry,price_lo,price_hi,currency,valid_from\n"
        "P1-02,280,320,USD,2026-01-01\nP1-12,200,250,USD,2026-01-01\n"
    ),
    "grades": (
        "grade,element,mass_fraction_lo,mass_fraction_hi,source\n"
        "N42SH,Dy,0.02,0.04,data sheet\nN42SH,Tb,,0.0001,data sheet\nN42SH,Nd,0.28,0.3,\n"
        "N42SH,Fe,0.64,0.66,\nN42SH,B,0.009,0.012,\nN42SH,other,,0.0001,\n"
    ),
    "processes": (
        "item,field,technology_origin,equipment_origin,public_domain\nMAG,magnet_making,JP,CN,no\n"
    ),
}
LABORATORY = (
    "item,supplier,entry,origin,mass_fraction,uncertainty,detection_limit,measured_as,formula,"
    "rank\n"
    "STRIP,D,P1-12,CN,0.02,0.002,0.0005,Dy,Dy2O3,1\n"
    "STRIP,D,P1-12,CN,0.05,0.002,0.0005,Dy,Dy2O3,2\n"
)
Traced = Callable[..., Mapping[str, Any]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def magnet(licet: Terminal, folder: Path) -> Traced:
    """What is traced of the magnet in such a folder, under readings."""

    def traced(*readings: str, **tables: str) -> Mapping[str, Any]:
        for name, text in tables.items():
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        words = [word for reading in readings for word in ("--reading", reading)]
        done = licet("trace", str(folder), "--item", "MAG", "--on", "2026-11-22", "--json", *words)
        assert done.status == 0, done.err
        found: Mapping[str, Any] = json.loads(done.out)
        return found

    return traced


def held(found: Mapping[str, Any]) -> tuple[str, str]:
    value = found["articles"][0]["cn_part1_value"]
    return value["lo"], value["hi"]


def test_inputs_are_priced_at_the_market_of_their_entry_and_stock_shows_each_rule(
    magnet: Traced,
) -> None:
    """1.32 g of dysprosium at 300 to 320 a kilogram, and 0.1 g of terbium at 900."""
    found = magnet()
    assert held(found) == ("0.486", "0.5124")
    assert found["articles"][0]["mixing"] == {
        "any_taints": {"lo": "0.486", "hi": "0.5124"},
        "pro_rata": {"lo": "0.288", "hi": "0.3012"},
        "fifo": {"lo": "0.42", "hi": "0.442"},
    }
    assert {"prices.csv:2", "rates.csv:3"} <= set(found["articles"][0]["evidence"])
    assert "stock.csv:2" in magnet("A-07=fifo")["articles"][0]["evidence"]


def test_each_kind_of_input_by_itself_is_the_greatest_kind(magnet: Traced) -> None:
    assert held(magnet("A-02=each")) == ("0.396", "0.4224")


def test_metal_in_a_grade_counts_by_the_entries_of_the_law(magnet: Traced) -> None:
    """30 g hold 2 to 4 % dysprosium at 280 to 320, and at most 0.01 % of any other at 1000."""
    found = magnet("A-05=by_metal_content")
    assert found["articles"][0]["cn_part1_value"] == {"lo": "0.654", "hi": "3.2124"}
    reasons = [fault["reason"] for fault in found["faults"]]
    assert any("price of P1-04" in reason for reason in reasons)
    others = "".join(f"P1-0{n},900,1000,USD,2026-01-01\n" for n in (1, 3, 4, 5, 6, 7))
    sources = TABLES["sources"].replace("TB,A,900", "TB,A,1000")
    found = magnet("A-05=by_metal_content", prices=TABLES["prices"] + others, sources=sources)
    assert held(found) == ("0.664", "0.9244")


def test_a_laboratory_and_its_rank_become_value(magnet: Traced) -> None:
    """18 to 22 g of dysprosium in a kilogram, as oxide 1.1477 times that, at 200 to 250."""
    found = magnet(declarations=LABORATORY)
    lo, hi = map(float, held(found))
    assert 0.486 + 0.12394 < lo < 0.486 + 0.12396
    assert 0.5124 + 0.18936 < hi < 0.5124 + 0.18938
    reasons = [fault["reason"] for fault in found["faults"]]
    assert any("declarations.csv:2, declarations.csv:3" in reason for reason in reasons)


def test_equipment_and_inputs_are_told_apart_from_the_technology_used(magnet: Traced) -> None:
    article = magnet()["articles"][0]
    assert (article["made_with_cn_technology"], article["made_with_cn_equipment"]) == (False, True)
    assert article["made_with_cn_technology_if"] == {
        "A-34": {"no": False, "yes": True},
        "A-35": {"direct": False, "downstream": None},
    }


def test_a_place_in_the_tree_brings_in_what_its_article_holds(magnet: Traced) -> None:
    """What is lost in making counts at the place where it enters, too."""
    lines = {line["component"]: line for line in magnet()["lines"]}
    assert lines["DY"]["cn_part1_value"] == {"lo": "0.396", "hi": "0.4224"}
    assert (lines["DY"]["extended_quantity"], lines["DY"]["enters"]) == ("1.2", True)


def test_what_counts_nothing_brings_nothing_in(magnet: Traced) -> None:
    """As the metal is bought from elsewhere, the oxide in it does not count either."""
    tables = {
        "items": TABLES["items"].replace("DY,KG,,,metal,Dy,,,,", "DY,KG,,,metal,Dy,,,JP,JP")
        + "OX,KG,200,USD,oxide,Dy,,,CN,CN,,\n",
        "bom": TABLES["bom"] + "DY,OX,1.2,KG,,\n",
        "sources": "item,supplier,price,currency,unit,origin\nDY,B,300,USD,KG,JP\n",
    }
    places = {line["component"]: line for line in magnet("A-04=as_bought_only", **tables)["lines"]}
    assert places["OX"]["cn_part1_value"] == {"lo": "0", "hi": "0"}
    places = {line["component"]: line for line in magnet(**tables)["lines"]}
    assert places["OX"]["enters"]


def test_rows_that_were_left_out_are_named_with_what_was_traced(
    licet: Terminal, folder: Path, magnet: Traced
) -> None:
    bad = {
        "items": TABLES["items"].replace("STRIP,KG,,", "STRIP,KG,-1,USD"),
        "processes": TABLES["processes"] + "ELSE,mining,CN,CN,perhaps\n",
    }
    (named,) = magnet(**bad)["quarantine"]
    assert named.startswith("items.csv:7: column «value»")
    done = licet("trace", str(folder), "--item", "MAG", "--on", "2026-11-22")
    assert "Rows left out" in done.out
    assert "«-1»" in done.out


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("← [0.396, 0.4224]", "first in, first out", "under A-34=yes: yes", "stock")),
        ("zh-Hans", ("先进先出", "使用中国技术生产：否；使用中国设备：是", "按A-34=yes：是")),
        ("zh-Hant", ("先進先出", "使用中國設備：是")),
    ],
)
def test_a_terminal_shows_where_value_enters_and_what_each_rule_does(
    licet: Terminal, folder: Path, lang: str, words: tuple[str, ...]
) -> None:
    done = licet("trace", str(folder), "--item", "MAG", "--on", "2026-11-22", "--lang", lang)
    assert done.status == 0
    assert all(word in done.out for word in words)
    assert max(len(line) for line in done.out.splitlines()) <= 80
