"""Due days as an iCalendar feed (RFC 5545): all-day events with a reminder."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from licet.cases.due import Due, due_days
from licet.store import Store

_OCTETS = 75
"""A content line is no longer, its fold not counted (section 3.1)."""


def feed(store: Store, day: date) -> str:
    """The feed: the last day of each limit that runs, and of each licence that may be used."""
    return calendar_of(due_days(store, day))


def calendar_of(due: Iterable[Due]) -> str:
    """These days as a calendar."""
    stamp = datetime.now(UTC)
    events = [line for one in due for line in _event(one, stamp)]
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Licet//cases//EN", "CALSCALE:GREGORIAN")
    return "".join(_folded(line) for line in (*head, *events, "END:VCALENDAR"))


def _event(due: Due, stamp: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{due.case}-{due.what}@licet",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{due.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{due.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(due.text)}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(due.text)}",
        f"TRIGGER:-P{due.remind}D",
        "END:VALARM",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    """A text value (section 3.3.11)."""
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """A content line, folded between characters so that no part is over 75 octets."""
    parts, width = [""], 0
    for sign in line:
        size = len(sign.encode())
        if width + size > _OCTETS:
            parts.append("")
            width = 1  # the blank that a continued line begins with
        parts[-1] += sign
        width += size
    return "\r\n ".join(parts) + "\r\n"
