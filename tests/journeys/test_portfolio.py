"""An analyst sends a portfolio, a reviewer settles a name, and the server is killed in between."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.test_web import Killable

pytestmark = pytest.mark.xdist_group("browser")
KITAKAMI = Path(__file__).parents[2] / "examples" / "kitakami-motors"
SOME = ("KM-1001", "KM-1005", "KM-1008", "KM-1021", "KM-1023", "KM-1030")
"""Shipments that are sent: enough to find three lines that wait for counsel."""
PATIENCE = 180_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A part of the Japanese exporter's folder, with a name that somebody misspelt."""
    place = tmp_path_factory.mktemp("exporter") / "Kitakami"
    place.mkdir()
    for path in KITAKAMI.iterdir():
        (place / path.name).write_bytes(path.read_bytes())
    with (KITAKAMI / "shipments.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = list(csv.reader(file))
    with (place / "shipments.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *(row for row in rows if row[0] in SOME)])
    parties = (KITAKAMI / "parties.csv").read_text(encoding="utf-8")
    misspelt = parties.replace("TDK Corporation,TDK株式会社", "TDK Corporatoin,")
    (place / "parties.csv").write_text(misspelt, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Killable]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LICET_STORE", str(tmp_path_factory.mktemp("kept") / "cases.sqlite"))
        found = Killable()
        yield found
        found.kill()


@pytest.fixture(scope="module")
def page(browser: Browser, server: Killable) -> Iterator[Page]:
    """A tab in which nothing may be fetched from elsewhere and nothing may go wrong."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.set_default_timeout(PATIENCE)
    elsewhere: list[str] = []
    complaints: list[str] = []
    tab.on("request", lambda one: elsewhere.append(one.url) if server.url not in one.url else None)
    tab.on("console", lambda said: complaints.append(said.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    yield tab
    tab.close()
    assert elsewhere == []
    refused = ("422", "ERR_CONNECTION", "ERR_INCOMPLETE", "ERR_NETWORK")
    assert [one for one in complaints if not any(word in one for word in refused)] == []


@pytest.fixture(scope="module")
def autumn(page: Page, server: Killable, folder: Path) -> str:
    """The address of a portfolio that was sent, read and decided."""
    page.goto(f"{server.url}/en/portfolio")
    page.get_by_label("or a whole folder").set_input_files(folder)
    expect(page.locator(".chosen")).to_contain_text("11 files")
    page.get_by_label("What it is to be called").fill("Autumn")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_role("heading", name="What was read")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("Every row was read.")).to_be_visible()
    page.get_by_role("button", name="Decide every line").click()
    expect(page.get_by_role("heading", name="Whom to ask")).to_be_visible(timeout=PATIENCE)
    return page.url


def test_an_analyst_sends_a_folder_and_finds_the_lines_that_need_counsel(
    page: Page, autumn: str
) -> None:
    page.goto(autumn)
    counsel = page.locator("table.gaps tbody", has=page.get_by_role("rowheader", name="counsel"))
    three = counsel.locator("tr", has_text="export control list").get_by_role("link")
    expect(three).to_contain_text("3")
    three.click()
    expect(page.get_by_role("status")).to_contain_text("3 of ")
    page.get_by_label("Outcome").select_option("undetermined")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("table.lines tbody tr")).to_have_count(3)
    page.locator("table.lines tbody a").first.click()
    expect(page.get_by_role("heading", name="What would settle it")).to_be_visible()
    page.get_by_role("link", name="Ask about this line").first.click()
    expect(page.locator("#the-answer")).to_contain_text("undetermined")


@pytest.mark.usefixtures("autumn")
def test_a_reviewer_settles_a_name_and_the_killed_server_finishes_deciding_again(
    page: Page, server: Killable
) -> None:
    page.goto(f"{server.url}/en/parties")
    page.get_by_role("link", name="Autumn").click()
    task = page.locator("section.candidate", has_text="TDK Corporatoin").first
    expect(task.locator("mark").first).to_be_visible()
    expect(task).to_contain_text("a misspelt legal form")
    task.get_by_label("The same party").check()
    task.get_by_role("button", name="Keep this").click()
    expect(page.get_by_role("alert").first).to_contain_text("Say what it rests on")
    task.get_by_label("What it rests on").fill("the same address in the register")
    by = task.get_by_label("Your name")
    if by.count():
        by.fill("Mei Tanaka")
    task.get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("Parties were reviewed since this was decided")).to_be_visible()
    page.get_by_role("button", name="Decide again").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    server.kill()
    server.start()
    page.goto(f"{server.url}/zh-Hans/portfolio")
    page.get_by_role("link", name="Autumn").click()
    expect(page.get_by_role("heading", name="询问对象")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("link", name="报告（HTML）")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("结论尚未反映")).to_be_hidden()


def test_files_are_sent_and_deleted_with_javascript_off(
    browser: Browser, server: Killable, folder: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{server.url}/en/portfolio")
    tab.get_by_label("Files", exact=True).set_input_files(
        [folder / "bom.csv", folder / "items.xlsx"]
    )
    tab.get_by_role("button", name="Send").click()
    expect(tab.get_by_role("heading", name="What was read")).to_be_visible(timeout=PATIENCE)
    expect(tab.locator("table.tables")).to_contain_text("parts lists")
    tab.get_by_role("link", name="Delete this portfolio").click()
    tab.get_by_role("button", name="Delete this portfolio").click()
    expect(tab.get_by_role("link", name="bom.csv")).to_have_count(0)
    context.close()
