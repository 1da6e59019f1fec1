"""The cheapest letters that settle the lines, held against every set there is."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.foresee import cover as module
from licet.foresee.cover import Need, cover, price, ranking, settled

COUNT = 6
WAYS = st.lists(
    st.frozensets(st.integers(0, COUNT - 1), min_size=1, max_size=3), min_size=1, max_size=3
)
NEEDS = st.lists(
    st.builds(Need, st.integers(1, 9).map(Fraction), WAYS.map(tuple)), min_size=1, max_size=7
)
COSTS = st.lists(st.integers(1, 9).map(Decimal), min_size=COUNT, max_size=COUNT)


def brute_force(costs: list[Decimal], needs: list[Need], share: Fraction) -> Decimal:
    wanted = sum((need.weight for need in needs), Fraction(0)) * share
    sets = (some for size in range(COUNT + 1) for some in combinations(range(COUNT), size))
    return min(price(costs, some) for some in sets if settled(needs, some) >= wanted)


@given(COSTS, NEEDS)
def test_of_a_few_letters_the_cheapest_that_settle_everything_are_found(
    costs: list[Decimal], needs: list[Need]
) -> None:
    chosen = cover(costs, needs)
    assert settled(needs, chosen) == sum(need.weight for need in needs)
    assert price(costs, chosen) == brute_force(costs, needs, Fraction(1))


@given(COSTS, NEEDS, st.sampled_from([Fraction(1, 2), Fraction(4, 5)]))
def test_a_part_of_the_value_is_settled_at_the_lowest_cost(
    costs: list[Decimal], needs: list[Need], share: Fraction
) -> None:
    chosen = cover(costs, needs, share)
    wanted = share * sum(need.weight for need in needs)
    assert settled(needs, chosen) >= wanted
    assert price(costs, chosen) == brute_force(costs, needs, share)


def test_many_letters_are_chosen_within_a_fifth_of_the_optimum(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "EXACT", 0)
    worst, total, best = Fraction(0), Decimal(0), Decimal(0)

    @given(COSTS, NEEDS)
    def compare(costs: list[Decimal], needs: list[Need]) -> None:
        nonlocal total, best, worst
        ours = price(costs, cover(costs, needs))
        optimum = brute_force(costs, needs, Fraction(1))
        total, best = total + ours, best + optimum
        worst = max(worst, Fraction(ours) / Fraction(optimum))

    compare()
    assert total <= Decimal("1.2") * best
    assert worst <= 2


def test_a_need_that_nothing_meets_does_not_count() -> None:
    needs = [Need(Fraction(5), ()), Need(Fraction(1), (frozenset({0}),))]
    assert cover([Decimal(1)], needs) == {0}


def test_a_dear_letter_gives_way_to_two_cheap_ones_and_returns_when_they_cost_more() -> None:
    needs = [
        Need(Fraction(1), (frozenset({0}), frozenset({2}))),
        Need(Fraction(1), (frozenset({1}), frozenset({2}))),
    ]
    assert cover([Decimal(5), Decimal(5), Decimal(20)], needs) == {0, 1}
    assert cover([Decimal(5), Decimal(5), Decimal(9)], needs) == {2}


def test_the_letter_that_settles_most_for_its_cost_is_written_first() -> None:
    needs = [
        Need(Fraction(1), (frozenset({0}),)),
        Need(Fraction(9), (frozenset({1}),)),
        Need(Fraction(100), (frozenset({1, 2}),)),
    ]
    costs = [Decimal(1), Decimal(1), Decimal(1)]
    assert ranking(costs, needs, cover(costs, needs))[-1] == 0
