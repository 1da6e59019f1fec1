"""The verdict with its proof: every clause, element and fact that the answer rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from licet.basics import Range, plain
from licet.rulebook import Clause, Rulebook, Words
from licet.verdict.case import Case
from licet.verdict.compile import Decider
from licet.verdict.compose import OUTCOMES, POLICIES
from licet.verdict.missing import Missing
from licet.verdict.plan import Names
from licet.verdict.remarks import duties_of, flags_of, met, notes_on, roles_of
from licet.verdict.table import Row, used_facts, value_in
from licet.verdict.words import fill
from licet.verdict.worlds import ACTUAL, ALL_IN_FORCE

Verdict = dict[str, Any]
"""A mapping with the keys of the contract; texts are in `en` and `zh` until a language is taken."""

Settles = dict[Missing, dict[str, dict[str, Any]]]
"""What is missing → answer → the outcome and review it would lead to."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One decided case, from which its verdict is made."""

    case: Case
    """What was asked."""
    row: Row
    """Its facts."""
    found: Mapping[str, Any]
    """The columns of the plan for it."""
    by: Decider
    """What decided it."""
    settles: Settles
    """What can still change it, and what each answer would lead to."""
    turned_on: Iterable[str]
    """The readings without which the answer would be another."""

    @property
    def standings(self) -> Mapping[str, str]:
        """How each clause stands on the day, by cite."""
        return self.by.standings(self.case.on)

    @property
    def stated(self) -> dict[str, Any]:
        """What is known of facts that clauses speak of, as JSON carries it."""
        row, facts = self.row, used_facts(self.by.book)
        return {
            name: shown(value_in(row, fact))
            for name, fact in facts.items()
            if name in row or (fact.kind == "number" and f"{name}__lo" in row)
        }


def verdict_of(one: Judged, clauses: list[dict[str, Any]] | None = None) -> Verdict:
    """The verdict of a decided case.

    Args:
        one: the case.
        clauses: what stands under `clauses`, if not the proof.
    """
    case, row, found, by, standings = one.case, one.row, one.found, one.by, one.standings
    by_scenario = _by_scenario(found, standings, by)
    return {
        "outcome": found[f"{ACTUAL}__outcome"],
        "possible": [o for o in OUTCOMES if found[f"{ACTUAL}__can_{o}"]],
        "review": found[f"{ACTUAL}__review"],
        "possible_review": [p for p in POLICIES if found[f"{ACTUAL}__can_{p}"]],
        "if_in_force": found[f"{ALL_IN_FORCE}__outcome"],
        "by_scenario": by_scenario,
        "clauses": _proof(one) if clauses is None else clauses,
        "duties": duties_of(found, by, standings),
        "missing": [
            _missing(gap, case, by, answers, by_scenario) for gap, answers in one.settles.items()
        ],
        "readings": [_reading(name, row, by) for name in one.turned_on],
        "flags": flags_of(row, found, by, standings),
        "notes": notes_on(case, found, by, standings, by_scenario),
        "on": case.on.isoformat(),
        "known": case.known.isoformat(),
        "scenario": case.scenario,
        "rulebook": {
            "fingerprint": by.book.fingerprint,
            "checked_on": by.book.checked_on.isoformat(),
        },
    }


def _by_scenario(
    found: Mapping[str, Any], standings: Mapping[str, str], by: Decider
) -> dict[str, dict[str, Any]]:
    """What each scenario would say, where standing is open for a clause that may be met."""
    if not any(
        standings[clause.cite] == "unknown" and met(clause, found, by) is not False
        for clause in roles_of(by.book).acting
    ):
        return {}
    return {
        name: {"outcome": found[f"{name}__outcome"], "review": found[f"{name}__review"]}
        for name in by.scenarios
    }


def shown_clauses(book: Rulebook, found: Mapping[str, Any], names: Names) -> list[Clause]:
    """The clauses that a proof speaks of: all but the entries that are not met."""
    columns = names.clauses
    return [c for c in book.clauses if c.then != "entry" or found[columns[c.cite]] is True]


def _proof(one: Judged) -> list[dict[str, Any]]:
    found, by, standings = one.found, one.by, one.standings
    values = dict.fromkeys(used_facts(by.book)) | one.stated
    return [
        _clause(clause, values, found, by, standings)
        for clause in shown_clauses(by.book, found, by.names)
    ]


def _clause(
    clause: Clause,
    values: Mapping[str, Any],
    found: Mapping[str, Any],
    by: Decider,
    standings: Mapping[str, str],
) -> dict[str, Any]:
    return {
        "cite": clause.cite,
        "title": clause.title,
        "then": clause.then,
        "authority": clause.authority,
        "standing": standings[clause.cite],
        "met": met(clause, found, by),
        "elements": [
            {
                "says": element.says,
                "met": found[column],
                "facts": {name: values[name] for name in spoken_of},
            }
            for element, (column, spoken_of) in zip(
                clause.elements, by.names.statements[clause.cite], strict=True
            )
        ],
    }


def shown(value: Any) -> Any:  # noqa: ANN401 - any fact's value
    """A fact's value as JSON carries it: decimals as text, a range as its two ends."""
    if isinstance(value, Range):
        if value.known:
            return plain(value.lo)
        return {
            end: None if x is None else plain(x) for end, x in (("lo", value.lo), ("hi", value.hi))
        }
    return value.isoformat() if isinstance(value, date) else value


def _missing(
    gap: Missing,
    case: Case,
    by: Decider,
    settles: Mapping[str, Mapping[str, Any]],
    by_scenario: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    if gap.kind == "fact":
        question: Words = by.book.facts[gap.name].ask
        who = by.book.facts[gap.name].who
    elif gap.kind == "reading":
        question, who = by.book.readings[gap.name].title, "counsel"
    else:
        instrument = next(one for one in by.book.instruments if one.short == gap.name)
        question = fill(
            "ask_standing", title=instrument.title, cite=gap.name, day=case.on.isoformat()
        )
        settles, who = by_scenario, "operator"
    return {
        "kind": gap.kind,
        "name": gap.name,
        "question": question,
        "who": who,
        "settles": dict(settles),
    }


def _reading(name: str, row: Row, by: Decider) -> dict[str, Any]:
    reading = by.book.readings[name]
    option = row[reading.column]
    return {"id": name, "option": option, "title": reading.title, "means": reading.options[option]}
