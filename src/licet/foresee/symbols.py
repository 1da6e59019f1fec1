"""Facts and readings as unknowns of z3, and back from a model to facts that can be decided.

Of a code only those values are told apart that some predicate names, and one that stands for all
others. A number is a real number that keeps its contract. Every fact is known: what is proved is
about complete cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import z3

from licet.basics import plain
from licet.rulebook import Atom, Compare, Fact, Holds, OneOf, Rulebook, atoms, part_of

Expr = Any
"""A term or formula of z3, whose classes carry no types."""
_BITS = 9
"""Enough for the values of one fact: the territories are the most."""


class Symbols:
    """The unknowns that formulas about one or more rulebooks are made of.

    Two rulebooks share the facts of the same name.
    """

    def __init__(self, books: Sequence[Rulebook]) -> None:
        self.facts: dict[str, Fact] = {}
        for book in books:
            self.facts |= {
                name: fact for name, fact in book.facts.items() if name not in self.facts
            }
        self.values = {
            name: _values(name, books) for name, fact in self.facts.items() if fact.kind in _CODED
        }
        self.made: dict[str, Expr] = {}
        self.constraints: list[Expr] = []

    def of(self, name: str) -> Expr:
        """The unknown that stands for a fact or a reading."""
        if name not in self.made:
            kind = self.facts[name].kind
            make = {"yes_no": z3.Bool, "number": z3.Real}.get(kind, lambda n: z3.BitVec(n, _BITS))
            self.made[name] = make(name)
            self.constraints += self._allowed(self.facts[name], self.made[name])
        return self.made[name]

    def atom(self, atom: Atom) -> Expr:
        """The formula of a statement about facts."""
        match atom:
            case Holds(fact=fact):
                return self.of(fact)
            case OneOf(fact=fact, values=values):
                unknown, known = self.of(fact), self.values[fact]
                return z3.Or([unknown == known.index(value) for value in values if value in known])
            case Compare(left=left, op=op, right=right, constant=constant):
                one, other = self._sum(left, 0), self._sum(right, constant)
                return {">=": one >= other, ">": one > other, "=": one == other}[op]
        raise TypeError(atom)

    def facts_in(self, model: Expr, names: Iterable[str]) -> dict[str, str | int | bool]:
        """What a model says of some facts and readings, as a case states it."""
        return {name: self._value(model, name) for name in names}

    def allowed(self, name: str) -> list[Expr]:
        """What every value of a fact keeps to."""
        return self._allowed(self.facts[name], self.of(name))

    def _value(self, model: Expr, name: str) -> str | int | bool:
        found = model.eval(self.of(name), model_completion=True)
        kind = self.facts[name].kind
        if kind == "yes_no":
            return bool(z3.is_true(found))
        if kind == "number":
            return plain(Decimal(found.numerator_as_long()) / Decimal(found.denominator_as_long()))
        number: int = found.as_long()
        return self.values[name][number]

    def _sum(self, terms: Iterable[tuple[int, str]], constant: int) -> Expr:
        return z3.Sum(
            [z3.RealVal(constant), *(multiple * self.of(name) for multiple, name in terms)]
        )

    def _allowed(self, fact: Fact, unknown: Expr) -> list[Expr]:
        if fact.kind == "number":
            bound = {"> 0": unknown > 0, ">= 0": unknown >= 0}.get(fact.contract)
            return [] if bound is None else [bound]
        if fact.kind == "yes_no":
            return []
        found = [z3.ULT(unknown, len(self.values[fact.name]))]
        if fact.follows:
            source, parts = self.of(fact.follows), self.values[fact.name]
            found += [
                z3.Implies(source == number, unknown == parts.index(part_of(str(code))))
                for number, code in enumerate(self.values[fact.follows])
            ]
        return found


_FAMILIAR = ("JP", "DE")
"""Of the territories that no predicate names, those that an example is shown with."""
_CODED = frozenset({"code", "territory", "whole"})


def _values(name: str, books: Sequence[Rulebook]) -> list[str | int]:
    """The values of a fact that some book names, and one that none of them names."""
    facts = [book.facts[name] for book in books if name in book.facts]
    if any(fact.follows or fact.kind == "whole" for fact in facts) or _is_followed(name, books):
        return list(dict.fromkeys(code for fact in facts for code in fact.codes))
    said: dict[str | int, None] = {f.graver: None for f in facts if isinstance(f.graver, str)}
    for book in books:
        for clause in book.clauses:
            said |= {clause.entry[1]: None} if clause.entry and clause.entry[0] == name else {}
            for element in clause.elements:
                for atom in atoms(element.predicate):
                    if isinstance(atom, OneOf) and atom.fact == name:
                        said |= dict.fromkeys(atom.values)
    others = [code for fact in facts for code in fact.codes if code not in said]
    others.sort(key=lambda code: code not in _FAMILIAR)
    return [*said, *others[:1]]


def _is_followed(name: str, books: Sequence[Rulebook]) -> bool:
    return any(fact.follows == name for book in books for fact in book.facts.values())
