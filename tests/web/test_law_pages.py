"""Reading the law: what turns on a clause, its examples, its life, a search over all of it."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest

from licet.rulebook import DECIDING, Rulebook, Timeline, rulebook
from licet.verdict import LANGUAGES, decide_cases
from licet.web.examples import examples, turning
from licet.web.lives import Axis, axis_of, lives
from licet.web.pages.law_search import search
from licet.web.words import Speech
from tests.web.conftest import Site, text_of


def test_a_clause_names_the_cases_that_end_otherwise_without_it(site: Site) -> None:
    said = text_of(site.get("/en/law/clause/61 §4"))
    assert "If this clause were not there, these shipped cases would end otherwise." in said
    assert "licence required · examined case by case" in said
    assert "Open this case" in said


def test_what_is_said_to_turn_on_a_clause_ends_as_its_page_says(book: Rulebook, site: Site) -> None:
    found = [one for cite in ("61 §1(1)", "61 §5", "62 §7") for one in turning(cite, book)]
    assert {one.completed for one in found} == {True, False}
    for one, verdict in zip(
        found, decide_cases([one.example.case for one in found], book), strict=True
    ):
        assert (verdict["outcome"], verdict["review"]) == (one.before.outcome, one.before.review)
        assert one.before != one.after
    address = found[0].example.address()
    assert site.get(f"/en/verdict?{address.query()}").status_code == 200


def test_what_decides_nothing_turns_nothing(book: Rulebook) -> None:
    duty = next(one for one in book.clauses if one.then not in DECIDING)
    assert turning(duty.cite, book) == ()


def test_every_example_is_told_in_chinese_by_its_facts(book: Rulebook) -> None:
    say = Speech("zh-Hans", book)
    told = [one.told(say) for one in examples(book)]
    assert all(re.search(r"[\u4e00-\u9fff]", one) for one in told)
    clause = [one for one in examples(book) if one.cite == "61 §1(1)"]
    assert clause[1].told(say) == "所含原产于中国的第一部分物项的价值：0.999999999999"
    lengths = sorted(len(one) for one in told)
    assert lengths[len(lengths) // 2] < 60


def test_the_examples_of_a_statement_are_counted(site: Site) -> None:
    said = text_of(site.get("/en/law/clause/61 §1(1)"))
    assert re.search(r"In its examples: true \d+, false [1-9]\d*, open [1-9]", said)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("61 §3(2)", "61 §3(2)"),
        ("1C905.a.4", "18 1C905.a.4"),
        ("大规模杀伤性武器", "61 §3(1)"),
        ("大規模殺傷性武器", "61 §3(1)"),
        ("weapons destruction", "61 §3(1)"),
        ("A-09", "A-09"),
        ("cn_part1_value", "cn_part1_value"),
    ],
)
def test_the_law_is_searched_in_the_words_of_the_reader(
    words: str, first: str, book: Rulebook
) -> None:
    found = [one.mark for one in search(words, book)]
    assert first in found[:3], found[:5]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_search_leads_to_pages_that_are_there(lang: str, site: Site) -> None:
    page = site.get(f"/{lang}/law/search?q=1C")
    links = set(re.findall(r'href="(/[^"]*/law/(?:clause|readings|facts)[^"#]*)', page.text))
    assert len(links) > 5
    assert {site.get(link).status_code for link in sorted(links)[:5]} == {200}
    assert site.get(f"/{lang}/law/search").status_code == 200
    assert "<b>" not in site.get(f"/{lang}/law/search?q=<b>").text


def test_a_life_line_fills_its_scale_and_names_years_that_do_not_touch() -> None:
    book = rulebook()
    lines = book.timelines(book.checked_on, last_day_included=True)
    axis = axis_of(book.clauses, lines, date(2026, 11, 22))
    for one in lives(book.clauses, lines, axis):
        ends = [left + width for *_, left, width in one.steps]
        assert ends[-1] in {1000, 1001}
        starts = [left for *_, left, _ in one.steps]
        assert all(abs(a - b) <= 1 for a, b in zip(ends, starts[1:], strict=False))
    places = [at for _, at in axis.years]
    assert all(b - a >= 90 for a, b in pairwise(places))
    assert Axis(date(2026, 1, 1), date(2026, 1, 1)).years == []
    assert Timeline(()).on(date(2026, 1, 1)) == "not_yet"
