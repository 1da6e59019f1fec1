"""Tables are found where they stand: below titles, under merged headings, on another page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.basics import Refused
from licet.intake import (
    Columns,
    adopt,
    adopt_all,
    guess,
    guess_all,
    read_extract,
    read_folder,
    read_mappings,
    write_columns,
    write_folder,
)

Written = Callable[[str, str], Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(name: str, text: str) -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return write


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook with a cover, a title across, and headings on two lines with merged cells."""
    made = openpyxl.Workbook()
    cover = made.active
    assert cover is not None
    cover["A1"] = "ACME"
    page = made.create_sheet("BOM")
    page["A1"] = "Parts list of motor MTR-9"
    page.merge_cells("A1:G1")
    for cells, text in (
        ("A3:A4", "Level"), ("B3:C3", "Component"), ("D3:D4", "Qty"), ("E3:E4", "UoM"),
        ("F3:G3", "Price"),
    ):  # fmt: skip
        page[cells.partition(":")[0]] = text
        page.merge_cells(cells)
    for cell, text in (
        ("B4", "Number"),
        ("C4", "Description"),
        ("F4", "Amount"),
        ("G4", "Currency"),
    ):
        page[cell] = text
    for row in (
        (0, "MTR-9", "motor", 1, "EA", None, None), (".1", "ROT-9", "rotor", 1, "EA", None, None),
        ("..2", "MAG-9", "magnet", 8, "EA", 1.25, "EUR"),
    ):  # fmt: skip
        page.append(row)
    made.save(tmp_path / "bill.xlsx")
    return tmp_path / "bill.xlsx"


def test_a_workbook_is_read_below_its_title_under_headings_on_two_lines(book: Path) -> None:
    found = guess(book)
    assert (found.page, found.header, found.layout) == ("BOM", (3, 4), "levels")
    assert found.columns == {
        "level": "level",
        "component · number": "bom.component",
        "component · description": "items.description",
        "qty": "bom.quantity",
        "uom": "bom.unit",
        "price · amount": "sources.price",
        "price · currency": "sources.currency",
    }
    assert set(found.unsure) == {"component · description", "price · currency"}
    tables, faults = adopt(book, found)
    assert faults == []
    assert [(row["parent"], row["component"], row["quantity"]) for row in tables["bom"]] == [
        ("MTR-9", "ROT-9", "1"),
        ("ROT-9", "MAG-9", "8"),
    ]
    assert tables["sources"][0]["price"] == "1.25"
    assert tables["bom"][0]["read_from"] == "bill.xlsx:6"


def test_a_page_that_is_not_there_is_refused(book: Path) -> None:
    with pytest.raises(Refused, match="«Parts» among Sheet, BOM"):
        read_extract(book, "Parts")


@pytest.mark.parametrize(
    ("text", "header", "rows"),
    [
        ("Parts list of M1\n\nparent;child;qty\nM1;A;1,5\n", (3, 3), 1),
        ("parent,child,qty\nM1,A,1\nparent,child,qty\nM1,B,2\n", (1, 1), 2),
        ("|parent |child |qty |\n|-------|------|----|\n|M1     |A     | 2  |\n", (1, 1), 1),
        ("Plant;1000;;\nDate;01.11.2026;;\nMATNR;IDNRK;MENGE;MEINS\nM1;A;1;ST\n", (3, 3), 1),
        ("parent\tchild\tqty\nM1\tA\t1\n", (1, 1), 1),
        ("number,thing\n1,parent\n", (1, 1), 1),
    ],
)
def test_a_text_file_is_read_from_its_headings_on(
    written: Written, text: str, header: tuple[int, int], rows: int
) -> None:
    found = read_extract(written("bill.csv", text))
    assert found.header == header
    assert len(found.sheet.lines) == rows
    assert all(found.sheet.header)


def test_the_same_heading_twice_is_two_columns(written: Written) -> None:
    path = written("bill.csv", "parent,child,qty,name,name\nM,A,1,x,y\n")
    assert read_extract(path).sheet.header[-2:] == ("name", "name (2)")
    assert guess(path).unsure == ("name (2)",)


def test_a_row_of_another_width_is_torn_and_leaves_its_table_in_doubt(
    written: Written, tmp_path: Path
) -> None:
    path = written("bill.csv", "parent,child,qty\nM,A,1\nprinted by Ulla\n")
    tables, faults = adopt(path, guess(path))
    assert [fault.line for fault in faults] == [3]
    write_folder(tables, tmp_path / "made")
    assert None in read_folder(tmp_path / "made", {}).tainted()["bom"]


@pytest.mark.parametrize(
    ("text", "taken", "lines"),
    [
        ("parent,child,qty\n,TOP,1\nTOP,A,2\n", "product", [("TOP", "A")]),
        ("parent,child,qty\n,A,1\nTOP,A,2\n", "fault", [(None, "A"), ("TOP", "A")]),
    ],
)
def test_a_row_without_a_parent_is_a_product_unless_it_has_one_elsewhere(
    written: Written, text: str, taken: str, lines: list[tuple[str | None, str]]
) -> None:
    path = written("bill.csv", text)
    found = guess(path)
    assert found.without_parent == taken
    assert any(note.startswith("without_parent") for note in found.notes)
    tables, _ = adopt(path, found)
    assert [(row.get("parent"), row.get("component")) for row in tables["bom"]] == lines
    assert {row["item"] for row in tables["items"]} == {"TOP", "A"}


def test_the_heading_of_the_prices_may_name_the_currency(written: Written) -> None:
    path = written("prices.csv", "part,unit cost (USD)\nA,1.5\nB,\n")
    found = guess(path)
    assert found.constants == {"sources.currency": "USD"}
    tables, _ = adopt(path, found)
    assert [row.get("currency") for row in tables["sources"]] == ["USD"]


def test_mappings_of_several_files_are_kept_together(
    written: Written, book: Path, tmp_path: Path
) -> None:
    other = written("prices.csv", "part,unit cost (USD)\nMAG-9,1.5\n")
    found = guess_all([book, other])
    write_columns(found, tmp_path / "columns.yaml")
    assert list(read_mappings(tmp_path / "columns.yaml")) == found
    with pytest.raises(Refused, match="two files have this name"):
        guess_all([book, book])


def test_what_several_files_say_of_an_item_is_put_together(written: Written) -> None:
    bill = written("bill.csv", "parent,child,qty\nM,A,1\nM,B,1\n")
    parts = written("parts.csv", "part,description,weight\nA,shaft,2\nB,magnet,3\n")
    other = written("other.csv", "part,description\nB,rotor\n")
    again = written("again.csv", "part,weight\nB,4\n")
    tables, _ = adopt_all([bill, parts], guess_all([bill, parts]))
    items = {row["item"]: row for row in tables["items"]}
    assert (items["A"]["description"], items["A"]["weight"]) == ("shaft", "2")
    assert items["A"]["read_from"] == "bill.csv:2; parts.csv:2"
    tables, _ = adopt_all([bill, parts, other], guess_all([bill, parts, other]))
    (rotor,) = (row for row in tables["items"] if row["item"] == "B")
    assert (rotor["description"], rotor["weight"]) == ("magnet; rotor", "3")
    files = [bill, parts, again]
    tables, _ = adopt_all(files, guess_all(files))
    assert sum(row["item"] == "B" for row in tables["items"]) == 3


def test_a_file_without_a_mapping_is_refused(written: Written) -> None:
    path = written("bill.csv", "parent,child,qty\nM,A,1\n")
    with pytest.raises(Refused, match="no mapping is of this file"):
        adopt_all([path], [Columns("other.csv", "list", {})])


def test_two_columns_of_one_meaning_are_refused(written: Written) -> None:
    path = written("columns.yaml", "file: a\ncolumns: {x: bom.quantity, y: bom.quantity}\n")
    with pytest.raises(Refused, match="another column means «bom"):
        read_mappings(path)


def test_a_table_of_its_own_is_made_by_a_mapping(written: Written) -> None:
    path = written("sales.csv", "doc,pos,part,day,worth\nS,1,A,20261101,5\n")
    mapping = Columns(
        "sales.csv",
        "list",
        {
            "doc": "shipments.shipment", "pos": "shipments.line", "part": "shipments.item",
            "day": "shipments.on", "worth": "shipments.value",
        },
        dates="ymd",
        constants={"shipments.currency": "JPY"},
    )  # fmt: skip
    (row,) = adopt(path, mapping)[0]["shipments"]
    assert (row["on"], row["value"], row["currency"]) == ("2026-11-01", "5", "JPY")


cells = st.text("abcXYZ019 äé磁", min_size=1, max_size=6).map(str.strip).filter(bool)


@given(st.lists(st.tuples(cells, cells, st.integers(1, 99)), min_size=1, max_size=8), cells)
def test_no_row_is_lost_or_made_up(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, int]], title: str
) -> None:
    path = tmp_path_factory.mktemp("bills") / "bill.csv"
    body = "".join(f"{a};{b};{n}\n" for a, b, n in rows)
    path.write_text(f"{title}\n\nparent;child;qty\n{body}", encoding="utf-8")
    tables, faults = adopt(path, guess(path))
    assert faults == []
    made = [(row["parent"], row["component"], row["quantity"]) for row in tables["bom"]]
    assert made == [(a, b, str(n)) for a, b, n in rows]
