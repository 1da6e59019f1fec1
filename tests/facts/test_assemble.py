"""A line becomes facts with evidence, and nothing unknown becomes clear on the way."""

from __future__ import annotations

from decimal import Decimal

import pytest

from licet.basics import Range
from tests.facts.conftest import BOM, ITEMS, PARTIES, SHIPMENT, Decide, facts


def test_every_listed_article_of_a_product_is_decided(decided: Decide) -> None:
    found = decided().decisions[0].determinations
    assert [one.application.path for one in found] == [("MOTOR",), ("MOTOR", "MAGNET")]


def test_the_share_is_traced_from_the_bill_and_says_from_which_lines(decided: Decide) -> None:
    sheet = decided().decisions[0].determinations[0].application.sheet
    assert sheet.facts["cn_part1_value"] == Range(Decimal(1), Decimal(1))
    assert sheet.facts["item_value"] == Range(Decimal(1000), Decimal(1000))
    assert "bom.csv:" in sheet.evidence["cn_part1_value"]


def test_the_motor_at_exactly_the_threshold_needs_a_licence_if_61_is_in_force(
    decided: Decide,
) -> None:
    answer = decided().decisions[0].answers["if_in_force"]
    assert answer.possible[-1] in {"licence_required", "exempt"}


def test_a_dearer_motor_falls_below_it(decided: Decide) -> None:
    items = ITEMS.replace("MOTOR,1000", "MOTOR,1000.01")
    found = decided(items=items).decisions[0].determinations
    assert "61 §1(1)" not in found[0].met
    assert "61 §1(1)" in found[1].met


def test_an_article_inside_an_assembly_leaves_as_its_component(decided: Decide) -> None:
    portfolio = decided()
    assert facts(portfolio, article=0)["embedded"] == "component"
    items = ITEMS.replace("JP,JP,component", "JP,JP,finished_product")
    assert facts(decided(items=items), article=1)["embedded"] == "finished_product"


def test_crossing_a_border_is_an_export_and_staying_is_a_transfer(decided: Decide) -> None:
    assert facts(decided())["act"] == "export"
    at_home = SHIPMENT.replace("JP,US", "JP,JP")
    assert facts(decided(shipments=at_home))["act"] == "domestic_transfer"


def test_inside_the_european_union_nobody_is_told_that_it_is_an_export(decided: Decide) -> None:
    within = SHIPMENT.replace("JP,US", "DE,FR")
    assert "act" not in facts(decided(shipments=within))


def test_a_line_that_states_another_value_than_the_bill_proves_is_unknown(
    decided: Decide,
) -> None:
    stated = SHIPMENT.replace("end_user\n", "end_user,cn_part1_value\n").replace(
        "ACME,ACME\n", "ACME,ACME,7\n"
    )
    portfolio = decided(shipments=stated)
    assert "cn_part1_value" not in facts(portfolio)
    assert any("cn_part1_value: 7" in note for note in portfolio.decisions[0].line.notes)


def test_an_item_without_a_price_keeps_the_share_open(decided: Decide) -> None:
    items = ITEMS.replace("DY,1,USD", "DY,,USD")
    value = facts(decided(items=items))["cn_part1_value"]
    assert isinstance(value, Range)
    assert value.lo == 0
    assert value.hi is None or value.hi > 1


@pytest.mark.parametrize("missing", ["items", "bom", "parties"])
def test_without_a_table_no_line_is_cleared_under_61(decided: Decide, missing: str) -> None:
    headers = {
        "items": ITEMS.splitlines()[0] + "\n",
        "bom": BOM.splitlines()[0] + "\n",
        "parties": PARTIES.splitlines()[0] + "\n",
    }
    portfolio = decided(**{missing: headers[missing]})
    assert "licence_required" in portfolio.decisions[0].answers["if_in_force"].possible


def test_a_bad_row_leaves_what_hung_on_it_unknown(decided: Decide) -> None:
    broken = BOM.replace("MAGNET,DY,1\n", "MAGNET,DY,1;25x\n")
    portfolio = decided(bom=broken)
    assert [fault.line for fault in portfolio.folder.quarantine] == [4]
    value = facts(portfolio, article=1)["cn_part1_value"]
    assert isinstance(value, Range)
    assert not value.known


def test_a_shipment_row_that_cannot_be_read_is_reported_and_undetermined(
    decided: Decide,
) -> None:
    shipments = SHIPMENT + "S1,2,MOTOR,soon,JP,US,KM,ACME,ACME\n"
    portfolio = decided(shipments=shipments)
    lost = portfolio.decisions[-1]
    assert (lost.line.shipment, lost.line.line) == ("S1", "2")
    assert lost.answer.outcome == "undetermined"
    assert lost.unknown_facts
    assert "on" in lost.line.quarantined


def test_mixed_stock_is_judged_for_each_place_it_may_come_from(decided: Decide) -> None:
    items = ITEMS.replace(
        "MAGNET,100,USD,P2-I-3,1C905.a.4,JP,JP", "MAGNET,100,USD,P2-I-3,1C905.a.4,,"
    )
    sources = (
        "item,supplier,price,currency,made_in,origin,share\n"
        "MAGNET,A,100,USD,CN,CN,60\nMAGNET,B,100,USD,VN,VN,40\n"
    )
    line = decided(items=items, sources=sources).decisions[0]
    origins = {d.application.sheet.facts.get("origin") for d in line.determinations[1:]}
    assert origins == {"CN", "VN"}
    assert "61 §1(3)" in line.determinations[1].met + line.determinations[2].met
