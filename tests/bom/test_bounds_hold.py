"""Whatever is hidden, the truth lies within the bounds, and the bounds are no wider than that."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licet.basics import Range
from tests.bom.worlds import World, hidden, reveal, worlds

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _within(inner: Range, outer: Range) -> bool:
    assert inner.lo is not None
    assert outer.lo is not None
    above = outer.hi is None or (inner.hi is not None and inner.hi <= outer.hi)
    return outer.lo <= inner.lo and above


@QUICK
@given(worlds())
def test_the_sweep_and_a_walk_over_every_place_agree(world: World) -> None:
    assert world.traced() == Range.just(world.held())


@QUICK
@given(st.data())
def test_the_truth_lies_within_the_bounds(data: st.DataObject) -> None:
    truth = data.draw(worlds())
    folder = data.draw(hidden(truth, prices=True))
    assert _within(Range.just(truth.held()), folder.traced())


@QUICK
@given(st.data())
def test_both_bounds_are_reached(data: st.DataObject) -> None:
    folder = data.draw(hidden(data.draw(worlds(5)), prices=False))
    reached = [world.held() for world in folder.completions()]
    assert folder.traced() == Range(Decimal(min(reached)), Decimal(max(reached)))


@QUICK
@given(st.data())
def test_learning_a_fact_never_widens_a_bound(data: st.DataObject) -> None:
    truth = data.draw(worlds())
    folder = data.draw(hidden(truth, prices=True))
    more = reveal(folder, truth, data.draw(st.integers(0, 22)))
    assert _within(more.traced(), folder.traced())


@QUICK
@given(st.data())
def test_what_is_not_named_as_unknown_moves_nothing(data: st.DataObject) -> None:
    folder = data.draw(hidden(data.draw(worlds()), prices=True))
    article = folder.article()
    moving = [one for one in article.unknowns if one.what not in {"technology", "value"}]
    known = article.cn_part1_value.lo == article.cn_part1_value.hi
    assert known == (not moving)


@QUICK
@given(st.data())
def test_no_unknown_is_said_to_move_the_bounds_less_than_it_does(data: st.DataObject) -> None:
    """All unknowns together move the counted value over its whole range."""
    folder = data.draw(hidden(data.draw(worlds(6)), prices=False))
    article = folder.article()
    value = article.cn_part1_value
    assert value.lo is not None
    assert value.hi is not None
    moves = [one.moves for one in article.unknowns]
    assert sum(move for move in moves if move is not None) >= value.hi - value.lo
