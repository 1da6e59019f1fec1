"""The plan of a verdict: from facts to clauses to outcome and policy, as named questions.

Atoms of the item facts → entries (classification) → atoms of the rest → elements → clauses →
what each instrument's clauses of one timeline say together → outcome and policy in each
*world*. A world is one supposition about standing: the law as known, each scenario, and
everything in force.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from licet.rulebook import (
    All,
    Atom,
    Clause,
    Holds,
    Not,
    OneOf,
    Predicate,
    Rulebook,
    atoms,
    facts,
    part_of,
)
from licet.rulebook import Any as AnyOf
from licet.verdict.compose import compose
from licet.verdict.graph import Graph, Node
from licet.verdict.worlds import World


class Plan:
    """What each column of a rulebook's verdict asks, by the column's name."""

    def __init__(self, book: Rulebook, worlds: Sequence[World]) -> None:
        self.book, self.worlds, self.to = book, worlds, Graph()
        self.names = names_of(book)
        self.entries = [clause for clause in book.clauses if clause.entry]
        self.classified = {clause.entry[0] for clause in self.entries if clause.entry}
        self.derived = {n: f.follows for n, f in book.facts.items() if f.follows}
        self._asked: dict[Predicate, Node] = {}

    def columns(self) -> dict[str, Node]:
        """Every column: atoms, elements, clauses, answers."""
        met = {clause.cite: self._met(clause) for clause in self.book.clauses}
        return {
            **{name: self._ask(atom) for atom, name in self.names.atoms.items()},
            **{name: self._ask(predicate) for predicate, name in self.names.elements.items()},
            **{name: met[cite] for cite, name in self.names.clauses.items()},
            **compose(self.book, self.worlds, self.to, met),
        }

    def _met(self, clause: Clause) -> Node:
        return self._any_entry([clause]) if clause.entry else self._elements(clause)

    def _elements(self, clause: Clause) -> Node:
        return self.to.all_of(self._ask(element.predicate) for element in clause.elements)

    def _ask(self, predicate: Predicate) -> Node:
        if predicate not in self._asked:
            self._asked[predicate] = self._new(predicate)
        return self._asked[predicate]

    def _new(self, predicate: Predicate) -> Node:
        match predicate:
            case Not(of=inner):
                return self.to.negate(self._ask(inner))
            case All(of=parts):
                return self.to.all_of(self._ask(part) for part in parts)
            case AnyOf(of=parts):
                return self.to.any_of(self._ask(part) for part in parts)
            case Holds(fact=fact):
                return self.to.fact(fact)
            case OneOf(fact=fact, values=values) if fact in self.classified:
                return self._coded(fact, [str(code) for code in values])
            case OneOf(fact=fact, values=values) if fact in self.derived:
                return self.to.any_of(self._in_part(fact, part) for part in values)
        return self.to.atom(predicate)

    # A code is what was stated, or what the item facts prove; a stated code is only
    # overridden by item facts that prove another one (then both hold: never a false "none").
    def _any_entry(self, entries: Iterable[Clause]) -> Node:
        """Is the item at least one of these entries?"""
        groups: dict[tuple[str, int], list[Clause]] = {}
        for clause in entries:
            if clause.entry:
                groups.setdefault((clause.entry[0], part_of(clause.entry[1])), []).append(clause)
        return self.to.any_of(self._of_part(*key, some) for key, some in groups.items())

    def _of_part(self, fact: str, part: int, entries: Sequence[Clause]) -> Node:
        to = self.to
        codes = tuple(clause.entry[1] for clause in entries if clause.entry)
        proven = to.any_of(self._elements(clause) for clause in entries)
        other = [
            to.surely(to.negate(to.atom(OneOf(name, (part,)))))
            for name, source in self.derived.items()
            if source == fact
        ]
        excluded = to.any_of([to.stated(fact), *other])
        return to.any_of(
            [
                to.surely(to.atom(OneOf(fact, codes))),
                to.surely(proven),
                to.all_of([to.negate(excluded), proven]),
            ]
        )

    def _coded(self, fact: str, codes: Sequence[str]) -> Node:
        own = [clause for clause in self.entries if clause.entry and clause.entry[0] == fact]
        named = self._any_entry(c for c in own if c.entry and c.entry[1] in codes)
        if "none" not in codes:
            return named
        in_a_part = [
            self.to.surely(self.to.atom(OneOf(name, tuple(p for p in self._parts(name) if p))))
            for name, source in self.derived.items()
            if source == fact
        ]
        listed = self.to.any_of([self._any_entry(own), *in_a_part])
        return self.to.any_of([named, self.to.negate(listed)])

    def _parts(self, derived: str) -> list[int]:
        return [int(part) for part in self.book.facts[derived].codes]

    def _in_part(self, fact: str, part: str | int) -> Node:
        to, source = self.to, self.derived[fact]
        own = [clause for clause in self.entries if clause.entry and clause.entry[0] == source]
        inside = [clause for clause in own if clause.entry and part_of(clause.entry[1]) == part]
        found = self._any_entry(inside) if part else to.negate(self._any_entry(own))
        proven = [to.surely(found)] if part else []
        return to.any_of(
            [
                to.surely(to.atom(OneOf(fact, (part,)))),
                *proven,
                to.all_of([to.negate(to.stated(fact)), found]),
            ]
        )


@dataclass(frozen=True, slots=True)
class Names:
    """What the columns of a plan are called."""

    atoms: Mapping[Atom, str]
    elements: Mapping[Predicate, str]
    clauses: Mapping[str, str]
    """By cite: whether the clause is met."""
    statements: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]
    """By cite, for each element of the clause: its column, and the facts it speaks of."""


def names_of(book: Rulebook) -> Names:
    """The column names of a rulebook's plan; a statement made twice is one column."""
    predicates = dict.fromkeys(e.predicate for c in book.clauses for e in c.elements)
    every = dict.fromkeys(atom for predicate in predicates for atom in atoms(predicate))
    elements = {predicate: f"e{number}" for number, predicate in enumerate(predicates)}
    return Names(
        {atom: f"a{number}" for number, atom in enumerate(every)},
        elements,
        {clause.cite: f"c{number}" for number, clause in enumerate(book.clauses)},
        {
            clause.cite: tuple((elements[e.predicate], facts(e.predicate)) for e in clause.elements)
            for clause in book.clauses
        },
    )
