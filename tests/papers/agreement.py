"""Where the independent checker and the engine differ on cases, if they do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from licet.papers import verifier
from licet.papers.law_part import law_part
from licet.papers.record import case_part, made_of, shown_value
from licet.rulebook import Rulebook
from licet.verdict import Case


@cache
def checker(book: Rulebook) -> verifier.Law:
    """The law as the checker reads it."""
    return verifier.Law(law_part(book))


def disagreements(cases: Sequence[Case], book: Rulebook) -> list[str]:
    """Where the two differ on some cases: in a statement, a clause, a standing or an answer."""
    made = made_of(cases, book, [None] * len(cases))
    found = (_difference(case, one, book) for case, one in zip(cases, made, strict=True))
    return [text for text in found if text]


def _difference(case: Case, made: Mapping[str, Any], book: Rulebook) -> str:
    law, part = checker(book), case_part(case, book)
    facts = {name: shown_value(value) for name, value in case.facts.items()}
    evaluation = verifier.Evaluation(law, facts, part["readings"])
    supposes = tuple(tuple(one) for one in part["supposes"])
    worlds = _worlds(book, part["on"], part["known"], part["readings"]["A-18"], supposes)
    stands = worlds["actual"]
    again: dict[str, Any] = {
        "statements": [evaluation.statement(n) for n in range(len(law.trees))],
        "clauses": {c["cite"]: [stands[c["cite"]], evaluation.met(c)] for c in law.clauses},
        "worlds": verifier.answers(law, evaluation, worlds),
    }
    stated = {**made["trace"], "worlds": made["result"]["worlds"]}
    return "" if stated == again else "; ".join(verifier.differences("case", stated, again))


@lru_cache(maxsize=4096)
def _worlds(
    book: Rulebook, on: str, known: str, through: str | None, supposes: tuple[Any, ...]
) -> dict[str, dict[str, str]]:
    case = {"on": on, "known": known, "readings": {"A-18": through}, "supposes": supposes}
    return checker(book).worlds(case)
