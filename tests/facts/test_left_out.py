"""What was left out of a folder is named with the lines that rest on it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from licet.papers import LeftOut, left_out, touched, touches
from licet.papers.portfolio.left_out import write_left_out
from tests.facts.conftest import BOM, ITEMS, PARTIES, SHIPMENT, Decide

TWO = SHIPMENT + "S2,1,STEEL,2025-10-20,JP,US,KM,OTHER,OTHER\n"
THREE = PARTIES + "OTHER,Other Inc.,US,false\n"
OWNERS = "owner,owned,share_lo,share_hi\nHOLDER,OTHER,60,60\n"


def row(decided: Decide, **tables: str) -> LeftOut:
    rows = left_out(decided(shipments=TWO, **{"parties": THREE, **tables}))
    assert len(rows) == 1
    return rows[0]


def lines(found: LeftOut) -> list[str]:
    return found.names(found.touches)


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        ({"bom": BOM + "MAGNET,X,1x\n"}, ["S1/1"]),
        ({"items": ITEMS + "DY2,1x,USD,none,none,JP,JP,as_such\n"}, []),
        ({"sources": "item,price\nSTEEL,1x\n"}, ["S1/1", "S2/1"]),
        ({"sources": "item,price\n,1\n"}, ["S1/1", "S2/1"]),
        ({"stock": "on,item,quantity\n2026-01-01,DY,x\n"}, ["S1/1"]),
        ({"parties": THREE + "HOLDER,,XX,\n", "ownership": OWNERS}, ["S2/1"]),
        ({"ownership": OWNERS + "X,HOLDER,400,\n"}, ["S2/1"]),
        ({"rates": "currency,on,rate\nUSD,2026-01-01,x\n"}, ["S1/1", "S2/1"]),
        ({"rates": "currency,on,rate\nEUR,2026-01-01,x\n"}, []),
        ({"grades": "grade,element,mass_fraction_hi\nN42,Dy,x\n"}, []),
        ({"prices": "entry,price_lo\nP1-02,x\n"}, ["S1/1", "S2/1"]),
    ],
)
def test_a_row_touches_the_lines_that_rest_on_what_it_speaks_of(
    decided: Decide, tables: dict[str, str], expected: list[str]
) -> None:
    assert lines(row(decided, **tables)) == expected


def test_a_row_of_a_shipment_touches_its_own_line(decided: Decide) -> None:
    found = left_out(decided(shipments=SHIPMENT + "S2,1,STEEL,2025-13-20,JP,US,KM,A,A\n"))
    assert [lines(one) for one in found] == [["S2/1"]]
    assert found[0].undetermined == found[0].touches


def test_two_bad_cells_of_a_row_are_one_row(decided: Decide) -> None:
    found = row(decided, items=ITEMS.replace("DY,1,USD", "DY,1x,USDX"))
    assert len(found.faults) == 2
    assert found.as_json()["touches"] == ["S1/1"]


def test_the_file_names_the_lines_and_the_words_are_short(decided: Decide, tmp_path: Path) -> None:
    portfolio = decided(shipments=TWO, parties=THREE, sources="item,price\n,1\nDY,x\n")
    rows = left_out(portfolio)
    assert len(touched(rows)) == 2
    assert [touches(one, 2, "en") for one in rows] == ["may touch every line", "touches S1/1"]
    write_left_out(portfolio, tmp_path / "quarantine.csv")
    with (tmp_path / "quarantine.csv").open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.DictReader(file))
    assert [one["touches"] for one in written] == ["S1/1; S2/1", "S1/1"]
