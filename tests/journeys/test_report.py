"""A compliance officer opens the report of a portfolio in a browser, from the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from licet.papers import write_report
from tests.verdict.test_examples_folders import portfolio

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the Japanese exporter."""
    path = tmp_path_factory.mktemp("journey") / "report.html"
    write_report(portfolio("kitakami-motors"), path)
    return path


@pytest.fixture
def requests() -> list[str]:
    """What the page asked for."""
    return []


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of."""
    return []


@pytest.fixture
def page(
    browser: Browser, file: Path, requests: list[str], complaints: list[str]
) -> Iterator[Page]:
    """The report, opened from its file; nothing may be fetched and nothing may go wrong."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.on("request", lambda request: requests.append(request.url))
    tab.on("console", lambda said: complaints.append(said.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.goto(file.as_uri())
    yield tab
    tab.close()
    assert requests == [file.as_uri()]
    assert complaints == []


def test_lines_are_found_by_word_and_by_outcome_in_each_state_of_the_law(page: Page) -> None:
    rows = page.locator("#lines-t tbody tr:visible")
    expect(rows).to_have_count(85)
    page.get_by_label("Search in all columns").fill("hai phong")
    expect(page.get_by_role("status")).to_have_text(f"{rows.count()} of 85 lines shown")
    assert 0 < rows.count() < 85
    page.get_by_role("button", name="Show all").click()
    page.get_by_label("Outcome", exact=True).select_option("licence_required")
    decided = portfolio("kitakami-motors")
    expect(rows).to_have_count(decided.counts()["licence_required"])
    page.get_by_label("according to").select_option(label="If the suspension lapsed")
    expect(rows).to_have_count(decided.counts("suspension-lapsed")["licence_required"])


def test_a_head_sorts_by_value_and_says_so(page: Page) -> None:
    head = page.locator("#lines-t thead th", has_text="Value")
    head.get_by_role("button").press("Enter")
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    stated = [
        int(text.replace(",", ""))
        for text in page.locator("#lines-t tbody td.num").all_inner_texts()
        if text != "?"
    ]
    assert stated == sorted(stated, reverse=True)


def test_a_proof_opens_by_keyboard_alone(page: Page) -> None:
    proof = page.locator("article.case details.proof").first
    summary = proof.locator("> summary")
    clauses = proof.get_by_text("Clauses that hold or may hold").first
    expect(clauses).to_be_hidden()
    for _ in range(40):
        page.keyboard.press("Tab")
        if summary.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(clauses).to_be_visible()


def test_a_line_in_the_table_leads_to_its_proof(page: Page) -> None:
    link = page.locator("#lines-t tbody th a").first
    link.click()
    target = page.locator(link.get_attribute("href") or "")
    expect(target).to_be_in_viewport()
    expect(target).to_contain_text(link.inner_text())


@pytest.mark.parametrize("width", [320, 390, 768])
def test_nothing_is_wider_than_a_small_screen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_is_there_without_script(browser: Browser, file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(file.as_uri())
    expect(tab.locator("#lines-t tbody tr")).to_have_count(85)
    expect(tab.get_by_label("Search in all columns")).to_be_hidden()
    tab.locator("article.case details.proof > summary").first.click()
    expect(tab.get_by_text("Clauses that hold or may hold").first).to_be_visible()
    context.close()


def test_controls_have_names_a_screen_reader_can_say(page: Page) -> None:
    names = page.locator("#lines-t thead button").all_inner_texts()
    assert all(re.search(r"\w", name) for name in names)
    unnamed = page.locator("[role=region]:not([aria-label]):not([aria-labelledby])")
    expect(unnamed).to_have_count(0)


def test_the_picture_opens_from_a_line_and_shows_the_chinese_value(page: Page) -> None:
    case = page.locator("article.case", has_text="MTR-520").first
    case.locator("details.proof > summary").click()
    glance = case.locator("details.glance", has_text="What MTR-520 is made of")
    glance.locator("xpath=ancestor::details[contains(@class, 'article')]/summary").click()
    glance.locator("summary").click()
    image = glance.get_by_role("img")
    expect(image).to_be_visible()
    box = image.bounding_box()
    assert box is not None
    assert box["height"] >= 3 * 40
    expect(glance).to_contain_text("ROT-520 › MAG-CN-38SH: 0 – 1,760 JPY")
    glance.get_by_role("link", name="Evidence, unknowns").click()
    whole = page.locator("#made details[open]").first
    expect(whole.get_by_role("img", name="What MTR-520 is made of, by value")).to_be_in_viewport()
    whole.get_by_text("The same as a table").click()
    row = whole.get_by_role("row", name="MAG-CN-38SH")
    expect(row).to_contain_text("bom.csv:67, sources.csv:13")


def test_a_label_shows_only_where_its_cell_has_room_for_it(page: Page) -> None:
    page.evaluate("document.querySelectorAll('#made > details').forEach(one => one.open = true)")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        wider = page.evaluate("""() => [...document.querySelectorAll('#made .cells > svg')]
            .flatMap(cell => [...cell.querySelectorAll('text')].filter(
                text => text.getBoundingClientRect().width > 0 &&
                    text.getBBox().width + 5 > cell.getBoundingClientRect().width))
            .map(text => text.textContent)""")
        assert wider == []
