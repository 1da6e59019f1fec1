"""One case, asked about question by question: only what can still change the answer.

The next question is the one after which the fewest are left to ask on average, counting each
different consequence of its answers once and grave ones as rare (the greedy choice of twenty
questions). A fact that can no longer change outcome or policy is never asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, cached_property

from licet.foresee.branches import branches
from licet.foresee.judge import Judge, changed, is_settled
from licet.foresee.question import SOURCES, Effect, Letter, Question
from licet.foresee.wording import asks, choices
from licet.rulebook import All, Not, Predicate, Rulebook, Words, atoms, facts_of
from licet.rulebook import Any as AnyOf
from licet.verdict import Answer, Case, Missing, Row, decide_cases, read_value, row_of

_TROUBLE: Mapping[str, Fraction] = {who: Fraction(number, 2) for number, who in enumerate(SOURCES)}
"""How many questions more it may cost to ask somebody who is nearer: own records come first."""
_LOOKED_INTO = 4
"""So many questions are looked into closely where the next one is wanted at once."""
_USUAL, _RARE = Fraction(1), Fraction(1, 10)
"""How likely one consequence is beside another."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """What one answer leads to, and how many questions would then still matter."""

    answer: Answer
    left: int


@dataclass(frozen=True, slots=True)
class Step:
    """A question worth asking next.

    Attributes:
        gap: the fact, reading or standing.
        who: who knows.
        words: the question.
        leads_to: for each answer that the law tells apart, what follows.
        left: how many questions are left on average.
    """

    gap: Missing
    who: str
    words: Words
    leads_to: Mapping[str, Consequence]
    left: Fraction


@dataclass(frozen=True)
class Inquiry:
    """A case with what was answered so far; `answer` gives the next state of it."""

    case: Case
    book: Rulebook
    asked: tuple[str, ...] = ()

    @cached_property
    def judge(self) -> Judge:
        """What decides the case and its what-ifs."""
        return Judge(self.book, self.case.known, self.case.readings, self.case.scenario)

    @cached_property
    def row(self) -> Row:
        """The case as a row of facts."""
        return row_of(self.case, self.book)

    @cached_property
    def found(self) -> Answer:
        """The answer so far."""
        return self.judge.answers([self.row])[0]

    @property
    def settled(self) -> bool:
        """Is there nothing left to ask?"""
        return is_settled(self.found) or not self.gaps

    @cached_property
    def gaps(self) -> tuple[Missing, ...]:
        """What can still change the answer."""
        return self.judge.gaps([self.row])[0]

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every question that can still change the answer, the best one first.

        The standing of an instrument comes last: no fact of the case can replace its citation.
        """
        if is_settled(self.found):
            return ()
        steps = self._weighed([gap for gap in self.gaps if gap.kind != "standing"])
        standing = [self._standing(gap) for gap in self.gaps if gap.kind == "standing"]
        return (*steps, *standing)

    def soon(self, passed: Collection[str] = ()) -> tuple[Step, ...]:
        """A few good next questions, the best one first, found in a moment.

        Only those that leave the fewest statements of the law open are looked into as `steps`
        looks into all; the standing of an instrument is not among them.

        Args:
            passed: what was asked before and nobody knows.
        """
        if is_settled(self.found):
            return ()
        gaps = [gap for gap in self.gaps if gap.kind != "standing" and gap.name not in passed]
        promising = self._weighed(gaps, quick=True)[:_LOOKED_INTO]
        return tuple(self._weighed([step.gap for step in promising]))

    def _weighed(self, gaps: Sequence[Missing], *, quick: bool = False) -> list[Step]:
        """A step for each gap, the best one first."""
        tried = {gap: self._tried(gap) for gap in gaps}
        rows = [row for some in tried.values() for row in some.values()]
        if quick:
            counts = self.judge.still_open(rows)
        else:
            counts = [len(some) for some in self.judge.gaps(rows)]
        answers, left = iter(self.judge.answers(rows)), iter(counts)
        steps = []
        for gap, some in tried.items():
            leads_to = {label: self._consequence(next(answers), next(left)) for label in some}
            steps.append(self._step(gap, leads_to))
        return in_order(steps, self.book)

    def answer(self, name: str, stated: object) -> Inquiry:
        """The inquiry after one answer.

        A fact gets its value, a reading its option, and the cite of an instrument whose standing
        is open the scenario that was made law.

        Raises:
            ValueError: the value is not what that fact can be, or there is no such fact.
        """
        case, book = self.case, self.book
        if name in book.readings:
            options = book.readings[name].options
            if stated not in options:
                raise ValueError(f"one of {', '.join(options)} was expected, not «{stated}»")
            case = replace(case, readings={**case.readings, name: str(stated)})
        elif name in {one.short for one in book.instruments}:
            if stated not in book.scenarios:
                raise ValueError(f"one of {', '.join(book.scenarios)} was expected")
            case = replace(case, scenario=str(stated))
        elif name in book.business_facts():
            value = read_value(book.facts[name], stated)
            facts = {key: old for key, old in case.facts.items() if key != name}
            case = replace(case, facts=facts if value is None else {**facts, name: value})
        else:
            raise ValueError(f"no fact, reading or instrument is called «{name}»")
        return Inquiry(case, book, (*self.asked, name))

    def _tried(self, gap: Missing) -> Mapping[str, Row]:
        name = gap.name if gap.kind == "fact" else self.book.readings[gap.name].column
        effect = Effect(_question(gap, "erp"), (name,))
        tried = branches([effect], self.row, self.book)
        return {label: changed(self.row, some.items()) for label, some in tried.items()}

    def _consequence(self, answer: Answer, left: int) -> Consequence:
        return Consequence(answer, 0 if is_settled(answer) else left)

    def _step(self, gap: Missing, leads_to: Mapping[str, Consequence]) -> Step:
        who = self.book.facts[gap.name].who if gap.kind == "fact" else "counsel"
        odds: dict[tuple[object, ...], Fraction] = {}
        for label, one in leads_to.items():
            key = (one.answer.outcome, one.answer.review, one.answer.possible, one.left)
            odds[key] = max(odds.get(key, _RARE), _RARE if _is_rare(label, who, one) else _USUAL)
        left = Fraction(len(self.gaps) - 1)
        if odds:
            left = sum((Fraction(str(key[-1])) * o for key, o in odds.items()), Fraction(0))
            left /= sum(odds.values(), Fraction(0))
        words = asks(_question(gap, who), self.book)
        return Step(gap, who, words, leads_to, left)

    def _standing(self, gap: Missing) -> Step:
        cases = {name: replace(self.case, scenario=name) for name in self.book.scenarios}
        found = {name: Inquiry(case, self.book) for name, case in cases.items()}
        leads_to = {
            name: Consequence(one.found, 0 if is_settled(one.found) else len(one.gaps))
            for name, one in found.items()
        }
        words = asks(_question(gap, "operator"), self.book)
        return Step(gap, "operator", words, leads_to, Fraction(len(self.gaps) - 1))

    def as_json(self, *, quick: bool = False) -> dict[str, object]:
        """The state of the inquiry and its next question; texts are in `en` and `zh`.

        Args:
            quick: only a few good questions, found in a moment (`soon`), not all of them.
        """
        verdict = decide_cases([self.case], self.book)[0]
        steps = self.soon() if quick else self.steps
        return {
            "outcome": verdict["outcome"],
            "possible": verdict["possible"],
            "review": verdict["review"],
            "possible_review": verdict["possible_review"],
            "settled": self.settled,
            "asked": list(self.asked),
            "next": step_json(steps[0], self.book) if steps else None,
            "questions": [step_json(step, self.book) for step in steps],
        }


def in_order(steps: Sequence[Step], book: Rulebook) -> list[Step]:
    """The best question first, but no number before what makes it matter at all.

    Whether a thing is for chips comes before the nanometres of the chips.
    """
    worth = {step.gap.name: step.left + _TROUBLE[step.who] for step in steps}
    gates = {name: [one for one in _gates(book).get(name, ()) if one in worth] for name in worth}
    for name, before in gates.items():
        worth |= {one: min(worth[one], worth[name]) for one in before}
    return sorted(steps, key=lambda s: (worth[s.gap.name], bool(gates[s.gap.name]), s.gap.name))


@cache
def _gates(book: Rulebook) -> Mapping[str, frozenset[str]]:
    """For each number, the yes-or-no facts that the law puts beside it in one statement."""
    found: dict[str, frozenset[str]] = {}
    for predicate in {e.predicate for c in book.clauses for e in c.elements}:
        for parts in _joined(predicate):
            kinds = [_kinds(part, book) for part in parts]
            for at, own in enumerate(kinds):
                beside = {n for other in (*kinds[:at], *kinds[at + 1 :]) for n in other["yes_no"]}
                for name in own["number"]:
                    found[name] = found.get(name, frozenset()) | beside
    return found


def _joined(predicate: Predicate) -> Iterator[Sequence[Predicate]]:
    """The conjunctions in a statement."""
    match predicate:
        case Not(of=inner):
            yield from _joined(inner)
        case All(of=parts) | AnyOf(of=parts):
            if isinstance(predicate, All):
                yield parts
            for part in parts:
                yield from _joined(part)


def _kinds(predicate: Predicate, book: Rulebook) -> Mapping[str, set[str]]:
    names = {name for atom in atoms(predicate) for name in facts_of(atom)}
    return {
        kind: {name for name in names if book.facts[name].kind == kind}
        for kind in ("yes_no", "number")
    }


def _is_rare(label: str, who: str, one: Consequence) -> bool:
    """Red flags are rare: a yes about a party or a use, and what ends in a ban or a refusal."""
    grave = one.answer.outcome == "prohibited" or one.answer.review == "refusal_presumed"
    return grave or (label == "yes" and who in {"customer", "counsel"})


def step_json(step: Step, book: Rulebook) -> dict[str, object]:
    """A question of an inquiry as JSON carries it."""
    return {
        "fact": step.gap.name,
        "kind": step.gap.kind,
        "who": step.who,
        "asks": step.words,
        "answers": list(book.scenarios)
        if step.gap.kind == "standing"
        else choices(_question(step.gap, step.who), book),
        "settles": {
            label: {"outcome": one.answer.outcome, "review": one.answer.review, "left": one.left}
            for label, one in step.leads_to.items()
        },
    }


def _question(gap: Missing, who: str) -> Question:
    return Question(gap.kind, gap.name, "law", (), (Letter(who),))
