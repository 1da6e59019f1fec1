"""What happened, in order, for good: each entry holds the hash of the one before it.

The hash of an entry is SHA-256 over the hash before it, a line feed, and the entry's body in
canonical JSON (RFC 8785). A signed head of the day says how long the journal was and with which
hash it ended, so that nobody can write it anew later, not even with the database's own password.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, select, update

from licet.basics import Fault, Refused
from licet.cases.schema import CHAIN, HEADS, JOURNAL
from licet.seal import Key, canonical, public_of
from licet.store import Store

FORMAT = "licet journal head 1"
_FEW = 100
START = "0" * 64
"""The hash before the first entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the store holds it, body parsed."""

    seq: int
    body: Mapping[str, Any]
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """The journal's end on a day, signed."""

    day: str
    seq: int
    hash: str
    key: str
    signature: str

    def as_json(self) -> dict[str, Any]:
        """The head as it is given to others."""
        return {
            "format": FORMAT,
            "day": self.day,
            "seq": self.seq,
            "hash": self.hash,
            "key": self.key,
            "signature": self.signature,
        }


def lock(connection: Connection) -> RowMapping:
    """The end of the journal, held until this transaction ends."""
    end = select(CHAIN).where(CHAIN.c.id == 1).with_for_update()
    return connection.execute(end).mappings().one()


def append(
    connection: Connection,
    case: int | None,
    act: str,
    *,
    by: str,
    on: date,
    details: Mapping[str, Any],
    after: Mapping[str, Any] | None = None,
) -> int:
    """Add an entry, and return its number.

    Args:
        connection: a writing transaction.
        case: the case it is about, if it is about one.
        act: what was done: ``open``, ``move``, ``approve``, ``release`` ….
        by: who did it.
        on: the day it happened.
        details: what more there is to say.
        after: state, version and draw-down of the case after it.
    """
    end = lock(connection)
    seq, previous = end["seq"] + 1, end["hash"]
    body = {
        "seq": seq,
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "on": on.isoformat(),
        "by": by,
        "case": case,
        "act": act,
        "details": details,
        "after": after,
    }
    text = canonical(body).decode()
    row = {"seq": seq, "case_number": case, "body": text, "previous": previous}
    connection.execute(JOURNAL.insert().values(**row, hash=hash_of(previous, text)))
    changed = {"seq": seq, "hash": hash_of(previous, text)}
    if act == "open":
        changed["cases"] = case
    connection.execute(update(CHAIN).where(CHAIN.c.id == 1).values(**changed))
    return int(seq)


def hash_of(previous: str, body: str) -> str:
    """The hash of the entry with this body after the entry with that hash."""
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


def entries(connection: Connection, case: int | None = None) -> Iterator[Entry]:
    """The entries in order; of one case, if one is named. What was emptied is left out."""
    wanted = select(JOURNAL).where(JOURNAL.c.body != "").order_by(JOURNAL.c.seq)
    if case is not None:
        wanted = wanted.where(JOURNAL.c.case_number == case)
    for row in connection.execute(wanted).mappings():
        yield entry_of(row)


def entry_of(row: RowMapping) -> Entry:
    """The entry of a row of the journal."""
    return Entry(row["seq"], json.loads(row["body"]), row["hash"])


def seal(store: Store, key: Key, day: date) -> Head:
    """Sign the journal's end for a day.

    Raises:
        Refused: there is nothing in the journal yet.
    """
    with store.writing() as connection:
        end = lock(connection)
        if end["seq"] == 0:
            raise Refused(Fault(store.name, "journal", "there is no entry yet to sign"))
        head, _ = _signed(connection, key, day, end["seq"], end["hash"])
    return head


def seal_ended(store: Store, key: Key, day: date, ends: datetime) -> Head | None:
    """Sign the journal's end as it was when a day ended; nothing if that is done, or none was.

    It may be asked as often as one likes, by several processes: one of them signs.

    Args:
        store: where the journal is.
        key: whose signature it is.
        day: the day.
        ends: the moment at which it ended; entries from then on are of the next day.
    """
    with store.writing() as connection:
        lock(connection)
        last = _last_before(connection, ends)
        if last is None:
            return None
        head, new = _signed(connection, key, day, last["seq"], last["hash"])
    return head if new else None


def _last_before(connection: Connection, ends: datetime) -> RowMapping | None:
    """The last entry that was written before a moment; those that were emptied are passed over."""
    written = select(JOURNAL).where(JOURNAL.c.body != "").order_by(JOURNAL.c.seq.desc())
    rows = connection.execute(written.limit(_FEW)).mappings().all()
    while rows:
        for row in rows:
            if datetime.fromisoformat(json.loads(row["body"])["at"]) < ends:
                return row
        earlier = written.where(JOURNAL.c.seq < rows[-1]["seq"]).limit(_FEW)
        rows = connection.execute(earlier).mappings().all()
    return None


def _signed(
    connection: Connection, key: Key, day: date, seq: int, digest: str
) -> tuple[Head, bool]:
    """The head, signed and kept; and whether it was not kept before."""
    unsigned = Head(day.isoformat(), seq, digest, public_of(key), "")
    head = dataclasses.replace(unsigned, signature=key.sign(signed_part(unsigned)).hex())
    same = (HEADS.c.seq == head.seq) & (HEADS.c.day == head.day)
    if connection.execute(select(HEADS.c.key).where(same)).first() is not None:
        return head, False
    row = {name: value for name, value in head.as_json().items() if name != "format"}
    connection.execute(HEADS.insert().values(**row))
    return head, True


def signed_part(head: Head) -> bytes:
    """What the signature of a head is made over."""
    said = head.as_json()
    del said["signature"]
    return canonical(said)


def read_head(text: str, file: str) -> Head:
    """A head that was kept elsewhere.

    Raises:
        Refused: it is none.
    """
    fields = [one.name for one in dataclasses.fields(Head)]
    try:
        raw = json.loads(text)
        if raw["format"] != FORMAT or not isinstance(raw["seq"], int):
            raise ValueError(text)
        return Head(**{name: raw[name] for name in fields})
    except (ValueError, KeyError, TypeError):
        raise Refused(
            Fault(file, "head", "what `licet case seal -o` writes was expected")
        ) from None
