"""People ask about a shipment in a browser, and read the law."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

SERVE = "from licet.cli import main; main()"
pytestmark = pytest.mark.xdist_group("browser")

ANSWERS = {
    "annex1": "P2-I-4", "dual_use_code": "none", "made_in": "JP", "origin": "JP",
    "embedded": "component", "use_chips": "yes", "use_logic_node_nm": "14",
}  # fmt: skip
"""What the motor maker knows of its motor; everything else is answered with no."""


STARTED = (
    "on=2026-11-11&act=export&thing=goods&exporter_in=JP&ship_from=JP&ship_to=US&importer_in=US"
    "&end_user_in=US&exporter_is_prc_person=no&recipient_is_foreign=yes"
)
CAR = (
    f"{STARTED}&scenario=suspension-lapsed&annex1=P2-I-4&dual_use_code=none&made_in=JP&origin=JP"
    "&embedded=finished_product&cn_part1_value=1.89&item_value=1890&made_with_cn_technology=no"
    "&use_humanitarian=no"
)
"""A car that holds a listed magnet, as a colleague sent it by link."""


PROCESS = (
    "on=2026-11-11&scenario=suspension-lapsed&act=export&thing=technology&exporter_in=CN"
    "&ship_from=CN&ship_to=VN&tech_field=none&tech_kind=process&tech_public_domain=no"
    "&tech_basic_science=no&tech_patent_necessary=no"
)
"""What a forwarder was told of drawings it is to carry to Vietnam; the field was told wrongly."""


class Killable:
    """`licet serve` in a process of its own, to be killed and started again."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        serve = [sys.executable, "-c", SERVE, "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(serve, stdout=subprocess.DEVNULL)
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{self.url}/static/icon.svg", timeout=5).close()  # noqa: S310
            except URLError:
                time.sleep(0.2)
            else:
                return
        raise TimeoutError(self.url)

    def kill(self) -> None:
        """End it without a word."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of, but for pages that tell of a wrong answer."""
    return []


@pytest.fixture
def page(browser: Browser, address: str, complaints: list[str]) -> Iterator[Page]:
    """A tab on the first page; nothing may be fetched from elsewhere, nothing may go wrong."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    elsewhere: list[str] = []
    tab.on("request", lambda one: elsewhere.append(one.url) if address not in one.url else None)
    tab.on("console", lambda said: complaints.append(said.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.goto(f"{address}/en/")
    yield tab
    tab.close()
    assert elsewhere == []
    assert [one for one in complaints if "422" not in one] == []


def begin(page: Page) -> None:
    """Say that goods leave Japan for the United States on 11 November 2026."""
    page.get_by_label("goods", exact=True).check()
    page.get_by_label("From which country or territory does it leave?").select_option("JP")
    page.get_by_label("To which country or territory does it go?").select_option("US")
    page.get_by_label("In which country or territory is the exporter").select_option("JP")
    page.get_by_label("In which country or territory is the importer?").select_option("US")
    page.get_by_label("In which country or territory is the end user?").select_option("US")
    page.get_by_label("On which day does it leave?").fill("2026-11-11")
    page.get_by_role("button", name="Continue").click()


def answer(page: Page) -> None:
    """Answer the question of a page as the motor maker would."""
    name = page.locator("input[name=fact]").input_value()
    known = {"cn_part1_value": "1.89", "item_value": "1890", **ANSWERS}
    if page.locator("#exact").count():
        page.locator("#exact").fill(known.get(name, "0"))
        page.locator("#value").check()
    elif page.locator("select[name=value]").count():
        page.locator("select[name=value]").select_option(known.get(name, "US"))
    else:
        page.locator(f"input[name=value][value='{known.get(name, 'no')}']").check()
    page.get_by_role("button", name="Continue").click()


def answer_all(page: Page) -> int:
    """Answer question after question until the answers are to be checked."""
    for count in range(60):
        if "/check?" in page.url:
            return count
        answer(page)
    raise AssertionError(page.url)


def test_a_motor_maker_asks_about_one_shipment(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Does this export need a Chinese licence?"
    )
    begin(page)
    expect(page.get_by_role("heading", name="The answer so far")).to_be_visible()
    expect(page.locator(".so-far")).to_contain_text("undetermined")
    asked = answer_all(page)
    assert 5 < asked < 40
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    page.get_by_role("link", name="See the answer", exact=True).click()
    expect(page.locator("#the-answer")).to_contain_text("undetermined")
    lapsed = page.locator("tr", has_text="The suspension lapsed")
    expect(lapsed).to_contain_text("licence required · examined case by case")
    lapsed.get_by_role("link").click()
    expect(page.locator("#the-answer")).to_contain_text("licence required · examined case by case")
    leaf = page.get_by_text("Chinese-origin Part 1 items make up 0.1 % or more of its value").first
    expect(leaf).to_be_visible()
    change = page.locator("dl.answers > div", has_text="value of Chinese-origin Part 1 items in it")
    change.get_by_role("link", name="Change").click()
    expect(page.locator("#exact")).to_have_value("1.89")
    page.locator("#exact").fill("1.88")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".changed")).to_contain_text("1.89 → 1.88")
    expect(page.locator("#the-answer")).not_to_contain_text("licence required")
    page.get_by_role("link", name="Put it back").click()
    expect(page.locator("#the-answer")).to_contain_text("licence required · examined case by case")


def test_back_leads_to_the_question_before_and_a_mistake_keeps_what_was_typed(page: Page) -> None:
    begin(page)
    first = page.url
    answer(page)
    page.go_back()
    assert page.url == first
    answer(page)
    answer(page)
    question = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="Back", exact=True).click()
    page.get_by_role("link", name="Back", exact=True).click()
    expect(page.locator("input[type=radio]:checked")).to_have_count(1)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(question)
    page.goto(first.replace("/ask?", "/ask?fact=item_value&"))
    page.locator("#exact").fill("1,890")
    page.get_by_role("button", name="Continue").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("1,890 can be read in two ways")
    summary.get_by_role("link").click()
    expect(page.locator("#exact")).to_be_focused()
    expect(page.locator("#exact")).to_have_value("1,890")


def test_the_day_is_moved_on_the_slider_and_the_answer_follows(page: Page) -> None:
    begin(page)
    answer_all(page)
    page.get_by_role("link", name="See the answer", exact=True).click()
    slider = page.get_by_label("Move the day of the export")
    slider.focus()
    slider.press("Home")
    expect(page.locator("#the-answer")).to_contain_text("no licence needed")
    expect(page.locator(".changed")).to_contain_text("Day of the export")
    assert "on=2026-11-11" not in page.url
    expect(page.get_by_label("Move the day of the export")).to_be_focused()


def test_asked_in_chinese(page: Page) -> None:
    page.get_by_role("link", name="繁體中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("這項出口是否需要中國的出口許可？")
    page.get_by_role("link", name="简体中文").click()
    page.get_by_label("货物", exact=True).check()
    page.get_by_label("运往哪个国家或地区").select_option(label="美国 (US)")
    page.get_by_role("button", name="继续").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator(".so-far")).to_contain_text("尚不能确定")
    page.get_by_label("我不知道").check()
    page.get_by_role("button", name="继续").click()
    page.get_by_role("link", name="查看完整结论").click()
    expect(page.get_by_role("heading", name="理由")).to_be_visible()


def press_until(page: Page, selector: str, key: str = "Tab", most: int = 80) -> None:
    """Press a key until an element has the focus."""
    for _ in range(most):
        if page.evaluate("one => document.activeElement.matches(one)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(selector)


def test_asked_by_keyboard_alone(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    press_until(page, "input[name=thing]")
    page.keyboard.press("ArrowDown")
    press_until(page, "#ship_to")
    page.keyboard.type("United States")
    press_until(page, "button.button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask?**ship_to=US**")
    press_until(page, "[name=value]")
    page.keyboard.press("Space")
    press_until(page, "button.button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    press_until(page, "aside.so-far p:last-child a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/verdict?**")
    press_until(page, ".tree summary")
    before = page.locator(".tree details[open]").count()
    page.keyboard.press("Enter")
    assert abs(page.locator(".tree details[open]").count() - before) == 1


def test_everything_is_asked_with_javascript_off(browser: Browser, address: str) -> None:
    context: BrowserContext = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{address}/en/")
    begin(tab)
    answer_all(tab)
    tab.get_by_role("link", name="See the answer", exact=True).click()
    expect(tab.get_by_label("Move the day of the export")).to_be_hidden()
    tab.get_by_label("Day of the export", exact=True).fill("2026-01-05")
    tab.get_by_role("button", name="Show").click()
    expect(tab.locator("#the-answer")).to_contain_text("no licence needed")
    tab.locator("summary", has_text="What rules out all other clauses").click()
    expect(tab.get_by_text("This rules out").first).to_be_visible()
    context.close()


def test_a_case_goes_on_after_the_server_was_killed(browser: Browser) -> None:
    server = Killable()
    tab = browser.new_page()
    tab.goto(f"{server.url}/en/ask?{STARTED}")
    answer(tab)
    question, kept = tab.get_by_role("heading", level=1).inner_text(), tab.url
    server.kill()
    server.start()
    tab.goto(kept)
    expect(tab.get_by_role("heading", level=1)).to_have_text(question)
    answer(tab)
    tab.get_by_role("link", name="Check your answers").click()
    expect(tab.locator("dl.answers > div")).to_have_count(STARTED.count("&") + 1 + 2)
    tab.close()
    server.kill()


def test_counsel_flips_a_reading_and_sees_what_it_changes(page: Page, address: str) -> None:
    page.goto(f"{address}/en/verdict?{CAR}")
    expect(page.locator("#the-answer")).to_contain_text("no licence needed")
    reading = page.locator(".reading", has_text="A-09")
    expect(reading).to_contain_text("taken unless chosen otherwise")
    reading.get_by_role("link", name="Read it so").last.click()
    changed = page.locator(".changed")
    expect(changed).to_contain_text("A listed item inside a finished product")
    expect(changed).to_contain_text("no licence needed → ! licence required")
    changed.locator("summary").click()
    expect(changed.get_by_role("link", name="61 §1(1)")).to_be_visible()
    expect(page.locator(".reading", has_text="A-09")).to_contain_text("chosen in this case")
    page.get_by_role("link", name="Put it back").click()
    expect(page.locator("#the-answer")).to_contain_text("no licence needed")
    page.goto(f"{address}/en/law/readings")
    expect(page.locator("#A-09")).to_contain_text("taken unless chosen otherwise")


def test_a_forwarder_checks_a_licence_duty(page: Page, address: str) -> None:
    page.goto(f"{address}/en/check?{PROCESS}")
    change = page.locator("dl.answers > div", has_text="field of the rare-earth technology")
    change.get_by_role("link", name="Change").click()
    page.get_by_label("smelting and separation").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="See the answer", exact=True).click()
    duties = page.locator("section", has=page.locator("#duties"))
    expect(duties).to_contain_text("ask for, and show, the licence")
    duties.get_by_role("link", name="62 §5 inquiry").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Service providers ask")
    page.get_by_role("link", name="Law", exact=True).click()
    page.get_by_label("Search the law").fill("service providers ask")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("link", name="62 §5 inquiry")).to_be_visible()


def test_on_paper_the_proof_is_unfolded(page: Page, address: str) -> None:
    page.goto(f"{address}/en/verdict?{CAR}")
    hidden = page.get_by_text("This rules out").first
    expect(hidden).to_be_hidden()
    page.emulate_media(media="print")
    expect(hidden).to_be_visible()
    expect(page.get_by_role("button", name="Show")).to_be_hidden()
