"""The rulebook proved with z3: what holds of it whatever the facts, readings and days.

No clause is dead, none is taken back by another of its instrument; every complete case has just
one outcome, and one policy where a licence is required; nothing that the vocabulary calls graver
ever makes an answer softer. Facts and readings are unknowns, and so is, for every group of
clauses that stand and fall together, whether they stand: so it is proved for every day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import z3

from licet.basics import Fault
from licet.foresee.formulas import RANKS, Both, Formulas
from licet.foresee.symbols import Expr, Symbols
from licet.rulebook import DECIDING, Clause, Element, Fact, Holds, Rulebook
from licet.verdict import ACTUAL, Steps, World, decider_of

MORE, LESS = "more", "less"


@dataclass(frozen=True, slots=True)
class Proof:
    """What was proved of a rulebook, and what was found against it."""

    claims: tuple[str, ...]
    faults: tuple[Fault, ...]


def prove(book: Rulebook) -> Proof:
    """Prove a rulebook, or find out what is wrong with it; each fault names file and clause."""
    proving = _Proving(book)
    checks = (
        proving.never_met,
        proving.never_false,
        proving.in_vain,
        proving.taken_back,
        proving.not_one_outcome,
        proving.softer,
    )
    faults = [fault for check in checks for fault in check()]
    every, deciding, graver = (
        len(some) for some in (book.clauses, proving.deciding, proving.graver)
    )
    claims = (
        f"each of {every} clauses can be met, and none of their statements holds always",
        f"each of {deciding} deciding clauses decides some case; none contradicts another",
        "every complete case has exactly one outcome, whatever stands",
        f"none of {graver} graver facts ever softens an answer",
    )
    return Proof(() if faults else claims, tuple(faults))


class _Proving:
    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.symbols = Symbols([book])
        world = World(ACTUAL, book.timelines(date.max, last_day_included=True))
        self.by = decider_of(book, [world])
        self.stands: dict[Steps, Both] = {}
        self.formulas = Formulas(self.by, self.symbols, self._standing)
        self.files = {clause.cite: one.file for one in book.instruments for clause in one.clauses}
        self.deciding = [clause for clause in book.clauses if clause.then in DECIDING]
        self.graver = [fact for fact in book.facts.values() if fact.graver is not None]
        self.solver = z3.Solver()
        for name in book.facts:
            self.symbols.of(name)
        self.solver.add(self.symbols.constraints)

    def _standing(self, steps: Steps) -> Both:
        """Clauses of one timeline stand or do not: an unknown of its own."""
        if steps not in self.stands:
            stands = z3.Bool(f"stands {len(self.stands)}")
            self.stands[steps] = Both(stands, z3.Not(stands))
        return self.stands[steps]

    def _model(self, *formulas: Expr) -> Expr | None:
        """A case in which all of these hold, if there is one."""
        self.solver.push()
        self.solver.add(*formulas)
        found = self.solver.model() if self.solver.check() == z3.sat else None
        self.solver.pop()
        return found

    def _elements(self, clause: Clause) -> list[Expr]:
        columns = self.by.names.elements
        return [self.formulas.element(columns[e.predicate]).yes for e in clause.elements]

    def _fault(self, clause: Clause, text: str) -> Fault:
        return Fault(self.files[clause.cite], clause.cite, text)

    def never_met(self) -> Iterator[Fault]:
        """Clauses that no case can meet, and those that never are in force."""
        for clause in self.book.clauses:
            if clause.through is not None and clause.through < clause.start:
                yield self._fault(clause, "dead: it ends before it begins")
            formulas = self._elements(clause)
            if self._model(*formulas) is None:
                yield self._fault(clause, f"dead: no case can meet it{self._clash(clause)}")

    def _clash(self, clause: Clause) -> str:
        """The statements of a dead clause that cannot hold together."""
        marks = [z3.Bool(f"element {number}") for number, _ in enumerate(clause.elements)]
        self.solver.push()
        self.solver.add(self.symbols.constraints)
        self.solver.add(
            [z3.Implies(m, e) for m, e in zip(marks, self._elements(clause), strict=True)]
        )
        self.solver.check(marks)
        core = {str(mark) for mark in self.solver.unsat_core()}
        self.solver.pop()
        clashing = [e.holds for m, e in zip(marks, clause.elements, strict=True) if str(m) in core]
        return f"; these clash: {'; '.join(clashing)}"

    def never_false(self) -> Iterator[Fault]:
        """Statements that hold in every case: they say nothing."""
        seen = set()
        for clause in self.book.clauses:
            for element, formula in zip(clause.elements, self._elements(clause), strict=True):
                if element.predicate not in seen and self._model(z3.Not(formula)) is None:
                    yield self._fault(clause, f"«{element.holds}» holds in every case")
                seen.add(element.predicate)

    def in_vain(self) -> Iterator[Fault]:
        """Deciding clauses without which every answer would be the same."""
        bare = _bare(self.book)
        by = decider_of(bare, [World(ACTUAL, self.by.actual)])
        symbols = Symbols([bare])
        answers = list(Formulas(by, symbols, self._standing).answers().values())
        met = {clause.cite: symbols.of(clause.cite) for clause in self.deciding}
        meant = [unknown == self.formulas.met(cite).yes for cite, unknown in met.items()]
        for clause in self.deciding:
            never = (met[clause.cite], z3.BoolVal(val=False))
            without = [z3.substitute(answer, never) for answer in answers]
            differs = z3.Or([one != other for one, other in zip(answers, without, strict=True)])
            if self._model(*meant, differs) is None:
                yield self._fault(clause, "decides nothing: without it every answer is the same")

    def taken_back(self) -> Iterator[Fault]:
        """Clauses that another one of their instrument contradicts."""
        for one in self.book.instruments:
            by_effect = {then: [c for c in one.clauses if c.then == then] for then in DECIDING}
            for clause in by_effect["exempts"]:
                for other in by_effect["prohibited"]:
                    if self._both(clause, other):
                        yield self._fault(
                            clause, f"contradicts {other.cite}: exempt and prohibited"
                        )
                for other in by_effect["licence_required"]:
                    if self._implies(other, clause):
                        yield self._fault(other, f"contradicts {clause.cite}, which always exempts")
        yield from self._changes()

    def _both(self, one: Clause, other: Clause) -> bool:
        """Can both be met, and do they stand at the same time?"""
        apart = any(a.through and a.through < b.start for a, b in ((one, other), (other, one)))
        met = (self.formulas.met(clause.cite).yes for clause in (one, other))
        return not apart and self._model(*met) is not None

    def _implies(self, one: Clause, other: Clause) -> bool:
        met, also = self.formulas.met(one.cite).yes, self.formulas.met(other.cite).no
        return self._model(met, also) is None and self._model(met) is not None

    def _changes(self) -> Iterator[Fault]:
        """Resumptions that another instrument's suspension leaves without effect."""
        changes = [(one, change) for one in self.book.instruments for change in one.changes]
        for one, resumes in changes:
            for other, suspends in changes:
                if resumes.kind != "resumes" or suspends.kind != "suspends":
                    continue
                inside = suspends.start <= resumes.start and (
                    suspends.through is None or resumes.start < suspends.through
                )
                same = [
                    c.cite for c in self.book.clauses if resumes.covers(c) and suspends.covers(c)
                ]
                if inside and same:
                    text = f"which suspends what it resumes on {resumes.start}"
                    yield Fault(one.file, one.short, f"contradicts {other.short}, {text}")

    def not_one_outcome(self) -> Iterator[Fault]:
        """A complete case that has no outcome, or more than one."""
        model = self._model(z3.Not(self.formulas.exactly_one()))
        if model is not None:
            yield Fault("rulebook", "outcome", f"not exactly one for {self._case(model)}")

    def softer(self) -> Iterator[Fault]:
        """Facts that make an answer softer, though the vocabulary calls them graver."""
        if self._model(*self._softened(self.graver)) is None:
            return
        for fact in self.graver:
            model = self._model(*self._softened([fact]))
            if model is not None:
                case = self._case(model)
                text = f"graver is {str(fact.graver).lower()}, but it softens the answer for {case}"
                yield Fault("facts.yaml", fact.name, text)

    def _softened(self, facts: Sequence[Fact]) -> list[Expr]:
        """Some of these facts grew graver, nothing else changed, and the answer grew softer."""
        pairs = [(self.symbols.of(f.name), self._after(f)) for f in facts]
        before = [self.formulas.at_least(word) for word in RANKS[1:]]
        after = [z3.substitute(one, *pairs) for one in before] if pairs else before
        rules = [z3.substitute(one, *pairs) for one in self.symbols.constraints] if pairs else []
        softer = [z3.And(one, z3.Not(other)) for one, other in zip(before, after, strict=True)]
        return [
            *rules,
            *(self._graver(f, *pair) for f, pair in zip(facts, pairs, strict=True)),
            z3.Or(softer),
        ]

    def _after(self, fact: Fact) -> Expr:
        return z3.FreshConst(self.symbols.of(fact.name).sort(), f"{fact.name} after")

    def _graver(self, fact: Fact, before: Expr, after: Expr) -> Expr:
        if fact.kind == "number":
            return after >= before if fact.graver == MORE else after <= before
        value = fact.graver
        if fact.kind != "yes_no":
            known = self.symbols.values[fact.name]
            return z3.Or(after == before, after == known.index(str(value)))
        return z3.Or(after == before, after == value)

    def _case(self, model: Expr) -> str:
        """A model in words: the facts and readings that it needs to know of."""
        needed = {str(one) for one in model.decls()}
        names = [name for name in self.symbols.made if name in needed]
        found = self.symbols.facts_in(model, names)
        return ", ".join(f"{name} = {value}" for name, value in found.items())


def _bare(book: Rulebook) -> Rulebook:
    """The deciding clauses alone, each with one statement of its own: that it is met."""
    facts, instruments = {}, []
    for one in book.instruments:
        clauses = []
        for clause in (c for c in one.clauses if c.then in DECIDING):
            said = Element(clause.title, clause.cite, Holds(clause.cite))
            clauses.append(replace(clause, elements=(said,)))
            facts[clause.cite] = Fact(clause.cite, "yes_no", clause.title, clause.title, "")
        instruments.append(replace(one, clauses=tuple(clauses)))
    return replace(book, instruments=tuple(instruments), facts=facts, readings={}, scenarios={})
