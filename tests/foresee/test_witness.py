"""Two days or two rulebooks: every difference has a case, and the engine says that it differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date

import pytest

from licet.foresee import Comparison, Difference, LawOn
from licet.rulebook import Rulebook, rulebook
from licet.verdict import decide, read_value
from tests.papers.small_law import FACTS, LAW, small_book

DAY = date(2025, 3, 1)


def compared(old: Rulebook, new: Rulebook, on: date = DAY, later: date | None = None) -> Comparison:
    known = date(2026, 1, 1) if later else DAY
    return Comparison(LawOn(old, on, known), LawOn(new, later or on, known))


def says(law: LawOn, facts: Mapping[str, object]) -> str:
    """What the engine says of a case, in a state of the law, of the facts that it knows."""
    known = {}
    for name, value in facts.items():
        with suppress(KeyError, ValueError):
            read_value(law.book.business_facts()[name], value)
            known[name] = value
    verdict = decide(known, on=law.on, known=law.known, scenario=law.scenario, book=law.book)
    return str(verdict["review"] or verdict["outcome"])


def pairs(differences: Iterable[Difference]) -> list[tuple[str, str]]:
    return [(one.before, one.after) for one in differences]


def check(found: Comparison) -> None:
    """The engine agrees with every case, and every pair of answers differs."""
    for one in [*found.answers(), *found.clauses()]:
        assert says(found.before, one.facts) == one.before
        assert says(found.after, one.facts) == one.after
    assert all(one.before != one.after for one in found.answers())


def test_the_same_law_on_the_same_day_does_not_differ() -> None:
    book = small_book()
    found = compared(book, book)
    assert found.answers() == []
    assert found.clauses() == []


def test_two_days_differ_where_a_suspension_began() -> None:
    book = small_book()
    found = compared(book, book, DAY, date(2025, 7, 1))
    assert pairs(found.answers()) == [
        ("exempt", "not_required"),
        ("ordinary", "not_required"),
        ("refusal_presumed", "not_required"),
    ]
    assert {(one.cite, one.standing) for one in found.clauses()} == {
        (cite, ("in_force", "suspended")) for cite in ("1 §1", "1 §2", "1 §3", "1 §4")
    }
    check(found)


def test_standing_that_is_not_established_is_a_difference_too() -> None:
    book = small_book()
    found = compared(book, book, DAY, date(2026, 1, 1))
    assert ("ordinary", "undetermined") in pairs(found.answers())
    check(found)


def test_another_threshold_has_a_case_between_the_two() -> None:
    other = small_book(law=LAW.replace("0.001 *", "0.01 *"))
    found = compared(small_book(), other)
    (one,) = found.clauses()
    assert one.cite == "1 §1"
    value, whole = (int(one.facts[name]) for name in ("cn_part1_value", "item_value"))  # type: ignore[call-overload]
    assert whole <= 1000 * value < 10 * whole
    check(found)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("relief AND NOT listed", "relief"),
        ("holds: listed}", "holds: listed AND relief}"),
        ("ship_to <> 'CN'", "ship_to = 'JP'"),
        ("then: refusal_presumed", "then: case_by_case"),
        ("then: licence_required", "then: prohibited"),
        ("published: 2025-01-01", "published: 2025-04-01"),
        ("code: P2-A", "code: P1-A"),
        ("1 §2", "1 §9"),
    ],
)
def test_every_edit_of_the_law_has_a_case_that_shows_it(old: str, new: str) -> None:
    assert old in LAW
    found = compared(small_book(), small_book(law=LAW.replace(old, new)))
    assert found.clauses() != []
    check(found)


def test_a_fact_that_only_one_rulebook_knows_can_show_it() -> None:
    more = (
        FACTS + "- {fact: toy, type: yes_no, title: {en: t, zh: t}, ask: {en: t, zh: t}, who: erp}"
    )
    law = LAW.replace("relief AND NOT listed", "(relief AND NOT listed) OR toy")
    found = compared(small_book(), small_book(facts=more, law=law))
    assert "toy" in {name for one in found.clauses() for name in one.facts}
    check(found)


def test_a_case_names_no_fact_that_it_can_do_without() -> None:
    book = small_book()
    found = compared(book, book, DAY, date(2025, 7, 1))
    one = next(d for d in found.answers() if d.before == "refusal_presumed")
    for name in one.facts:
        fewer = {n: v for n, v in one.facts.items() if n != name}
        assert (says(found.before, fewer), says(found.after, fewer)) != (one.before, one.after)


def test_the_shipped_law_before_and_after_its_suspension() -> None:
    book = rulebook()
    known = date(2025, 11, 8)
    found = Comparison(LawOn(book, date(2025, 11, 6), known), LawOn(book, date(2025, 11, 8), known))
    answers = found.answers()
    assert ("refusal_presumed", "not_required") in pairs(answers)
    for one in answers:
        assert says(found.before, one.facts) == one.before
        assert says(found.after, one.facts) == one.after
