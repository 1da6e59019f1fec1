"""Lists of parties are read whole or refused, and answer for any day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from licet.basics import Refused
from licet.rulebook.lists import COLUMNS, ListedParty, as_of, read_list

HEAD = ",".join(COLUMNS)
SUSPENDED = "2025-05-14/2025-08-12;2025-11-10/2026-11-10"
GOOD = f"n1,甲公司,Alpha Inc.,Alpha; A Co,US,21/2025,2025-04-04,{SUSPENDED},,false,s"
STOPPED = "n2,乙公司,Beta LLC,,US,22/2025,2025-04-10,2025-05-14/2025-08-11,2025-08-12,true,s"


def listed(folder: Path, *rows: str, name: str = "control-list.csv") -> tuple[ListedParty, ...]:
    path = folder / name
    path.write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8")
    return read_list(path)


def test_a_row_becomes_a_listed_party_of_the_list_the_file_is_named_after(tmp_path: Path) -> None:
    (party,) = listed(tmp_path, GOOD)
    assert (party.list, party.name_zh, party.aliases) == ("control", "甲公司", ("Alpha", "A Co"))
    assert party.transfer_ban is False
    (party,) = listed(tmp_path, GOOD, name="watch-list.csv")
    assert party.list == "watch"


@pytest.mark.parametrize(
    ("on", "effect"),
    [
        ("2025-04-03", "not_yet"),
        ("2025-04-04", "in_force"),
        ("2025-05-14", "suspended"),
        ("2025-08-12", "suspended"),
        ("2025-08-13", "in_force"),
        ("2026-11-10", "suspended"),
        ("2026-11-11", "in_force"),
    ],
)
def test_the_effect_follows_the_spans_with_their_last_day_included(
    tmp_path: Path, on: str, effect: str
) -> None:
    (party,) = listed(tmp_path, GOOD)
    assert party.effect(date.fromisoformat(on)) == effect


def test_a_run_out_suspension_is_told_beside_the_listing_it_revives(tmp_path: Path) -> None:
    (party,) = listed(tmp_path, GOOD)
    assert party.revived_on(date(2026, 11, 22)) == date(2026, 11, 11)
    assert party.revived_on(date(2026, 11, 10)) is None
    assert party.revived_on(date(2025, 5, 1)) is None


def test_stopping_outlasts_every_suspension(tmp_path: Path) -> None:
    (party,) = listed(tmp_path, STOPPED)
    assert party.effect(date(2025, 8, 11)) == "suspended"
    assert party.effect(date(2025, 8, 12)) == "stopped"


def test_as_of_knows_only_what_could_be_known(tmp_path: Path) -> None:
    parties = listed(tmp_path, GOOD, STOPPED)
    assert as_of(parties, date(2025, 4, 3)) == ()
    early = as_of(parties, date(2025, 9, 1), known=date(2025, 5, 20))
    assert [party.effect(date(2025, 9, 1)) for party in early] == ["in_force", "in_force"]
    late = as_of(parties, date(2025, 9, 1))
    assert [party.effect(date(2025, 9, 1)) for party in late] == ["in_force", "stopped"]


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("n1,甲,A,,XX,1/2025,2025-01-02,,,false,s", "n1, country"),
        ("n1,甲,A,,US,1/2025,2 Jan 2025,,,false,s", "n1, listed_on"),
        ("n1,甲,A,,US,1/2025,2025-01-02,2025-03-01/2025-02-01,,false,s", "n1, suspended"),
        ("n1,甲,A,,US,1/2025,2025-01-02,,2024-01-02,false,s", "n1, stopped_on"),
        ("n1,甲,A,,US,1/2025,2025-01-02,,,maybe,s", "n1, transfer_ban"),
        ("n1,,,,US,1/2025,2025-01-02,,,false,s", "n1, name_zh"),
        (",甲,A,,US,1/2025,2025-01-02,,,false,s", "row, id"),
        ("n1,甲,A,,US,1/2025,2025-01-02,,", "n1, row"),
        ("n1,甲,A,,US,1/2025,2025-01-02,,,false,s,one too many", "n1, row"),
    ],
)
def test_a_row_that_breaks_the_format_refuses_the_whole_list(
    tmp_path: Path, row: str, place: str
) -> None:
    with pytest.raises(Refused) as refused:
        listed(tmp_path, STOPPED, row)
    (fault,) = refused.value.faults
    assert fault.place == place
    assert fault.line == 3


def test_a_list_that_cannot_be_read_is_an_error_and_not_an_empty_list(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read_list(tmp_path / "control-list.csv")
    with pytest.raises(Refused):
        listed(tmp_path)
    (tmp_path / "watch-list.csv").write_bytes(b"\xff\xfe\x00bad")
    with pytest.raises(Refused):
        read_list(tmp_path / "watch-list.csv")
    (tmp_path / "watch-list.csv").write_text("id,name\n1,x\n", encoding="utf-8")
    with pytest.raises(Refused, match="name_zh"):
        read_list(tmp_path / "watch-list.csv")


def test_every_fault_is_named_at_once_and_an_id_serves_once(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        listed(tmp_path, GOOD, GOOD, "n3,甲,A,,XX,,2025-01-02,,,false,s")
    assert [fault.column for fault in refused.value.faults[:2]] == ["country", "notice"]
    assert "used once" in refused.value.faults[2].expected
