"""An answer: outcome and policy, of one article or of a line of several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from licet.verdict.compose import OUTCOMES, POLICIES, UNDETERMINED


@dataclass(frozen=True, slots=True)
class Answer:
    """Outcome and policy in one world, and what is still possible there."""

    outcome: str
    review: str | None
    possible: tuple[str, ...]
    possible_review: tuple[str, ...]


OPEN = Answer(UNDETERMINED, None, OUTCOMES, POLICIES)
"""Nothing is known."""


def of_line(answers: Sequence[tuple[Answer, bool]]) -> Answer:
    """The answer of a line from its articles' answers, each with: is it surely inside?"""
    return gravest([answer if certain else perhaps(answer) for answer, certain in answers])


def perhaps(answer: Answer) -> Answer:
    """The answer of an article that only some lots or alternatives hold."""
    lightest = OUTCOMES[-1]
    possible = tuple(o for o in OUTCOMES if o in answer.possible or o == lightest)
    outcome = lightest if possible == (lightest,) else UNDETERMINED
    return Answer(outcome, None, possible, answer.possible_review)


def gravest(answers: Sequence[Answer]) -> Answer:
    """The answer of a line from its articles' answers.

    A line is as grave as its gravest article: what is possible for the line is every outcome
    that is possible for some article and not lighter than what is certain for another.
    """
    certain = min(max(OUTCOMES.index(o) for o in answer.possible) for answer in answers)
    possible = tuple(
        outcome
        for rank, outcome in enumerate(OUTCOMES)
        if rank <= certain and any(outcome in answer.possible for answer in answers)
    )
    policies = tuple(p for p in POLICIES if any(p in a.possible_review for a in answers))
    outcome = possible[0] if len(possible) == 1 else UNDETERMINED
    review = None
    if outcome == "licence_required":
        settled = [a.review for a in answers if a.outcome == outcome]
        known = [POLICIES.index(r) for r in settled if r is not None]
        best = POLICIES[min(known)] if known else None
        open_ = [
            p
            for a in answers
            for p in a.possible_review
            if best and POLICIES.index(p) < POLICIES.index(best)
        ]
        review = best if best is not None and not open_ else None
        policies = (review,) if review is not None else policies
    return Answer(outcome, review, possible, policies)
