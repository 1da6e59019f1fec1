"""Numbers as typed are read where they can be read in one way only."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.basics import plain, typed_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"), ("12.50", "12.5"), (" 1,50 ", "1.5"), ("0,125", "0.125"), (",5", "0.5"),
        ("1.234,50", "1234.5"), ("1,234.50", "1234.5"), ("1,234,567", "1234567"),
        ("1.234.567", "1234567"), ("1234,567", "1234.567"), ("１，５", "1.5"), ("1e3", "1000"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("mark", [".", ","])
def test_a_number_that_can_be_read_in_one_way_is_read_so(text: str, number: str, mark: str) -> None:
    assert typed_number(text, mark) == Decimal(number)


def test_three_digits_after_one_mark_are_read_by_the_custom_of_the_place() -> None:
    assert typed_number("1.234") == typed_number("1,234", ",") == Decimal("1.234")
    for text, mark in (("1,234", "."), ("1.234", ",")):
        with pytest.raises(ValueError, match=r"can be read as 1\.?234 or as 1\.?234: write one"):
            typed_number(text, mark)


@pytest.mark.parametrize("text", ["", "1,5,0", "1,2345.6", "much", "12 €", "1..5", ".", "NaN"])
def test_what_is_no_number_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(ValueError, match=r"^a plain number such as 12.50 was expected"):
        typed_number(text)


@given(st.decimals(-(10**9), 10**9, places=4, allow_nan=False), st.booleans())
def test_a_number_written_by_the_custom_of_a_place_comes_back(
    number: Decimal,
    in_groups: bool,  # noqa: FBT001 - drawn
) -> None:
    grouped = f"{number:,.4f}" if in_groups else f"{number:.4f}"
    assert typed_number(grouped) == number
    german = grouped.translate(str.maketrans(".,", ",."))
    assert typed_number(german, ",") == number
    assert typed_number(plain(number).replace(".", ","), ",") == number
