"""Is the journal whole: nothing removed, changed, reordered, or written beside it?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select

from licet.cases.journal import START, Head, hash_of, signed_part
from licet.cases.schema import (
    ATTACHMENTS,
    CASES,
    CHAIN,
    CONTENTS,
    HEADS,
    JOURNAL,
    RELEASES,
    REMOVALS,
)
from licet.seal import canonical, signed
from licet.store import Store


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found: how many entries, signed up to which, and every fault."""

    entries: int
    head: str
    signed_through: int
    signed_on: str | None
    """The last day for which the store has a signed head."""
    faults: tuple[str, ...]


def audit(store: Store, public: str | None = None, kept: Iterable[Head] = ()) -> Audit:
    """Check the whole journal, its signed heads, and the cases against it.

    Args:
        store: where the journal is.
        public: the public key that heads must be signed with, if one is known.
        kept: heads that were kept elsewhere.
    """
    with store.reading() as connection:
        rows = connection.execute(select(JOURNAL).order_by(JOURNAL.c.seq)).mappings().all()
        end = connection.execute(select(CHAIN)).mappings().one()
        stored = [Head(**row) for row in connection.execute(select(HEADS)).mappings()]
        under = connection.execute(select(REMOVALS.c.case_number, REMOVALS.c.seq))
        tombstones = {number: int(seq) for number, seq in under}
        erased = _erased(rows, tombstones)
        faults = [*_chain(rows, erased), *_end(rows, end)]
        outside = tuple(kept)
        hashes = {row["seq"]: row["hash"] for row in rows}
        faults += [text for head in (*stored, *outside) for text in _head(head, hashes, public)]
        faults += _cases(connection, rows)
        faults += _papers(connection, rows)
    through = max((head.seq for head in (*stored, *outside)), default=0)
    last = max((head.day for head in stored), default=None)
    return Audit(len(rows), end["hash"], through, last, tuple(faults))


def _erased(rows: Iterable[RowMapping], tombstones: Mapping[int, int]) -> dict[int, str]:
    """The entries that a tombstone names as emptied, with their hashes."""
    found: dict[int, str] = {}
    for row in rows:
        if tombstones.get(row["case_number"]) == row["seq"] and _is_itself(row):
            body = json.loads(row["body"])
            if body["act"] == "remove":
                found |= {int(seq): digest for seq, digest in body["details"]["erased"].items()}
    return found


def _chain(rows: Iterable[RowMapping], erased: Mapping[int, str]) -> Iterator[str]:
    expected, previous = 1, START
    for row in rows:
        seq = row["seq"]
        if seq != expected:
            missing = (
                f"entry {expected}" if seq == expected + 1 else f"entries {expected}–{seq - 1}"
            )
            yield f"{missing}: removed"
        elif row["previous"] != previous:
            yield f"entry {seq}: does not follow the entry before it (changed or reordered)"
        emptied = row["body"] == "" and erased.get(seq) == row["hash"]
        if not emptied and not _is_itself(row):
            yield f"entry {seq}: changed"
        expected, previous = seq + 1, row["hash"]


def _is_itself(row: RowMapping) -> bool:
    if row["hash"] != hash_of(row["previous"], row["body"]):
        return False
    try:
        body = json.loads(row["body"])
        same = canonical(body).decode() == row["body"]
    except ValueError:
        return False
    return same and (body["seq"], body["case"]) == (row["seq"], row["case_number"])


def _end(rows: Sequence[RowMapping], end: RowMapping) -> Iterator[str]:
    last = (rows[-1]["seq"], rows[-1]["hash"]) if rows else (0, START)
    if end["seq"] > last[0]:
        yield f"entries {last[0] + 1}–{end['seq']}: removed from the end"
    elif (end["seq"], end["hash"]) != last:
        yield "the journal does not end where its register says"


def _head(head: Head, hashes: Mapping[int, str], public: str | None) -> Iterator[str]:
    name = f"head of {head.day} (entry {head.seq})"
    if public is not None and head.key != public:
        yield f"{name}: signed with another key"
    if not signed(signed_part(head), head.signature, head.key):
        yield f"{name}: the signature does not hold"
    if head.seq not in hashes:
        yield f"{name}: that entry is gone"
    elif hashes[head.seq] != head.hash:
        yield f"{name}: the journal up to there was written anew"


def _cases(connection: Connection, rows: Iterable[RowMapping]) -> Iterator[str]:
    """Each case must stand as its last entry says, and its releases add up."""
    after: dict[int, Any] = {}
    for row in rows:
        try:
            said = json.loads(row["body"]).get("after")
        except ValueError:
            continue
        if row["case_number"] is not None and said is not None:
            after[row["case_number"]] = said
    sums = select(RELEASES.c.case_number, func.sum(RELEASES.c.quantity)).group_by(
        RELEASES.c.case_number
    )
    released = {number: int(total) for number, total in connection.execute(sums)}
    seen = set()
    for row in connection.execute(select(CASES).order_by(CASES.c.number)).mappings():
        seen.add(row["number"])
        if shown_after(row) != after.get(row["number"]):
            yield f"case {row['number']}: stands otherwise than the journal says"
        if row["drawn"] != released.get(row["number"], 0):
            yield f"case {row['number']}: its releases do not add up to what is drawn"
    for number in sorted(after.keys() - seen):
        yield f"case {number}: is in the journal, but gone from the store"


def _papers(connection: Connection, rows: Iterable[RowMapping]) -> Iterator[str]:
    """Papers that the journal names and whose content is gone, or another."""
    found = connection.execution_options(yield_per=1).execute(select(CONTENTS))
    sound = {one.sha256 for one in found if hashlib.sha256(one.content).hexdigest() == one.sha256}
    brought = {row.seq: row.sha256 for row in connection.execute(select(ATTACHMENTS))}
    for row in rows:
        details = _details(row)
        if "size" not in details:  # not kept, or no paper
            continue
        if brought.get(row["seq"]) != details["sha256"]:
            yield f"entry {row['seq']}: its paper is gone"
        elif details["sha256"] not in sound:
            yield f"entry {row['seq']}: its paper was changed"


def _details(row: RowMapping) -> Mapping[str, Any]:
    try:
        body = json.loads(row["body"])
    except ValueError:
        return {}
    return body["details"] if body.get("act") == "document" else {}


def shown_after(row: RowMapping) -> dict[str, Any]:
    """What an entry says of the case after it: everything that may change."""
    ends = {name: row[name] and row[name].isoformat() for name in ("valid_from", "valid_until")}
    plain = ("state", "version", "hold", "licence", "unit")
    counts = {name: None if row[name] is None else str(row[name]) for name in ("quantity", "drawn")}
    return {name: row[name] for name in plain} | ends | counts
