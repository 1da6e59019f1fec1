"""Where the answer to a question can come from: the items that may matter, day by day."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from licet.bom.question import Readings
from licet.bom.structure import DEEPEST, Shape

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from licet.bom.graph import Graph
    from licet.bom.question import Question
    from licet.bom.swift import Bills


class Reach(NamedTuple):
    """For each item by number, on one day: may it hold what counts, or an article?"""

    shape: Shape
    matters: NDArray[np.bool_]
    holds_article: NDArray[np.bool_]
    special: NDArray[np.bool_]
    """Does more than its bill tell what it holds?"""
    articles: NDArray[np.bool_]


class Scope:
    """A question put to a parts list, for whatever days."""

    def __init__(self, graph: Graph, question: Question) -> None:
        self.graph = graph
        self.question = question
        self._days: dict[date, Reach] = {}
        self._bills: dict[date, Bills] = {}

    def under(self, reading: str, option: str) -> Scope:
        """The same question with one reading taken otherwise."""
        taken = Readings({**self.question.readings.taken, reading: option})
        return Scope(self.graph, replace(self.question, readings=taken))

    def on(self, day: date) -> Reach:
        """What matters on a day."""
        if day not in self._days:
            shape = self.graph.structure.on(day)
            self._days[day] = Reach(
                shape,
                shape.above(
                    self._special | self._articles | shape.expired | (shape.level > DEEPEST)
                ),
                shape.above(self._articles),
                self._special,
                self._articles,
            )
        return self._days[day]

    def bills(self, day: date) -> Bills:
        """The lines of the day for the compiled sweep."""
        from licet.bom.swift import bills_of

        if day not in self._bills:
            self._bills[day] = bills_of(self.graph, self.on(day).shape)
        return self._bills[day]

    @cached_property
    def _special(self) -> NDArray[np.bool_]:
        """The items that may hold counted value by themselves, or whose bill is in doubt."""
        graph, question = self.graph, self.question
        by_metal = "by_metal_content" in question.readings.options("A-05")
        return np.fromiter(
            (
                question.counted.item(name) is not False
                or name in graph.declarations.rows
                or graph.is_doubtful(name)
                or (name not in graph.bom.rows and (by_metal or graph.is_phantom(name)))
                for name in graph.structure.names
            ),
            dtype=np.bool_,
            count=len(graph.structure.names),
        )

    @cached_property
    def _articles(self) -> NDArray[np.bool_]:
        number = self.graph.structure.number
        items = np.zeros(len(number), dtype=np.bool_)
        items[[number[item] for item in self.question.articles if item in number]] = True
        return items
