"""A file that is opened in a spreadsheet works nothing out, and its numbers are whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.basics import harmless, harmless_row


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3", "'-2+3"),
        ("+81 3 1234", "'+81 3 1234"),
        ("-", "'-"),
        ("\t=1", "'\t=1"),
        ("-12.50", "-12.50"),
        ("+7", "+7"),
        ("-.5", "'-.5"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_a_formula_gets_an_apostrophe_and_a_number_none(cell: str, written: str) -> None:
    assert harmless(cell) == written
    assert harmless_row([cell, None, -3]) == [written, None, -3]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_no_number_is_ever_touched(number: object) -> None:
    assert harmless(f"{number:f}") == f"{number:f}"
