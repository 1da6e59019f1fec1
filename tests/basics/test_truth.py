"""Kleene's three values: what is known settles it, what is unknown leaves it open."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.basics import Truth, all_of, any_of, negate

TRUTHS: tuple[Truth, ...] = (True, False, None)


@pytest.mark.parametrize(("one", "other"), list(product(TRUTHS, TRUTHS)))
def test_and_is_the_least_and_or_the_greatest(one: Truth, other: Truth) -> None:
    order = [False, None, True]
    assert all_of([one, other]) is min(one, other, key=order.index)
    assert any_of([one, other]) is max(one, other, key=order.index)
    assert negate(all_of([one, other])) is any_of([negate(one), negate(other)])


def test_of_nothing_all_hold_and_none_does() -> None:
    assert all_of([]) is True
    assert any_of([]) is False
    assert negate(None) is None


@given(st.lists(st.sampled_from(TRUTHS)))
def test_an_answer_is_definite_exactly_if_every_completion_gives_it(truths: list[Truth]) -> None:
    unknown = truths[:6]
    complete = [
        [next(values) if truth is None else truth for truth in unknown]
        for values in map(iter, product((True, False), repeat=unknown.count(None)))
    ]
    for of, plain in ((all_of, all), (any_of, any)):
        found = {plain(one) for one in complete}
        assert of(unknown) is (found.pop() if len(found) == 1 else None)
