"""`licet decide`: the answer first, in three languages; mistakes named, nothing written."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import yaml

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


FACTS = pl.DataFrame({"line": [1], "act": ["export"], "on": [date(2026, 1, 5)]})
BAD_TABLES = {
    "On": (FACTS.rename({"on": "On"}), "column On: here it is called on;"),
    "End User Military": (FACTS.with_columns(pl.lit(1).alias("End User Military")), "end_user_mil"),
    "Outcome": (FACTS.with_columns(Outcome=pl.lit("x")), "the answer has columns of this name: Ou"),
    "Line": (FACTS.with_columns(Line=pl.lit(1)), "not that of the column line in other letters"),
    "0 and 1": (FACTS.with_columns(use_wmd=pl.lit(1)), "use_wmd: true or false was expected, not"),
    "float": (FACTS.with_columns(item_value=pl.lit(1.5)), "item_value: an exact number"),
    "moment": (FACTS.cast({"on": pl.Datetime}), "column on: a date was expected, not Datetime"),
    "both": (
        FACTS.with_columns(item_value=pl.lit(1), item_value__lo=pl.lit(1)),
        "either item_value or its ends item_value__lo and item_value__hi was expected, not both",
    ),
}


@pytest.mark.parametrize("name", BAD_TABLES)
def test_a_table_that_cannot_be_right_is_refused_in_one_line_with_its_name(
    licet: Terminal, tmp_path: Path, name: str
) -> None:
    table, words = BAD_TABLES[name]
    place = tmp_path / "出运 行.parquet"
    table.write_parquet(place)
    done = licet("decide", str(place), "-o", str(tmp_path / "out"))
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert done.err.startswith(f"{place}: column")
    assert words in done.err
    assert not (tmp_path / "out").exists()


def test_a_folder_of_files_that_differ_is_one_table_and_hidden_files_are_none_of_it(
    licet: Terminal, tmp_path: Path
) -> None:
    place, out = tmp_path / "sold lines", tmp_path / "out"
    more = {"x": None, "use_wmd": None, "reading_A09": "embedded_caught", "Notiz": "n"}
    parts = {
        "on=2026-01-05/end_user_military=true/a": FACTS.drop("on"),
        "on=2025-10-20/end_user_military=false/b": FACTS.drop("on").with_columns(
            pl.lit(value).alias(name) for name, value in more.items()
        ),
        "on=2025-10-20/_temporary/c": FACTS.drop("on"),
        "on=2025-10-20/.d": FACTS.drop("on"),
    }
    for name, part in parts.items():
        path = place / f"{name}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_parquet(path)
    assert licet("decide", str(place), "-o", str(out)).status == 0
    summary = json.loads(licet("decide", str(place), "-o", str(out), "--json").out)
    assert (summary["rows"], summary["quarantined"]) == (2, 0)
    assert summary["carried"] == ["line", "x", "Notiz"]
    found = pl.read_parquet(out / "verdicts").sort("on")
    assert found.select("end_user_military", "use_wmd", "Notiz").rows() == [
        (False, None, "n"), (True, None, None),
    ]  # fmt: skip
    FACTS.cast({"line": pl.String}).write_parquet(place / "e.parquet")
    refused = licet("decide", str(place), "-o", str(out), "--lang", "zh-Hans")
    assert refused.status == 2
    assert "b.parquet：列line：应与e.parquet中一样为String" in refused.err
    (tmp_path / "none").mkdir()
    assert "no Parquet file" in licet("decide", str(tmp_path / "none"), "-o", str(out)).err


def test_a_reading_may_stand_in_each_row_of_a_table(licet: Terminal, tmp_path: Path) -> None:
    facts: dict[str, object] = yaml.safe_load(CASE.read_text(encoding="utf-8"))["facts"]
    facts |= {"embedded": "finished_product", "item_value": 1890, "cn_part1_value": 2}
    options = ["embedded_caught", "not_caught", None]
    rows = [{**facts, "nr": at, "reading_A09": one} for at, one in enumerate(options)]
    place, out = tmp_path / "lines.parquet", tmp_path / "out"
    pl.DataFrame(rows).write_parquet(place)
    common = ("--on", "2026-11-11", "--known", "2026-11-22", "--scenario", "suspension-lapsed")
    found = []
    for named in ((), ("--reading", "A-09=not_caught")):
        assert licet("decide", str(place), "-o", str(out), *common, *named).status == 0
        found.append(pl.read_parquet(out / "verdicts").sort("nr")["outcome"].to_list())
    assert found == [["licence_required", "not_required", "undetermined"], ["not_required"] * 3]


def test_results_go_where_they_can_and_never_over_what_they_are_made_of(
    licet: Terminal, tmp_path: Path
) -> None:
    place = tmp_path / "lake" / "verdicts"
    place.mkdir(parents=True)
    FACTS.write_parquet(place / "a.parquet")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for out in (place.parent, place, place / "out", tmp_path / "file", tmp_path / "file" / "x"):
        done = licet("decide", str(place), "-o", str(out))
        assert (done.status, done.err.count("\n")) == (2, 1), out
    assert [one.name for one in place.iterdir()] == ["a.parquet"]
    case = tmp_path / "case.yaml"
    case.write_text("facts: {}\n", encoding="utf-8")
    assert "a table was expected" in licet("decide", str(case), "-o", str(tmp_path / "o")).err
    refused = licet("decide", str(place), "-o", str(tmp_path / "o"), "--record", "r", "--key", "k")
    assert "not of tables" in refused.err


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
