"""Limits run in working days, stop while experts are asked, and say when they cannot be counted."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from licet.cases import Event, clock, working_day_after, working_days

ACCEPTED = Event(date(2026, 3, 2), "starts", "review")


def test_a_decision_is_due_on_the_45th_working_day_after_acceptance() -> None:
    running = clock([ACCEPTED], date(2026, 3, 2))
    assert running is not None
    assert running.due == date(2026, 5, 8)
    assert working_days(date(2026, 3, 2), date(2026, 5, 8)) == 45
    assert running.working_days_left == 45


def test_an_amendment_has_20_days_and_a_humanitarian_report_10() -> None:
    amended = clock([Event(date(2026, 9, 28), "starts", "amendment")], date(2026, 9, 28))
    assert amended is not None
    assert amended.due == date(2026, 10, 30)
    report = clock([Event(date(2026, 9, 30), "starts", "report")], date(2026, 10, 8))
    assert report is not None
    assert report.due == date(2026, 10, 20)
    assert report.working_days_left == 9


def test_a_stopped_clock_has_no_last_day_and_keeps_what_is_left() -> None:
    stopped = clock([ACCEPTED, Event(date(2026, 3, 9), "stops")], date(2026, 6, 30))
    assert stopped is not None
    assert stopped.stopped
    assert stopped.due is None
    assert stopped.working_days_left == 40
    assert "not counted" in stopped.note


def test_a_clock_that_runs_again_counts_from_the_day_after() -> None:
    events = [ACCEPTED, Event(date(2026, 3, 9), "stops"), Event(date(2026, 6, 30), "resumes")]
    again = clock(events, date(2026, 7, 1))
    assert again is not None
    assert not again.stopped
    assert again.working_days_left == 39
    assert again.due == working_day_after(date(2026, 6, 30), 40)


def test_a_limit_that_is_over_still_shows_the_day_it_ended() -> None:
    late = clock([ACCEPTED], date(2026, 5, 12))
    assert late is not None
    assert late.due == date(2026, 5, 8)
    assert late.working_days_left == -3  # 9 May is a make-up day
    stopped = clock([ACCEPTED, Event(date(2026, 5, 12), "stops")], date(2026, 6, 1))
    assert stopped is not None
    assert stopped.due == date(2026, 5, 8)


def test_a_due_day_in_a_year_without_calendar_is_not_guessed() -> None:
    unknown = clock([Event(date(2026, 11, 20), "starts", "review")], date(2026, 11, 22))
    assert unknown is not None
    assert unknown.due is None
    assert unknown.working_days_left == 45
    assert "2027" in unknown.note


def test_no_limit_runs_for_a_watch_list_party_or_before_the_state_council() -> None:
    listed = clock([ACCEPTED], date(2026, 3, 9), watch_list=True)
    assert listed is not None
    assert listed.due is None
    assert "watch list" in listed.note
    lifted = clock([ACCEPTED, Event(date(2026, 3, 9), "lifts")], date(2026, 3, 10))
    assert lifted is not None
    assert lifted.due is None
    assert "State Council" in lifted.note


def test_after_the_decision_no_clock_runs() -> None:
    assert clock([ACCEPTED, Event(date(2026, 4, 1), "ends")], date(2026, 4, 2)) is None
    assert clock([], date(2026, 4, 2)) is None


@given(st.lists(st.integers(0, 9), max_size=8), st.integers(0, 30))
def test_stops_never_shorten_the_time_left(gaps: list[int], rest: int) -> None:
    events, ordinal = [ACCEPTED], ACCEPTED.on.toordinal()
    for number, gap in enumerate(gaps):
        ordinal += gap
        kind = "resumes" if number % 2 else "stops"
        events.append(Event(date.fromordinal(ordinal), kind))
    on = date.fromordinal(ordinal + rest)
    with_stops, without = clock(events, on), clock([ACCEPTED], on)
    assert with_stops is not None
    assert without is not None
    assert with_stops.working_days_left is not None
    assert without.working_days_left is not None
    assert with_stops.working_days_left >= without.working_days_left
    if with_stops.due is not None and without.due is not None:
        assert with_stops.due >= without.due
