"""The smallest change that turns an answer, and where prices cross a threshold."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from shutil import copytree

import pytest

from licet.basics import Refused
from licet.foresee import Inquiry, Side, line_changes, line_changes_json, turns
from licet.foresee.levers import mark_of
from licet.intake import Folder, fact_kinds, read_folder
from licet.rulebook import Rulebook
from licet.verdict import assess
from tests.foresee.conftest import EXAMPLES, KNOWN, LAPSED, case


def named(book: Rulebook, to: str | None = None, **facts: object) -> dict[str, tuple[str, str]]:
    """Each single change by name: the outcome it leads to and its mark."""
    inquiry = Inquiry(case(book, **facts), book)
    return {
        f"{one.changes[0].name} {one.changes[0].labels[0]}": (one.answer.outcome, one.mark)
        for one in turns([inquiry.row], inquiry.judge, to)
    }


def test_less_chinese_content_is_a_choice_of_design_and_the_bound_comes_from_the_law(
    book: Rulebook,
) -> None:
    assert named(book)["cn_part1_value < 1.89"] == ("not_required", "design")


def test_another_destination_may_look_like_circumvention(book: Rulebook) -> None:
    found = named(book)
    assert found["ship_to CN"] == ("not_required", "may_look_like_circumvention")
    assert found["use_humanitarian yes"] == ("exempt", "may_look_like_circumvention")


def test_another_reading_is_for_counsel(book: Rulebook) -> None:
    assert named(book)["reading_A14 part_of_china"] == ("not_required", "counsel")


def test_only_changes_to_the_outcome_asked_for_are_shown(book: Rulebook) -> None:
    assert {outcome for outcome, _ in named(book, to="exempt").values()} == {"exempt"}


def test_two_changes_are_tried_where_one_does_not_turn_it(book: Rulebook) -> None:
    """A ban on the recipient stands before any exemption."""
    inquiry = Inquiry(case(book, recipient_under_transfer_ban=True, origin="CN"), book)
    assert inquiry.found.outcome == "prohibited"
    assert turns([inquiry.row], inquiry.judge, "exempt", most=1) == []
    found = [{c.name for c in one.changes} for one in turns([inquiry.row], inquiry.judge, "exempt")]
    assert {"recipient_under_transfer_ban", "use_humanitarian"} in found
    assert all(len(names) == 2 for names in found)


def test_every_fact_of_the_law_has_a_mark(book: Rulebook) -> None:
    marks = {name: mark_of(fact) for name, fact in book.facts.items()}
    assert marks["origin"] == "design"
    assert marks["ship_to"] == "may_look_like_circumvention"
    assert marks["importer_on_control_list"] == "outside"
    assert marks["reading_A09"] == "counsel"


def test_a_line_turns_as_a_whole_with_all_its_articles(book: Rulebook, kitakami: Folder) -> None:
    side = Side(book, KNOWN, scenario=LAPSED)
    data = line_changes_json(line_changes(kitakami, side, "KM-1020", "1"), side)
    content = next(t for t in data["turns"] if t["changes"][0]["name"] == "cn_part1_value")
    assert data["articles"] == ["MTR-200", "ROT-200", "MAG-38SH-12"]
    assert content["changes"][0]["to"] == ["< 42", "< 6.4", "< 0.13"]


def outcome_at(price: Decimal, book: Rulebook, folder: Path) -> str:
    """The outcome of the line of magnets once their oxide costs so much."""
    path = folder / "sources.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["item"] == "RM-DYOX":
            row["price"] = f"{price:f}"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    read = read_folder(folder, fact_kinds(book.business_facts()))
    decided = assess(read, book, known=KNOWN, scenario=LAPSED)
    return next(
        d.answer.outcome for d in decided.decisions
        if (d.line.shipment, d.line.line) == ("KM-1020", "6")
    )  # fmt: skip


def test_at_the_break_even_price_the_folder_turns_and_just_below_it_does_not(
    book: Rulebook, kitakami: Folder, tmp_path: Path
) -> None:
    side = Side(book, KNOWN, scenario=LAPSED)
    found = line_changes(kitakami, side, "KM-1020", "6")
    (price,) = [one for one in found.break_evens if one.column == "price"]
    assert (price.threshold.clause.cite, price.met_from_here) == ("61 §1(1)", True)
    folder = tmp_path / "kitakami"
    copytree(EXAMPLES / "kitakami-motors", folder)
    assert outcome_at(price.at, book, folder) == "licence_required"
    assert outcome_at(price.at - Decimal("0.01"), book, folder) == "not_required"


def test_mass_price_value_and_rate_each_have_a_break_even_with_its_mark(
    book: Rulebook, kitakami: Folder
) -> None:
    found = line_changes(kitakami, Side(book, KNOWN, scenario=LAPSED), "KM-1020", "1")
    marks = {(one.table, one.column): one.mark for one in found.break_evens}
    assert marks == {
        ("sources", "price"): "may_look_like_circumvention",
        ("bom", "quantity"): "design",
        ("items", "value"): "may_look_like_circumvention",
        ("rates", "rate"): "outside",
    }


def test_each_supplier_alone_is_tried(book: Rulebook) -> None:
    folder = read_folder(EXAMPLES / "nordwind-generatoren", fact_kinds(book.business_facts()))
    found = line_changes(folder, Side(book, KNOWN, scenario=LAPSED), "NW-6106", "1")
    assert {(one.item, one.supplier) for one in found.suppliers} == {
        ("MB-4DY", "ALPMAG"), ("MB-4DY", "SONGDA"),
    }  # fmt: skip


def test_a_line_that_is_not_there_is_named(book: Rulebook, kitakami: Folder) -> None:
    with pytest.raises(Refused, match="KM-1020/1"):
        line_changes(kitakami, Side(book, KNOWN), "KM-1020", "11")
