"""What is missing is exactly what can still change the answer."""

from __future__ import annotations

import math
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from licet.rulebook import Rulebook
from licet.verdict import decide
from licet.verdict.compile import Decider, decider
from licet.verdict.missing import missing
from licet.verdict.table import Row, state, used_facts
from tests.verdict.oracle import Oracle, composed
from tests.verdict.test_oracle import book_and_rows

KNOWN = date(2026, 11, 22)
SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
ITEM = ("b4", "k2")
"""Facts that prove an entry of a random rulebook; an entry stated against them is not tried."""


def told(one: Row, by: Decider) -> set[str]:
    """What is said to be missing: facts, readings' columns, and short names of instruments."""
    (found,) = by.decide_rows([one])
    columns = {reading.id: reading.column for reading in by.book.readings.values()}
    return {columns.get(gap.name, gap.name) for gap in missing(one, found, by)}


def open_things(one: Row, by: Decider) -> dict[str, list[Any]]:
    """Every unknown fact with all it may be, and every instrument whose standing is open."""
    things: dict[str, list[Any]] = {}
    for name, fact in used_facts(by.book).items():
        if one.get(name) is None and fact.kind != "number" and not name.startswith("entry"):
            things[name] = [True, False] if fact.kind == "yes_no" else list(fact.codes)
    for clause in by.book.clauses:
        if by.actual[clause.cite].on(one["on"]) == "unknown":
            things[clause.instrument] = [True, False]
    return things


def answers(one: Row, by: Decider) -> dict[str, bool]:
    """For each open thing whether, something else being so, it decides the answer."""
    things = open_things(one, by)
    by_rest: dict[tuple[str, tuple[Any, ...]], set[Any]] = {}
    for values in product(*things.values()):
        chosen = dict(zip(things, values, strict=True))
        answer = answered(one, chosen, by)
        for number, name in enumerate(things):
            rest = (name, values[:number] + values[number + 1 :])
            by_rest.setdefault(rest, set()).add(answer)
    return {
        name: any(len(found) > 1 for (about, _), found in by_rest.items() if about == name)
        for name in things
    }


def answered(one: Row, chosen: dict[str, Any], by: Decider) -> tuple[str, str | None]:
    """The answer with every open thing settled in one way."""
    full = dict(one)
    for name, value in chosen.items():
        state(full, name, value)
    full["entry_part"] = None
    oracle = Oracle(by.book, full)
    said: dict[str, dict[str, bool]] = {}
    for clause in by.book.clauses:
        if clause.then == "entry":
            continue
        standing = by.actual[clause.cite].on(one["on"])
        stands = chosen[clause.instrument] if standing == "unknown" else standing == "in_force"
        own = said.setdefault(
            clause.instrument,
            dict.fromkeys(
                ("licence_required", "prohibited", "exempts", "refusal_presumed", "case_by_case"),
                False,
            ),
        )
        own[clause.then] |= bool(oracle.met(clause)) and stands
    return composed(list(said.values()))


@given(book_and_rows())
@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
def test_on_random_rulebooks_it_is_what_trying_everything_finds(
    both: tuple[Rulebook, list[Row]],
) -> None:
    book, rows = both
    by = decider(book, date(2026, 1, 1))
    tried = 0
    for one in rows:
        ends = [(one.get(f"{name}__lo"), one.get(f"{name}__hi")) for name in ("n1", "n2")]
        number_open = any(lo is None or lo != hi for lo, hi in ends)
        if (
            number_open
            or any(one.get(name) is None for name in ITEM)
            or one.get("entry_part") is not None
        ):
            continue
        if math.prod(map(len, open_things(one, by).values())) > 40:
            continue
        tried += 1
        matters = {name for name, does in answers(one, by).items() if does}
        assert told(one, by) == matters or not matters
    assume(tried)


def test_what_another_limb_already_covers_is_not_asked() -> None:
    facts = {
        "act": "export",
        "exporter_in": "JP",
        "ship_from": "JP",
        "ship_to": "DE",
        "annex1": "P2-I-3",
        "embedded": "as_such",
        "origin": "CN",
    }
    asked = {gap["name"] for gap in decide(facts, on="2025-10-20")["missing"]}
    assert asked.isdisjoint({"made_in", "cn_part1_value", "item_value", "made_with_cn_technology"})
    asked = {gap["name"] for gap in decide(facts | {"origin": "JP"}, on="2026-11-22")["missing"]}
    assert {"made_in", "cn_part1_value", "item_value", "made_with_cn_technology"} <= asked


def test_a_settled_answer_misses_nothing() -> None:
    assert decide({"ship_from": "JP", "ship_to": "JP"}, on="2019-01-01")["missing"] == []


@pytest.mark.parametrize("fact", ["use_humanitarian", "end_user_military", "use_chips"])
def test_the_way_of_examination_keeps_a_question_open(fact: str) -> None:
    facts = {
        "act": "export",
        "exporter_in": "JP",
        "ship_from": "JP",
        "ship_to": "DE",
        "annex1": "P2-I-3",
        "embedded": "as_such",
        "origin": "CN",
    }
    verdict = decide(facts, on="2025-10-20")
    gap = next(gap for gap in verdict["missing"] if gap["name"] == fact)
    assert set(gap["settles"]) == {"yes", "no"}
