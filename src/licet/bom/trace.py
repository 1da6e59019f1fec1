"""START HERE: what a shipped item holds, traced through its parts list."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from licet.basics import Fault
from licet.bom.answers import Article, Day
from licet.bom.bounds import ends
from licet.bom.explode import Line, explode, places
from licet.bom.graph import Graph
from licet.bom.node import Node
from licet.bom.question import Question, Readings
from licet.bom.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from licet.basics import Truth
    from licet.bom.pieces import Piece
    from licet.bom.question import Counted

MOST_LINES = 1_000_000
"""A tree of more places than this is not written out; shared assemblies make trees explode."""

LARGE, MANY = 50_000, 50
"""From so many lines, and so many items asked about, the whole list is swept in machine code."""

Shipped = tuple[str, date, str | None]
"""An item, the day it is shipped, and its lot where known."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One item traced on one day.

    Attributes:
        item, on, lot: what was asked.
        currency: the base currency of every value; ``None`` if the folder names none.
        lines: every place in the tree.
        articles: every article in it, outermost first.
        faults: what is wrong with the rows that were walked.
        made_of: the item itself, with what it is made of.
    """

    item: str
    on: date
    lot: str | None
    currency: str | None
    lines: tuple[Line, ...]
    articles: tuple[Article, ...]
    faults: tuple[Fault, ...]
    made_of: Piece = field(repr=False, compare=False)

    def as_json(self) -> dict[str, Any]:
        """As the tracer prints it."""
        return {
            "item": self.item,
            "on": self.on.isoformat(),
            "lot": self.lot,
            "currency": self.currency,
            "lines": [line.as_json() for line in self.lines],
            "articles": [
                article.as_json()
                | {"mixing": _mixing(article), "made_with_cn_technology_if": _made(article)}
                for article in self.articles
            ],
            "faults": [
                {"file": each.file, "line": each.line, "reason": f"{each.place}: {each.expected}"}
                for each in self.faults
            ],
        }


def _mixing(article: Article) -> dict[str, Any]:
    """The counted value under each rule for mixed stock."""
    return {option: ends(each.cn_part1_value) for option, each in article.under("A-07").items()}


def _made(article: Article) -> dict[str, dict[str, Truth]]:
    """Was it made with counted technology, under each option of the readings on that?"""
    return {
        reading: {
            option: each.made_with_technology for option, each in article.under(reading).items()
        }
        for reading in ("A-34", "A-35")
    }


@dataclass(frozen=True, slots=True)
class Found:
    """A portfolio traced.

    Attributes:
        articles: for each item, day and lot asked about, its articles, outermost first.
        faults: what is wrong with the rows that were walked, whatever item they touch.
    """

    articles: Mapping[Shipped, tuple[Article, ...]]
    faults: tuple[Fault, ...]


def trace(
    graph: Graph,
    item: str,
    on: date,
    counted: Counted,
    articles: Mapping[str, str | None],
    readings: Mapping[str, str | None],
    lot: str | None = None,
) -> Trace:
    """What `item` holds on the day: its whole tree, and each article in it."""
    day = Day(Scope(graph, Question(counted, articles, Readings(readings))), on)
    top = Node(item, lot)
    found = day.articles(top)
    count = places(day.situation, top)
    lines = tuple(explode(day.sweep, top)) if count <= MOST_LINES else ()
    walked = _spoken_of(graph, {item, *(line.component for line in lines)})
    faults = [fault for fault in graph.faults if fault.key is None or fault.key in walked]
    if count > MOST_LINES:
        wanted = f"at most {MOST_LINES} places in the tree of {item}; it has {count}"
        faults.append(Fault(file="bom", place="bom", expected=wanted, key=item))
    told = tuple(dict.fromkeys([*faults, *day.faults]))
    return Trace(item, on, lot, graph.rates.base, lines, found, told, day.made_of(top))


def _spoken_of(graph: Graph, items: set[str]) -> set[str]:
    """The items, the grades that are stated of them, and every currency."""
    grades = {
        grade
        for table in (graph.items, graph.declarations)
        for item, grade in zip(table.texts("item"), table.texts("grade"), strict=True)
        if grade is not None and item in items
    }
    return items | grades | graph.rates.named


def articles_of(
    graph: Graph,
    items: Iterable[str | tuple[str, str | None]],
    on: date | Sequence[date],
    counted: Counted,
    articles: Mapping[str, str | None],
    readings: Mapping[str, str | None],
) -> Found:
    """The articles in many shipped items, without writing out any tree.

    `items` are items, or pairs of an item and its lot; `on` is one day for all or one for each.
    What items share is worked out once, and once only for days between which nothing changes.

    Raises:
        ValueError: there are not as many days as items.
    """
    return Articles(graph, counted, articles, readings).of(items, on)


class Articles:
    """The articles in whatever is asked about; what was worked out before is kept."""

    def __init__(
        self,
        graph: Graph,
        counted: Counted,
        articles: Mapping[str, str | None],
        readings: Mapping[str, str | None],
    ) -> None:
        self._graph = graph
        self._scope = Scope(graph, Question(counted, articles, Readings(readings)))
        self._days: dict[int, Day] = {}
        self._known: dict[tuple[str, int, str | None], tuple[Article, ...]] = {}

    def of(self, items: Iterable[str | tuple[str, str | None]], on: date | Sequence[date]) -> Found:
        """The articles in many shipped items; arguments as `articles_of`."""
        asked = [(each, None) if isinstance(each, str) else each for each in items]
        days = [on] * len(asked) if isinstance(on, date) else list(on)
        large = len(asked) >= MANY and len(self._graph.structure.rows) >= LARGE
        answers: dict[Shipped, tuple[Article, ...]] = {}
        for (item, lot), when in zip(asked, days, strict=True):
            span = self._graph.span(when)
            key = item, span, lot
            if key not in self._known:
                if span not in self._days:
                    self._days[span] = Day(self._scope, when, large=large)
                self._known[key] = self._days[span].articles(Node(item, lot))
            answers[item, when, lot] = self._known[key]
        faults = [*self._graph.faults, *(f for day in self._days.values() for f in day.faults)]
        return Found(answers, tuple(dict.fromkeys(faults)))
