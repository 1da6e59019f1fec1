"""What is not known and can still change the answer, and what each answer to it would do.

A clause matters while its effect is open and could still move outcome or policy; inside it
only the statements that are open matter, and inside those only the facts that leave them open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from licet.basics import Range, Truth, all_of, any_of, ceiling, plain
from licet.rulebook import (
    DECIDING,
    All,
    Atom,
    Clause,
    Compare,
    Not,
    OneOf,
    Predicate,
    Rulebook,
    facts_of,
)
from licet.rulebook import Any as AnyOf
from licet.rulebook import atoms as atoms_of
from licet.verdict.case import Value
from licet.verdict.compile import Decider
from licet.verdict.compose import UNDETERMINED
from licet.verdict.decisive import Thing, decisive
from licet.verdict.table import Row, value_in
from licet.verdict.worlds import ACTUAL

Kind = Literal["fact", "reading", "standing"]


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to find out: a fact, a reading, or the standing of an instrument."""

    kind: Kind
    name: str


def missing(row: Row, found: Mapping[str, Any], decider: Decider) -> list[Missing]:
    """What can still change outcome or policy of one decided row.

    Args:
        row: the facts that were decided.
        found: the columns of the plan for that row.
        decider: what decided it.
    """
    if not _open(found):
        return []
    book, names = decider.book, decider.names
    columns = {reading.column: reading.id for reading in book.readings.values()}
    wanted: dict[Missing, None] = {}
    known: dict[int, tuple[str, ...]] = {}
    for clause in _matter(row, found, decider):
        for name in open_facts(clause, row, found, decider, known):
            kind: Kind = "reading" if name in columns else "fact"
            wanted[Missing(kind, columns.get(name, name))] = None
        met = found[names.clauses[clause.cite]]
        if met is not False and _in_effect(clause, row, decider) is None:
            wanted[Missing("standing", clause.instrument)] = None
    back = {reading: column for column, reading in columns.items()}
    things: dict[Missing, Thing] = {
        gap: ("standing" if gap.kind == "standing" else "fact", back.get(gap.name, gap.name))
        for gap in wanted
    }
    told = decisive(row, found, decider, set(things.values()))
    if told is None:
        return list(wanted)
    decides = [gap for gap, thing in things.items() if thing in told]
    # Whatever is answered, the answer will be the same; but the clause behind it is not known yet.
    return decides or list(wanted)


def _open(found: Mapping[str, Any]) -> bool:
    """Is outcome or policy not settled?"""
    outcome = found[f"{ACTUAL}__outcome"]
    return outcome == UNDETERMINED or (
        outcome == "licence_required" and found[f"{ACTUAL}__review"] is None
    )


def _in_effect(clause: Clause, row: Row, decider: Decider) -> Truth:
    truth: Truth = False
    for start, value in decider.worlds[0].steps(clause.cite):
        if start <= row["on"]:
            truth = value
    return truth


def _matter(row: Row, found: Mapping[str, Any], decider: Decider) -> Iterator[Clause]:
    """The clauses whose effect is open and could still move outcome or policy."""
    by_instrument: dict[str, list[tuple[Clause, Truth]]] = {}
    for clause in decider.book.clauses:
        if clause.then in DECIDING:
            met = found[decider.names.clauses[clause.cite]]
            effect = all_of([met, _in_effect(clause, row, decider)])
            by_instrument.setdefault(clause.instrument, []).append((clause, effect))
    said: dict[str, dict[str, Truth]] = {
        name: {e: any_of(t for c, t in rows if c.then == e) for e in DECIDING}
        for name, rows in by_instrument.items()
    }
    if any(one["prohibited"] is True for one in said.values()):
        return
    licence = {
        name: all_of([one["licence_required"], _not(one["exempts"])]) for name, one in said.items()
    }
    refused = any(
        licence[name] is True and one["refusal_presumed"] is True for name, one in said.items()
    )
    sure = any(truth is True for truth in licence.values())
    for name, rows in by_instrument.items():
        one = said[name]
        for clause, effect in rows:
            if effect is None and _could_move(
                clause.then, one, licence[name], refused=refused, sure=sure
            ):
                yield clause


def _could_move(
    effect: str, one: Mapping[str, Truth], licence: Truth, *, refused: bool, sure: bool
) -> bool:
    if effect == "prohibited":
        return True
    if effect in {"licence_required", "exempts"}:
        if one["licence_required"] is False or (sure and refused) or one[effect] is True:
            return False
        softer = one["refusal_presumed"] is False and one["case_by_case"] is False
        return not (sure and softer and licence is None and effect == "licence_required")
    if licence is False or refused or one[effect] is True:
        return False
    return effect == "refusal_presumed" or one["refusal_presumed"] is not True


def _not(truth: Truth) -> Truth:
    return None if truth is None else not truth


def open_facts(
    clause: Clause,
    row: Row,
    found: Mapping[str, Any],
    decider: Decider,
    known: dict[int, tuple[str, ...]],
) -> Iterator[str]:
    """The facts that leave a clause open; `known` keeps those of a predicate clauses share."""
    for element in clause.elements:
        predicate = element.predicate
        if id(predicate) not in known:
            known[id(predicate)] = tuple(_open_in(predicate, row, found, decider))
        yield from known[id(predicate)]


def _open_in(
    predicate: Predicate, row: Row, found: Mapping[str, Any], decider: Decider
) -> Iterator[str]:
    if found[decider.names.elements[predicate]] is None:
        for atom in _open_atoms(predicate, found, decider):
            yield from _unknown_in(atom, row, decider.book)


def _open_atoms(predicate: Predicate, found: Mapping[str, Any], decider: Decider) -> Iterator[Atom]:
    match predicate:
        case Not(of=inner):
            yield from _open_atoms(inner, found, decider)
        case All(of=parts) | AnyOf(of=parts):
            for part in parts:
                if truth_of(part, found, decider) is None:
                    yield from _open_atoms(part, found, decider)
        case _:
            if truth_of(predicate, found, decider) is None:
                yield predicate


def truth_of(predicate: Predicate, found: Mapping[str, Any], decider: Decider) -> Truth:
    """The truth of a part of a predicate, from the truths of its atoms."""
    match predicate:
        case Not(of=inner):
            return _not(truth_of(inner, found, decider))
        case All(of=parts):
            return all_of(truth_of(part, found, decider) for part in parts)
        case AnyOf(of=parts):
            return any_of(truth_of(part, found, decider) for part in parts)
    truth: Truth = found[decider.names.atoms[predicate]]
    return truth


def _unknown_in(atom: Atom, row: Row, book: Rulebook) -> Iterator[str]:
    for name in facts_of(atom):
        fact = book.facts[name]
        value, asked = value_in(row, fact), name
        if fact.follows and value is None:
            value, asked = row.get(fact.follows), fact.follows
        if value is None or (isinstance(value, Range) and not value.known):
            yield asked


def candidates(name: str, row: Row, book: Rulebook) -> Iterator[tuple[str, Value]]:
    """Answers to try for a fact: what it may be, as far as the rulebook tells answers apart."""
    fact = book.facts[name]
    if fact.kind == "yes_no":
        yield from (("yes", True), ("no", False))
    elif fact.kind == "number":
        yield from _bounds(name, row, book)
    else:
        said = _values_said(name, book)
        for value in said:
            yield str(value), value
        other = next((code for code in fact.codes if code not in said), None)
        if other is not None:
            yield ("none" if other == "none" else "other"), other


@cache
def _atoms_about(name: str, book: Rulebook) -> tuple[Atom, ...]:
    predicates = {e.predicate: None for c in book.clauses for e in c.elements}
    found = {a: None for p in predicates for a in atoms_of(p) if name in facts_of(a)}
    return tuple(found)


@cache
def _values_said(name: str, book: Rulebook) -> list[str | int]:
    found = [
        value
        for atom in _atoms_about(name, book)
        if isinstance(atom, OneOf)
        for value in atom.values
    ]
    entries = [c.entry[1] for c in book.clauses if c.entry and c.entry[0] == name]
    return list(dict.fromkeys([*found, *entries]))


_STEP = Decimal("0.000000000001")


def _bounds(name: str, row: Row, book: Rulebook) -> Iterator[tuple[str, Value]]:
    for atom in _atoms_about(name, book):
        if isinstance(atom, Compare):
            yield from _both_sides(name, atom, row, book)


def _both_sides(name: str, atom: Compare, row: Row, book: Rulebook) -> Iterator[tuple[str, Value]]:
    """The bound that a comparison sets for one fact, and the number just below or above it."""
    own = {fact: multiple for multiple, fact in atom.left}
    others, sign = (atom.right, 1) if name in own else (atom.left, -1)
    multiples = own if name in own else {fact: multiple for multiple, fact in atom.right}
    total = Decimal(atom.constant * sign)
    for multiple, fact in others:
        value = value_in(row, book.facts[fact])
        if not isinstance(value, Range) or value.lo is None or not value.known:
            return
        total += value.lo * multiple
    if len(multiples) > 1 or total < 0:
        return
    bound = ceiling(total / multiples[name])
    at, beyond = (">=", "<") if (atom.op == ">=") == (sign > 0) else ("<=", ">")
    yield f"{at} {plain(bound)}", Range(bound, bound)
    other = bound - _STEP if beyond == "<" else bound + _STEP
    if other >= 0:
        yield f"{beyond} {plain(bound)}", Range(other, other)
