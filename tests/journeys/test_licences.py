"""From "licence required" to the released shipment and the page that a forwarder looks at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import serving
from tests.web.conftest import LAPSED, MOTOR

KITAKAMI = Path(__file__).parents[2] / "examples" / "kitakami-motors"
PATIENCE = 180_000
pytestmark = pytest.mark.xdist_group("browser")
NO = (
    "importer_on_control_list", "end_user_on_control_list", "importer_on_watch_list",
    "end_user_on_watch_list", "importer_held_by_listed", "end_user_held_by_listed",
    "importer_branch_of_listed", "end_user_branch_of_listed", "recipient_under_transfer_ban",
    "end_user_military", "use_wmd", "use_terrorism", "use_military", "use_chip_tools",
    "use_military_ai", "use_humanitarian",
)  # fmt: skip
CASE = "&".join((MOTOR, LAPSED, "use_chips=yes", *(f"{name}=no" for name in NO)))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the pages are served, with a store of their own."""
    with serving(str(tmp_path_factory.mktemp("desk") / "cases.sqlite")) as found:
        yield found


class Desk:
    """A tab on the page of a case, and what people do there."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def step(self, title: str, by: str = "Ana Ito", **fields: str) -> None:
        """Unfold a step, fill its form, and send it."""
        heading = self.page.locator("summary strong", has_text=title)
        step = self.page.locator("details.step", has=heading).first
        if step.get_attribute("open") is None:
            step.locator("summary").click()
        for name, text in fields.items():
            step.locator(f"[name={name}]").fill(text)
        step.locator("[name=by]").fill(by)
        step.locator("button").click()

    def attach(self, file: Path) -> None:
        """Attach the end user's statement, which is kept and can be taken away again."""
        heading = self.page.locator("summary strong", has_text="Attach a paper")
        step = self.page.locator("details.step", has=heading)
        step.locator("summary").click()
        step.locator("select").select_option("end_user_statement")
        step.locator("input[type=file]").set_input_files(file)
        step.locator("[name=by]").fill("Ana Ito")
        step.locator("button").click()
        with self.page.expect_download() as taken:
            self.page.get_by_role("link", name=file.name).click()
        assert Path(taken.value.path()).read_bytes() == file.read_bytes()

    def review(self) -> None:
        """From the draft to the decision that grants the licence."""
        self.step("ready, waits")
        self.step("Approve the next step", "Ana Ito")
        expect(self.page.get_by_role("alert")).to_contain_text("four eyes")
        self.step("Approve the next step", "Ben Sato")
        for to in ("submitted", "accepted", "under review"):
            self.step(to)
        expect(self.page.get_by_text("45 PRC working days left").first).to_be_visible()
        self.step("Advise", "Dia Mori", reason="Item, end use and end user fit each other.")
        self.step("Approve the next step", "Ben Sato")
        self.step("granted", conditions="most=10\nserial numbers stand on the invoice")

    def ship(self) -> None:
        """Enter the licence, and release a shipment that keeps its conditions."""
        terms = {"number": "2026-0815", "until": "2027-06-30", "quantity": "100", "unit": "pcs"}
        self.step("valid", **terms)
        self.step("Release a shipment", quantity="20")
        expect(self.page.get_by_role("alert")).to_contain_text("at most 10 a shipment")
        self.page.get_by_label("Condition 2 is met").check()
        self.step("Release a shipment", quantity="10")


def send(tab: Page, desk: str, folder: Path) -> None:
    """Send an exporter's folder, have it decided, and look at its one line."""
    tab.goto(f"{desk}/en/portfolio")
    tab.get_by_label("or a whole folder").set_input_files(folder)
    tab.get_by_role("button", name="Send").click()
    expect(tab.get_by_role("heading", name="What was read")).to_be_visible(timeout=PATIENCE)
    tab.get_by_role("button", name="Decide every line").click()
    expect(tab.get_by_role("heading", name="Whom to ask")).to_be_visible(timeout=PATIENCE)
    tab.goto(f"{tab.url.rpartition('/')[0]}/lines")
    tab.locator("table.lines tbody a").first.click()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One shipment of the Japanese exporter, that needs a licence."""
    place = tmp_path / "Kitakami"
    place.mkdir()
    for path in KITAKAMI.iterdir():
        (place / path.name).write_bytes(path.read_bytes())
    lines = (KITAKAMI / "shipments.csv").read_text(encoding="utf-8").splitlines()
    one = [line for line in lines if line.startswith(("shipment,", "KM-1001,1,"))]
    (place / "shipments.csv").write_text("\n".join(one) + "\n", encoding="utf-8")
    return place


def test_from_licence_required_to_the_released_shipment_and_its_verification(
    browser: Browser, desk: str, folder: Path
) -> None:
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    said: list[str] = []
    tab.on("console", lambda one: said.append(one.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    hands = Desk(tab)
    send(tab, desk, folder)
    expect(tab.locator("#the-answer")).to_contain_text("licence required")
    tab.get_by_role("link", name="Open a licence case").first.click()
    expect(tab.get_by_label("Applicant", exact=True)).to_have_value("Kitakami Motors K.K.")
    expect(tab.get_by_label("End users")).not_to_have_value("")
    tab.locator("#end_users").fill("Abel Inc.")
    tab.get_by_label("End use", exact=True).fill("drive of a wafer handler")
    tab.get_by_label("Your name").fill("Ana Ito")
    tab.get_by_role("button", name="Open the case").click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("C-0001 draft")
    hands.attach(folder / "parties.csv")
    hands.review()
    serious = Axe().run(tab).response["violations"]
    assert [one["id"] for one in serious if one["impact"] in {"serious", "critical"}] == []
    hands.ship()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("used up")
    expect(tab.get_by_text("10 of 100 pcs, 90 left")).to_be_visible()
    tab.get_by_role("link", name="简体中文").click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("已用毕失效")
    tab.get_by_role("link", name="查看对方所见").click()
    expect(tab.locator("section.answer")).to_contain_text("已获许可，许可证已用毕")
    expect(tab.locator("body")).not_to_contain_text("Abel")
    assert [one for one in said if "422" not in one] == []
    tab.close()


def test_a_case_is_worked_on_with_javascript_off_and_on_a_narrow_screen(
    browser: Browser, desk: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    tab = context.new_page()
    tab.goto(f"{desk}/en/licences/open?{CASE}")
    tab.get_by_label("Your name").fill("Ana Ito")
    tab.get_by_role("button", name="Open the case").click()
    Desk(tab).step("ready, waits")
    expect(tab.get_by_role("heading", level=1)).to_contain_text("waits for a second person")
    tab.goto(f"{desk}/zh-Hant/licences?q=abel&stage=stage_closed")
    expect(tab.locator("main")).to_contain_text("已用畢失效")
    context.close()
