"""`licet case …` and `licet verify journal`, as people type them."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest

from licet.basics import Refused
from licet.cli.folders import readings_option
from tests.cli.run import Terminal

CASE = """
on: 2026-11-22
facts: {exporter_in: CN, ship_to: DE, dual_use_code: 1C905.a.1, act: export, thing: goods,
  importer_on_watch_list: false, end_user_on_watch_list: false}
application: {form: general, end_user: Abel GmbH, end_use: servo motors}
"""
LICENCE = ("--number", "L-7", "--until", "2026-12-31", "--quantity", "10", "--unit", "kg")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a case in it, and a store of its own."""
    monkeypatch.setenv("LICET_STORE", str(tmp_path / "data" / "cases.sqlite"))
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    return tmp_path


def asked(licet: Terminal, *words: str) -> Any:
    """The answer to a command, which must be given."""
    done = licet("case", *words, "--json")
    assert done.status == 0, done.err
    return json.loads(done.out)


def licensed(licet: Terminal, place: Path) -> str:
    """A case with a valid licence."""
    name = asked(licet, "open", str(place / "case.yaml"), "--by", "opa")["id"]
    for to in ("ready", "submitted", "accepted", "under_review", "granted", "valid"):
        if to in {"submitted", "granted"}:
            asked(licet, "approve", name, "--by", "ben")
        asked(licet, "move", name, to, "--by", "ana", *(LICENCE if to == "valid" else ()))
    return str(name)


def test_a_case_opens_with_the_verdict_beside_it(licet: Terminal, place: Path) -> None:
    answer = asked(licet, "open", str(place / "case.yaml"))
    assert (answer["id"], answer["state"], answer["version"]) == ("C-0001", "draft", 1)
    shown = asked(licet, "show", "C-0001")
    assert shown["verdict"]["outcome"] == answer["outcome"]
    assert shown["application"]["end_users"] == ["Abel GmbH"]
    assert (shown["application"]["item"], shown["application"]["destination"]) == (
        "1C905.a.1",
        "DE",
    )
    assert {"due", "working_days_left", "stopped"} <= shown["clock"].keys()
    assert [one["document"] for one in shown["documents"]][:2] == ["identity", "contract"]


def test_a_refused_move_exits_2_names_state_and_rule_and_changes_nothing(
    licet: Terminal, place: Path
) -> None:
    asked(licet, "open", str(place / "case.yaml"), "--by", "opa")
    before = asked(licet, "show", "1")
    for words in (
        ("move", "1", "granted", "--by", "ana"),
        ("approve", "1", "--by", "ana"),
        ("release", "1", "--quantity", "1", "--unit", "kg", "--by", "ana"),
    ):
        done = licet("case", *words, "--json")
        assert done.status == 2
        assert "state draft" in done.err
        assert len(done.err.splitlines()) == 1
    assert asked(licet, "show", "1") == before
    assert licet("case", "show", "C-0009").status == 2
    assert licet("case", "show", "nonsense").status == 2


def test_a_shipment_is_released_once_for_each_key(licet: Terminal, place: Path) -> None:
    name = licensed(licet, place)
    words = ("release", name, "--quantity", "4", "--unit", "kg", "--by", "cem", "--key", "a")
    assert asked(licet, *words)["left"] == "6"
    assert asked(licet, *words)["repeated"] is True
    assert asked(licet, "show", name)["licence"]["left"] == "6"
    done = licet("case", "release", name, "--quantity", "7", "--unit", "kg", "--by", "cem")
    assert done.status == 2
    assert "beyond the licence" in done.err
    text = licet("case", "show", name).out
    assert "6 of 10 kg left" in text
    assert "L-7" in licet("case", "feed").out
    assert "1C905.a.1" in licet("case", "list").out


def test_papers_are_kept_with_the_case_and_a_hold_is_kept(licet: Terminal, place: Path) -> None:
    name = asked(licet, "open", str(place / "case.yaml"))["id"]
    done = asked(licet, "attach", name, "contract", str(place / "case.yaml"), "--by", "ana")
    assert len(done["sha256"]) == 64
    assert asked(licet, "show", name)["documents"][1]["there"] is True
    assert licet("case", "attach", name, "poem", str(place / "case.yaml"), "--by", "a").status == 2
    out = str(place / "case.zip")
    assert "1 attached" in licet("case", "export", name, "-o", out).out
    assert licet("case", "export", name, "-o", out).status == 2
    with zipfile.ZipFile(out) as packed:
        kept = packed.read("attached/0002-contract-case.yaml")
    assert kept == (place / "case.yaml").read_bytes()
    asked(licet, "hold", name, "--by", "ana", "--reason", "dispute")
    assert asked(licet, "show", name)["keep"] == {"until": None, "hold": True}


def test_a_new_application_keeps_what_it_states_otherwise(licet: Terminal, place: Path) -> None:
    name = licensed(licet, place)
    other = (place / "case.yaml").read_text(encoding="utf-8").replace("DE", "FR")
    (place / "other.yaml").write_text(other, encoding="utf-8")
    words = ("open", str(place / "other.yaml"), "--replaces", name)
    done = licet("case", *words)
    assert done.status == 2
    assert "792 Art. 18" in done.err
    asked(licet, "move", name, "returned", "--by", "ana")
    new = asked(licet, "show", asked(licet, *words)["id"])
    assert new["replaces"] == name
    assert new["journal"][0]["details"]["differs"] == ["facts.ship_to"]


def test_the_journal_is_verified_and_a_change_is_found(licet: Terminal, place: Path) -> None:
    licensed(licet, place)
    licet("keys", "new", "-o", str(place / "office.key"))
    head = str(place / "head.json")
    asked(licet, "seal", "--key", str(place / "office.key"), "-o", head)
    words = ("verify", "journal", "--key", str(place / "office.key.pub"), "--head", head)
    sound = json.loads(licet(*words, "--json").out)
    assert sound["sound"] is True
    assert sound["signed_through"] == sound["entries"] == 9
    base = sqlite3.connect(place / "data" / "cases.sqlite")
    base.execute("DROP TRIGGER journal_no_delete")
    base.execute("DELETE FROM journal WHERE seq = 4")
    base.commit()
    base.close()
    done = licet(*words)
    assert done.status == 2
    assert "entry 4: removed" in done.err


def test_a_store_with_a_wrong_name_is_not_called_sound(licet: Terminal, place: Path) -> None:
    for words in (("verify", "journal"), ("case", "show", "1")):
        done = licet(*words, "--store", str(place / "nowhere.sqlite"))
        assert done.status == 2
        assert "no store here yet" in done.err
    assert not (place / "nowhere.sqlite").exists()
    assert asked(licet, "list") == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("facts: {}\napplication: {form: double}", "single, general"),
        ("facts: {}\napplication: {form: single, colour: red}", "application.colour"),
        ("facts: {}\napplication: general", "a mapping"),
        ("facts: {}\napplication: {end_users: Abel}", "a list of names"),
        ("facts: {}\napplication: {end_use: 7}", "a text was expected"),
        ("[{facts: {}}]", "one case"),
        ("facts: {colour: red}", "facts.colour"),
    ],
)
def test_a_wrong_application_is_refused_by_place(
    licet: Terminal, place: Path, text: str, says: str
) -> None:
    (place / "case.yaml").write_text(text, encoding="utf-8")
    done = licet("case", "open", str(place / "case.yaml"))
    assert done.status == 2
    assert says in done.err


def test_the_table_can_be_read(licet: Terminal, place: Path) -> None:
    assert "| `ready` | `submitted` |" in licet("case", "table").out
    assert asked(licet, "table")["limits"]["review"]["days"] == 45


def test_papers_say_what_is_known_in_both_languages_and_what_is_missing(
    licet: Terminal, place: Path
) -> None:
    name = asked(licet, "open", str(place / "case.yaml"))["id"]
    asked(licet, "attach", name, "contract", str(place / "case.yaml"), "--by", "ana")
    files = asked(licet, "papers", name, "-o", str(place / "papers"))["files"]
    names = ("application", "technical-description", "end-use-statement")
    assert [Path(file).name for file in files] == [
        *(f"C-0001-{name}.{kind}" for kind in ("pdf", "docx") for name in names),
        "C-0001-case.json",
    ]
    sheet = docx.Document(files[3])
    cells = [[cell.text for cell in row.cells] for one in sheet.tables for row in one.rows]
    assert ["许可形式\nForm of licence", "通用许可", "general licence"] in cells
    assert ["名称\nName", "中文待补", "Abel GmbH"] in cells
    assert ["最终用途\nEnd use", "中文待补", "servo motors"] in cells
    assert ["预计出口日期\nPlanned day of export", "待填写", "to be filled in"] in cells
    assert any("1C905.a.1" in row for row in cells)
    papers = {row[0].split("\n")[-1]: row[2] for row in cells if len(row) == 3}
    assert papers["copy of the contract or other proof"].startswith("已备")
    assert papers["technical description or test report"].startswith("未备")
    only = asked(licet, "papers", name, "-o", str(place / "one"), "--format", "docx")["files"]
    assert {Path(file).suffix for file in only} == {".docx", ".json"}
    bundle = json.loads(Path(files[-1]).read_text(encoding="utf-8"))
    assert bundle == asked(licet, "show", name)


def test_a_licence_with_conditions_is_granted_on_advice_and_shipments_keep_them(
    licet: Terminal, place: Path
) -> None:
    says = ("--says", "compliance_programme=yes", "--says", "serious_penalty=no")
    name = asked(licet, "open", str(place / "case.yaml"), "--by", "ana", *says)["id"]
    assert "says" in licet("case", "open", str(place / "case.yaml"), "--says", "nonsense=yes").err
    for to in ("ready", "submitted", "accepted", "under_review"):
        if to == "submitted":
            asked(licet, "approve", name, "--by", "ben")
        asked(licet, "move", name, to, "--by", "ana")
    refused = licet("case", "advise", name, "grant", "--by", "dia")
    assert (refused.status, "reasons" in refused.err) == (2, True)
    asked(licet, "advise", name, "grant", "--by", "dia", "--reason", "fits")
    asked(licet, "approve", name, "--by", "ben")
    conditions = ("--condition", "most=5", "--condition", "marked")
    asked(licet, "move", name, "granted", "--by", "ana", *conditions)
    unlimited = [word for word in LICENCE if word not in {"--quantity", "10"}]
    asked(licet, "move", name, "valid", "--by", "ana", *unlimited)
    ship = ("release", name, "--unit", "kg", "--by", "cem")
    short = licet("case", *ship, "--quantity", "4")
    assert (short.status, "--meets 2" in short.err) == (2, True)
    assert asked(licet, *ship, "--quantity", "4", "--meets", "2")["left"] is None
    told = licet("case", "show", name).out
    assert "condition 1: at most 5 a shipment" in told
    assert "4 kg shipped, no quantity stated" in told
    assert "a compliance programme is at work (792 Art. 16): yes" in told


def test_a_store_is_backed_up_restored_and_its_due_days_become_drafts(
    licet: Terminal, place: Path
) -> None:
    licensed(licet, place)
    kept = asked(licet, "backup", str(place / "kept.licet"))
    again = licet("case", "backup", str(place / "kept.licet"))
    assert (again.status, "overwrites nothing" in again.err) == (2, True)
    other = ("--store", str(place / "other.sqlite"))
    assert asked(licet, "restore", str(place / "kept.licet"), *other)["head"] == kept["head"]
    assert licet("case", "restore", str(place / "kept.licet"), *other).status == 2
    assert licet("verify", "journal", *other).status == 0
    drafts = ("remind", "-o", str(place / "mail"), "--within", "400")
    assert len(asked(licet, *drafts)["files"]) == 1
    assert licet("case", *drafts).out == "nothing new is due\n"


def test_papers_are_checked_before_they_are_sent(licet: Terminal, place: Path) -> None:
    name = asked(licet, "open", str(place / "case.yaml"))["id"]
    dossier = place / "dossier.yaml"
    dossier.write_text(
        "application: {form: single, date: 2026-11-20, ship_on: 2026-11-19}\n", encoding="utf-8"
    )
    alone = licet("case", "check", str(dossier))
    beside = licet("case", "check", name, "--dossier", str(dossier))
    for done in (alone, beside):
        assert done.status == 2
        assert "application.ship_on: the shipment of 2026-11-19 is not after" in done.out
    assert "application.form: the case says general, the dossier single" in beside.out
    assert (
        "出口日期2026-11-19不晚于" in licet("case", "check", str(dossier), "--lang", "zh-Hans").out
    )
    told = json.loads(licet("case", "check", name, "--json").out)
    assert told["sound"] is False
    assert "translation_missing" in {one["kind"] for one in told["findings"]}


def test_an_application_after_a_refusal_shows_the_difference_and_the_flag(
    licet: Terminal, place: Path
) -> None:
    name = asked(licet, "open", str(place / "case.yaml"), "--by", "opa")["id"]
    for to in ("ready", "submitted", "accepted", "under_review", "refused"):
        if to in {"submitted", "refused"}:
            asked(licet, "approve", name, "--by", "ben")
        why = ("--reason", "no statement", "--paper", "end_user_statement", "--clause", "61 §3(3)")
        asked(licet, "move", name, to, "--by", "ana", *(why if to == "refused" else ()))
    other = (place / "case.yaml").read_text(encoding="utf-8")
    other = other.replace("end_use: servo motors", "end_use: servo motors, applicant: Other Ltd")
    (place / "other.yaml").write_text(other, encoding="utf-8")
    new = asked(licet, "open", str(place / "other.yaml"), "--replaces", name)["id"]
    shown = asked(licet, "show", new)
    assert [one["name"] for one in shown["before"]["differences"]] == ["application.applicant"]
    assert shown["before"]["refusal"]["papers"][0]["there"] is False
    raised = [one["cite"] for one in shown["verdict"]["flags"] if one["met"] is True]
    assert raised == ["flag after refusal"]
    text = licet("case", "show", new).out
    assert "application.applicant: not stated → Other Ltd" in text
    assert "· missing: proof of end user and end use" in text
    assert "! red flag: Another supplier or route after a refusal" in text


def test_counsel_chooses_a_reading_and_folders_may_take_it(licet: Terminal, place: Path) -> None:
    assert "chosen by" not in licet("law", "readings").out
    assert not (place / "data").exists()
    with pytest.raises(Refused, match="no store here yet"):
        readings_option(["house"])
    none = licet("law", "choose", "A-09", "so", "--by", "lea", "--reason", "x")
    assert (none.status, "embedded_caught" in none.err) == (2, True)
    why = ("--by", "lea", "--reason", "opinion of 2 March", "--on", "2026-03-02")
    done = licet("law", "choose", "A-09", "embedded_caught", *why)
    assert "→ embedded_caught" in done.out
    assert "chosen by lea on 2026-03-02: opinion of 2 March" in done.out
    told = licet("law", "readings").out
    assert "→ embedded_caught" in told
    assert "chosen by lea on 2026-03-02: opinion of 2 March" in " ".join(told.split())
    data = json.loads(licet("law", "readings", "--json", "--lang", "zh-Hans").out)
    one = next(reading for reading in data if reading["id"] == "A-09")
    assert (one["house"]["by"], len(one["history"])) == ("lea", 1)
    assert readings_option(["house"]) == {"A-09": "embedded_caught"}
    assert readings_option(["house", "A-09="]) == {"A-09": None}
    assert licet("verify", "journal").out.startswith("sound: 1 entr")
