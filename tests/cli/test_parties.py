"""Lists, screenings and holders as a person at a terminal of 80 columns meets them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import Terminal

HOLDINGS = (
    "owner,owned,share_lo,share_hi,kind\n"
    "三菱造船株式会社,Shin Holdings,60,60,equity\nShin Holdings,Hai Motors,50,<75,equity\n"
)


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    """A notice that lists a party from the first of November 2026."""
    path = tmp_path / "notice.yaml"
    path.write_text(
        "{notice: 99/2026, list: control, listed_on: 2026-11-01,"
        " parties: [{id: own-1, name_en: Kestrel Rotor Company, name_zh: 红隼旋翼公司}]}",
        encoding="utf-8",
    )
    return path


def said(licet: Terminal, *words: str) -> Any:
    done = licet(*words, "--json")
    assert done.status == 0, done.err
    return json.loads(done.out)


def test_a_notice_counts_once_it_is_added_and_from_its_day(
    licet: Terminal, notice: Path, tmp_path: Path
) -> None:
    own = ("--lists", str(tmp_path / "own"))
    assert said(licet, "screen", "Kestrel Rotor Co.", *own)["answer"] == "clear"
    assert said(licet, "lists", "add", str(notice), *own)["added"][0]["id"] == "own-1"
    got = said(licet, "screen", "Kestrel Rotor Co.", *own)
    assert (got["answer"], got["candidates"][0]["effect"]) == ("same", "in_force")
    assert got["lists"]["own"] == [{"file": "control-list-99-2026.csv", "parties": 1}]
    early = said(licet, "screen", "Kestrel Rotor Co.", "--on", "2026-10-31", *own)
    assert early["answer"] == "clear"
    shown = said(licet, "lists", "--against", "2026-10-31", "--on", "2026-11-01", *own)
    assert ("own-1", None) in {(row["id"], row["was"]) for row in shown["parties"]}


def test_a_notice_with_a_fault_is_refused_whole(
    licet: Terminal, notice: Path, tmp_path: Path
) -> None:
    notice.write_text(notice.read_text("utf-8").replace("control", "contrl"), encoding="utf-8")
    done = licet("lists", "add", str(notice), "--lists", str(tmp_path / "own"))
    assert done.status == 2
    assert "notice.yaml:1: list: one of control, watch, unreliable; did you mean" in done.err
    assert not (tmp_path / "own").exists()


def test_a_list_that_cannot_be_read_is_no_empty_list(licet: Terminal, tmp_path: Path) -> None:
    (tmp_path / "control-list-x.csv").write_text("nothing\n", encoding="utf-8")
    done = licet("screen", "Anybody", "--lists", str(tmp_path))
    assert done.status == 2
    assert "control-list-x.csv:1: header" in done.err


def test_the_age_of_the_last_check_stands_on_every_answer(licet: Terminal, tmp_path: Path) -> None:
    holdings = tmp_path / "holdings.csv"
    holdings.write_text(HOLDINGS, encoding="utf-8")
    known = ("--known", "2026-12-02")
    for words in (
        ("screen", "TDK Corporation"), ("lists",), ("own", str(holdings), "--party", "Hai Motors"),
    ):  # fmt: skip
        assert "10 days before" in " ".join(licet(*words, *known).out.split())
        assert "10天" in "".join(licet(*words, *known, "--lang", "zh-Hans").out.split())
        assert said(licet, *words, *known)["lists"]["age_days"] == 10


def test_a_file_goes_on_where_it_stopped_and_renews_what_a_notice_touches(
    licet: Terminal, notice: Path, tmp_path: Path
) -> None:
    own, out = ("--lists", str(tmp_path / "own")), tmp_path / "answers.jsonl"
    names = tmp_path / "names.csv"
    rows = ["Kestrel Rotor Co.", "TDK Corporation", "Willow Bakery", "Oak Bakery"]
    names.write_text("name\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    screen = ("screen", str(names), "-o", str(out), *own)
    assert licet(*screen).status == 0
    whole = out.read_text(encoding="utf-8")
    out.write_text(whole[: whole.index("\n") + 20], encoding="utf-8")
    assert licet(*screen).status == 0
    assert out.read_text(encoding="utf-8") == whole

    licet("lists", "add", str(notice), *own)
    refused = licet(*screen)
    assert refused.status == 2
    assert "--renew" in refused.err
    done = licet(*screen, "--renew")
    assert done.out.strip() == "Names screened again: 1 of 4."
    answers = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [one["query"] for one in answers] == rows
    assert [one["answer"] for one in answers] == ["same", "same", "clear", "clear"]
    assert licet(*screen, "--renew").out.strip() == "Names screened again: 0 of 4."


def test_the_list_kept_apart_is_shown_and_settles_nothing(
    licet: Terminal, notice: Path, tmp_path: Path
) -> None:
    own = ("--lists", str(tmp_path / "own"))
    notice.write_text(notice.read_text("utf-8").replace("control", "unreliable"), "utf-8")
    licet("lists", "add", str(notice), *own)
    got = said(licet, "screen", "红隼旋翼公司", *own)
    assert (got["answer"], got["candidates"][0]["list"]) == ("clear", "unreliable")
    assert "Kept apart: a note, no part of the answer" in licet("screen", "红隼旋翼公司", *own).out


def test_a_wrong_number_is_named_and_clears_nobody(licet: Terminal) -> None:
    got = said(licet, "screen", "Anybody", "--id", "JP-CN 7000012050003")
    assert got["answer"] == "unknown"
    assert "right check digits" in got["notes"][0]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("Yes: held 50 %", "holds equity 60 % of Shin Holdings", "50 to under 75 %")),
        ("zh-Hans", ("由列名方持有50%及以上", "股权60%", "50%至不足75%")),
        ("zh-Hant", ("由列名方持有50%及以上", "股權60%", "決定結論的持股鏈")),
    ],
)
def test_the_chain_is_told_in_the_language_of_its_reader(
    licet: Terminal, tmp_path: Path, lang: str, words: tuple[str, ...]
) -> None:
    holdings, page = tmp_path / "holdings.csv", tmp_path / "page.html"
    holdings.write_text(HOLDINGS, encoding="utf-8")
    done = licet("own", str(holdings), "--party", "Hai Motors", "--lang", lang, "--html", str(page))
    assert done.status == 0, done.err
    text = " ".join(done.out.split())
    assert all(word in text for word in words)
    assert all(word in page.read_text(encoding="utf-8") for word in words)


def test_a_gleif_parent_known_by_its_lei_alone_is_for_review_and_never_clear(
    licet: Terminal, tmp_path: Path
) -> None:
    child, parent = "529900LICETTEST00023", "213800KUD8LAJWSQ9D15"
    ends = {"StartNode": {"NodeID": child}, "EndNode": {"NodeID": parent}}
    kind = {"RelationshipType": "IS_DIRECTLY_CONSOLIDATED_BY"}
    record = {"Relationship": ends | kind, "Registration": {"RegistrationStatus": "PUBLISHED"}}
    path = tmp_path / "rr.json"
    path.write_text(json.dumps([record]), encoding="utf-8")
    got = said(licet, "own", str(path), "--party", child)
    assert got["held_by_listed"] is None
    assert got["ask"][0]["owner"] == parent
