"""What suppliers declare, at any level, and what is made of two who disagree."""

from __future__ import annotations

from decimal import Decimal

from licet.basics import Range
from licet.bom import Trace, trace
from tests.bom.parts import TODAY, Rows, counted, graph, tainted, taken

ITEMS: Rows = [
    {"item": "top", "value": 1000, "currency": "USD"},
    {"item": "magnet", "value": 25, "currency": "USD", "unit": "EA"},
]
BOM: Rows = [{"parent": "top", "component": "magnet", "quantity": 4}]


def said(**words: object) -> dict[str, object]:
    return {"item": "magnet", "entry": "dy", "origin": "CN", "currency": "USD"} | words


def traced(declarations: Rows, lot: str | None = None, **tables: Rows) -> Trace:
    parts = graph(**{"items": ITEMS, "bom": BOM, "declarations": declarations} | tables)
    top = "magnet" if lot else "top"
    articles = {"top": "A", "magnet": "A"}
    return trace(parts, top, TODAY, counted(), articles, taken(), lot)


def held(declarations: Rows, lot: str | None = None, **tables: Rows) -> Range:
    return traced(declarations, lot, **tables).articles[0].cn_part1_value


def between(lo: object, hi: object) -> Range:
    return Range(Decimal(str(lo)), None if hi is None else Decimal(str(hi)))


def test_a_declared_range_goes_up_the_tree() -> None:
    assert held([said(value_lo="1.2", value_hi="1.5")]) == between("4.8", 6)


def test_nothing_declared_is_nothing() -> None:
    assert held([said(entry="none", origin=None)]) == Range.just(0)


def test_an_open_end_is_at_most_the_whole_of_what_was_bought() -> None:
    assert held([said(value_lo=1)]) == between(4, 100)
    assert held([said()]) == between(0, 100)


def test_a_declared_entry_of_another_origin_is_nothing() -> None:
    assert held([said(value_lo=1, value_hi=1, origin="JP")]) == Range.just(0)
    assert held([said(value_lo=1, value_hi=1, origin=None)]) == between(0, 4)


def test_statements_that_overlap_leave_what_both_allow() -> None:
    rows = [said(value_lo=1, value_hi=3), said(value_lo=2, value_hi=5)]
    assert held(rows) == between(8, 12)
    assert not traced(rows).faults


def test_statements_that_disagree_leave_all_that_either_allows_and_are_named() -> None:
    rows = [said(value_lo=1, value_hi=1), said(value_lo=3, value_hi=4)]
    assert held(rows) == between(4, 16)
    assert any("declarations.csv:2, declarations.csv:3" in f.expected for f in traced(rows).faults)
    none = [said(value_lo=1, value_hi=1), said(entry="none")]
    assert held(none) == between(0, 4)
    assert len(traced(none).faults) == 1


def test_several_entries_add_up() -> None:
    rows = [said(value_lo=1, value_hi=1), said(entry="tb", value_lo=2, value_hi=3)]
    assert held(rows) == between(12, 16)


def test_only_statements_of_the_day_count() -> None:
    rows = [
        said(value_lo=1, value_hi=1, valid_to="2026-01-01"),
        said(value_lo=2, value_hi=2, valid_from="2026-01-02"),
    ]
    assert held(rows) == Range.just(8)


def test_each_supplier_speaks_of_what_it_delivers() -> None:
    sources: Rows = [
        {"item": "magnet", "supplier": "a", "price": 20, "currency": "USD", "share": 50},
        {"item": "magnet", "supplier": "b", "price": 30, "currency": "USD", "share": 50},
    ]
    one = [said(supplier="a", value_lo=1, value_hi=1)]
    assert held(one, sources=sources) == between(4, 120)
    both = [*one, said(supplier="b", entry="none")]
    assert held(both, sources=sources) == Range.just(4)
    parts = graph(items=ITEMS, bom=BOM, declarations=both, sources=sources)
    answer = trace(parts, "top", TODAY, counted(), {"top": "A"}, taken(A_07="pro_rata"))
    assert answer.articles[0].cn_part1_value == Range.just(2)


def test_suppliers_who_differ_do_not_disagree_where_nobody_knows_who_delivered() -> None:
    sources: Rows = [{"item": "magnet", "price": 20, "currency": "USD"}]
    rows = [said(supplier="a", value_lo=1, value_hi=1), said(supplier="b", value_lo=3, value_hi=3)]
    assert held(rows, sources=sources) == between(4, 12)
    assert not traced(rows, sources=sources).faults


def test_a_lot_has_its_own_statement() -> None:
    rows = [said(value_lo=1, value_hi=1, lot="L1"), said(value_lo=2, value_hi=2)]
    assert held(rows, "L1") == Range.just(1)
    assert held(rows, "L7") == Range.just(2)
    assert held(rows) == between(4, 8)
    assert held(rows[:1]) == between(0, 100)


def test_a_bill_and_a_statement_that_disagree_are_named() -> None:
    bom = [*BOM, {"parent": "magnet", "component": "iron", "quantity": 1}]
    items = [*ITEMS, {"item": "iron"}]
    answer = traced([said(value_lo=1, value_hi=1)], items=items, bom=bom)
    assert answer.articles[0].cn_part1_value == between(0, 4)
    assert any("agrees with the listed bill" in fault.expected for fault in answer.faults)


def test_a_mass_fraction_becomes_value_through_the_price_of_the_day() -> None:
    items = [ITEMS[0], dict(ITEMS[1]) | {"weight": 50, "weight_unit": "g"}]
    prices: Rows = [
        {"entry": "dy", "price_lo": 200, "price_hi": 300, "currency": "USD", "unit": "kg",
         "valid_to": "2026-10-31"},
        {"entry": "dy", "price_lo": 250, "price_hi": 400, "currency": "USD", "unit": "kg",
         "valid_from": "2026-11-01"},
    ]  # fmt: skip
    rows = [said(mass_fraction_lo="0.01", mass_fraction_hi="0.02")]
    assert held(rows, items=items, prices=prices) == between("0.5", "1.6")
    assert held(rows, items=items) == between(0, 100)
    assert held(rows, prices=prices) == between(0, 100)
    nothing = [said(mass_fraction_lo=0, mass_fraction_hi=0)]
    assert held(nothing) == Range.just(0)


def test_a_statement_with_its_ends_reversed_is_unknown_and_named() -> None:
    answer = traced([said(value_lo=3, value_hi=1)])
    assert answer.articles[0].cn_part1_value == between(0, 100)
    assert [fault.column for fault in answer.faults] == ["value_lo"]


def test_a_statement_in_quarantine_leaves_the_content_unknown() -> None:
    parts = tainted(
        {"declarations": {"magnet"}}, items=ITEMS, bom=BOM, declarations=[said(entry="none")]
    )
    answer = trace(parts, "top", TODAY, counted(), {"top": "A"}, taken())
    assert answer.articles[0].cn_part1_value == between(0, 100)


def test_a_statement_of_a_supplier_who_does_not_deliver_says_nothing() -> None:
    sources: Rows = [{"item": "magnet", "supplier": "b", "price": 30, "currency": "USD"}]
    assert held([said(supplier="a", entry="none")], sources=sources) == between(0, 120)


def test_the_weaker_gives_way_to_the_strongest_and_the_disagreement_is_named() -> None:
    rows = [said(value_lo=1, value_hi=1, rank=2), said(value_lo=3, value_hi=4, rank=1), said()]
    assert held(rows) == between(12, 16)
    assert any("declarations.csv:3, declarations.csv:2" in f.expected for f in traced(rows).faults)


def test_a_weaker_one_that_agrees_is_no_fault() -> None:
    rows = [said(value_lo=1, value_hi=5), said(value_lo=3, value_hi=6, rank=7)]
    assert held(rows) == between(12, 24)
    assert not traced(rows).faults


def test_equal_ranks_that_disagree_leave_all_that_either_allows() -> None:
    rows = [said(value_lo=1, value_hi=1, rank=1), said(value_lo=3, value_hi=4, rank=1)]
    assert held(rows) == between(4, 16)


def test_a_rank_weighs_only_among_the_words_of_one_supplier() -> None:
    rows = [
        said(value_lo=1, value_hi=1, rank=1),
        said(value_lo=3, value_hi=4, rank=2, supplier="b"),
    ]
    assert held(rows) == between(4, 16)
