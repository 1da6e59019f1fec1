"""Which open things can still change outcome or policy, and which cannot, whatever else holds.

What is definite is put into the plan of the answer; every statement left open becomes a
variable, the values of one code excluding each other; and what stands in the reduced diagrams
of the possible answers is decisive.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any

from licet.rulebook import (
    Atom,
    Compare,
    Fact,
    Holds,
    OneOf,
    Rulebook,
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
ANSWERS = tuple(
    f"{ACTUAL}__can_{one}"
    for one in sorted(
        (*OUTCOMES, *POLICIES),
        key=("prohibited", "licence_required", "case_by_case").__contains__,
        reverse=True,
    )
)
"""What is still possible; first those in which nearly everything that can matter stands."""
Thing = tuple[str, str]
"""What is open: ``fact`` and its name, or ``standing`` and the short name of the instrument."""


def decisive(
    row: Row, found: Mapping[str, Any], by: Decider, asked: Collection[Thing] = ()
) -> set[Thing] | None:
    """What is open and can still change outcome or policy; `None` if there is too much to tell.

    Args:
        row: the facts that were decided.
        found: every column of the plan for that row.
        by: what decided it.
        asked: what it is asked about; once all of that is found, nothing else is looked for.
    """
    reader = _Reader(row, found, by)
    try:
        return reader.things(asked)
    except TooLarge:
        return None


@cache
def _codes_of(book: Rulebook, source: str) -> Mapping[str | int, frozenset[tuple[str, object]]]:
    """Each code of a fact, with what it says: its own value, and that of what follows from it."""
    fact = book.facts[source]
    derived = [name for name, one in book.facts.items() if one.follows == source]
    return {
        code: frozenset([(source, code), *((name, part_of(str(code))) for name in derived)])
        for code in fact.codes
    }


@cache
def _telling(book: Rulebook, source: str, asked: tuple[OneOf, ...]) -> Mapping[str | int, int]:
    """Each code of a fact, with the statements that it makes true as the bits of a number."""
    return {
        code: sum(
            1 << number
            for number, atom in enumerate(asked)
            if any((atom.fact, value) in said for value in atom.values)
        )
        for code, said in _codes_of(book, source).items()
    }


@cache
def _entries_of(book: Rulebook, fact: str) -> tuple[tuple[str, str], ...]:
    """The entries that name a code of a fact: cite and code."""
    return tuple((c.cite, c.entry[1]) for c in book.clauses if c.entry and c.entry[0] == fact)


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

    def things(self, asked: Collection[Thing]) -> set[Thing]:
        self._statements()
        told: set[Thing] = set()
        for root in self.roots:
            numbers = self.to.variables([self._diagram(root)])
            told = told.union(*(self.meant[number] for number in numbers))
            if asked and told.issuperset(asked):
                break
        return told

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
        found = {atom: self.found[names[atom]] for atom in self.by.deciding}
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
        telling = _telling(self.book, source, tuple(asked))
        kinds = dict.fromkeys(telling[code] for code in self._possible(self.book.facts[source]))
        answers = [NEVER] * len(asked)
        left = ALWAYS
        for number, kind in enumerate(kinds, 1):
            one = left
            if number < len(kinds):
                one = self.to.both(left, self._variable(("fact", source)))
            left = self.to.both(left, self.to.negate(one))
            answers = [
                self.to.either(answer, one) if kind >> at & 1 else answer
                for at, answer in enumerate(answers)
            ]
        for atom, answer in zip(asked, answers, strict=True):
            self._state(atom, answer)

    def _possible(self, fact: Fact) -> list[str | int]:
        """The codes that are not ruled out yet."""
        clauses = self.by.names.clauses
        out = {
            code
            for cite, code in _entries_of(self.book, fact.name)
            if self.found[clauses[cite]] is False
        }
        return [code for code in fact.codes if code not in out]
