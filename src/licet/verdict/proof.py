"""The verdict with its proof: every clause, element and fact that the answer rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from licet.basics import EUROPEAN_UNION, Range, Truth, plain
from licet.rulebook import STALE_AFTER_DAYS, Clause, Words
from licet.verdict.case import Case, Value
from licet.verdict.compile import Decider
from licet.verdict.compose import OUTCOMES, POLICIES
from licet.verdict.missing import Missing
from licet.verdict.table import Row, used_facts, value_in
from licet.verdict.words import fill
from licet.verdict.worlds import ACTUAL, ALL_IN_FORCE

Verdict = dict[str, Any]
"""A mapping with the keys of the contract; texts are in `en` and `zh` until a language is taken."""

Settles = dict[Missing, dict[str, dict[str, Any]]]
"""What is missing → answer → the outcome and review it would lead to."""


def verdict_of(
    case: Case,
    row: Row,
    found: Mapping[str, Any],
    by: Decider,
    settles: Settles,
    turned_on: Iterable[str],
) -> Verdict:
    """The verdict of one decided row.

    Args:
        case: what was asked.
        row: its facts.
        found: the columns of the plan for it.
        by: what decided it.
        settles: what can still change it, and what each answer would lead to.
        turned_on: the readings without which the answer would be another.
    """
    standings = {cite: line.on(case.on) for cite, line in by.actual.items()}
    by_scenario = _by_scenario(found, standings, by)
    values = {name: shown(value_in(row, fact)) for name, fact in used_facts(by.book).items()}
    clauses = [_clause(clause, values, found, by, standings) for clause in _shown(found, by)]
    return {
        "outcome": found[f"{ACTUAL}__outcome"],
        "possible": [o for o in OUTCOMES if found[f"{ACTUAL}__can_{o}"]],
        "review": found[f"{ACTUAL}__review"],
        "possible_review": [p for p in POLICIES if found[f"{ACTUAL}__can_{p}"]],
        "if_in_force": found[f"{ALL_IN_FORCE}__outcome"],
        "by_scenario": by_scenario,
        "clauses": clauses,
        "duties": _duties(found, by, standings),
        "missing": [
            _missing(gap, case, by, answers, by_scenario) for gap, answers in settles.items()
        ],
        "readings": [_reading(name, row, by) for name in turned_on],
        "flags": _flags(row, found, by, standings),
        "notes": _notes(case, found, by, standings, by_scenario),
        "on": case.on.isoformat(),
        "known": case.known.isoformat(),
        "scenario": case.scenario,
        "rulebook": {
            "fingerprint": by.book.fingerprint,
            "checked_on": by.book.checked_on.isoformat(),
        },
    }


def _met(clause: Clause, found: Mapping[str, Any], by: Decider) -> Truth:
    truth: Truth = found[by.names.clauses[clause.cite]]
    return truth


def _by_scenario(
    found: Mapping[str, Any], standings: Mapping[str, str], by: Decider
) -> dict[str, dict[str, Any]]:
    """What each scenario would say, where standing is open for a clause that may be met."""
    if not any(
        standings[clause.cite] == "unknown" and _met(clause, found, by) is not False
        for clause in by.book.clauses
        if clause.then != "entry"
    ):
        return {}
    return {
        name: {"outcome": found[f"{name}__outcome"], "review": found[f"{name}__review"]}
        for name in by.scenarios
    }


def _shown(found: Mapping[str, Any], by: Decider) -> list[Clause]:
    return [
        clause
        for clause in by.book.clauses
        if clause.then != "entry" or _met(clause, found, by) is True
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
        "met": _met(clause, found, by),
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


def _duties(
    found: Mapping[str, Any], by: Decider, standings: Mapping[str, str]
) -> list[dict[str, Any]]:
    duties: dict[str, dict[str, Any]] = {}
    for clause in by.book.clauses:
        if (
            clause.duty is not None
            and _met(clause, found, by) is True
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


def _flags(
    row: Row, found: Mapping[str, Any], by: Decider, standings: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Red flags that are up, and those that nobody could look at yet, with what to ask.

    The first element of a flag says of which items it speaks; of others it is silent.
    """
    flags = []
    for clause in by.book.clauses:
        met = _met(clause, found, by)
        spoken_of = by.names.statements[clause.cite]
        if not clause.is_flag or met is False or found[spoken_of[0][0]] is not True:
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
                "met": met,
                "why": clause.note,
                "ask": [{"fact": one.name, "who": one.who, "question": one.ask} for one in facts],
            }
        )
    return flags


def _is_known(row: Row, name: str, by: Decider) -> bool:
    value = value_in(row, by.book.facts[name])
    return value.known if isinstance(value, Range) else value is not None


def _notes(
    case: Case,
    found: Mapping[str, Any],
    by: Decider,
    standings: Mapping[str, str],
    by_scenario: Mapping[str, object],
) -> list[Words]:
    notes: list[Words] = [fill("broken", what=text) for text in case.notes]
    notes += _against_places(case.facts)
    for clause in by.book.clauses:
        if _met(clause, found, by) is not True or standings[clause.cite] != "in_force":
            continue
        if clause.note is not None and not clause.is_flag:
            notes.append(clause.note)
    notes += [
        fill("weak", cite=clause.cite, authority=fill(clause.authority))
        for clause in by.book.clauses
        if clause.authority != "official"
        and clause.then not in {"note", "duty"}
        and _met(clause, found, by) is True
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
