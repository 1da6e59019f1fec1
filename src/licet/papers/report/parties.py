"""Parties to look at: whom the screening found on a list, in which role, on how many lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from licet.papers.report.lines import Row

_NOTE = re.compile(
    r"(?P<role>exporter|importer|end_user): (?P<name>.+?): (?P<listed>.+) \((?P<notice>[^()]+)\),"
    r" (?P<list>control|watch|unreliable) list, (?P<effect>\w+)(?P<review>, to be reviewed.*)?"
)
"""How a line notes a listed party; any other note is shown as it stands."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A party found on a list, or like a name there."""

    name: str
    roles: tuple[str, ...]
    listed: str
    notice: str
    which: str
    effect: str
    sure: bool
    lines: int


def parties_of(rows: Sequence[Row]) -> tuple[tuple[Listed, ...], tuple[tuple[str, int], ...]]:
    """The listed parties of a portfolio, and the other notes of its lines with their count."""
    found: dict[tuple[str, ...], tuple[dict[str, None], set[str]]] = {}
    others: dict[str, set[str]] = {}
    for row in rows:
        for note in row.decision.line.notes:
            told = _NOTE.fullmatch(note)
            if told is None:
                others.setdefault(note, set()).add(row.anchor)
                continue
            key = told["name"], told["listed"], told["notice"], told["list"], told["effect"]
            roles, on = found.setdefault((*key, told["review"] or ""), ({}, set()))
            roles[told["role"]] = None
            on.add(row.anchor)
    listed = [
        Listed(name, tuple(roles), name_there, notice, which, effect, not review, len(on))
        for (name, name_there, notice, which, effect, review), (roles, on) in found.items()
    ]
    listed.sort(key=lambda one: (one.sure, -one.lines, one.name))
    ordered = sorted(others.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(listed), tuple((note, len(on)) for note, on in ordered)
