"""Licence cases on the web: opened from an answer, moved by the table, verified by strangers."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.web.conftest import LAPSED, MOTOR, Site, text_of

QUERY = f"{MOTOR}&{LAPSED}&importer_on_watch_list=no&end_user_on_watch_list=no"
FORM = {"form": "general", "end_users": "Abel Inc.\nBeta AG", "end_use": "motors", "by": "Ana"}


class Desk:
    """The pages of cases, with a store of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.site = Site(str(folder / "cases.sqlite"))

    def send(self, place: str, data: dict[str, str], to: str = "", **more: Any) -> httpx.Response:
        """The answer to a form of a page, sent as that page gave it."""
        page = self.site.get(place)
        mark = re.search(r'name="token" value="(\w+)"', page.text)
        seen = re.search(r'name="version" value="(\d+)"', page.text)
        given = {"token": mark[1] if mark else ""} | ({"version": seen[1]} if seen else {})
        cookie = {"cookie": page.headers.get("set-cookie", "").partition(";")[0]}
        to = to or place + ("/attach" if data.get("act") == "attach" else "")
        return self.site.post(to, data={**given, **data}, headers=cookie, **more)

    def opened(self, **more: str) -> str:
        """The place of a new case."""
        sent = self.send(f"/en/licences/open?{QUERY}&A-38=general_open", {**FORM, **more})
        assert sent.status_code == 303, text_of(sent)
        return sent.headers["location"].partition("?")[0]

    def act(self, place: str, act: str, by: str = "Ana", **more: str) -> httpx.Response:
        """The answer to a form of the case's page."""
        return self.send(place, {"act": act, "by": by, **more})

    def through(self, place: str, *states: str) -> None:
        """Move a case, approved by another where that is needed."""
        terms = {"number": "2026-7", "until": "2027-01-31", "quantity": "100", "unit": "pcs"}
        for to in states:
            if to in {"submitted", "granted"}:
                assert self.act(place, "approve", "Ben").status_code == 303
            more = terms | {"conditions": "most=10\nserial numbers noted"} if to == "valid" else {}
            assert self.act(place, "move", to=to, **more).status_code == 303


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_case_is_opened_from_an_answer_with_everything_that_was_said(desk: Desk) -> None:
    assert "/licences/open?" in desk.site.get(f"/en/verdict?{QUERY}").text
    form = desk.site.get(f"/en/licences/open?{QUERY}&applicant=Kitakami")
    assert 'value="Kitakami"' in form.text
    assert 'value="P2-I-4"' in form.text
    place = desk.opened()
    assert place == "/en/licences/C-0001"
    page = desk.site.get(place)
    assert "general licence: P2-I-4 → United States" in text_of(page)
    verdict = re.search(r'href="(/en/verdict\?[^"]+)"', page.text)
    assert verdict is not None
    assert "cn_part1_value=1.89" in verdict[1]
    assert "C-0001" in text_of(desk.site.get("/zh-Hans/licences?q=beta&stage=draft&form=general"))
    assert "C-0001" not in text_of(desk.site.get("/en/licences?stage=valid"))
    wrong = desk.send(f"/en/licences/open?{QUERY}", {**FORM, "form": "double"})
    assert wrong.status_code == 422
    assert "single, general" in text_of(wrong)
    assert 'value="motors"' in wrong.text


def test_the_desk_works_by_the_table_and_refuses_with_the_rule(desk: Desk) -> None:
    place = desk.opened()
    desk.through(place, "ready")
    own = desk.act(place, "approve", "ana ")
    assert (own.status_code, "four eyes" in text_of(own)) == (422, True)
    assert "waits for a second person" in text_of(desk.site.get(place))
    desk.through(place, "submitted", "accepted", "under_review", "granted", "valid")
    assert desk.act(place, "advise", advice="ask", reason="r").status_code == 303
    ship = {"quantity": "10", "unit": "pcs", "end_user": "Abel Inc.", "key": "k1"}
    short = desk.act(place, "release", **ship)
    assert "serial numbers noted" in text_of(short)
    assert 'value="k1"' in short.text
    for _ in range(2):  # sent twice by a nervous hand, it is one shipment
        assert desk.act(place, "release", **ship, **{"meets-2": "yes"}).status_code == 303
    assert "10 of 100 pcs, 90 left" in text_of(desk.site.get(place))
    assert desk.act(place, "nonsense").status_code == 404
    foreign = desk.site.post(place, data={"act": "move", "to": "returned", "by": "Eve"})
    assert foreign.status_code == 403


def test_a_stale_page_is_refused_with_what_happened_since(desk: Desk) -> None:
    place = desk.opened()
    desk.through(place, "ready")
    late = desk.act(place, "move", "Cem", to="withdrawn", version="1")
    assert late.status_code == 409
    said = text_of(late)
    assert "Since you opened the page, this happened (1)" in said
    assert "draft → ready, waits for a second person" in said
    assert "ready, waits" in text_of(desk.site.get(place))


def test_papers_are_kept_with_the_case_and_taken_away(desk: Desk) -> None:
    place = desk.opened()
    scan = b"%PDF-1.7" + bytes(2 * 1024 * 1024)  # a scanned contract is larger than a form
    sent: Any = {"file": ("C:\\合同 2.pdf", scan)}
    data = {"act": "attach", "document": "contract", "by": "Ana"}
    assert desk.send(place, data, files=sent).status_code == 303
    assert "合同 2.pdf" in text_of(desk.site.get(place))
    there = re.search(rf'href="({place}/attached/\d+)"', desk.site.get(place).text)
    assert there is not None
    got = desk.site.get(there[1])
    assert (got.content, got.headers["content-type"]) == (scan, "application/octet-stream")
    assert got.headers["content-disposition"].startswith("attachment; ")
    assert desk.site.get(f"{place}/attached/1").status_code == 404
    assert desk.site.get(f"{place}/attached/../1").status_code == 404
    assert desk.site.get(f"{place}/attach").headers["location"] == place
    empty: Any = {"file": ("a.pdf", b"")}
    chinese = place.replace("/en/", "/zh-Hans/")
    refused = desk.send(chinese, data, files=empty)
    assert (refused.status_code, "文件为空，须提交实际材料。" in text_of(refused)) == (422, True)
    bundle = zipfile.ZipFile(io.BytesIO(desk.site.get(f"{place}/papers.zip").content))
    assert bundle.read("attached/0002-contract-合同_2.pdf") == scan
    named = {line.split("  ")[1] for line in bundle.read("SHA256SUMS").decode().splitlines()}
    assert named == set(bundle.namelist()) - {"SHA256SUMS"} >= {"C-0001-case.json"}
    assert desk.site.get(f"{place}/case.json").json()["documents"][1]["file"] == "合同 2.pdf"
    assert desk.site.get("/en/licences/feed.ics").text.startswith("BEGIN:VCALENDAR")
    assert desk.site.get("/en/licences/C-0009").status_code == 404


def test_a_stranger_verifies_by_number_and_code_and_learns_nothing_else(desk: Desk) -> None:
    place = desk.opened()
    desk.through(place, "ready", "submitted", "accepted", "under_review", "granted", "valid")
    code = desk.site.get(f"{place}/case.json").json()["verification"]["code"]
    told = desk.site.get(f"/api/v1/verify/2026-7?code={code}").json()
    assert (told["status"], told["valid"], told["remaining"]) == ("licensed", True, True)
    page = desk.site.get(f"/zh-Hans/verify?number=C-0001&code={code}")
    assert "已获许可" in text_of(page)
    assert "Abel" not in page.text
    answers = [
        desk.site.get(f"/api/v1/verify/{number}?code={tried}")
        for number, tried in (("C-0001", "X"), ("C-0999", code), ("C-0999", ""))
    ]
    assert {one.status_code for one in answers} == {404}
    assert len({one.text for one in answers}) == 1
    assert desk.site.get(f"/verify?number=C-0001&code={code}").status_code == 303
    tried = [desk.site.get("/api/v1/verify/C-0001?code=X").status_code for _ in range(20)]
    assert tried[-1] == 429
    assert desk.site.get(f"/en/verify?number=C-0001&code={code}").status_code == 429
    assert "<svg" in desk.site.get(place).text


def test_whoever_signs_in_acts_under_their_own_name_and_within_their_roles(tmp_path: Path) -> None:
    site = Site(str(tmp_path / "cases.sqlite"), people=True)
    assert site.get("/en/licences").status_code == 303
    assert site.get("/en/verify").status_code == 200
    assert site.get("/api/v1/verify/C-0001?code=X").status_code == 404


def test_a_refusal_names_clause_and_paper_and_a_second_application_remembers(desk: Desk) -> None:
    place = desk.opened(form="single")
    desk.through(place, "ready", "submitted", "accepted", "under_review")
    desk.act(place, "approve", "Ben")
    wrong = desk.act(place, "move", to="refused", reason="short", clauses="61 §99")
    assert "no clause is cited «61 §99»" in text_of(wrong)
    bare = desk.act(place.replace("/en/", "/zh-Hans/"), "move", to="refused", reason="short")
    assert "不予许可须载明所依据的条款或者所缺材料（792 Art. 17）。" in text_of(bare)
    grounds = {"clauses": "61 §3(3); 61 §2", "paper-end_user_statement": "yes"}
    assert desk.act(place, "move", to="refused", reason="short", **grounds).status_code == 303
    page = text_of(desk.site.get(place))
    assert "Refused on" in page
    assert "61 §3(3)" in page
    second = desk.opened(form="single", replaces="C-0001", applicant="Another KK")
    told = text_of(desk.site.get(second.replace("/en/", "/zh-Hans/")))
    assert "与此前案件的不同" in told
    assert "Another KK" in told
    assert "规避行为警示" in told
    paper = desk.site.get(f"{second}/application.pdf")
    assert (paper.headers["content-type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    assert desk.site.get(f"{second}/statement.docx").content[:2] == b"PK"
    assert desk.site.get(f"{second}/nonsense.pdf").status_code == 404
    assert desk.site.get(f"{second}/application.exe").status_code == 404
