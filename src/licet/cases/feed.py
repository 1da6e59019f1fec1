"""Due days as an iCalendar feed (RFC 5545): all-day events with a reminder."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from licet.cases.files import CaseFile
from licet.cases.show import clock_of, every
from licet.cases.table import table
from licet.store import Store

_OCTETS = 75
"""A content line is no longer, its fold not counted (section 3.1)."""
_REMIND_DAYS = 5
_EXPIRES_SOON_DAYS = 30


def feed(store: Store, day: date) -> str:
    """The feed: the last day of each limit that runs, and of each licence that may be used."""
    stamp = datetime.now(UTC)
    events = [line for case in every(store) for line in _events(case, day, stamp)]
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Licet//cases//EN", "CALSCALE:GREGORIAN")
    return "".join(_folded(line) for line in (*head, *events, "END:VCALENDAR"))


def _events(case: CaseFile, day: date, stamp: datetime) -> list[str]:
    lines: list[str] = []
    running = clock_of(case, day)
    what = case.application.item or "item not named"
    if running is not None and running.due is not None:
        words = running.limit.words
        text = f"{case.id} {what}: {words['en']} {words['zh']} ({running.limit.rule})"
        lines += _event(f"{case.id}-{running.limit.name}", running.due, text, _REMIND_DAYS, stamp)
    usable = table().states[case.state_on(day)].part == "licence"
    if case.licence is not None and usable and not table().states[case.state_on(day)].closed:
        text = f"{case.id} {what}: licence {case.licence.number} ends 许可证到期 (792 Art. 15)"
        until = case.licence.until
        lines += _event(f"{case.id}-term", until, text, _EXPIRES_SOON_DAYS, stamp)
    return lines


def _event(name: str, day: date, text: str, remind: int, stamp: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{name}@licet",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(text)}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(text)}",
        f"TRIGGER:-P{remind}D",
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
