"""Counsel chooses how the house reads an open question, and every answer says who did."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

from tests.web.conftest import JAPAN_TO_US, MOTOR, text_of
from tests.web.test_licences import Desk

STILL = f"{MOTOR}&scenario=suspension-lapsed&embedded=finished_product"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def chosen(desk: Desk, reading: str, option: str, lang: str = "en", **more: str) -> httpx.Response:
    """The answer to the form that chooses a reading."""
    page = f"/{lang}/law/readings"
    said = {"option": option, "reason": "opinion of 2 March", "by": "Lea"}
    return desk.send(page, said | more, to=f"{page}/{reading}")


def test_a_new_case_takes_what_counsel_chose_and_old_ones_stay_as_they_were(desk: Desk) -> None:
    before = text_of(desk.site.get(f"/en/verdict?{STILL}"))
    assert "as the house reads it" not in before
    assert not (desk.folder / "cases.sqlite").exists()  # looking makes no store
    wrong = chosen(desk, "A-09", "embedded_caught", "zh-Hans", reason=" ")
    assert (wrong.status_code, "须说明理由。" in text_of(wrong)) == (422, True)
    done = chosen(desk, "A-09", "embedded_caught")
    assert (done.status_code, done.headers["location"]) == (303, "/en/law/readings#A-09")
    assert chosen(desk, "A-99", "so").status_code == 404
    page = text_of(desk.site.get("/zh-Hant/law/readings"))
    assert "由Lea於" in page
    assert "opinion of 2 March" in page
    begun = desk.site.get(f"/en/start?{JAPAN_TO_US}")
    assert "A-09=embedded_caught" in begun.headers["location"]
    own = desk.site.get(f"/en/start?{JAPAN_TO_US}&A-09=not_caught").headers["location"]
    assert "A-09=not_caught" in own  # who has chosen in the case has chosen

    old = desk.site.get(f"/en/verdict?{STILL}")
    assert re.search(r"The house reads it otherwise:.*chosen by Lea on", text_of(old))
    take = re.search(r'href="(/en/verdict\?[^"]*A-09=embedded_caught[^"]*)"', old.text)
    assert take is not None
    taken = text_of(desk.site.get(take[1].replace("&amp;", "&")))
    assert re.search(r"as the house reads it chosen by Lea on \d{4}-\d\d-\d\d: opinion", taken)
    pdf = desk.site.get(f"/en/answer.pdf?{STILL}&A-09=embedded_caught").content
    assert len(pdf) > len(desk.site.get(f"/en/answer.pdf?{STILL}&A-09=if_detachable").content)

    assert chosen(desk, "A-09", "usual", reason="withdrawn").status_code == 303
    assert "Chosen before" in text_of(desk.site.get("/en/law/readings"))
    assert "A-09" not in desk.site.get(f"/en/start?{JAPAN_TO_US}").headers["location"]
