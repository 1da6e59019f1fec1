"""What is typed becomes an answer, or a fault beside its field."""

from __future__ import annotations

import pytest

from licet.rulebook import Rulebook
from licet.web.forms import Answered, Wrong, read_answer, read_day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-11", "2026-11-11"),
        (" 2026/1/9 ", "2026-01-09"),
        ("2026年11月11日", "2026-11-11"),
        ("2026-02-30", None),
        ("11.11.2026", None),
        ("", None),
    ],
)
def test_a_day_is_read_year_first(typed: str, day: str | None) -> None:
    assert read_day(typed) == day


def test_i_dont_know_is_an_answer_to_everything(book: Rulebook) -> None:
    for name in [*book.business_facts(), *book.readings]:
        assert read_answer(name, {"value": "unknown"}, book) == Answered(passed=True)


def test_a_number_with_a_comma_can_be_read_in_two_ways_and_is_not_taken(book: Rulebook) -> None:
    got = read_answer("item_value", {"value": "exact", "exact": "1,890"}, book)
    assert got.wrong == (Wrong("exact", "plain_number", "1,890"),)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ({"value": "exact", "exact": "1890.00"}, "1890"),
        ({"exact": "0.10"}, "0.1"),
        ({"exact": "1,50"}, "1.5"),
        ({"exact": "1.234,50"}, "1234.5"),
        ({"value": "range", "lo": "1.10", "hi": "2.40"}, "1.1..2.4"),
        ({"value": "range", "hi": "5"}, "..5"),
    ],
)
def test_a_number_or_its_range_is_kept_exactly(
    typed: dict[str, str], text: str, book: Rulebook
) -> None:
    assert read_answer("cn_part1_value", typed, book) == Answered(text)


@pytest.mark.parametrize(
    ("typed", "field", "word"),
    [
        ({}, "value", "choose_number"),
        ({"value": "exact"}, "exact", "enter_number"),
        ({"value": "exact", "exact": "much"}, "exact", "not_a_number"),
        ({"value": "exact", "exact": "0"}, "exact", "breaks_contract"),
        ({"value": "range", "lo": "3", "hi": "2"}, "lo", "reversed"),
    ],
)
def test_what_cannot_be_a_value_is_told_beside_its_field(
    typed: dict[str, str], field: str, word: str, book: Rulebook
) -> None:
    (wrong,) = read_answer("item_value", typed, book).wrong
    assert (wrong.field, wrong.word) == (field, word)


@pytest.mark.parametrize("value", ["", "perhaps", "YES"])
def test_one_of_the_answers_has_to_be_chosen(value: str, book: Rulebook) -> None:
    assert read_answer("use_wmd", {"value": value}, book).wrong == (Wrong("value", "choose_one"),)
