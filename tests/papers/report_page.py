"""Reports to look at in tests: an example's, and a small folder's that has everything wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from licet.intake import fact_kinds, read_folder
from licet.papers.report.page import page
from licet.rulebook import Rulebook, rulebook
from licet.verdict import Portfolio, assess
from tests.verdict.test_examples_folders import portfolio

SMALL: Mapping[str, str] = {
    "shipments.csv": """\
shipment,line,item,value,currency,on,ship_from,ship_to,exporter,importer,end_user,use_military
S1,1,MAG-EXACT,3400,USD,2026-11-22,JP,VN,US-CO,BUYER,BUYER,false
S1,2,MAG-JUST-BELOW,3400,USD,2026-11-22,JP,VN,US-CO,BUYER,BUYER,false
S1,3,BOLT,,USD,2026-11-22,JP,VN,US-CO,BUYER,BUYER,false
S2,1,MAG-CN,10,USD,2025-10-20,JP,VN,US-CO,BUYER,BUYER,false
S2,2,MAG-CN,10,USD,2025-10-20,JP,US,US-CO,YANK,YANK,
S3,1,MAG-CN,10,USD,2025-1O-20,JP,VN,US-CO,BUYER,BUYER,false
""",
    "items.csv": """\
item,description,value,currency,annex1,dual_use_code,made_in,origin,embedded,form
MAG-EXACT,exactly at the bound,3400,USD,P2-I-3,none,JP,JP,as_such,magnet
MAG-JUST-BELOW,a hair below it,3400,USD,P2-I-3,none,JP,JP,as_such,magnet
MAG-CN,<img src=x onerror=alert(1)> & 'more',10,USD,P2-I-3,1C905.a.4,CN,CN,as_such,magnet
DYOX,,1,USD,P1-10,none,CN,CN,as_such,oxide
BOLT,,1,USD,none,none,JP,JP,as_such,other
""",
    "bom.csv": """\
parent,component,quantity
MAG-EXACT,DYOX,3.4
MAG-JUST-BELOW,DYOX,3.3999999999
""",
    "sources.csv": "item,supplier,price,currency,origin\nDYOX,SUP,1,USD,CN\n",
    "parties.csv": """\
party,name,country,military
US-CO,Our Own Company,JP,false
BUYER,<script>alert('name')</script>,VN,false
YANK,Plain Buyer Inc.,US,false
""",
}


def small(
    folder: Path, book: Rulebook | None = None, known: date = date(2026, 11, 22)
) -> Portfolio:
    """The small folder, written and decided."""
    book = book or rulebook()
    folder.mkdir(exist_ok=True)
    for name, text in SMALL.items():
        (folder / name).write_text(text, encoding="utf-8")
    return assess(read_folder(folder, fact_kinds(book.business_facts())), book, known=known)


@cache
def example(lang: str = "en", name: str = "kitakami-motors") -> str:
    """The report of a shipped example."""
    return page(portfolio(name), lang)


@dataclass(eq=False)
class Element:
    """One element of a page, with all text inside it."""

    tag: str
    attributes: dict[str, str]
    inside: tuple[Element, ...]
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its text, spaces made one."""
        return " ".join("".join(self.pieces).split())


class Page(HTMLParser):
    """A page as a reader's program sees it: `elements` in order, each with what it stands in."""

    _VOID = frozenset({"meta", "input", "link", "br", "hr", "img"})

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)
        assert [one.tag for one in self._open] == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = Element(tag, {k: v or "" for k, v in attrs}, tuple(self._open))
        self.elements.append(found)
        if tag not in self._VOID:
            self._open.append(found)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {k: v or "" for k, v in attrs}, tuple(self._open)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        for one in self._open:
            one.pieces.append(data)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Elements of a tag whose attributes are these (`class_`: among its classes)."""
        kept = attributes.pop("class_", None)
        return [
            one
            for one in self.elements
            if one.tag == tag
            and (kept is None or kept in one.attributes.get("class", "").split())
            and all(one.attributes.get(k) == v for k, v in attributes.items())
        ]

    def by_id(self, name: str) -> Element:
        """The element of an id."""
        return next(one for one in self.elements if one.attributes.get("id") == name)


@cache
def reading(name: str = "kitakami-motors") -> Page:
    """The English report of a shipped example, taken apart."""
    return Page(example("en", name))
