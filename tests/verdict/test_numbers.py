"""Numbers are exact ranges: what is caught, what is not, and what stays open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.basics import Range, Refused, Truth
from licet.engine import as_dicts
from licet.verdict import decide, decider, read_case
from licet.verdict.table import row_of, table_of
from tests.verdict.facts import BOOK

BY = decider(BOOK, date(2026, 11, 22))
MAGNET = {
    "act": "export",
    "exporter_in": "JP",
    "ship_from": "JP",
    "ship_to": "DE",
    "annex1": "P2-I-3",
    "made_in": "JP",
    "embedded": "as_such",
}
CONTENT = BY.names.clauses["61 §1(1)"]


def caught(cn: object, value: object) -> Truth:
    """Does the content limb of 61 catch this; told alike by rows and by tables?"""
    facts = MAGNET | {"cn_part1_value": cn, "item_value": value}
    row = row_of(read_case({"facts": facts}, BOOK), BOOK)
    (found,) = BY.decide_rows([row])
    (also,) = as_dicts(BY.decide(table_of([row], BOOK)))
    assert found[CONTENT] is also[CONTENT]
    truth: Truth = found[CONTENT]
    return truth


@pytest.mark.parametrize(
    ("cn", "value", "truth"),
    [
        ("1", "1000", True),
        ("0.999999999999", "1000", False),
        ("1.000000000001", "1000", True),
        (Decimal("0.7") + Decimal("0.1") * 3, "1000", True),
        ("0", "0.01", False),
        ("1000", "1000", True),
        ("0.000000000001", "0.000000001", True),
        ("0.000000000001", "0.000000001001", False),
        ("99999999999999999", "99999999999999999999", False),
        ("99999999999999999.999", "99999999999999999999", True),
        ("100000000000000000", "99999999999999999999.999999999999", True),
    ],
)
def test_one_thousandth_exactly_is_caught_and_the_next_number_below_is_not(
    cn: object, value: object, truth: Truth
) -> None:
    assert caught(cn, value) is truth


@pytest.mark.parametrize(
    ("cn", "value"),
    [
        ({"lo": "0.5", "hi": "1.5"}, "1000"),
        ({"lo": "0.999999999999", "hi": "1"}, "1000"),
        ({"hi": "1"}, "1000"),
        ({"lo": "0"}, "1000"),
        ("1", {"lo": "999", "hi": "1001"}),
        ("1", {"lo": "900"}),
        ("1", None),
        (None, "1000"),
    ],
)
def test_a_range_that_reaches_over_the_bound_leaves_it_open(cn: object, value: object) -> None:
    assert caught(cn, value) is None


@pytest.mark.parametrize(
    ("cn", "value", "truth"),
    [
        ({"lo": "1"}, "1000", True),
        ({"lo": "1", "hi": "2"}, {"lo": "500", "hi": "1000"}, True),
        ({"hi": "0.9"}, "1000", False),
        ({"hi": "0.9"}, {"lo": "1000"}, False),
        ("1", {"hi": "1000"}, True),
    ],
)
def test_a_range_on_one_side_of_the_bound_settles_it(
    cn: object, value: object, truth: Truth
) -> None:
    assert caught(cn, value) is truth


@pytest.mark.parametrize("value", ["0", "-5", "NaN", "nan", float("nan"), Decimal("NaN"), None])
def test_an_article_worth_nothing_or_no_number_is_not_known(value: object) -> None:
    assert caught("1", value) is None
    assert caught("0", value) is None


def test_a_value_that_cannot_be_right_is_told_beside_the_answer() -> None:
    verdict = decide(MAGNET | {"item_value": "0"}, on="2026-11-22")
    assert any("item_value was stated as 0" in note["en"] for note in verdict["notes"])
    assert "item_value" in {gap["name"] for gap in verdict["missing"]}


@pytest.mark.parametrize(
    "stated", ["1e400", "1" * 21, "12,5", "0x10", "∞", "inf", "-inf", True, [], {}, {"from": "1"}]
)
def test_what_is_no_number_is_refused(stated: object) -> None:
    with pytest.raises(Refused, match="cn_part1_value"):
        decide({"cn_part1_value": stated})


def test_a_range_with_its_ends_reversed_is_refused() -> None:
    with pytest.raises(Refused, match="ends reversed"):
        decide({"cn_part1_value": {"lo": "2", "hi": "1"}})


def test_finer_decimals_than_twelve_places_are_never_decided_wrongly() -> None:
    assert caught("0.9999999999999999", "1000") is not True
    assert caught("1.0000000000000001", "1000") is not False
    assert caught("0.99999999999999999999", "1000") is None
    assert caught("1.5000000000000001", "1000") is True


fine = st.decimals("0", "3", places=16, allow_nan=False)
large = st.decimals("0.0001", "99999999999999999999", places=14, allow_nan=False)


@given(st.one_of(fine, large), st.one_of(fine.filter(bool), large))
@settings(max_examples=100, deadline=None)
def test_the_bound_is_never_crossed_by_rounding(cn: Decimal, value: Decimal) -> None:
    truth = caught(str(cn), str(value))
    exact = Fraction(cn) * 1000 >= Fraction(value)
    assert truth is None or truth is exact
    if cn.normalize().as_tuple().exponent >= -12 and value.normalize().as_tuple().exponent >= -12:  # type: ignore[operator]
        assert truth is exact


def test_nodes_and_layers_are_caught_at_their_bounds() -> None:
    def case_by_case(**facts: Any) -> Truth:
        row = row_of(read_case({"facts": {"use_chips": True, **facts}}, BOOK), BOOK)
        (found,) = BY.decide_rows([row], [BY.names.clauses["61 §4"]])
        truth: Truth = found[BY.names.clauses["61 §4"]]
        return truth

    assert case_by_case(use_logic_node_nm="14") is True
    assert case_by_case(use_logic_node_nm="14.000000000001") is None
    off = {"use_military_ai": False, "use_chip_tools": False}
    assert (
        case_by_case(use_logic_node_nm="14.000000000001", use_memory_layers="255", **off) is False
    )
    assert case_by_case(use_memory_layers="256") is True
    assert case_by_case(use_memory_layers=Range(Decimal(200), Decimal(300))) is None
