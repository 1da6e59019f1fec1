"""What one line is known to be: facts with their evidence, and how two sources are joined."""

from __future__ import annotations

from dataclasses import dataclass, field

from licet.basics import Range

Value = bool | str | int | Range

OWN_PLACE = "\0:0"
"""Stands for the place of a line in what is said of its whole kind."""


@dataclass(slots=True)
class Sheet:
    """The facts of one article of one line, each with where it comes from.

    A fact that two sources state differently is unknown, and `conflicts` says so; two ranges
    are narrowed to what both allow.
    """

    facts: dict[str, Value] = field(default_factory=dict)
    evidence: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, str] = field(default_factory=dict)

    def at(self, place: str) -> Sheet:
        """The same facts of the line that stands at a place."""
        return Sheet(
            self.facts,
            {name: text.replace(OWN_PLACE, place) for name, text in self.evidence.items()},
            {name: text.replace(OWN_PLACE, place) for name, text in self.conflicts.items()},
        )

    def add(self, name: str, value: Value | None, evidence: str) -> None:
        """State a fact; `None` states nothing."""
        if value is None or name in self.conflicts:
            return
        known = self.facts.get(name)
        if known is None:
            self.facts[name], self.evidence[name] = value, evidence
            return
        both = _joined(known, value)
        if both is None:
            self.conflicts[name] = (
                f"{name}: {known} ({self.evidence[name]}) against {value} ({evidence})"
            )
            del self.facts[name], self.evidence[name]
        elif both != known:
            self.facts[name] = both
            self.evidence[name] += f"; {evidence}"

    def default(self, name: str, value: Value | None, evidence: str) -> None:
        """State what follows from other things, unless something was said itself."""
        if name not in self.facts and name not in self.conflicts:
            self.add(name, value, evidence)


def _joined(one: Value, other: Value) -> Value | None:
    if isinstance(one, Range) and isinstance(other, Range):
        return one.meet(other)
    return one if one == other else None
