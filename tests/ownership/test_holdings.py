"""Held or not: boundaries, ranges, ways of counting, and what bad rows do."""

from __future__ import annotations

from datetime import date
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.basics import Fault
from licet.ownership import Held, Holdings, Readings

DAY = date(2026, 11, 22)
COLUMNS = ("owner", "owned", "share_lo", "share_hi", "kind", "from", "to")
LISTED = {"L": True, "M": True, "P": None}


def held(*rows: tuple[object, ...], party: str = "X", **more: Any) -> Held:
    holdings = Holdings.of([dict(zip(COLUMNS, row, strict=False)) for row in rows])
    return holdings.held(party, LISTED, DAY, **more)


@pytest.mark.parametrize(
    ("lo", "hi", "answer"),
    [
        ("50", "50", True),
        ("49.99", "49.99", False),
        ("49.999999999999", "49.999999999999", False),
        ("25", "<50", False),
        ("50", "<75", True),
        (">25", "50", None),
        ("40", "60", None),
        ("", "", None),
        ("0", "0", False),
    ],
)
def test_half_is_enough_and_anything_short_of_it_is_not(lo: str, hi: str, answer: object) -> None:
    got = held(("L", "X", lo, hi))
    assert got.held is answer
    assert {share.held for share in got.by_reading.values()} == {answer}


def test_a_chain_of_majorities_is_held_though_its_product_is_not() -> None:
    got = held(("L", "A", 60, 60), ("A", "X", 60, 60))
    assert {name: share.held for name, share in got.by_reading.items()} == {
        "direct": False, "chain": True, "product": False, "aggregate": True,
    }  # fmt: skip
    assert str(got.by_reading["product"].per_cent) == "36"
    assert got.held is True
    assert held(("L", "A", 60, 60), ("A", "X", 60, 60), readings=Readings("product")).held is False
    assert (
        held(("L", "A", 60, 60), ("A", "X", 60, 60), readings=Readings("direct", "no")).held
        is False
    )


def test_paths_of_one_owner_add_up_in_the_product() -> None:
    rows = (("L", "A", 40, 40), ("L", "B", 40, 40), ("A", "X", 50, 50), ("L", "X", 30, 30))
    got = held(*rows)
    assert str(got.by_reading["product"].per_cent) == "50"
    assert got.by_reading["chain"].held is False
    assert got.held is True
    assert [link.owned for link in got.chain] == ["A", "X", "X"]


def test_several_listed_owners_together_follow_the_reading() -> None:
    rows = (("L", "X", 30, 30), ("M", "X", 20, 20))
    assert held(*rows).by_reading["aggregate"].held is True
    assert held(*rows).held is None
    assert held(*rows, readings=Readings(several="no")).held is False
    assert held(*rows, readings=Readings(several="yes")).held is True
    assert held(*rows, readings=Readings(several=None)).held is None


def test_equity_and_votes_are_counted_apart() -> None:
    rows = (("L", "X", 40, 40, "equity"), ("L", "X", 60, 60, "votes"))
    assert held(*rows).held is True
    assert held(*rows, readings=Readings(of="equity")).held is False
    assert held(*rows, readings=Readings(of="votes")).held is True
    assert held(*rows, readings=Readings(of=None)).held is None


def test_a_circle_counts_by_its_least_fixed_point() -> None:
    rows = (("L", "A", 25, 25), ("B", "A", 50, 50), ("A", "B", 100, 100))
    got = held(*rows, party="A")
    assert str(got.by_reading["product"].per_cent) == "50"
    assert got.held is True
    closed = held(("A", "B", 100, 100), ("B", "A", 100, 100), party="A")
    assert closed.held is False


def test_a_branch_is_its_company() -> None:
    assert held(("L", "X", None, None, "branch")).held is True
    assert held(("L", "A", 50, 50), ("A", "X", None, None, "分公司")).held is True
    assert held(("L", "A", 49, 49), ("A", "X", None, None, "branch")).held is False


@pytest.mark.parametrize("kind", ["trust", "nominee", "unknown", "代持"])
def test_a_holder_nobody_knows_leaves_the_answer_unknown(kind: str) -> None:
    assert held(("T", "X", 60, 60, kind)).held is None
    assert held(("T", "X", 20, 20, kind)).held is False
    assert held(("", "X", 60, 60)).held is None
    got = held(("T", "X", 25, 25, kind), ("L", "X", 30, 30))
    assert got.held is None
    assert (got.ask[0].kind, got.ask[0].owner) == ("holder", "T")


def test_an_owner_whose_listing_is_unknown_is_the_question_to_ask() -> None:
    got = held(("P", "X", 60, 60))
    assert got.held is None
    assert (got.ask[0].kind, got.ask[0].owner, got.ask[0].settles) == ("listing", "P", True)


def test_the_one_stake_that_settles_it_is_asked_for_first() -> None:
    got = held(("L", "A", 60, 60), ("A", "X", 45, 55), ("M", "X", 0, 1))
    assert (got.ask[0].owner, got.ask[0].owned) == ("A", "X")
    assert got.ask[0].settles
    assert [link.owned for link in got.chain] == ["A", "X"]


def test_who_holds_all_of_a_circle_beside_others_is_asked_for() -> None:
    rows = [
        {"owner": "B", "owned": "X", "share_lo": "60", "share_hi": "60"},
        {"owner": "X", "owned": "B", "share_lo": "49.9999999", "share_hi": "50"},
        {"owner": "", "owned": "B", "share_lo": "100", "share_hi": "100", "kind": "unknown"},
    ]
    found = Holdings.of(rows).held("X", {"B": None}, DAY, readings=Readings(of="equity"))
    assert found.held is None
    assert found.ask


def test_a_party_of_whose_holders_nothing_is_on_record_is_unknown() -> None:
    got = held(("L", "Y", 60, 60))
    assert got.held is None
    assert got.recorded is False
    assert got.ask[0].kind == "holders"


def test_holdings_count_on_their_days_both_included() -> None:
    row = ("L", "X", 60, 60, "equity", "2026-01-01", "2026-11-22")
    other = ("Z", "X", 10, 10)
    assert held(row, other).held is True
    holdings = Holdings.of([dict(zip(COLUMNS, r, strict=False)) for r in (row, other)])
    assert holdings.held("X", LISTED, date(2026, 11, 23)).held is False
    assert holdings.held("X", LISTED, date(2025, 12, 31)).held is False


def test_control_without_a_share_is_no_holding_and_a_consolidation_is_perhaps_one() -> None:
    assert held(("L", "X", None, None, "control"), ("Z", "X", 5, 5)).held is False
    got = held(("L", "X", None, None, "consolidation"))
    assert got.held is None


@pytest.mark.parametrize(
    ("rows", "column", "answer"),
    [
        ([("L", "X", 60, 40)], "share_lo", None),
        ([("L", "X", -5, 40)], "share_lo", False),
        ([("L", "X", 120, 140)], "share_hi", None),
        ([("L", "X", "half", 60)], "share_lo", None),
        ([("L", "X", 30, 30), ("L", "X", 30, 30)], "share_lo", None),
        ([("L", "X", 55, 55), ("Z", "X", 70, 70)], "share_lo", None),
        ([("L", "X", 40, 40), ("X", "X", 20, 20)], "share_lo", None),
        ([("L", "X", 60, 60, "partnership of sorts")], "kind", None),
        ([("L", "X", 60, 60, "equity", "2026-02-30")], "from", None),
        ([("L", "X", 60, 60, "equity", "2026-02-03", "2026-01-01")], "to", None),
        ([("L", "X", 20, 20), ("L", "", 60, 60)], "owned", None),
        ([("", "X", 60, 60)], "owner", None),
    ],
)
def test_a_row_that_cannot_be_right_is_named_and_widens(
    rows: list[tuple[object, ...]], column: str, answer: object
) -> None:
    got = held(*rows)
    assert column in {fault.column for fault in got.faults}
    assert got.held is answer


def test_a_row_that_was_put_aside_stands_for_a_holder_nobody_knows() -> None:
    row = [{"owner": "Z", "owned": "X", "share_lo": "10", "share_hi": "10"}]
    fault = Fault("ownership.csv", "column «share_lo»", "a share", 3, "share_lo", "x", "X")
    assert Holdings.of(row).held("X", LISTED, DAY).held is False
    assert Holdings.of(row, [fault]).held("X", LISTED, DAY).held is None
    nameless = Fault("ownership.csv", "column «owned»", "a value", 3, "owned")
    assert Holdings.of(row, [nameless]).held("X", LISTED, DAY).held is None


def test_an_owner_the_folder_does_not_know_may_be_listed() -> None:
    row = [{"owner": "Z", "owned": "X", "share_lo": "60", "share_hi": "60"}]
    holdings = Holdings.of(row, known={"X"})
    assert holdings.held("X", LISTED, DAY).held is None
    assert holdings.faults[0].value == "Z"


def test_what_others_are_sure_to_hold_leaves_less() -> None:
    assert held(("L", "X", 0, 100), ("Z", "X", 60, 60)).held is False


def test_a_frame_does_as_well_as_rows_and_the_batch_agrees_with_the_single_answer() -> None:
    frame = pl.DataFrame(
        {"owner": ["L", "A"], "owned": ["A", "X"], "share_lo": [50, 50], "share_hi": [60, 50]}
    )
    for rows in (frame, nw.from_native(frame)):
        holdings = Holdings.of(rows)
        every = holdings.held_all(LISTED, DAY)
        assert {party: one.held for party, one in every.items()} == {"A": True, "X": True}
        assert every["X"] == holdings.held("X", LISTED, DAY)


def test_the_record_is_plain_data_with_the_chain() -> None:
    record = held(("L", "A", 60, 60), ("A", "X", "50", "70")).record()
    assert record["held_by_listed"] is True
    assert record["by_reading"]["direct"] == {"held": False, "lo": "0", "hi": "0"}
    assert [(link["owner"], link["owned"]) for link in record["chain"]] == [("L", "A"), ("A", "X")]
    assert record["chain"][1]["share"] == {"lo": "50", "hi": "70"}


def test_the_batch_is_short_about_parties_below_nobody_listed_and_says_the_same() -> None:
    rows: list[tuple[object, ...]] = [
        ("L", "A", 60, 60),
        ("A", "B", 40, 40),
        ("Z", "C", 90, 90),
        ("C", "D", 90, 90),
    ]
    rows += [("T", "E", 10, 10, "nominee"), ("E", "F", 100, 100)]
    holdings = Holdings.of([dict(zip(COLUMNS, row, strict=False)) for row in rows])
    every = holdings.held_all(LISTED, DAY)
    assert every == {party: holdings.held(party, LISTED, DAY) for party in "ABCDEF"}


@given(
    st.lists(
        st.tuples(
            st.sampled_from("LTABCDE"), st.sampled_from("ABCDE"), st.integers(0, 100),
            st.sampled_from(("", "nominee", "no such kind")),
        ),
        max_size=9,
    )
)  # fmt: skip
def test_the_batch_says_what_single_answers_say_also_where_rows_are_at_fault(
    rows: list[tuple[object, ...]],
) -> None:
    stated = [(owner, owned, share, share, kind) for owner, owned, share, kind in rows]
    holdings = Holdings.of([dict(zip(COLUMNS, row, strict=False)) for row in stated])
    every = holdings.held_all(LISTED, DAY)
    assert every == {party: holdings.held(party, LISTED, DAY) for party in every}
