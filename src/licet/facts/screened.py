"""A name screened against the published lists, as `licet screen` answers."""

from __future__ import annotations

from datetime import date
from typing import Any

from licet.facts.lists import Lists
from licet.screening import Screening


def screened_json(name: str, answer: Screening, when: date, lists: Lists) -> dict[str, Any]:
    """What was asked, the answer with its candidates, and how old the lists are."""
    data = answer.record()
    return {
        "query": name,
        "on": when,
        "answer": data["answer"],
        "candidates": data["candidates"],
        "notes": data["notes"],
        "lists": lists.record(),
    }
