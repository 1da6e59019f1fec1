"""What changed between two states of the law, as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from licet.foresee.changes import Changed, changes
from licet.foresee.witness import Difference
from licet.verdict import say

__all__ = ["Changed", "changes", "changes_json"]


def changes_json(
    texts: Sequence[Changed],
    answers: Sequence[Difference],
    clauses: Sequence[Difference],
    lang: str,
) -> dict[str, Any]:
    """Texts that differ, answers that some case has before and after, clauses; each with a case."""
    return {
        "texts": [
            {
                "kind": one.kind,
                "name": one.name,
                "change": one.how,
                "lines": [{"sign": sign, "text": _in(line, lang)} for sign, line in one.lines],
            }
            for one in texts
        ],
        "answers": [_case(one) for one in answers],
        "clauses": [
            {"cite": one.cite, "standing": list(one.standing)} | _case(one) for one in clauses
        ],
    }


def _case(one: Difference) -> dict[str, Any]:
    return {"before": one.before, "after": one.after, "case": dict(one.facts)}


def _in(line: Mapping[str, str] | str, lang: str) -> str:
    return line if isinstance(line, str) else say(line, lang)
