"""The three exporters of `examples/`, decided line by line as their `expected.csv` says."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from licet.intake import fact_kinds, read_folder
from licet.rulebook import rulebook
from licet.verdict import Portfolio, assess

EXAMPLES = Path(__file__).parents[2] / "examples"
FOLDERS = ("kitakami-motors", "perak-oxides", "nordwind-generatoren")
KNOWN = date(2026, 11, 22)
LAPSED = "suspension-lapsed"


@cache
def portfolio(name: str) -> Portfolio:
    """One of the shipped exporters, decided as known on the day the law was last checked."""
    book = rulebook()
    folder = read_folder(EXAMPLES / name, fact_kinds(book.business_facts()))
    return assess(folder, book, known=KNOWN)


def expected(name: str) -> dict[tuple[str, str], dict[str, str]]:
    """What `expected.csv` says, by shipment and line."""
    with (EXAMPLES / name / "expected.csv").open(encoding="utf-8-sig", newline="") as file:
        return {(row["shipment"], row["line"]): row for row in csv.DictReader(file)}


@pytest.mark.parametrize("name", FOLDERS)
def test_every_line_is_decided_as_a_person_would(name: str) -> None:
    wanted = expected(name)
    got = {}
    for decision in portfolio(name).decisions:
        lapsed = decision.answers[LAPSED]
        got[decision.line.shipment, decision.line.line] = (
            decision.answer.outcome,
            decision.answer.review or "",
            lapsed.outcome,
            lapsed.review or "",
        )
    assert got == {
        key: (row["outcome"], row["review"], row["if_lapsed"], row["review_if_lapsed"])
        for key, row in wanted.items()
    }


@pytest.mark.parametrize("name", FOLDERS)
def test_every_line_has_a_sentence_why(name: str) -> None:
    assert all(row["sentence"].endswith(".") for row in expected(name).values())


def test_every_line_has_facts_with_evidence() -> None:
    for decision in portfolio("kitakami-motors").decisions:
        for found in decision.determinations:
            sheet = found.application.sheet
            assert set(sheet.facts) == set(sheet.evidence)
            assert all(sheet.evidence.values())


def test_the_whole_verdict_of_an_article_agrees_with_its_row() -> None:
    for decision in portfolio("perak-oxides").decisions[::7]:
        for found in decision.determinations:
            verdict = found.verdict
            assert verdict["outcome"] == found.answer.outcome
            assert verdict["review"] == found.answer.review
            assert [gap["name"] for gap in verdict["missing"]] == [m.name for m in found.missing]


def test_open_standing_and_open_facts_are_counted_apart() -> None:
    decisions = portfolio("kitakami-motors").decisions
    assert any(d.unknown_standing and not d.unknown_facts for d in decisions)
    assert any(d.unknown_facts and not d.unknown_standing for d in decisions)
