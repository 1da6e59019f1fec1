"""Small exporters' folders, written by the tests that need them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from licet.intake import fact_kinds, read_folder
from licet.rulebook import rulebook
from licet.verdict import Decision, Portfolio, assess

KNOWN = date(2026, 11, 22)

SHIPMENT = (
    "shipment,line,item,on,ship_from,ship_to,exporter,importer,end_user\n"
    "S1,1,MOTOR,2025-10-20,JP,US,KM,ACME,ACME\n"
)
ITEMS = (
    "item,value,currency,annex1,dual_use_code,made_in,origin,embedded\n"
    "MOTOR,1000,USD,P2-I-4,none,JP,JP,component\n"
    "MAGNET,100,USD,P2-I-3,1C905.a.4,JP,JP,as_such\n"
    "DY,1,USD,P1-10,1C905.a.2.a,CN,CN,as_such\n"
    "STEEL,1,USD,none,none,JP,JP,as_such\n"
)
BOM = "parent,component,quantity\nMOTOR,MAGNET,1\nMOTOR,STEEL,2\nMAGNET,DY,1\n"
PARTIES = (
    "party,name,country,military\nKM,Kitakami Motors,JP,false\nACME,Acme Pumps Inc.,US,false\n"
)

Decide = Callable[..., Portfolio]


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """A folder with a motor, its parts list and its parties; tables given replace them."""

    def write(**tables: str) -> Path:
        every: Mapping[str, str] = {
            "shipments": SHIPMENT, "items": ITEMS, "bom": BOM, "parties": PARTIES, **tables,
        }  # fmt: skip
        for name, text in every.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture
def decided(folder: Callable[..., Path]) -> Decide:
    """The portfolio of such a folder."""

    def run(readings: Mapping[str, str | None] | None = None, **tables: str) -> Portfolio:
        book = rulebook()
        read = read_folder(folder(**tables), fact_kinds(book.business_facts()))
        return assess(read, book, known=KNOWN, readings=readings)

    return run


def facts(portfolio: Portfolio, line: int = 0, article: int = 0) -> Mapping[str, object]:
    """The facts of one article of one line."""
    decision: Decision = portfolio.decisions[line]
    return decision.determinations[article].application.sheet.facts
