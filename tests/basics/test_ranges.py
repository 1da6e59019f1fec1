"""Ranges of exact decimals never round inward."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.basics import NOTHING_KNOWN, Range, ceiling, exact, floor, plain

numbers = st.decimals(-10_000, 10_000, allow_nan=False, places=15)


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    low, high = sorted((draw(numbers), draw(numbers)))
    return Range(draw(st.sampled_from((low, None))), draw(st.sampled_from((high, None))))


def holds(given: Range, number: Decimal) -> bool:
    above = given.lo is None or given.lo <= number
    return above and (given.hi is None or number <= given.hi)


@pytest.mark.parametrize("text", ["", "1,5", "abc", "NaN", "Infinity", "-Infinity", "1e21", "0x1"])
def test_what_is_no_plain_decimal_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        exact(text)


def test_decimals_are_read_exactly() -> None:
    assert exact(" 0.1 ") + exact("0.2") == Decimal("0.3")
    largest = "99999999999999999999.999999999999"
    assert exact(largest) == Decimal(largest)
    with pytest.raises(ValueError, match="True"):
        exact(True)  # noqa: FBT003 - a truth is no number


@given(ranges(), ranges(), numbers, numbers)
def test_sums_and_products_hold_every_value_they_can_have(
    one: Range, other: Range, a: Decimal, b: Decimal
) -> None:
    if holds(one, a) and holds(other, b):
        assert holds(one + other, a + b)
        assert holds(one.times(Decimal("0.37")), a * Decimal("0.37"))
        assert holds(one.hull(other), a)
        assert holds(one.hull(other), b)
    met = one.meet(other)
    both = holds(one, a) and holds(other, a)
    assert both == (met is not None and holds(met, a))


@given(ranges(), numbers, numbers)
def test_rounding_outward_never_loses_a_value_and_stays_within_twelve_places(
    given_range: Range, number: Decimal, bound: Decimal
) -> None:
    wide = given_range.outward()
    if holds(given_range, number):
        assert holds(wide, number)
    for end in (wide.lo, wide.hi):
        assert end is None or -end.as_tuple().exponent <= 12  # type: ignore[operator]
    assert floor(number) <= number <= ceiling(number)
    truth = given_range.at_least(bound)
    if holds(given_range, number) and truth is not None:
        assert truth is (number >= bound)


def test_a_range_with_its_ends_reversed_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="reversed"):
        Range(Decimal(2), Decimal(1))
    with pytest.raises(ValueError, match="-1"):
        NOTHING_KNOWN.times(Decimal(-1))


@pytest.mark.parametrize(
    ("given_range", "text"),
    [
        (Range.just("1.500"), "1.5"),
        (Range.just("1000"), "1000"),
        (Range(Decimal("0.10"), None), "[0.1, ?]"),
        (Range(Decimal("1E+3"), Decimal("2E+3")), "[1000, 2000]"),
    ],
)
def test_a_range_reads_as_people_write_it(given_range: Range, text: str) -> None:
    assert str(given_range) == text
    assert plain(None) == "?"
