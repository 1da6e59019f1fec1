"""Nobody is kept from a page: axe-core in both states of script and both colour schemes, 400 %."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.web.everything import PAGES, WRONG

pytestmark = pytest.mark.xdist_group("browser")
STATES: dict[str, dict[str, Any]] = {"en": {}, "zh-Hant": {"color_scheme": "dark"}}
"""Two readers: what each prefers; the script of the second one does not run."""
UNFOLD = "for (const one of document.querySelectorAll('details')) one.open = true"


def context_of(browser: Browser, lang: str) -> BrowserContext:
    """The browser of one of the readers."""
    context = browser.new_context(**STATES[lang])
    if lang != "en":
        context.route("**/*.js*", lambda route: route.abort())
    return context


@pytest.fixture(params=list(STATES))
def tab(request: Any, browser: Browser, address: str) -> Iterator[tuple[str, Page]]:
    """The beginning of each address of a reader, and a tab."""
    context = context_of(browser, request.param)
    yield f"{address}/{request.param}", context.new_page()
    context.close()


def faults(start: str, page: Page, places: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """What axe-core finds fault with on some pages, everything unfolded."""
    found = {}
    for place in places:
        page.goto(f"{start}/{place}")
        page.evaluate(UNFOLD)
        broken = Axe().run(page).response["violations"]
        if broken:
            found[place] = [(one["id"], one["nodes"][0]["html"]) for one in broken]
    return found


def test_axe_finds_nothing_on_any_page(tab: tuple[str, Page]) -> None:
    start, page = tab
    every = (*PAGES, *WRONG)  # each by one of the two readers; `make prove` asks both about all
    assert faults(start, page, every[start.endswith("en") :: 2]) == {}


def test_nothing_is_cut_off_at_400_per_cent(tab: tuple[str, Page]) -> None:
    start, page = tab
    page.set_viewport_size({"width": 320, "height": 256})  # 1280 by 1024 at 400 %
    found = {}
    for place in (*PAGES, *WRONG)[not start.endswith("en") :: 2]:
        page.goto(f"{start}/{place}")
        page.evaluate(UNFOLD)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            found[place] = width
    assert found == {}
