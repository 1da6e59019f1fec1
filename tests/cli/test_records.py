"""Records on the command line: keys, decide --record, verify, hide, replay."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.run import faults, run

CASE = """
on: 2025-10-20
known: 2025-10-20
facts: {exporter_in: JP, ship_from: JP, ship_to: US, act: export, annex1: P1-05, origin: CN}
"""


@pytest.fixture
def record(tmp_path: Path) -> Path:
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    assert run("keys", "new", "-o", tmp_path / "my.key").exit_code == 0
    out = tmp_path / "records" / "a.json"
    found = run("decide", tmp_path / "case.yaml", "--record", out, "--key", tmp_path / "my.key")
    assert found.exit_code == 0
    return out


def test_a_record_is_written_and_checked(record: Path, tmp_path: Path) -> None:
    found = run("verify", record, "--key", tmp_path / "my.key.pub", "--json")
    told = json.loads(found.stdout)
    assert told["sound"]
    assert told["shown"]["facts.annex1"] == "P1-05"
    said = run("verify", record).stdout
    assert "not checked" in said
    assert "the law files of this Licet" in said
    assert "隐去：无" in run("verify", record, "--lang", "zh-Hans").stdout


def test_the_private_key_is_for_its_owner_only(record: Path, tmp_path: Path) -> None:
    key = tmp_path / "my.key"
    assert key.stat().st_mode & 0o077 == 0
    before = key.read_bytes()
    assert "left as it is" in faults("keys", "new", "-o", key)
    assert key.read_bytes() == before


def test_a_record_without_a_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    out = tmp_path / "a.json"
    assert "licet keys new" in faults("decide", tmp_path / "case.yaml", "--record", out)
    (tmp_path / "bad.key").write_text("no key", encoding="utf-8")
    bad = ("--key", tmp_path / "bad.key")
    assert "Ed25519" in faults("decide", tmp_path / "case.yaml", "--record", out, *bad)
    assert not out.exists()


def test_a_changed_record_is_refused_with_file_and_place(record: Path) -> None:
    record.write_bytes(record.read_bytes().replace(b'"US"', b'"KR"'))
    assert faults("verify", record) == f"{record}: facts.ship_to: not the value that was sealed"
    assert "facts.ship_to" in faults("replay", record.parent)


def test_a_wrong_key_and_a_key_that_is_none_are_refused(record: Path) -> None:
    assert "made with the key" in faults("verify", record, "--key", "00" * 32)
    assert "64 hex digits" in faults("verify", record, "--key", "my mother's")


def test_fields_are_hidden_without_the_key(record: Path, tmp_path: Path) -> None:
    left = tmp_path / "left.json"
    assert run("hide", record, "facts.origin", "-o", left).exit_code == 0
    assert "facts.origin" in json.loads(run("verify", left, "--json").stdout)["hidden"]
    assert "no such field" in faults("hide", record, "facts.colour", "-o", left)


def test_replay_lists_each_record(record: Path) -> None:
    (told,) = json.loads(run("replay", record.parent, "--as-known", "--json").stdout)
    assert told["then"] == told["now"]
    assert not told["changed"]
    later = run("replay", record.parent, "--known", "2025-11-07", "--json")
    assert json.loads(later.stdout)[0]["then"] == told["then"]
    assert "1 records" in run("replay", record.parent).stdout
    assert "共1份記錄" in run("replay", record.parent, "--lang", "zh-Hant").stdout
    assert "no such folder" in faults("replay", record.parent / "none")


def test_a_batch_is_recorded_in_a_folder_and_shares_the_law(record: Path, tmp_path: Path) -> None:
    case = {"on": "2025-10-20", "facts": {"exporter_in": "JP"}}
    (tmp_path / "cases.json").write_text(json.dumps([case, case]), encoding="utf-8")
    out = tmp_path / "batch"
    key = ("--key", tmp_path / "my.key")
    assert run("decide", tmp_path / "cases.json", "--record", out, *key).exit_code == 0
    names = sorted(path.name for path in out.iterdir())
    assert names[:2] == ["1.json", "2.json"]
    assert len(names) == 3
    assert run("verify", out / "1.json").exit_code == 0
    assert run("hide", out / "1.json", "-o", tmp_path / "alone.json").exit_code == 0
    assert run("verify", tmp_path / "alone.json").exit_code == 0


def test_a_record_moved_away_from_its_law_is_checked_with_the_law_named(
    record: Path, tmp_path: Path
) -> None:
    case = {"on": "2025-10-20", "facts": {"exporter_in": "JP"}}
    (tmp_path / "cases.json").write_text(json.dumps([case, case]), encoding="utf-8")
    out, away = tmp_path / "batch", tmp_path / "away"
    key = ("--key", tmp_path / "my.key")
    run("decide", tmp_path / "cases.json", "--record", out, *key)
    away.mkdir()
    moved = (out / "1.json").rename(away / "1.json")
    (law,) = out.glob("law-*.json")
    missing = f"{moved}: law: missing; {law.name} was expected, beside the record or named"
    assert faults("verify", moved) == missing
    assert faults("replay", away) == missing
    assert run("verify", moved, "--law", law).exit_code == 0
    assert run("hide", moved, "-o", tmp_path / "whole.json", "--law", law).exit_code == 0
    assert run("verify", tmp_path / "whole.json").exit_code == 0
    replayed = run("replay", away, "--law", law, "--as-known", "--json")
    assert json.loads(replayed.stdout)[0]["refused"] is False
    assert "is not the law of this record" in faults("verify", moved, "--law", record)


def test_a_stamp_over_something_else_is_refused(record: Path) -> None:
    token = Path(__file__).parents[1] / "papers" / "data" / "licet.tsr"
    assert "something else" in faults("verify", record, "--timestamp", token)
    digest = run("verify", record, "--digest").stdout.strip()
    assert len(digest) == 64
