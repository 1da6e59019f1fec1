"""Every page as every reader has it: axe-core over all of them, Lighthouse over the main ones.

``python scripts/prove_pages.py`` serves the pages, asks axe-core about every page for every kind
of reader (script or none, light or dark), then Lighthouse, by npx, about the main pages, and
prints the scores. Exit status 1 if axe-core finds fault, or a score for accessibility or best
practices is below 0.95. Without npx, or without a network to fetch it by, Lighthouse is left out.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import sync_playwright

from tests.journeys.conftest import CHROMIUM, FLAGS, serving
from tests.journeys.test_web_for_everybody import STATES, context_of, faults
from tests.web.conftest import JAPAN_TO_US, MOTOR
from tests.web.everything import PAGES, WRONG

LIGHTHOUSE = "lighthouse@13.5.0"
CATEGORIES = ("accessibility", "best-practices")
LEAST = Decimal("0.95")
MAIN = (
    "en/",
    f"zh-Hans/ask?{JAPAN_TO_US}",
    f"en/check?{MOTOR}",
    f"zh-Hant/verdict?{MOTOR}",
    "en/law",
    "zh-Hans/law/clause/61 §1(1)",
)


def axe(address: str) -> int:
    """How many pages axe-core finds fault with; each is printed."""
    count = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for lang in STATES:
            context = context_of(browser, lang)
            found = faults(f"{address}/{lang}", context.new_page(), (*PAGES, *WRONG))
            for place, broken in found.items():
                print(f"{lang}/{place}: {broken}")
            print(f"axe-core, {lang}: {len(PAGES) + len(WRONG)} pages, {len(found)} with faults")
            count += len(found)
            context.close()
        browser.close()
    return count


def lighthouse(address: str, place: str) -> Mapping[str, Decimal] | None:
    """The scores of one page; nothing if Lighthouse cannot be had."""
    flags = f"--chrome-flags=--headless=new {' '.join(FLAGS)}"
    only = f"--only-categories={','.join(CATEGORIES)}"
    command = ["npx", "--yes", LIGHTHOUSE, f"{address}/{place}", "--output=json", "--quiet"]
    done = subprocess.run(  # noqa: S603 - a command of ours on a page of ours
        [*command, only, flags],
        env={**os.environ, "CHROME_PATH": CHROMIUM},
        capture_output=True,
        check=False,
    )
    if done.returncode:
        print(done.stderr.decode(errors="replace")[-500:])
        return None
    told = json.loads(done.stdout, parse_float=Decimal)
    return {name: Decimal(told["categories"][name]["score"]) for name in CATEGORIES}


def main() -> int:
    """Ask about every page; the exit status."""
    with serving() as address:
        bad = axe(address)
        for place in MAIN if shutil.which("npx") else ():
            scores = lighthouse(address, place)
            if scores is None:
                print("Lighthouse cannot be had here; its scores are in docs/measurements.md")
                break
            print(place.partition("?")[0], *(f"{name} {score}" for name, score in scores.items()))
            bad += sum(score < LEAST for score in scores.values())
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
