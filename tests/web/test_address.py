"""A case is its address."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.basics import Range, Refused
from licet.rulebook import Fact, Rulebook, rulebook
from licet.verdict import read_value
from licet.web.address import Address, stated, text_of


def values(fact: Fact) -> st.SearchStrategy[Any]:
    """Everything that a fact may be."""
    if fact.kind == "yes_no":
        return st.booleans()
    if fact.kind == "number":
        ends = st.one_of(st.none(), st.decimals("0.01", "9999", places=4))
        return st.tuples(ends, ends).filter(any).map(_span)
    return st.sampled_from(fact.codes)


def _span(ends: tuple[Any, Any]) -> Range:
    lo, hi = ends
    return Range(lo, hi) if lo is None or hi is None or lo <= hi else Range(hi, lo)


@given(st.data())
def test_whatever_was_said_of_a_fact_comes_back_from_the_address(data: st.DataObject) -> None:
    book = rulebook()
    fact = data.draw(st.sampled_from(list(book.business_facts().values())))
    value = read_value(fact, data.draw(values(fact)))
    assert value is not None
    address = Address().saying(fact.name, text_of(value), book)
    again = Address.read(parse_qsl(address.query()), book)
    assert again == address
    assert read_value(fact, stated(fact, again.facts[fact.name])) == value


def test_what_nobody_knows_is_remembered_until_it_is_answered(book: Rulebook) -> None:
    passed = Address().passing("use_wmd", book)
    assert passed.unknown == ("use_wmd",)
    assert Address.read(parse_qsl(passed.query()), book) == passed
    assert passed.saying("use_wmd", "no", book).unknown == ()


def test_a_reading_is_left_open_or_put_to_an_option(book: Rulebook) -> None:
    opened = Address().passing("A-09", book)
    assert opened.case(book).readings == {"A-09": None}
    taken = opened.saying("A-09", "embedded_caught", book)
    assert taken.case(book).readings == {"A-09": "embedded_caught"}


def test_no_field_of_a_form_is_called_like_a_fact(book: Rulebook) -> None:
    fields = {
        "fact",
        "value",
        "exact",
        "lo",
        "hi",
        "then",
        "day",
        "print",
        "unknown",
        "was",
        "on",
        "trail",
    }
    assert fields.isdisjoint({*book.business_facts(), *book.readings})


@pytest.mark.parametrize("query", ["ship_to=XX", "use_wmd=maybe", "on=soon", "A-09=nothing"])
def test_an_address_that_cannot_be_right_is_refused(query: str, book: Rulebook) -> None:
    with pytest.raises(Refused):
        Address.read(parse_qsl(query), book).case(book)


def test_no_file_of_the_server_is_read_as_a_scenario(book: Rulebook, tmp_path: Any) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("scenario: own\n")
    with pytest.raises(Refused, match="suspension-lapsed"):
        Address.read([("scenario", str(path))], book).case(book)
