"""A case with mistakes is refused: a line for each, exit 2, and nothing on standard output."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest

from tests.cli.run import Terminal

GOOD = "on: 2026-11-22\nfacts: {act: export, exporter_in: JP}\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("twice.yaml", "facts:\n  act: export\n  act: gift\n", ":3: act: this key stands twice"),
        ("tab.yaml", "facts:\n\tact: export\n", ":2: not YAML: .*a tab cannot indent"),
        ("open.yaml", "facts: [1\n", r":1: not YAML: did not find expected ',' or ']'"),
        ("broken.json", '{"facts": {"act": "export"}\n', ":1: not YAML"),
        ("empty.yaml", "", ": case: a mapping with the key «facts» was expected"),
        ("none.json", "[]", ": case: at least one case was expected"),
        ("text.yaml", "facts: hello\n", ":1: facts: a mapping of fact to value was expected"),
        ("key.yaml", "facts: {? [a] : b}\n", ":1: key: a plain text was expected"),
        ("alias.yaml", "a: &a x\nfacts: {act: *a}\n", ":1: alias: a value written out"),
        ("deep.yaml", "[" * 100_000, ": not YAML: it is nested deeper than 100 levels"),
        ("dashes.yaml", "- " * 100_000, ": not YAML: it is nested deeper than 100 levels"),
        ("long.yaml", f"facts: {{item_value: {'9' * 9999}}}\n", ":1: facts.item_value: .*9…»"),
        ("two.yaml", "on: 2026-11-22\n---\nfacts: {}\n", ":2: not YAML: but found another"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_where_it_goes_wrong(
    licet: Terminal, tmp_path: Path, name: str, text: str, told: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    said = licet("decide", name, "--json")
    assert (said.status, said.out) == (2, "")
    assert re.match(re.escape(name) + told, said.err.splitlines()[0])
    assert len(said.err.splitlines()[0]) < 250


def test_one_bad_case_of_a_batch_refuses_the_batch_and_names_it(
    licet: Terminal, tmp_path: Path
) -> None:
    (tmp_path / "cases.yaml").write_text(
        "- facts: {act: export}\n- facts: {act: gift}\n- 5\n", encoding="utf-8"
    )
    said = licet("decide", "cases.yaml", "--json")
    assert (said.status, said.out) == (2, "")
    assert said.err.splitlines()[0].startswith("cases.yaml:2: facts.act: one of export")
    assert (
        said.err.splitlines()[1]
        == "cases.yaml: case 3: a mapping with the key «facts» was expected"
    )


def test_each_bad_line_of_json_lines_is_named_by_its_line(licet: Terminal, tmp_path: Path) -> None:
    lines = ['{"facts": {"act": "export"}}', "", '{"facts": {"act": ', '{"facts": {"akt": 1}}']
    (tmp_path / "cases.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    said = licet("decide", "cases.jsonl", "--json")
    assert (said.status, said.out) == (2, "")
    assert [fault.split(": ")[0] for fault in said.err.splitlines()] == [
        "cases.jsonl:3",
        "cases.jsonl:4",
    ]
    assert "did you mean «act»?" in said.err.splitlines()[1]


def test_what_is_not_there_or_not_text_is_refused(licet: Terminal, tmp_path: Path) -> None:
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "folder").mkdir()
    for name, told in (
        ("nowhere.yaml", "there is no such file"),
        ("bytes.yaml", "could not be read as UTF-8 text"),
    ):
        said = licet("decide", name)
        assert (said.status, said.out) == (2, "")
        assert said.err.splitlines()[0].startswith(f"{name}: file: {told}")
    said = licet("decide", "folder", "--out", "out")
    assert (said.status, said.out) == (2, "")
    assert said.err == "folder: table: no Parquet file was found there\n"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--on", "2026-13-01"], "--on: a day written YYYY-MM-DD was expected, not «2026-13-01»"),
        (["--known", "soon"], "--known: a day written YYYY-MM-DD was expected, not «soon»"),
        (["--lang", "fr"], "--lang: one of en, zh-Hans, zh-Hant was expected, not «fr»"),
        (["--scenario", "suspension-lapse"], "did you mean «suspension-lapsed»?"),
        (["--nothing"], "No such option"),
    ],
)
def test_a_wrong_option_is_refused(
    licet: Terminal, tmp_path: Path, options: list[str], told: str
) -> None:
    (tmp_path / "case.yaml").write_text(GOOD, encoding="utf-8")
    said = licet("decide", "case.yaml", *options)
    assert (said.status, said.out) == (2, "")
    assert told in said.err


def test_standard_input_is_read_and_its_faults_are_called_so(
    licet: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("facts: {akt: export}\n"))
    said = licet("decide", "-")
    assert said.err.splitlines() == [
        "standard input:1: facts.akt: no fact is called that; did you mean «act»?"
    ]


def test_a_fault_of_ours_is_exit_1_and_not_a_refusal(
    licet: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "case.yaml").write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr(sys.modules["licet.verdict.decide"], "missing", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):  # what the interpreter turns into exit status 1
        licet("decide", "case.yaml")


@pytest.mark.parametrize("words", [["law", "show", "61 §9"], ["law", "sql", "--dialect", "oracle"]])
def test_the_law_commands_refuse_what_is_not_there(licet: Terminal, words: list[str]) -> None:
    said = licet(*words)
    assert (said.status, said.out) == (2, "")
    assert "61 §" in said.err or "duckdb" in said.err
