"""What people have: flat bills, bills by level, ERP extracts, Catena-X documents."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from licet.basics import Refused
from licet.intake import (
    Columns,
    Folder,
    adopt,
    guess,
    read_columns,
    read_folder,
    write_columns,
    write_folder,
)
from licet.intake.catenax import adopt_catenax

SAP = (
    "MATNR;POSNR;IDNRK;OJTXP;MENGE;MEINS;DATUV;DATUB;STPRS;PEINH;WAERS;HERKL;LIFNR;ERNAM\n"
    "M1;0010;R1;Läufer;1,000;ST;01.02.2025;31.12.9999;1.234,50;1;EUR;DE;0100;X\n"
    "R1;0010;MG;Magnet;1.200,000;G;01.02.2025;30.06.2026;84,00;100;RMB;CHN;0200;X\n"
)
LEVELS = (
    "Level,Part Number,Qty,UoM,COO\n"
    "0,TOP,1,EA,\n.1,A,2,EA,CN\n..2,B,6,EA,\n.1,C,1,EA,\n..2,A,1,EA,\n...3,B,6,EA,\n"
)
Adopting = Callable[[str], Folder]


@pytest.fixture
def adopting(tmp_path: Path) -> Adopting:
    """Write an extract, guess its columns, make a folder of it, read the folder."""

    def adopted(text: str) -> Folder:
        path = tmp_path / "extract.csv"
        path.write_text(text, encoding="utf-8")
        tables, _ = adopt(path, guess(path))
        write_folder(tables, tmp_path / "folder")
        return read_folder(tmp_path / "folder", {})

    return adopted


def column(folder: Folder, table: str, name: str) -> list[object]:
    return folder.tables[table].rows[name].to_list()


def test_an_sap_bill_is_read_with_its_prices_dates_and_origins(adopting: Adopting) -> None:
    folder = adopting(SAP)
    assert folder.quarantine == ()
    assert column(folder, "bom", "quantity") == [Decimal(1), Decimal(1200)]
    assert [str(day) for day in column(folder, "bom", "valid_to")] == ["None", "2026-06-30"]
    assert column(folder, "sources", "price") == [Decimal("1234.5"), Decimal(84)]
    assert column(folder, "sources", "per") == [Decimal(1), Decimal(100)]
    assert column(folder, "sources", "currency") == ["EUR", "CNY"]
    assert column(folder, "sources", "origin") == ["DE", "CN"]
    assert column(folder, "sources", "supplier") == ["0100", "0200"]
    assert column(folder, "items", "item") == ["R1", "MG", "M1"]
    assert column(folder, "bom", "read_from") == ["extract.csv:2", "extract.csv:3"]


def test_what_nothing_is_made_of_is_named(tmp_path: Path) -> None:
    path = tmp_path / "sap.csv"
    path.write_text(SAP, encoding="utf-8")
    columns = guess(path)
    assert columns.ignored == ("ernam",)
    assert (columns.layout, columns.decimal, columns.dates) == ("edges", ",", "dmy")


def test_chinese_and_japanese_headings_are_known(tmp_path: Path) -> None:
    path = tmp_path / "bill.csv"
    path.write_text("父件编码,子件编码,用量,单位,原产国\nA,B,1,个,CN\n", encoding="gb18030")
    assert list(guess(path).columns.values()) == [
        "bom.parent", "bom.component", "bom.quantity", "bom.unit", "sources.origin",
    ]  # fmt: skip
    path.write_text("父件編碼,子件編碼,用量,單位,原產國\nA,B,1,個,CN\n", encoding="big5")
    assert list(guess(path).columns.values()) == [
        "bom.parent", "bom.component", "bom.quantity", "bom.unit", "sources.origin",
    ]  # fmt: skip
    path.write_text("親品目,子品目,員数\nA,B,1\n", encoding="cp932")
    assert guess(path).layout == "edges"


def test_levels_become_parents_and_a_shared_assembly_stands_once(adopting: Adopting) -> None:
    folder = adopting(LEVELS)
    pairs = list(
        zip(column(folder, "bom", "parent"), column(folder, "bom", "component"), strict=True)
    )
    assert pairs == [("TOP", "A"), ("A", "B"), ("TOP", "C"), ("C", "A")]
    assert folder.quarantine == ()


def test_totals_are_divided_by_those_of_the_parent(tmp_path: Path) -> None:
    path = tmp_path / "levels.csv"
    path.write_text("level,item,quantity\n1,TOP,1\n2,A,4\n3,B,12\n", encoding="utf-8")
    columns = guess(path)
    totals = Columns(columns.file, "levels", columns.columns, quantities="extended")
    tables, faults = adopt(path, totals)
    assert [row["quantity"] for row in tables["bom"]] == ["4", "3"]
    assert faults == []


@pytest.mark.parametrize(
    ("rows", "tainted"),
    [
        (".....5,X,1,EA,\n", {None}),
        ("x,X,1,EA,\n", {None}),
        (".1,D,1,EA,\n..2,A,1,EA,\n...3,E,1,EA,\n", {"A"}),
        (".1,X,1,EA\n", {None}),
    ],
)
def test_a_row_without_a_place_leaves_its_bill_in_doubt(
    adopting: Adopting, rows: str, tainted: set[str | None]
) -> None:
    assert adopting(LEVELS + rows).tainted()["bom"] == tainted


def test_a_mapping_is_written_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "sap.csv"
    path.write_text(SAP, encoding="utf-8")
    columns = guess(path)
    write_columns(columns, tmp_path / "columns.yaml")
    assert read_columns(tmp_path / "columns.yaml") == columns


def test_a_mapping_with_an_unknown_column_or_choice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "columns.yaml"
    path.write_text("file: a.csv\ndates: dym\ncolumns: {A: bom.parnet}\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_columns(path)
    assert [fault.place for fault in refused.value.faults] == ["columns.A", "dates"]
    path.write_text("- a\n", encoding="utf-8")
    with pytest.raises(Refused, match="expected a mapping"):
        read_columns(path)


def test_a_file_that_lacks_a_mapped_column_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("b\n1\n", encoding="utf-8")
    with pytest.raises(Refused, match="«a» is missing"):
        adopt(path, Columns("a.csv", "list", {"a": "items.item"}))


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    rows = {"items": [{"item": "A", "read_from": "x:1"}]}
    write_folder(rows, tmp_path)
    with pytest.raises(Refused, match="nothing was overwritten"):
        write_folder(rows, tmp_path)


@pytest.mark.parametrize(
    ("text", "decimal", "dates"),
    [
        ("1.234,5", ",", "iso"), ("1,234.5", ".", "iso"), ("1234.50", ".", "iso"),
        ("12,75", ",", "iso"),
    ],
)  # fmt: skip
def test_the_decimal_mark_is_seen_in_the_numbers(
    tmp_path: Path, text: str, decimal: str, dates: str
) -> None:
    path = tmp_path / "prices.csv"
    path.write_text(f"material;price\nA;{text}\n", encoding="utf-8")
    columns = guess(path)
    assert (columns.decimal, columns.dates) == (decimal, dates)
    assert not any(note.startswith("decimal") for note in columns.notes)


def test_a_number_that_two_countries_read_differently_is_pointed_out(tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_text("material;price\nA;1,234\n", encoding="utf-8")
    assert any(note.startswith("decimal") for note in guess(path).notes)


def test_catena_x_parts_lists_become_bills(tmp_path: Path) -> None:
    child = {
        "globalAssetId": "urn:uuid:B",
        "quantity": {"value": 2.5, "unit": "unit:kilogram"},
        "businessPartner": "BPNL1",
        "validityPeriod": {"validFrom": "2026-01-01T00:00:00Z"},
    }
    part = {
        "globalAssetId": "A",
        "partTypeInformation": {"nameAtManufacturer": "rotor"},
        "manufacturingInformation": {"country": "DEU"},
    }
    bill = {"globalAssetId": "A", "childItems": [child, {"quantity": None}]}
    path = tmp_path / "documents.json"
    path.write_text(json.dumps([bill, part]), encoding="utf-8")
    tables, faults = adopt_catenax([path])
    write_folder(tables, tmp_path / "folder")
    folder = read_folder(tmp_path / "folder", {})
    assert column(folder, "bom", "quantity") == [Decimal("2.5")]
    assert column(folder, "bom", "unit") == ["kg"]
    assert column(folder, "items", "made_in") == ["DE"]
    assert folder.tainted()["bom"] == {"a"}
    assert len(faults) == 1


def test_what_is_no_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(Refused, match="expected JSON"):
        adopt_catenax([path])


def test_several_alternative_bills_under_one_number_are_one_bill_each(adopting: Adopting) -> None:
    folder = adopting(
        "MATNR,STLNR,STLAL,POSNR,IDNRK,MENGE,MEINS,BMENG\n"
        "M1,00001234,01,0010,A,100,EA,100\nM1,00001234,01,0020,B,200,EA,100\n"
        "M1,00001234,02,0010,A,100,EA,100\nM1,00001234,02,0020,C,50,EA,100\n"
    )
    assert column(folder, "bom", "bill") == [*["00001234/01"] * 2, *["00001234/02"] * 2]
    assert column(folder, "bom", "per") == [Decimal(100)] * 4
    assert folder.quarantine == ()
