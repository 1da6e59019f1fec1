"""The law as a record carries it: all that a checker needs to know of it, and its words."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from licet.rulebook import Clause, Predicate, Rulebook, Scenario
from licet.seal import canonical

Said = tuple[str, str, str]
"""A statement: its predicate's text, its words in English and in Chinese."""


@cache
def law_part(book: Rulebook) -> dict[str, Any]:
    """Clauses with words, predicates and dates, their changes, scenarios, facts, fingerprint."""
    numbers = {key: number for number, key in enumerate(statements(book))}
    published = {one.short: one.published.isoformat() for one in book.instruments}
    return {
        "changes": [
            [c.kind, c.cite, c.start.isoformat(), _day(c.through), published[one.short]]
            for one in book.instruments
            for c in one.changes
        ],
        "checked_on": book.checked_on.isoformat(),
        "clauses": [_clause(clause, numbers, published) for clause in book.clauses],
        "facts": {
            name: {"kind": fact.kind}
            | ({"follows": fact.follows} if fact.follows else {})
            | ({"codes": list(fact.codes)} if fact.kind == "whole" else {})
            for name, fact in book.business_facts().items()
        },
        "fingerprint": book.fingerprint,
        "scenarios": {name: changes_of(one) for name, one in book.scenarios.items()},
        "statements": [
            {"holds": holds, "says": {"en": en, "zh": zh}} for holds, en, zh in statements(book)
        ],
    }


@cache
def law_hash(book: Rulebook) -> str:
    """The SHA-256 (hex) of that part, by which a record names it."""
    return hashlib.sha256(canonical(law_part(book))).hexdigest()


@cache
def statements(book: Rulebook) -> dict[Said, Predicate]:
    """Every statement made, once: predicate's text and words → predicate."""
    return {
        (element.holds, element.says["en"], element.says["zh"]): element.predicate
        for clause in book.clauses
        for element in clause.elements
    }


def _clause(
    clause: Clause, numbers: Mapping[Said, int], published: Mapping[str, str]
) -> dict[str, Any]:
    found: dict[str, Any] = {
        "authority": clause.authority,
        "cite": clause.cite,
        "from": clause.start.isoformat(),
        "instrument": clause.instrument,
        "published": published[clause.instrument],
        "then": clause.then,
        "through": _day(clause.through),
        "title": dict(clause.title),
        "when": [numbers[e.holds, e.says["en"], e.says["zh"]] for e in clause.elements],
    }
    if clause.entry is not None:
        found["entry"] = list(clause.entry)
    if clause.duty is not None:
        found["duty"] = dict(clause.duty)
    return found


def changes_of(scenario: Scenario) -> list[list[str | None]]:
    """What a scenario supposes: kind, cite, from, through, and when published (always)."""
    return [[c.kind, c.cite, c.start.isoformat(), _day(c.through), ""] for c in scenario.changes]


def _day(given: date | None) -> str | None:
    return None if given is None else given.isoformat()
