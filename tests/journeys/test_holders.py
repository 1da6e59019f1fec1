"""A compliance officer opens the picture of a party's holders in a browser, from the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from licet.facts import Lists, Parties, holders_of
from licet.ownership import Imported
from licet.papers import write_holders
from licet.rulebook import rulebook

pytestmark = pytest.mark.xdist_group("browser")
DAY = date(2026, 11, 22)

NAMES = {
    "MHI": ("三菱造船株式会社", ""),
    "RHM": ("Rheinmetall AG", ""),
    "LIKE": ("TDK Corporatoin", ""),
    "SHIN": (
        "Shin-Nagasaki Marine Holdings Company Limited",
        "新長崎マリンホールディングス株式会社",
    ),
    "HAI": ("Hai Phong Precision Motors Joint Stock Company", "海防精密电机股份公司"),
    "TRUST": ("Meridian Fiduciary Services (Cayman)", ""),
    "ALPHA": ("Alpha Rotor Works Ltd.", "甲转子厂有限公司"),
    "MANY": ("Manyholders_Incorporated_in_a_Name_without_a_Single_Blank", ""),
}
STAKES: tuple[tuple[Any, ...], ...] = (
    ("MHI", "SHIN", "60", "60", "equity", "2019-04-01"),
    ("SHIN", "HAI", "50", "<75", "equity", "2020-01-15"),
    ("Le Van Hung", "HAI", "20", "25", "equity", None),
    ("MHI", "ALPHA", "80", "80", "equity", None),
    ("ALPHA", "PROD", "70", "70", "votes", None),
    ("ALPHA", "PROD", "63", "63", "equity", None),
    ("SHIN", "PROD", "10", "10", "equity", "2021-06-30"),
    ("MHI", "SUM", "30", "30", "equity", None),
    ("RHM", "SUM", "20", "20", "equity", None),
    ("CYC", "GAMMA", "40", "40", "equity", None),
    ("GAMMA", "CYC", "55", "55", "equity", None),
    ("MHI", "GAMMA", "35", "35", "equity", None),
    ("MHI", "CYC", "10", "10", "equity", None),
    ("RHM", "CYC", "5", "10", "", "2024-01-01"),
    ("TRUST", "UNK", "40", "60", "trust", "2022-02-02"),
    (None, "UNK", "0", "25", "", None),
    ("LIKE", "UNK", ">20", "25", "equity", None),
    ("RHM", "UNK", None, None, "board", None),
    *((f"Holder number {n} of many", "MANY", "1", "1", "equity", None) for n in range(30)),
    *(("MHI", f"Holder number {n} of many", "60", "60", "equity", None) for n in range(8)),
)  # fmt: skip


def parties() -> Parties:
    rows = [
        {
            "party": key,
            "name": name,
            "name_local": local,
            "military": None,
            "_file": "p",
            "_line": 1,
        }
        for key, (name, local) in NAMES.items()
    ]
    columns = ("owner", "owned", "share_lo", "share_hi", "kind", "from")
    holdings = tuple(dict(zip(columns, one, strict=True)) for one in STAKES)
    readings = {reading.id: reading.default for reading in rulebook().readings.values()}
    return Parties.imported(Imported(holdings, tuple(rows)), Lists(DAY), readings)


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Opens the picture of a party; nothing may be fetched and nothing may go wrong."""
    asked: list[str] = []
    tabs: list[Page] = []
    files: list[str] = []

    def show(party: str, lang: str = "en", **options: Any) -> Page:
        file = tmp_path / f"{party}-{lang}.html"
        write_holders(holders_of(parties(), party, DAY), file, lang)
        tab = browser.new_page(viewport={"width": 1000, "height": 800}, **options)
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("console", lambda said: asked.append(said.text))
        tab.goto(file.as_uri())
        files.append(file.as_uri())
        tabs.append(tab)
        return tab

    yield show
    for tab in tabs:
        tab.close()
    assert asked == files


OVERLAPS = """() => {
  const box = e => {
    const r = e.getBoundingClientRect();
    return [r.left, r.top, r.right, r.bottom];
  };
  const places = [...document.querySelectorAll('svg.holders rect')];
  const wrong = [];
  places.forEach((one, n) => places.slice(n + 1).forEach(other => {
    const [a, b, c, d] = box(one), [e, f, g, h] = box(other);
    if (a < g && e < c && b < h && f < d) wrong.push(
      `${one.parentNode.textContent} on ${other.parentNode.textContent}`);
  }));
  for (const text of document.querySelectorAll('svg.holders text')) {
    const [a, b, c, d] = box(text), [e, f, g, h] = box(text.parentNode.querySelector('rect'));
    const out = a < e || c > g || b < f - 2 || d > h + 2;
    if (out) wrong.push(`${text.textContent} leaves its place`);
  }
  return wrong;
}"""


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("party", ["HAI", "PROD", "SUM", "CYC", "UNK", "MANY"])
def test_nothing_in_the_picture_lies_on_anything_else(
    opened: Callable[..., Page], party: str, lang: str
) -> None:
    assert opened(party, lang).evaluate(OVERLAPS) == []


def test_the_caught_chain_is_drawn_and_named(opened: Callable[..., Page]) -> None:
    page = opened("HAI")
    assert page.locator(".answer").inner_text() == "Yes: held 50 % or more by a listed party"
    chain = page.locator("ol.chain li").all_inner_texts()
    assert len(chain) == 2
    assert "equity 60 % of Shin-Nagasaki" in chain[0]
    assert "equity 50 to under 75 % of Hai Phong" in chain[1]
    decides = page.locator("svg .holding.decides")
    assert decides.count() == 2
    assert "since 2019-04-01" in "".join(decides.all_text_contents())
    assert "control list · 11/2026" in page.locator("svg .party.listed").inner_html()
    assert page.locator("svg .holding").count() == 3


def test_owners_stand_above_what_they_hold(opened: Callable[..., Page]) -> None:
    page = opened("HAI")
    tops = {
        name: page.locator("svg .party rect").nth(place).bounding_box()["y"]  # type: ignore[index]
        for place, name in enumerate(page.locator("svg .party > title").all_text_contents())
    }
    listed, between, asked = (
        next(top for name, top in tops.items() if name.startswith(word))
        for word in ("Mitsubishi", "Shin", "Hai")
    )
    assert listed < between < asked


def test_a_circle_has_an_arrow_back_and_an_unknown_holder_a_box_of_its_own(
    opened: Callable[..., Page],
) -> None:
    assert opened("CYC").locator("svg .holding").count() == 5
    page = opened("UNK", "zh-Hans")
    assert page.locator("svg .party.veiled").count() == 2
    assert page.locator("svg .party.perhaps").count() == 1
    assert "超过20%至25%" in page.locator("svg").inner_html()
    assert "控制权" in page.locator("main").inner_text()


def test_the_picture_is_read_in_the_dark_as_well(opened: Callable[..., Page]) -> None:
    shade = "() => getComputedStyle(document.querySelector('svg.holders')).backgroundColor"
    light, dark = opened("SUM"), opened("SUM", "zh-Hant", color_scheme="dark")
    assert light.evaluate(shade) == "rgb(255, 255, 255)"
    assert dark.evaluate(shade) == "rgb(27, 30, 35)"
    assert "合併" in dark.locator("main").inner_text()


def test_of_very_many_holders_the_weightiest_are_drawn(opened: Callable[..., Page]) -> None:
    page = opened("MANY")
    assert page.locator("svg .party").count() <= 40
    assert page.locator("table.links tbody tr").count() == 38
