"""From clauses met to outcome and policy: two small three-valued formulas in each world.

For each instrument: *needed* = a licence clause in effect is met, *exempt* = an exempting one
is. Prohibited beats licence required beats exempt beats not required; policy is the first met
of refusal presumed, case by case, ordinary, among the instruments that need a licence. What is
still possible is computed beside what is sure, so an unknown never hides an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
        worlds = range(len(self.worlds))
        return [
            groups,
            standing,
            effects,
            _joined(self._needs(w) for w in worlds),
            _joined(self._sums(w) for w in worlds),
            _joined(self._bounds(w) for w in worlds),
            _joined(self._possible(w) for w in worlds),
            _joined(self._answer(w, world.name) for w, world in enumerate(self.worlds)),
        ]

    def _standing(self, w: int, group: _Group) -> str:
        first = next(g for g in self.groups if g.steps[w] == group.steps[w])
        return f"w{w}_s{first.number}"

    def _said(self, w: int, instrument: str, effect: str) -> str:
        return f"w{w}_i{self.instruments.index(instrument)}_{effect}"

    def _any_in_effect(self, w: int, instrument: str, effect: str) -> Any:  # noqa: ANN401
        return self.to.any_of(
            [
                self.to.all_of(
                    [self.to.column(group.column(effect)), self.to.column(self._standing(w, group))]
                )
                for group in self.groups
                if group.instrument == instrument and effect in _by_effect(group.clauses)
            ]
        )

    def _needs(self, w: int) -> Stage:
        """Per instrument: a licence is needed (not exempted), or was needed but exempted."""
        stage: Stage = {}
        for number, instrument in enumerate(self.instruments):
            needed = self.to.column(self._said(w, instrument, "licence_required"))
            exempt = self.to.column(self._said(w, instrument, "exempts"))
            stage[f"w{w}_i{number}_licence"] = self.to.all_of([needed, self.to.negate(exempt)])
            stage[f"w{w}_i{number}_exempted"] = self.to.all_of([needed, exempt])
        return stage

    def _sums(self, w: int) -> Stage:
        """Over all instruments: prohibited, needed, licence (not exempted), exempted."""

        def any_said(effect: str) -> Any:  # noqa: ANN401
            return self.to.any_of(
                [self.to.column(self._said(w, i, effect)) for i in self.instruments]
            )

        def any_of(kind: str) -> Any:  # noqa: ANN401
            every = range(len(self.instruments))
            return self.to.any_of([self.to.column(f"w{w}_i{i}_{kind}") for i in every])

        return {
            f"w{w}_prohibited": any_said("prohibited"),
            f"w{w}_needed": any_said("licence_required"),
            f"w{w}_licence": any_of("licence"),
            f"w{w}_exempted": any_of("exempted"),
        }

    def _bounds(self, w: int) -> Stage:
        """What is surely so and what may be so; neither is ever null."""
        stage: Stage = {}
        names = [f"w{w}_{name}" for name in ("prohibited", "needed", "licence", "exempted")]
        for number in range(len(self.instruments)):
            names += [f"w{w}_i{number}_{kind}" for kind in ("licence", *POLICIES[:2])]
        for name in names:
            stage[f"{name}_surely"] = self.to.surely(self.to.column(name))
            stage[f"{name}_maybe"] = self.to.maybe(self.to.column(name))
        return stage

    def _possible(self, w: int) -> Stage:
        """Which outcomes, and which policies should a licence be needed, are still possible."""
        to, column = self.to, self.to.column
        not_prohibited = to.negate(column(f"w{w}_prohibited_surely"))
        rows = [
            [
                column(f"w{w}_i{i}_{kind}_{bound}")
                for kind in ("licence", *POLICIES[:2])
                for bound in ("maybe", "surely")
            ]
            for i in range(len(self.instruments))
        ]
        refused = to.any_of([to.all_of([n, r]) for _, n, _, r, _, _ in rows])
        weighed = to.any_of([to.all_of([n, c]) for _, n, _, _, _, c in rows])
        case = [to.all_of([n, c, to.negate(r)]) for n, _, _, r, c, _ in rows]
        plain = [to.all_of([n, to.negate(r), to.negate(c)]) for n, _, _, r, _, c in rows]
        return {
            f"w{w}_can_prohibited": column(f"w{w}_prohibited_maybe"),
            f"w{w}_can_licence_required": to.all_of(
                [column(f"w{w}_licence_maybe"), not_prohibited]
            ),
            f"w{w}_can_exempt": to.all_of(
                [
                    column(f"w{w}_exempted_maybe"),
                    to.negate(column(f"w{w}_licence_surely")),
                    not_prohibited,
                ]
            ),
            f"w{w}_can_not_required": to.all_of(
                [to.negate(column(f"w{w}_needed_surely")), not_prohibited]
            ),
            f"w{w}_refusal": to.any_of([to.all_of([n, r]) for n, _, r, _, _, _ in rows]),
            f"w{w}_case": to.all_of([to.any_of(case), to.negate(refused)]),
            f"w{w}_plain": to.all_of([to.any_of(plain), to.negate(refused), to.negate(weighed)]),
        }

    def _answer(self, w: int, world: str) -> Stage:
        to, column = self.to, self.to.column
        decided = [
            (column(f"w{w}_prohibited_surely"), "prohibited"),
            (column(f"w{w}_prohibited_maybe"), UNDETERMINED),
            (column(f"w{w}_licence_surely"), "licence_required"),
            (column(f"w{w}_licence_maybe"), UNDETERMINED),
            (column(f"w{w}_exempted_surely"), "exempt"),
            (column(f"w{w}_exempted_maybe"), UNDETERMINED),
        ]
        policies = dict(
            zip(POLICIES, (column(f"w{w}_{p}") for p in ("refusal", "case", "plain")), strict=True)
        )
        settled = [column(f"w{w}_licence_surely"), to.negate(column(f"w{w}_prohibited_maybe"))]
        reviews = [
            (to.all_of([*settled, *(to.negate(policies[p]) for p in POLICIES if p != one)]), one)
            for one in POLICIES
        ]
        needed = column(f"w{w}_can_licence_required")
        return {
            f"{world}__outcome": to.choose(decided, "not_required"),
            f"{world}__review": to.choose(reviews, None),
            **{f"{world}__can_{o}": column(f"w{w}_can_{o}") for o in OUTCOMES},
            **{f"{world}__can_{p}": to.all_of([needed, t]) for p, t in policies.items()},
        }


def _joined(stages: Iterable[Stage]) -> Stage:
    return {name: made for stage in stages for name, made in stage.items()}


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
