"""Which technology made an article: the direct product counts, equipment is kept apart."""

from __future__ import annotations

from collections.abc import Mapping

from licet.basics import Truth
from licet.bom import Article, trace
from tests.bom.parts import TODAY, Rows, counted, graph, tainted, taken

ITEMS: Rows = [{"item": "motor"}, {"item": "magnet"}]
BOM: Rows = [{"parent": "motor", "component": "magnet", "quantity": 1}]


def step(item: str = "magnet", **words: object) -> dict[str, object]:
    usual = {"field": "magnet_making", "technology_origin": "CN", "public_domain": False}
    return {"item": item} | usual | words


def traced(
    processes: Rows, item: str = "magnet", lot: str | None = None, **options: str | None
) -> Article:
    parts = graph(items=ITEMS, bom=BOM, processes=processes)
    articles = {"motor": "A", "magnet": "A"}
    return trace(parts, item, TODAY, counted(), articles, taken(**options), lot).articles[0]


def made(processes: Rows, item: str = "magnet", lot: str | None = None) -> Truth:
    return traced(processes, item, lot).made_with_technology


def test_one_step_with_counted_technology_is_enough() -> None:
    assert made([step(), step(technology_origin="JP")]) is True


def test_steps_all_with_technology_from_elsewhere_are_not() -> None:
    assert made([step(technology_origin="JP"), step(technology_origin="DE")]) is False


def test_a_step_of_unknown_technology_is_unknown() -> None:
    assert made([step(technology_origin=None), step(technology_origin="DE")]) is None
    assert made([]) is None


def test_technology_in_the_public_domain_does_not_count_and_unstated_is_unknown() -> None:
    assert made([step(public_domain=True)]) is False
    assert made([step(public_domain=None)]) is None


def test_only_the_direct_product_counts_unless_read_downstream() -> None:
    assert made([step()], "motor") is None
    steps = [step(), step("motor", technology_origin="DE")]
    assert made(steps, "motor") is False
    assert traced(steps, "motor", A_35="downstream").made_with_technology is True
    assert traced(steps, "motor", A_35=None).made_with_technology is None


def test_equipment_is_kept_apart_unless_it_is_read_as_technology() -> None:
    steps = [step(technology_origin="JP", equipment_origin="CN")]
    assert traced(steps).made_with_technology is False
    assert traced(steps).made_with_equipment is True
    assert traced(steps, A_34="yes").made_with_technology is True
    assert traced([step(technology_origin="JP")], A_34="yes").made_with_technology is None


def test_a_lot_has_its_own_steps() -> None:
    steps = [step(lot="L1"), step(lot="L2", technology_origin="JP")]
    assert made(steps, lot="L1") is True
    assert made(steps, lot="L2") is False
    assert made(steps, lot="L3") is None
    assert made(steps) is None


def test_a_declared_technology_is_a_step() -> None:
    row = {"item": "magnet", "technology_field": "magnet_making", "technology_origin": "JP"}
    parts = graph(items=ITEMS, bom=BOM, declarations=[row])
    answer = trace(parts, "magnet", TODAY, counted(), {"magnet": "A"}, taken())
    assert answer.articles[0].made_with_technology is False


def test_a_step_in_quarantine_leaves_it_unknown_unless_another_settles_it() -> None:
    for origin, expected in (("JP", None), ("CN", True)):
        parts = tainted(
            {"processes": {"magnet"}},
            items=ITEMS,
            bom=BOM,
            processes=[step(technology_origin=origin)],
        )
        answer = trace(parts, "magnet", TODAY, counted(), {"magnet": "A"}, taken())
        assert answer.articles[0].made_with_technology is expected


def test_what_technology_is_unknown_is_told() -> None:
    assert "technology" in [one.what for one in traced([]).unknowns]
    rows = [str(each) for each in traced([step()]).evidence]
    assert "processes.csv:2" in rows


def declared(*rows: Mapping[str, object]) -> tuple[Truth, list[str]]:
    usual = {"item": "magnet", "technology_field": "magnet_making", "supplier": "a",
             "technology_public_domain": False}  # fmt: skip
    parts = graph(items=ITEMS, bom=BOM, declarations=[{**usual, **row} for row in rows])
    found = trace(parts, "magnet", TODAY, counted(), {"magnet": "A"}, taken())
    return found.articles[0].made_with_technology, [fault.expected for fault in found.faults]


def test_declarations_that_contradict_each_other_leave_technology_unknown() -> None:
    chinese, korean = {"technology_origin": "CN"}, {"technology_origin": "KR"}
    truth, faults = declared(chinese, korean)
    assert truth is None
    assert any("declarations.csv:2, declarations.csv:3" in fault for fault in faults)
    assert declared(chinese, korean | {"supplier": "b"}) == (True, [])
    assert declared(chinese, {"technology_origin": None}) == (True, [])


def test_the_strongest_declaration_of_technology_counts_and_the_other_is_named() -> None:
    truth, faults = declared({"technology_origin": "CN"}, {"technology_origin": "KR", "rank": 1})
    assert truth is False
    assert len(faults) == 1
