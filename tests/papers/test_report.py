"""What a reader of a portfolio's report finds, and where."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from licet.papers import write_report
from licet.papers.report.page import page
from licet.papers.report.summary import waits_for
from licet.rulebook import LAW, law_files, read_book
from tests.papers.report_page import Page, example, reading, small
from tests.verdict.test_examples_folders import portfolio

LAPSED, EXTENDED = "suspension-lapsed", "suspension-extended-2027-01-10"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the small folder lies."""
    return tmp_path_factory.mktemp("report") / "small"


@pytest.fixture(scope="module")
def little(folder: Path) -> Page:
    """The report of the small folder."""
    return Page(page(small(folder)))


def test_the_first_sentence_is_the_answer() -> None:
    counts = portfolio("kitakami-motors").counts()
    lede = reading().all("p", class_="lede")[0].text
    assert lede.startswith("Of 85 lines, ")
    assert (
        f"{counts['prohibited']} are prohibited, {counts['licence_required']} need a licence"
        in lede
    )


def test_the_counts_stand_side_by_side_for_each_scenario() -> None:
    table = reading().all("table", class_="counts")[0]
    decided = portfolio("kitakami-motors")
    worlds = ["actual", EXTENDED, LAPSED]
    row = next(one for one in reading().all("tr", class_="licence_required") if table in one.inside)
    numbers = [one.text for one in reading().all("span", class_="count") if row in one.inside]
    assert numbers == [str(decided.counts(world)["licence_required"]) for world in worlds]


def test_unknown_facts_and_unknown_standing_are_counted_apart() -> None:
    waits = Counter(
        waits_for(d.finding)
        for d in portfolio("kitakami-motors").decisions
        if d.answer.outcome == "undetermined"
    )
    shown = reading().all("ul", class_="waits")[0].text
    assert waits["standing"]
    assert waits["facts"]
    assert f"{waits['standing']} " in shown
    assert "only for the law" in shown
    assert "only for facts" in shown


def test_every_line_that_needs_somebody_says_which_clause_or_what_to_ask() -> None:
    report = reading()
    cases = report.all("article", class_="case")
    needing = [
        d
        for d in portfolio("kitakami-motors").decisions
        if d.answer.outcome in {"prohibited", "licence_required", "undetermined"}
    ]
    assert len(cases) == len(needing)
    for case in cases:
        said = [
            one
            for one in report.elements
            if case in one.inside and one.attributes.get("class") in {"why", "ask"}
        ]
        assert said, case.attributes["id"]


def test_a_proof_names_the_file_and_line_of_its_facts() -> None:
    sources = [one.text for one in reading().all("td", class_="src")]
    assert any(text.startswith("shipments.csv:") for text in sources)
    assert any("bom.csv:" in text for text in sources)


def test_the_bound_is_the_laws_own(folder: Path) -> None:
    files = law_files(LAW)
    name = "cn/mofcom/2025-61.yaml"
    changed = files[name].replace("0.001 * item_value", "0.002 * item_value")
    assert changed != files[name]
    book = read_book({**files, name: changed})
    assert "How close each article lies to 0.2 %" in page(small(folder, book))


def test_a_share_exactly_at_the_bound_reaches_it_and_a_hair_below_does_not(little: Page) -> None:
    table = little.all("table", class_="closeness")[0]
    rows = {
        one.text.split()[0]: one
        for one in little.all("tr")
        if table in one.inside and one.text.startswith("MAG")
    }
    assert "0.1 ● reaches" in rows["MAG-EXACT"].text
    assert "○ below" in rows["MAG-JUST-BELOW"].text
    assert "0.0999" in rows["MAG-JUST-BELOW"].text


def test_an_article_made_in_china_stands_apart(little: Page) -> None:
    apart = [one for one in little.all("tr") if one.text.startswith("MAG-CN P2-I-3")]
    assert len(apart) == 1
    assert "does not hold: it was made outside China" in apart[0].text


def test_no_name_can_become_markup(folder: Path) -> None:
    html = page(small(folder))
    assert "<img" not in html
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(" in html


def test_a_bad_row_is_named_with_its_line_and_its_line_is_not_lost(little: Page) -> None:
    data = little.by_id("data").text
    assert "shipments.csv:7" in data
    assert "2025-1O-20" in data
    lines = little.by_id("lines-t").text
    assert "S3 / 1" in lines
    assert "in quarantine" in little.by_id("needing").text


def test_a_missing_fact_is_asked_of_whoever_knows_it(little: Page) -> None:
    gaps = little.by_id("gaps").text
    assert "Customers" in gaps
    assert "military" in gaps[gaps.index("Customers") :]


def test_values_that_nobody_stated_are_not_nought(little: Page) -> None:
    bolt = next(
        one
        for one in little.all("tr")
        if one.text.startswith("S1 / 3") and little.by_id("lines-t") in one.inside
    )
    assert " ? " in bolt.text


def test_proofs_that_are_left_out_are_counted() -> None:
    decided = portfolio("kitakami-motors")
    report = Page(page(decided, proofs=4))
    assert len(report.all("article", class_="case")) == 4
    left = sum(int(one.text.split()[0]) for one in report.all("p", class_="left-out"))
    assert left == len(reading().all("article", class_="case")) - 4


def test_a_stale_rulebook_is_warned_of(folder: Path) -> None:
    assert "was last compared with its sources on" not in page(small(folder))
    late = page(small(folder, known=date(2027, 3, 1)))
    assert "was last compared with its sources on" in late


def test_a_scenario_is_never_silently_the_law() -> None:
    from licet.verdict import assess

    decided = portfolio("nordwind-generatoren")
    supposed = assess(decided.folder, decided.book, known=decided.known, scenario=LAPSED)
    head = Page(page(supposed)).all("header")[0].text
    assert "supposes a scenario that is not the law: The suspension lapsed" in head


def test_the_timeline_tells_the_limbs_apart() -> None:
    timeline = reading().by_id("timeline").text
    assert "61 §1(1), 61 §1(2)" in timeline
    assert "suspended from 2025-12-01" in timeline
    assert (
        "If the suspension lapsed: suspended through 2026-11-10; in force from 2026-11-11"
        in timeline
    )
    assert "2026-11-22 (8)" in timeline


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "The answer"), ("zh-Hans", "结论"), ("zh-Hant", "結論")]
)
def test_it_speaks_three_languages(lang: str, words: str) -> None:
    html = example(lang, "nordwind-generatoren")
    assert f'<html lang="{lang}">' in html
    assert words in html


def test_an_unknown_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="one of en, zh-Hans, zh-Hant"):
        write_report(portfolio("nordwind-generatoren"), tmp_path / "report.html", "fr")
    assert not (tmp_path / "report.html").exists()
