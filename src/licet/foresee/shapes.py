"""Lines that are open in the same way are looked into once.

A thousand lines of one motor to a hundred customers lack the same few things. What tells them
apart for us is only which party or lot a question is about; the *shape* leaves that out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from licet.foresee.explore import Job, OpenLine, explore, gaps_of, start
from licet.foresee.judge import Judge
from licet.foresee.question import Letter, Question

MOST_LETTERS = 6
"""A line that needs more letters than this is not tried with every set of them."""
Way = frozenset[int]


@dataclass(frozen=True)
class Shape:
    """Lines open in the same way, with their questions and letters in the same order.

    Attributes:
        lines: the lines, by their place among all open lines; the first stands for all.
        questions, letters: for each of these lines, what it lacks and who could tell.
        ways: the smallest sets of letters whose answers surely settle such a line.
        alone: for each question, does its answer alone settle the line whatever it is?
        perhaps: does it under some answer?
        needed: does the line stay open without it, under some answers to everything else?
        enough: do the needed questions alone settle the line surely?
        many: does the line hang on more than was looked into? Then nothing is said to settle it.
    """

    lines: tuple[int, ...]
    questions: tuple[tuple[Question, ...], ...]
    letters: tuple[tuple[Letter, ...], ...]
    ways: tuple[Way, ...]
    alone: tuple[bool, ...]
    perhaps: tuple[bool, ...]
    needed: tuple[bool, ...]
    enough: bool
    many: bool = False


@dataclass(frozen=True)
class _Open:
    number: int
    line: OpenLine
    questions: tuple[Question, ...]
    letters: tuple[Letter, ...]


def shapes(lines: Sequence[OpenLine], judge: Judge) -> tuple[Shape, ...]:
    """The shapes of some open lines, each looked into once.

    Of a line that all answers together are not seen to settle, no fewer are looked into.
    """
    groups: dict[Any, list[_Open]] = {}
    for start_at in range(0, len(lines), 5000):
        some = lines[start_at : start_at + 5000]
        gaps = gaps_of([start(line) for line in some], judge)
        for number, (line, lacking) in enumerate(zip(some, gaps, strict=True), start_at):
            one, key = _described(number, line, lacking, judge)
            groups.setdefault(key, []).append(one)
    found = list(groups.values())
    first = [group[0] for group in found]
    alone, perhaps = _alone(first, judge)
    every = [Job(one.line, _anything) for one in first]
    explore(every, judge)
    settle = [job.surely for job in every]
    able = [one for one, settles in zip(first, settle, strict=True) if settles]
    needs = _needed(able, judge)
    told = iter(zip(_ways(able, judge), needs, _enough(able, needs, judge), strict=True))
    by_answers = [
        next(told) if settles else ((), (True,) * len(one.questions), False)
        for one, settles in zip(first, settle, strict=True)
    ]
    return tuple(
        Shape(
            tuple(one.number for one in group),
            tuple(one.questions for one in group),
            tuple(one.letters for one in group),
            ways,
            by_itself,
            maybe,
            needed,
            enough,
            job.many,
        )
        for group, by_itself, maybe, (ways, needed, enough), job in zip(
            found, alone, perhaps, by_answers, every, strict=True
        )
    )


def _described(
    number: int, line: OpenLine, lacking: Sequence[Sequence[Any]], judge: Judge
) -> tuple[_Open, Any]:
    questions: dict[Question, int] = {}
    letters: dict[Letter, int] = {}
    key: list[Any] = []
    for spot, gaps in zip(line.spots, lacking, strict=True):
        effects: list[Any] = []
        if spot.inside is not None:
            at = questions.setdefault(spot.inside, len(questions))
            asked = tuple(letters.setdefault(x, len(letters)) for x in spot.inside.letters)
            effects.append((at, asked))
        for gap in gaps:
            for e in spot.effects(gap):
                at = questions.setdefault(e.question, len(questions))
                asked = tuple(letters.setdefault(x, len(letters)) for x in e.question.letters)
                effects.append((gap, at, asked, e.facts, e.traced, e.moves, e.alone))
        key.append((judge.key(spot.row), tuple(effects)))
    return _Open(number, line, tuple(questions), tuple(letters)), tuple(key)


def _ways(lines: Sequence[_Open], judge: Judge) -> list[tuple[Way, ...]]:
    ways: list[list[Way]] = [[] for _ in lines]
    most = max((len(one.letters) for one in lines), default=0)
    for size in range(1, most + 1):
        jobs = [
            (number, way, Job(one.line, _answerable({one.letters[n] for n in way})))
            for number, one in enumerate(lines)
            for way in _sets(len(one.letters), size)
            if not any(known <= way for known in ways[number])
        ]
        explore([job for *_, job in jobs], judge)
        for number, way, job in jobs:
            if job.surely:
                ways[number].append(way)
    return [tuple(some) for some in ways]


def _sets(count: int, size: int) -> Iterator[Way]:
    """The sets of `size` worth trying: all of them, or of many only the two largest sizes."""
    if count <= MOST_LETTERS or size >= count - 1:
        yield from (frozenset(some) for some in combinations(range(count), size))


def _alone(
    lines: Sequence[_Open], judge: Judge
) -> tuple[list[tuple[bool, ...]], list[tuple[bool, ...]]]:
    jobs = [[Job(one.line, q.__eq__) for q in one.questions] for one in lines]
    explore([job for some in jobs for job in some], judge, until_stuck=False)
    return (
        [tuple(job.surely for job in some) for some in jobs],
        [tuple(job.maybe for job in some) for some in jobs],
    )


def _needed(lines: Sequence[_Open], judge: Judge) -> list[tuple[bool, ...]]:
    jobs = [[Job(one.line, q.__ne__) for q in one.questions] for one in lines]
    explore([job for some in jobs for job in some], judge)
    return [tuple(not job.surely for job in some) for some in jobs]


def _enough(lines: Sequence[_Open], needed: Sequence[tuple[bool, ...]], judge: Judge) -> list[bool]:
    jobs = []
    for one, some in zip(lines, needed, strict=True):
        asked = {q for q, is_needed in zip(one.questions, some, strict=True) if is_needed}
        jobs.append(Job(one.line, asked.__contains__))
    explore(jobs, judge)
    return [job.surely for job in jobs]


def _anything(question: Question) -> bool:
    return bool(question.name)


def _answerable(way: set[Letter]) -> Callable[[Question], bool]:
    return lambda question: any(letter in way for letter in question.letters)
