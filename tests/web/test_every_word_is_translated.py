"""Every page in a language whose every text is marked: what is not marked was never translated."""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from types import ModuleType
from typing import Any

import pytest

from licet.rulebook import rulebook
from licet.verdict import words
from tests.web.conftest import Site
from tests.web.everything import PAGES, WRONG

OPEN, CLOSE = "⟦", "⟧"
SPOKEN = frozenset(("aria-label", "aria-valuetext", "title", "alt", "placeholder", "data-left"))
"""Attributes that are read out or shown."""
EXCEPT = frozenset(("code", "time", "script", "style", "svg"))
"""Elements that hold names of the machine, days and pictures."""
CODE = re.compile(r"Licet|[A-Z0-9][A-Z0-9.+/§¶()<>=-]*|\d+\.[a-z](\.\d+)?")
"""What is no word: the name of the product, a number, a code, a cite made of both."""
CITES = sorted((one.cite for one in rulebook().clauses), key=len, reverse=True)
"""A cite is a name, though some hold a word: 62 §5 inquiry."""
VOID = frozenset(("meta", "link", "input", "br", "hr", "img"))


class Reader(HTMLParser):
    """Collects what a page says outside marks."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.bare: list[str] = []

    @property
    def excepted(self) -> bool:
        """Is what stands here no text of ours: code, a cite, or said to be in another language?"""
        return any(excepted for _, excepted in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes the element, and what its attributes say."""
        given = {name: value or "" for name, value in attrs}
        if not self.excepted:
            self.bare += [bare for name in SPOKEN & given.keys() for bare in unmarked(given[name])]
            if tag == "input" and given.get("type") == "submit":
                self.bare += unmarked(given.get("value", ""))
        foreign = tag != "html" and "lang" in given
        cite = "cite" in given.get("class", "").split()
        if tag not in VOID and tag not in {"rect", "line"}:
            self.open.append((tag, tag in EXCEPT or foreign or cite))

    def handle_endtag(self, tag: str) -> None:
        """Leaves the element."""
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Reads a text."""
        if not self.excepted:
            self.bare += unmarked(data)


def unmarked(text: str) -> list[str]:
    """The words of a text that stand outside marks and are no codes."""
    for cite in CITES:
        text = text.replace(cite, " ")
    depth, outside = 0, []
    for letter in text:
        depth += (letter == OPEN) - (letter == CLOSE)
        outside.append(letter if depth == 0 and letter != CLOSE else " ")
    found = re.findall(r"[^\W\d_][^\s,;:、，；：。]*|\d\S*", "".join(outside))
    bare = (one.strip("().·") for one in found)
    return [one for one in bare if one and not CODE.fullmatch(one) and not one.isdigit()]


@pytest.fixture
def marked(monkeypatch: Any) -> None:
    """Every text is said in marks, wherever it is said."""
    plain = words.say

    def say(*given: Any, **values: Any) -> str:
        return f"{OPEN}{plain(*given, **values)}{CLOSE}"

    for name, module in list(sys.modules.items()):
        if name.startswith("licet") and isinstance(module, ModuleType):
            for key, value in list(vars(module).items()):
                if value is plain:
                    monkeypatch.setattr(module, key, say)


@pytest.mark.usefixtures("marked")
def test_no_page_says_a_word_that_is_not_translated(site: Site) -> None:
    bare = {}
    for page in (*PAGES, *WRONG):
        reader = Reader()
        reader.feed(site.get(f"/zh-Hans/{page}").text)
        if reader.bare:
            bare[page] = reader.bare[:12]
    assert bare == {}


def test_this_check_bites() -> None:
    reader = Reader()
    reader.feed(
        "<html lang=zh-Hans><p title='Bare'>⟦marked ⟦inside⟧⟧ word 61 §2 <code>x = y</code> (JP)"
        "<span lang=en>other</span><b class=cite>61 P2</b>1890"
    )
    assert sorted(reader.bare) == ["Bare", "word"]
