"""Parties to look at: whom the screening found on a list, in which role, on how many lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from licet.facts import OWN_PLACE
from licet.papers.report.lines import Rows

_OWN_NOTES = 100
"""So many lines of a kind are told each for itself."""
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


def parties_of(rows: Rows) -> tuple[tuple[Listed, ...], tuple[tuple[str, int], ...]]:
    """The listed parties of a portfolio, and the other notes of its lines with their count."""
    found: dict[tuple[str, ...], tuple[dict[str, None], set[int]]] = {}
    others: dict[str, int] = {}
    for kind, finding in enumerate(rows.portfolio.findings):
        for note in finding.line.notes:
            told = _NOTE.fullmatch(note)
            if told is None:
                for text, lines in _said(note, kind, rows):
                    others[text] = others.get(text, 0) + lines
                continue
            key = told["name"], told["listed"], told["notice"], told["list"], told["effect"]
            roles, on = found.setdefault((*key, told["review"] or ""), ({}, set()))
            roles[told["role"]] = None
            on.add(kind)
    listed = [
        Listed(
            name, tuple(roles), name_there, notice, which, effect, not review, rows.tally(on).lines
        )
        for (name, name_there, notice, which, effect, review), (roles, on) in found.items()
    ]
    listed.sort(key=lambda one: (one.sure, -one.lines, one.name))
    ordered = sorted(others.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(listed), tuple(ordered)


def _said(note: str, kind: int, rows: Rows) -> Iterator[tuple[str, int]]:
    """A note and its lines; one that names its own place is another one on every line."""
    if OWN_PLACE not in note:
        yield note, rows.portfolio.sizes[kind]
        return
    for row in rows.first([kind], _OWN_NOTES):
        yield note.replace(OWN_PLACE, rows.portfolio.place(row.number)), 1
