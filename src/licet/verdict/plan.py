"""The plan of a verdict: from facts to clauses to outcome and policy, in stages of columns.

Stages: atoms of the item facts → entries (classification) → atoms of the rest → elements →
clauses → what each instrument's clauses of one timeline say together → outcome and policy in
each *world*. A world is one supposition about standing: the law as known, each scenario, and
everything in force.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from licet.basics import Truth, next_day
from licet.rulebook import (
    IN_FORCE,
    All,
    Atom,
    Clause,
    Compare,
    Holds,
    Not,
    OneOf,
    Predicate,
    Rulebook,
    Timeline,
    atoms,
    part_of,
)
from licet.rulebook import Any as AnyOf
from licet.verdict.algebra import Algebra
from licet.verdict.compose import Composition

ACTUAL = "actual"
ALL_IN_FORCE = "if_in_force"

Stage = dict[str, Any]
Steps = tuple[tuple[date, Truth], ...]


@dataclass(frozen=True, slots=True)
class World:
    """One supposition about standing: a timeline of each clause, by cite."""

    name: str
    timelines: Mapping[str, Timeline]

    def steps(self, cite: str) -> Steps:
        """When the clause has effect."""
        return tuple((start, IN_FORCE[s]) for start, s in self.timelines[cite].steps)


def everything_in_force(book: Rulebook) -> World:
    """The world in which suspended and not yet effective clauses have effect from the first day."""
    first = date.min
    return World(
        ALL_IN_FORCE,
        {
            clause.cite: Timeline(
                ((first, "in_force"),)
                if clause.through is None
                else ((first, "in_force"), (next_day(clause.through), "ended"))
            )
            for clause in book.clauses
        },
    )


class Plan:
    """The columns of a rulebook's verdict, in stages, in the terms of one algebra."""

    def __init__(self, book: Rulebook, worlds: Sequence[World], algebra: Algebra[Any]) -> None:
        self.book, self.worlds, self.to = book, worlds, algebra
        self.names = names_of(book)
        self.entries = [clause for clause in book.clauses if clause.then == "entry"]
        self.classified = {clause.entry[0] for clause in self.entries if clause.entry}
        self.derived = {n: f.follows for n, f in book.facts.items() if f.follows}

    def stages(self) -> list[Stage]:
        """Every stage, in order; each may use the columns of those before it."""
        rest = [clause for clause in self.book.clauses if clause.then != "entry"]
        return [
            *self._clause_stages(self.entries, "pattern"),
            self._entries(),
            *self._clause_stages(rest, "clause"),
            *self._compose(),
        ]

    def _clause_stages(self, clauses: Sequence[Clause], kind: str) -> list[Stage]:
        predicates = {e.predicate for clause in clauses for e in clause.elements}
        wanted = {atom for predicate in predicates for atom in atoms(predicate)}
        return [
            {
                self.names.atoms[a]: self._atom(a)
                for a in self.names.atoms
                if a in wanted and not isinstance(a, Holds)
            },
            {
                name: self._predicate(p)
                for p, name in self.names.elements.items()
                if p in predicates
            },
            {
                self.names.clauses[clause.cite, kind]: self.to.all_of(
                    [self.to.column(self.names.elements[e.predicate]) for e in clause.elements]
                )
                for clause in clauses
            },
        ]

    def _predicate(self, predicate: Predicate) -> Any:  # noqa: ANN401
        match predicate:
            case Not(of=inner):
                return self.to.negate(self._predicate(inner))
            case All(of=parts):
                return self.to.all_of([self._predicate(part) for part in parts])
            case AnyOf(of=parts):
                return self.to.any_of([self._predicate(part) for part in parts])
        return self.to.column(self.names.atoms[predicate])

    def _atom(self, atom: Atom) -> Any:  # noqa: ANN401
        if isinstance(atom, Compare):
            return self.to.compare(atom)
        if isinstance(atom, OneOf) and atom.fact in self.classified:
            return self.to.any_of([self._is(atom.fact, str(code)) for code in atom.values])
        if isinstance(atom, OneOf) and atom.fact in self.derived:
            return self.to.any_of([self._in_part(atom.fact, code) for code in atom.values])
        return self.to.one_of(atom) if isinstance(atom, OneOf) else self.to.column(atom.fact)

    # A code is what was stated, or what the item facts prove; a stated code is only
    # overridden by item facts that prove another one (then both hold: never a false "none").
    def _entries(self) -> Stage:
        return {
            self.names.clauses[clause.cite, "clause"]: self._entry(clause, *clause.entry)
            for clause in self.entries
            if clause.entry
        }

    def _entry(self, clause: Clause, fact: str, code: str) -> Any:  # noqa: ANN401
        pattern = self.to.column(self.names.clauses[clause.cite, "pattern"])
        cases = [
            (self.to.one_of(OneOf(fact, (code,))), True),
            (pattern, True),
            (self.to.stated(fact), False),
        ]
        for derived in (name for name, source in self.derived.items() if source == fact):
            part = OneOf(derived, (part_of(code),))
            cases.append((self.to.negate(self.to.one_of(part)), False))
        return self.to.choose(cases, pattern)

    def _is(self, fact: str, code: str) -> Any:  # noqa: ANN401
        entries = [c for c in self.entries if c.entry and c.entry[0] == fact]
        if code == "none":
            return self.to.negate(self.to.any_of([self._met(c) for c in entries]))
        return self.to.any_of([self._met(c) for c in entries if c.entry and c.entry[1] == code])

    def _in_part(self, fact: str, part: str | int) -> Any:  # noqa: ANN401
        source = self.derived[fact]
        entries = [c for c in self.entries if c.entry and c.entry[0] == source]
        inside = [self._met(c) for c in entries if c.entry and part_of(c.entry[1]) == part]
        found = self.to.any_of(inside) if part else self._is(source, "none")
        stated = self.to.one_of(OneOf(fact, (part,)))
        cases = [(stated, True), (found, True), (self.to.stated(fact), False)]
        return self.to.choose(cases if part else cases[:1] + cases[2:], found)

    def _met(self, clause: Clause) -> Any:  # noqa: ANN401
        return self.to.column(self.names.clauses[clause.cite, "clause"])

    def _compose(self) -> list[Stage]:
        return Composition(self.book, self.worlds, self.to, self.names).stages()


@dataclass(frozen=True, slots=True)
class Names:
    """What the columns of a plan are called."""

    atoms: Mapping[Atom, str]
    elements: Mapping[Predicate, str]
    clauses: Mapping[tuple[str, str], str]
    """By cite and kind: `pattern` is what item facts prove, `clause` is whether it is met."""


def names_of(book: Rulebook) -> Names:
    """The column names of a rulebook's plan; a statement made twice is one column."""
    predicates = dict.fromkeys(e.predicate for c in book.clauses for e in c.elements)
    every = dict.fromkeys(atom for predicate in predicates for atom in atoms(predicate))
    named = {
        atom: atom.fact if isinstance(atom, Holds) else f"a{number}"
        for number, atom in enumerate(every)
    }
    return Names(
        named,
        {predicate: f"e{number}" for number, predicate in enumerate(predicates)},
        {
            (clause.cite, kind): f"{letter}{number}"
            for number, clause in enumerate(book.clauses)
            for kind, letter in (("pattern", "p"), ("clause", "c"))
        },
    )
