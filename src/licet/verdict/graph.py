"""What a rulebook asks, as a graph: equal questions are one node, settled ones fold away.

The plan of a verdict is drawn once as nodes; `stages` turns the nodes that are wanted into
columns of an engine. All of it follows Kleene: null is not known, and only `surely` and
`maybe` turn it into an answer, where the plan itself asks what is sure or still possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from licet.basics import Truth
from licet.rulebook import Atom

Kind = Literal[
    "fact",
    "constant",
    "atom",
    "not",
    "all",
    "any",
    "maybe",
    "surely",
    "stated",
    "by_day",
    "choose",
]
Steps = tuple[tuple[date, Truth], ...]
"""From which day on what is true; before the first day it is false."""


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """One question; two nodes that ask the same are the same object."""

    number: int
    kind: Kind
    of: tuple[Node, ...]
    """The nodes it is made from."""
    says: Any
    """What else it is made from: a fact's name, an atom, a truth, steps, values."""
    open: bool
    """May it be null?"""


@dataclass(slots=True)
class Graph:
    """Makes nodes; asked for the same one twice, gives the same one."""

    _made: dict[tuple[object, ...], Node] = field(default_factory=dict)

    def _node(self, kind: Kind, of: Sequence[Node], says: object, *, null: bool) -> Node:
        key = (kind, *(node.number for node in of), says)
        if key not in self._made:
            self._made[key] = Node(len(self._made), kind, tuple(of), says, null)
        return self._made[key]

    def like(self, node: Node, of: Sequence[Node]) -> Node:
        """The same question as a node of another graph, made from parts of this one."""
        return self._node(node.kind, of, node.says, null=node.open)

    def fact(self, name: str) -> Node:
        """A yes/no fact as stated."""
        return self._node("fact", (), name, null=True)

    def constant(self, truth: Truth) -> Node:
        """Yes, no or not known, for every row."""
        return self._node("constant", (), truth, null=truth is None)

    def atom(self, atom: Atom) -> Node:
        """A code among values, or a comparison of ranges."""
        return self._node("atom", (), atom, null=True)

    def negate(self, of: Node) -> Node:
        """Not."""
        if of.kind == "constant":
            return self.constant(truth=None if of.says is None else not of.says)
        return of.of[0] if of.kind == "not" else self._node("not", (of,), None, null=of.open)

    def all_of(self, parts: Iterable[Node]) -> Node:
        """Do all hold?"""
        return self._joined("all", parts, neutral=True)

    def any_of(self, parts: Iterable[Node]) -> Node:
        """Does at least one hold?"""
        return self._joined("any", parts, neutral=False)

    def _joined(self, kind: Literal["all", "any"], parts: Iterable[Node], *, neutral: bool) -> Node:
        left, settled = self.constant(truth=neutral), self.constant(truth=not neutral)
        kept = [part for part in dict.fromkeys(parts) if part is not left]
        if settled in kept:
            return settled
        if len(kept) <= 1:
            return kept[0] if kept else left
        kept.sort(key=lambda node: node.number)
        return self._node(kind, kept, None, null=any(node.open for node in kept))

    def surely(self, of: Node) -> Node:
        """True, and not unknown."""
        return self._two_valued("surely", of, unknown=False)

    def maybe(self, of: Node) -> Node:
        """Not false: true or unknown."""
        return self._two_valued("maybe", of, unknown=True)

    def _two_valued(self, kind: Literal["surely", "maybe"], of: Node, *, unknown: bool) -> Node:
        if not of.open:
            return of
        if of.kind == "constant":
            return self.constant(truth=unknown)
        return self._node(kind, (of,), None, null=False)

    def stated(self, fact: str) -> Node:
        """Is the fact given at all?"""
        return self._node("stated", (), fact, null=False)

    def by_day(self, steps: Steps, instrument: str) -> Node:
        """The truth of the last step whose day is not after the row's `on`; false before all.

        What is not established for one instrument may come out otherwise for another, so an
        open standing is a question of its instrument.
        """
        kept: list[tuple[date, Truth]] = []
        for start, truth in steps:
            if truth is not (kept[-1][1] if kept else False):
                kept.append((start, truth))
        if not kept:
            return self.constant(truth=False)
        if len(kept) == 1 and kept[0][0] == date.min:
            return self.constant(truth=kept[0][1])
        unsettled = any(truth is None for _, truth in kept)
        says = (tuple(kept), instrument if unsettled else "")
        return self._node("by_day", (), says, null=unsettled)

    def choose(self, cases: Sequence[tuple[Node, str]], otherwise: str | None) -> Node:
        """The word of the first case that is true."""
        no, yes = self.constant(truth=False), self.constant(truth=True)
        kept: list[tuple[Node, str]] = []
        for condition, word in cases:
            if condition is yes:
                otherwise = word
                break
            if condition is not no:
                kept.append((condition, word))
        words = (*(word for _, word in kept), otherwise)
        return self._node("choose", [node for node, _ in kept], words, null=True)
