"""How a party stands on a day: listed, banned, held, a branch, military."""

from __future__ import annotations

import pytest

from licet.basics import Truth
from tests.facts.conftest import PARTIES, SHIPMENT, Decide, facts

TDK = "TDK,TDK Corporation,JP,false\n"
MHI = "MHI,三菱造船株式会社,JP,false\n"
LEIDOS = "LEI,Leidos,US,false\n"


def sold_to(party: str, on: str = "2026-06-01") -> str:
    """The shipment with another importer, on another day."""
    return SHIPMENT.replace("ACME,ACME", f"{party},ACME").replace("2025-10-20", on)


def test_a_listed_importer_is_found_by_its_chinese_name(decided: Decide) -> None:
    found = facts(decided(parties=PARTIES + MHI, shipments=sold_to("MHI")))
    assert found["importer_on_control_list"] is True
    assert found["recipient_under_transfer_ban"] is True
    assert found["importer_on_watch_list"] is False


def test_before_its_listing_it_was_not_listed(decided: Decide) -> None:
    found = facts(decided(parties=PARTIES + MHI, shipments=sold_to("MHI", "2026-02-23")))
    assert found["importer_on_control_list"] is False


def test_the_watch_list_is_kept_apart(decided: Decide) -> None:
    found = facts(decided(parties=PARTIES + TDK, shipments=sold_to("TDK")))
    assert found["importer_on_watch_list"] is True
    assert found["importer_on_control_list"] is False
    assert found["recipient_under_transfer_ban"] is False


@pytest.mark.parametrize(
    ("option", "listed"),
    [
        ("suspended_listed_stopped_not", False),
        ("listed", True),
        ("not_listed", False),
        (None, None),
    ],
)
def test_a_stopped_listing_counts_as_reading_a20_says(
    decided: Decide, option: str | None, listed: Truth
) -> None:
    portfolio = decided({"A-20": option}, parties=PARTIES + LEIDOS, shipments=sold_to("LEI"))
    assert facts(portfolio).get("importer_on_control_list") is listed


def test_a_name_that_is_only_like_a_listed_one_is_unknown_until_reviewed(
    decided: Decide,
) -> None:
    parties = PARTIES + "X,TDK Corporatoin,JP,false\n"
    found = facts(decided(parties=parties, shipments=sold_to("X")))
    assert "importer_on_watch_list" not in found


@pytest.mark.parametrize(
    ("lo", "hi", "held"),
    [("50", "50", True), ("49.99", "49.99", False), ("40", "60", None), ("60", "75", True)],
)
def test_fifty_per_cent_held_by_a_listed_party(
    decided: Decide, lo: str, hi: str, held: Truth
) -> None:
    ownership = f"owner,owned,share_lo,share_hi\nMHI,ACME,{lo},{hi}\n"
    found = facts(decided(parties=PARTIES + MHI, shipments=sold_to("ACME"), ownership=ownership))
    assert found.get("importer_held_by_listed") is held


def test_whose_holders_nobody_recorded_is_not_cleared(decided: Decide) -> None:
    assert "importer_held_by_listed" not in facts(decided())


def test_a_party_without_a_row_is_unknown(decided: Decide) -> None:
    found = facts(decided(shipments=sold_to("NOBODY")))
    assert "importer_on_control_list" not in found
    assert "importer_in" not in found


def test_a_japanese_company_is_no_chinese_person_and_one_of_hong_kong_may_be(
    decided: Decide,
) -> None:
    assert facts(decided())["exporter_is_prc_person"] is False
    parties = PARTIES.replace("Motors,JP", "Motors,HK")
    assert "exporter_is_prc_person" not in facts(decided(parties=parties))
