"""Reminders as drafts of e-mails, for a mail program to open and send."""

from __future__ import annotations

from datetime import date, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from licet.basics import Fault, Refused
from licet.cases.due import Due, due_days
from licet.cases.feed import calendar_of
from licet.store import Store


def write_reminders(
    store: Store, day: date, folder: Path, *, to: str = "", within: int | None = None
) -> tuple[Path, ...]:
    """Write a draft for each day that is due soon or over; those that are there are left alone.

    Args:
        store: where the cases are.
        day: the day on which it is looked.
        folder: where to; made if there is none.
        to: whom they are addressed to.
        within: how many calendar days ahead; default 5 for a limit, 30 for the end of a licence.

    Returns:
        The files that were written now, so a daily run tells of each day once.

    Raises:
        Refused: they cannot be written.
    """
    found = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for one in due_days(store, day):
            ahead = one.remind if within is None else within
            path = folder / f"{one.case}-{one.what}-{one.day.isoformat()}.eml"
            if day + timedelta(days=ahead) < one.day or path.exists():
                continue
            path.write_bytes(_draft(one, day, to).as_bytes())
            found.append(path)
    except OSError as error:
        expected = f"could not be written ({error.strerror})"
        raise Refused(Fault(str(folder), "folder", expected)) from None
    return tuple(found)


def _draft(due: Due, day: date, to: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = f"{due.case}: {due.en}, {due.day} / {due.zh}"
    if to:
        message["To"] = to
    message["X-Unsent"] = "1"  # mail programs open it as a draft
    over = (day - due.day).days
    if over > 0:
        when, zh = f"{over} days ago", f"已逾期{over}日"
    elif due.left is not None:
        when, zh = f"{due.left} PRC working days left", f"尚余{due.left}个工作日"
    else:
        when, zh = f"{-over} days left", f"尚余{-over}日"
    lines = (
        f"{due.case} {due.item}",
        f"{due.en} ({due.rule}): {due.day}, {when}",
        f"{due.zh}（{due.rule}）：{due.day}，{zh}",
    )
    message.set_content("\r\n".join(lines) + "\r\n")
    ics = calendar_of([due]).encode()
    message.add_attachment(ics, maintype="text", subtype="calendar", filename=f"{due.case}.ics")
    return message
