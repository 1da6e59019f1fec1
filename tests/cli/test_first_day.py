"""The first day of a motor maker: German extracts, nothing classified, no holder known."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.run import Terminal

BILL = """Strukturstückliste;;;;;;

Stufe;Pos.;Materialnummer;Materialkurztext;Komponentenmenge;ME;Gültig ab
0;;SM-200;Servomotor;1;ST;
.1;0010;MAG-N42;Magnetsegment;16,000;ST;01.01.2026
.1;0020;WEL-1;Welle;1,500;ST;01.01.2026
"""
ITEMS = """Materialnummer;Bezeichnung;Listenpreis;Währung;Gewicht;Herstellungsland;Zusammensetzung
SM-200;Servomotor 2 kW;1.980,50;EUR;7,1;DE;
MAG-N42;Magnetsegment N42SH;;;0,12;SI;Nd 30 Ce 0 Dy 3 Fe 66 B 1
"""


@pytest.fixture
def extracts(tmp_path: Path) -> list[str]:
    """A bill, a list of items and a workbook whose prices are texts and numbers by turns."""
    (tmp_path / "bill.csv").write_text(BILL, encoding="cp1252")
    (tmp_path / "items.csv").write_text(ITEMS, encoding="utf-8-sig")
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["Material", "Lieferant", "Preis", "Währung", "Preiseinheit", "Ursprungsland"])
    page.append(["MAG-N42", "Alpski", "1.245,50", "EUR", 100, "Slowenien"])
    page.append(["WEL-1", "Schmidt", 12.345, "EUR", 1, "DE"])
    book.save(tmp_path / "prices.xlsx")
    return [str(tmp_path / name) for name in ("bill.csv", "items.csv", "prices.xlsx")]


def test_german_extracts_become_a_folder_and_its_lines_can_be_asked_about(
    extracts: list[str], tmp_path: Path, licet: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("licet.foresee.explore.MOST_STATES", 30)
    folder, mapping = tmp_path / "folder", tmp_path / "folder" / "columns.yaml"
    seen = json.loads(licet("intake", *extracts, "-o", str(folder), "--json").out)["files"]
    assert [one["ignored"] for one in seen] == [[], [], []]
    assert [one["unsure"] for one in seen] == [[], [], []]
    assert {one["decimal"] for one in seen} == {","}
    made = licet("intake", *extracts, "-o", str(folder), "--columns", str(mapping), "--json")
    (left,) = json.loads(made.out)["quarantine"]
    assert (left["column"], left["value"]) == ("origin", "Slowenien")
    (folder / "values.yaml").write_text("sources.origin: {Slowenien: SI}\n", encoding="utf-8")
    texts = {name: (folder / f"{name}.csv").read_text() for name in ("bom", "items", "sources")}
    assert "MAG-N42,16.000,ST,2026-01-01" in texts["bom"]
    assert "SM-200,Servomotor; Servomotor 2 kW,1980.50,EUR" in texts["items"]
    assert "1245.50,EUR,100" in texts["sources"]
    assert "12.345,EUR,1" in texts["sources"], "a number of a workbook has no thousands"

    head = "shipment,line,item,on,ship_from,ship_to,exporter,importer,end_user,act,thing\n"
    line = "1,1,SM-200,2026-11-11,DE,US,ISAR,ABEL,ABEL,export,goods\n"
    (folder / "shipments.csv").write_text(head + line, encoding="utf-8")
    parties = "party,name,country\nISAR,Isar Antriebe AG,DE\nABEL,Abel Inc.,US\n"
    (folder / "parties.csv").write_text(parties, encoding="utf-8")
    asked = licet("ask", str(folder), "--known", "2026-11-22")
    assert asked.status == 0
    assert "these are the first" in asked.out
    assert "contradict" not in asked.out
    for lang in ("en", "zh-Hans"):
        owned = licet("own", str(folder), "--party", "ABEL", "--on", "2026-11-11", "--lang", lang)
        assert owned.status == 0
        assert ("Nobody has recorded" if lang == "en" else "尚无持有人记录") in owned.out
