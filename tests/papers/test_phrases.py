"""What other rooms note in English is said in the reader's language, and names stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from licet.papers.report.phrases import found, phrases, pieces
from licet.papers.report.speech import Speech
from licet.verdict import Portfolio
from tests.papers.report_page import small
from tests.verdict.test_examples_folders import FOLDERS, portfolio

PLACES = re.compile(r"([\w.-]+\.(csv|xlsx):\d+(, )?)+")


def noted(decided: Portfolio) -> Iterator[str]:
    """Everything that the rooms below noted of a portfolio."""
    for decision in decided.decisions:
        yield from decision.line.notes
        for one in decision.determinations:
            yield from one.application.sheet.evidence.values()
            yield from one.application.sheet.conflicts.values()
    for fault in (*decided.folder.quarantine, *decided.assembled.faults):
        yield fault.expected


@pytest.mark.parametrize("name", FOLDERS)
def test_every_note_of_the_examples_is_known(name: str) -> None:
    every = {part for text in noted(portfolio(name)) for part in pieces(text)}
    assert [t for t in every if found(t) is None and not PLACES.fullmatch(t)] == []


def test_the_faults_of_a_folder_that_has_everything_wrong_are_known(tmp_path: Path) -> None:
    faults = small(tmp_path / "small").folder.quarantine
    assert faults
    assert [Speech("zh-Hans").told(one.expected) for one in faults] == ["应为形如2026-11-22的日期"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "traced from items.xlsx:46 (value), bom.csv:69 and 2 more",
            "追溯自items.xlsx:46（价值）、bom.csv:69等另2处",
        ),
        ("shipments.csv:3; its form is magnet", "shipments.csv:3；形态为magnet"),
        (
            "importer: TDK: TDK Corp. (12/2026), watch list, in_force",
            "进口商：TDK: TDK Corp.（12/2026），关注名单，有效",
        ),
        ("a quantity of watch above zero", "watch的数量须大于零"),
        ("what nobody has a phrase for", "what nobody has a phrase for"),
    ],
)
def test_a_note_is_said_in_chinese_and_names_stay(text: str, said: str) -> None:
    assert Speech("zh-Hans").told(text) == said


def test_codes_are_words_in_english_too() -> None:
    note = "end_user: A: B (1/2026), control list, not_yet"
    assert Speech("en").told(note) == "end user: A: B (1/2026), control list, not yet in force"


def test_each_phrase_has_the_same_gaps_in_every_language() -> None:
    for pattern, words in phrases():
        gaps = set(pattern.groupindex)
        assert all(set(re.findall(r"\{(\w+)\}", text)) == gaps for text in words.values())


def test_a_phrase_is_not_hidden_by_one_above_it() -> None:
    for number, (_, words) in enumerate(phrases()):
        text = re.sub(r"\{\w+\}", "x", words["en"])
        hidden = [p.pattern for p, _ in phrases()[:number] if p.fullmatch(text)]
        assert hidden == [], text


def test_a_place_and_a_note_are_told_apart() -> None:
    note = "parties.csv:8; Hai Phong JSC: on neither list as known 2026-11-22"
    assert (
        Speech("zh-Hans").told(note) == "parties.csv:8；Hai Phong JSC：截至2026-11-22不在任何名单"
    )
