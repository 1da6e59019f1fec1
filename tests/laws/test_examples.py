"""Every example of the law files comes out as written, and none that is needed is missing."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from licet.basics import Refused
from licet.rulebook import LAW, read_book, rulebook
from licet.rulebook.book import law_files
from licet.rulebook.lists import read_list
from licet.verdict.examples import check_examples

BOOK = rulebook()


def test_every_example_comes_out_as_written_and_every_clause_is_tried_on_all_sides() -> None:
    count, faults = check_examples(BOOK, LAW)
    assert [str(fault) for fault in faults] == []
    assert count > 1000


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'embedded: as_such, cn_part1_value: "1", item_value: "1000"\n  }\n  met: true',
            'embedded: as_such, cn_part1_value: "1", item_value: "1000"\n  }\n  met: false',
            "met is true, but the example says false",
        ),
        ("met: unknown", "met: perhaps", "«met» is true, false or unknown"),
        ("annex1: P2-I-3", "annex1: P2-I-9", "did you mean «P2-I"),
        ("- cite: 61 §1(1)", "- cite: 61 §1(9)", "did you mean «61 §1("),
    ],
)
def test_an_example_that_is_wrong_is_named_with_its_file_and_line(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    name = "2025-61.examples.yaml"
    path = LAW / "cn/mofcom" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    _, faults = check_examples(BOOK, tmp_path)
    found = [str(fault) for fault in faults if told in str(fault)]
    assert found
    assert found[0].startswith(name + ":")


def test_a_clause_without_a_yes_a_no_an_unknown_or_a_side_of_its_number_is_named(
    tmp_path: Path,
) -> None:
    _, faults = check_examples(BOOK, tmp_path)
    told = Counter(fault.expected for fault in faults)
    assert told["no example where it is true, false, unknown"] == len(BOOK.clauses)
    assert told["examples try only one side of cn_part1_value and item_value"] > 0


def test_every_reading_has_options_a_default_and_a_reason_and_acts_where_it_says() -> None:
    assert sorted(BOOK.readings) == [f"A-{number:02}" for number in range(1, 47)]
    text = " ".join(e.holds for clause in BOOK.clauses for e in clause.elements)
    for reading in BOOK.readings.values():
        assert reading.default in reading.options
        assert len(reading.options) > 1 or reading.used_by == "none"
        assert all(reading.why[lang] and reading.title[lang] for lang in ("en", "zh"))
        assert reading.used_by in {"predicate", "tracer", "standing", "none"}
        assert (reading.column in text) == (reading.used_by == "predicate"), reading.id


def test_the_lists_hold_the_193_published_parties() -> None:
    lists = [read_list(LAW / "cn/lists" / name) for name in ("control-list.csv", "watch-list.csv")]
    control, watch = lists
    assert len(control) + len(watch) == 193
    assert {party.list for party in control} == {"control"}
    assert {party.list for party in watch} == {"watch"}
    assert all(party.name_zh and party.notice for party in (*control, *watch))
    banned = {party.notice for party in control if party.transfer_ban}
    assert banned == {f"{number}/2026" for number in (11, 20, 23, 27, 30)}
    assert not any(party.transfer_ban for party in watch)
    assert all(party.listed_on >= date(2025, 1, 1) for party in (*control, *watch))


def test_texts_are_in_two_languages_and_the_chinese_is_chinese() -> None:
    for clause in BOOK.clauses:
        for words in (clause.title, *(e.says for e in clause.elements)):
            assert words["en"].strip()
            assert any("\u4e00" <= letter <= "\u9fff" for letter in words["zh"]), clause.cite


def test_a_rulebook_is_the_same_as_its_files_and_any_change_changes_its_fingerprint() -> None:
    files = law_files(LAW)
    assert read_book(files).fingerprint == BOOK.fingerprint
    name = "cn/mofcom/2025-61.yaml"
    files[name] = files[name].replace("0.001 * item_value", "0.002 * item_value")
    assert read_book(files).fingerprint != BOOK.fingerprint


def test_no_law_file_is_needed_twice() -> None:
    files = law_files(LAW)
    files["cn/mofcom/again.yaml"] = files["cn/mofcom/2025-61.yaml"]
    with pytest.raises(Refused, match=r"this cite stands in cn/mofcom/"):
        read_book(files)
