"""Which open things can still change outcome or policy, and which cannot, whatever else holds.

What is definite is put into the plan of the answer; every statement left open becomes a
variable, the values of one code excluding each other; and what stands in the reduced diagrams
of the possible answers is decisive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from licet.rulebook import (
    DECIDING,
    Atom,
    Compare,
    Fact,
    Holds,
    OneOf,
    Rulebook,
    atoms,
    facts_of,
    part_of,
)
from licet.verdict.bits import Leaves
from licet.verdict.compile import Decider
from licet.verdict.compose import OUTCOMES, POLICIES
from licet.verdict.diagram import ALWAYS, NEVER, Diagram, Diagrams, TooLarge
from licet.verdict.graph import Node
from licet.verdict.table import Row
from licet.verdict.worlds import ACTUAL

_MOST = 50_000
"""Nodes of diagrams, at most; little is known of a case that needs more."""
ANSWERS = tuple(f"{ACTUAL}__can_{one}" for one in (*OUTCOMES, *POLICIES))
Thing = tuple[str, str]
"""What is open: ``fact`` and its name, or ``standing`` and the short name of the instrument."""


def decisive(row: Row, found: Mapping[str, Any], by: Decider) -> set[Thing] | None:
    """What is open and can still change outcome or policy; `None` if there is too much to tell.

    Args:
        row: the facts that were decided.
        found: every column of the plan for that row.
        by: what decided it.
    """
    reader = _Reader(row, found, by)
    try:
        return reader.things()
    except TooLarge:
        return None


@cache
def _deciding_atoms(book: Rulebook) -> tuple[Atom, ...]:
    """The statements that clauses of the answer make, in the order of the book."""
    predicates = [e.predicate for c in book.clauses if c.then in DECIDING for e in c.elements]
    return tuple(dict.fromkeys(atom for predicate in predicates for atom in atoms(predicate)))


class _Reader:
    def __init__(self, row: Row, found: Mapping[str, Any], by: Decider) -> None:
        self.row, self.found, self.by, self.book = row, found, by, by.book
        self.to = Diagrams(_MOST)
        self.roots = [by.asks[name] for name in ANSWERS]
        self.leaves = Leaves([row])
        self.meant: list[frozenset[Thing]] = []
        """What each variable is about."""
        self.read: dict[Node, Diagram] = {}
        self._open_codes: dict[str, list[OneOf]] = {}

    def things(self) -> set[Thing]:
        self._statements()
        roots = [self._diagram(root) for root in self.roots]
        return {thing for number in self.to.variables(roots) for thing in self.meant[number]}

    def _variable(self, *about: Thing) -> Diagram:
        self.meant.append(frozenset(about))
        return self.to.variable(len(self.meant) - 1)

    def _diagram(self, node: Node) -> Diagram:
        if node not in self.read:
            self.read[node] = self._new(node)
        return self.read[node]

    def _new(self, node: Node) -> Diagram:
        if not node.of:
            return self._leaf(node)
        parts = [self._diagram(part) for part in node.of]
        match node.kind:
            case "not":
                return self.to.negate(parts[0])
            case "all":
                return self.to.all_of(parts)
            case "any":
                return self.to.any_of(parts)
            case "surely" | "maybe":
                return parts[0]
        raise ValueError(node.kind)

    def _leaf(self, node: Node) -> Diagram:
        true, false = self.leaves.ask(node)
        if true or false:
            return ALWAYS if true else NEVER
        return self._variable(("standing", node.says[1]))

    # Statements left open, in the order of the book; those about one code exclude each other.
    def _statements(self) -> None:
        names = self.by.names.atoms
        found = {atom: self.found[names[atom]] for atom in _deciding_atoms(self.book)}
        for atom, truth in found.items():
            if truth is not None:
                self._state(atom, ALWAYS if truth else NEVER)
        still = [atom for atom, truth in found.items() if truth is None]
        for atom in still:
            if isinstance(atom, OneOf):
                self._open_codes.setdefault(self._source(atom.fact), []).append(atom)
        for atom in still:
            if isinstance(atom, OneOf):
                self._codes(self._source(atom.fact))
            else:
                self._state(atom, self._variable(*(("fact", f) for f in self._unknown(atom))))

    def _state(self, atom: Atom, diagram: Diagram) -> None:
        node = self.by.asks[self.by.names.atoms[atom]]
        self.read[node] = diagram
        if node.kind == "not":  # others may ask the opposite
            self.read[node.of[0]] = self.to.negate(diagram)

    def _source(self, fact: str) -> str:
        return self.book.facts[fact].follows or fact

    def _unknown(self, atom: Holds | Compare) -> Iterable[str]:
        for name in facts_of(atom):
            ends = [self.row.get(f"{name}__{end}") for end in ("lo", "hi")]
            if isinstance(atom, Holds) or ends[0] is None or ends[0] != ends[1]:
                yield name

    def _codes(self, source: str) -> None:
        asked = self._open_codes.pop(source, [])
        if not asked:
            return
        kinds: dict[tuple[bool, ...], None] = {}
        for code in self._possible(self.book.facts[source]):
            kinds[tuple(self._is(code, source, atom) for atom in asked)] = None
        answers = [NEVER] * len(asked)
        left = ALWAYS
        for number, kind in enumerate(kinds, 1):
            one = left
            if number < len(kinds):
                one = self.to.all_of([left, self._variable(("fact", source))])
            left = self.to.all_of([left, self.to.negate(one)])
            answers = [
                self.to.any_of([answer, one]) if holds else answer
                for answer, holds in zip(answers, kind, strict=True)
            ]
        for atom, answer in zip(asked, answers, strict=True):
            self._state(atom, answer)

    def _is(self, code: str | int, source: str, atom: OneOf) -> bool:
        return (code if atom.fact == source else part_of(str(code))) in atom.values

    def _possible(self, fact: Fact) -> list[str | int]:
        """The codes that are not ruled out yet."""
        out = {
            clause.entry[1]
            for clause in self.book.clauses
            if clause.entry
            and clause.entry[0] == fact.name
            and self.found[self.by.names.clauses[clause.cite]] is False
        }
        return [code for code in fact.codes if code not in out]
