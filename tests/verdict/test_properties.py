"""What learning a fact can do to an answer, and what it can never do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from licet.basics import Range
from licet.verdict import OUTCOMES, POLICIES, UNDETERMINED, decider
from licet.verdict.missing import missing
from tests.verdict.facts import BOOK, DAYS, row, worlds

KNOWN = date(2026, 11, 22)
BY = decider(BOOK, KNOWN)
SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)
Facts = dict[str, Any]


@st.composite
def partly_known(draw: st.DrawFn) -> tuple[Facts, Facts, Facts]:
    """A world; what is known of it; and what is known once something more was learnt."""
    world = draw(worlds())
    most = draw(st.sampled_from((5, 20, 60, 120)))
    names = st.sampled_from(sorted(world))
    hidden = sorted(draw(st.sets(names, min_size=most // 2, max_size=most)))
    learnt = draw(st.sets(st.sampled_from(hidden))) if hidden else set()
    little = {name: stated for name, stated in world.items() if name not in hidden}
    more = dict(little)
    for name in hidden:
        if isinstance(world[name], Range):
            ranges = draw(narrowing(world[name]))
            little[name], more[name] = ranges
        else:
            little[name] = None
            more[name] = world[name] if name in learnt else None
    return world, little, more


@st.composite
def narrowing(draw: st.DrawFn, number: Range) -> tuple[Range, Range]:
    """Two ranges that hold a number, the second inside the first."""
    assert number.lo is not None
    low = sorted(draw(st.lists(st.decimals(0, 3, places=3), min_size=2, max_size=2)))
    high = sorted(draw(st.lists(st.decimals(0, 3, places=3), min_size=2, max_size=2)))
    ends = [(number.lo - min(d, number.lo), number.lo + u) for d, u in zip(low, high, strict=True)]
    wide = Range(
        draw(st.sampled_from((None, ends[1][0]))), draw(st.sampled_from((None, ends[1][1])))
    )
    return wide, Range(*ends[0])


def can(found: Mapping[str, Any], world: str) -> tuple[set[str], set[str]]:
    """The outcomes and the policies that are still possible in a world."""
    outcomes = {one for one in OUTCOMES if found[f"{world}__can_{one}"]}
    return outcomes, {one for one in POLICIES if found[f"{world}__can_{one}"]}


@given(partly_known(), DAYS)
@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
def test_learning_never_overturns_a_definite_answer_and_never_widens_what_is_possible(
    known: tuple[Facts, Facts, Facts], on: date
) -> None:
    world, little, more = known
    rows = [row(facts, on) for facts in (little, more, world)]
    before, after, truth = BY.decide_rows(rows)
    event(before["actual__outcome"])
    for name in (*BY.names.clauses.values(), *BY.names.elements.values()):
        if before[name] is not None:
            assert after[name] is before[name]
            assert truth[name] is before[name]
    for one in BY.worlds:
        wide, narrow, least = (can(found, one.name) for found in (before, after, truth))
        assert least[0] <= narrow[0] <= wide[0]
        assert least[1] <= narrow[1] <= wide[1]
        outcome = before[f"{one.name}__outcome"]
        if outcome != UNDETERMINED:
            assert wide[0] == {outcome}
            assert after[f"{one.name}__outcome"] == outcome
        review = before[f"{one.name}__review"]
        if review is not None:
            assert after[f"{one.name}__review"] == review


@given(partly_known(), DAYS)
@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
def test_the_missing_facts_are_enough_to_settle_what_the_whole_world_settles(
    known: tuple[Facts, Facts, Facts], on: date
) -> None:
    world, little, _ = known
    assume("annex1" in world and "dual_use_code" in world)
    one = row(little, on)
    (before,) = BY.decide_rows([one])
    columns = {reading.id: reading.column for reading in BOOK.readings.values()}
    told = {
        columns.get(gap.name, gap.name)
        for gap in missing(one, before, BY)
        if gap.kind != "standing"
    }
    event(f"{before['actual__outcome']}, {min(len(told), 12)} missing")
    answered = row(little | {name: world[name] for name in told}, on)
    settled, truth = BY.decide_rows([answered, row(world, on)], BY.answers)
    assert can(settled, "actual") == can(truth, "actual")
