"""Which letters settle a folder, and what each question does."""

from __future__ import annotations

import random
from collections import Counter
from decimal import Decimal
from fractions import Fraction

from licet.foresee import Costs, Plan, plan, plan_json
from licet.foresee.explore import answered, questions_of, settled_states, start
from licet.foresee.judge import Judge, is_settled
from licet.intake import Folder
from licet.rulebook import Rulebook
from licet.verdict import Portfolio, assess
from tests.foresee.conftest import KNOWN


def lines_of(made: Plan, numbers: tuple[int, ...]) -> set[str]:
    lines = (made.decision(number).line for number in numbers)
    return {f"{line.shipment}/{line.line}" for line in lines}


def test_the_supplier_who_declared_nothing_is_asked_for_content_and_technology(
    lapsed: Portfolio,
) -> None:
    made = plan(lapsed)
    asked = [one for one in made.asked if one.letter is not None and one.letter.to == "RAYONG"]
    assert {one.question.name for one in asked} == {"cn_part1_value", "made_with_cn_technology"}
    assert {one.question.item for one in asked} == {"MAG-TH-40SH"}
    assert all(lines_of(made, one.lines) == {"KM-1020/4", "KM-1036/3"} for one in asked)


def test_whatever_is_answered_to_the_questions_of_the_plan_every_line_is_settled(
    lapsed: Portfolio,
) -> None:
    made = plan(lapsed)
    judge = Judge(lapsed.book, KNOWN, lapsed.readings, lapsed.scenario)
    wanted = {one.question for one in made.asked if one.letter is not None}
    draw = random.Random(7)  # noqa: S311 - draws answers, no secrets
    for line in made.lines:
        for _ in range(4):
            state = start(line)
            while not settled_states([state], judge)[0]:
                (open_,) = questions_of([(line, state)], judge)
                question = next(q for q in open_ if q in wanted)
                state = draw.choice(list(answered(line, state, question, judge).values()))
    assert made.never == ()


def test_leaving_out_any_letter_leaves_some_line_open(lapsed: Portfolio) -> None:
    made = plan(lapsed)
    assert all(one.questions for one in made.letters)
    assert all(one.settles or one.letter == made.letters[0].letter for one in made.letters[1:])
    assert sum(one.settles for one in made.letters) == len(made.lines)


def test_a_question_that_settles_nothing_more_is_listed_but_needs_no_letter(
    lapsed: Portfolio,
) -> None:
    """The motor holds Chinese magnets: it needs a licence whatever is in them besides."""
    made = plan(lapsed)
    items = {one.question.item: one.letter for one in made.asked}
    assert items.get("MAG-CN-38SH") is None


def test_open_standing_is_asked_of_whoever_keeps_the_law_files(
    book: Rulebook, kitakami: Folder
) -> None:
    made = plan(assess(kitakami, book, known=KNOWN))
    first = made.letters[0]
    assert (first.letter.who, [one.name for one in first.questions]) == ("operator", ["61"])
    assert first.settles > len(made.lines) // 2


def test_a_reading_left_open_is_asked_of_counsel(book: Rulebook, kitakami: Folder) -> None:
    portfolio = assess(
        kitakami, book, known=KNOWN, scenario="suspension-lapsed", readings={"A-09": None}
    )
    asked = {one.question.name: one for one in plan(portfolio).asked}
    assert asked["A-09"].question.letter.who == "counsel"
    assert asked["A-09"].letter is not None


def test_a_reading_of_the_tracer_left_open_is_asked_of_counsel_too(
    book: Rulebook, kitakami: Folder
) -> None:
    """Does a Chinese input still count once it is worked up? The motor's own share turns on it."""
    portfolio = assess(
        kitakami, book, known=KNOWN, scenario="suspension-lapsed", readings={"A-04": None}
    )
    asked = {one.question.name: one for one in plan(portfolio).asked}
    assert asked["A-04"].question.letter.who == "counsel"


def test_a_part_of_the_value_takes_fewer_letters(lapsed: Portfolio) -> None:
    whole, most = plan(lapsed), plan(lapsed, share=Fraction(1, 2))
    assert len(most.letters) < len(whole.letters)
    value = sum((one.value for one in most.letters), Fraction(0))
    assert value * 2 >= sum((one.value for one in whole.letters), Fraction(0))


def test_costs_are_those_given(lapsed: Portfolio) -> None:
    dear = Costs({**Costs().letter, "supplier": Decimal(1000)})
    costs = {one.letter.who: one.cost for one in plan(lapsed, dear).letters}
    assert costs["supplier"] >= 1000
    assert costs["customer"] < 10


def test_the_json_has_the_keys_of_the_contract(lapsed: Portfolio) -> None:
    data = plan_json(plan(lapsed))
    for question in data["questions"]:
        assert {"fact", "who", "settles", "value", "asks"} <= set(question)
        assert {"item", "party", "shipment"} & set(question)
        assert set(question["asks"]) == {"en", "zh"}
    assert data["open"]["lines"] == sum(not is_settled(d.answer) for d in lapsed.decisions)
    assert Counter(one["who"] for one in data["letters"])["supplier"] == 2
