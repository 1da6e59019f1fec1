"""Which articles of a line can still make its answer another."""

from __future__ import annotations

from collections.abc import Sequence

from licet.verdict import OUTCOMES, POLICIES, Answer


def mattering(answers: Sequence[Answer]) -> list[bool]:
    """For each article of a line: can it still make the line's answer another?

    What another article already makes certain, it need not say again: nor a graver policy than
    is certain, where a licence is.
    """
    ranks = [[OUTCOMES.index(one) for one in answer.possible] for answer in answers]
    certain = min(max(some) for some in ranks)
    sure = [
        POLICIES.index(answer.review)
        for answer, some in zip(answers, ranks, strict=True)
        if answer.review is not None and min(some) == max(some) == certain
    ]
    best = min(sure, default=None)
    licence = OUTCOMES[certain] == "licence_required"
    return [
        min(some) < certain
        or (licence and min(some) == certain and _open_policy(answer, best, max(some) == certain))
        for answer, some in zip(answers, ranks, strict=True)
    ]


def _open_policy(answer: Answer, best: int | None, settled: bool) -> bool:  # noqa: FBT001
    """Can the policy of an article still be graver than what is certain for the line?"""
    if best is None:
        return settled
    return any(POLICIES.index(one) < best for one in answer.possible_review)
