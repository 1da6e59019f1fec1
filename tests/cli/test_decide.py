"""`licet decide`: the answer first, in three languages; mistakes named, nothing written."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.cli.run import Terminal

CASE = Path(__file__).parents[2] / "examples" / "cases" / "motor.yaml"
KEYS = {
    "outcome", "possible", "review", "possible_review", "if_in_force", "by_scenario", "clauses",
    "duties", "missing", "readings", "notes", "on", "known", "scenario", "rulebook",
}  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "outcome", "why"),
    [
        ("en", "licence required", "Why"),
        ("zh-Hans", "须申请许可", "理由"),
        ("zh-Hant", "須申請許可", "理由"),
    ],
)
def test_the_outcome_comes_first(licet: Terminal, lang: str, outcome: str, why: str) -> None:
    done = licet("decide", str(CASE), "--lang", lang)
    assert done.status == 0
    assert done.out.strip().startswith(outcome)
    assert why in done.out
    assert all(len(line) <= 80 for line in done.out.splitlines()) or lang != "en"


def test_json_has_every_key_of_the_contract(licet: Terminal) -> None:
    verdict = json.loads(licet("decide", str(CASE), "--json").out)
    assert set(verdict) >= KEYS
    limb = next(c for c in verdict["clauses"] if c["cite"] == "61 §1(1)")
    assert limb["standing"] == "in_force"
    assert limb["met"] is True
    facts = {k: v for e in limb["elements"] for k, v in e["facts"].items()}
    assert facts["cn_part1_value"] == "1.89"
    assert {d["duty"] for d in verdict["duties"]} >= {"compliance_notice"}
    gap = next(m for m in verdict["missing"] if m["name"] == "use_logic_node_nm")
    assert gap["settles"]["<= 14"] == {"outcome": "licence_required", "review": "case_by_case"}


def test_options_replace_what_the_case_says(licet: Terminal) -> None:
    done = licet("decide", str(CASE), "--scenario", "suspension-extended-2027-01-10", "--json")
    assert json.loads(done.out)["outcome"] == "not_required"


def test_today_shows_what_each_scenario_would_say(licet: Terminal, tmp_path: Path) -> None:
    case = tmp_path / "today.yaml"
    text = CASE.read_text(encoding="utf-8").replace("scenario: suspension-lapsed\n", "")
    case.write_text(text, encoding="utf-8")
    verdict = json.loads(licet("decide", str(case), "--json").out)
    assert verdict["outcome"] == "undetermined"
    assert verdict["by_scenario"]["suspension-lapsed"]["outcome"] == "licence_required"
    assert verdict["by_scenario"]["suspension-extended-2027-01-10"]["outcome"] == "not_required"
    assert "61" in [m["name"] for m in verdict["missing"] if m["kind"] == "standing"]
    assert any("28 September 2026" in note for note in verdict["notes"])


@pytest.mark.parametrize("ending", ["json", "jsonl"])
def test_a_batch_is_answered_in_its_order(licet: Terminal, tmp_path: Path, ending: str) -> None:
    cases = [
        {"on": "2025-10-20", "facts": {"annex1": "none", "exporter_in": "JP"}},
        {"on": "2025-10-21", "facts": {"annex1": "P2-I-3", "exporter_in": "JP"}},
    ]
    lines = [json.dumps(case) for case in cases]
    text = "\n".join(lines) if ending == "jsonl" else f"[{','.join(lines)}]"
    file = tmp_path / f"cases.{ending}"
    file.write_text(text, encoding="utf-8")
    verdicts = json.loads(licet("decide", str(file), "--json").out)
    assert [verdict["on"] for verdict in verdicts] == ["2025-10-20", "2025-10-21"]


MISTAKES = """\
on: 2026-13-01
readings: {A-09: embeded_caught, A-99: x}
scenario: suspension-lapse
facts:
  exporter_on: JP
  ship_to: Japan
  annex1: P2-I-33
  item_value: {lo: "5", hi: "2"}
  cn_part1_value: 1;5
  end_user_military: maybe
  annex1_part: 3
"""


def test_every_mistake_is_named_with_its_line_and_what_was_expected(
    licet: Terminal, tmp_path: Path
) -> None:
    case = tmp_path / "wrong.yaml"
    case.write_text(MISTAKES, encoding="utf-8")
    done = licet("decide", str(case))
    assert done.status == 2
    assert done.out == ""
    lines = done.err.splitlines()
    assert len(lines) == 11
    assert lines[0].startswith(f"{case}:1: on: ")
    for number, words in (
        (2, "embedded_caught"), (3, "did you mean «suspension-lapsed»"),
        (5, "did you mean «exporter_in»"), (6, "ISO 3166-1"), (7, "did you mean «P2-I-3»"),
        (8, "reversed"), (9, "a decimal in quotes"), (10, "true or false"), (11, "one of 0, 1, 2"),
    ):  # fmt: skip
        assert any(f":{number}: " in line and words in line for line in lines), (number, lines)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("facts: {a: 1\n", "not YAML"),
        ("facts:\n\tship_to: JP\n", "not YAML"),
        ("on: 2026-01-01\non: 2026-01-02\n", "this key stands twice"),
        ("- 1\n- 2\n", "a mapping"),
        ("", "a mapping"),
        ("fact: {ship_to: JP}\n", "did you mean «facts»"),
        ("readings: {A-9: embedded_caught}\n", "did you mean «A-09»?"),
        ("readings: {a09: embedded_caught}\n", "did you mean «A-09»?"),
    ],
)
def test_what_is_no_case_is_refused(licet: Terminal, tmp_path: Path, text: str, place: str) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(text, encoding="utf-8")
    done = licet("decide", str(case))
    assert (done.status, done.out) == (2, "")
    assert place in done.err


def test_a_file_that_is_not_there_is_one_line(licet: Terminal) -> None:
    done = licet("decide", "nowhere.yaml")
    assert done.status == 2
    assert done.err == "nowhere.yaml: file: there is no such file\n"


@pytest.mark.parametrize("value", ["NaN", "nan"])
def test_a_number_that_is_none_counts_as_unknown(
    licet: Terminal, tmp_path: Path, value: str
) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(f"on: 2025-10-20\nfacts: {{item_value: {value}}}\n", encoding="utf-8")
    verdict = json.loads(licet("decide", str(case), "--json").out)
    facts = [e["facts"] for c in verdict["clauses"] for e in c["elements"]]
    assert all(found.get("item_value") is None for found in facts)


def test_a_value_of_nought_is_unknown_and_said_to_be(licet: Terminal, tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("on: 2025-10-20\nfacts: {item_value: 0, cn_part1_value: 0}\n", encoding="utf-8")
    verdict = json.loads(licet("decide", str(case), "--json").out)
    assert any("item_value was stated as 0" in note for note in verdict["notes"])


def test_a_table_is_decided_into_a_folder_of_verdicts_and_quarantine(
    licet: Terminal, tmp_path: Path
) -> None:
    table = tmp_path / "lines.parquet"
    pl.DataFrame(
        {
            "line": [1, 2, 3],
            "on": [date(2026, 1, 5)] * 3,
            "act": ["export", "export", "sale"],
            "end_user_military": [True, None, None],
        }
    ).write_parquet(table)
    out = tmp_path / "out"
    done = licet("decide", str(table), "--out", str(out), "--json")
    assert done.status == 0
    summary = json.loads(done.out)
    assert (summary["rows"], summary["quarantined"]) == (3, 1)
    verdicts = pl.read_parquet(out / "verdicts")
    assert verdicts["line"].sort().to_list() == [1, 2]
    assert summary["counts"] == dict(verdicts["outcome"].value_counts().iter_rows())
    (reason,) = pl.read_parquet(out / "quarantine")["reasons"].to_list()
    assert reason.startswith("act: one of export")


def test_a_table_wants_a_folder_to_write_to_and_an_engine_that_there_is(
    licet: Terminal, tmp_path: Path
) -> None:
    table = tmp_path / "lines.parquet"
    pl.DataFrame({"on": [date(2026, 1, 5)]}).write_parquet(table)
    without = licet("decide", str(table))
    other = licet("decide", str(table), "--out", str(tmp_path / "o"), "--engine", "pandas")
    missing = licet("decide", str(tmp_path / "no.parquet"), "--out", str(tmp_path / "o"))
    assert [one.status for one in (without, other, missing)] == [2, 2, 2]


def test_the_application_beside_a_case_is_left_to_case_open(
    licet: Terminal, tmp_path: Path
) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("facts: {ship_to: JP}\napplication: {form: single}\n", encoding="utf-8")
    assert licet("decide", str(case), "--json").status == 0


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ("act: domestic_transfer, ship_from: JP, ship_to: US", "from JP to US: one of them cannot"),
        ("act: export, ship_from: KR, ship_to: KR", "goes to KR: one of them cannot be right"),
        ("act: domestic_transfer, ship_from: DE, ship_to: FR", None),
        ("act: domestic_transfer, ship_from: JP, ship_to: JP", None),
        ("act: export, ship_from: JP, ship_to: US", None),
    ],
)
def test_an_act_that_the_places_contradict_is_noted(
    licet: Terminal, tmp_path: Path, facts: str, told: str | None
) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(f"facts: {{{facts}}}\n", encoding="utf-8")
    notes = json.loads(licet("decide", str(case), "--json").out)["notes"]
    said = [note for note in notes if "cannot be right" in str(note)]
    assert [(told or "no note") in str(note) for note in said] == ([True] if told else [])


def test_what_is_wrong_is_said_in_the_language_asked_for(licet: Terminal, tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("readings: {A-9: x}\nfacts: {act: maybe, item_value: true}\n", encoding="utf-8")
    told = licet("decide", str(case), "--lang", "zh-Hans").err.splitlines()
    assert told[0] == f"{case}:1：readings.A-9：没有该编号的解释。是否应为“A-09”？"
    assert told[2].endswith("：应为数值、加引号的小数，或lo与hi两端，而非“True”。")
    said = licet("own", str(tmp_path / "none.csv"), "--party", "X", "--lang", "zh-Hant")
    assert said.err == f"{tmp_path / 'none.csv'}：文件：沒有該文件。\n"
    assert licet("decide", str(case)).err.startswith(f"{case}:1: readings.A-9: no reading")
