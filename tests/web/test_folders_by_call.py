"""Calls about folders: the JSON of the commands, by the API and for assistants."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from mcp.types import TextContent

from licet.web.assistants import called
from tests.cli.run import run
from tests.web.conftest import Site

NORDWIND = Path("examples/nordwind-generatoren")
DAYS = ("--known", "2026-11-22")
SITE = Site()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The German exporter without most of its shipments, every table as CSV."""
    place = tmp_path_factory.mktemp("nordwind")
    for path in NORDWIND.glob("*.csv"):
        head, *rows = path.read_text(encoding="utf-8").splitlines()
        some = rows[:6] if path.stem == "shipments" else rows
        (place / path.name).write_text("\n".join([head, *some]) + "\n", encoding="utf-8")
    (place / "expected.csv").unlink()
    return place


@pytest.fixture(scope="module")
def tables(folder: Path) -> dict[str, list[dict[str, str]]]:
    """The same in the body of a call."""
    found = {}
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = list(csv.DictReader(file))
    return found


def told(*words: str | Path) -> Any:
    """What a command answers."""
    done = run(*words, "--json")
    assert done.exception is None, done.exception
    return json.loads(done.output)


def by_call(url: str, asked: dict[str, Any]) -> Any:
    """What the API answers."""
    answer = SITE.post(f"/api/v1/{url}", json=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def by_tool(name: str, asked: dict[str, Any]) -> Any:
    """What an assistant is answered."""
    (content,) = called(name, asked).content
    assert isinstance(content, TextContent)
    return json.loads(content.text)


def test_an_item_is_traced_letters_planned_days_compared_and_lines_turned_as_by_the_commands(
    folder: Path, tables: dict[str, list[dict[str, str]]]
) -> None:
    first = tables["shipments"][0]
    item, line = first["item"], f"{first['shipment']}/{first['line']}"
    where, known = {"tables": tables}, {"known": "2026-11-22"}
    on = {"item": item, "on": "2026-11-22"}
    traced = told("trace", folder, "--item", item, "--on", "2026-11-22")
    assert traced["articles"]
    assert by_call("trace", where | on) == traced
    assert by_tool("trace", {"folder": str(folder)} | on) == traced
    plan = told("ask", folder, *DAYS, "--lang", "zh-Hans")
    assert by_call("ask/folder?lang=zh-Hans", where | known) == plan
    assert by_tool("ask_folder", where | known | {"lang": "zh-Hans"}) == plan
    days = {"from": "2026-11-01", "to": "2026-11-22"}
    flips = told("impact", folder, *DAYS, "--from", days["from"], "--to", days["to"])
    assert by_call("impact", where | known | days) == flips
    turns = told("whatif", folder, "--line", line, *DAYS)
    assert by_call("whatif", where | known | {"line": line}) == turns


def test_what_would_turn_a_case_is_the_answer_of_the_command(tmp_path: Path) -> None:
    case = {"on": "2026-11-22", "known": "2026-11-22", "facts": {"ship_from": "JP"}}
    path = tmp_path / "case.json"
    path.write_text(json.dumps(case))
    turns = told("whatif", path)
    assert by_call("whatif", {"case": case}) == turns
    assert by_tool("whatif", {"case": case}) == turns


@pytest.mark.parametrize(
    ("url", "asked", "pointer"),
    [
        ("trace", {"item": "X"}, "/tables"),
        ("trace", {"tables": {"items": [{"item": "A"}]}}, "/item"),
        ("trace", {"item": "X", "tables": {"items": [{"item": "MOTOR"}]}}, "/item"),
        ("trace", {"item": "X", "tables": {"../items": [{"item": "A"}]}}, "/tables"),
        ("trace", {"item": "X", "tables": {"items": []}}, "/tables/items"),
        ("trace", {"item": "X", "tables": {"items": [{"item": ["A"]}]}}, "/tables/items/0"),
        ("trace", {"item": "X", "tables": {"bom": [{"item": "A"}]}}, "/tables/bom"),
        ("trace", {"item": "X", "folder": "/etc"}, "/folder"),
        ("trace", {"item": "X", "portfolio": "../../etc"}, "/portfolio"),
        ("trace", {"item": "X", "portfolio": "0123456789abcdef"}, "/portfolio"),
        ("impact", {"portfolio": "x", "months": 0}, "/months"),
        ("whatif", {"portfolio": "x"}, "/line"),
        ("whatif", {"case": {"facts": {"ship_to": "XX"}}}, "/facts/ship_to"),
        ("ask/folder", {"tables": {"items": [{"item": "A"}]}, "scenario": "/etc"}, "/scenario"),
    ],
)
def test_a_call_that_cannot_be_answered_says_where(
    url: str, asked: dict[str, Any], pointer: str
) -> None:
    answer = SITE.post(f"/api/v1/{url}", json=asked)
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"].startswith(pointer)
