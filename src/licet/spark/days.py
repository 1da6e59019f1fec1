"""A day as a caller writes it."""

from __future__ import annotations

from datetime import date

from licet.basics import day


def day_of(given: date | str | None) -> date:
    """The day that is meant; today, if none is given."""
    if given is None:
        return date.today()  # noqa: DTZ011 - the caller's own day
    return day(given) if isinstance(given, str) else given
