"""The plan of a verdict as formulas of z3: the very graph that the engine carries out.

Facts are known, so a truth is one formula, except where the standing of a clause is not
established: therefore every node becomes two, *it holds* and *it does not hold*.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import z3

from licet.basics import Truth
from licet.foresee.symbols import Expr, Symbols
from licet.rulebook import Atom, OneOf
from licet.verdict import OUTCOMES, POLICIES, UNDETERMINED, Decider, Node, Steps

RANKS = (
    "not_required", "exempt", "ordinary", "case_by_case", "refusal_presumed", "prohibited"
)  # fmt: skip
"""Outcome, or policy where a licence is required, from the lightest to the gravest."""

Standing = Callable[[Steps], "Both"]
_LICENCE = "licence_required"


@dataclass(frozen=True, slots=True)
class Both:
    """When it holds, and when it does not; neither where it is not known."""

    yes: Expr
    no: Expr


def constant(truth: Truth) -> Both:
    """A truth that does not depend on anything."""
    return Both(z3.BoolVal(truth is True), z3.BoolVal(truth is False))


class Formulas:
    """The columns of a rulebook's plan as formulas, for its first world."""

    def __init__(
        self,
        by: Decider,
        symbols: Symbols,
        standing: Standing,
        readings: Mapping[str, str] | None = None,
    ) -> None:
        """Formulas of a decider's first world.

        Args:
            by: whose plan.
            symbols: the unknowns.
            standing: what to take for whether clauses of one timeline have effect.
            readings: column → option taken; the others are unknowns like facts.
        """
        self.by, self.symbols, self.standing = by, symbols, standing
        self.readings = readings or {}
        self.world = by.worlds[0].name
        self._made: dict[int, Both] = {}

    def met(self, cite: str) -> Both:
        """Is a clause met?"""
        return self.of(self.by.asks[self.by.names.clauses[cite]])

    def element(self, column: str) -> Both:
        """Does a statement hold, by the name of its column?"""
        return self.of(self.by.asks[column])

    def outcome(self, word: str) -> Expr:
        """Is this the outcome?"""
        return self._word(self.by.asks[f"{self.world}__outcome"], word)

    def review(self, word: str | None) -> Expr:
        """Is this the policy? `None`: no licence question, or not settled."""
        return self._word(self.by.asks[f"{self.world}__review"], word)

    def can(self, word: str) -> Expr:
        """Is this outcome or policy possible?"""
        return self.of(self.by.asks[f"{self.world}__can_{word}"]).yes

    def rank(self, word: str) -> Expr:
        """Is this the answer: an outcome, or a policy for which a licence is required?"""
        if word in POLICIES:
            return z3.And(self.outcome(_LICENCE), self.review(word))
        return self.outcome(word)

    def at_least(self, word: str) -> Expr:
        """Is the answer this one or a graver one?"""
        return z3.Or([self.rank(one) for one in RANKS[RANKS.index(word) :]])

    def answers(self) -> Mapping[str, Expr]:
        """Every answer there is, undetermined among them, by its word."""
        found = {word: self.rank(word) for word in RANKS}
        found[_LICENCE] = z3.And(self.outcome(_LICENCE), self.review(None))
        return found | {UNDETERMINED: self.outcome(UNDETERMINED)}

    def exactly_one(self) -> Expr:
        """Is there one outcome, and one policy just where a licence is required?"""
        outcomes = [self.outcome(word) for word in OUTCOMES]
        policies = [self.review(word) for word in POLICIES]
        licence = self.outcome(_LICENCE)
        return z3.And(
            z3.PbEq([(one, 1) for one in outcomes], 1),
            z3.PbEq([(self.can(word), 1) for word in OUTCOMES], 1),
            z3.If(licence, z3.PbEq([(one, 1) for one in policies], 1), z3.Not(z3.Or(policies))),
            *(self.can(word) == self.outcome(word) for word in OUTCOMES),
            *(self.can(word) == self.review(word) for word in POLICIES),
        )

    def of(self, node: Node) -> Both:
        """The formulas of a node; of one that is made of many, without going deep."""
        waiting = [node]
        while waiting:
            last = waiting[-1]
            todo = [one for one in last.of if one.number not in self._made]
            if last.number not in self._made and not todo:
                self._made[last.number] = self._new(last)
            if todo:
                waiting += todo
            else:
                waiting.pop()
        return self._made[node.number]

    def _new(self, node: Node) -> Both:
        parts = [self._made[one.number] for one in node.of]
        if node.kind == "all":
            return Both(z3.And([p.yes for p in parts]), z3.Or([p.no for p in parts]))
        if node.kind == "any":
            return Both(z3.Or([p.yes for p in parts]), z3.And([p.no for p in parts]))
        if node.kind == "not":
            return Both(parts[0].no, parts[0].yes)
        if node.kind in {"surely", "maybe"}:
            return _known(parts[0].yes if node.kind == "surely" else z3.Not(parts[0].no))
        return self._leaf(node)

    def _leaf(self, node: Node) -> Both:
        match node.kind:
            case "constant":
                return constant(node.says)
            case "fact":
                return _known(self.symbols.of(node.says))
            case "atom":
                return _known(self._atom(node.says))
            case "stated":
                return constant(truth=True)
            case "by_day":
                return self.standing(node.says[0])
        raise TypeError(node.kind)

    def _atom(self, atom: Atom) -> Expr:
        if isinstance(atom, OneOf) and atom.fact in self.readings:
            return z3.BoolVal(self.readings[atom.fact] in atom.values)
        return self.symbols.atom(atom)

    def _word(self, node: Node, word: str | None) -> Expr:
        """Does the first condition that is true lead to this word?"""
        if node.kind == "constant":
            return z3.BoolVal(node.says == word)
        *words, otherwise = node.says
        found = z3.BoolVal(otherwise == word)
        for condition, leads_to in reversed(list(zip(node.of, words, strict=True))):
            found = z3.If(self.of(condition).yes, leads_to == word, found)
        return found


def _known(formula: Expr) -> Both:
    return Both(formula, z3.Not(formula))
