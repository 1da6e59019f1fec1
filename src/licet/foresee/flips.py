"""Which lines change their answer between two sides, and the clause that makes them; see `flips`.

Sides differ in day, scenario or rulebook. A line flips when its outcome, its policy or a duty
changes; the clause named is the gravest one whose effect on the line's article changed, with
the reason: its standing, or the fact behind one of its elements, or the law's words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from licet.basics import Truth, all_of
from licet.foresee.judge import Judge
from licet.foresee.sides import Decided, Deciding, Placed, Side
from licet.rulebook import DECIDING, IN_FORCE, Words
from licet.verdict import OUTCOMES

Because = Literal["standing", "facts", "law"]
ABSENT = "absent"
"""The standing of a clause that one of two rulebooks does not hold."""
_OUTCOME = ("prohibited", "licence_required", "exempts", "refusal_presumed", "case_by_case")
_POLICY = ("refusal_presumed", "case_by_case", "prohibited", "licence_required", "exempts")
"""Which clause is named first where several changed."""


@dataclass(frozen=True, slots=True)
class Cause:
    """The clause that makes a line flip.

    Attributes:
        cite: of the clause; `None` if no single clause does.
        because: its standing changed, a fact behind it did, or the law did.
        element: the element whose truth changed, in words, where a fact did.
        standing: of the clause before and after.
        item: of the article.
    """

    cite: str | None
    because: Because
    element: Words | None
    standing: tuple[str, str]
    item: str | None


@dataclass(frozen=True, slots=True)
class Flip:
    """A kind of line that flips; `kind` is its number."""

    kind: int
    before: Decided
    after: Decided
    cause: Cause

    @property
    def gained(self) -> dict[str, str]:
        """Duties that come in, with their cites."""
        return {k: v for k, v in self.after.duties.items() if k not in self.before.duties}

    @property
    def lost(self) -> dict[str, str]:
        """Duties that fall away, with their cites."""
        return {k: v for k, v in self.before.duties.items() if k not in self.after.duties}

    @property
    def move(self) -> tuple[str, str]:
        """Outcome before and after."""
        return self.before.answer.outcome, self.after.answer.outcome


def flips(
    before: Sequence[Decided], after: Sequence[Decided], sides: tuple[Side, Side], by: Deciding
) -> Iterator[Flip]:
    """The kinds of lines that flip from one side to the other."""
    judges = by.judge(sides[0]), by.judge(sides[1])
    for kind, (one, other) in enumerate(zip(before, after, strict=True)):
        if _telling(one) != _telling(other):
            yield Flip(kind, one, other, _cause(one, other, judges))


def _telling(one: Decided) -> tuple[Any, ...]:
    return one.answer.outcome, one.answer.review, frozenset(one.duties)


def _cause(before: Decided, after: Decided, judges: tuple[Judge, Judge]) -> Cause:
    moved = before.answer.outcome != after.answer.outcome
    if not moved and before.answer.review == after.answer.review:
        return _duty(before, after, judges)
    pairs = sorted(_pairs(before, after), key=lambda pair: _gravity(*pair))
    order = _OUTCOME if moved else _POLICY
    changed = [
        (*weight, at, cite)
        for at, (one, other) in enumerate(pairs)
        for weight, cite in _changed(one, other, judges, order)
    ]
    if not changed:
        item = pairs[0][0].application.item if pairs else None
        return Cause(None, "facts", None, (ABSENT, ABSENT), item)
    *_, at, cite = min(changed)
    return _because(cite, *pairs[at], judges)


def _changed(
    one: Placed, other: Placed, judges: tuple[Judge, Judge], order: Sequence[str]
) -> Iterator[tuple[tuple[int, bool], str]]:
    """The clauses whose effect on an article changed; those that surely hold weigh less."""
    if one.answer == other.answer:
        return
    for cite, then in _deciding(judges).items():
        effects = _effect(cite, one, judges[0]), _effect(cite, other, judges[1])
        if effects[0] != effects[1]:
            yield (order.index(then), True not in effects), cite


def _pairs(before: Decided, after: Decided) -> list[tuple[Placed, Placed]]:
    """Articles on both sides that are the same; one found on one side only is left alone."""
    others: dict[tuple[str, ...], list[Placed]] = {}
    for one in after.placed:
        others.setdefault(one.application.path, []).append(one)
    return [
        (one, others[one.application.path].pop(0))
        for one in before.placed
        if others.get(one.application.path)
    ]


def _gravity(one: Placed, other: Placed) -> int:
    return min(OUTCOMES.index(possible) for x in (one, other) for possible in x.answer.possible)


def _deciding(judges: tuple[Judge, Judge]) -> dict[str, str]:
    """What each deciding clause of either side does, by cite."""
    return {c.cite: c.then for judge in judges for c in judge.book.clauses if c.then in DECIDING}


def _effect(cite: str, placed: Placed, judge: Judge) -> Truth:
    met = _met(cite, placed, judge)
    line = judge.timelines.get(cite)
    stands: Truth = False if line is None else IN_FORCE[line.on(placed.row["on"])]
    return all_of([met, stands])


def _met(cite: str, placed: Placed, judge: Judge) -> Truth:
    name = judge.by().names.clauses.get(cite)
    met: Truth = False if name is None else placed.found[name]
    return met


def standing(cite: str, placed: Placed, judge: Judge) -> str:
    """The standing of a clause on the day of a row."""
    line = judge.timelines.get(cite)
    return ABSENT if line is None else line.on(placed.row["on"])


def _because(cite: str, one: Placed, other: Placed, judges: tuple[Judge, Judge]) -> Cause:
    before, after = standing(cite, one, judges[0]), standing(cite, other, judges[1])
    item = (one if other.application.item == one.application.item else other).application.item
    if _met(cite, one, judges[0]) == _met(cite, other, judges[1]):
        return Cause(cite, "standing", None, (before, after), item)
    if judges[0].book.fingerprint != judges[1].book.fingerprint and one.row == other.row:
        return Cause(cite, "law", _element(cite, one, other, judges), (before, after), item)
    return Cause(cite, "facts", _element(cite, one, other, judges), (before, after), item)


def _element(cite: str, one: Placed, other: Placed, judges: tuple[Judge, Judge]) -> Words | None:
    """The first element of the clause whose truth is not the same on both sides."""
    truths = []
    for placed, judge in ((one, judges[0]), (other, judges[1])):
        clause = next((c for c in judge.book.clauses if c.cite == cite), None)
        elements = () if clause is None else clause.elements
        names = [judge.by().names.elements[element.predicate] for element in elements]
        (found,) = judge.columns([placed.row], names)
        truths.append({e.holds: (e.says, found[n]) for e, n in zip(elements, names, strict=True)})
    before, after = truths
    for holds, (says, truth) in {**before, **after}.items():
        if any(holds not in side or side[holds][1] != truth for side in truths):
            return says
    return None


def _duty(before: Decided, after: Decided, judges: tuple[Judge, Judge]) -> Cause:
    cite = next(
        cite
        for one, other in ((after, before), (before, after))
        for name, cite in one.duties.items()
        if name not in other.duties
    )
    pairs = _pairs(before, after)
    for one, other in pairs:
        if _met(cite, one, judges[0]) is True or _met(cite, other, judges[1]) is True:
            return _because(cite, one, other, judges)
    return Cause(cite, "facts", None, (ABSENT, ABSENT), None)
