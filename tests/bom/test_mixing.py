"""Mixed stock: what went into which lot, and that nothing is lost or made on the way."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from licet.basics import Range
from licet.bom import Article, trace
from licet.bom.mixing import Drawn, Movement, fifo, pro_rata
from tests.bom.parts import TODAY, Rows, counted, graph, taken

MOVED = st.builds(
    Movement,
    st.fractions(-50, 50).filter(bool),
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from(["L1", "L2"]),
)


def _held(drawn: Drawn, supplier: str) -> Fraction:
    lots = sum(
        (drawn.quantities[lot] * parts.get(supplier, 0) for lot, parts in drawn.lots.items()),
        Fraction(0),
    )
    return lots + drawn.left.get(supplier, 0)


@given(st.lists(MOVED, max_size=12))
def test_what_came_in_is_in_the_lots_or_still_in_stock(movements: list[Movement]) -> None:
    for rule in (fifo, pro_rata):
        drawn = rule(movements)
        for supplier in ("a", "b", "c"):
            came = sum(
                (m.quantity for m in movements if m.quantity > 0 and m.supplier == supplier),
                Fraction(0),
            )
            assert _held(drawn, supplier) == came


@given(st.lists(MOVED, max_size=12))
def test_the_parts_of_a_lot_make_a_whole(movements: list[Movement]) -> None:
    for rule in (fifo, pro_rata):
        for parts in rule(movements).lots.values():
            assert sum(parts.values()) == 1


ITEMS: Rows = [{"item": "top", "value": 1000, "currency": "USD"}, {"item": "dy", "unit": "KG"}]
BOM: Rows = [
    {"parent": "top", "component": "dy", "quantity": 1, "lot": "T1", "component_lot": "L1"},
    {"parent": "top", "component": "dy", "quantity": 1, "lot": "T2", "component_lot": "L2"},
]
SOURCES: Rows = [
    {"item": "dy", "supplier": "a", "price": 6, "currency": "USD", "origin": "CN", "share": 50},
    {"item": "dy", "supplier": "b", "price": 8, "currency": "USD", "origin": "JP", "share": 50},
]
STOCK: Rows = [
    {"item": "dy", "on": "2026-01-01", "quantity": 10, "supplier": "a"},
    {"item": "dy", "on": "2026-01-02", "quantity": 30000, "supplier": "b", "unit": "G"},
    {"item": "dy", "on": "2026-01-03", "quantity": -10, "lot": "L1"},
    {"item": "dy", "on": "2026-01-04", "quantity": -10, "lot": "L2"},
]


def article(lot: str | None, stock: Rows = STOCK, rule: str | None = "any_taints") -> Article:
    parts = graph(items=ITEMS, bom=BOM, sources=SOURCES, stock=stock)
    answer = trace(parts, "top", TODAY, counted("dy"), {"top": "A"}, taken(A_07=rule), lot)
    return answer.articles[0]


def between(lo: int, hi: int) -> Range:
    return Range(Decimal(lo), Decimal(hi))


def test_stock_tells_what_a_lot_was_made_of_by_each_rule() -> None:
    for lot, rule, expected in (
        ("T1", "fifo", Range.just(6)),
        ("T2", "fifo", Range.just(0)),
        ("T1", "pro_rata", Range.just("1.5")),
        ("T2", "pro_rata", Range.just("1.5")),
        ("T2", "any_taints", Range.just(8)),
        ("T2", None, between(0, 8)),
        (None, "fifo", between(0, 6)),
    ):
        assert article(lot, rule=rule).cn_part1_value == expected


def test_a_lot_that_took_more_than_there_was_is_not_settled() -> None:
    short = [*STOCK[:3], {"item": "dy", "on": "2026-01-04", "quantity": -31, "lot": "L2"}]
    assert article("T2", short, "fifo").cn_part1_value == between(0, 6)
    assert article("T1", short, "fifo").cn_part1_value == Range.just(6)


def test_an_unclear_movement_leaves_the_stock_untold() -> None:
    unclear = [*STOCK, {"item": "dy", "on": None, "quantity": 5, "supplier": "a"}]
    assert article("T1", unclear, "fifo").cn_part1_value == between(0, 6)


def test_the_effect_of_each_rule_is_shown() -> None:
    effects = article("T1").under("A-07")
    assert {option: str(one.cn_part1_value) for option, one in effects.items()} == {
        "any_taints": "8",
        "pro_rata": "1.5",
        "fifo": "6",
    }
    parts = graph(items=ITEMS, bom=BOM, sources=SOURCES, stock=STOCK)
    answer = trace(parts, "top", TODAY, counted("dy"), {"top": "A"}, taken(), "T2")
    assert answer.as_json()["articles"][0]["mixing"]["fifo"] == {"lo": "0", "hi": "0"}


BOUGHT = st.lists(
    st.tuples(st.integers(1, 9), st.sampled_from(["CN", "JP", None])), min_size=1, max_size=4
)


@given(BOUGHT, st.none() | st.integers(0, 100))
def test_no_rule_finds_more_than_that_one_part_taints_all(
    bought: list[tuple[int, str | None]], share: int | None
) -> None:
    shared = share is not None and len(bought) == 2
    shares = [share, 100 - (share or 0)] if shared else [None] * len(bought)
    sources = [
        {"item": "dy", "supplier": f"s{at}", "price": price, "currency": "USD", "origin": origin,
         "share": part or None}
        for at, ((price, origin), part) in enumerate(zip(bought, shares, strict=True))
    ]  # fmt: skip
    bom = [{"parent": "top", "component": "dy", "quantity": 1}]
    parts = graph(items=ITEMS, bom=bom, sources=sources)
    answer = trace(parts, "top", TODAY, counted("dy"), {"top": "A"}, taken())
    each = {option: one.cn_part1_value for option, one in answer.articles[0].under("A-07").items()}
    worst = each.pop("any_taints")
    for other in each.values():
        assert worst.hi is not None
        assert other.hi is not None
        assert worst.hi >= other.hi
