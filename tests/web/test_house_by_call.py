"""What counsel chose for the house is taken where it is asked for by its word, and is said."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from mcp.types import TextContent

from licet.basics import Refused
from licet.cases import Hand, choose, open_store
from licet.rulebook import rulebook
from licet.web.assistants import called
from tests.cli.run import run
from tests.web.conftest import Site

CASE = {"on": "2026-11-11", "known": "2026-11-22", "facts": {"ship_from": "JP", "ship_to": "US"}}
FOLDER = Path("examples/nordwind-generatoren")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A server on the usual store, in which counsel chose two readings."""
    place = str(tmp_path / "cases.sqlite")
    monkeypatch.setenv("LICET_STORE", place)
    store = open_store(place)
    hand = Hand("Lea", date(2026, 3, 2), "opinion of 2 March")
    for reading, option in (("A-09", "embedded_caught"), ("A-39", "open")):
        choose(store, reading, option, hand, rulebook())
    store.close()
    return Site()


def by_tool(name: str, asked: dict[str, Any]) -> Any:
    """What an assistant is answered."""
    answer = called(name, asked)
    (content,) = answer.content
    assert isinstance(content, TextContent)
    return json.loads(content.text)


def by_command(*words: str | Path) -> Any:
    """What a command answers."""
    done = run(*words, "--reading", "house", "--json")
    assert done.exception is None, done.exception
    return json.loads(done.output)


def test_a_case_is_decided_as_the_house_reads_the_law_and_equal_by_every_way(
    site: Site, tmp_path: Path
) -> None:
    file = tmp_path / "case.json"
    for own, taken in ({}, ["A-09", "A-39"]), ({"A-09": "not_caught"}, ["A-39"]):
        case = CASE | {"readings": own}
        file.write_text(json.dumps(case), encoding="utf-8")
        told = by_command("decide", file)
        assert [one["reading"] for one in told["house"]] == taken
        assert told["house"][-1]["by"] == "Lea"
        answer = site.post("/api/v1/decide?reading=house", json=case)
        assert answer.json() == told
        (several,) = site.post("/api/v1/decide?reading=house", json=[case]).json()
        lines = site.post("/api/v1/decide/batch?reading=house", content=json.dumps(case) + "\n")
        assert several == json.loads(lines.text) == by_tool("decide", case | {"reading": "house"})
        assert several == told
        explained = by_tool("explain", case | {"reading": "house"})
        assert explained["house"] == told["house"]
        plain = site.post("/api/v1/decide", json=case).json()
        assert "house" not in plain
    readings = {"A-09": "embedded_caught", "A-39": None}
    stated = site.post("/api/v1/decide", json=CASE | {"readings": readings}).json()
    whole = site.post("/api/v1/decide?reading=house", json=CASE).json()
    assert {name: whole[name] for name in stated} == stated
    wrong = site.post("/api/v1/decide?reading=mine", json=CASE)
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/reading")


def test_questions_and_folders_take_it_too(site: Site, tmp_path: Path) -> None:
    asked = site.post("/api/v1/ask?reading=house", json=CASE).json()
    assert asked == by_tool("ask", CASE | {"reading": "house"})
    assert [one["option"] for one in asked["house"]] == ["embedded_caught", "open"]
    file = tmp_path / "case.json"
    file.write_text(json.dumps(CASE | {"readings": {"A-09": "not_caught"}}), encoding="utf-8")
    told = by_command("whatif", file)
    assert [one["reading"] for one in told["house"]] == ["A-39"]
    within = {"case": json.loads(file.read_text(encoding="utf-8"))}
    assert site.post("/api/v1/whatif?reading=house", json=within).json() == told
    item = "GEN-3"
    traced = by_command("trace", FOLDER, "--item", item, "--on", "2026-11-22")
    tool = {"folder": str(FOLDER), "item": item, "on": "2026-11-22", "reading": "house"}
    assert by_tool("trace", tool) == traced
    assert [one["reading"] for one in traced["house"]] == ["A-09", "A-39"]
    summary = by_command("assess", FOLDER, "--out", tmp_path / "out", "--known", "2026-11-22")
    assert [one["reading"] for one in summary["house"]] == ["A-09", "A-39"]


def test_a_table_is_decided_as_the_house_reads_the_law(site: Site, tmp_path: Path) -> None:
    del site
    facts = {"on": date(2026, 12, 5), "ship_from": "JP", "ship_to": "US", "exporter_in": "JP",
             "act": "export", "annex1": "P2-I-4", "origin": "CN", "embedded": "finished_product",
             "made_in": "JP", "dual_use_code": "none"}  # fmt: skip
    table = tmp_path / "lines.parquet"
    pl.DataFrame([facts]).write_parquet(table)
    where = ("decide", table, "--scenario", "suspension-lapsed", "--known", "2026-11-22", "--out")
    told = by_command(*where, tmp_path / "house")
    assert [one["reading"] for one in told["house"]] == ["A-09", "A-39"]
    assert told["readings"] == {"A-09": "embedded_caught", "A-39": None}
    usual = json.loads(run(*where, tmp_path / "usual", "--json").output)
    assert (usual["readings"], "house" in usual) == ({}, False)
    named = ("--reading", "A-09=embedded_caught", "--reading", "A-39=")
    assert run(*where, tmp_path / "named", *named).exception is None
    by_house, by_name, by_usual = (
        pl.read_parquet(tmp_path / one / "verdicts") for one in ("house", "named", "usual")
    )
    assert by_house.equals(by_name, null_equal=True)
    assert not by_house.equals(by_usual, null_equal=True)
    wrong = run(*where, tmp_path / "wrong", "--reading", "A-09=caught")
    assert wrong.exit_code == 2 or isinstance(wrong.exception, Refused)
    assert not (tmp_path / "wrong").exists()
