"""Values, levels and quantities through a small tree."""

from __future__ import annotations

from decimal import Decimal

from licet.basics import Range
from licet.bom import Article, articles_of, trace
from tests.bom.parts import TODAY, Rows, counted, graph, taken

MOTOR: dict[str, Rows] = {
    "items": [
        {"item": "motor", "value": 1890, "currency": "USD", "unit": "EA"},
        {"item": "rotor", "value": 400, "currency": "USD", "unit": "EA"},
        {"item": "magnet", "value": 25, "currency": "USD", "unit": "EA"},
        {"item": "dysprosium", "value": 500, "currency": "USD", "unit": "KG", "origin": "CN"},
        {"item": "steel", "value": 2, "currency": "USD", "unit": "KG"},
    ],
    "bom": [
        {"parent": "motor", "component": "rotor", "quantity": 1, "unit": "EA"},
        {"parent": "motor", "component": "steel", "quantity": 3, "unit": "KG"},
        {"parent": "rotor", "component": "magnet", "quantity": 8, "unit": "EA"},
        {"parent": "magnet", "component": "dysprosium", "quantity": "0.625", "unit": "G"},
        {"parent": "magnet", "component": "steel", "quantity": 20, "unit": "G"},
    ],
}
ARTICLES: dict[str, str | None] = {"motor": "P2-I-4", "rotor": "P2-I-4", "magnet": "P2-I-3"}


def _articles(top: str = "motor", **tables: Rows) -> dict[str, Article]:
    answer = trace(graph(**(MOTOR | tables)), top, TODAY, counted("dysprosium"), ARTICLES, taken())
    return {article.item: article for article in answer.articles}


def test_each_level_has_its_own_value_and_all_that_is_inside_it() -> None:
    found = _articles()
    assert list(found) == ["motor", "rotor", "magnet"]
    assert found["magnet"].cn_part1_value == Range.just("0.3125")
    assert found["motor"].cn_part1_value == Range.just("2.5")
    assert found["motor"].item_value == Range.just(1890)
    assert found["motor"].path == ("motor",)
    assert found["magnet"].path == ("motor", "rotor", "magnet")


def test_a_share_of_exactly_a_thousandth_stays_exact() -> None:
    items = [dict(row) for row in MOTOR["items"]]
    items[0]["value"] = 2500
    assert _articles(items=items)["motor"].share == Range.just("0.001")


def test_the_tree_is_written_out_with_quantities_multiplied_down() -> None:
    answer = trace(graph(**MOTOR), "motor", TODAY, counted("dysprosium"), ARTICLES, taken())
    rows = [
        (line.parent, line.component, line.depth, str(line.extended_quantity), line.unit)
        for line in answer.lines
    ]
    assert rows == [
        ("motor", "rotor", 1, "1", "EA"),
        ("rotor", "magnet", 2, "8", "EA"),
        ("magnet", "dysprosium", 3, "5", "G"),
        ("magnet", "steel", 3, "160", "G"),
        ("motor", "steel", 1, "3", "KG"),
    ]
    assert str(answer.lines[2].source) == "bom.csv:5"


def test_the_tree_tells_where_counted_value_enters() -> None:
    bom = [*MOTOR["bom"], {"parent": "dysprosium", "component": "oxide", "quantity": 1}]
    items = [*MOTOR["items"], {"item": "oxide", "value": 1, "currency": "USD", "origin": "CN"}]
    counts = counted("dysprosium", "oxide")
    answer = trace(graph(items=items, bom=bom), "motor", TODAY, counts, ARTICLES, taken())
    lines = {line.component: line for line in answer.lines}
    assert {name for name, line in lines.items() if line.enters} == {"dysprosium"}
    assert lines["dysprosium"].cn_part1_value == Range.just("2.5")
    assert lines["rotor"].cn_part1_value == Range.just("2.5")
    assert lines["oxide"].cn_part1_value == Range.just(0)


def test_a_missing_price_leaves_the_upper_end_open() -> None:
    items = [dict(row) for row in MOTOR["items"]]
    items[3]["value"] = None
    found = _articles(items=items)["motor"]
    assert found.cn_part1_value == Range(Decimal(0), None)
    assert found.share == Range(Decimal(0), None)
    assert [(one.what, one.item, one.moves) for one in found.unknowns if one.what == "price"] == [
        ("price", "dysprosium", None)
    ]


def test_an_unknown_origin_may_be_nothing_or_all_of_it() -> None:
    items = [dict(row) for row in MOTOR["items"]]
    items[3]["origin"] = None
    found = _articles(items=items)["motor"]
    assert found.cn_part1_value == Range(Decimal(0), Decimal("2.5"))
    origin = next(one for one in found.unknowns if one.what == "origin")
    assert (origin.item, origin.moves) == ("dysprosium", Decimal("2.5"))


def test_an_article_without_a_value_has_open_ends() -> None:
    items = [dict(row) for row in MOTOR["items"]]
    items[0]["value"] = None
    found = _articles(items=items)["motor"]
    assert found.item_value == Range()
    assert found.share == Range(Decimal(0), None)
    assert any(one.what == "value" for one in found.unknowns)


def test_a_bought_article_without_bill_or_declaration_is_unknown_up_to_its_price() -> None:
    bom = [row for row in MOTOR["bom"] if row["parent"] != "magnet"]
    assert _articles(bom=bom)["magnet"].cn_part1_value == Range(Decimal(0), Decimal(25))
    assert _articles(bom=bom)["motor"].cn_part1_value == Range(Decimal(0), Decimal(200))


def test_evidence_names_the_lines_that_made_the_number() -> None:
    rows = {str(one) for one in _articles()["magnet"].evidence}
    assert {"bom.csv:5", "items.csv:5", "items.csv:4 (value)"} <= rows
    assert "bom.csv:6" not in rows


def test_a_whole_portfolio_gives_the_same_answers() -> None:
    parts = graph(**MOTOR)
    found = articles_of(
        parts, ["motor", ("rotor", None)], TODAY, counted("dysprosium"), ARTICLES, taken()
    )
    for item in ("motor", "rotor"):
        one = trace(parts, item, TODAY, counted("dysprosium"), ARTICLES, taken())
        many = found.articles[item, TODAY, None]
        assert [each.as_json() for each in many] == [each.as_json() for each in one.articles]


def test_a_level_can_be_read_as_the_magnet_or_as_the_assembly() -> None:
    parts = graph(**MOTOR)
    for option, items in (("magnet", ["magnet"]), ("assembly", ["motor"])):
        answer = trace(parts, "motor", TODAY, counted("dysprosium"), ARTICLES, taken(A_01=option))
        assert [article.item for article in answer.articles] == items


def test_nothing_that_counts_is_nothing_exactly() -> None:
    answer = trace(graph(**MOTOR), "motor", TODAY, counted(), ARTICLES, taken())
    assert answer.articles[0].cn_part1_value == Range.just(0)


def test_an_input_nobody_classified_may_count() -> None:
    answer = trace(graph(**MOTOR), "motor", TODAY, counted(dysprosium=None), ARTICLES, taken())
    assert answer.articles[0].cn_part1_value == Range(Decimal(0), Decimal("2.5"))
    assert [one.what for one in answer.articles[0].unknowns] == ["counted", "technology"]
