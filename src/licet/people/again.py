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
class Answer:
    """What was answered: status, kind and text of it, and where stands what was made, if it was."""

    status: int
    media: str
    body: bytes
    location: str | None = None


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What was answered to a key, once it has been worked out; `asked` is the request's print."""

    asked: str
    answer: Answer | None


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
    if row.status is None:
        return KeptAnswer(row.asked, None)
    answer = Answer(row.status, row.media or "", row.answer or b"", row.location)
    return KeptAnswer(row.asked, answer)


def keep_answer(store: Store, caller: str, key: str, answer: Answer | None) -> None:
    """Keep what was answered; nothing, if the request may be sent again."""
    mine = (KEPT_ANSWERS.c.caller == caller) & (KEPT_ANSWERS.c.key == key)
    with store.writing() as connection:
        if answer is None:
            connection.execute(delete(KEPT_ANSWERS).where(mine))
            return
        values = {"status": answer.status, "media": answer.media, "answer": answer.body,
                  "location": answer.location}  # fmt: skip
        connection.execute(update(KEPT_ANSWERS).where(mine).values(values))
