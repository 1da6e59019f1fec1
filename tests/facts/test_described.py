"""An item with only a form and a composition is classified; a contradiction leaves it open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from licet.facts import described_facts
from licet.intake import Folder, fact_kinds, read_folder
from licet.rulebook import rulebook
from licet.verdict import classify_items
from tests.facts.conftest import ITEMS, SHIPMENT, Decide, facts

Reading = Callable[..., Folder]


@pytest.fixture
def reading(folder: Callable[..., Path]) -> Reading:
    """A folder that is read and not decided."""

    def read(**tables: str) -> Folder:
        return read_folder(folder(**tables), fact_kinds(rulebook().business_facts()))

    return read


@pytest.mark.parametrize(
    ("form", "composition", "annex1", "dual_use"),
    [
        ("metal", "Sm 99.5", "P1-01", "1C902.a.1"), ("metal", "金属镝", "P1-02", "1C905.a.1"),
        ("metal", "Y ≥ 99.9 %", "P1-07", "1C908.a.1"), ("metal", "Cu 100", "none", "none"),
        ("metal", "Ho 99.9", "none", "1C909.a.1"), ("alloy", "SmCo5", "P1-08", "1C902.a.2.a"),
        ("alloy", "Dy 80, Fe 20", "P1-10", "1C905.a.2.a"), ("alloy", "Tb-Dy-Fe", None, "1C905.a.2"),
        ("alloy", "Tb0.3Dy0.7Fe1.92", "P1-10", "1C905.a.2.a"),
        ("alloy", "Al 98 %, Sc 2 %", "none", "1C907.a.2.a"),
        ("alloy", "铝98%，钪2%", "none", "1C907.a.2.a"), ("alloy", "Fe 81, B 19", "none", "none"),
        ("oxide", "Dy2O3 99.9 %", "P1-12", "1C905.b"), ("oxide", "Tb4O7 99.9", "P1-13", "1C904.b"),
        ("oxide", "氧化钐 99.5%", "none", "1C902.b"),
        ("oxide", "Dy2O3/TREO 99.5", "P1-12", "1C905.b"),
        ("magnet", "SmCo5", "P2-I-1", "1C902.a.4"),
        ("magnet", "(Nd,Dy)2Fe14B", "P2-I-3", "1C905.a.4"),
        ("magnet", "钕 29-32.5, 镝 0.6~1.2, 铁余量, 硼 1", "P2-I-3", "1C905.a.4"),
        ("magnet", "Nd 30, Tb 1, Fe 68, B 1", "P2-I-2", "1C904.a.4"),
        ("magnet", "Nd 31, Fe 68, B 1", "none", "none"), ("magnet", "Nd2Fe14B", None, None),
        ("magnet", "N42SH", None, None), ("magnet", "NdFeB, Dy n.d. (<0.01 %)", None, None),
        ("magnet", "Fe2O3 90, SrO 10", "none", "none"),
        ("target", "Gd 99.9", "P2-II-2", "1C903.a.3.a"), ("target", "<0.05 % Sm", None, None),
        ("mixture", "Dy2O3 60 %, Tb4O7 40 %", "none", "1C904.b"),
    ],
)  # fmt: skip
def test_form_and_composition_classify_an_item(
    reading: Reading, form: str, composition: str, annex1: str | None, dual_use: str | None
) -> None:
    items = f'item,form,composition\nX,{form},"{composition}"\n'
    codes = classify_items(reading(items=items), rulebook())["X"]
    found = codes["dual_use_code"]
    assert codes["annex1"] == annex1
    assert found == dual_use or (dual_use and str(found).startswith(dual_use + "."))


def test_a_column_and_a_composition_that_contradict_leave_the_fact_unknown(
    reading: Reading,
) -> None:
    items = 'item,form,family,has_dy,composition\nX,magnet,NdFeB,false,"Nd 30, Dy 2, Fe 67, B 1"\n'
    sheet = described_facts(reading(items=items), rulebook())["X"]
    assert "has_dy" not in sheet.facts
    assert "has_dy: False (items.csv:2) against True" in sheet.conflicts["has_dy"]
    assert "composition «Nd 30, Dy 2" in sheet.conflicts["has_dy"]
    assert sheet.facts["has_tb"] is False
    assert classify_items(reading(items=items), rulebook())["X"]["annex1"] is None


def test_a_column_fills_what_a_composition_leaves_open(reading: Reading) -> None:
    items = "item,form,has_tb,has_dy,composition\nX,magnet,false,false,Nd2Fe14B\n"
    assert classify_items(reading(items=items), rulebook())["X"]["annex1"] == "none"


def test_the_line_of_a_shipment_knows_what_its_item_is_made_of(decided: Decide) -> None:
    items = ITEMS.replace("embedded\n", "embedded,form,composition\n").replace(
        "MAGNET,100,USD,P2-I-3,1C905.a.4,JP,JP,as_such",
        'MAGNET,100,USD,,,JP,JP,as_such,magnet,"(Nd,Dy)2Fe14B"',
    )
    items = "\n".join(line + ",," if line[:3] in {"MOT", "DY,", "STE"} else line
                      for line in items.splitlines())  # fmt: skip
    portfolio = decided(items=items, shipments=SHIPMENT.replace("MOTOR", "MAGNET"))
    found = facts(portfolio)
    assert (found["annex1"], found["has_dy"], found["family"]) == ("P2-I-3", True, "NdFeB")
    sheet = portfolio.decisions[0].determinations[0].application.sheet
    assert sheet.evidence["has_dy"].startswith("items.csv:3; composition «(Nd,Dy)2Fe14B»")
