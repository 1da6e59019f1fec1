"""Lists of stock, of grades and of declarations are known by their headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from licet.intake import adopt, guess


def targets(tmp_path: Path, header: str, encoding: str = "utf-8") -> list[str]:
    path = tmp_path / "list.csv"
    path.write_text(f"{header}\n", encoding=encoding)
    return list(guess(path).columns.values())


STOCK = ["stock.on", "items.item", "stock.quantity", "stock.unit", "stock.supplier", "stock.lot"]
DECLARED = [
    "items.item", "declarations.supplier", "declarations.lot", "declarations.mass_fraction",
    "declarations.uncertainty", "declarations.detection_limit", "declarations.measured_as",
    "declarations.formula", "declarations.rank", "declarations.origin",
]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("Posting date,Item,Qty,UoM,Supplier,Batch", "utf-8"),
        ("过账日期,物料编码,数量,单位,供应商,批次", "gb18030"),
        ("入出庫日,品番,数量,単位,仕入先,ロット", "cp932"),
    ],
)
def test_movements_of_stock_are_known(tmp_path: Path, header: str, encoding: str) -> None:
    assert targets(tmp_path, header, encoding) == STOCK


@pytest.mark.parametrize(
    "header",
    [
        "Item,Supplier,Lot,Mass fraction,Uncertainty,LOD,Measured as,Formula,Rank,Origin",
        "物料编码,供应商,批号,质量分数,不确定度,检出限,测定元素,化学式,证据等级,原产国",
        "品番,仕入先,ロット,質量分率,不確かさ,検出限界,測定元素,化学式,優先順位,原産国",
    ],
)
def test_results_of_a_laboratory_are_known(tmp_path: Path, header: str) -> None:
    assert targets(tmp_path, header) == DECLARED


def test_grades_are_known(tmp_path: Path) -> None:
    assert targets(tmp_path, "牌号,元素,质量分数下限,质量分数上限") == [
        "grades.grade", "grades.element", "grades.mass_fraction_lo", "grades.mass_fraction_hi",
    ]  # fmt: skip


def test_a_rank_in_a_list_of_prices_means_nothing(tmp_path: Path) -> None:
    assert targets(tmp_path, "item,price,supplier,rank,lot,grade") == [
        "items.item", "sources.price", "sources.supplier", "items.grade",
    ]  # fmt: skip


def test_two_equal_deliveries_are_two(tmp_path: Path) -> None:
    path = tmp_path / "stock.csv"
    path.write_text(
        "posting date,item,qty,supplier,batch\n2026-01-05,DY,5,A,\n2026-01-05,DY,5,A,\n"
        "2026-01-06,DY,7-,,L1\n",
        encoding="utf-8",
    )
    tables, faults = adopt(path, guess(path))
    assert [row["quantity"] for row in tables["stock"]] == ["5", "5", "-7"]
    assert [row["item"] for row in tables["items"]] == ["DY"]
    assert faults == []
