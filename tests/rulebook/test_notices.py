"""An operator's notice is checked whole before it counts, and then stands beside the published."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from licet.basics import Refused
from licet.rulebook import ListedParty, add_notice, joined, own_lists, read_notice

DAY = date(2026, 11, 22)
PUBLISHED = (
    ListedParty("p1", "甲", "Alpha", "US", "control", "1/2025", date(2025, 1, 2)),
)  # fmt: skip
GOOD = """
notice: 99/2026
list: control
listed_on: 2026-11-01
transfer_ban: true
parties:
  - {id: n1, name_en: Acme Pumps Inc., country: US, identifiers: {US-EIN: 12-3456789}}
  - id: n2
    name_zh: 乙公司
    suspended: [2026-11-15/2026-11-20]
    aliases: [Beta, "Bêta"]
"""


def written(folder: Path, text: str, name: str = "notice.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults(folder: Path, text: str, name: str) -> list[str]:
    with pytest.raises(Refused) as refused:
        add_notice(written(folder, text, name), folder / "lists", PUBLISHED, DAY)
    assert not (folder / "lists").exists()
    return [str(fault) for fault in refused.value.faults]


def test_a_yaml_notice_gives_every_entry_what_stands_at_its_head(tmp_path: Path) -> None:
    first, second = read_notice(written(tmp_path, GOOD))
    assert (first.list, first.notice, first.transfer_ban) == ("control", "99/2026", True)
    assert first.identifiers == (("US-EIN", "123456789"),)
    assert second.aliases == ("Beta", "Bêta")
    assert second.effect(date(2026, 11, 16)) == "suspended"


def test_a_notice_is_kept_as_it_was_read(tmp_path: Path) -> None:
    given = add_notice(written(tmp_path, GOOD), tmp_path / "lists", PUBLISHED, DAY)
    (kept,) = own_lists(tmp_path / "lists")
    assert kept.parties == given
    assert (kept.file, kept.checked_on) == ("control-list-99-2026.csv", DAY)


def test_every_fault_is_named_with_its_line_and_nothing_is_kept(tmp_path: Path) -> None:
    text = (
        "list,id,name_en,country,notice,listed_on,suspendid\n"
        "contrl,x1,Acme,US,9/2026,2026-11-01,\n"
        "control,x2,,US,9/2026,2026-11-01,\n"
        "watch,x3,Beta,XX,9/2026,1 Nov 2026,\n"
    )
    told = faults(tmp_path, text, "bad.csv")
    assert told[0].startswith("bad.csv:1: «suspendid»")
    assert told[0].endswith("did you mean «suspended»?")
    assert [one.split(": ")[0] for one in told] == [
        "bad.csv:1", "bad.csv:2", "bad.csv:3", "bad.csv:4", "bad.csv:4",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("{id: p1, name_en: Alpha, name_zh: 甲, notice: 2/2025}", "notice as published"),
        ("{id: p1, name_en: Alpha, notice: 1/2025, listed_on: 2025-01-02}", "published names"),
        ("{id: n1, name_en: A}, {id: n1, name_en: B}", "an id that is used once"),
        ("{id: n1, name_en: A, identifiers: JP-CN 123}", "schemes with right numbers"),
        ("{id: n1, nam_en: A}", "did you mean «name_en»?"),
        ("{id: n1, name_en: A, suspended: 2026-12-01/2026-11-01}", "pairs of days"),
        ("n1", "names of columns with values"),
    ],
)
def test_an_entry_that_cannot_be_right_is_refused(
    tmp_path: Path, entry: str, expected: str
) -> None:
    head = "list: control\nnotice: 9/2026\nlisted_on: 2025-01-02\n"
    told = faults(tmp_path, f"{head}parties: [{entry}]\n", "bad.yaml")
    assert expected in " ".join(told)


@pytest.mark.parametrize("text", ["", "parties: []", "- 1", "list: [", "\udcff"])
def test_what_is_no_notice_is_an_error_and_not_an_empty_one(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(Refused):
        read_notice(path)


def test_a_published_entry_may_be_stopped_and_is_listed_once(tmp_path: Path) -> None:
    text = (
        "parties: [{list: control, id: p1, name_en: Alpha, name_zh: 甲, country: US,"
        " notice: 1/2025, listed_on: 2025-01-02, stopped_on: 2026-11-20}]"
    )
    add_notice(written(tmp_path, text), tmp_path / "lists", PUBLISHED, DAY)
    (party,) = joined(PUBLISHED, own_lists(tmp_path / "lists"))
    assert [party.effect(date(2026, 11, day)) for day in (19, 20)] == ["in_force", "stopped"]


def test_a_notice_is_stated_anew_only_where_that_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    add_notice(written(tmp_path, GOOD), folder, PUBLISHED, DAY)
    with pytest.raises(Refused, match="--replace"):
        add_notice(written(tmp_path, GOOD), folder, PUBLISHED, DAY)
    fewer = GOOD[: GOOD.index("  - id: n2")]
    add_notice(written(tmp_path, fewer), folder, PUBLISHED, DAY, replace=True)
    assert [party.id for party in own_lists(folder)[0].parties] == ["n1"]


def test_a_list_of_the_folder_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    assert own_lists(tmp_path / "none") == ()
    for name, text in (
        ("control-list-x.csv", "id,name\n"),
        ("notes.csv", "a\n1\n"),
        ("other-list.csv", (tmp_path / "none").name),
    ):
        path = written(tmp_path, text, name)
        with pytest.raises(Refused):
            own_lists(tmp_path)
        path.unlink()
