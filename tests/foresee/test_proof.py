"""The rulebook proved: what is wrong with one is found, and the shipped one is sound."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
import z3

from licet.basics import Range
from licet.foresee import prove
from licet.foresee.formulas import RANKS, Both, Formulas, constant
from licet.foresee.symbols import Symbols
from licet.rulebook import IN_FORCE, Rulebook, rulebook
from licet.verdict import ACTUAL, Case, World, decide_cases, decider_of
from licet.verdict.graph import Steps
from tests.papers.random_cases import cases
from tests.papers.small_law import FACTS, LAW, PAUSE, small_book


def found(**changed: str) -> str:
    return "\n".join(map(str, prove(small_book(**changed)).faults))


def clause(then: str, holds: str, cite: str = "1 §8", more: str = "") -> str:
    """The law with one clause more."""
    return f"""{LAW}
  - cite: {cite}
    title: {{en: More, zh: 更多}}
    then: {then}
    {more}
    when:
      - {{says: {{en: so, zh: 如此}}, holds: "{holds}"}}
"""


def test_the_shipped_law_is_proved() -> None:
    proof = prove(rulebook())
    assert proof.faults == ()
    assert len(proof.claims) == 4


def test_a_sound_rulebook_is_proved() -> None:
    proof = prove(small_book())
    assert proof.faults == ()
    assert "none of 2 graver facts ever softens an answer" in proof.claims


def test_a_dead_clause_is_found_with_the_statements_that_clash() -> None:
    dead = """
      - {says: {en: it goes to China, zh: 运往中国}, holds: "ship_to = 'CN'"}
      - {says: {en: it is a magnet, zh: 磁体}, holds: is_magnet}
      - {says: {en: it leaves, zh: 出境}, holds: "NOT ship_to IN ('CN', 'JP')"}"""
    law = clause("note", "relief", more="note: {en: x, zh: x}") + dead.removeprefix("\n")
    text = found(law=law)
    assert text == (
        "law.yaml: 1 §8: dead: no case can meet it; these clash: ship_to = 'CN';"
        " NOT ship_to IN ('CN', 'JP')"
    )


@pytest.mark.parametrize(
    "holds",
    [
        "item_value < 10 AND item_value > 20",
        "cn_part1_value < 0",
        "annex1 = 'P2-A' AND annex1_part = 1",
        "annex1_part = 0 AND is_magnet AND annex1 = 'none'",
        "relief AND NOT relief",
        "reading_A09 = 'free' AND reading_A09 = 'caught'",
    ],
)
def test_numbers_contracts_parts_and_readings_can_make_a_clause_dead(holds: str) -> None:
    assert "1 §8: dead: no case can meet it" in found(
        law=clause("note", holds, more="note: {en: x, zh: x}")
    )


def test_a_clause_that_ends_before_it_begins_is_dead() -> None:
    span = "in_force: {from: 2025-05-01, through: 2025-04-30}"
    assert "ends before it begins" in found(law=clause("prohibited", "relief", more=span))


def test_a_statement_that_always_holds_is_found() -> None:
    text = found(law=clause("prohibited", "relief OR NOT relief OR listed"))
    assert "«relief OR NOT relief OR listed» holds in every case" in text


def test_a_contradiction_between_exempt_and_prohibited_is_found() -> None:
    text = found(law=clause("prohibited", "relief"))
    assert "law.yaml: 1 §2: contradicts 1 §8: exempt and prohibited" in text


def test_what_never_stands_together_does_not_contradict() -> None:
    over = "in_force: {from: 2020-01-01, through: 2024-12-31}"
    assert "contradicts" not in found(law=clause("prohibited", "relief", more=over))


def test_an_exemption_that_swallows_its_licence_clause_is_a_contradiction() -> None:
    text = found(law=clause("exempts", "annex1_part = 2"))
    assert "1 §1: contradicts 1 §8, which always exempts" in text
    assert "1 §3: decides nothing" in text


@pytest.mark.parametrize(
    ("then", "holds"),
    [
        ("exempts", "relief AND NOT listed AND ship_to = 'CN'"),
        ("refusal_presumed", "listed AND relief"),
        ("case_by_case", "listed"),
        (
            "licence_required",
            (
                "ship_to = 'JP' AND annex1_part = 2 AND cn_part1_value > item_value"
                " AND reading_A09 = 'caught'"
            ),
        ),
    ],
)
def test_a_clause_that_decides_nothing_is_found(then: str, holds: str) -> None:
    assert "1 §8: decides nothing" in found(law=clause(then, holds))


def test_a_resumption_inside_a_suspension_is_a_contradiction() -> None:
    resumes = """
instrument: CN TEST 2025/3
short: "3"
title: {en: Back, zh: 恢复}
published: 2025-07-01
checked_on: 2026-11-22
resumes:
  - {cite: "1 §1", from: 2025-08-01}
"""
    assert "pause.yaml" not in found(more=resumes)
    assert "more.yaml: 3: contradicts 2" in found(more=resumes)
    later = resumes.replace("from: 2025-08-01", "from: 2025-12-31")
    assert found(more=later) == ""


def test_a_listed_recipient_who_softens_an_answer_is_found_with_a_case() -> None:
    text = found(law=clause("exempts", "listed AND ship_to = 'JP'"))
    assert "facts.yaml: listed: graver is true, but it softens the answer for" in text
    assert "ship_to = JP" in text


def test_chinese_content_that_softens_an_answer_is_found() -> None:
    text = found(law=clause("exempts", "cn_part1_value >= 0.5 * item_value AND ship_to = 'JP'"))
    assert "facts.yaml: cn_part1_value: graver is more, but it softens" in text
    assert "listed: graver" not in text


def test_a_code_may_be_graver_too() -> None:
    facts = FACTS.replace(
        "fact: ship_to, type: territory", "fact: ship_to, type: territory, graver: US"
    )
    text = found(facts=facts, law=clause("exempts", "ship_to = 'US' AND is_magnet"))
    assert "facts.yaml: ship_to: graver is us, but it softens" in text
    assert found(facts=facts) == ""


@cache
def engine_and_formulas(book: Rulebook, on: date) -> tuple[Formulas, z3.Solver]:
    lines = book.timelines(date(2026, 1, 1), last_day_included=True)
    by = decider_of(book, [World(ACTUAL, lines)])
    symbols = Symbols([book])

    def standing(steps: Steps) -> Both:
        stands = [truth for start, truth in steps if start <= on]
        return constant(stands[-1] if stands else False)

    return Formulas(by, symbols, standing), z3.Solver()


@pytest.mark.parametrize("on", [date(2025, 3, 1), date(2025, 7, 1), date(2026, 1, 1)])
def test_the_formulas_say_what_the_engine_says(on: date) -> None:
    """Complete random cases of the small law, each decided both ways."""
    book = small_book()
    formulas, solver = engine_and_formulas(book, on)
    for case in cases(book, 60, seed=on.toordinal()):
        whole = complete(case, book, on)
        verdict = decide_cases([whole], book)[0]
        solver.push()
        solver.add(*given(formulas, whole, book))
        words = [w for w, one in formulas.answers().items() if solver.check(one) == z3.sat]
        solver.pop()
        expected = verdict["review"] or verdict["outcome"]
        assert words == [expected]


def complete(case: Case, book: Rulebook, on: date) -> Case:
    sure = {n: Range(v.lo, v.lo) if isinstance(v, Range) else v for n, v in case.facts.items()}
    least = next(c for c in cases(book, 5000, seed=5) if len(c.facts) == len(book.business_facts()))
    rest = {n: Range(v.lo, v.lo) if isinstance(v, Range) else v for n, v in least.facts.items()}
    facts = rest | sure
    facts["annex1_part"] = 2 if facts["annex1"] == "P2-A" else 0
    if facts["item_value"] == Range.just(0):
        facts["item_value"] = Range.just(1)
    return Case(on, date(2026, 1, 1), None, {}, facts)


def given(formulas: Formulas, case: Case, book: Rulebook) -> list[z3.BoolRef]:
    symbols, said = formulas.symbols, []
    for name, value in case.facts.items():
        unknown = symbols.of(name)
        if isinstance(value, Range):
            said.append(unknown == z3.RealVal(str(value.lo)))
        elif isinstance(value, bool):
            said.append(unknown == value)
        else:
            known = symbols.values[name]
            said.append(unknown == (known.index(value) if value in known else len(known) - 1))
    for reading in book.readings.values():
        if reading.used_by == "predicate":
            known = symbols.values[reading.column]
            said.append(symbols.of(reading.column) == known.index(reading.default))
    return [*said, *symbols.constraints]


def test_every_rank_is_a_word_of_the_engine() -> None:
    assert set(IN_FORCE) >= {"in_force", "unknown"}
    assert len(RANKS) == 6
    assert "through" in PAUSE
