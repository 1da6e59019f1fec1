"""From clauses met to outcome and policy: two small three-valued formulas in each world.

For each instrument: *needed* = a licence clause in effect is met, *exempt* = an exempting one
is. Prohibited beats licence required beats exempt beats not required; policy is the first met
of refusal presumed, case by case, ordinary, among the instruments that need a licence. What is
still possible is computed beside what is sure, so an unknown never hides an answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from licet.rulebook import DECIDING, Clause, Rulebook

if TYPE_CHECKING:
    from licet.verdict.algebra import Algebra
    from licet.verdict.plan import Names, Stage, Steps, World

OUTCOMES = ("prohibited", "licence_required", "exempt", "not_required")
"""From the gravest to the lightest."""
POLICIES = ("refusal_presumed", "case_by_case", "ordinary")
UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class _Group:
    """Deciding clauses of one instrument that stand and fall together in every world."""

    number: int
    instrument: str
    steps: tuple[Steps, ...]
    clauses: tuple[Clause, ...]

    def column(self, effect: str) -> str:
        return f"g{self.number}_{effect}"


class Composition:
    """The last stages of a plan."""

    def __init__(
        self, book: Rulebook, worlds: Sequence[World], algebra: Algebra[Any], names: Names
    ) -> None:
        self.worlds, self.to, self.names = worlds, algebra, names
        self.groups = _groups(book, worlds)
        self.instruments = list(dict.fromkeys(g.instrument for g in self.groups))

    def stages(self) -> list[Stage]:
        """Groups, standing of each group in each world, what instruments say, the answers."""
        groups = {
            group.column(effect): self.to.any_of(
                [self.to.column(self.names.clauses[c.cite, "clause"]) for c in met]
            )
            for group in self.groups
            for effect, met in _by_effect(group.clauses).items()
        }
        standing = {
            self._standing(w, group): self.to.by_day(group.steps[w])
            for w in range(len(self.worlds))
            for group in self.groups
        }
        effects = {
            self._said(w, instrument, effect): self._any_in_effect(w, instrument, effect)
            for w in range(len(self.worlds))
            for instrument in self.instruments
            for effect in DECIDING
        }
        answers: Stage = {}
        needs: Stage = {}
        for w in range(len(self.worlds)):
            needs |= self._needs(w)
        for w, world in enumerate(self.worlds):
            answers |= self._answer(w, world.name)
        return [groups, standing, effects, needs, answers]

    def _standing(self, w: int, group: _Group) -> str:
        first = next(g for g in self.groups if g.steps[w] == group.steps[w])
        return f"w{w}_s{first.number}"

    def _said(self, w: int, instrument: str, effect: str) -> str:
        return f"w{w}_i{self.instruments.index(instrument)}_{effect}"

    def _any_in_effect(self, w: int, instrument: str, effect: str) -> Any:  # noqa: ANN401
        return self.to.any_of([
            self.to.all_of([
                self.to.column(group.column(effect)), self.to.column(self._standing(w, group))
            ])
            for group in self.groups
            if group.instrument == instrument and effect in _by_effect(group.clauses)
        ])

    def _needs(self, w: int) -> Stage:
        """Per instrument: a licence is needed (not exempted), or was needed but exempted."""
        stage: Stage = {}
        for number, instrument in enumerate(self.instruments):
            needed = self.to.column(self._said(w, instrument, "licence_required"))
            exempt = self.to.column(self._said(w, instrument, "exempts"))
            stage[f"w{w}_i{number}_licence"] = self.to.all_of([needed, self.to.negate(exempt)])
            stage[f"w{w}_i{number}_exempted"] = self.to.all_of([needed, exempt])
        return stage

    def _answer(self, w: int, world: str) -> Stage:
        to, every = self.to, range(len(self.instruments))
        prohibited = to.any_of([to.column(self._said(w, i, "prohibited")) for i in self.instruments])
        needed = to.any_of(
            [to.column(self._said(w, i, "licence_required")) for i in self.instruments]
        )
        licence = to.any_of([to.column(f"w{w}_i{i}_licence") for i in every])
        exempt = to.any_of([to.column(f"w{w}_i{i}_exempted") for i in every])
        no, surely, maybe = to.negate, to.surely, to.maybe
        can = {
            "prohibited": maybe(prohibited),
            "licence_required": to.all_of([maybe(licence), no(surely(prohibited))]),
            "exempt": to.all_of([maybe(exempt), no(surely(licence)), no(surely(prohibited))]),
            "not_required": to.all_of([no(surely(needed)), no(surely(prohibited))]),
        }
        decided = [(surely(prohibited), "prohibited"), (maybe(prohibited), UNDETERMINED)]
        for truth, name in ((licence, "licence_required"), (exempt, "exempt")):
            decided += [(surely(truth), name), (maybe(truth), UNDETERMINED)]
        policies = self._policies(w, can["licence_required"])
        settled = to.all_of([surely(licence), no(maybe(prohibited))])
        reviews = [
            (to.all_of([settled, policies[one], *(no(policies[p]) for p in POLICIES if p != one)]), one)
            for one in POLICIES
        ]
        stage = {
            f"{world}__outcome": to.choose(decided, "not_required"),
            f"{world}__review": to.choose(reviews, None),
        }
        stage |= {f"{world}__can_{name}": truth for name, truth in can.items()}
        return stage | {f"{world}__can_{name}": truth for name, truth in policies.items()}

    def _policies(self, w: int, licence_possible: Any) -> Mapping[str, Any]:  # noqa: ANN401
        """Which policies are still possible, should a licence be needed."""
        to, no, surely, maybe = self.to, self.to.negate, self.to.surely, self.to.maybe
        rows = [
            (
                to.column(f"w{w}_i{number}_licence"),
                to.column(self._said(w, instrument, "refusal_presumed")),
                to.column(self._said(w, instrument, "case_by_case")),
            )
            for number, instrument in enumerate(self.instruments)
        ]
        refused = to.any_of([to.all_of([surely(n), surely(r)]) for n, r, _ in rows])
        weighed = to.any_of([to.all_of([surely(n), surely(c)]) for n, _, c in rows])
        refusal = [to.all_of([maybe(n), maybe(r)]) for n, r, _ in rows]
        case = [to.all_of([maybe(n), maybe(c), no(surely(r))]) for n, r, c in rows]
        plain = [to.all_of([maybe(n), no(surely(r)), no(surely(c))]) for n, r, c in rows]
        return {
            "refusal_presumed": to.all_of([licence_possible, to.any_of(refusal)]),
            "case_by_case": to.all_of([licence_possible, to.any_of(case), no(refused)]),
            "ordinary": to.all_of([licence_possible, to.any_of(plain), no(refused), no(weighed)]),
        }


def _by_effect(clauses: Sequence[Clause]) -> dict[str, list[Clause]]:
    found: dict[str, list[Clause]] = {}
    for clause in clauses:
        found.setdefault(clause.then, []).append(clause)
    return found


def _groups(book: Rulebook, worlds: Sequence[World]) -> list[_Group]:
    found: dict[tuple[str, tuple[Steps, ...]], list[Clause]] = {}
    for clause in book.clauses:
        if clause.then in DECIDING:
            steps = tuple(world.steps(clause.cite) for world in worlds)
            found.setdefault((clause.instrument, steps), []).append(clause)
    return [
        _Group(number, instrument, steps, tuple(clauses))
        for number, ((instrument, steps), clauses) in enumerate(found.items())
    ]
