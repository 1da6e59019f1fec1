"""`licet law check`, `diff` and `new` on the command line; stale files warn."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from licet.rulebook import LAW
from licet.verdict import decide
from tests.cli.run import faults, run


def test_check_says_what_was_proved() -> None:
    found = run("law", "check")
    assert found.exit_code == 0
    assert "proved: every complete case has exactly one outcome" in found.stdout


def test_two_days_of_the_shipped_law_are_compared() -> None:
    found = run("law", "diff", "2025-11-06", "2025-11-08", "--known", "2025-11-08", "--json")
    told = json.loads(found.stdout)
    assert told["texts"] == []
    assert {"before": "refusal_presumed", "after": "not_required"}.items() <= {
        key: value
        for one in told["answers"]
        if one["before"] == "refusal_presumed"
        for key, value in one.items()
    }.items()
    assert {"61 §1(3)", "62 §1(1)"} <= {one["cite"] for one in told["clauses"]}


def test_two_editions_are_compared_in_words(tmp_path: Path) -> None:
    edition = tmp_path / "law"
    shutil.copytree(LAW, edition)
    path = edition / "cn" / "mofcom" / "2025-61.yaml"
    path.write_text(path.read_text("utf-8").replace("0.001 *", "0.01 *"), encoding="utf-8")
    said = run("law", "diff", "shipped", edition, "--words-only").stdout
    assert "clause 61 §1(1): changed" in said
    assert "- cn_part1_value >= 0.001 * item_value" in said
    assert "Nothing differs" in run("law", "diff", "shipped", "shipped").stdout


def test_what_is_no_edition_is_refused(tmp_path: Path) -> None:
    assert "a folder of law files" in faults("law", "diff", "shipped", tmp_path)
    assert "a folder of law files" in faults("law", "diff", "2025-13-01", "shipped")


def test_a_new_instrument_is_begun(tmp_path: Path) -> None:
    found = run("law", "new", "73/2026 §1", "--into", tmp_path, "--published", "2026-11-20")
    assert found.exit_code == 0
    assert "published: 2026-11-20" in (tmp_path / "2026-73.yaml").read_text("utf-8")
    assert "already" in faults("law", "new", "1/2026 §2", "--into", tmp_path)


@pytest.mark.parametrize(("known", "warns"), [("2026-12-22", False), ("2026-12-23", True)])
def test_law_files_older_than_thirty_days_warn_on_every_answer(known: str, *, warns: bool) -> None:
    notes = decide({"exporter_in": "JP"}, known=known)["notes"]
    assert any("over 30 days ago" in note["en"] for note in notes) is warns
    for command in (("law", "status"), ("law", "show", "61 §1(1)"), ("screen", "Haas")):
        said = run(*command, "--known", known)
        assert ("over 30 days ago" in said.stderr) is warns


def test_the_day_of_these_tests_is_after_the_files_were_compared() -> None:
    assert date.fromisoformat(decide({})["rulebook"]["checked_on"]) <= date(2026, 12, 22)
