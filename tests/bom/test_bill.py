"""Bills: validity, alternatives, lots, phantoms, scrap, units, and what is wrong with them."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from licet.basics import Range
from licet.bom import Trace, trace
from licet.bom.answers import Day
from licet.bom.node import Node
from licet.bom.question import Question, Readings
from licet.bom.scope import Scope
from tests.bom.parts import TODAY, Rows, counted, graph, tainted, taken

ITEMS: Rows = [
    {"item": "top", "value": 1000, "currency": "USD"},
    {"item": "sub", "value": 100, "currency": "USD"},
    {"item": "dy", "value": 3, "currency": "USD", "origin": "CN"},
    {"item": "tb", "value": 5, "currency": "USD", "origin": "CN"},
    {"item": "nut", "value": 1, "currency": "USD", "origin": "CN"},
]


def line(parent: str, component: str, quantity: object = 1, **more: str | int) -> dict[str, object]:
    return {"parent": parent, "component": component, "quantity": quantity} | more


def traced(
    bom: Rows,
    lot: str | None = None,
    items: Rows = ITEMS,
    keys: dict[str, set[str | None]] | None = None,
    **options: str | None,
) -> Trace:
    parts = tainted(keys or {}, items=items, bom=bom)
    return trace(parts, "top", TODAY, counted("dy", "tb"), {"top": "A"}, taken(**options), lot)


def held(
    bom: Rows,
    lot: str | None = None,
    items: Rows = ITEMS,
    keys: dict[str, set[str | None]] | None = None,
    **options: str | None,
) -> Range:
    return traced(bom, lot, items, keys, **options).articles[0].cn_part1_value


def between(lo: object, hi: object) -> Range:
    return Range(Decimal(str(lo)), None if hi is None else Decimal(str(hi)))


def test_only_lines_of_the_day_hold_and_both_ends_belong_to_it() -> None:
    bom = [
        line("top", "dy", 1, valid_from="2026-01-01", valid_to="2026-11-21"),
        line("top", "dy", 10, valid_from="2026-11-22", valid_to="2026-11-22"),
        line("top", "dy", 100, valid_from="2026-11-23"),
    ]
    assert held(bom) == Range.just(30)


def test_a_bill_without_a_line_for_the_day_is_not_an_empty_bill() -> None:
    answer = traced([line("top", "dy", 1, valid_to="2025-01-01")])
    assert answer.articles[0].cn_part1_value == between(0, 1000)
    assert any("holds on 2026-11-22" in fault.expected for fault in answer.faults)


def test_lines_that_share_a_word_replace_each_other() -> None:
    bom = [
        line("top", "dy", 2, alternative="magnet"),
        line("top", "tb", 2, alternative="magnet"),
        line("top", "nut", 4),
    ]
    answer = traced(bom)
    assert answer.articles[0].cn_part1_value == between(6, 10)
    unknown = next(one for one in answer.articles[0].unknowns if one.what == "alternative")
    assert unknown.moves == Decimal(4)


def test_an_alternative_without_another_may_be_left_out() -> None:
    assert held([line("top", "dy", 2, alternative="1"), line("top", "nut")]) == between(0, 6)


def test_the_lot_says_which_alternative_was_built_in() -> None:
    bom = [
        line("top", "dy", 2, alternative="magnet", lot="L1"),
        line("top", "tb", 2, alternative="magnet", lot="L2"),
        line("top", "dy", 1),
    ]
    assert held(bom, "L1") == Range.just(9)
    assert held(bom, "L2") == Range.just(13)
    assert held(bom) == between(3, 13)


def test_a_lot_that_no_line_names_is_unknown_where_every_line_names_one() -> None:
    bom = [line("top", "dy", 2, lot="L1")]
    assert held(bom, "L9") == between(0, 1000)
    assert held(bom) == Range.just(6)


def test_a_line_may_name_the_lot_of_the_component() -> None:
    bom = [
        line("top", "sub", 1, component_lot="S1"),
        line("sub", "dy", 1, lot="S1"),
        line("sub", "tb", 1, lot="S2"),
    ]
    assert held(bom) == Range.just(3)


def test_a_phantom_passes_through_and_is_no_article() -> None:
    items = [*ITEMS, {"item": "kit", "phantom": True}]
    bom = [line("top", "kit", 2), line("kit", "dy", 3)]
    answer = trace(
        graph(items=items, bom=bom), "top", TODAY, counted("dy"), {"top": "A", "kit": "A"}, taken()
    )
    assert [article.item for article in answer.articles] == ["top"]
    assert answer.articles[0].cn_part1_value == Range.just(18)
    assert [(one.component, one.phantom) for one in answer.lines] == [("kit", True), ("dy", False)]


def test_a_phantom_without_a_bill_is_unknown() -> None:
    assert held([line("top", "kit")], items=[*ITEMS, {"item": "kit", "phantom": True}]).hi is None


def test_scrap_counts_where_the_price_paid_counts() -> None:
    bom = [line("top", "dy", 2, scrap=10)]
    assert held(bom) == Range.just("6.6")
    assert held(bom, A_03="market") == Range.just(6)
    assert held(bom, A_03=None) == between(6, "6.6")
    assert held([line("top", "dy", 2, **{"yield": 80})]) == Range.just("7.5")


@pytest.mark.parametrize("quantity", [0, -1, None])
def test_a_quantity_that_cannot_be_is_unknown_and_named(quantity: int | None) -> None:
    answer = traced([line("top", "dy", quantity), line("top", "tb", 1)])
    assert answer.articles[0].cn_part1_value == between(5, None)
    assert [(f.line, f.column) for f in answer.faults] == [(2, "quantity")]
    assert any(one.what == "quantity" for one in answer.articles[0].unknowns)


def test_a_quantity_that_cannot_be_of_what_does_not_count_is_only_named() -> None:
    answer = traced([line("top", "nut", -1), line("top", "tb", 1)])
    assert answer.articles[0].cn_part1_value == Range.just(5)
    assert len(answer.faults) == 1


def test_units_of_one_kind_convert_exactly() -> None:
    items = [
        ITEMS[0],
        {"item": "dy", "value": 300, "currency": "USD", "unit": "KG", "origin": "CN"},
    ]
    assert held([line("top", "dy", 5, unit="G")], items=items) == Range.just("1.5")
    assert held([line("top", "dy", 1, unit="LB")], items=items) == Range.just("136.077711")


def test_a_unit_that_does_not_convert_is_unknown_and_named() -> None:
    items = [
        ITEMS[0],
        {"item": "dy", "value": 300, "currency": "USD", "unit": "KG", "origin": "CN"},
    ]
    answer = traced([line("top", "dy", 5, unit="M")], items=items)
    assert answer.articles[0].cn_part1_value == between(0, None)
    assert [fault.column for fault in answer.faults] == ["unit"]


def test_a_line_written_twice_counts_once_or_twice() -> None:
    answer = traced([line("top", "dy", 2), line("top", "dy", 2)])
    assert answer.articles[0].cn_part1_value == between(6, 12)
    assert len([f for f in answer.faults if "one line" in f.expected]) == 2


def test_two_places_of_one_component_are_no_repetition() -> None:
    answer = traced([line("top", "dy", 2, line="10"), line("top", "dy", 2, line="20")])
    assert answer.articles[0].cn_part1_value == Range.just(12)
    assert not answer.faults


def test_a_cycle_is_named_with_its_path_and_what_hangs_on_it_is_unknown() -> None:
    bom = [line("top", "sub"), line("sub", "kit"), line("kit", "sub"), line("top", "dy")]
    answer = traced(bom, items=[*ITEMS, {"item": "kit"}])
    assert answer.articles[0].cn_part1_value == between(3, None)
    assert any("sub > kit > sub" in fault.expected for fault in answer.faults)
    assert [item.component for item in answer.lines] == ["sub", "kit", "sub", "dy"]


def test_an_item_that_holds_itself_is_unknown() -> None:
    answer = traced([line("top", "top"), line("top", "dy")])
    assert answer.articles[0].cn_part1_value == between(0, None)


def test_a_cycle_that_no_day_has_is_none() -> None:
    bom = [
        line("top", "sub", 1, valid_to="2026-01-01"),
        line("sub", "top", 1, valid_to="2026-01-01"),
        line("top", "dy", 1),
    ]
    answer = traced(bom)
    assert answer.articles[0].cn_part1_value == Range.just(3)
    assert not answer.faults


def test_a_tree_of_more_than_a_hundred_levels_is_named_and_unknown() -> None:
    def chain(levels: int) -> Trace:
        names = ["top", *(f"s{at}" for at in range(levels - 1)), "dy"]
        items: Rows = [*ITEMS, *({"item": name} for name in names[1:-1])]
        pairs = pairwise(names)
        return traced([line(parent, child) for parent, child in pairs], items=items)

    assert chain(100).articles[0].cn_part1_value == Range.just(3)
    deep = chain(101)
    assert deep.articles[0].cn_part1_value == between(0, None)
    assert any("top > s0 > s1" in fault.expected for fault in deep.faults)


def test_an_item_described_nowhere_is_unknown() -> None:
    answer = traced([line("top", "ghost"), line("top", "dy")])
    assert answer.articles[0].cn_part1_value == between(3, None)
    assert [fault.key for fault in answer.faults] == ["ghost"]


def test_parts_dearer_than_the_whole_are_refused_as_a_ratio() -> None:
    answer = traced([line("top", "sub", 11), line("sub", "dy", 1)])
    assert answer.articles[0].cn_part1_value == Range.just(33)
    assert answer.articles[0].item_value == Range()
    assert answer.articles[0].share == between(0, None)
    assert [(f.file, f.column, f.key) for f in answer.faults] == [("items.csv", "value", "top")]


def test_the_cost_of_parts_without_a_price_is_that_of_theirs() -> None:
    items = [row for row in ITEMS if row["item"] != "sub"]
    bom = [line("top", "sub", 1), line("sub", "nut", 1001)]
    answer = traced(bom, items=[*items, {"item": "sub"}])
    assert answer.articles[0].item_value == Range()


def test_a_line_in_quarantine_leaves_its_parent_unknown() -> None:
    answer = traced([line("top", "dy")], keys={"bom": {"top"}})
    assert answer.articles[0].cn_part1_value == between(3, 1000)
    assert any(one.what == "bill" for one in answer.articles[0].unknowns)
    assert held([line("top", "dy")], keys={"bom": {None}}).hi is not None
    assert held([line("top", "nut")], keys={"bom": {"other"}}) == Range.just(0)


def test_a_line_without_a_component_leaves_its_parent_unknown() -> None:
    nameless = {"parent": "sub", "component": None, "quantity": 1}
    answer = traced([line("top", "sub"), line("sub", "dy"), nameless])
    assert answer.articles[0].cn_part1_value == between(3, 100)
    assert [fault.column for fault in answer.faults] == ["component"]


def test_an_item_in_quarantine_has_an_unknown_value() -> None:
    answer = traced([line("top", "dy")], keys={"items": {"dy"}})
    assert answer.articles[0].cn_part1_value == between(0, None)


def test_shared_assemblies_are_counted_at_every_place() -> None:
    bom = [
        line("top", "sub", 2),
        line("top", "kit", 3),
        line("kit", "sub", 1),
        line("sub", "dy", 1),
    ]
    answer = traced(bom, items=[*ITEMS, {"item": "kit"}])
    assert answer.articles[0].cn_part1_value == Range.just(15)
    assert [str(one.extended_quantity) for one in answer.lines] == ["2", "2", "3", "3", "3"]


def test_a_tree_too_large_to_write_out_is_still_traced() -> None:
    names = ["top", *(f"s{at}" for at in range(30)), "dy"]
    bom = [
        line(parent, child, 1, line=str(place))
        for parent, child in pairwise(names)
        for place in range(2)
    ]
    items: Rows = [
        {"item": "top", "value": 10**13, "currency": "USD"},
        *({"item": name} for name in names[1:-1]),
        ITEMS[2],
    ]
    answer = traced(bom, items=items)
    assert answer.articles[0].cn_part1_value == Range.just(3 * 2**31)
    assert answer.lines == ()
    assert any("places in the tree" in fault.expected for fault in answer.faults)


SEVERAL: Rows = [
    {"parent": "top", "component": "a", "quantity": 2, "bill": "1"},
    {"parent": "top", "component": "b", "quantity": 3, "bill": "1"},
    {"parent": "top", "component": "a", "quantity": 1, "bill": "2"},
    {"parent": "top", "component": "c", "quantity": 1, "bill": "2"},
    {"parent": "top", "component": "d", "quantity": 1},
]
EACH: Rows = [
    {"item": "top", "value": 100, "currency": "USD"},
    {"item": "a", "value": 1, "currency": "USD", "origin": "CN"},
    {"item": "b", "value": 1, "currency": "USD", "origin": "CN"},
    {"item": "c", "value": 7, "currency": "USD", "origin": "CN"},
    {"item": "d", "value": 2, "currency": "USD", "origin": "CN"},
]


def test_of_several_bills_one_is_made_with_all_its_rows() -> None:
    """The first holds 2 + 3, the second 1 + 7; the row without a bill is in both."""
    parts = graph(items=EACH, bom=SEVERAL)
    found = trace(parts, "top", TODAY, counted("a", "b", "c", "d"), {"top": "A"}, taken())
    assert found.articles[0].cn_part1_value == Range(Decimal(7), Decimal(10))
    assert [unknown.what for unknown in found.articles[0].unknowns][:1] == ["alternative"]
    assert {(line.component, line.alternative) for line in found.lines} == {
        ("a", "1"), ("b", "1"), ("a", "2"), ("c", "2"), ("d", "1"), ("d", "2"),
    }  # fmt: skip


def test_the_only_bill_is_the_bill() -> None:
    parts = graph(items=EACH, bom=SEVERAL[:2])
    found = trace(parts, "top", TODAY, counted("a", "b"), {"top": "A"}, taken())
    assert found.articles[0].cn_part1_value == Range.just(5)


def test_several_bills_below_are_swept_alike_in_machine_code() -> None:
    items = [*EACH, {"item": "whole", "value": 1000, "currency": "USD"}]
    bom = [*SEVERAL, {"parent": "whole", "component": "top", "quantity": 2, "per": 4}]
    parts = graph(items=items, bom=bom)
    asked = (counted("a", "b", "c", "d"), {"whole": "A"}, taken())
    plain = trace(parts, "whole", TODAY, *asked).articles[0].cn_part1_value
    assert plain == Range(Decimal("3.5"), Decimal(5))
    scope = Scope(parts, Question(asked[0], asked[1], Readings(asked[2])))
    swift = Day(scope, TODAY, large=True).articles(Node("whole"))
    assert swift[0].cn_part1_value == plain
