"""The rulebook read aloud, as slowly as it is written: what every engine must agree with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

from licet.basics import Truth, all_of, any_of, negate
from licet.rulebook import (
    DECIDING,
    IN_FORCE,
    All,
    Clause,
    Compare,
    Holds,
    Not,
    OneOf,
    Predicate,
    Rulebook,
    Timeline,
    part_of,
)
from licet.rulebook import Any as AnyOf
from licet.verdict import OUTCOMES, POLICIES, UNDETERMINED

Row = Mapping[str, Any]


@dataclass
class Oracle:
    """What a rulebook says of a row, from the words of the house page alone."""

    book: Rulebook
    row: Row
    said_before: dict[Any, Truth] = field(default_factory=dict)

    def holds(self, predicate: Predicate) -> Truth:
        if predicate not in self.said_before:
            self.said_before[predicate] = self.read(predicate)
        return self.said_before[predicate]

    def read(self, predicate: Predicate) -> Truth:
        match predicate:
            case Holds(fact=fact):
                return self.row.get(fact)
            case OneOf(fact=fact, values=values):
                return any_of(self.is_code(fact, value) for value in values)
            case Compare():
                return self.compare(predicate)
            case Not(of=inner):
                return negate(self.holds(inner))
            case All(of=parts):
                return all_of([self.holds(part) for part in parts])
            case AnyOf(of=parts):
                return any_of([self.holds(part) for part in parts])

    def compare(self, atom: Compare) -> Truth:
        ends = [self.sum(atom.left, 0), self.sum(atom.right, atom.constant)]
        (low, high), (least, most) = ends
        beneath = high is not None and least is not None and high < least
        above = low is not None and most is not None and low > most
        same = None not in (low, high, least, most) and low == high == least == most
        touching = low is not None and low == most, high is not None and high == least
        match atom.op:
            case "=":
                return True if same else False if above or beneath else None
            case ">=":
                return True if above or touching[0] else False if beneath else None
        return True if above else False if beneath or touching[1] else None

    def sum(
        self, terms: Iterable[tuple[int, str]], constant: int
    ) -> tuple[Fraction | None, Fraction | None]:
        ends: list[Fraction | None] = []
        for end in ("lo", "hi"):
            values = [(multiple, self.row.get(f"{fact}__{end}")) for multiple, fact in terms]
            known = [multiple * Fraction(v) for multiple, v in values if v is not None]
            ends.append(sum(known, Fraction(constant)) if len(known) == len(values) else None)
        return ends[0], ends[1]

    # A classified fact: what was stated, or what the facts of the item prove.
    def is_code(self, fact: str, value: str | int) -> Truth:
        entries = [c for c in self.book.clauses if c.entry and c.entry[0] == fact]
        source = self.book.facts[fact].follows
        if source:
            return self.is_part(fact, int(value), source)
        if not entries:
            return None if self.row.get(fact) is None else self.row[fact] == value
        if value != "none":
            return any_of(self.entry(c) for c in entries if c.entry and c.entry[1] == value)
        parts = [self.row.get(n) for n, f in self.book.facts.items() if f.follows == fact]
        return negate(any_of([*map(self.entry, entries), *(bool(p) for p in parts if p)]))

    def is_part(self, fact: str, part: int, source: str) -> Truth:
        entries = [c for c in self.book.clauses if c.entry and c.entry[0] == source]
        inside = [c for c in entries if c.entry and part_of(c.entry[1]) == part]
        found = any_of(map(self.entry, inside if part else entries))
        found = found if part else negate(found)
        stated = self.row.get(fact)
        if stated == part or (part and found is True):
            return True
        return found if stated is None else False

    def entry(self, clause: Clause) -> Truth:
        if clause.cite not in self.said_before:
            self.said_before[clause.cite] = self.classified(clause)
        return self.said_before[clause.cite]

    def classified(self, clause: Clause) -> Truth:
        assert clause.entry is not None
        fact, code = clause.entry
        pattern = all_of([self.holds(e.predicate) for e in clause.elements])
        stated = self.row.get(fact)
        if stated == code or pattern is True:
            return True
        parts = [self.row.get(n) for n, f in self.book.facts.items() if f.follows == fact]
        elsewhere = any(part is not None and part != part_of(code) for part in parts)
        return False if stated is not None or elsewhere else pattern

    def met(self, clause: Clause) -> Truth:
        if clause.entry:
            return self.entry(clause)
        return all_of([self.holds(element.predicate) for element in clause.elements])

    def said(
        self, timelines: Mapping[str, Timeline], supposed: Mapping[str, bool]
    ) -> list[dict[str, Truth]]:
        """What each instrument says: each effect that any clause of it has."""
        on: date = self.row["on"]
        said: dict[str, dict[str, list[Truth]]] = {}
        for clause in self.book.clauses:
            if clause.then in DECIDING:
                stands = IN_FORCE[timelines[clause.cite].on(on)]
                if stands is None:
                    stands = supposed[clause.instrument]
                effect = all_of([self.met(clause), stands])
                own = said.setdefault(clause.instrument, {one: [] for one in DECIDING})
                own[clause.then].append(effect)
        return [{one: any_of(truths) for one, truths in own.items()} for own in said.values()]

    def answer(self, timelines: Mapping[str, Timeline]) -> dict[str, Any]:
        """Outcome and policy, and by trying every completion all that is possible."""
        on: date = self.row["on"]
        unsettled = {
            c.instrument for c in self.book.clauses if timelines[c.cite].on(on) == "unknown"
        }
        outcomes, policies = set(), set()
        for stands in product((True, False), repeat=len(unsettled)):
            supposed = dict(zip(sorted(unsettled), stands, strict=True))
            for complete in completions(self.said(timelines, supposed)):
                outcome, policy = composed(complete)
                outcomes.add(outcome)
                policies.add(policy)
        policies.discard(None)
        settled = outcomes == {"licence_required"} and len(policies) == 1
        return {
            "outcome": next(iter(outcomes)) if len(outcomes) == 1 else UNDETERMINED,
            "review": next(iter(policies)) if settled else None,
            **{f"can_{one}": one in outcomes for one in OUTCOMES},
            **{f"can_{one}": one in policies for one in POLICIES},
        }


def composed(said: list[dict[str, bool]]) -> tuple[str, str | None]:
    """Outcome and policy when every instrument's effects are known."""
    if any(one["prohibited"] for one in said):
        return "prohibited", None
    asking = [one for one in said if one["licence_required"] and not one["exempts"]]
    if asking:
        for policy in POLICIES[:2]:
            if any(one[policy] for one in asking):
                return "licence_required", policy
        return "licence_required", POLICIES[2]
    return ("exempt" if any(one["licence_required"] for one in said) else "not_required"), None


def completions(said: list[dict[str, Truth]]) -> Iterable[list[dict[str, bool]]]:
    """Every way in which the open effects may turn out."""
    keys = [(n, effect) for n, one in enumerate(said) for effect in DECIDING if one[effect] is None]
    for truths in product((True, False), repeat=len(keys)):
        complete = [dict(one) for one in said]
        for (number, effect), truth in zip(keys, truths, strict=True):
            complete[number][effect] = truth
        yield complete  # type: ignore[misc]
