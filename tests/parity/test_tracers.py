"""The tracers as expressions give what the tracers of one machine give."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.basics import Range, Refused
from licet.bom import sweep
from licet.bom.frames import content, levels
from licet.ownership import closure
from tests.parity import stakes
from tests.parity.stakes import holdings
from tests.parity.trees import Row, forest, frames, lazily, rows_of, traced


@settings(max_examples=3)
@given(st.integers(0, 10**6), st.sampled_from(["count_transformed", "as_bought_only", None]))
def test_the_sweep_by_levels_is_what_the_tracer_finds_of_every_article(
    seed: int, through: str | None
) -> None:
    items, lines = forest(40, seed, 14)
    swept = sweep(*lazily(items, lines), "CN", through)
    assert rows_of(swept.articles) == traced(items, lines, through)


def test_of_what_lies_in_or_above_a_cycle_the_sweep_is_told_what_the_tracer_is() -> None:
    items, lines = forest(40, 7, 12, turns=0.05)
    whole = {line["parent"] for line in lines}
    for row in items:
        row["value"] = None if row["item"] in whole else row["value"]  # no parts dearer than it
    swept = sweep(*lazily(items, lines), "CN")
    assert rows_of(swept.articles) == traced(items, lines, "count_transformed")
    faults = swept.faults.collect().rows(named=True)
    cycles = [one for one in faults if one["fault"] == "cycle"]
    assert cycles
    for one in cycles:
        way = one["expected"].removeprefix("a tree without a cycle: ").split(" > ")
        assert way[0] == way[-1] == one["item"]
        held = {(row["parent"], row["component"]) for row in lines}
        assert set(pairwise(way)) <= held


def test_faults_name_what_is_wrong_and_nothing_vanishes() -> None:
    items: list[Row] = [
        {"item": "motor", "counted": False, "origin": "JP", "article": True, "value": "100"},
        {"item": "motor", "counted": False, "origin": "JP", "article": True, "value": "90"},
        {"item": "cheap", "counted": False, "origin": "JP", "article": True, "value": "1"},
        {"item": "dy", "counted": True, "origin": "CN", "article": False, "value": "2.5"},
        {"item": "lost", "counted": True, "origin": "CN", "article": False, "value": None},
    ]
    lines: list[Row] = [
        {"parent": "motor", "component": "dy", "quantity": "0.125"},
        {"parent": "motor", "component": "dy", "quantity": "3"},
        {"parent": "cheap", "component": "dy", "quantity": "1"},
        {"parent": "cheap", "component": None, "quantity": "1"},
        {"parent": "dozen", "component": "lost", "quantity": "0"},
    ]
    swept = sweep(*lazily(items, lines), "CN")
    told = {(row["item"], row["fault"]) for row in swept.faults.collect().rows(named=True)}
    assert told == {
        ("motor", "item"), ("motor", "repeated"), ("cheap", "component"), ("cheap", "value"),
        ("dozen", "quantity"),
    }  # fmt: skip
    found = rows_of(swept.articles)
    assert found["motor"] == tuple(map(Decimal, ("0.3125", "7.8125", "90", "100")))
    assert found["cheap"] == (Decimal("2.5"), None, None, None)


def test_a_tree_too_deep_is_not_known_from_there_on(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (levels, content):
        monkeypatch.setattr(module, "DEEPEST", 10)
    names = [f"n{at:02}" for at in range(16)]
    items: list[Row] = [
        {"item": n, "counted": n == "n00", "origin": "CN", "article": True, "value": "1"}
        for n in names
    ]
    lines: list[Row] = [
        {"parent": above, "component": below, "quantity": "0.999"}
        for below, above in pairwise(names)
    ]
    swept = sweep(*lazily(items, lines), "CN")
    found = rows_of(swept.articles)
    least, most = found["n10"][:2]
    assert least is not None
    assert most is not None
    assert least <= Decimal("0.999") ** 10 <= most
    assert most - least == Decimal("1e-12")
    assert found["n11"][:2] == found["n15"][:2] == (Decimal(0), None)
    assert [(row["item"], row["fault"]) for row in swept.faults.collect().rows(named=True)] == [
        ("n11", "depth")
    ]


@pytest.mark.parametrize("fault", ["no column", "no parent", "doubles"])
def test_tables_that_do_not_say_what_they_speak_of_are_refused(fault: str) -> None:
    items, lines = frames(*forest(1, 1, 5))
    if fault == "no column":
        items = items.drop("origin")
    elif fault == "doubles":
        items = items.cast({"value": pl.Float64})
    else:
        lines = lines.with_columns(parent=None)
    with pytest.raises(Refused, match=r"origin|a text in every row|whole numbers"):
        sweep(nw.from_native(items.lazy()), nw.from_native(lines.lazy()), "CN")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_closure_over_tables_is_what_each_party_is_told(seed: int) -> None:
    rows, listed = holdings(40, seed)
    found = closure(*stakes.lazily(rows, listed)).parties.collect().rows(named=True)
    single = stakes.told(rows, listed)
    assert {row["party"] for row in found} == set(single)
    own = {row["owned"].split("/")[0] for row in rows if row["owner"] == row["owned"]}
    assert own
    for row in found:
        for way in ("direct", "chain", "aggregate"):
            one = single[row["party"]][way]
            if row["party"].split("/")[0] in own:  # shares divided, and so rounded outward
                assert row[f"{way}_held"] in {one.held, None}
                continue
            assert row[f"{way}_held"] is one.held
            if way != "chain":
                assert Range(row[f"{way}__lo"], row[f"{way}__hi"]) == one.per_cent
