"""The answers for one day: every article in a shipped item, with its share and technology."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from licet.basics import Range
from licet.bom.bounds import Bounds, ends, hull, ratio
from licet.bom.explain import Unknown, explain
from licet.bom.inside import Certain, holds_more, places
from licet.bom.pieces import Pieces
from licet.bom.question import OPTIONS
from licet.bom.situation import Situation
from licet.bom.sweep import Sweep
from licet.bom.technology import Technologies, Technology

if TYPE_CHECKING:
    from datetime import date

    from licet.basics import Evidence, Fault, Truth
    from licet.bom.node import Node
    from licet.bom.pieces import Piece
    from licet.bom.scope import Scope

Answer = tuple[Range, Range, Range, Technology]
"""Counted value, value, share and technology of one node, whatever the way down to it."""
_ANY_OTHER = "\0any other kind"


@dataclass(frozen=True)
class Article:
    """One article inside (or being) the item that was asked about.

    Attributes:
        item, lot: which article.
        code: the code it was given; ``None`` if that is not settled.
        path: the way down to it from the item asked about, both included.
        certain: is it inside every unit, or only with some lot or alternative?
        cn_part1_value: counted value in one unit, in the base currency.
        item_value: value of one unit, in the base currency; open where unknown.
        share: the one over the other.
    """

    item: str
    lot: str | None
    code: str | None
    path: tuple[str, ...]
    certain: bool
    cn_part1_value: Range
    item_value: Range
    share: Range
    _made: Technology
    _day: Day
    _node: Node

    @property
    def made_with_technology(self) -> Truth:
        """Was it made with technology of the counted territory, outside the public domain?"""
        return self._made.technology

    @property
    def made_with_equipment(self) -> Truth:
        """Was it made with equipment from there?"""
        return self._made.equipment

    @cached_property
    def unknowns(self) -> tuple[Unknown, ...]:
        """What is not known, and by how much each moves the counted value."""
        return self._explained[0]

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """The rows that made the numbers."""
        return tuple(dict.fromkeys((*self._explained[1], *self._made.evidence)))

    @cached_property
    def made_of(self) -> Piece:
        """What one unit is made of, place by place."""
        return self._day.made_of(self._node)

    @property
    def on(self) -> date:
        """A day on which this holds."""
        return self._day.situation.on

    def under(self, reading: str) -> dict[str, Article]:
        """The same article under each option of a reading, to show what that one does."""
        return {
            option: self._day.under(reading, option).article(
                self._node, self.path, certain=self.certain
            )
            for option in OPTIONS[reading]
        }

    @cached_property
    def _explained(self) -> tuple[tuple[Unknown, ...], tuple[Evidence, ...]]:
        return explain(self._day.sweep, self._node, technology=self.made_with_technology)

    def as_json(self) -> dict[str, Any]:
        """As the tracer prints it: numbers as decimal strings, an open end as null."""
        return {
            "item": self.item,
            "lot": self.lot,
            "annex1": self.code,
            "path": list(self.path),
            "certain": self.certain,
            "cn_part1_value": ends(self.cn_part1_value),
            "item_value": ends(self.item_value),
            "share": ends(self.share),
            "made_with_cn_technology": self.made_with_technology,
            "made_with_cn_equipment": self.made_with_equipment,
            "unknowns": [unknown.as_json() for unknown in self.unknowns],
            "evidence": [str(each) for each in self.evidence],
        }


class Day:
    """Everything asked of the graph for one day; shared assemblies are worked out once."""

    def __init__(self, scope: Scope, on: date, *, large: bool = False) -> None:
        self.situation = Situation(scope, on)
        self._scope = scope
        self._large = large
        self.sweep = self._sweep(self.situation)
        self._technologies = Technologies(self.situation)
        self._by_kind: dict[str, Sweep] = {}
        self._others: dict[tuple[str, str], Day] = {}
        self._answers: dict[Node, Answer] = {}
        self._certain = Certain(self.situation)
        self._pieces = Pieces(self.sweep)
        self._tops: dict[Node, Piece] = {}

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What was found wrong on this day."""
        return self.situation.faults

    def under(self, reading: str, option: str) -> Day:
        """The same day with one reading taken otherwise."""
        if (reading, option) not in self._others:
            other = self._scope.under(reading, option)
            self._others[reading, option] = Day(other, self.situation.on)
        return self._others[reading, option]

    def articles(self, start: Node) -> tuple[Article, ...]:
        """The articles in `start`, at the levels that A-01 asks about, outermost first."""
        self.sweep.reach(start)
        levels = self.situation.readings.options("A-01")
        chosen = []
        surely = self._certain.of(start) if self.situation.graph.has_choices else None
        for node, path, outer in places(self.situation, start):
            inner = "magnet" in levels and not holds_more(self.situation, node)
            if "every_level" in levels or inner or (outer and "assembly" in levels):
                certain = surely is None or node.item in surely
                chosen.append(self.article(node, path, certain=certain))
        return tuple(chosen)

    def article(self, node: Node, path: tuple[str, ...], *, certain: bool) -> Article:
        """One article, on this way down to it."""
        if node not in self._answers:
            self.sweep.reach(node)
            self._answers[node] = self._answer(node)
        code = self.situation.question.articles[node.item]
        return Article(node.item, node.lot, code, path, certain, *self._answers[node], self, node)

    def made_of(self, node: Node) -> Piece:
        """What one unit of a node is made of, place by place; an article as it is valued."""
        if node not in self._tops:
            self.sweep.reach(node)
            known = self.situation.is_article(node.item)
            worth, counted = (
                (self._worth(node, on_file=True), self._counted_value(node))
                if known
                else (None, None)
            )
            self._tops[node] = self._pieces.top(node, worth, counted)
        return self._tops[node]

    def _answer(self, node: Node) -> Answer:
        value, whole = self._counted_value(node), self._worth(node)
        return (
            value.range(),
            _never_nought(whole),
            ratio(value, whole),
            self._technologies.of(node),
        )

    def _worth(self, node: Node, *, on_file: bool = False) -> Bounds:
        """Its value; `on_file` also where its parts cost more than that."""
        options = self.situation.readings.options("A-03")
        sources = (self.situation.on_file if on_file else self.situation.sources)(node)
        each = [source.worth(options) for source in sources]
        if options == ("highest_over_lowest",):
            tops = [one.hi for one in each if one.hi is not None]
            return Bounds(min(one.lo for one in each), min(tops) if tops else None)
        return hull(each)

    def _counted_value(self, node: Node) -> Bounds:
        """The counted inputs added up, or the greatest kind of them (A-02)."""
        answers = []
        for option in self.situation.readings.options("A-02"):
            if option == "sum":
                answers.append(self.sweep.found(node).value)
                continue
            kinds = [*sorted(self.situation.kinds), _ANY_OTHER]
            each = [self._kind(kind).reach(node).value for kind in kinds]
            tops = [one.hi for one in each if one.hi is not None]
            top = max(tops) if len(tops) == len(each) else None
            answers.append(Bounds(max(one.lo for one in each), top))
        return hull(answers)

    def _sweep(self, situation: Situation) -> Sweep:
        """Machine code takes a second to wake, and is worth it for many lines only."""
        if not self._large:
            return Sweep(situation)
        from licet.bom.swift import Swift

        return Swift(situation)

    def _kind(self, kind: str) -> Sweep:
        if kind not in self._by_kind:
            self._by_kind[kind] = self._sweep(self.situation.narrowed(kind))
        return self._by_kind[kind]


def _never_nought(whole: Bounds) -> Range:
    given = whole.range()
    return Range(None if whole.lo == 0 else given.lo, given.hi)
