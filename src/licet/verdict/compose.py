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
        for name, node in _answers(
            _Together([_ways(of, world, to, met) for of in _by_instrument(book)], to), to
        )
    }


@dataclass(frozen=True, slots=True)
class _Said:
    """What one instrument says in one world, if what is open of its standing comes out one way."""

    prohibited: Node
    needed: Node
    refused: Node
    weighed: Node
    licence: Node
    """Needed and not exempted."""
    exempted: Node
    """Needed, but exempted."""


Ways = Sequence[_Said]
"""What one instrument says, in each way in which its standing may come out."""


def _by_instrument(book: Rulebook) -> list[list[Clause]]:
    found: dict[str, list[Clause]] = {}
    for clause in book.clauses:
        if clause.then in DECIDING:
            found.setdefault(clause.instrument, []).append(clause)
    return list(found.values())


def _ways(clauses: Sequence[Clause], world: World, to: Graph, met: Mapping[str, Node]) -> Ways:
    """All clauses of an instrument whose standing is open stand, or none of them does."""
    standings = [to.by_day(world.steps(c.cite), c.instrument) for c in clauses]
    ways = {tuple(settle(one) for one in standings): None for settle in (to.maybe, to.surely)}
    return [_said(list(zip(clauses, way, strict=True)), to, met) for way in ways]


def _said(standings: Sequence[tuple[Clause, Node]], to: Graph, met: Mapping[str, Node]) -> _Said:
    def any_in_effect(effect: str) -> Node:
        together: dict[Node, list[Node]] = {}
        for clause, standing in standings:
            if clause.then == effect:
                together.setdefault(standing, []).append(met[clause.cite])
        return to.any_of(to.all_of([to.any_of(some), s]) for s, some in together.items())

    needed, exempt = any_in_effect("licence_required"), any_in_effect("exempts")
    return _Said(
        any_in_effect("prohibited"),
        needed,
        any_in_effect("refusal_presumed"),
        any_in_effect("case_by_case"),
        to.all_of([needed, to.negate(exempt)]),
        to.all_of([needed, exempt]),
    )


class _Together:
    """What all instruments say together in one world: what is sure, and what is possible."""

    def __init__(self, said: Sequence[Ways], to: Graph) -> None:
        self.said, self.to = said, to

    def surely(self, *asked: str) -> Node:
        """Does some instrument surely say all of this, however its standing comes out?"""
        to = self.to
        return to.any_of(
            to.all_of(to.surely(getattr(way, one)) for way in ways for one in asked)
            for ways in self.said
        )

    def maybe(self, asked: Sequence[str], but: Sequence[str] = ()) -> Node:
        """May some instrument say all of `asked`, without surely saying one of `but`?"""
        to = self.to
        return to.any_of(
            to.all_of(
                [
                    *(to.maybe(getattr(way, one)) for one in asked),
                    *(to.negate(to.surely(getattr(way, one))) for one in but),
                ]
            )
            for ways in self.said
            for way in ways
        )


def _answers(together: _Together, to: Graph) -> Iterable[tuple[str, Node]]:
    can, policies = _outcomes(together, to), _policies(together, to)
    decided = [
        ("prohibited", "prohibited"),
        ("licence", "licence_required"),
        ("exempted", "exempt"),
    ]
    yield (
        "outcome",
        to.choose(
            [
                case
                for said, word in decided
                for case in ((together.surely(said), word), (together.maybe([said]), UNDETERMINED))
            ],
            "not_required",
        ),
    )
    settled = to.all_of([together.surely("licence"), to.negate(can["prohibited"])])
    alone = [
        (to.all_of([settled, *(to.negate(policies[p]) for p in POLICIES if p != one)]), one)
        for one in POLICIES
    ]
    yield "review", to.choose(alone, None)
    yield from ((f"can_{one}", can[one]) for one in OUTCOMES)
    for one in POLICIES:
        yield f"can_{one}", to.all_of([can["licence_required"], policies[one]])


def _outcomes(together: _Together, to: Graph) -> dict[str, Node]:
    """Which outcomes are still possible."""
    allowed = to.negate(together.surely("prohibited"))
    unlicensed = to.negate(together.surely("licence"))
    return {
        "prohibited": together.maybe(["prohibited"]),
        "licence_required": to.all_of([together.maybe(["licence"]), allowed]),
        "exempt": to.all_of([together.maybe(["exempted"]), unlicensed, allowed]),
        "not_required": to.all_of([to.negate(together.surely("needed")), allowed]),
    }


def _policies(together: _Together, to: Graph) -> dict[str, Node]:
    """Which policies are still possible, should a licence be needed.

    One policy is sure to come no lighter than any instrument that surely needs a licence says;
    each instrument that may need one may bring its own.
    """
    surely, maybe = together.surely, together.maybe
    unrefused = to.negate(surely("licence", "refused"))
    unweighed = to.negate(surely("licence", "weighed"))
    case = maybe(["licence", "weighed"], but=["refused"])
    plain = maybe(["licence"], but=["refused", "weighed"])
    return {
        "refusal_presumed": maybe(["licence", "refused"]),
        "case_by_case": to.all_of([case, unrefused]),
        "ordinary": to.all_of([plain, unrefused, unweighed]),
    }
