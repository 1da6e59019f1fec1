"""The smallest change of facts that turns an answer; start at `turns`.

Every single change that the law can tell is tried, then pairs, then triples, each decided by
the engine in one batch; a larger set is only looked for where no smaller one turns the answer,
and changes that articles of a line share are made in all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Any

from licet.basics import Range
from licet.foresee.judge import Judge
from licet.foresee.levers import Mark, mark_of
from licet.rulebook import DECIDING, Rulebook, Words, facts
from licet.verdict import (
    OUTCOMES,
    UNDETERMINED,
    Answer,
    Row,
    candidates,
    of_line,
    shown,
    state,
    value_in,
)

MOST_CHANGES = 3
"""Larger sets of changes are not looked for."""
_MOST_SETS = 30_000


@dataclass(frozen=True, slots=True)
class Change:
    """One fact or reading taken otherwise, in every article of a line that states it.

    Attributes:
        name: the fact's, or the reading's column.
        title: what it is.
        before: what is stated, for each article; `None` is unknown.
        labels: what it would have to be, for each article; `None` leaves the article alone.
        after: the same as a value.
        mark: what such a change may look like.
    """

    name: str
    title: Words
    before: tuple[Any, ...]
    labels: tuple[str | None, ...]
    after: tuple[Any, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Turn:
    """Changes that together turn the answer, and what it then is."""

    changes: tuple[Change, ...]
    answer: Answer

    @property
    def mark(self) -> Mark:
        """The mark of its most delicate change."""
        order: tuple[Mark, ...] = ("may_look_like_circumvention", "outside", "counsel", "design")
        return min((change.mark for change in self.changes), key=order.index)


def turns(
    rows: Sequence[Row],
    judge: Judge,
    to: str | None = None,
    most: int = MOST_CHANGES,
    certain: Sequence[bool] = (),
) -> list[Turn]:
    """The smallest sets of changes that turn an answer, the lightest outcome first.

    Args:
        rows: the facts of a case, or of each article of a line.
        judge: what decides them.
        to: the outcome wanted; any other than the present one if not given.
        most: how many changes at once are tried.
        certain: for each article, is it surely inside what is shipped? All are, by default.
    """
    surely = certain or [True] * len(rows)
    now = of_line(list(zip(judge.answers(rows), surely, strict=True)))
    moves = _moves(rows, judge)
    found: list[Turn] = []
    for size in range(1, most + 1):
        sets = _sets(moves, size)
        tried = [row for some in sets for row in _changed(rows, some)]
        answers = iter(judge.answers(tried))
        for some in sets:
            answer = of_line([(next(answers), sure) for sure in surely])
            if _turned(answer, now, to):
                found.append(Turn(some, answer))
        if found:
            break
    return sorted(found, key=_lightest)


def _turned(answer: Answer, now: Answer, to: str | None) -> bool:
    if to is not None:
        return answer.outcome == to
    return answer.outcome not in {now.outcome, UNDETERMINED}


def _lightest(turn: Turn) -> tuple[int, int, str]:
    marks: tuple[Mark, ...] = ("design", "counsel", "outside", "may_look_like_circumvention")
    return -OUTCOMES.index(turn.answer.outcome), marks.index(turn.mark), turn.changes[0].name


def _moves(rows: Sequence[Row], judge: Judge) -> list[Change]:
    """Every other value of every fact and reading that a deciding clause looks at."""
    book = judge.book
    names = dict.fromkeys(
        name
        for clause in book.clauses
        if clause.then in DECIDING
        for element in clause.elements
        for name in facts(element.predicate)
    )
    return [change for name in names for change in _of_fact(name, rows, book)]


def _of_fact(name: str, rows: Sequence[Row], book: Rulebook) -> Iterator[Change]:
    """Each other value, or side of a bound, of a fact that is stated, in all articles alike."""
    fact = book.facts[name]
    now = tuple(value_in(row, fact) for row in rows)
    options = [_options(name, row, book) for row in rows]
    for key in dict.fromkeys(key for some in options for key in some):
        new = [
            some[key] if key in some and not _same(have, *some[key]) else (None, None)
            for have, some in zip(now, options, strict=True)
        ]
        stated = [have for have, (label, _) in zip(now, new, strict=True) if label is not None]
        if any(have is not None for have in stated):
            labels, values = zip(*new, strict=True)
            yield Change(name, fact.title, now, labels, values, mark_of(fact))


def _options(name: str, row: Row, book: Rulebook) -> dict[tuple[str, int], tuple[str, Any]]:
    """The values worth trying; those of a number by side, so that articles can be matched."""
    found: dict[tuple[str, int], tuple[str, Any]] = {}
    for word, value in candidates(name, row, book):
        single = word == "other" and book.facts[name].kind != "territory"
        label = str(value) if single else word
        side = label.split()[0] if isinstance(value, Range) else label
        place = sum(1 for key in found if key[0] == side)
        found[side, place] = label, value
    return found


def _same(now: Any, label: str, value: Any) -> bool:  # noqa: ANN401 - any fact's values
    """Is it what is stated, or for a number on the same side of the bound?"""
    if not isinstance(now, Range) or not isinstance(value, Range) or value.lo is None:
        return bool(now == value)
    if label.startswith(">="):
        return now.lo is not None and now.lo >= value.lo
    return now.hi is not None and now.hi <= value.lo


def _sets(moves: Sequence[Change], size: int) -> list[tuple[Change, ...]]:
    different = (
        some for some in combinations(moves, size) if len({one.name for one in some}) == size
    )
    return list(islice(different, _MOST_SETS))


def _changed(rows: Sequence[Row], some: Sequence[Change]) -> Iterator[Row]:
    for at, row in enumerate(rows):
        stated: Row = {}
        for one in some:
            if one.labels[at] is not None:
                state(stated, one.name, one.after[at])
        yield {**row, **stated}


def change_json(turn: Turn, book: Rulebook) -> dict[str, Any]:
    """A turn as JSON carries it."""
    return {
        "outcome": turn.answer.outcome,
        "review": turn.answer.review,
        "mark": turn.mark,
        "changes": [_change(one, book) for one in turn.changes],
    }


def _change(one: Change, book: Rulebook) -> dict[str, Any]:
    reading = next((r.id for r in book.readings.values() if r.column == one.name), None)
    single = len(set(map(str, one.before))) == 1 and len(set(one.labels)) == 1
    return {
        "kind": "fact" if reading is None else "reading",
        "name": reading or one.name,
        "title": one.title,
        "from": shown(one.before[0]) if single else [shown(value) for value in one.before],
        "to": one.labels[0] if single else list(one.labels),
        "mark": one.mark,
        "means": _means(one, reading, book),
    }


def _means(one: Change, reading: str | None, book: Rulebook) -> dict[str, Words]:
    """The codes among what it was and what it becomes, in words."""
    labels: Mapping[Any, Words] = (
        book.facts[one.name].labels if reading is None else book.readings[reading].options
    )
    values = {str(value) for value in (*one.before, *one.labels)}
    return {str(code): text for code, text in labels.items() if str(code) in values}
