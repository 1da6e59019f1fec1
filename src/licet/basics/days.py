"""Days, and spans of days.

Inside the house every span is half-open, ``from <= day < until``; law files write the last
day instead (``through``), and that is turned once, where the file is read.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from datetime import date, timedelta


def day(text: str | date) -> date:
    """The day that `text` (ISO 8601, ``2026-11-22``) names.

    Raises:
        ValueError: it is not a day written that way.
    """
    if isinstance(text, dt.datetime):
        raise ValueError(text)
    if isinstance(text, date):
        return text
    return date.fromisoformat(text.strip())


def next_day(given: date) -> date:
    """The day after; 9999-12-31, which is written where there is no end, is its own."""
    return given if given == date.max else given + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `start` up to, not including, `until`; ``None`` is without end."""

    start: date
    until: date | None = None

    def __contains__(self, given: date) -> bool:
        return self.start <= given and (self.until is None or given < self.until)
