"""`licet ask`, `impact` and `whatif` as a script calls them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from licet.cli import main
from tests.foresee.conftest import ALL_KNOWN, EXAMPLES

FOLDER = str(EXAMPLES / "kitakami-motors")
LAPSED = ("--known", "2026-11-22", "--scenario", "suspension-lapsed")


def licet(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str
) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of a command."""
    monkeypatch.setattr(sys, "argv", ["licet", *words])
    status: Any = 0
    try:
        main()
    except SystemExit as stop:
        status = stop.code or 0
    said = capsys.readouterr()
    return int(status), said.out, said.err


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    path = tmp_path / "case.json"
    facts = {name: value for name, value in ALL_KNOWN.items() if name != "ship_to"}
    path.write_text(json.dumps({"on": "2026-11-22", "facts": facts}))
    return path


def test_ask_answers_a_folder_with_questions_and_letters(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    status, out, _ = licet(capsys, monkeypatch, "ask", FOLDER, *LAPSED, "--json")
    data = json.loads(out)
    assert status == 0
    assert {"fact", "who", "settles", "value", "asks"} <= set(data["questions"][0])
    assert data["letters"][-1]["settled_so_far"] == data["open"]["lines"]


def test_ask_asks_a_case_for_what_still_matters(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, case_file: Path
) -> None:
    _, out, _ = licet(capsys, monkeypatch, "ask", str(case_file), *LAPSED, "--json")
    assert json.loads(out)["next"]["fact"] == "ship_to"
    told = ("--answer", "ship_to=cn", "--json")
    _, out, _ = licet(capsys, monkeypatch, "ask", str(case_file), *LAPSED, *told)
    data = json.loads(out)
    assert (data["outcome"], data["settled"], data["next"]) == ("not_required", True, None)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("ask", FOLDER, "--cost", "friend=1"), "--cost"),
        (("ask", FOLDER, "--cost", "supplier=0"), "--cost"),
        (("ask", FOLDER, "--share", "1.5"), "--share"),
        (("ask", FOLDER, "--answers", "none.xlsx"), "--out"),
        (("ask", "nowhere.yaml"), "nowhere.yaml"),
        (("impact", FOLDER, "--from", "tomorrow"), "--from"),
        (("impact", FOLDER, "--against", "no-such-scenario"), "no-such-scenario"),
        (("impact", FOLDER, "--law", FOLDER), "--law"),
        (("whatif", FOLDER), "--line"),
        (("whatif", FOLDER, "--line", "KM-1020/1", "--to", "fine"), "--to"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    expected: str,
) -> None:
    status, out, err = licet(capsys, monkeypatch, *words)
    assert (status, out) == (2, "")
    assert expected in err


def test_impact_answers_with_flips_counts_and_calendar(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    days = ("--from", "2026-11-10", "--to", "2026-11-11", "--months", "3", "--json")
    status, out, _ = licet(capsys, monkeypatch, "impact", FOLDER, *LAPSED, *days)
    data = json.loads(out)
    assert status == 0
    assert {"shipment", "line", "from", "to", "clause", "element"} <= set(data["flips"][0])
    assert data["counts"]["after"]["licence_required"] > 0
    assert data["calendar"]


def test_whatif_marks_every_change(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, case_file: Path
) -> None:
    _, out, _ = licet(capsys, monkeypatch, "whatif", str(case_file), *LAPSED, "--json")
    assert json.loads(out)["outcome"] == "undetermined"
    line = ("--line", "KM-1020/5", "--json")
    status, out, _ = licet(capsys, monkeypatch, "whatif", FOLDER, *LAPSED, *line)
    data = json.loads(out)
    assert status == 0
    assert {one["mark"] for one in data["break_evens"]} > {"design"}
    assert all(change["mark"] for turn in data["turns"] for change in turn["changes"])
