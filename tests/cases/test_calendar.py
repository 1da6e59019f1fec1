"""Working days are those of the State Council's notices."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from licet.cases import NoCalendar, is_working_day, working_day_after, working_days

# State Council General Office: Guobanfa Mingdian (2023) 7 of 25 October 2023 for 2024,
# (2024) 12 of 12 November 2024 for 2025, (2025) 7 of 4 November 2025 for 2026.
# Each holiday: first and last day off; weekends inside it are off anyhow.
DAYS_OFF = """
2024-01-01 2024-01-01, 2024-02-10 2024-02-17, 2024-04-04 2024-04-06, 2024-05-01 2024-05-05,
2024-06-10 2024-06-10, 2024-09-15 2024-09-17, 2024-10-01 2024-10-07,
2025-01-01 2025-01-01, 2025-01-28 2025-02-04, 2025-04-04 2025-04-06, 2025-05-01 2025-05-05,
2025-05-31 2025-06-02, 2025-10-01 2025-10-08,
2026-01-01 2026-01-03, 2026-02-15 2026-02-23, 2026-04-04 2026-04-06, 2026-05-01 2026-05-05,
2026-06-19 2026-06-21, 2026-09-25 2026-09-27, 2026-10-01 2026-10-07
"""
MAKE_UP_DAYS = """
2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12
2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11
2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10
"""


def published() -> set[date]:
    """Every working day of 2024 to 2026, from weekdays and the notices alone."""
    off: set[date] = set()
    for each in DAYS_OFF.split(","):
        first, last = (date.fromisoformat(text) for text in each.split())
        off |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
    made_up = {date.fromisoformat(text) for text in MAKE_UP_DAYS.split()}
    every = (date(2024, 1, 1) + timedelta(days=n) for n in range(366 + 365 + 365))
    return {day for day in every if day in made_up or (day.weekday() < 5 and day not in off)}


def test_every_day_of_2024_to_2026_is_as_the_state_council_published_it() -> None:
    wanted, day, wrong = published(), date(2024, 1, 1), []
    while day.year < 2027:
        if is_working_day(day) != (day in wanted):
            wrong.append(day)
        day += timedelta(days=1)
    assert wrong == []


def test_the_day_of_the_event_is_not_counted() -> None:
    assert working_days(date(2026, 11, 9), date(2026, 11, 9)) == 0
    assert working_day_after(date(2026, 11, 9), 1) == date(2026, 11, 10)


def test_a_saturday_that_is_made_up_counts() -> None:
    assert working_day_after(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert working_day_after(date(2026, 10, 9), 1) == date(2026, 10, 10)
    assert working_days(date(2026, 9, 30), date(2026, 10, 12)) == 4


def test_a_year_without_a_published_calendar_is_refused_by_name() -> None:
    with pytest.raises(NoCalendar, match="2031"):
        working_day_after(date(2030, 12, 31), 1)
