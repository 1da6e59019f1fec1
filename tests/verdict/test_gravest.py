"""A line is as grave as its gravest article."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from licet.verdict import OUTCOMES, POLICIES, UNDETERMINED, Answer
from licet.verdict.portfolio.answer import gravest


def sure(outcome: str, review: str | None = None) -> Answer:
    """An answer that is settled."""
    policies = () if outcome != "licence_required" else (review,) if review else POLICIES
    return Answer(outcome, review, (outcome,), policies)


def open_between(*outcomes: str) -> Answer:
    """An answer that could still be any of `outcomes`."""
    return Answer(UNDETERMINED, None, outcomes, POLICIES if "licence_required" in outcomes else ())


def test_a_licence_for_one_article_is_a_licence_for_the_line() -> None:
    answer = gravest([sure("not_required"), sure("licence_required", "ordinary")])
    assert (answer.outcome, answer.review) == ("licence_required", "ordinary")


def test_a_possible_ban_keeps_a_licensed_line_open() -> None:
    banned = open_between("prohibited", "not_required")
    answer = gravest([sure("licence_required", "ordinary"), banned])
    assert answer.outcome == UNDETERMINED
    assert answer.possible == ("prohibited", "licence_required")


def test_what_is_lighter_than_certain_does_not_keep_a_line_open() -> None:
    answer = gravest(
        [sure("licence_required", "case_by_case"), open_between("exempt", "not_required")]
    )
    assert (answer.outcome, answer.review) == ("licence_required", "case_by_case")


def test_the_strictest_policy_of_the_articles_is_the_line_s() -> None:
    answer = gravest(
        [sure("licence_required", "ordinary"), sure("licence_required", "refusal_presumed")]
    )
    assert answer.review == "refusal_presumed"


def test_a_policy_that_could_become_stricter_is_not_settled() -> None:
    answer = gravest([sure("licence_required", "ordinary"), sure("licence_required")])
    assert (answer.outcome, answer.review) == ("licence_required", None)


settled = st.builds(sure, st.sampled_from(OUTCOMES))


@given(st.lists(st.lists(settled, min_size=1, max_size=3), min_size=1, max_size=4))
def test_every_completion_of_the_articles_lies_inside_the_line_s_possible(
    articles: list[list[Answer]],
) -> None:
    answers = [
        open_between(*(o for o in OUTCOMES if any(a.outcome == o for a in some)))
        for some in articles
    ]
    line = gravest(answers)
    for rank in range(3):
        chosen = [some[min(rank, len(some) - 1)] for some in articles]
        worst = min((a.outcome for a in chosen), key=OUTCOMES.index)
        assert worst in line.possible
