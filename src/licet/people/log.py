"""What happened with people: every sign-in, role, token. Rows are added, never changed."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from licet.people.schema import PEOPLE_LOG
from licet.store import Store

ACTS = (
    "added",
    "changed",
    "disabled",
    "enabled",
    "signed_in",
    "sign_in_failed",
    "signed_out",
    "token_made",
    "token_revoked",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: when (seconds since 1970), what, by whom, to whom."""

    seq: int
    at: int
    act: str
    by: str
    person: str | None
    detail: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The entry as JSON."""
        return {
            "seq": self.seq, "at": self.at, "act": self.act, "by": self.by,
            "person": self.person, **self.detail,
        }  # fmt: skip


def note(
    connection: Connection, at: int, act: str, by: str, person: str | None, **detail: object
) -> None:
    """Add an entry, in the transaction of the act itself."""
    text = json.dumps(detail, ensure_ascii=False, sort_keys=True)
    connection.execute(insert(PEOPLE_LOG).values(at=at, act=act, by=by, person=person, detail=text))


def entries(store: Store, before: int | None = None, most: int = 100) -> list[Entry]:
    """The latest entries, the newest first; `before` goes on from an entry's number."""
    asked = select(PEOPLE_LOG).order_by(PEOPLE_LOG.c.seq.desc()).limit(most)
    if before is not None:
        asked = asked.where(PEOPLE_LOG.c.seq < before)
    with store.reading() as connection:
        rows = connection.execute(asked).all()
    return [Entry(r.seq, r.at, r.act, r.by, r.person, json.loads(r.detail)) for r in rows]


def could_not(store: Store, why: str, address: str) -> None:
    """Note that a provider did not sign somebody in."""
    with store.writing() as connection:
        note(connection, int(time.time()), "sign_in_failed", "?", None, why=why, address=address)
