"""What a folder becomes, and what is refused."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from licet.basics import Refused
from licet.intake import FactKind, Folder, read_folder, write_quarantine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Reading = Callable[..., Folder]

BOM = "parent,component,quantity\n"
SHIPMENTS = "shipment,line,item,on\n"


def rows(folder: Folder, table: str) -> list[dict[str, object]]:
    return folder.tables[table].rows.rows(named=True)


def test_cells_become_typed_values_and_know_their_line(reading: Reading) -> None:
    folder = reading(
        shipments="shipment,line,item,on,ship_to,use_humanitarian,quantity\n"
        "S1,1,MTR,2026-11-22,TW,是,12.50\n"
    )
    (row,) = rows(folder, "shipments")
    assert row["on"] == date(2026, 11, 22)
    assert row["quantity"] == Decimal("12.5")
    assert row["use_humanitarian"] is True
    assert (row["ship_to"], row["_file"], row["_line"]) == ("TW", "shipments.csv", 2)
    assert folder.quarantine == ()


def test_an_empty_cell_is_unknown_not_zero_and_not_no(reading: Reading) -> None:
    folder = reading(
        shipments="shipment,line,item,on,ship_to,use_humanitarian,quantity\nS1,1,A,2026-11-22,,,\n"
    )
    (row,) = rows(folder, "shipments")
    assert (row["quantity"], row["use_humanitarian"], row["ship_to"]) == (None, None, None)


def test_a_bad_cell_takes_out_its_row_and_nothing_else(reading: Reading) -> None:
    folder = reading(bom=BOM + "MTR,MAG,1\nMTR,SHAFT,1,25\nGEN,MAG,1x\nGEN,HUB,1\n")
    assert [row["_line"] for row in rows(folder, "bom")] == [2, 5]
    torn, bad = folder.quarantine
    assert (torn.line, torn.key) == (3, "MTR")
    assert (bad.file, bad.line, bad.column, bad.value, bad.key) == (
        "bom.csv",
        4,
        "quantity",
        "1x",
        "GEN",
    )
    assert "decimal" in bad.expected
    assert folder.tainted()["bom"] == {"MTR", "GEN"}


def test_a_row_whose_key_is_missing_taints_everything(reading: Reading) -> None:
    folder = reading(bom=BOM + ",MAG,1\n")
    assert folder.tainted()["bom"] == {None}
    assert folder.tainted()["items"] == frozenset()


def test_a_bill_row_without_a_quantity_is_kept_and_unknown(reading: Reading) -> None:
    (row,) = rows(reading(bom=BOM + "MTR,MAG,\n"), "bom")
    assert row["quantity"] is None


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("on", "22.11.2026"),
        ("on", "2026-13-01"),
        ("on", "2026-02-29"),
        ("on", ""),
        ("quantity", "1,250.5"),
        ("quantity", "12 kg"),
        ("quantity", "-1"),
        ("quantity", "nan"),
        ("quantity", "1e30"),
        ("quantity", "0.0000000000001"),
        ("ship_to", "jp"),
        ("ship_to", "UK"),
        ("ship_to", "Japan"),
        ("currency", "RMB"),
        ("use_humanitarian", "maybe"),
        ("act", "exports"),
        ("annex1_part", "3"),
        ("cn_part1_value", "some"),
    ],
)
def test_a_value_that_is_not_of_its_column_is_quarantined(
    reading: Reading, column: str, value: str
) -> None:
    cells = {"shipment": "S1", "line": "1", "item": "A", "on": "2026-11-22", column: value}
    text = ",".join(cells) + "\n" + ",".join(f'"{cell}"' for cell in cells.values()) + "\n"
    folder = reading(shipments=text)
    assert rows(folder, "shipments") == []
    (fault,) = folder.quarantine
    assert (fault.column, fault.line, fault.key) == (column, 2, "S1/1")


def test_the_nearest_code_is_named(reading: Reading) -> None:
    folder = reading(items="item,annex1\nA,P2-I3\nB,p2-i-4\n")
    assert [str(fault).split("; ")[1] for fault in folder.quarantine] == [
        "did you mean «P2-I-3»?",
        "did you mean «P2-I-4»?",
    ]


def test_two_items_of_one_number_are_both_quarantined(reading: Reading) -> None:
    folder = reading(items="item,made_in\nA,JP\nB,JP\nA,CN\nB,JP\n")
    assert [row["item"] for row in rows(folder, "items")] == ["B"]
    assert [(fault.line, fault.key) for fault in folder.quarantine] == [(2, "A"), (4, "A")]
    assert "also on line 4" in folder.quarantine[0].expected


def test_a_shipment_line_that_stands_twice_is_quarantined_even_word_for_word(
    reading: Reading,
) -> None:
    folder = reading(shipments=SHIPMENTS + "S1,1,A,2026-01-01\nS1,1,A,2026-01-01\n")
    assert rows(folder, "shipments") == []
    assert folder.tainted()["shipments"] == {"S1/1"}


def test_a_missing_required_column_is_refused_with_the_nearest_name(reading: Reading) -> None:
    with pytest.raises(Refused, match=r"bom\.csv: header: .*«parent» is missing; is it «parnet»"):
        reading(bom="parnet,component,quantity\n")


def test_every_fault_of_every_file_is_said_at_once(reading: Reading) -> None:
    with pytest.raises(Refused) as refused:
        reading(bom="component,quantity\n", items="name\n")
    assert {fault.file for fault in refused.value.faults} == {"bom.csv", "items.csv"}


def test_a_column_named_twice_is_refused(reading: Reading) -> None:
    with pytest.raises(Refused, match="«item»"):
        reading(items="item,item\nA,B\n")


def test_unknown_columns_are_kept_and_named(reading: Reading) -> None:
    folder = reading(items="item,colour\nA,red\n")
    assert folder.extra_columns == {"items": ("colour",)}
    assert rows(folder, "items")[0]["colour"] == "red"


def test_a_table_that_is_not_there_is_named_and_empty(reading: Reading) -> None:
    folder = reading(items="item\nA\n")
    assert "bom" in folder.missing
    assert folder.tables["bom"].rows.shape[0] == 0
    assert "quantity" in folder.tables["bom"].rows.columns


def test_a_file_whose_name_is_almost_a_tables_is_refused(reading: Reading) -> None:
    with pytest.raises(Refused, match="did you mean «declarations»"):
        reading(items="item\nA\n", declaration="item\nA\n")


def test_a_file_that_is_no_table_is_left_unread_and_named(reading: Reading) -> None:
    assert reading(items="item\nA\n", expected="x\n").unread == ("expected.csv",)


def test_an_empty_folder_or_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="expected one of shipments"):
        read_folder(tmp_path, {})
    with pytest.raises(Refused, match="expected a folder"):
        read_folder(tmp_path / "nowhere", {})


def test_two_files_for_one_table_are_refused(tmp_path: Path, reading: Reading) -> None:
    (tmp_path / "items.parquet").write_bytes(b"")
    with pytest.raises(Refused, match=r"items\.csv is there too"):
        reading(items="item\nA\n")


def test_the_facts_of_the_law_are_columns_of_shipments_and_items(tmp_path: Path) -> None:
    (tmp_path / "shipments.csv").write_text(SHIPMENTS[:-1] + ",odd,odd_lo\nS,1,A,2026-01-01,x,2\n")
    folder = read_folder(tmp_path, {"odd": FactKind("number")})
    assert folder.extra_columns == {}
    assert folder.quarantine[0].column == "odd"


def test_the_quarantine_is_written_as_a_table(reading: Reading, tmp_path: Path) -> None:
    out = tmp_path / "quarantine.csv"
    write_quarantine(reading(bom=BOM + "MTR,MAG,1x\n"), out)
    with out.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["file"], row["line"], row["value"], row["key"]) == ("bom.csv", "2", "1x", "MTR")
