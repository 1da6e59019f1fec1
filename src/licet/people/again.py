"""Requests that are sent twice: the answer of the first is kept for a day, and given again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from licet.basics import Refused
from licet.people.accounts import now
from licet.people.schema import KEPT_ANSWERS
from licet.store import Store

_DAY = 86_400


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What was answered to a key: status and body, or no status while it is being worked out."""

    asked: str
    status: int | None
    media: str
    answer: bytes


def earlier(store: Store, caller: str, key: str, asked: str) -> KeptAnswer | None:
    """What was answered to this caller's key; nothing if the key is new, and now taken.

    Args:
        store: where answers are kept.
        caller: who asks.
        key: the key they sent.
        asked: a fingerprint of the whole request.
    """
    at = now()
    mine = (KEPT_ANSWERS.c.caller == caller) & (KEPT_ANSWERS.c.key == key)
    try:
        with store.writing() as connection:
            connection.execute(delete(KEPT_ANSWERS).where(KEPT_ANSWERS.c.ends <= at))
            row = connection.execute(select(KEPT_ANSWERS).where(mine)).first()
            if row is None:
                values = {"caller": caller, "key": key, "asked": asked, "ends": at + _DAY}
                connection.execute(insert(KEPT_ANSWERS).values(values))
                return None
    except (IntegrityError, Refused):  # another worker took it in the same moment
        with store.reading() as connection:
            row = connection.execute(select(KEPT_ANSWERS).where(mine)).first()
        if row is None:
            raise
    return KeptAnswer(row.asked, row.status, row.media or "", row.answer or b"")


def keep_answer(store: Store, caller: str, key: str, answer: tuple[int, str, bytes] | None) -> None:
    """Keep what was answered; nothing, if the request may be sent again."""
    mine = (KEPT_ANSWERS.c.caller == caller) & (KEPT_ANSWERS.c.key == key)
    with store.writing() as connection:
        if answer is None:
            connection.execute(delete(KEPT_ANSWERS).where(mine))
            return
        status, media, body = answer
        values = {"status": status, "media": media, "answer": body}
        connection.execute(update(KEPT_ANSWERS).where(mine).values(values))
