"""The sweep in machine code gives what the plain sweep gives, whatever does not fit it."""

from __future__ import annotations

import random
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.bom import compiled
from licet.bom.arrange import levels
from licet.bom.bounds import Bounds
from licet.bom.node import Node
from licet.bom.question import Counted, Question, Readings
from licet.bom.scope import Scope
from licet.bom.situation import Situation
from licet.bom.structure import DEEPEST
from licet.bom.sweep import Sweep
from licet.bom.swift import Swift
from tests.bom.parts import TODAY, Rows, tainted, taken

QUANTITIES = ["1", "2", "3", "0.5", "0.125", "12", "0.000625", "123456789.5", "0.0000001", "-1"]
UNITS = [None, "EA", "DZ", "KG"]


def _random(seed: int, size: int, biggest: int) -> tuple[dict[str, Rows], dict[str, bool | None]]:
    """A parts list with everything that may be odd about one, here and there."""
    draw = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
    items: list[dict[str, object]] = []
    for at in range(size):
        value = draw.choice([None, 0, draw.randint(1, biggest)])
        origin = draw.choice(["CN", "JP", None])
        unit = draw.choice(["EA", "DZ", "KG", None])
        items.append(
            {"item": f"i{at}", "value": value, "currency": "USD", "origin": origin, "unit": unit}
        )
    bom: list[dict[str, object]] = []
    for _ in range(size * 3):
        parent, child = sorted(draw.sample(range(size), 2))
        if draw.random() < 0.02:
            parent, child = child, parent
        bom.append(
            {
                "parent": f"i{parent}",
                "component": f"i{child}",
                "quantity": draw.choice(QUANTITIES[: draw.choice([3, 8, 10])]),
                "unit": draw.choice(UNITS) if draw.random() < 0.3 else None,
                "alternative": draw.choice([None] * 9 + ["a"]),
                "lot": draw.choice([None] * 19 + ["L1", "L2"]),
                "bill": draw.choice([None] * 9 + ["1", "2"]),
                "per": draw.choice([None] * 19 + [3]),
                "valid_to": draw.choice([None] * 9 + ["2020-01-01"]),
                "line": str(draw.randint(1, 3)),
            }
        )
    declarations: list[dict[str, object]] = [
        {"item": f"i{draw.randrange(size)}", "entry": "x", "origin": "CN", "value_lo": 1,
         "value_hi": 2, "currency": "USD"}
    ]  # fmt: skip
    counts = {f"i{at}": draw.choice([False, False, False, True, None]) for at in range(size)}
    return {"items": items, "bom": bom, "declarations": declarations}, counts


def _both(seed: int, size: int, biggest: int, **options: str | None) -> tuple[Sweep, Swift]:
    tables, counts = _random(seed, size, biggest)
    parts = tainted({"bom": {"i3"}}, **tables)
    articles: dict[str, str | None] = {f"i{at}": "A" for at in range(0, size, 4)}
    question = Question(Counted(counts, "CN"), articles, Readings(taken(**options)))
    scope = Scope(parts, question)
    return Sweep(Situation(scope, TODAY)), Swift(Situation(scope, TODAY))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9), st.integers(2, 40), st.sampled_from([9, 10**15]))
def test_both_sweeps_agree_on_every_item(seed: int, size: int, biggest: int) -> None:
    plain, swift = _both(seed, size, biggest)
    for at in range(size):
        for lot in (None, "L1"):
            node = Node(f"i{at}", lot)
            assert swift.reach(node) == plain.reach(node)


@pytest.mark.parametrize("option", ["count_transformed", "as_bought_only", None])
def test_both_sweeps_agree_under_every_reading(option: str | None) -> None:
    plain, swift = _both(7, 60, 100, A_04=option)
    for at in range(60):
        assert swift.reach(Node(f"i{at}")) == plain.reach(Node(f"i{at}"))


AMOUNTS = st.tuples(st.integers(0, 2**90), st.integers(1, 10**4)).map(lambda two: Fraction(*two))


@given(AMOUNTS, st.none() | AMOUNTS)
def test_a_number_kept_in_words_is_read_back_exactly(lo: Fraction, more: Fraction | None) -> None:
    _, swift = _both(1, 2, 9)
    bounds = Bounds(lo, None if more is None else lo + more)
    swift._write(0, bounds)
    assert swift._read(0) == bounds


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1))
def test_products_of_two_words_keep_their_high_word(one: int, other: int) -> None:
    flag = compiled._too_large(np.uint64(one), np.uint64(other))
    assert bool(flag) == (one * other >= 2**64)


def test_levels_in_machine_code_are_those_of_the_shape() -> None:
    for seed in range(20):
        plain, swift = _both(seed, 30, 9)
        bills = swift._bills
        level = plain.situation.reach.shape.level[bills.order]
        assert levels(bills.start, bills.child, DEEPEST).tolist() == level.tolist()
