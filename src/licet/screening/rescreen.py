"""A list changes: only what the change touches is screened again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from licet.screening.index import Index

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from licet.screening.candidate import Listed, Screening
    from licet.screening.query import Query


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new on a list, what reads otherwise than before, and what is no longer there."""

    added: tuple[Listed, ...]
    changed: tuple[Listed, ...]
    removed: tuple[Listed, ...]


def changes(old: Iterable[Listed], new: Iterable[Listed]) -> Changes:
    """How `new` differs from `old`, party by party."""
    before = {(party.list, party.id): party for party in old}
    after = {(party.list, party.id): party for party in new}
    return Changes(
        tuple(party for key, party in after.items() if key not in before),
        tuple(
            party for key, party in after.items() if key in before and party != before[key]
        ),
        tuple(party for key, party in before.items() if key not in after),
    )  # fmt: skip


def rescreened(
    answers: Sequence[tuple[Query, Screening]],
    old: Iterable[Listed],
    new: Sequence[Listed],
    on: date,
) -> list[tuple[Screening, bool]]:
    """The answers after a list changed, each with whether it had to be made anew.

    A party is screened again if one of its candidates changed or is gone, or if it is like a
    listing that is new or reads otherwise; every other answer stays.
    """
    change = changes(old, new)
    gone = {(p.list, p.id) for p in (*change.changed, *change.removed)}
    fresh = Index.of((*change.added, *change.changed))
    whole = Index.of(new)
    queries = [query for query, _ in answers]
    like = fresh.screen_all(queries, on)
    touched = [
        near.answer != "clear" or any((c.list, c.id) in gone for c in answer.candidates)
        for (_, answer), near in zip(answers, like, strict=True)
    ]
    again = iter(whole.screen_all([q for q, t in zip(queries, touched, strict=True) if t], on))
    return [
        (next(again), True) if anew else (answer, False)
        for (_, answer), anew in zip(answers, touched, strict=True)
    ]
