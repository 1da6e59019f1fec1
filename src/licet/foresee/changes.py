"""Two editions of the law files compared: what a lawyer would read, and what is computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from licet.rulebook import Clause, Rulebook, Words

Line = tuple[Literal["-", "+"], Words | str]
"""What went, and what came: a text in several languages, a predicate or a date."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that is not the same in both editions."""

    kind: Literal["clause", "suspension", "fact", "reading", "scenario"]
    name: str
    """Cite, name or id."""
    how: Literal["added", "removed", "changed"]
    lines: tuple[Line, ...]


def changes(old: Rulebook, new: Rulebook) -> list[Changed]:
    """Everything that differs between two editions, in the order of the new one's files."""
    return [
        *_compared("clause", _clauses(old), _clauses(new)),
        *_compared("suspension", _suspensions(old), _suspensions(new)),
        *_compared("fact", _facts(old), _facts(new)),
        *_compared("reading", _readings(old), _readings(new)),
        *_compared("scenario", _scenarios(old), _scenarios(new)),
    ]


Said = Mapping[str, list[Words | str]]
"""By name, everything that is said of a thing, one line each."""


def _compared(kind: Any, old: Said, new: Said) -> Iterator[Changed]:  # noqa: ANN401
    for name in dict.fromkeys([*new, *old]):
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        how: Any = "added" if before is None else "removed" if after is None else "changed"
        lines: list[Line] = [("-", one) for one in before or () if one not in (after or ())]
        lines += [("+", one) for one in after or () if one not in (before or ())]
        yield Changed(kind, name, how, tuple(lines) or (("+", "in another order"),))


def _clauses(book: Rulebook) -> Said:
    return {clause.cite: list(_clause(clause)) for clause in book.clauses}


def _clause(clause: Clause) -> Iterator[Words | str]:
    yield dict(clause.title)
    yield f"then: {clause.then}"
    through = "" if clause.through is None else f", through {clause.through}"
    yield f"in force from {clause.start}{through}"
    yield f"authority: {clause.authority}"
    if clause.entry:
        yield f"entry: {clause.entry[0]} {clause.entry[1]}"
    if clause.duty:
        yield f"duty: {clause.duty['name']}"
        yield from (dict(clause.duty[key]) for key in ("to", "deadline") if clause.duty.get(key))  # type: ignore[call-overload]
    if clause.note:
        yield dict(clause.note)
    for element in clause.elements:
        yield dict(element.says)
        yield element.holds


def _suspensions(book: Rulebook) -> Said:
    found: dict[str, list[Words | str]] = {}
    for one in book.instruments:
        for change in one.changes:
            found.setdefault(f"{one.short} {change.kind} {change.cite}", []).append(_span(change))
    return found


def _span(change: Any) -> str:  # noqa: ANN401
    through = "" if change.through is None else f" through {change.through}"
    return f"from {change.start}{through}"


def _facts(book: Rulebook) -> Said:
    return {name: list(_fact(fact)) for name, fact in book.business_facts().items()}


def _fact(fact: Any) -> Iterable[Words | str]:  # noqa: ANN401
    yield dict(fact.title)
    yield dict(fact.ask)
    yield f"type: {fact.kind}"
    yield f"who: {fact.who}"
    if fact.contract:
        yield f"must be {fact.contract}"
    if fact.graver is not None:
        yield f"graver: {fact.graver}"
    if fact.kind in {"code", "whole"}:
        yield from (f"may be {code}" for code in fact.codes)


def _readings(book: Rulebook) -> Said:
    return {
        one.id: [
            dict(one.title),
            f"default: {one.default}",
            *(f"option {name}: {words['en']}" for name, words in one.options.items()),
            dict(one.why),
        ]
        for one in book.readings.values()
    }


def _scenarios(book: Rulebook) -> Said:
    return {
        name: [
            dict(one.title),
            *(f"{change.kind} {change.cite} {_span(change)}" for change in one.changes),
        ]
        for name, one in book.scenarios.items()
    }
