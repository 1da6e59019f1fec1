"""Why a line flips: the clause that does it, and what changed about that clause.

Named is the gravest clause whose effect on an article of the line changed, one that surely
holds before one that only might; the reason is its standing, or the fact behind one of its
elements, or the law's own words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from licet.basics import Truth
from licet.foresee.judge import Judge
from licet.foresee.sides import Decided, Placed
from licet.rulebook import DECIDING, IN_FORCE, Words
from licet.verdict import OUTCOMES

Because = Literal["standing", "facts", "law"]
ABSENT = "absent"
"""The standing of a clause that one of two rulebooks does not hold."""
_OUTCOME = ("prohibited", "licence_required", "exempts", "refusal_presumed", "case_by_case")
_POLICY = ("refusal_presumed", "case_by_case", "prohibited", "licence_required", "exempts")
"""Which clause is named first where several changed."""
Pair = tuple[Placed, Placed]


@dataclass(frozen=True, slots=True)
class Cause:
    """The clause that makes a line flip.

    Attributes:
        cite: of the clause; `None` if no single clause does.
        because: its standing changed, a fact behind it did, or the law did.
        element: the element whose truth changed, in words, where a fact or the law did.
        standing: of the clause before and after.
        item: of the article.
    """

    cite: str | None
    because: Because
    element: Words | None
    standing: tuple[str, str]
    item: str | None


@dataclass
class Causes:
    """Finds causes between two sides; what was found for one row is kept for all alike."""

    judges: tuple[Judge, Judge]
    _changed: dict[tuple[object, ...], list[tuple[tuple[int, bool], str]]] = field(
        default_factory=dict
    )
    _known: dict[tuple[object, ...], Cause] = field(default_factory=dict)

    @cached_property
    def deciding(self) -> dict[str, str]:
        """What each deciding clause of either side does, by cite."""
        return {
            c.cite: c.then
            for judge in self.judges
            for c in judge.book.clauses
            if c.then in DECIDING
        }

    def of(self, before: Decided, after: Decided) -> Cause:
        """The cause of a flip."""
        moved = before.answer.outcome != after.answer.outcome
        if not moved and before.answer.review == after.answer.review:
            return self._of_duty(before, after)
        pairs = sorted(pairs_of(before, after), key=_gravity)
        order = _OUTCOME if moved else _POLICY
        changed = [
            (*weight, at, cite)
            for at, pair in enumerate(pairs)
            for weight, cite in self._effects(pair, order)
        ]
        if not changed:
            item = pairs[0][0].application.item if pairs else None
            return Cause(None, "facts", None, (ABSENT, ABSENT), item)
        *_, at, cite = min(changed)
        return self._because(cite, pairs[at])

    def _effects(self, pair: Pair, order: Sequence[str]) -> list[tuple[tuple[int, bool], str]]:
        """The clauses whose effect on an article changed; those that surely hold weigh less."""
        one, other = pair
        if one.answer == other.answer:
            return []
        key = (id(one.found), id(other.found), one.row["on"], other.row["on"], order)
        if key not in self._changed:
            self._changed[key] = list(self._weighed(pair, order))
        return self._changed[key]

    def _weighed(self, pair: Pair, order: Sequence[str]) -> Iterator[tuple[tuple[int, bool], str]]:
        for cite, then in self.deciding.items():
            effects = [
                _effect(cite, one, judge) for one, judge in zip(pair, self.judges, strict=True)
            ]
            if effects[0] != effects[1]:
                yield (order.index(then), True not in effects), cite

    def _because(self, cite: str, pair: Pair) -> Cause:
        one, other = pair
        item = (one if other.application.item == one.application.item else other).application.item
        key = (cite, id(one.found), id(other.found), one.row["on"], other.row["on"])
        if key not in self._known:
            self._known[key] = self._told(cite, pair)
        return replace(self._known[key], item=item)

    def _told(self, cite: str, pair: Pair) -> Cause:
        one, other = pair
        first, second = self.judges
        stands = standing(cite, one, first), standing(cite, other, second)
        if _met(cite, one, first) == _met(cite, other, second):
            return Cause(cite, "standing", None, stands, None)
        same = first.book.fingerprint == second.book.fingerprint
        because: Because = "facts" if same or one.row != other.row else "law"
        return Cause(cite, because, self._element(cite, pair), stands, None)

    def _element(self, cite: str, pair: Pair) -> Words | None:
        """The first element of the clause whose truth is not the same on both sides."""
        truths = []
        for placed, judge in zip(pair, self.judges, strict=True):
            clause = next((c for c in judge.book.clauses if c.cite == cite), None)
            elements = () if clause is None else clause.elements
            names = [judge.by().names.elements[element.predicate] for element in elements]
            (found,) = judge.columns([placed.row], names)
            told = zip(elements, names, strict=True)
            truths.append({e.holds: (e.says, found[name]) for e, name in told})
        before, after = truths
        for holds, (says, truth) in {**before, **after}.items():
            if any(holds not in side or side[holds][1] != truth for side in truths):
                return says
        return None

    def _of_duty(self, before: Decided, after: Decided) -> Cause:
        cite = next(
            cite
            for one, other in ((after, before), (before, after))
            for name, cite in one.duties.items()
            if name not in other.duties
        )
        for pair in pairs_of(before, after):
            met = [_met(cite, one, judge) for one, judge in zip(pair, self.judges, strict=True)]
            if True in met:
                return self._because(cite, pair)
        return Cause(cite, "facts", None, (ABSENT, ABSENT), None)


def pairs_of(before: Decided, after: Decided) -> list[Pair]:
    """Articles on both sides that are the same; one found on one side only is left alone."""
    others: dict[tuple[str, ...], list[Placed]] = {}
    for one in after.placed:
        others.setdefault(one.application.path, []).append(one)
    return [
        (one, others[one.application.path].pop(0))
        for one in before.placed
        if others.get(one.application.path)
    ]


def _gravity(pair: Pair) -> int:
    return min(OUTCOMES.index(possible) for one in pair for possible in one.answer.possible)


def _effect(cite: str, placed: Placed, judge: Judge) -> Truth:
    met = _met(cite, placed, judge)
    line = judge.timelines.get(cite)
    if met is False or line is None:
        return False
    stands = IN_FORCE[line.on(placed.row["on"])]
    return met if stands is True else stands if met is True or stands is False else None


def _met(cite: str, placed: Placed, judge: Judge) -> Truth:
    name = judge.by().names.clauses.get(cite)
    met: Truth = False if name is None else placed.found[name]
    return met


def standing(cite: str, placed: Placed, judge: Judge) -> str:
    """The standing of a clause on the day of a row."""
    line = judge.timelines.get(cite)
    return ABSENT if line is None else line.on(placed.row["on"])
