"""Old records decided again: what would be answered today, and why it is another answer.

The day of the export, the facts, the readings and the scenario stay as they were; the rulebook
is today's, and so is what can be known of the law. A record whose rulebook has today's fingerprint
must come out the same for the day it was known on: if not, that is a fault of the engine.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from licet.basics import Refused
from licet.papers.law_part import law_part
from licet.papers.record import law_name, made_of
from licet.papers.verifier import NotSound, Sound, verify
from licet.rulebook import Rulebook
from licet.verdict import Case, decide_cases, read_case


@dataclass(frozen=True, slots=True)
class Replayed:
    """One record, decided again."""

    file: str
    about: Mapping[str, Any]
    then: Mapping[str, Any] | None = None
    """Outcome and review that the record states; `None` if it was refused."""
    now: Mapping[str, Any] | None = None
    """Outcome and review today; `None` if it cannot be decided again."""
    why: tuple[str, ...] = ()
    """What changed in the law that bears on it; or why it was refused, or not decided."""
    refused: bool = False

    @property
    def changed(self) -> bool:
        """Is the answer today another one?"""
        return self.then is not None and self.now is not None and self.then != self.now


def replay(
    folder: Path,
    book: Rulebook,
    known: date | None,
    key: str | None,
    law: Path | None = None,
) -> list[Replayed]:
    """Every record of a folder, decided again, in the order of the files' names.

    Args:
        folder: holds the records (``*.json``), and the law files they share.
        book: today's rulebook.
        known: the law as it can be known on this day; `None`: on the day each record says.
        key: the signer's public key, if only records of one signer are to be accepted.
        law: holds the law of records that do not carry it, if not the file beside them.
    """
    files = sorted(p for p in folder.glob("*.json") if not p.name.startswith("law-"))
    return [_replayed(path, book, known, key, law) for path in files]


def read_record(path: Path, key: str | None = None, law: Path | None = None) -> Sound:
    """A record from its file, checked; its law from the file beside it if it has none itself.

    Args:
        path: the record.
        key: the signer's public key, if only records of one signer are to be accepted.
        law: the file that holds the law, if it is no longer beside the record.

    Raises:
        NotSound: with every fault found.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise NotSound(f"record: could not be read ({error.strerror})") from None
    return verify(data, key, _law_of(path, data, law))


def _law_of(path: Path, data: bytes, law: Path | None) -> bytes | None:
    """The law of a record that does not carry it: the file that was named, or the one beside it."""
    try:
        record = json.loads(data)
        name = law_name(record)
    except (ValueError, LookupError, TypeError):
        return None
    beside = path.with_name(Path(name).name) if law is None else law
    if "law" in record or (law is None and not beside.is_file()):
        return None
    try:
        found = beside.read_bytes()
    except OSError as error:
        raise NotSound(f"law: {beside} could not be read ({error.strerror})") from None
    if law is not None and name != f"law-{hashlib.sha256(found).hexdigest()}.json":
        raise NotSound(f"law: {law} is not the law of this record, which is called {name}")
    return found


def _replayed(
    path: Path, book: Rulebook, known: date | None, key: str | None, law: Path | None
) -> Replayed:
    try:
        record = read_record(path, key, law).record
    except NotSound as refused:
        return Replayed(path.name, {}, why=tuple(map(str, refused.args)), refused=True)
    shown = {name: value for name, (_, value) in record["disclosed"].items()}
    about = {name[6:]: value for name, value in shown.items() if name.startswith("about.")}
    then = {name: record["result"][name] for name in ("outcome", "review")}
    hidden = [name for name in record["hidden"] if name.startswith("facts.")]
    if hidden:
        names = ", ".join(hidden)
        return Replayed(path.name, about, then, None, (f"cannot be decided again: {names} hidden",))
    try:
        case = _case(record, shown, book, known)
    except Refused as unreadable:
        return Replayed(path.name, about, then, None, tuple(map(str, unreadable.faults)))
    verdict = decide_cases([case], book)[0]
    now = {name: verdict[name] for name in ("outcome", "review")}
    why = tuple(_why(record, case, book))
    if now != then and not why:
        why = ("the same law and facts gave another answer: a fault of ours",)
    return Replayed(path.name, about, then, now, why)


def _case(
    record: Mapping[str, Any], shown: Mapping[str, Any], book: Rulebook, known: date | None
) -> Case:
    made = record["case"]
    raw = {
        "on": made["on"],
        "known": known or made["known"],
        "scenario": made["scenario"],
        "readings": {id_: o for id_, o in made["readings"].items() if id_ in book.readings},
        "facts": {name[6:]: value for name, value in shown.items() if name.startswith("facts.")},
    }
    return read_case(raw, book)


def _why(record: Mapping[str, Any], case: Case, book: Rulebook) -> Iterator[str]:
    """What of the law is another than in the record, as far as it bears on this case."""
    old, new = record["law"], law_part(book)
    before, after = record["trace"]["clauses"], made_of([case], book, [None])[0]["trace"]["clauses"]
    old_clauses, new_clauses = ({c["cite"]: c for c in law["clauses"]} for law in (old, new))
    for cite in {**new_clauses, **old_clauses}:
        if cite not in new_clauses:
            yield f"{cite}: no longer in the rulebook"
        elif cite not in old_clauses:
            if after[cite][1] is not False:
                yield f"{cite}: new in the rulebook; {_stands(after[cite])}"
        else:
            yield from _of_clause(
                cite,
                before[cite],
                after[cite],
                _predicates(old, old_clauses[cite]),
                _predicates(new, new_clauses[cite]),
            )
    yield from _readings(record, book)


def _of_clause(
    cite: str, before: Sequence[Any], after: Sequence[Any], old: Sequence[str], new: Sequence[str]
) -> Iterator[str]:
    if before[1] is False and after[1] is False:
        return
    if before[0] != after[0]:
        yield f"{cite}: was {_word(before[0])}, is {_word(after[0])}"
    if old != new and before[1] != after[1]:
        gone = [f"− {text}" for text in old if text not in new]
        come = [f"+ {text}" for text in new if text not in old]
        yield f"{cite}: {_stands(before)} before, {_stands(after)} now: {'; '.join(gone + come)}"
    elif before[1] != after[1]:
        yield f"{cite}: {_stands(before)} before, {_stands(after)} now"


def _readings(record: Mapping[str, Any], book: Rulebook) -> Iterator[str]:
    for id_ in record["case"]["readings"]:
        if id_ not in book.readings:
            yield f"{id_}: this reading is no longer in the rulebook"


def _predicates(law: Mapping[str, Any], clause: Mapping[str, Any]) -> list[str]:
    return [law["statements"][number]["holds"] for number in clause["when"]]


def _stands(row: Sequence[Any]) -> str:
    return {True: "met", False: "not met", None: "open"}[row[1]]


def _word(standing: str) -> str:
    words = {"in_force": "in force", "not_yet": "not yet in force", "unknown": "not established"}
    return words.get(standing, standing)
