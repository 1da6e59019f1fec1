"""The picture of an article says what the trace found, in the page and alone."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from licet.basics import Range
from licet.bom import Trace
from licet.facts import Tracer
from licet.papers import write_picture, write_trace
from licet.papers.report.layout import cells_of
from licet.papers.report.picture import Picture, picture_of
from licet.papers.report.pictures import subject_of
from licet.papers.report.scale import Scale, Subject
from licet.papers.report.speech import Speech
from licet.verdict import classify_items
from tests.papers.report_page import Element, Page, example, reading
from tests.verdict.test_examples_folders import portfolio

SVG = "{http://www.w3.org/2000/svg}"


@cache
def found(item: str, name: str = "kitakami-motors") -> Trace:
    """An item of an example, traced as the command does."""
    decided = portfolio(name)
    readings = {one.id: one.default for one in decided.book.readings.values()}
    codes = classify_items(decided.folder, decided.book)
    tracer = Tracer(decided.folder, decided.book, codes, readings)
    return tracer.trace(item, date(2026, 11, 22))


def picture(item: str, lang: str = "en") -> Picture:
    """The picture of an item that is an article itself."""
    traced = found(item)
    return picture_of(subject_of(traced.articles[0], "JPY", Decimal("0.1")), Speech(lang))


def inside(page: Page, one: Element, tag: str) -> list[Element]:
    return [each for each in page.all(tag) if one in each.inside]


def test_it_says_where_the_chinese_value_enters_by_which_rows_and_how_much() -> None:
    assert picture("MTR-200").entries == (
        "ROT-200 › MAG-38SH-12 › RM-DYFE: 167.42 JPY (0.3986… %); bom.csv:3, sources.csv:3",
    )


def test_each_unknown_has_a_bar_as_long_as_it_moves_the_chinese_value() -> None:
    (one,) = picture("MTR-520").movers
    assert one.width == "100%"
    assert "MAG-CN-38SH: what it holds (sources.csv:13)" in one.text
    assert "by up to 1,760 JPY (4.5128… %)" in one.text


def test_a_share_that_cannot_be_told_is_not_told() -> None:
    dear = picture("ROT-V30")
    assert "cannot be told" in dear.answer
    assert dear.boxes[0].over is not None
    assert {row.share for row in dear.rows} == {""}


def test_widths_are_told_so_that_they_add_up() -> None:
    page = reading()
    for drawn in [
        e for e in page.all("svg") if re.fullmatch(r"m\d+-c", e.attributes.get("id", ""))
    ]:
        cells = [
            e
            for e in page.all("svg", height="41")
            if e.inside[-1] is drawn and "class" in e.attributes
        ]
        rows: dict[str, list[tuple[Decimal, Decimal]]] = {}
        for cell in cells:
            start, wide = (Decimal(cell.attributes[a].rstrip("%")) for a in ("x", "width"))
            rows.setdefault(cell.attributes["y"], []).append((start, start + wide))
        assert rows["0"] == [(Decimal(0), Decimal(100))]
        for row in rows.values():
            row.sort()
            assert all(left[1] <= right[0] for left, right in pairwise(row))
            assert row[-1][1] <= 100


def test_every_cell_has_its_evidence_where_a_pointer_rests() -> None:
    tips = [one.text for one in reading().all("title") if "STA-M" in one.text]
    assert tips
    assert all(re.search(r"bom\.csv:\d+ items\.xlsx:\d+", tip) for tip in tips)


def test_each_picture_is_an_image_with_a_name_and_a_table_that_says_the_same() -> None:
    page = reading()
    drawn = [
        one for one in page.all("details") if re.fullmatch(r"m\d+", one.attributes.get("id", ""))
    ]
    assert drawn
    for one in drawn:
        image = next(
            each for each in inside(page, one, "svg") if each.attributes.get("role") == "img"
        )
        assert page.by_id(image.attributes["aria-labelledby"]).text.startswith("What ")
        assert "of its value" in page.by_id(image.attributes["aria-describedby"]).text or (
            "cannot be told" in page.by_id(image.attributes["aria-describedby"]).text
        )
        assert inside(page, one, "table")


def test_an_article_is_drawn_once_however_many_lines_ship_it() -> None:
    page = reading()
    drawn = [one for one in page.all("svg") if one.attributes.get("id", "").startswith("m")]
    uses = [one.attributes["href"] for one in page.all("use")]
    assert len({one.text for one in drawn}) == len(drawn)
    assert len(uses) > 2 * len(set(uses))


def test_a_line_decided_at_other_prices_says_that_the_picture_is_of_another_day() -> None:
    assert "make its share another" in example()


def test_articles_without_any_chinese_value_are_not_drawn() -> None:
    names = [
        row.text
        for row in reading().all("summary")
        if "MTR-310" in row.text and "made of" in row.text
    ]
    assert names == []


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
def test_a_traced_item_is_a_page_of_its_own(tmp_path: Path, lang: str) -> None:
    path = tmp_path / "trace.html"
    write_trace(found("MTR-200"), portfolio("kitakami-motors").book, path, lang)
    page = Page(path.read_text(encoding="utf-8"))
    assert page.all("html")[0].attributes["lang"] == lang
    assert [one.text for one in page.all("h2")][:3] == [
        "MTR-200", "MTR-200 › ROT-200", "MTR-200 › ROT-200 › MAG-38SH-12",
    ]  # fmt: skip
    assert page.all("script") == []
    assert all(one.attributes.get("href", "#").startswith("#") for one in page.elements)


def test_the_picture_alone_is_sound_svg_that_needs_nothing_beside_itself(tmp_path: Path) -> None:
    path = tmp_path / "trace.svg"
    write_picture(found("MTR-200"), portfolio("kitakami-motors").book, path)
    root = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 - our own
    assert root.tag == SVG + "svg"
    ids = {one.attrib["id"] for one in root.iter() if "id" in one.attrib}
    used = set(re.findall(r"url\(#([^)]+)\)", path.read_text(encoding="utf-8")))
    assert used <= ids
    assert not [one for one in root.iter() if any("href" in name for name in one.attrib)]
    assert any("RM-DYFE" in (one.text or "") for one in root.iter(SVG + "text"))


def test_an_item_that_is_no_article_is_drawn_with_the_articles_in_it(tmp_path: Path) -> None:
    path = tmp_path / "trace.html"
    write_trace(
        found("WTG-8", "nordwind-generatoren"), portfolio("nordwind-generatoren").book, path
    )
    heads = [one.text for one in Page(path.read_text(encoding="utf-8")).all("h2")]
    assert heads[0] == "WTG-8"
    assert any(head.endswith("MB-4DY") for head in heads)


def test_no_share_is_rounded_onto_the_bound_the_law_names() -> None:
    top = found("MTR-200").made_of
    subject = Subject(top, Range(), (), "JPY", Decimal("0.1"))
    scale = Scale(subject, cells_of(top)[0], Speech("en"))
    just_below = Range(Decimal("0.000999999"), Decimal("0.000999999"))
    assert scale.per_cent(just_below).startswith("0.0999")
