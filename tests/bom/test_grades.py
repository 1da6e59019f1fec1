"""A grade is a range: never one number, and nothing at all where it is not described."""

from __future__ import annotations

from decimal import Decimal

from licet.basics import Range
from licet.bom import Counted, Trace, trace
from tests.bom.parts import TODAY, Rows, counted, graph, taken

ITEMS: Rows = [
    {"item": "top", "value": 1000, "currency": "USD"},
    {"item": "block", "unit": "KG", "value": 90, "currency": "USD", "origin": "CN",
     "grade": "N42SH"},
]  # fmt: skip
BOM: Rows = [{"parent": "top", "component": "block", "quantity": "0.5", "unit": "KG"}]
PRICES: Rows = [
    {"entry": "dy", "price_lo": 200, "price_hi": 300, "currency": "USD", "unit": "kg",
     "valid_to": "2026-12-31"},
    {"entry": "dy", "price_lo": 500, "price_hi": 600, "currency": "USD", "unit": "kg",
     "valid_from": "2027-01-01"},
]  # fmt: skip
GRADES: Rows = [
    {"grade": "N42SH", "element": "Dy", "mass_fraction_lo": "0.02", "mass_fraction_hi": "0.04"},
]


def traced(
    grades: Rows = GRADES, items: Rows = ITEMS, declarations: Rows = (), **readings: str | None
) -> Trace:
    counts = Counted(counted().items, "CN", metals={"Dy": "dy"})
    parts = graph(items=items, bom=BOM, prices=PRICES, grades=grades, declarations=declarations)
    options = {"A_05": "by_metal_content", **readings}
    return trace(parts, "top", TODAY, counts, {"top": "A"}, taken(**options))


def held(trace: Trace) -> Range:
    return trace.articles[0].cn_part1_value


def test_a_grade_is_worth_a_range_at_the_price_of_the_day() -> None:
    assert held(traced()) == Range(Decimal(2), Decimal(6))
    assert held(traced(A_05="not_counted")) == Range.just(0)


def test_a_composition_that_is_known_comes_before_the_grade() -> None:
    items = [ITEMS[0], {**ITEMS[1], "composition": "Nd 32 %, Dy 3 %, Fe 64 %, B 1 %"}]
    assert held(traced(items=items)) == Range(Decimal(3), Decimal("4.5"))


def test_a_grade_that_nobody_describes_is_unknown_and_named() -> None:
    found = traced(grades=[{**GRADES[0], "grade": "N35"}])
    assert held(found) == Range(Decimal(0), Decimal(45))
    assert any("N42SH is not" in fault.expected for fault in found.faults)
    assert any(unknown.what == "composition" for unknown in found.articles[0].unknowns)


def test_a_grade_stated_as_one_number_is_a_fault_and_proves_nothing() -> None:
    found = traced(grades=[{**GRADES[0], "mass_fraction_hi": "0.02"}])
    assert held(found) == Range(Decimal(0), Decimal(150))
    assert any("never one number" in fault.expected for fault in found.faults)


def test_a_grade_that_no_longer_holds_is_unknown() -> None:
    found = traced(grades=[{**GRADES[0], "valid_to": "2026-01-01"}])
    assert held(found) == Range(Decimal(0), Decimal(45))


def test_what_a_grade_does_not_name_may_be_all_that_is_left() -> None:
    found = traced(
        grades=[{**GRADES[0], "element": "Nd", "mass_fraction_lo": "0.9", "mass_fraction_hi": 1}]
    )
    assert held(found) == Range(Decimal(0), Decimal(15))


def test_a_supplier_may_state_the_grade_and_two_grades_leave_both() -> None:
    grades = [
        *GRADES,
        {"grade": "N42EH", "element": "Dy", "mass_fraction_lo": "0.05", "mass_fraction_hi": "0.06"},
    ]
    items = [ITEMS[0], {**ITEMS[1], "grade": None}]
    rows = [{"item": "block", "grade": "N42EH"}]
    assert held(traced(grades, items, rows)) == Range(Decimal(5), Decimal(9))
    found = traced(grades, ITEMS, rows)
    assert held(found) == Range(Decimal(2), Decimal(9))
    assert any("one grade of block" in fault.expected for fault in found.faults)


def test_a_declared_entry_is_held_as_the_grade_allows() -> None:
    rows = [{"item": "block", "grade": "N42SH", "entry": "dy", "origin": "CN"}]
    assert held(traced(declarations=rows, A_05="not_counted")) == Range(Decimal(2), Decimal(6))
