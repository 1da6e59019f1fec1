"""A new law file is sound from its first line, and decides nothing until it is filled in."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from licet.basics import Refused
from licet.rulebook import LAW, law_files, new_instrument, read_book
from licet.verdict import check_examples

DAY = date(2026, 11, 20)
TODAY = date(2026, 11, 22)


def test_the_shipped_law_with_a_new_instrument_is_sound(tmp_path: Path) -> None:
    shutil.copytree(LAW, tmp_path / "law")
    folder = tmp_path / "law" / "cn" / "mofcom"
    law, examples = new_instrument("73/2026 §1(1)", folder, DAY, TODAY)
    assert (law.name, examples.name) == ("2026-73.yaml", "2026-73.examples.yaml")
    book = read_book(law_files(tmp_path / "law"))
    _, faults = check_examples(book, tmp_path / "law")
    assert faults == []
    (one,) = [one for one in book.instruments if one.short == "73/2026"]
    assert (one.name, one.published, one.checked_on) == ("CN MOFCOM 2026/73", DAY, TODAY)
    assert [(clause.cite, clause.then) for clause in one.clauses] == [("73/2026 §1(1)", "note")]


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    law, _ = new_instrument("5/2027", tmp_path, DAY, TODAY, "CN GACC 2027/5")
    assert law.name == "2027-05.yaml"
    assert "instrument: CN GACC 2027/5" in law.read_text("utf-8")
    assert "cite: 5/2027 ¶1" in law.read_text("utf-8")
    before = law.read_bytes()
    with pytest.raises(Refused, match="left as it"):
        new_instrument("5/2027 §2", tmp_path, DAY, TODAY)
    assert law.read_bytes() == before


@pytest.mark.parametrize("cite", ["", "§1", "61 §1", "2026/73 §1", "0/2026", "a/2026"])
def test_a_cite_without_number_and_year_is_refused(cite: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="number/year"):
        new_instrument(cite, tmp_path, DAY, TODAY)
    assert list(tmp_path.iterdir()) == []
