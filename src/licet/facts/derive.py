"""What follows from other facts of a line: the act, the thing, the form in which it leaves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from licet.basics import EUROPEAN_UNION
from licet.bom import Article
from licet.facts.sheet import Sheet

CHINA = "CN"
_OWN_TERRITORIES = frozenset({"HK", "MO", "TW"})
"""Territories whose companies reading A-14 may count as Chinese."""
_EVIDENCE_SHOWN = 4


def leaves_as(
    sheet: Sheet, row: Mapping[str, Any], product: Mapping[str, Any], path: tuple[str, ...]
) -> None:
    """The form in which the article leaves: that of the product, or a component of it.

    What the line says of the product comes before what the items table says of it in general. A
    main component that can be detached leaves as a component, whatever it is built into.
    """
    says = row if row.get("embedded") is not None else product
    form = says.get("embedded")
    place = f"{says.get('_file')}:{says.get('_line')}"
    if len(path) > 1 and form == "as_such":
        form = "component"
    if form == "finished_product" and sheet.facts.get("detachable_main_component") is True:
        form, place = "component", f"{place}; a main component that can be detached"
    sheet.default("embedded", form, place)


def add_traced(sheet: Sheet, article: Article) -> None:
    """What the bill of materials proves of the article: two values and the technology."""
    rows = ", ".join(str(one) for one in article.evidence[:_EVIDENCE_SHOWN])
    left = len(article.evidence) - _EVIDENCE_SHOWN
    traced = f"traced from {rows}" + (f" and {left} more" if left > 0 else "") if rows else "traced"
    for name, value in (
        ("cn_part1_value", article.cn_part1_value),
        ("item_value", article.item_value),
    ):
        if value.lo is not None or value.hi is not None:
            sheet.add(name, value.outward(), traced)
    sheet.add("made_with_cn_technology", article.made_with_technology, traced)


def follow_line(sheet: Sheet, row: Mapping[str, Any]) -> None:
    """The act, the thing, whose person the exporter is, whether the recipient is foreign.

    Nothing is concluded where the law leaves it open: the European Union is one customs
    territory of many countries, and a company of Hong Kong, Macao or Taiwan may be Chinese.
    """
    place = f"{row['_file']}:{row['_line']}"
    start, end = sheet.facts.get("ship_from"), sheet.facts.get("ship_to")
    if start is not None and end is not None and not start == end == CHINA:
        act = "domestic_transfer" if start == end else "export"
        if start == end or not {start, end} <= EUROPEAN_UNION:
            sheet.default("act", act, f"{place}: from {start} to {end}")
    sheet.default("thing", "goods", f"{place}: an item of a shipment")
    home = sheet.facts.get("exporter_in")
    if isinstance(home, str) and home not in _OWN_TERRITORIES:
        sheet.default("exporter_is_prc_person", home == CHINA, f"established in {home}")
    buyer = sheet.facts.get("importer_in")
    if isinstance(buyer, str):
        sheet.default("recipient_is_foreign", buyer != CHINA, f"importer in {buyer}")
