"""Two states of the law compared: for each difference, a case that shows it.

A state of the law is a rulebook on a day, as known on a day, in a scenario if one is taken. z3
looks for a case in which the two answer differently, once for every pair of answers and once for
every clause; what it finds is cut down to the facts it needs, and decided by the engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import z3

from licet.basics import Truth
from licet.foresee.formulas import Both, Formulas, constant
from licet.foresee.symbols import Expr, Symbols
from licet.rulebook import IN_FORCE, Rulebook, Standing
from licet.verdict import (
    ACTUAL,
    THROUGH,
    Case,
    Decider,
    Row,
    Steps,
    World,
    decider_of,
    read_value,
    row_of,
    state,
)

_THROUGH = {"inclusive": True, "exclusive": False}
_ROUND = (1000, 1, 0)
"""Numbers that people like to read, tried first."""


@dataclass(frozen=True)
class LawOn:
    """A state of the law; open readings take the rulebook's defaults."""

    book: Rulebook
    on: date
    known: date
    scenario: str | None = None

    @cached_property
    def world(self) -> World:
        """The timelines of its clauses."""
        last = _THROUGH[self.book.readings[THROUGH].default]
        taken = None if self.scenario is None else self.book.scenario(self.scenario)
        lines = self.book.timelines(self.known, last_day_included=last, scenario=taken)
        return World(ACTUAL, lines)

    @cached_property
    def then(self) -> Mapping[str, object]:
        """What follows from each clause, by cite; of an entry, what it classifies as."""
        return {clause.cite: clause.entry or clause.then for clause in self.book.clauses}

    def standing(self, cite: str) -> Standing | None:
        """Where a clause stands; `None` if there is none of this cite."""
        line = self.world.timelines.get(cite)
        return None if line is None else line.on(self.on)

    @cached_property
    def by(self) -> Decider:
        """What decides cases in it."""
        return decider_of(self.book, [self.world])

    def formulas(self, symbols: Symbols) -> Formulas:
        """Its plan as formulas, with the default readings."""
        defaults = {one.column: one.default for one in self.book.readings.values()}
        return Formulas(self.by, symbols, self._on, defaults)

    def _on(self, steps: Steps) -> Both:
        found = [truth for start, truth in steps if start <= self.on]
        return constant(found[-1] if found else False)

    def answers(
        self, cases: Sequence[Mapping[str, object]], cite: str | None
    ) -> list[tuple[str, Truth]]:
        """Of each case the outcome, or the policy where a licence is required; is a clause met?

        Facts and codes that this rulebook does not know are left out.
        """
        clause = self.by.names.clauses.get(cite or "")
        columns = [f"{ACTUAL}__outcome", f"{ACTUAL}__review", *([clause] if clause else [])]
        said: dict[tuple[str, object], Row] = {}
        rows = [self._row(facts, said) for facts in cases]
        found = []
        for row in self.by.decide_rows(rows, columns):
            outcome, review, *met = row.values()
            found.append((str(review or outcome), met[0] if met else False))
        return found

    def _row(self, facts: Mapping[str, object], said: dict[tuple[str, object], Row]) -> Row:
        row = dict(self._nothing_said)
        for one in facts.items():
            if one not in said:
                said[one] = self._columns(*one)
            row |= said[one]
        return row

    @cached_property
    def _nothing_said(self) -> Row:
        return row_of(Case(self.on, self.known, self.scenario), self.book)

    def _columns(self, name: str, stated: object) -> Row:
        fact, row = self.book.business_facts().get(name), Row()
        with suppress(ValueError):
            value = None if fact is None else read_value(fact, stated)
            state(row, name, value)
        return row


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between two states of the law, and a case that shows it."""

    cite: str | None
    """The clause that has effect, or is met, in the one and not in the other; `None` if it is
    the answer as such."""
    before: str
    """The answer before: an outcome, or the policy where a licence is required."""
    after: str
    facts: Mapping[str, object]
    standing: tuple[Standing | None, Standing | None] = (None, None)
    """Where the clause stands before and after."""


class Comparison:
    """The differences between two states of the law."""

    def __init__(self, before: LawOn, after: LawOn) -> None:
        self.before, self.after = before, after
        books = [before.book] if before.book is after.book else [before.book, after.book]
        self.symbols = Symbols(books)
        self._one, self._other = before.formulas(self.symbols), after.formulas(self.symbols)
        self._answers = self._one.answers(), self._other.answers()
        self.differ = z3.Or(
            [one != other for one, other in zip(*(a.values() for a in self._answers), strict=True)]
        )
        self._names = [n for book in books for n in book.business_facts()]
        self._names = list(dict.fromkeys(self._names))
        self._numbers = [n for n in self._names if self.symbols.facts[n].kind == "number"]
        for name in self.symbols.facts:
            self.symbols.of(name)
        self.solver = z3.Solver()
        self.solver.set("core.minimize", True)  # noqa: FBT003 - how z3 is told
        self.solver.add(self.symbols.constraints)

    def answers(self) -> list[Difference]:
        """For each two answers that some case has, the one before and the other after: a case."""
        pairs = (
            z3.And(one, other)
            for before, one in self._answers[0].items()
            for after, other in self._answers[1].items()
            if before != after
        )
        return [one for goal in pairs if (one := self._shown(None, goal)) is not None]

    def clauses(self) -> list[Difference]:
        """For each clause that works otherwise: a case, if possible one whose answer differs."""
        both = (self.before, self.after)
        cites = dict.fromkeys(clause.cite for side in both for clause in side.book.clauses)
        found = []
        for cite in cites:
            differs = self._otherwise(cite)
            if differs is not None:
                one = self._shown(cite, z3.And(differs, self.differ)) or self._shown(cite, differs)
                found += [one] if one is not None else []
        return found

    def _shown(self, cite: str | None, goal: Expr) -> Difference | None:
        """A case in which `goal` holds, decided on both sides; `None` if there is none."""
        model = self._model(goal)
        if model is None:
            return None
        facts = self.symbols.facts_in(model, self._names)
        needed = self._fewest(cite, facts, self._core(goal, model))
        facts = {name: value for name, value in facts.items() if name in needed}
        ((before, _), (after, _)) = self._said([facts], cite)[0]
        stands: tuple[Standing | None, Standing | None] = (None, None)
        if cite is not None:
            stands = (self.before.standing(cite), self.after.standing(cite))
        return Difference(cite, before, after, facts, stands)

    def _said(
        self, cases: Sequence[Mapping[str, object]], cite: str | None
    ) -> list[tuple[tuple[str, Truth], tuple[str, Truth]]]:
        """What either state of the law says of each case."""
        both = (side.answers(cases, cite) for side in (self.before, self.after))
        return list(zip(*both, strict=True))

    def _fewest(
        self, cite: str | None, facts: Mapping[str, object], core: set[str]
    ) -> dict[str, object]:
        """No more facts than the engine needs to say the same on both sides.

        Facts are left out one after the other, those outside of the `core` first; all ways to go
        on are decided in one batch.
        """
        wanted = self._said([facts], cite)[0]
        left = [n for n in facts if n in core]
        if self._said([{n: facts[n] for n in left}], cite)[0] != wanted:
            left = sorted(facts, key=lambda name: name in core)
        needed: dict[str, object] = {}
        while left:
            rests = [needed | {n: facts[n] for n in left[at:]} for at in range(1, len(left) + 1)]
            same = [said == wanted for said in self._said(rests, cite)]
            dropped = max((at for at, one in enumerate(same, 1) if one), default=0)
            needed |= {name: facts[name] for name in left[dropped : dropped + 1]}
            left = left[dropped + 1 :]
        return needed

    def _core(self, goal: Expr, model: Expr) -> set[str]:
        """Facts of a model with which `goal` holds whatever the others are."""
        marks = {z3.Bool(f"fact {name}"): name for name in self._names}
        self.solver.push()
        self.solver.add(z3.Not(goal))
        for mark, name in marks.items():
            value = model.eval(self.symbols.of(name), model_completion=True)
            self.solver.add(z3.Implies(mark, self.symbols.of(name) == value))
        self.solver.check(list(marks))
        found = {marks[mark] for mark in self.solver.unsat_core()}
        self.solver.pop()
        return found

    def _otherwise(self, cite: str) -> Expr | None:
        """When a clause has effect on the one side and not, or not so surely, on the other."""
        one, other = (
            self._effect(side, formulas, cite)
            for side, formulas in ((self.before, self._one), (self.after, self._other))
        )
        thens = {side.then[cite] for side in (self.before, self.after) if cite in side.then}
        if len(thens) > 1:  # it says something else, wherever it has effect
            return z3.Or(one.yes, other.yes)
        if one.yes.eq(other.yes) and one.no.eq(other.no):
            return None
        return z3.Or(one.yes != other.yes, one.no != other.no)

    def _effect(self, side: LawOn, formulas: Formulas, cite: str) -> Both:
        standing = side.standing(cite)
        if standing is None:
            return constant(truth=False)
        met = formulas.met(cite)
        if isinstance(side.then[cite], tuple):  # an item is what it is, wherever the list stands
            return met
        effect = constant(IN_FORCE[standing])
        return Both(z3.And(effect.yes, met.yes), z3.Or(effect.no, met.no))

    def _model(self, goal: Expr) -> Expr | None:
        """A case in which `goal` holds, with numbers that are easy to read where there is one."""
        self.solver.push()
        self.solver.add(goal)
        model = self.solver.model() if self.solver.check() == z3.sat else None
        kept: list[Expr] = []
        for name in self._numbers if model is not None else ():
            for number in _ROUND:
                wish = self.symbols.of(name) == number
                if self.solver.check(*kept, wish) == z3.sat:
                    kept.append(wish)
                    model = self.solver.model()
                    break
        self.solver.pop()
        return model
