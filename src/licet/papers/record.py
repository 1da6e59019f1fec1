"""A verdict as a record that stands by itself: signed, canonical, checkable without Licet.

It carries the law that was used (every clause with its words, predicates and dates), the day, the
readings, the truth of every statement, and the result. Facts, evidence and workings stand in the
seal as salted hashes only, and are shown beside it: whoever passes a record on may leave some of
them out, and the signature still holds. `verifier.py` is the checker.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from licet.basics import Fault, Range, Refused, plain
from licet.papers.law_part import changes_of, law_hash, law_part, statements
from licet.rulebook import Rulebook
from licet.seal import Key, canonical, public_of
from licet.verdict import OUTCOMES, POLICIES, THROUGH, Case, Decider, Verdict, decider, row_of

FORMAT = "licet verdict record 1"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What a record carries besides the facts; each entry of each may be hidden later."""

    about: Mapping[str, Any] = field(default_factory=dict)
    """What was decided: shipment, line, item, parties … (texts or other JSON)."""
    evidence: Mapping[str, str] = field(default_factory=dict)
    """Fact → where it comes from."""
    workings: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    """Number → the parts it is the sum of: ``{"what": …, "lo": "1.5", "hi": "1.5"}``."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Name of a source file → SHA-256 (hex) of its bytes; shown or hidden together."""


def write_record(
    path: Path,
    verdict: Verdict,
    case: Case,
    book: Rulebook,
    key: Key,
    enclosed: Enclosed | None = None,
    *,
    law_apart: bool = False,
) -> bytes:
    """Write the record of a verdict to `path`, and return its bytes.

    Args:
        path: the file; with `law_apart` the law is written beside it, once for all records.
        verdict: what was decided.
        case: from which case.
        book: by which rulebook.
        key: signs it.
        enclosed: evidence, workings, and what the record is about.
        law_apart: leave the law out of the record; a portfolio's records share one file.
    """
    record = make_record(verdict, case, book, key, enclosed or Enclosed(), law_apart=law_apart)
    if law_apart:
        law_path = path.with_name(law_name(record))
        if not law_path.exists():
            law_path.write_bytes(canonical(law_part(book)))
    data = canonical(record)
    path.write_bytes(data)
    return data


def make_record(  # noqa: PLR0913 - what a record is made of
    verdict: Verdict,
    case: Case,
    book: Rulebook,
    key: Key,
    enclosed: Enclosed,
    *,
    law_apart: bool = False,
    made: datetime | None = None,
    salt: Callable[[], str] = lambda: secrets.token_hex(16),
) -> dict[str, Any]:
    """The record of a verdict, signed. `made` is the moment it says it was made at."""
    sections = {
        "case": case_part(case, book, made),
        "law": law_part(book),
        **made_of([case], book, [verdict])[0],
    }
    disclosed = {place: [salt(), value] for place, value in _fields(case, enclosed).items()}
    seal = {
        "commitments": {
            place: _hash([salt, place, value]) for place, (salt, value) in disclosed.items()
        },
        "format": FORMAT,
        "sections": {
            name: law_hash(book) if name == "law" else _hash(part)
            for name, part in sections.items()
        },
    }
    signature = {"key": public_of(key), "value": key.sign(canonical(seal)).hex()}
    record = {
        **sections,
        "disclosed": disclosed,
        "hidden": [],
        "seal": seal,
        "signature": signature,
    }
    if law_apart:
        del record["law"]
    return record


def hide(data: bytes, patterns: Iterable[str]) -> bytes:
    """The record without the fields whose names match; its seal and signature still hold.

    Args:
        data: a record's bytes.
        patterns: names such as ``facts.item_value``, with ``*`` for any part: ``evidence.*``.

    Raises:
        Refused: a pattern matches nothing that the record shows.
    """
    record = json.loads(data)
    for pattern in patterns:
        names = [name for name in record["disclosed"] if fnmatchcase(name, pattern)]
        if not names:
            shown = ", ".join(record["disclosed"]) or "nothing"
            raise Refused(Fault("record", pattern, f"no such field is shown; shown are {shown}"))
        for name in names:
            del record["disclosed"][name]
        record["hidden"] = sorted([*record["hidden"], *names])
    return canonical(record)


def law_name(record: Mapping[str, Any]) -> str:
    """The name of the file that holds a record's law, where the record does not."""
    return f"law-{record['seal']['sections']['law']}.json"


def shown_value(value: object) -> object:
    """A fact's value as a record writes it: numbers as text, or as their two ends."""
    if not isinstance(value, Range):
        return value
    if value.known:
        return plain(value.lo)
    ends = (("lo", value.lo), ("hi", value.hi))
    return {end: None if number is None else plain(number) for end, number in ends}


def _hash(value: object) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()


def _fields(case: Case, enclosed: Enclosed) -> dict[str, object]:
    facts = {name: shown_value(value) for name, value in case.facts.items()}
    groups: dict[str, Mapping[str, Any]] = {
        "about": enclosed.about,
        "evidence": enclosed.evidence,
        "facts": facts,
        "workings": enclosed.workings,
    }
    fields = {
        f"{group}.{name}": part for group, some in groups.items() for name, part in some.items()
    }
    return fields | ({"files": enclosed.files} if enclosed.files else {})


def case_part(case: Case, book: Rulebook, made: datetime | None = None) -> dict[str, Any]:
    """Days, readings and scenario of a case, as a record states them."""
    scenario = None if case.scenario is None else book.scenario(case.scenario)
    used = [one for one in book.readings.values() if one.used_by in {"predicate", "standing"}]
    return {
        "known": case.known.isoformat(),
        "made": (made or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds"),
        "on": case.on.isoformat(),
        "readings": {one.id: case.readings.get(one.id, one.default) for one in used},
        "scenario": case.scenario,
        "supposes": [] if scenario is None else changes_of(scenario),
    }


def made_of(
    cases: Sequence[Case], book: Rulebook, verdicts: Sequence[Verdict | None]
) -> list[dict[str, Any]]:
    """Trace and result of each case as a record states them, decided in as few batches as can be.

    Where there is no verdict, the readings it turned on are left out.
    """
    batches: dict[tuple[date, str | None, str | None], list[int]] = {}
    for number, case in enumerate(cases):
        through = case.readings.get(THROUGH, book.readings[THROUGH].default)
        batches.setdefault((case.known, through, case.scenario), []).append(number)
    made: dict[int, dict[str, Any]] = {}
    for key, numbers in batches.items():
        by = decider(book, *key)
        decided = by.decide_rows([row_of(cases[number], book) for number in numbers])
        for number, found in zip(numbers, decided, strict=True):
            made[number] = _made(cases[number], by, found, verdicts[number])
    return [made[number] for number in range(len(cases))]


def _made(
    case: Case, by: Decider, found: Mapping[str, Any], verdict: Verdict | None
) -> dict[str, Any]:
    turned_on = () if verdict is None else verdict["readings"]
    readings = {one["id"]: one["option"] for one in turned_on}
    return {
        "result": _result_part(case, found, by) | {"readings": readings},
        "trace": _trace_part(case, found, by),
    }


def _trace_part(case: Case, found: Mapping[str, Any], by: Decider) -> dict[str, Any]:
    return {
        "clauses": {
            clause.cite: [by.actual[clause.cite].on(case.on), found[by.names.clauses[clause.cite]]]
            for clause in by.book.clauses
        },
        "statements": [found[by.names.elements[one]] for one in statements(by.book).values()],
    }


def _result_part(case: Case, found: Mapping[str, Any], by: Decider) -> dict[str, Any]:
    worlds = {
        world.name: {
            "outcome": found[f"{world.name}__outcome"],
            "possible": [o for o in OUTCOMES if found[f"{world.name}__can_{o}"]],
            "review": found[f"{world.name}__review"],
            "possible_review": [p for p in POLICIES if found[f"{world.name}__can_{p}"]],
        }
        for world in by.worlds
    }
    duties = (clause for clause in by.book.clauses if clause.then == "duty")
    return {
        **worlds["actual"],
        "duties": [
            clause.cite
            for clause in duties
            if found[by.names.clauses[clause.cite]] is True
            and by.actual[clause.cite].on(case.on) == "in_force"
        ],
        "worlds": worlds,
    }
