"""Compositions, molar masses, laboratory results, and metal that does not count by name."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.basics import Range
from licet.bom import Counted, elements_of, trace
from licet.bom.bounds import ANY, Bounds, exactly
from licet.bom.composition import WEIGHTS, share_of, shares_of
from licet.bom.laboratory import measured
from tests.bom.parts import TODAY, Rows, counted, graph, taken


def test_shares_by_mass_are_read_in_both_languages() -> None:
    expected = {"Al": Bounds.just(Fraction(98, 100)), "Sc": Bounds.just(Fraction(2, 100))}
    assert elements_of("Al 98 %, Sc 2 %") == expected
    assert elements_of("铝98%，钪2%") == expected


def test_ranges_limits_and_bare_names_are_ranges() -> None:
    assert elements_of("Dy 2.5-3 %, Tb < 500 ppm, Fe") == {
        "Dy": Bounds(Fraction(25, 1000), Fraction(3, 100)),
        "Tb": Bounds(0, Fraction(500, 1_000_000)),
        "Fe": Bounds(0, 1),
    }


@pytest.mark.parametrize("text", ["", "stainless", "Xx 3 %", "Dy 3 %, Dy 4 %", "98Al2Sc", "(Dy"])
def test_what_cannot_be_read_is_not_guessed(text: str) -> None:
    assert elements_of(text) is None


def test_a_family_name_is_no_formula() -> None:
    assert elements_of("NdFeB") == dict.fromkeys(("Nd", "Fe", "B"), Bounds(0, 1))


def test_two_elements_on_one_place_may_each_be_all_of_it() -> None:
    found = elements_of("(Nd,Dy)2Fe14B")
    assert found is not None
    assert found["Dy"].lo == 0
    assert found["Dy"].hi is not None
    assert Fraction(29, 100) < found["Dy"].hi < Fraction(30, 100)


def test_oxide_to_metal_by_molar_mass() -> None:
    """Dy2O3: 2 x 162.500 over 373.0, by hand with the middle of each interval: 0.87132."""
    share = share_of("Dy", "Dy2O3")
    assert share is not None
    assert share.hi is not None
    assert Fraction("0.87131") < share.lo < Fraction("0.87132") < share.hi < Fraction("0.87133")
    assert share_of("Tb", "Dy2O3") == Bounds(0, 0)


COUNTS = {
    "Dy2O3": {"Dy": 2, "O": 3},
    "Tb4O7": {"Tb": 4, "O": 7},
    "SmCo5": {"Sm": 1, "Co": 5},
    "Sm2Co17": {"Sm": 2, "Co": 17},
    "Nd2Fe14B": {"Nd": 2, "Fe": 14, "B": 1},
}


@given(st.sampled_from(sorted(COUNTS)), st.data())
def test_the_share_holds_for_every_weight_within_its_uncertainty(
    formula: str, data: st.DataObject
) -> None:
    counts = COUNTS[formula]
    ends = {one: data.draw(st.sampled_from(WEIGHTS[one])) for one in counts}
    mass = {one: Fraction(count) * (ends[one] or 0) for one, count in counts.items()}
    for one in counts:
        share = share_of(one, formula)
        assert share is not None
        assert share.hi is not None
        assert share.lo <= mass[one] / sum(mass.values()) <= share.hi


def test_a_result_with_uncertainty_is_a_range_and_below_the_limit_reaches_down_to_nothing() -> None:
    number = Decimal
    assert measured(number("1.20"), number("0.05"), None) == Bounds(
        Fraction("1.15"), Fraction("1.25")
    )
    assert measured(number("0.01"), number("0.02"), None) == Bounds(0, Fraction("0.03"))
    assert measured(None, None, number("0.005")) == Bounds(0, Fraction("0.005"))
    assert measured(number("0.004"), number("0.001"), number("0.005")) == Bounds(
        0, Fraction("0.005")
    )
    assert measured(number("0.5"), None, number("0.005")) == Bounds.just(Fraction("0.5"))
    assert measured(None, None, None) is None
    assert measured(number(-1), None, None) == ANY


ITEMS: Rows = [
    {"item": "top", "value": 1000, "currency": "USD"},
    {"item": "strip", "unit": "KG", "value": 90, "currency": "USD", "origin": "CN",
     "composition": "Nd 30 %, Dy 2-3 %, Fe 66 %, B 1 %"},
]  # fmt: skip
BOM: Rows = [{"parent": "top", "component": "strip", "quantity": "0.5", "unit": "KG"}]
PRICES: Rows = [
    {"entry": "dy", "price_lo": 200, "price_hi": 300, "currency": "USD", "unit": "kg"},
]


def _metal(items: Rows = ITEMS, prices: Rows = PRICES, **options: str | None) -> Range:
    counts = Counted(counted().items, "CN", metals={"Dy": "dy"})
    parts = graph(items=items, bom=BOM, prices=prices)
    answer = trace(parts, "top", TODAY, counts, {"top": "A"}, taken(**options))
    return answer.articles[0].cn_part1_value


def test_metal_in_what_does_not_count_by_name_counts_where_it_is_read_so() -> None:
    assert _metal() == Range.just(0)
    assert _metal(A_05="by_metal_content") == Range(Decimal(2), Decimal("4.5"))
    assert _metal(A_05=None) == Range(Decimal(0), Decimal("4.5"))
    japanese = [ITEMS[0], dict(ITEMS[1]) | {"origin": "JP"}]
    assert _metal(japanese, A_05="by_metal_content") == Range.just(0)


def test_metal_in_an_unknown_composition_is_unknown() -> None:
    items = [ITEMS[0], dict(ITEMS[1]) | {"composition": None}]
    assert _metal(items, A_05="by_metal_content") == Range(Decimal(0), Decimal(45))


def test_what_was_measured_as_metal_is_priced_as_the_oxide_it_is_declared_as() -> None:
    items = [ITEMS[0], dict(ITEMS[1]) | {"composition": None}]
    row = {"item": "strip", "entry": "dy", "origin": "CN", "mass_fraction": "0.0871318",
           "uncertainty": 0, "measured_as": "Dy", "formula": "Dy2O3"}  # fmt: skip
    parts = graph(items=items, bom=BOM, prices=PRICES, declarations=[row])
    value = trace(parts, "top", TODAY, counted(), {"top": "A"}, taken()).articles[0].cn_part1_value
    assert value.lo is not None
    assert value.hi is not None
    assert Decimal("9.9999") < value.lo < Decimal(10) < value.hi + Decimal("0.0001")
    assert value.hi < Decimal("15.0002")


def test_amounts_without_an_end_are_told_apart() -> None:
    assert exactly(Fraction(1, 3)) is None
    assert exactly(Fraction(1, 8)) == Decimal("0.125")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Al 98 %, Sc 2 %", 0),
        ("Nd 30 %, Dy 2-3 %, Fe 67 %", Fraction(1, 100)),
        ("Dy 500 ppm", Fraction(9995, 10000)),
        ("Nd2Fe14B", 0),
        ("Dy", 0),
        ("NdFeB", 1),
    ],
)
def test_what_a_composition_leaves_over_may_be_anything(text: str, rest: Fraction) -> None:
    shares = shares_of(text)
    assert shares is not None
    assert shares.of("Tb") == Bounds(0, rest)
