"""Asking a whole portfolio one question at a time: the next is worth most for its cost.

A question's worth is the number of questions that its answer is expected to save, over all
lines on which it bears: an answer after which a line is settled saves all that the line still
lacked. How likely an answer is, is read off the lines where the fact is known; where none is,
every answer that the law tells apart counts alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from licet.foresee.branches import LOW
from licet.foresee.explore import OpenLine, State, answered, questions_by_row, settled_states
from licet.foresee.judge import Judge
from licet.foresee.question import Question
from licet.verdict import Row


@dataclass
class Rounds:
    """Lines being asked about.

    Attributes:
        lines: the lines that were open at first.
        judge: what decides them.
        states: what is known of each by now.
        seen: how often each value of each fact occurs in the portfolio.
        costs: what a question to each kind of source costs.
    """

    lines: Sequence[OpenLine]
    judge: Judge
    states: list[State]
    seen: Mapping[str, Counter[Any]] = field(default_factory=dict)
    costs: Mapping[str, Decimal] = field(default_factory=dict)

    def open(self) -> list[int]:
        """The places of the lines that are not settled."""
        settled = settled_states(self.states, self.judge)
        return [n for n, is_settled in enumerate(settled) if not is_settled]

    def next(self) -> Question | None:
        """The question worth most for its cost; `None` if no question can settle more."""
        worth: dict[Question, Fraction] = {}
        numbers = self.open()
        asked = questions_by_row([(self.lines[n], self.states[n]) for n in numbers], self.judge)
        tried = [
            (n, question, _to_go(rows), after)
            for n, rows in zip(numbers, asked, strict=True)
            for question in {q: None for row in rows for q in row}
            if (after := answered(self.lines[n], self.states[n], question, self.judge))
        ]
        left = iter(self._left([(n, s) for n, *_, after in tried for s in after.values()]))
        for number, question, count, after in tried:
            saved = self._saved(number, count, after, [next(left) for _ in after])
            worth[question] = worth.get(question, Fraction(0)) + saved
        if not worth:
            return None
        return max(worth, key=lambda q: (worth[q] / Fraction(self._cost(q)), q.name, str(q)))

    def _left(self, states: Sequence[tuple[int, State]]) -> list[Fraction]:
        """How much is left to ask in each state; nothing in a settled one."""
        settled = settled_states([state for _, state in states], self.judge)
        asked = questions_by_row([(self.lines[n], state) for n, state in states], self.judge)
        return [
            Fraction(0) if is_settled else _to_go(rows)
            for is_settled, rows in zip(settled, asked, strict=True)
        ]

    def _saved(
        self,
        number: int,
        count: Fraction,
        after: Mapping[str, State],
        left: Sequence[Fraction],
    ) -> Fraction:
        before = self.states[number]
        weights = [
            self._odds(label, before, state) + Fraction(1, len(after))
            for label, state in after.items()
        ]
        expected = sum((w * n for w, n in zip(weights, left, strict=True)), Fraction(0))
        return count - expected / sum(weights, Fraction(0))

    def _odds(self, label: str, before: State, after: State) -> int:
        """How often what the answer states is found elsewhere in the portfolio."""
        for old, new in zip(before.rows, after.rows, strict=True):
            for column, value in new.items():
                if old.get(column) != value:
                    return _found(self.seen.get(column), label, value)
        return 0

    def _cost(self, question: Question) -> Decimal:
        return self.costs.get(question.letter.who, Decimal(1))

    def take(self, question: Question, stated: Mapping[int, Sequence[Mapping[str, Any]]]) -> None:
        """Take an answer over.

        Args:
            question: what was asked.
            stated: for each line on which it bears, the columns it states in each article.
        """
        for number, columns in stated.items():
            state = self.states[number]
            rows = tuple({**row, **new} for row, new in zip(state.rows, columns, strict=True))
            known = state.answered | {question}
            self.states[number] = replace(state, rows=rows, answered=known)


def _to_go(rows: Sequence[Mapping[Question, None]]) -> Fraction:
    """How many questions a line still takes: between those of its nearest article and all.

    One article that needs a licence settles the outcome of its line; none that does must be left
    open if the line is to need none.
    """
    several = [len(row) for row in rows if row]
    every = len({question for row in rows for question in row})
    return Fraction(min(several, default=0) + every, 2)


def _found(seen: Counter[Any] | None, label: str, value: Any) -> int:  # noqa: ANN401
    if seen is None:
        return 0
    if not isinstance(value, Decimal):
        return seen[value]
    below = label.startswith(("<", LOW))
    return sum(times for one, times in seen.items() if (one < value or one == value == 0) == below)


def values_seen(rows: Sequence[Row]) -> dict[str, Counter[Any]]:
    """How often each value of each column occurs."""
    seen: dict[str, Counter[Any]] = {}
    for row in rows:
        for column, value in row.items():
            if value is not None:
                seen.setdefault(column, Counter())[value] += 1
    return seen
