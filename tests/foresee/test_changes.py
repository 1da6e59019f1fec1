"""Two editions of the law files compared in words and predicates."""

from __future__ import annotations

from licet.foresee import changes
from tests.papers.small_law import FACTS, LAPSED, LAW, PAUSE, READINGS, small_book

BOOK = small_book()


def test_the_same_edition_has_no_changes() -> None:
    assert changes(BOOK, small_book()) == []


def test_a_changed_predicate_and_its_words_stand_side_by_side() -> None:
    law = LAW.replace("0.001 *", "0.01 *").replace("a thousandth", "a hundredth")
    (one,) = changes(BOOK, small_book(law=law))
    assert (one.kind, one.name, one.how) == ("clause", "1 §1", "changed")
    assert one.lines == (
        ("-", {"en": "a thousandth or more is Chinese", "zh": "千分之一"}),
        ("-", "cn_part1_value >= 0.001 * item_value AND reading_A09 = 'caught'"),
        ("+", {"en": "a hundredth or more is Chinese", "zh": "千分之一"}),
        ("+", "cn_part1_value >= 0.01 * item_value AND reading_A09 = 'caught'"),
    )


def test_clauses_that_came_and_went_are_told_apart() -> None:
    found = changes(BOOK, small_book(law=LAW.replace("1 §2", "1 §9")))
    assert [(one.name, one.how) for one in found] == [("1 §9", "added"), ("1 §2", "removed")]


def test_suspensions_facts_readings_and_scenarios_are_compared() -> None:
    found = changes(
        BOOK,
        small_book(
            pause=PAUSE.replace("2025-12-31", "2026-06-30"),
            facts=FACTS.replace("graver: more", "graver: less"),
            readings=READINGS.replace("default: caught", "default: free"),
            lapsed=LAPSED.replace("2025-12-31", "2026-06-30"),
        ),
    )
    assert [(one.kind, one.name, one.how) for one in found] == [
        ("suspension", "2 suspends 1", "changed"),
        ("fact", "cn_part1_value", "changed"),
        ("reading", "A-09", "changed"),
        ("scenario", "lapsed", "changed"),
    ]
    assert found[0].lines == (
        ("-", "from 2025-06-01 through 2025-12-31"),
        ("+", "from 2025-06-01 through 2026-06-30"),
    )


def test_elements_in_another_order_are_a_change() -> None:
    first = "      - {says: {en: it leaves, zh: 出境}, holds: \"ship_to <> 'CN'\"}\n"
    second = '      - {says: {en: it is listed, zh: 列名}, holds: "annex1_part = 2"}\n'
    (one,) = changes(BOOK, small_book(law=LAW.replace(first + second, second + first)))
    assert one.lines == (("+", "in another order"),)
