"""`licet case …` and `licet verify journal`, as people type them."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import docx
import pytest

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


def test_papers_are_noted_by_their_hash_and_a_hold_is_kept(licet: Terminal, place: Path) -> None:
    name = asked(licet, "open", str(place / "case.yaml"))["id"]
    done = asked(licet, "attach", name, "contract", str(place / "case.yaml"), "--by", "ana")
    assert len(done["sha256"]) == 64
    assert asked(licet, "show", name)["documents"][1]["there"] is True
    assert licet("case", "attach", name, "poem", str(place / "case.yaml"), "--by", "a").status == 2
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
    assert [Path(file).name for file in files] == [
        "C-0001-application.docx",
        "C-0001-end-use-statement.docx",
        "C-0001-case.json",
    ]
    sheet = docx.Document(files[0])
    rows = {row.cells[0].text: row.cells[1].text for one in sheet.tables for row in one.rows}
    assert rows["物项\nItem"] == "1C905.a.1"
    assert rows["最终用户\nEnd user"] == "Abel GmbH"
    assert rows["申请人\nApplicant"].endswith("not known; to be filled in")
    assert next(one for text, one in rows.items() if "contract" in text).startswith("已备")
    assert next(one for text, one in rows.items() if "test report" in text).startswith("未备")
    for file in files[:2]:
        text = "\n".join(paragraph.text for paragraph in docx.Document(file).paragraphs)
        assert "worksheet for the official form, not the form itself" in text
    bundle = json.loads(Path(files[2]).read_text(encoding="utf-8"))
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
