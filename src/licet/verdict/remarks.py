"""What a verdict says beside the outcome and its proof: duties, red flags and notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from licet.basics import EUROPEAN_UNION, Range, Truth
from licet.rulebook import STALE_AFTER_DAYS, Clause, Rulebook, Words
from licet.verdict.case import Case, Value
from licet.verdict.compile import Decider
from licet.verdict.table import Row, value_in
from licet.verdict.words import fill


@dataclass(frozen=True, slots=True)
class Roles:
    """The clauses of a book by what a verdict says of them."""

    acting: tuple[Clause, ...]
    """All that are no entries."""
    duties: tuple[Clause, ...]
    flags: tuple[Clause, ...]
    noted: tuple[Clause, ...]
    weak: tuple[Clause, ...]
    """Those whose text is known only from others than the authority."""


@cache
def roles_of(book: Rulebook) -> Roles:
    """The clauses of a book, sorted so."""
    every = book.clauses
    return Roles(
        tuple(c for c in every if c.then != "entry"),
        tuple(c for c in every if c.duty is not None),
        tuple(c for c in every if c.is_flag),
        tuple(c for c in every if c.note is not None and not c.is_flag),
        tuple(c for c in every if c.authority != "official" and c.then not in {"note", "duty"}),
    )


def met(clause: Clause, found: Mapping[str, Any], by: Decider) -> Truth:
    """Is a clause met, by the columns found for a row?"""
    truth: Truth = found[by.names.clauses[clause.cite]]
    return truth


def duties_of(
    found: Mapping[str, Any], by: Decider, standings: Mapping[str, str]
) -> list[dict[str, Any]]:
    """What somebody must do besides, of every clause that is met and in force."""
    duties: dict[str, dict[str, Any]] = {}
    for clause in roles_of(by.book).duties:
        if (
            clause.duty is not None
            and met(clause, found, by) is True
            and standings[clause.cite] == "in_force"
        ):
            duty = clause.duty
            key = f"{duty['name']} {duty.get('to')}"
            duties.setdefault(
                key,
                {
                    "duty": duty["name"],
                    "cite": clause.cite,
                    "to": duty.get("to"),
                    "deadline": duty.get("deadline"),
                },
            )
    return list(duties.values())


def flags_of(
    row: Row, found: Mapping[str, Any], by: Decider, standings: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Red flags that are up, and those that nobody could look at yet, with what to ask.

    The first element of a flag says of which items it speaks; of others it is silent.
    """
    flags = []
    for clause in roles_of(by.book).flags:
        truth = met(clause, found, by)
        spoken_of = by.names.statements[clause.cite]
        if truth is False or found[spoken_of[0][0]] is not True:
            continue
        if standings[clause.cite] != "in_force":
            continue
        names = [name for column, some in spoken_of if found[column] is None for name in some]
        ask = [name for name in dict.fromkeys(names) if not _is_known(row, name, by)]
        facts = [by.book.facts[name] for name in ask]
        flags.append(
            {
                "cite": clause.cite,
                "title": clause.title,
                "met": truth,
                "why": clause.note,
                "ask": [{"fact": one.name, "who": one.who, "question": one.ask} for one in facts],
            }
        )
    return flags


def _is_known(row: Row, name: str, by: Decider) -> bool:
    value = value_in(row, by.book.facts[name])
    return value.known if isinstance(value, Range) else value is not None


def notes_on(
    case: Case,
    found: Mapping[str, Any],
    by: Decider,
    standings: Mapping[str, str],
    by_scenario: Mapping[str, object],
) -> list[Words]:
    """What a reader should know besides: of the statement, the clauses met, and the law files."""
    notes: list[Words] = [fill("broken", what=text) for text in case.notes]
    notes += _against_places(case.facts)
    notes += [
        clause.note
        for clause in roles_of(by.book).noted
        if clause.note is not None
        and met(clause, found, by) is True
        and standings[clause.cite] == "in_force"
    ]
    notes += [
        fill("weak", cite=clause.cite, authority=fill(clause.authority))
        for clause in roles_of(by.book).weak
        if met(clause, found, by) is True
    ]
    notes += [
        fill("supposed", title=by.book.scenarios[name].title, note=by.book.scenarios[name].note)
        for name in by_scenario
    ]
    if case.known - by.book.checked_on > timedelta(days=STALE_AFTER_DAYS):
        notes.append(fill("stale", day=by.book.checked_on.isoformat()))
    return notes


def _against_places(facts: Mapping[str, Value]) -> Iterator[Words]:
    """That the act stated and the places it goes from and to cannot both be right.

    The European Union is one customs territory of many countries: there both may be.
    """
    start, end = facts.get("ship_from"), facts.get("ship_to")
    if start is None or end is None:
        return
    if facts.get("act") == "export" and start == end:
        yield fill("exported_within", place=start)
    across = start != end and not {start, end} <= EUROPEAN_UNION
    if facts.get("act") == "domestic_transfer" and across:
        yield fill("transferred_across", start=start, end=end)
