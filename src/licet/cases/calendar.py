"""Working days of the People's Republic of China: make-up days count, public holidays do not.

The days are those of the State Council's yearly notices, as the package chinesecalendar has them.
A year whose notice is not in it is refused: nobody knows its holidays. (The notice of the year
after may still turn a day at the end of December into a make-up day.)
"""

from __future__ import annotations

from datetime import date

import chinese_calendar

from licet.basics import next_day


class NoCalendar(Exception):
    """The working days of that year have not been published, as far as this Licet knows."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"the State Council's holidays of {year} are not known here, so working days of "
            f"{year} cannot be counted"
        )
        self.year = year


def is_working_day(day: date) -> bool:
    """Does the Chinese authority work on that day?

    Raises:
        NoCalendar: the holidays of its year are not known.
    """
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        raise NoCalendar(day.year) from None


def working_days(after: date, through: date) -> int:
    """How many working days lie after the one day, up to and with the other.

    Raises:
        NoCalendar: the holidays of a year between them are not known.
    """
    count, day = 0, after
    while day < through:
        day = next_day(day)
        count += is_working_day(day)
    return count


def working_day_after(after: date, count: int) -> date:
    """The `count`-th working day after a day, which itself is not counted (reading A-29).

    Raises:
        NoCalendar: the holidays of a year on the way are not known.
    """
    day = after
    while count > 0:
        day = next_day(day)
        count -= is_working_day(day)
    return day
