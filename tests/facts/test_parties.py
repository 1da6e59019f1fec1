"""How a party stands on a day: listed, banned, held, a branch, military."""

from __future__ import annotations

from pathlib import Path

import pytest

from licet.basics import Truth
from licet.facts import published
from licet.rulebook import add_notice
from tests.facts.conftest import KNOWN, PARTIES, SHIPMENT, Decide, facts

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


NOTICE = (
    "list,id,name_en,country,notice,listed_on\n{list},own-1,Acme Pumps Inc.,US,99/2026,2026-05-01\n"
)


def noticed(folder: Path, which: str) -> None:
    notice = folder / "notice.txt"
    notice.write_text(NOTICE.format(list=which), encoding="utf-8")
    add_notice(notice, folder / "lists", published(), KNOWN)


@pytest.mark.parametrize(("on", "listed"), [("2026-04-30", False), ("2026-05-01", True)])
def test_a_notice_kept_in_the_folder_counts_from_its_day(
    decided: Decide, tmp_path: Path, on: str, listed: Truth
) -> None:
    noticed(tmp_path, "control")
    found = facts(decided(shipments=sold_to("ACME", on)))
    assert found["importer_on_control_list"] is listed


def test_the_unreliable_entity_list_earns_a_note_and_changes_no_outcome(
    decided: Decide, tmp_path: Path
) -> None:
    before = decided(shipments=sold_to("ACME"))
    noticed(tmp_path, "unreliable")
    after = decided(shipments=sold_to("ACME"))
    assert facts(after)["importer_on_unreliable_list"] is True
    assert facts(after)["importer_on_control_list"] is False
    assert any("unreliable list" in note for note in after.decisions[0].line.notes)
    for one, other in zip(before.decisions, after.decisions, strict=True):
        assert one.answers == other.answers
        assert [d.answers for d in one.determinations] == [d.answers for d in other.determinations]


def test_a_number_that_cannot_be_right_clears_nobody(decided: Decide) -> None:
    parties = "party,name,country,military,lei\nKM,Kitakami Motors,JP,false,\n"
    parties += "ACME,Acme Pumps Inc.,US,false,529900LICETTEST00032\n"
    portfolio = decided(parties=parties)
    assert "importer_on_control_list" not in facts(portfolio)
    assert any("parties.csv:3" in note for note in portfolio.decisions[0].line.notes)


@pytest.mark.parametrize(
    ("lo", "hi", "held"),
    [
        ("50", "50", True),
        ("49.99", "49.99", False),
        ("25", "<50", False),
        ("[25,50)", "", False),
        ("", "<50", False),
        ("<50", "", False),
        ("50", "75", True),
        ("40", "60", None),
        (">25", "", None),
        ("", ">25", None),
        (">=50", "", True),
        ("不足50%", "", False),
        ("50%以上", "", True),
        ("(50;75]", "", True),
        ("25-50", "", None),
    ],
)
def test_a_share_is_read_as_the_range_it_is_written_as(
    decided: Decide, lo: str, hi: str, held: Truth
) -> None:
    ownership = f'owner,owned,share_lo,share_hi\nMHI,ACME,"{lo}","{hi}"\n'
    found = facts(decided(parties=PARTIES + MHI, shipments=sold_to("ACME"), ownership=ownership))
    assert found.get("importer_held_by_listed") is held


@pytest.mark.parametrize("cell", ["-5", "101", "<101", "about 50", "1,25x", "25,50", "[25,50"])
def test_a_share_that_is_none_goes_to_quarantine_and_clears_nobody(
    decided: Decide, cell: str
) -> None:
    ownership = f'owner,owned,share_lo,share_hi\nMHI,ACME,0,"{cell}"\n'
    portfolio = decided(parties=PARTIES + MHI, shipments=sold_to("ACME"), ownership=ownership)
    assert "importer_held_by_listed" not in facts(portfolio)
    assert [(f.file, f.line, f.column) for f in portfolio.folder.quarantine] == [
        ("ownership.csv", 2, "share_hi")
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Metropolitan Police", "police (police or guard): in the wide reading of A-26 only"),
        ("Ministry of Defence", "in either reading of A-26"),
        ("Agencia Espacial", "(space agency): in the wide reading of A-26 only"),
        ("Rheinmetall Automotive", "(arms maker's civil branch): in the wide reading"),
    ],
)
def test_a_name_that_sounds_military_is_noted_with_the_reading_that_decides(
    decided: Decide, name: str, said: str
) -> None:
    parties = PARTIES.replace("Acme Pumps Inc.,US,false", f"{name},US,")
    portfolio = decided(parties=parties)
    assert "end_user_military" not in facts(portfolio)
    assert any(said in note for note in portfolio.decisions[0].line.notes)


def test_a_record_against_the_name_is_kept_and_pointed_out(decided: Decide) -> None:
    portfolio = decided(parties=PARTIES.replace("Acme Pumps Inc.", "Ordnance Factory"))
    assert facts(portfolio)["end_user_military"] is False
    assert any("recorded as no military user" in n for n in portfolio.decisions[0].line.notes)


def test_what_a_party_record_says_of_the_military_becomes_facts(decided: Decide) -> None:
    parties = (
        "party,name,country,military,military_wide_only\nKM,Kitakami Motors,JP,false,\n"
        "ACME,Acme Pumps Inc.,US,true,true\nNAVY,Navy of Ruritania,US,true,false\n"
    )
    ownership = "owner,owned,share_lo,share_hi\nNAVY,ACME,51,51\n"
    found = facts(decided(parties=parties, ownership=ownership))
    assert found["end_user_military_in_wide_sense_only"] is True
    assert found["end_user_held_by_military_user"] is True


@pytest.mark.parametrize(
    ("ownership", "said"),
    [
        ("MHI,ACME,,,board", "MHI, listed, has a right of control over ACME"),
        ("MHI,ACME,30,30,equity", "MHI, listed, holds 30 % of ACME, and nobody holds more"),
        ("X,MHI,60,60,\nX,ACME,70,70,", "MHI, listed, is held by X, as ACME is (A-24)"),
        ("ACME,MHI,60,60,\nY,ACME,9,9,", "ACME holds half or more of MHI, listed (A-24)"),
    ],
)
def test_control_below_half_and_companies_beside_are_noted_and_not_counted(
    decided: Decide, ownership: str, said: str
) -> None:
    table = f"owner,owned,share_lo,share_hi,kind\n{ownership}\nZ,ACME,5,5,\n"
    portfolio = decided(parties=PARTIES + MHI, shipments=sold_to("ACME"), ownership=table)
    assert facts(portfolio)["importer_held_by_listed"] is False
    assert any(said in note for note in portfolio.decisions[0].line.notes)
