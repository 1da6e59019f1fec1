"""When the announcements of 9 October 2025 stand: the table every exporter asks about."""

from __future__ import annotations

from datetime import date

import pytest

from licet.basics import Truth
from licet.rulebook import rulebook

BOOK = rulebook()
LATE = date(2026, 11, 22)
AT_ONCE = ("61 §1(3)", "61 §2", "61 §4", "61 §5", "62 §1(1)", "62 §1 ¶2")
DECEMBER = ("61 §1(1)", "61 §1(2)")


def standing(
    cite: str, on: str, known: date = LATE, *, last: Truth = True, scenario: str | None = None
) -> str:
    """The standing of a clause on a day."""
    supposed = None if scenario is None else BOOK.scenario(scenario)
    lines = BOOK.timelines(known, last_day_included=last, scenario=supposed)
    return lines[cite].on(date.fromisoformat(on))


@pytest.mark.parametrize(
    ("on", "at_once", "december"),
    [
        ("2025-10-08", "not_yet", "not_yet"),
        ("2025-10-09", "in_force", "not_yet"),
        ("2025-11-06", "in_force", "not_yet"),
        ("2025-11-07", "suspended", "not_yet"),
        ("2025-11-30", "suspended", "not_yet"),
        ("2025-12-01", "suspended", "suspended"),
        ("2026-11-10", "suspended", "suspended"),
        ("2026-11-11", "unknown", "unknown"),
        ("2026-11-22", "unknown", "unknown"),
        ("2027-06-01", "unknown", "unknown"),
    ],
)
def test_each_period_of_61_and_62(on: str, at_once: str, december: str) -> None:
    assert {standing(cite, on) for cite in AT_ONCE} == {at_once}
    assert {standing(cite, on) for cite in DECEMBER} == {december}


@pytest.mark.parametrize(
    ("known", "on", "expected"),
    [
        ("2025-10-08", "2025-10-20", "not_yet"),
        ("2025-10-09", "2025-10-20", "in_force"),
        ("2025-11-06", "2025-11-20", "in_force"),
        ("2025-11-07", "2025-11-20", "suspended"),
    ],
)
def test_only_what_was_published_by_the_day_known_counts(
    known: str, on: str, expected: str
) -> None:
    assert standing("61 §1(3)", on, date.fromisoformat(known)) == expected


def test_before_the_suspension_was_published_the_december_limbs_were_to_come() -> None:
    october = date(2025, 10, 31)
    assert standing("61 §1(1)", "2025-11-30", october) == "not_yet"
    assert standing("61 §1(1)", "2025-12-01", october) == "in_force"


@pytest.mark.parametrize(
    ("last", "ninth", "tenth", "eleventh"),
    [
        (True, "suspended", "suspended", "unknown"),
        (False, "suspended", "unknown", "unknown"),
        (None, "suspended", "unknown", "unknown"),
    ],
)
def test_the_last_day_follows_reading_a_18(
    last: Truth, ninth: str, tenth: str, eleventh: str
) -> None:
    found = [standing("61 §1(3)", f"2026-11-{day:02}", last=last) for day in (9, 10, 11)]
    assert found == [ninth, tenth, eleventh]


@pytest.mark.parametrize(
    ("last", "scenario", "tenth", "eleventh"),
    [
        (True, "suspension-lapsed", "suspended", "in_force"),
        (False, "suspension-lapsed", "in_force", "in_force"),
        (None, "suspension-lapsed", "unknown", "in_force"),
        (True, "suspension-extended-2027-01-10", "suspended", "suspended"),
        (False, "suspension-extended-2027-01-10", "suspended", "suspended"),
        (None, "suspension-extended-2027-01-10", "suspended", "suspended"),
    ],
)
def test_a_scenario_says_what_follows_the_last_day(
    last: Truth, scenario: str, tenth: str, eleventh: str
) -> None:
    for cite in (*AT_ONCE, *DECEMBER):
        assert standing(cite, "2026-11-10", last=last, scenario=scenario) == tenth
        assert standing(cite, "2026-11-11", last=last, scenario=scenario) == eleventh


def test_beyond_the_end_of_a_supposed_extension_nothing_is_established_either() -> None:
    longer = "suspension-extended-2027-01-10"
    assert standing("61 §1(1)", "2027-01-10", scenario=longer) == "suspended"
    assert standing("61 §1(1)", "2027-01-11", scenario=longer) == "unknown"


@pytest.mark.parametrize("cite", ["18 1C902.a.1", "46/2024 ¶1", "1/2026", "11/2026"])
def test_what_was_never_suspended_stands_throughout(cite: str) -> None:
    assert standing(cite, "2026-11-22") == "in_force"
    assert standing(cite, "2026-11-22", scenario="suspension-lapsed") == "in_force"


def test_the_notices_on_further_rare_earths_and_equipment_never_operated() -> None:
    for instrument in ("56", "57"):
        clauses = [c.cite for c in BOOK.clauses if c.instrument == instrument]
        assert clauses
        for cite in clauses:
            for on in ("2025-10-09", "2025-11-06", "2025-11-07", "2026-11-10"):
                assert standing(cite, on) in {"not_yet", "suspended"}


def test_the_second_paragraph_of_46_of_2024_rests_until_27_november() -> None:
    cite = "46/2024 ¶2(1)"
    days = ("2025-11-08", "2025-11-09", "2026-11-27", "2026-11-28")
    assert [standing(cite, on) for on in days] == [
        "in_force",
        "suspended",
        "suspended",
        "unknown",
    ]
