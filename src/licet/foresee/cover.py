"""Which letters to write: the cheapest set that settles the lines, or most of their worth.

Each need is a line with the sets of letters that would settle it; one whole set is enough.
With one letter a line this is weighted set cover; lines that need several letters at once make
it the harder «min-cost cover with choices». Up to `EXACT` letters every set is weighed by branch
and bound; beyond, bundles are taken greedily (worth gained by cost) and improved by leaving
out what is not needed and by exchanges.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

Chosen = frozenset[int]
EXACT = 16
"""Up to so many letters (after those that cannot be avoided) the answer is the optimum."""


@dataclass(frozen=True, slots=True)
class Need:
    """A line to settle: what it weighs, and the sets of letters any one of which settles it."""

    weight: Fraction
    ways: tuple[Chosen, ...]


def cover(costs: Sequence[Decimal], needs: Sequence[Need], share: Fraction = Fraction(1)) -> Chosen:
    """The cheapest letters that settle at least `share` of the weight of all needs.

    Args:
        costs: what each letter costs (above zero).
        needs: the lines; one without ways cannot be settled and does not count.
        share: from 0 to 1.
    """
    counted = _joined(needs)
    forced: Chosen = frozenset()
    if share == 1:
        forced, counted = _unavoidable(counted)
    wanted = sum((need.weight for need in counted), Fraction(0)) * share
    used = sorted({n for need in counted for way in need.ways for n in way} - forced)
    found = improved(costs, counted, greedy(costs, counted, wanted, forced), wanted, forced)
    if len(used) <= EXACT:
        found = _Search(costs, counted, wanted, forced, used).best(found)
    return found


def settled(needs: Iterable[Need], chosen: Collection[int]) -> Fraction:
    """The weight of the needs that the chosen letters settle."""
    have = frozenset(chosen)
    return sum(
        (need.weight for need in needs if any(way <= have for way in need.ways)), Fraction(0)
    )


def price(costs: Sequence[Decimal], chosen: Iterable[int]) -> Decimal:
    """What the chosen letters cost together."""
    return sum((costs[n] for n in chosen), Decimal(0))


def ranking(costs: Sequence[Decimal], needs: Sequence[Need], chosen: Chosen) -> list[int]:
    """The chosen letters in the order that settles most worth earliest for its cost."""
    order: list[int] = []
    while len(order) < len(chosen):
        done = settled(needs, order)
        bundles = _bundles(needs, frozenset(order), chosen)
        if not bundles:
            order += sorted(chosen - set(order), key=lambda n: (costs[n], n))
            break
        best = _best(costs, needs, order, bundles, done)
        order += sorted(best, key=lambda n: (costs[n], n))
    return order


def greedy(
    costs: Sequence[Decimal], needs: Sequence[Need], wanted: Fraction, start: Chosen = frozenset()
) -> Chosen:
    """Bundles taken one by one, each the best weight gained for its cost, until enough."""
    have, done = start, settled(needs, start)
    while done < wanted:
        have |= _best(costs, needs, have, _bundles(needs, have, None), done)
        done = settled(needs, have)
    return have


def _best(
    costs: Sequence[Decimal],
    needs: Sequence[Need],
    have: Collection[int],
    bundles: Iterable[Chosen],
    done: Fraction,
) -> Chosen:
    return max(bundles, key=lambda new: _gain(costs, needs, have, new, done))


def _gain(
    costs: Sequence[Decimal],
    needs: Sequence[Need],
    have: Collection[int],
    new: Chosen,
    done: Fraction,
) -> tuple[Fraction, Fraction, list[int]]:
    gained = settled(needs, {*have, *new}) - done
    return gained / Fraction(price(costs, new)), gained, [-n for n in sorted(new)]


def _bundles(needs: Sequence[Need], have: Chosen, within: Chosen | None) -> list[Chosen]:
    """What is still lacking of each way of each need that is not settled yet."""
    found = {
        way - have: None
        for need in needs
        if not any(way <= have for way in need.ways)
        for way in need.ways
        if within is None or way <= within
    }
    return list(found)


def improved(
    costs: Sequence[Decimal], needs: Sequence[Need], have: Chosen, wanted: Fraction, forced: Chosen
) -> Chosen:
    """Leave out what is not needed, then exchange one or two letters for a cheaper one."""
    have = _pruned(costs, needs, have, wanted, forced)
    others = {n for need in needs for way in need.ways for n in way}
    better = True
    while better:
        better = False
        for new in sorted(others - have):
            grown = _pruned(costs, needs, have | {new}, wanted, forced, keep=new)
            if price(costs, grown) < price(costs, have):
                have, better = grown, True
    return have


def _pruned(
    costs: Sequence[Decimal],
    needs: Sequence[Need],
    have: Chosen,
    wanted: Fraction,
    forced: Chosen,
    keep: int | None = None,
) -> Chosen:
    for n in sorted(have - forced, key=lambda n: (-costs[n], n)):
        if n != keep and settled(needs, have - {n}) >= wanted:
            have -= {n}
    return have


def _joined(needs: Iterable[Need]) -> list[Need]:
    """The needs that can be met, those with the same ways as one, no way larger than it must be."""
    weights: dict[frozenset[Chosen], Fraction] = {}
    for need in needs:
        ways = frozenset(w for w in need.ways if not any(other < w for other in need.ways))
        if ways:
            weights[ways] = weights.get(ways, Fraction(0)) + need.weight
    return [
        Need(weight, tuple(sorted(ways, key=lambda way: (len(way), sorted(way)))))
        for ways, weight in weights.items()
    ]


def _unavoidable(needs: Sequence[Need]) -> tuple[Chosen, list[Need]]:
    """The letters in every way of some need, and the needs that these leave unsettled."""
    forced: Chosen = frozenset()
    for need in needs:
        forced |= frozenset.intersection(*need.ways)
    return forced, [need for need in needs if not any(way <= forced for way in need.ways)]


@dataclass
class _Search:
    """Branch and bound: take or leave each letter, the dearest first."""

    costs: Sequence[Decimal]
    needs: Sequence[Need]
    wanted: Fraction
    forced: Chosen
    used: Sequence[int]

    def best(self, known: Chosen) -> Chosen:
        self.found, self.cost = known, price(self.costs, known)
        order = sorted(self.used, key=lambda n: (-self._worth(n), n))
        self._branch(order, self.forced, frozenset({*self.forced, *self.used}))
        return self.found

    def _worth(self, n: int) -> Fraction:
        weight = sum((x.weight for x in self.needs if any(n in w for w in x.ways)), Fraction(0))
        return weight / Fraction(self.costs[n])

    def _branch(self, order: Sequence[int], have: Chosen, possible: Chosen) -> None:
        cost = price(self.costs, have)
        if cost >= self.cost or settled(self.needs, possible) < self.wanted:
            return
        if settled(self.needs, have) >= self.wanted:
            self.found, self.cost = have, cost
            return
        n, rest = order[0], order[1:]
        self._branch(rest, have | {n}, possible)
        self._branch(rest, have, possible - {n})
