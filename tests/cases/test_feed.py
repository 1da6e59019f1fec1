"""The feed holds what is due, in a form that calendars read."""

from __future__ import annotations

import email.policy
from datetime import date
from pathlib import Path

from licet.cases import Store, feed, write_reminders
from tests.cases.acts import DAY, licensed, opened, walk


def unfolded(text: str) -> list[str]:
    """The content lines (RFC 5545, section 3.1)."""
    return text.replace("\r\n ", "").split("\r\n")


def test_the_feed_names_the_last_day_of_a_limit_and_of_a_licence(store: Store) -> None:
    walk(store, opened(store), "ready", "submitted", "accepted")
    licensed(store, "general")
    walk(store, licensed(store), "returned")
    lines = unfolded(feed(store, DAY))
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20260508" in lines
    assert "DTEND;VALUE=DATE:20260509" in lines
    assert "UID:C-0002-term@licet" in lines
    assert "DTSTART;VALUE=DATE:20261231" in lines
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")


def test_no_line_is_over_75_octets_and_no_letter_is_cut(store: Store) -> None:
    walk(store, opened(store, dual_use_code="许可,证;" * 20), "ready", "submitted", "accepted")
    text = feed(store, DAY)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "许可\\,证\\;" * 20 in "".join(unfolded(text))


def test_each_due_day_has_one_draft_with_its_calendar_entry(store: Store, tmp_path: Path) -> None:
    walk(store, opened(store), "ready", "submitted", "accepted")
    licensed(store, "general")
    assert write_reminders(store, DAY, tmp_path) == ()
    soon = date(2026, 5, 6)
    (path,) = write_reminders(store, soon, tmp_path, to="desk@example.com")
    assert write_reminders(store, soon, tmp_path) == ()
    draft = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert draft["To"] == "desk@example.com"
    assert draft["X-Unsent"] == "1"
    assert "审查决定" in draft["Subject"]
    body = draft.get_body()
    assert body is not None
    assert "2026-05-08, 2 PRC working days left" in body.get_content()
    (ics,) = draft.iter_attachments()
    assert "DTSTART;VALUE=DATE:20260508" in unfolded(ics.get_content())
    assert [one.name for one in write_reminders(store, date(2026, 5, 11), tmp_path / "late")] == [
        "C-0001-review-2026-05-08.eml"
    ]
