"""The whole tree, on any day: a naive walk writes out the same places and quantities."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from licet.bom import trace
from tests.bom.parts import counted, graph, taken

FIRST = dt.date(2026, 1, 1)


class Row(NamedTuple):
    """One line of a bill."""

    parent: int
    component: int
    quantity: Fraction
    start: int | None
    end: int | None

    def holds(self, day: int) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@st.composite
def bills(draw: st.DrawFn) -> list[Row]:
    """Lines among up to seven items, wholes before parts, some with a first or last day."""
    days = st.none() | st.integers(0, 9)
    rows = []
    for _ in range(draw(st.integers(1, 14))):
        parent, component = sorted(draw(st.sets(st.integers(0, 6), min_size=2, max_size=2)))
        quantity = draw(st.fractions(Fraction(1, 8), 9, max_denominator=8))
        quantity = Fraction(round(quantity * 8), 8)
        rows.append(Row(parent, component, quantity, draw(days), draw(days)))
    return rows


def _walk(rows: list[Row], day: int, item: int, times: Fraction, depth: int) -> list[object]:
    """Every place below an item, in the order of the file."""
    found: list[object] = []
    for row in rows:
        if row.parent == item and row.holds(day):
            many = times * row.quantity
            found.append((f"i{item}", f"i{row.component}", depth, row.quantity, many))
            found += _walk(rows, day, row.component, many, depth + 1)
    return found


@settings(max_examples=50, deadline=None)
@given(bills(), st.integers(0, 9))
def test_the_tree_of_any_day_is_that_of_a_naive_walk(rows: list[Row], day: int) -> None:
    def date(offset: int | None) -> str | None:
        return None if offset is None else (FIRST + dt.timedelta(offset)).isoformat()

    bom = [
        {"parent": f"i{row.parent}", "component": f"i{row.component}", "line": str(at),
         "quantity": str(float(row.quantity)), "valid_from": date(row.start),
         "valid_to": date(row.end)}
        for at, row in enumerate(rows)
    ]  # fmt: skip
    parts = graph(items=[{"item": f"i{at}"} for at in range(7)], bom=bom)
    on = FIRST + dt.timedelta(day)
    answer = trace(parts, "i0", on, counted(), {"i0": "A"}, taken())
    lines = [
        (one.parent, one.component, one.depth, one.quantity, one.extended_quantity)
        for one in answer.lines
    ]
    assert lines == _walk(rows, day, 0, Fraction(1), 1)


def test_a_tree_is_printed_with_decimal_strings_and_places() -> None:
    bom = [{"parent": "a", "component": "b", "quantity": "0.25", "unit": "KG"}]
    answer = trace(
        graph(items=[{"item": "a"}, {"item": "b"}], bom=bom), "a", FIRST, counted(), {}, taken()
    ).as_json()
    assert answer["on"] == "2026-01-01"
    assert answer["lines"] == [
        {
            "parent": "a", "component": "b", "depth": 1, "quantity": "0.25",
            "extended_quantity": "0.25", "unit": "KG", "source": "bom.csv:2", "alternative": None,
            "cn_part1_value": {"lo": "0", "hi": "0"}, "enters": False,
            "phantom": False,
        }
    ]  # fmt: skip
