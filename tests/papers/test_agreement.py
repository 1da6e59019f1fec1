"""The independent checker and the engine agree on whatever they are asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from licet.papers import Enclosed, NotSound, verify
from licet.papers.law_part import statements
from licet.papers.record import make_record
from licet.rulebook import Rulebook, rulebook
from licet.seal import canonical
from licet.verdict import decide_cases
from tests.papers.agreement import disagreements
from tests.papers.random_cases import cases
from tests.papers.small_law import FACTS, LAW, small_book

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def differ(book: Rulebook, count: int, seed: int) -> list[str]:
    return disagreements(list(cases(book, count, seed)), book)


def test_they_agree_on_random_cases_of_the_shipped_law() -> None:
    book = rulebook()
    found = [text for seed in range(4) for text in differ(book, 75, seed)]
    assert found == []


ODD = """
relief = TRUE AND listed <> TRUE AND NOT annex1 IN ('none', 'P2-A')
OR cn_part1_value + 2 * item_value BETWEEN 1000 AND 3 * (item_value + 1)
OR annex1_part >= 1 AND annex1_part < 2 AND 'none' = annex1
OR (item_value + cn_part1_value <> 0.5 * item_value + 1000 AND 1000 > item_value)
OR ship_to NOT IN ('JP', 'US') AND item_value = cn_part1_value
"""
ODD_LAW = LAW.replace("relief AND NOT listed}", f'"{" ".join(ODD.split())}"}}')


@pytest.mark.parametrize("law", [LAW, ODD_LAW])
def test_they_agree_on_random_cases_of_a_small_law(law: str) -> None:
    book = small_book(law=law)
    assert law == LAW or "BETWEEN" in str(list(statements(book)))
    found = [text for seed in range(8) for text in differ(book, 100, seed)]
    assert found == []


def whole_records(book: Rulebook, count: int) -> Iterator[bytes]:
    asked = list(cases(book, count, seed=11))
    for case, verdict in zip(asked, decide_cases(asked, book), strict=True):
        yield canonical(make_record(verdict, case, book, KEY, Enclosed()))


@pytest.mark.parametrize(("book", "count"), [(rulebook(), 8), (small_book(), 60)])
def test_records_of_random_cases_are_sound(book: Rulebook, count: int) -> None:
    for data in whole_records(book, count):
        try:
            verify(data)
        except NotSound as refused:
            pytest.fail(str(refused))


def test_a_fact_the_law_does_not_use_changes_nothing() -> None:
    more = (
        FACTS
        + "- {fact: colour, type: yes_no, title: {en: i, zh: i}, ask: {en: i, zh: i}, who: erp}"
    )
    book = small_book(facts=more)
    assert differ(book, 20, seed=1) == []
