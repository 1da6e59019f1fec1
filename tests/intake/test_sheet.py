"""Files as people save them: encodings, marks, quotes, workbooks, Parquet."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.basics import Refused
from licet.engine import frame, write_parquet
from licet.intake import Folder, read_folder
from licet.intake.sheet import written

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    Reading = Callable[..., Folder]

TEXTS = {
    "gb18030": "item,description\nA,含镝的钕铁硼永磁材料\nB,电机转子组件\n",
    "big5": "item,description\nA,含鏑的釹鐵硼永磁材料\nB,電機轉子組件\n",
    "cp932": "item,description\nA,ネオジム磁石モーター\nB,北上電機株式会社の回転子\n",
    "cp1252": "item,description\nA,Läufer für Generator\nB,Änderung Ölkühler\n",
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_the_encoding_is_found_when_it_is_not_utf_8(reading: Reading, encoding: str) -> None:
    folder = reading(items=TEXTS[encoding].encode(encoding))
    table = folder.tables["items"]
    assert table.encoding == encoding
    expected = [line.split(",")[1] for line in TEXTS[encoding].splitlines()[1:]]
    assert table.rows["description"].to_list() == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_part_of_the_first_column(reading: Reading, encoding: str) -> None:
    folder = reading(items="item,description\nA,磁石\n".encode(encoding))
    assert folder.tables["items"].rows["description"].to_list() == ["磁石"]


def test_bytes_that_are_no_text_are_refused(reading: Reading) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        reading(items=bytes([0x81, 0xFF, 0x00, 0xFE]) * 20)


def test_full_width_letters_and_digits_are_read_as_ordinary_ones(reading: Reading) -> None:
    folder = reading(
        shipments="shipment,line,item,on,quantity\nS1,1,ＭＴＲ－１,2026年1月5日,１２．５\n"
    )
    (row,) = folder.tables["shipments"].rows.rows(named=True)
    assert (row["item"], row["on"], row["quantity"]) == (
        "MTR-1",
        date(2026, 1, 5),
        Decimal("12.5"),
    )


@pytest.mark.parametrize("mark", [";", "\t"])
def test_semicolons_and_tabs_part_cells_too(reading: Reading, mark: str) -> None:
    folder = reading(bom=mark.join(("parent", "component", "quantity")) + "\n" + mark.join("AB1"))
    assert folder.tables["bom"].rows["component"].to_list() == ["B"]


def test_a_quote_that_never_closes_taints_the_table_and_keeps_what_is_above(
    reading: Reading,
) -> None:
    folder = reading(bom='parent,component,quantity\nA,B,1\nA,"C,1\nD,E,1\n')
    assert folder.tables["bom"].rows["component"].to_list() == ["B"]
    assert folder.tainted()["bom"] == {None}
    assert folder.quarantine[0].line == 3


def test_a_cell_over_several_lines_does_not_shift_the_lines_below(reading: Reading) -> None:
    folder = reading(items='item,description\nA,"one\ntwo"\n\nB,three\n')
    assert folder.tables["items"].rows["_line"].to_list() == [2, 5]


def workbook(path: Path, rows: Sequence[list[Any]], title: str = "Sheet") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(path)
    return book


def test_a_workbook_reads_as_its_cells_show(tmp_path: Path) -> None:
    header = ["shipment", "line", "item", "on", "quantity", "use_humanitarian"]
    row = [1001, 1, 7, datetime(2026, 11, 22), 0.1 + 0.2, True]  # noqa: DTZ001 - as Excel has it
    workbook(tmp_path / "shipments.xlsx", [[], header, row])
    folder = read_folder(tmp_path, {})
    (read,) = folder.tables["shipments"].rows.rows(named=True)
    assert (read["shipment"], read["line"], read["item"]) == ("1001", "1", "7")
    assert read["quantity"] == Decimal("0.3")
    assert (read["on"], read["_line"]) == (date(2026, 11, 22), 3)


def test_a_merged_cell_stands_for_all_its_cells(tmp_path: Path) -> None:
    path = tmp_path / "bom.xlsx"
    header = ["parent", "component", "quantity"]
    book = workbook(path, [header, ["MTR", "A", 1], [None, "B", 2]])
    book.worksheets[0].merge_cells("A2:A3")
    book.save(path)
    assert read_folder(tmp_path, {}).tables["bom"].rows["parent"].to_list() == ["MTR", "MTR"]


def test_among_several_sheets_the_one_of_the_tables_name_is_read(tmp_path: Path) -> None:
    path = tmp_path / "items.xlsx"
    book = workbook(path, [["item"], ["A"]], "Items")
    book.create_sheet("notes")
    book.save(path)
    assert read_folder(tmp_path, {}).tables["items"].rows["item"].to_list() == ["A"]
    book["Items"].title = "one"
    book.save(path)
    with pytest.raises(Refused, match="a sheet called «items» among one, notes"):
        read_folder(tmp_path, {})


@pytest.mark.parametrize("ending", ["xlsx", "parquet"])
def test_a_file_that_is_not_what_it_is_called_is_refused(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"items.{ending}").write_bytes(b"item\nA\n")
    with pytest.raises(Refused, match=f"items.{ending}: file: cannot be read"):
        read_folder(tmp_path, {})


def test_parquet_reads_like_csv(tmp_path: Path) -> None:
    table = frame(
        {
            "parent": ["A", "A"],
            "component": ["B", "C"],
            "quantity": [Decimal("1.5"), None],
            "valid_from": [date(2026, 1, 1), None],
        },
        {"parent": "text", "component": "text", "quantity": "number", "valid_from": "date"},
    )
    write_parquet(table, tmp_path / "bom.parquet")
    read = read_folder(tmp_path, {}).tables["bom"].rows
    assert read["quantity"].to_list() == [Decimal("1.5"), None]
    assert read["valid_from"].to_list() == [date(2026, 1, 1), None]
    assert read["_line"].to_list() == [1, 2]


def test_not_a_number_is_unknown_at_the_door() -> None:
    assert written(float("nan")) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=0, max_value=10**9))
def test_a_spreadsheets_number_comes_back_as_it_was_typed(number: Decimal) -> None:
    text = format(number.normalize(), "f")
    assert Decimal(written(float(text)) or "x") == Decimal(text)
