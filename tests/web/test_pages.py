"""Pages: asking, the answer, the law; in every language, with nothing from elsewhere."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

import pytest

from licet.rulebook import Rulebook
from licet.verdict import LANGUAGES, territory_words
from licet.web.words import own_words
from tests.web.conftest import JAPAN_TO_US, LAPSED, MOTOR, Site, text_of
from tests.web.everything import PAGES

LINK = re.compile(r'(?:href|src)="(/[^"#]*)')


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_speaks_every_language_and_asks_nothing_of_others(
    lang: str, page: str, site: Site
) -> None:
    answer = site.get(f"/{lang}/{page}")
    assert answer.status_code == 200
    assert f'<html lang="{lang}">' in answer.text
    assert re.findall(r'(?:src|href|action|hx-get)="//', answer.text) == []
    outside = re.findall(r'<(\w+)[^>]*(?:src|href|action)="https?:', answer.text)
    assert set(outside) <= {"a"}
    assert " style=" not in answer.text
    assert not re.search(r"<script(?! src)| on\w+=", answer.text)
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_no_link_of_any_page_is_dead(site: Site) -> None:
    pages = (site.get(f"/en/{page}").text for page in PAGES)
    links = {html.unescape(one) for page in pages for one in re.findall(LINK, page)}
    some: dict[str, list[str]] = {}
    for link in sorted(links, key=len):
        like = some.setdefault("/".join(link.split("?")[0].split("/")[:4]), [])
        like.extend([link] * (len(like) < 3))
    bad = {link: site.get(link).status_code for like in some.values() for link in like}
    assert len(bad) > 30
    assert {link: code for link, code in bad.items() if code not in {200, 303}} == {}


def test_every_text_of_ours_is_in_both_languages_with_the_same_gaps() -> None:
    for name, words in own_words().items():
        gaps = [set(re.findall(r"{(\w+)}", words[lang])) for lang in ("en", "zh")]
        assert gaps[0] == gaps[1], name
    assert all(territory_words()[c]["zh"] for c in ("NO", "TW", "HK", "CN"))


def test_the_first_page_leads_to_the_first_question_with_what_follows_from_it(site: Site) -> None:
    answer = site.get("/en/start?thing=goods&ship_from=JP&ship_to=US&exporter_in=JP&on=2026/1/9")
    assert answer.status_code == 303
    where = unquote(answer.headers["location"])
    assert where.startswith("/en/ask?on=2026-01-09&act=export&thing=goods&exporter_in=JP")
    assert "exporter_is_prc_person=no" in where


def test_a_question_is_asked_beside_the_answer_so_far(site: Site, book: Rulebook) -> None:
    said = text_of(site.get(f"/en/ask?{JAPAN_TO_US}"))
    assert "The answer so far ? undetermined" in said
    assert "I don’t know" in said
    assert "Why this is asked" in said


def test_what_was_typed_is_kept_beside_what_was_expected(site: Site) -> None:
    url = f"/en/answer?{JAPAN_TO_US}&fact=item_value&value=exact&exact=1,890"
    answer = site.get(url)
    assert answer.status_code == 422
    assert 'value="1,890"' in answer.text
    assert 'href="#exact"' in answer.text
    assert "<title>Error: " in answer.text


def test_i_dont_know_goes_on_to_another_question(site: Site) -> None:
    first = site.get(f"/en/answer?{JAPAN_TO_US}&fact=embedded&value=unknown")
    assert "unknown=embedded" in first.headers["location"]
    said = site.get(first.headers["location"]).text
    assert 'name="fact" value="embedded"' not in said


@pytest.mark.parametrize("told", ["cn_part1_value=1.10..2.40", "A-09=open", "unknown=use_wmd"])
def test_what_was_told_as_far_as_it_is_known_is_not_asked_again(told: str, site: Site) -> None:
    case = MOTOR.replace("cn_part1_value=1.89", "cn_part1_value=1.89" if "=1" not in told else told)
    url, name = f"/en/ask?{case}&{LAPSED}&{told}", told.split("=")[told.startswith("unknown")]
    while (answer := site.get(url)).status_code == 200:
        asked = re.findall(r'name="fact" value="([^"]+)"', answer.text)[0]
        assert asked != name
        url = url.replace("/ask?", "/answer?") + f"&fact={asked}&value=unknown"
        url = unquote(site.get(url).headers["location"]).replace(" ", "+")
    assert answer.headers["location"].startswith("/en/check?")


def test_a_change_goes_back_to_where_it_came_from_and_tells_what_it_did(site: Site) -> None:
    url = f"/en/answer?{MOTOR}&{LAPSED}&fact=cn_part1_value&value=exact&exact=1.88&then=verdict"
    where = site.get(url).headers["location"]
    said = text_of(site.get(where))
    assert "What your change does" in said
    assert "1.89 → 1.88" in said
    assert "61 §1(1)" in said


def test_the_answer_names_what_it_rests_on(site: Site) -> None:
    said = text_of(site.get(f"/en/verdict?{MOTOR}"))
    assert "The suspension lapsed" in said
    assert "Chinese-origin Part 1 items make up 0.1 % or more of its value" in said
    assert "Before 2026-11-11: ✓ no licence needed" in said


def test_another_day_is_taken_and_a_wrong_one_is_told(site: Site) -> None:
    where = site.get(f"/en/verdict?{MOTOR}&day=2026-01-05").headers["location"]
    moved = text_of(site.get(where))
    assert "2026-11-11 → 2026-01-05" in moved
    wrong = site.get(f"/en/verdict?{MOTOR}&day=tomorrow")
    assert wrong.status_code == 422
    assert 'value="tomorrow"' in wrong.text


def test_every_clause_and_instrument_has_its_page(site: Site, book: Rulebook) -> None:
    for clause in book.clauses[::9]:
        said = text_of(site.get(f"/en/law/clause/{clause.cite}"))
        assert all(element.holds in said for element in clause.elements), clause.cite
    for one in book.instruments:
        assert one.name in text_of(site.get(f"/zh-Hant/law/instrument/{one.short}"))


@pytest.mark.parametrize(
    ("place", "status"),
    [("/en/nowhere", 404), ("/xx/", 404), ("/en/check?ship_to=XX", 422), ("/en/law?on=x", 422)],
)
def test_what_cannot_be_is_told_on_a_page(place: str, status: int, site: Site) -> None:
    answer = site.get(place)
    assert answer.status_code == status
    assert "<h1" in answer.text


@pytest.mark.parametrize(
    ("accepted", "lang"),
    [("de, zh-TW;q=0.8", "zh-Hant"), ("zh-CN", "zh-Hans"), ("en-GB, zh", "en"), ("de", "en")],
)
def test_a_reader_is_met_in_the_language_of_the_browser(
    accepted: str, lang: str, site: Site
) -> None:
    answer = site.get("/", headers={"accept-language": accepted})
    assert answer.headers["location"] == f"/{lang}/"


def test_another_host_name_is_not_answered(site: Site) -> None:
    assert site.get("/en/", headers={"host": "elsewhere.example"}).status_code == 421


def test_the_navigation_shows_where_a_page_stands(site: Site) -> None:
    def here(place: str) -> list[str]:
        nav = re.findall(r'<nav class="sections".*?</nav>', site.get(place).text, re.DOTALL)[0]
        return re.findall(r'aria-current="true">(\w+)<', nav)

    assert here("/en/") == here(f"/en/verdict?{MOTOR}") == ["Ask"]
    assert here("/en/law/clause/61 §3(1)") == ["Law"]
