"""Which articles are inside: in every unit, or only with some lot or alternative."""

from __future__ import annotations

from licet.bom import Article, trace
from tests.bom.parts import TODAY, Rows, counted, graph, taken

ITEMS: Rows = [
    {"item": name, "value": 100, "unit": "EA"} for name in ("pump", "motor", "plain", "magnet")
]
ARTICLES: dict[str, str | None] = {"motor": "P2-I-4", "magnet": "P2-I-3"}


def articles(*bom: dict[str, object]) -> list[Article]:
    """The articles in a pump with this bill."""
    lines = [{"quantity": 1, "unit": "EA"} | line for line in bom]
    tables: dict[str, Rows] = {"items": ITEMS, "bom": lines}
    return list(trace(graph(**tables), "pump", TODAY, counted(), ARTICLES, taken()).articles)


def test_what_every_line_holds_is_certain() -> None:
    found = articles(
        {"parent": "pump", "component": "motor"}, {"parent": "motor", "component": "magnet"}
    )
    assert [(one.item, one.certain) for one in found] == [("motor", True), ("magnet", True)]


def test_one_of_two_alternatives_may_be_absent_and_what_both_hold_is_not() -> None:
    found = articles(
        {"parent": "pump", "component": "motor", "alternative": "A"},
        {"parent": "pump", "component": "plain", "alternative": "A"},
        {"parent": "motor", "component": "magnet"},
        {"parent": "plain", "component": "magnet"},
    )
    assert {one.item: one.certain for one in found} == {"motor": False, "magnet": True}


def test_an_alternative_that_stands_alone_may_be_left_out() -> None:
    found = articles({"parent": "pump", "component": "motor", "alternative": "A"})
    assert [(one.item, one.certain) for one in found] == [("motor", False)]


def test_what_only_one_lot_holds_may_be_absent() -> None:
    found = articles(
        {"parent": "pump", "component": "motor", "lot": "L1"},
        {"parent": "pump", "component": "plain", "lot": "L2"},
    )
    assert [(one.item, one.certain) for one in found] == [("motor", False)]


def test_two_lots_of_one_article_stand_for_themselves() -> None:
    found = articles(
        {"parent": "pump", "component": "magnet", "component_lot": "A"},
        {"parent": "pump", "component": "magnet", "component_lot": "B"},
    )
    assert [(one.item, one.lot) for one in found] == [("magnet", "A"), ("magnet", "B")]
