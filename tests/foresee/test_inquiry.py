"""One case, asked about question by question."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.foresee import Inquiry
from licet.foresee.branches import branches
from licet.foresee.judge import changed
from licet.foresee.question import Effect, Letter, Question
from licet.rulebook import Rulebook, rulebook
from licet.verdict import decide_cases, read_case
from tests.foresee.conftest import ALL_KNOWN, case

CHIPS = {
    "on": "2026-12-01",
    "known": "2026-11-22",
    "scenario": "suspension-lapsed",
    "facts": {
        "act": "export",
        "thing": "goods",
        "exporter_in": "JP",
        "ship_from": "JP",
        "ship_to": "DE",
        "annex1": "P2-I-3",
        "made_in": "JP",
        "embedded": "as_such",
        "cn_part1_value": "3",
        "item_value": "1000",
        "dual_use_code": "none",
    },
}


def asked_until_settled(inquiry: Inquiry, truth: dict[str, Any]) -> Inquiry:
    """Answer the first question that can be answered; nothing is said of what is not known."""
    while told := [step.gap.name for step in inquiry.steps if step.gap.name in truth]:
        inquiry = inquiry.answer(told[0], truth[told[0]])
    return inquiry


def without(*names: str) -> dict[str, None]:
    return dict.fromkeys(names)


def test_a_settled_case_has_no_further_question(book: Rulebook) -> None:
    inquiry = Inquiry(case(book), book)
    assert inquiry.found.outcome == "licence_required"
    assert inquiry.settled
    assert inquiry.steps == ()


def test_goods_for_china_are_settled_without_a_word_on_their_content(book: Rulebook) -> None:
    hidden = without("ship_to", "cn_part1_value", "end_user_military", "use_military")
    inquiry = asked_until_settled(
        Inquiry(case(book, **hidden), book), {**ALL_KNOWN, "ship_to": "CN"}
    )
    assert inquiry.asked == ("ship_to",)
    assert inquiry.found.outcome == "not_required"


@settings(max_examples=12, deadline=None)
@given(st.sets(st.sampled_from(sorted(ALL_KNOWN)), min_size=1, max_size=8))
def test_asking_leads_to_the_answer_of_the_case_that_is_all_known(hidden: set[str]) -> None:
    book = rulebook()
    (full,) = decide_cases([case(book)], book)
    done = asked_until_settled(Inquiry(case(book, **without(*hidden)), book), ALL_KNOWN)
    assert len(set(done.asked)) == len(done.asked)
    assert set(done.asked) <= hidden
    assert (done.found.outcome, done.found.review) == (full["outcome"], full["review"])


def test_every_question_asked_can_change_what_is_known_of_the_answer(book: Rulebook) -> None:
    inquiry = Inquiry(case(book, **without("ship_to", "embedded", "use_military", "origin")), book)
    for step in inquiry.steps:
        told = Question("fact", step.gap.name, "law", (), (Letter("erp"),))
        tried = branches([Effect(told, (step.gap.name,))], inquiry.row, book)
        rows = [changed(inquiry.row, some.items()) for some in tried.values()]
        answers = inquiry.judge.answers(rows)
        gaps = inquiry.judge.gaps(rows)
        assert len({(answer, len(some)) for answer, some in zip(answers, gaps, strict=True)}) > 0
        assert any(answer != inquiry.found or len(some) < len(inquiry.gaps)
                   for answer, some in zip(answers, gaps, strict=True))  # fmt: skip


def test_open_standing_is_asked_last_and_answered_by_a_scenario(book: Rulebook) -> None:
    raw = {"on": "2026-11-22", "known": "2026-11-22", "facts": {**ALL_KNOWN, "use_military": None}}
    inquiry = Inquiry(read_case(raw, book), book)
    assert [step.gap.kind for step in inquiry.steps] == ["fact", "standing"]
    assert inquiry.steps[-1].who == "operator"
    assert inquiry.steps[-1].leads_to["suspension-lapsed"].answer.outcome == "licence_required"
    lapsed = inquiry.answer("61", "suspension-lapsed")
    assert [step.gap.name for step in lapsed.steps] == ["use_military"]


def test_a_reading_left_open_is_a_question_for_counsel(book: Rulebook) -> None:
    one = case(book, embedded="finished_product")
    raw = {"on": one.on, "known": one.known, "scenario": one.scenario, "readings": {"A-09": None},
           "facts": {**ALL_KNOWN, "embedded": "finished_product"}}  # fmt: skip
    steps = {step.gap.name: step for step in Inquiry(read_case(raw, book), book).steps}
    step = steps["A-09"]
    assert step.who == "counsel"
    outcomes = {label: one.answer.outcome for label, one in step.leads_to.items()}
    assert outcomes["embedded_caught"] == "licence_required"
    assert outcomes["not_caught"] == "not_required"


@pytest.mark.parametrize(
    ("name", "value"), [("ship_to", "Taiwan"), ("use_military", "perhaps"), ("nonsense", "yes")]
)
def test_an_answer_that_cannot_be_is_refused(book: Rulebook, name: str, value: str) -> None:
    with pytest.raises(ValueError, match=r"expected|called"):
        Inquiry(case(book), book).answer(name, value)


def test_whether_it_is_for_chips_at_all_comes_before_their_nanometres(book: Rulebook) -> None:
    order = [step.gap.name for step in Inquiry(read_case(CHIPS, book), book).steps]
    for number in ("use_logic_node_nm", "use_memory_layers"):
        assert order.index("use_chips") < order.index(number)
        assert order.index("use_chip_tools") < order.index(number)
