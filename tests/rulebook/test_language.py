"""Predicates: what the language says, and what it refuses with clause and line."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given

from licet.basics import Refused
from licet.rulebook import LAW, All, Any, Compare, Holds, Not, OneOf, law_files, read_book, rulebook
from licet.rulebook.language import parse
from licet.rulebook.predicate import NotInLanguage
from tests.verdict.books import plain_book, predicates

BOOK = rulebook()
SMALL = plain_book()


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("use_wmd", Holds("use_wmd")),
        ("use_wmd = TRUE", Holds("use_wmd")),
        ("use_wmd <> TRUE", Not(Holds("use_wmd"))),
        ("NOT use_wmd", Not(Holds("use_wmd"))),
        ("ship_to = 'CN'", OneOf("ship_to", ("CN",))),
        ("'CN' = ship_to", OneOf("ship_to", ("CN",))),
        ("ship_to <> 'CN'", Not(OneOf("ship_to", ("CN",)))),
        ("ship_to IN ('HK', 'MO')", OneOf("ship_to", ("HK", "MO"))),
        ("annex1_part >= 1", OneOf("annex1_part", (1, 2))),
        ("1 < annex1_part", OneOf("annex1_part", (2,))),
        ("reading_A09 = 'not_caught'", OneOf("reading_A09", ("not_caught",))),
        ("item_value >= 5", Compare(((1, "item_value"),), ">=", (), 5)),
        ("item_value < 5", Not(Compare(((1, "item_value"),), ">=", (), 5))),
        ("5 <= item_value", Compare(((1, "item_value"),), ">=", (), 5)),
        (
            "cn_part1_value >= 0.001 * item_value",
            Compare(((1000, "cn_part1_value"),), ">=", ((1, "item_value"),), 0),
        ),
        (
            "cn_part1_value + 0.5 > item_value * 0.25",
            Compare(((4, "cn_part1_value"),), ">", ((1, "item_value"),), -2),
        ),
        ("use_wmd AND use_terrorism AND use_chips", All(
            (Holds("use_wmd"), Holds("use_terrorism"), Holds("use_chips"))
        )),
        ("use_wmd OR (use_chips)", Any((Holds("use_wmd"), Holds("use_chips")))),
    ],
)  # fmt: skip
def test_a_predicate_means_what_it_says(text: str, means: object) -> None:
    assert parse(text, BOOK.facts) == means


REFUSED = [
    ("exporter_in <> CN", "no fact is called «CN»; did you forget quotes?"),
    ("exporter_inn <> 'CN'", "no fact is called «exporter_inn»; did you mean «exporter_in»?"),
    ("exporter_in <> 'XX'", "exporter_in is never «XX»"),
    ("exporter_in <> 'cn'", "exporter_in is never «cn»"),
    ("embedded = 'as_suhc'", "did you mean «as_such»?"),
    ("reading_A09 = 'caught'", "did you mean «not_caught»?"),
    ("cn_part1_value / item_value >= 0.001", "is not a sum of numbers and facts"),
    ("cn_part1_value - 1 >= item_value", "is not a sum of numbers and facts"),
    ("cn_part1_value >= -1", "is not a sum of numbers and facts"),
    ("cn_part1_value * item_value > 1", "a fact may only be multiplied by a number"),
    ("ABS(cn_part1_value) > 1", "is not a sum of numbers and facts"),
    ("COALESCE(use_wmd, FALSE)", "is not in the language of predicates"),
    ("use_wmd IS NULL", "is not in the language of predicates"),
    ("use_wmd IS NOT NULL", "is not in the language of predicates"),
    ("ship_to LIKE 'C%'", "is not in the language of predicates"),
    ("ship_to IN (SELECT 1)", "must list its values"),
    ("CASE WHEN use_wmd THEN TRUE ELSE FALSE END", "is not in the language of predicates"),
    ("use_wmd = 'yes'", "TRUE or FALSE was expected"),
    ("ship_to > 'A'", "has no order; use =, <> or IN"),
    ("ship_to", "is a territory, not a yes/no fact: compare it"),
    ("item_value", "is a number, not a yes/no fact: compare it"),
    ("item_value IN (1, 2)", "is a number: it cannot be listed"),
    ("annex1_part = 'two'", "annex1_part is a whole number"),
    ("annex1_part = 7", "annex1_part is never «7»"),
    ("item_value >= '5'", "is not a sum of numbers and facts"),
    ("item_value >= 0.0000001 * cn_part1_value", "finer or larger than 1 in 99999"),
    ("item_value >= item_value", "must name a number that is a fact"),
    ("ship_to = ship_from", "a value in quotes was expected for ship_to"),
    ("use_wmd = use_chips", "TRUE or FALSE was expected"),
    ("1 = 1", "fact"),
    ("TRUE", "is not in the language of predicates"),
    ("use_wmd; DROP TABLE facts", "is not in the language"),
    ("use_wmd AND", "cannot be read"),
    ("(use_wmd", "cannot be read"),
    ("", "cannot be read"),
    ("facts.use_wmd", "the name of a fact was expected here"),
]


@pytest.mark.parametrize(("text", "told"), REFUSED)
def test_what_is_not_in_the_language_is_refused_and_said_why(text: str, told: str) -> None:
    with pytest.raises(NotInLanguage) as refused:
        parse(text, BOOK.facts)
    assert told in str(refused.value)


def changed(old: str, new: str, name: str = "cn/mofcom/2025-61.yaml") -> Mapping[str, str]:
    """The shipped law with one text replaced in one file."""
    files = law_files(LAW)
    assert old in files[name]
    return files | {name: files[name].replace(old, new, 1)}


def line_of(text: str, name: str = "cn/mofcom/2025-61.yaml") -> int:
    """The first line of a law file that holds `text`."""
    lines = law_files(LAW)[name].splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("exporter_in <> 'CN'", "exporter_in <> CN", "61 §1(1): no fact is called «CN»; did you"),
        ("holds: origin = 'CN'", "holds: origin / 2", "61 §1(3): "),
        ("then: licence_required", "then: licence_needed", "61 §1(1): «then» is one of"),
        ("then: refusal_presumed", "then: refuse", "61 §2: «then» is one of"),
        ("cite: 61 §3(1)", "cite: 61 §2", "61 §2: this cite stands"),
        ("cite: 61 §3(1)", "cite: 62 §3(1)", "62 §3(1): the cite must begin with «61 »"),
        ("in_force: {from: 2025-12-01}", "in_force: {from: 2025-13-01}", "61 §1(1): "),
        ("in_force: {from: 2025-12-01}", "inforce: {from: 2025-12-01}", "did you mean «in_force»?"),
        ("title: {en: Terrorism, zh: 恐怖主义}", "title: {en: Terrorism}", "61 §3(2): «title»"),
        ("checked_on: 2026-11-22", "checked_on: soon", "instrument: «checked_on» must be a day"),
        ("authority: press", "authority: rumour", "«authority» is one of"),
        ("entry: {fact: annex1, code: P1-01}", "entry: {fact: annex, code: P1-01}", "annex"),
    ],
)
def test_a_law_file_with_a_mistake_is_refused_with_file_clause_and_line(
    old: str, new: str, told: str
) -> None:
    with pytest.raises(Refused) as refused:
        read_book(changed(old, new))
    fault = next(str(f) for f in refused.value.faults if told in str(f))
    assert fault.startswith("cn/mofcom/2025-61.yaml")
    number = fault.split(":")[1]
    assert number.isdigit()
    assert abs(int(number) - line_of(old)) <= 12


def test_a_suspension_that_ends_before_it_begins_is_refused() -> None:
    name = "cn/mofcom/2025-72.yaml"
    with pytest.raises(Refused, match=r"2025-72.yaml:\d+: 72 suspends: «through» is before «from»"):
        read_book(changed("from: 2025-11-09", "from: 2027-11-09", name))


def test_every_mistake_of_every_file_is_named_at_once() -> None:
    files = dict(changed("exporter_in <> 'CN'", "exporter_in <> CN"))
    name = "cn/mofcom/2025-62.yaml"
    files[name] = files[name].replace("thing = 'technology'", "thing = 'technologie'", 1)
    with pytest.raises(Refused) as refused:
        read_book(files)
    assert {fault.file for fault in refused.value.faults} == {"cn/mofcom/2025-61.yaml", name}


def test_an_entry_may_not_look_at_what_entries_decide() -> None:
    with pytest.raises(Refused, match="looks only at what the item is"):
        read_book(changed("holds: form = 'magnet'", "holds: annex1 = 'none'"))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("holds: use_terrorism", "use_terrorism", "could not find expected"),
        ("then: entry\n    entry: {", "then: entry\n    enter: {", "did you mean «entry»?"),
        ("name: report_within_10_working_days", "nam: x", "did you mean «name»?"),
        ("clauses:\n", "clauses: [1]\nold:\n", "a mapping was expected, not «1»"),
    ],
)
def test_a_law_file_of_another_shape_is_refused(old: str, new: str, told: str) -> None:
    with pytest.raises(Refused, match=re.escape(told)):
        read_book(changed(old, new))


def test_a_file_that_is_neither_law_nor_scenario_is_refused() -> None:
    with pytest.raises(Refused, match="an instrument or a scenario was expected"):
        read_book({**law_files(LAW), "cn/list.yaml": "- 1"})
    with pytest.raises(Refused, match="neither an instrument nor a scenario"):
        read_book({**law_files(LAW), "cn/list.yaml": "a: 1"})


@given(predicates)
def test_every_sentence_of_the_language_is_read_alike_with_more_brackets(text: str) -> None:
    assert parse(f"(({text}))", SMALL.facts) == parse(text, SMALL.facts)
