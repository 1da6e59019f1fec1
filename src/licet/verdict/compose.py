"""From clauses met to outcome and policy: two small three-valued formulas in each world.

For each instrument: *needed* = a licence clause in effect is met, *exempt* = an exempting one
is. Prohibited beats licence required beats exempt beats not required; policy is the first met
of refusal presumed, case by case, ordinary, among the instruments that need a licence. What is
still possible is computed beside what is sure, so an unknown never hides an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from licet.rulebook import DECIDING, Clause, Rulebook
from licet.verdict.graph import Graph, Node
from licet.verdict.worlds import World

OUTCOMES = ("prohibited", "licence_required", "exempt", "not_required")
"""From the gravest to the lightest."""
POLICIES = ("refusal_presumed", "case_by_case", "ordinary")
UNDETERMINED = "undetermined"


def compose(
    book: Rulebook, worlds: Sequence[World], to: Graph, met: Mapping[str, Node]
) -> dict[str, Node]:
    """The answers in each world, by column name: ``actual__outcome``, ``actual__can_exempt``.

    Args:
        book: the rulebook.
        worlds: the suppositions about standing.
        to: makes the nodes.
        met: whether each clause is met, by cite.
    """
    return {
        f"{world.name}__{name}": node
        for world in worlds
        for name, node in _answers([_said(of, world, to, met) for of in _by_instrument(book)], to)
    }


@dataclass(frozen=True, slots=True)
class _Said:
    """What one instrument says in one world."""

    prohibited: Node
    needed: Node
    exempt: Node
    refused: Node
    weighed: Node
    licence: Node
    """Needed and not exempted."""
    exempted: Node
    """Needed, but exempted."""


@dataclass(frozen=True, slots=True)
class _Sums:
    """What all instruments say together in one world."""

    prohibited: Node
    needed: Node
    licence: Node
    exempted: Node


def _by_instrument(book: Rulebook) -> list[list[Clause]]:
    found: dict[str, list[Clause]] = {}
    for clause in book.clauses:
        if clause.then in DECIDING:
            found.setdefault(clause.instrument, []).append(clause)
    return list(found.values())


def _said(clauses: Sequence[Clause], world: World, to: Graph, met: Mapping[str, Node]) -> _Said:
    def any_in_effect(effect: str) -> Node:
        together: dict[Node, list[Node]] = {}
        for clause in clauses:
            if clause.then == effect:
                standing = to.by_day(world.steps(clause.cite), clause.instrument)
                together.setdefault(standing, []).append(met[clause.cite])
        return to.any_of(to.all_of([to.any_of(some), s]) for s, some in together.items())

    needed, exempt = any_in_effect("licence_required"), any_in_effect("exempts")
    return _Said(
        any_in_effect("prohibited"),
        needed,
        exempt,
        any_in_effect("refusal_presumed"),
        any_in_effect("case_by_case"),
        to.all_of([needed, to.negate(exempt)]),
        to.all_of([needed, exempt]),
    )


def _answers(said: Sequence[_Said], to: Graph) -> Iterable[tuple[str, Node]]:
    sums = _Sums(
        to.any_of(one.prohibited for one in said),
        to.any_of(one.needed for one in said),
        to.any_of(one.licence for one in said),
        to.any_of(one.exempted for one in said),
    )
    can, policies = _outcomes(sums, to), _policies(said, to)
    decided = [
        (sums.prohibited, "prohibited"),
        (sums.licence, "licence_required"),
        (sums.exempted, "exempt"),
    ]
    yield (
        "outcome",
        to.choose(
            [
                case
                for node, word in decided
                for case in ((to.surely(node), word), (to.maybe(node), UNDETERMINED))
            ],
            "not_required",
        ),
    )
    settled = to.all_of([to.surely(sums.licence), to.negate(can["prohibited"])])
    alone = [
        (to.all_of([settled, *(to.negate(policies[p]) for p in POLICIES if p != one)]), one)
        for one in POLICIES
    ]
    yield "review", to.choose(alone, None)
    yield from ((f"can_{one}", can[one]) for one in OUTCOMES)
    for one in POLICIES:
        yield f"can_{one}", to.all_of([can["licence_required"], policies[one]])


def _outcomes(sums: _Sums, to: Graph) -> dict[str, Node]:
    """Which outcomes are still possible."""
    allowed = to.negate(to.surely(sums.prohibited))
    unlicensed = to.negate(to.surely(sums.licence))
    return {
        "prohibited": to.maybe(sums.prohibited),
        "licence_required": to.all_of([to.maybe(sums.licence), allowed]),
        "exempt": to.all_of([to.maybe(sums.exempted), unlicensed, allowed]),
        "not_required": to.all_of([to.negate(to.surely(sums.needed)), allowed]),
    }


def _policies(said: Sequence[_Said], to: Graph) -> dict[str, Node]:
    """Which policies are still possible, should a licence be needed.

    One policy is sure to come no lighter than any instrument that surely needs a licence says;
    each instrument that may need one may bring its own.
    """
    no, surely, maybe = to.negate, to.surely, to.maybe
    refused = to.any_of(to.all_of([surely(s.licence), surely(s.refused)]) for s in said)
    weighed = to.any_of(to.all_of([surely(s.licence), surely(s.weighed)]) for s in said)
    case = to.any_of(
        to.all_of([maybe(s.licence), maybe(s.weighed), no(surely(s.refused))]) for s in said
    )
    plain = to.any_of(
        to.all_of([maybe(s.licence), no(surely(s.refused)), no(surely(s.weighed))]) for s in said
    )
    return {
        "refusal_presumed": to.any_of(
            to.all_of([maybe(s.licence), maybe(s.refused)]) for s in said
        ),
        "case_by_case": to.all_of([case, no(refused)]),
        "ordinary": to.all_of([plain, no(refused), no(weighed)]),
    }
