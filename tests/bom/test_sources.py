"""Prices, suppliers, shares, origins and currencies."""

from __future__ import annotations

from decimal import Decimal

import pytest

from licet.basics import Range
from licet.bom import Article, Counted, trace
from tests.bom.parts import TODAY, Rows, counted, graph, tainted, taken

ITEMS: Rows = [{"item": "top", "value": 1000, "currency": "USD"}, {"item": "dy"}]
BOM: Rows = [{"parent": "top", "component": "dy", "quantity": 2}]


def source(price: object, origin: str | None = "CN", **more: object) -> dict[str, object]:
    return {"item": "dy", "price": price, "origin": origin, "currency": "USD"} | more


def article(
    sources: Rows,
    items: Rows = ITEMS,
    bom: Rows = BOM,
    rates: Rows = (),
    counts: Counted | None = None,
    **options: str | None,
) -> Article:
    tables = {"items": items, "bom": bom, "sources": sources}
    parts = graph(**tables, rates=rates) if rates else graph(**tables)
    answer = trace(parts, "top", TODAY, counts or counted("dy"), {"top": "A"}, taken(**options))
    return answer.articles[0]


def held(sources: Rows, **options: str | None) -> Range:
    return article(sources, ITEMS, BOM, (), None, **options).cn_part1_value


def between(lo: object, hi: object) -> Range:
    return Range(Decimal(str(lo)), None if hi is None else Decimal(str(hi)))


MIXED = (source(5, "CN", supplier="a", share=60), source(7, "JP", supplier="b", share=40))


def test_the_price_of_a_supplier_is_what_an_input_is_worth() -> None:
    assert held([source(5)]) == Range.just(10)


def test_a_price_may_be_for_a_hundred_or_a_dozen() -> None:
    assert held([source(5, per=100)]) == Range.just("0.1")
    for quantity, expected in (
        (24, Range.just(10)),
        (2, between("0.833333333333", "0.833333333334")),
    ):
        bom = [{"parent": "top", "component": "dy", "quantity": quantity, "unit": "EA"}]
        assert article([source(5, unit="DZ")], bom=bom).cn_part1_value == expected


def test_a_price_for_a_unit_that_nobody_counts_in_is_unknown() -> None:
    assert held([source(5, unit="DZ")]) == between(0, None)
    items: Rows = [ITEMS[0], {"item": "dy", "value": 3, "currency": "USD", "origin": "CN"}]
    bom = [*BOM, {"parent": "top", "component": "dy", "quantity": 5, "unit": "G", "line": "2"}]
    bom = [*bom, {"parent": "top", "component": "dy", "quantity": 5, "unit": "KG", "line": "3"}]
    assert article([], items=items, bom=bom).cn_part1_value == between(0, None)


@pytest.mark.parametrize(
    ("wrong", "column"), [({"price": 0}, "price"), ({"per": 0}, "per"), ({"price": -2}, "price")]
)
def test_a_price_that_cannot_be_is_unknown_and_named(wrong: dict[str, object], column: str) -> None:
    rows = [source(5) | wrong]
    assert held(rows) == between(0, None)
    answer = trace(
        graph(items=ITEMS, bom=BOM, sources=rows),
        "top", TODAY, counted("dy"), {"top": "A"}, taken(),
    )  # fmt: skip
    assert [fault.column for fault in answer.faults] == [column]


def test_a_source_without_a_price_falls_back_on_the_value_of_the_item() -> None:
    assert held([source(None)]) == between(0, None)
    items: Rows = [ITEMS[0], {"item": "dy", "value": 4, "currency": "USD"}]
    assert article([source(None)], items=items).cn_part1_value == Range.just(8)


def test_only_the_sources_of_the_day_count() -> None:
    rows = [source(5, valid_to="2026-01-01"), source(6, valid_from="2026-01-02")]
    assert held(rows) == Range.just(12)


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("any_taints", Range.just(14)),
        ("pro_rata", Range.just(6)),
        ("fifo", between(0, 10)),
        (None, between(0, 14)),
    ],
)
def test_mixed_stock_is_read_in_each_way(option: str | None, expected: Range) -> None:
    assert held(MIXED, A_07=option) == expected


def test_shares_of_one_origin_weigh_the_price() -> None:
    rows = (source(5, "CN", share=60), source(7, "CN", share=40))
    assert held(rows, A_07="pro_rata", A_03="purchase") == Range.just("11.6")
    assert held(rows, A_07="any_taints", A_03="purchase") == between(10, 14)
    assert held(rows) == Range.just(14)


def test_shares_may_be_written_as_parts_of_one() -> None:
    rows = (source(5, "CN", share="0.6"), source(7, "JP", share="0.4"))
    assert held(rows, A_07="pro_rata") == Range.just(6)


def test_shares_that_make_no_whole_are_not_used_and_named() -> None:
    rows = (source(5, "CN", share=60), source(7, "JP", share=30))
    assert held(rows, A_07="pro_rata") == between(0, 10)
    answer = trace(
        graph(items=ITEMS, bom=BOM, sources=rows),
        "top", TODAY, counted("dy"), {"top": "A"}, taken(),
    )  # fmt: skip
    assert [fault.column for fault in answer.faults] == ["share"]


def test_stock_of_another_origin_throughout_is_nothing() -> None:
    assert held([source(5, "JP"), source(6, "AU")]) == Range.just(0)


def test_stock_of_unknown_origin_is_nothing_or_all_of_it() -> None:
    assert held([source(5, None), source(6, "AU")]) == between(0, 10)
    assert held([source(5, None), source(6, "CN")]) == Range.just(12)


def test_the_basis_of_valuation_is_a_reading() -> None:
    items: Rows = [
        {"item": "top", "value": 1000, "currency": "USD"},
        {"item": "dy", "value": 9, "currency": "USD"},
    ]
    rows = [source(5)]
    for option, expected in (
        ("highest_over_lowest", Range.just(18)),
        ("purchase", Range.just(10)),
        ("market", Range.just(18)),
        (None, between(10, 18)),
    ):
        assert article(rows, items=items, A_03=option).cn_part1_value == expected


def test_a_bought_article_is_worth_the_lowest_on_file() -> None:
    items: Rows = [{"item": "top", "value": 1000, "currency": "USD"}, {"item": "dy"}]
    rows = [source(5), {"item": "top", "price": 800, "currency": "USD", "origin": "JP"}]
    assert article(rows, items=items).item_value == Range.just(800)
    assert article(rows, items=items, A_03="market").item_value == Range.just(1000)
    assert article(rows, items=items, A_03=None).item_value == between(800, 1000)
    assert article(rows, items=items).share == Range.just("0.0125")


def test_an_input_of_another_origin_still_holds_what_it_was_made_from() -> None:
    items: Rows = [*ITEMS, {"item": "oxide", "value": 1, "currency": "USD", "origin": "CN"}]
    bom = [*BOM, {"parent": "dy", "component": "oxide", "quantity": 3}]
    counts = counted("dy", "oxide")
    for option, expected in (
        ("count_transformed", Range.just(6)),
        ("as_bought_only", Range.just(0)),
        (None, between(0, 6)),
    ):
        found = article([source(5, "JP")], items=items, bom=bom, counts=counts, A_04=option)
        assert found.cn_part1_value == expected
    inside = article([source(5, "CN")], items=items, bom=bom, counts=counts)
    assert inside.cn_part1_value == Range.just(10)


def test_inputs_may_be_compared_one_by_one() -> None:
    items: Rows = [*ITEMS, {"item": "tb", "value": 8, "currency": "USD", "origin": "CN"}]
    bom = [*BOM, {"parent": "top", "component": "tb", "quantity": 1}]
    counts = counted("dy", "tb")
    for option, expected in (
        ("sum", Range.just(18)),
        ("each", Range.just(10)),
        (None, between(10, 18)),
    ):
        found = article([source(5)], items=items, bom=bom, counts=counts, A_02=option)
        assert found.cn_part1_value == expected
    alike = Counted(counts.items, "CN", kinds={"dy": "heavy", "tb": "heavy"})
    found = article([source(5)], items=items, bom=bom, counts=alike, A_02="each")
    assert found.cn_part1_value == Range.just(18)


def test_signs_of_origin_are_read_in_each_way() -> None:
    items: Rows = [ITEMS[0], {"item": "dy", "made_in": "CN", "origin": "JP"}]
    assert article([source(5, None)], items=items).cn_part1_value == Range.just(10)
    one = article([source(5, None)], items=items, A_06="substantial_transformation")
    assert one.cn_part1_value == Range.just(0)
    assert article([source(5)], A_06="mining").cn_part1_value == between(0, 10)


def test_money_is_converted_at_the_last_rate_by_the_day() -> None:
    rates = [
        {"currency": "JPY", "on": "2026-01-01", "rate": "0.007"},
        {"currency": "JPY", "on": "2026-11-22", "rate": "0.0065"},
        {"currency": "JPY", "on": "2026-11-23", "rate": "1"},
    ]
    assert article([source(1000, currency="JPY")], rates=rates).cn_part1_value == Range.just(13)


def test_money_without_a_rate_by_the_day_is_unknown() -> None:
    late = [{"currency": "JPY", "on": "2026-12-01", "rate": "0.007"}]
    assert article([source(1000, currency="JPY")], rates=late).cn_part1_value == between(0, None)
    assert held([source(1000, currency="EUR")]) == between(0, None)
    assert held([source(5, currency=None)]) == between(0, None)


def test_the_base_currency_may_be_told_by_a_rate_of_one_or_by_the_value_of_articles() -> None:
    rows = [source(1000, currency="JPY")]
    told = [{"currency": "USD", "on": "2026-01-01", "rate": 1}]
    jpy = {"currency": "JPY", "on": "2026-01-01", "rate": "0.007"}
    assert article(rows, rates=[*told, jpy]).cn_part1_value == Range.just(14)
    euros = [source(3, currency="EUR")]
    found = article(euros, rates=[jpy])
    assert found.cn_part1_value == between(0, None)
    assert found.item_value == Range.just(1000)
    parts = graph(items=ITEMS, bom=BOM, sources=rows, rates=[jpy])
    assert any("taken to be USD" in fault.expected for fault in parts.faults)


def test_a_folder_that_names_no_currency_has_one() -> None:
    items: Rows = [{"item": "top", "value": 1000}, {"item": "dy"}]
    assert article([source(5, currency=None)], items=items).cn_part1_value == Range.just(10)


def test_a_source_in_quarantine_leaves_price_and_origin_unknown() -> None:
    parts = tainted({"sources": {"dy"}}, items=ITEMS, bom=BOM, sources=[source(5, "JP")])
    found = trace(parts, "top", TODAY, counted("dy"), {"top": "A"}, taken()).articles[0]
    assert found.cn_part1_value == between(0, None)


def test_a_rate_in_quarantine_leaves_its_currency_unknown() -> None:
    rates = [{"currency": "JPY", "on": "2026-01-01", "rate": "0.007"}]
    tables: dict[str, Rows] = {"items": ITEMS, "bom": BOM, "sources": [source(5, currency="JPY")]}
    parts = tainted({"rates": {"JPY"}}, **tables, rates=rates)
    found = trace(parts, "top", TODAY, counted("dy"), {"top": "A"}, taken()).articles[0]
    assert found.cn_part1_value == between(0, None)
