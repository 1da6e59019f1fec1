"""The lines that need somebody: why in one sentence, what to ask, and the proof behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from licet.papers.report.lines import Row, Rows
from licet.papers.report.pictures import Pictures
from licet.papers.report.proof import Proof, deciding_statement, proof_of
from licet.papers.report.speech import Speech
from licet.papers.report.summary import ORDER, waits_for
from licet.papers.report.verdicts import Verdicts
from licet.rulebook import DECIDING
from licet.verdict import UNDETERMINED, Determination, Finding, Verdict

GROUPS = ("prohibited", "licence_required", "facts", "standing")
"""Kinds of lines that need somebody: two outcomes, and two reasons to be undetermined."""
ARTICLES = 12
"""Articles of one line whose proof is shown."""
_REASONS, _TOLD = 3, 4


@dataclass(frozen=True, slots=True)
class Reason:
    """One clause that decides a line, or leaves it open, and the statement that does."""

    cite: str
    title: str
    statement: str
    effect: str
    state: str
    """`met`, `open`, or `standing` where it is met and only its standing is not established."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask for a line, whom, and what each answer would lead to."""

    text: str
    who: str
    settles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Need:
    """One line that needs somebody."""

    row: Row
    reasons: tuple[Reason, ...]
    more_reasons: int
    questions: tuple[Question, ...]
    proofs: tuple[Proof, ...]
    more_articles: int


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that need somebody for the same kind of reason, the gravest and dearest first."""

    name: str
    lines: int
    needs: tuple[Need, ...]
    """Those explained here; the rest are in the table of all lines."""


def group_of(finding: Finding) -> str | None:
    """The group of a kind of line; `None` if it needs nobody."""
    outcome = finding.answer.outcome
    if outcome == UNDETERMINED:
        return "standing" if waits_for(finding) == "standing" else "facts"
    return outcome if outcome in GROUPS else None


def chosen(rows: Rows, limit: int) -> list[tuple[str, int, list[Row]]]:
    """Each group with the number of its lines and those that are explained, `limit` in all.

    No group takes all the room: each may have a share of it, the gravest also what is left.
    """
    of = [group_of(finding) for finding in rows.portfolio.findings]
    members: dict[str, list[int]] = {name: [] for name in GROUPS}
    for number in rows.gravest:
        name = of[rows.portfolio.of[number]]
        if name is not None:
            members[name].append(number)
    taken = {name: min(len(some), limit // len(GROUPS)) for name, some in members.items()}
    found = []
    for name, some in members.items():
        taken[name] = min(len(some), taken[name] + limit - sum(taken.values()))
        found.append((name, len(some), [rows.row(number) for number in some[: taken[name]]]))
    return found


def explained_articles(row: Row) -> list[Determination]:
    """The articles of a line whose proof is shown, those that make its answer first."""
    return sorted(row.decision.determinations, key=_weight)[:ARTICLES]


def _weight(determination: Determination) -> tuple[int, int]:
    return ORDER.index(determination.answer.outcome), len(determination.application.path)


def groups_of(
    rows: Rows, limit: int, verdicts: Verdicts, pictures: Pictures, say: Speech
) -> tuple[Group, ...]:
    """The groups, with the proof of at most `limit` lines."""
    picked = chosen(rows, limit)
    verdicts.prepare(d for *_, some in picked for row in some for d in explained_articles(row))
    return tuple(
        Group(name, lines, tuple(_need(row, verdicts, pictures, say) for row in explained))
        for name, lines, explained in picked
    )


def _need(row: Row, verdicts: Verdicts, pictures: Pictures, say: Speech) -> Need:
    shown = explained_articles(row)
    pairs = [(one, verdicts.of(one)) for one in shown]
    reasons = tuple(dict.fromkeys(r for one, v in pairs for r in _reasons(row, one, v, say)))
    return Need(
        row,
        reasons[:_REASONS],
        len(reasons) - _REASONS if len(reasons) > _REASONS else 0,
        tuple(_questions(pairs, say)),
        tuple(proof_of(one, verdict, pictures.of(one), say) for one, verdict in pairs),
        len(row.decision.determinations) - len(shown),
    )


def _reasons(
    row: Row, determination: Determination, verdict: Verdict, say: Speech
) -> Iterator[Reason]:
    """The clauses that make the line what it is; a softer article of it gives none."""
    answer = row.answer
    if verdict["outcome"] != answer.outcome:
        return
    wanted = (
        {answer.outcome, verdict["review"]} if answer.outcome != UNDETERMINED else set(DECIDING)
    )
    for clause in verdict["clauses"]:
        state = _state(clause)
        if clause["then"] in wanted and state is not None:
            if answer.outcome != UNDETERMINED and state != "met":
                continue
            if answer.outcome == UNDETERMINED and state == "met":
                continue
            statement = deciding_statement(clause, determination.book, say)
            yield Reason(clause["cite"], say.of(clause["title"]), statement, clause["then"], state)


def _state(clause: Mapping[str, Any]) -> str | None:
    """Does the clause act (`met`), may it (`open`), or would it if it stands (`standing`)?"""
    if clause["met"] is False or clause["standing"] not in {"in_force", "unknown"}:
        return None
    if clause["met"] is None:
        return "open"
    return "met" if clause["standing"] == "in_force" else "standing"


def _questions(pairs: Sequence[tuple[Determination, Verdict]], say: Speech) -> Iterator[Question]:
    seen = set()
    for _, verdict in pairs:
        for gap in verdict["missing"]:
            if gap["kind"] == "standing" or gap["name"] in seen:
                continue
            seen.add(gap["name"])
            now = verdict["outcome"], verdict["review"]
            telling: dict[str, list[str]] = {}
            for answer, one in gap["settles"].items():
                if (one["outcome"], one["review"]) != now and one["outcome"] != UNDETERMINED:
                    telling.setdefault(_then(one, say), []).append(_answer(answer, say))
            yield Question(
                say.of(gap["question"]),
                gap["who"],
                tuple((say.join(answers[:_TOLD]), then) for then, answers in telling.items()),
            )


def _then(one: Mapping[str, Any], say: Speech) -> str:
    """The outcome that an answer leads to, with its policy."""
    return " · ".join(say.of(word) for word in (one["outcome"], one["review"]) if word)


def _answer(answer: str, say: Speech) -> str:
    return say.of(answer) if answer in {"yes", "no", "other", "none"} else answer
