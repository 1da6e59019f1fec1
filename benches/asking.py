"""How many questions until settled: facts of the shipped examples are hidden and asked for.

Seven ways of asking are compared. *Appearance* asks for what is missing in the order in which it
appears, line by line and column by column, until everything is settled; *by line* goes on to the
next line as soon as one is settled; *dearest* does so from the line of the highest value down;
*relevant* is by line, without what can no longer matter; *licet* asks the question worth most
for its cost; *optimum* is the smallest set of answers that settles everything, found by brute
force by somebody who knows all answers beforehand (small cases only); *least* is the same
without going through every set.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from beside.figures import Figures

from licet.foresee.explore import OpenLine, Spot, State, questions_of, settled_states, start
from licet.foresee.judge import Judge
from licet.foresee.question import Effect, Question
from licet.foresee.rounds import Rounds, values_seen
from licet.foresee.subjects import Context, Subjects
from licet.intake import fact_kinds, read_folder
from licet.rulebook import Rulebook, rulebook
from licet.verdict import Decision, Missing, Portfolio, Row, assess, row_of

EXAMPLES = Path(__file__).parents[1] / "examples"
KNOWN = date(2026, 11, 22)
SIZES = (
    (1, 6, 12, "optimum"),
    (2, 8, 12, "optimum"),
    (3, 9, 12, "optimum"),
    (1, 999, 2, "least"),
    (6, 60, 4, "least"),
    (12, 150, 2, "least"),
)
"""How many lines, how many facts hidden, how many games an example; what can be found beside."""
WHOLE = (999, 999, 1, "nothing")
"""Every settled line of an example, with up to 999 facts hidden; this takes most of an hour."""
EXAMPLE_FOLDERS = ("kitakami-motors", "nordwind-generatoren", "perak-oxides")
WAYS = ("appearance", "by line", "dearest", "relevant", "licet", "least", "optimum")


@dataclass
class Game:
    """Lines with some facts hidden, and the truth of them."""

    lines: list[OpenLine]
    truth: list[list[Row]]
    asked_of: list[list[dict[str, Question]]]
    """For each line and article: hidden fact → the question that asks for it."""
    judge: Judge
    seen: Mapping[str, Any]

    def start(self) -> list[State]:
        return [start(line) for line in self.lines]

    def stated(self, question: Question) -> dict[int, list[dict[str, Any]]]:
        """The columns that the true answer states, by line and article."""
        found: dict[int, list[dict[str, Any]]] = {}
        for number, articles in enumerate(self.asked_of):
            columns = [
                {c: v for f, q in asked.items() if q == question for c, v in _cells(row, f).items()}
                for asked, row in zip(articles, self.truth[number], strict=True)
            ]
            if any(columns):
                found[number] = columns
        return found

    def after(self, states: Sequence[State], questions: Sequence[Question]) -> list[State]:
        """The states once some questions are answered truly."""
        rounds = Rounds(self.lines, self.judge, list(states))
        for question in questions:
            rounds.take(question, self.stated(question))
        return rounds.states


def _cells(row: Row, fact: str) -> dict[str, Any]:
    names = (fact, f"{fact}__lo", f"{fact}__hi")
    found = {name: row[name] for name in names if row.get(name) is not None}
    if fact == "annex1" and row.get("annex1_part") is not None:
        found["annex1_part"] = row["annex1_part"]
    return found


def portfolio_of(name: str, book: Rulebook) -> Portfolio:
    folder = read_folder(EXAMPLES / name, fact_kinds(book.business_facts()))
    return assess(folder, book, known=KNOWN, scenario="suspension-lapsed")


def games(
    portfolio: Portfolio, draw: random.Random, lines: int, hidden: int, count: int
) -> Iterator[Game]:
    """Games of some settled lines with some facts hidden."""
    book = portfolio.book
    subjects = Subjects(book, portfolio.folder)
    judge = Judge(book, KNOWN, portfolio.readings, portfolio.scenario)
    settled = [d for d in portfolio.decisions if d.determinations and not d.missing]
    columns = {r.column for r in book.readings.values()}
    while count:
        chosen = draw.sample(settled, min(lines, len(settled)))
        places = [[(Context(d.line, one.application), row_of(one.case, book))
                   for one in d.determinations] for d in chosen]  # fmt: skip
        keys = [
            [
                {f: subjects.key(c, f) for f in _facts(row, book) if f not in columns}
                for c, row in some
            ]
            for some in places
        ]
        every = sorted({q for some in keys for one in some for q in one.values()}, key=str)
        gone = set(draw.sample(every, min(hidden, len(every))))
        asked = [[{f: q for f, q in one.items() if q in gone} for one in some] for some in keys]
        game = Game([], [[row for _, row in some] for some in places], asked, judge,
                    seen_beside(portfolio, chosen))  # fmt: skip
        for number, (decision, some) in enumerate(zip(chosen, places, strict=True)):
            spots = tuple(
                _spot(row, hide) for (_, row), hide in zip(some, asked[number], strict=True)
            )
            game.lines.append(OpenLine(number, spots, decision.line.value))
        if not all(settled_states(game.start(), judge)):
            count -= 1
            yield game


def seen_beside(portfolio: Portfolio, chosen: Sequence[Decision]) -> Mapping[str, Any]:
    """What the lines outside the game state."""
    return values_seen([
        row_of(one.case, portfolio.book)
        for decision in portfolio.decisions if not any(decision is one for one in chosen)
        for one in decision.determinations
    ])  # fmt: skip


def _facts(row: Row, book: Rulebook) -> Iterator[str]:
    for name in book.business_facts():
        known = row.get(name) is not None or row.get(f"{name}__lo") is not None
        if known and name not in {"annex1_part", "on"}:
            yield name


def _spot(row: Row, hidden: Mapping[str, Question]) -> Spot:
    blank = {name: None for fact in hidden for name in _cells(row, fact)}

    def effects(gap: Missing) -> tuple[Effect, ...]:
        fact = "annex1" if gap.name == "annex1_part" else gap.name
        return (Effect(hidden[fact], (fact,)),) if fact in hidden else ()

    return Spot({**row, **blank}, effects)


def licet(game: Game) -> int:
    rounds = Rounds(game.lines, game.judge, game.start(), game.seen)
    count = 0
    while (question := rounds.next()) is not None:
        rounds.take(question, game.stated(question))
        count += 1
    return count


def appearance(game: Game) -> int:
    states, asked = game.start(), set()
    for articles in game.asked_of:
        for question in {q: None for one in articles for q in one.values()}:
            if all(settled_states(states, game.judge)):
                return len(asked)
            if question not in asked:
                asked.add(question)
                states = game.after(states, [question])
    return len(asked)


def in_order(game: Game, *, dearest: bool = False, relevant: bool = False) -> int:
    order = range(len(game.lines))
    if dearest:
        order = sorted(order, key=lambda n: -(game.lines[n].value or 0))
    states, asked = game.start(), set()
    for number in order:
        hidden = {f: q for one in game.asked_of[number] for f, q in one.items()}
        for question in hidden.values():
            if question in asked:
                continue
            if settled_states([states[number]], game.judge)[0]:
                break
            if relevant:
                (some,) = questions_of([(game.lines[number], states[number])], game.judge)
                if question not in some:
                    continue
            asked.add(question)
            states = game.after(states, [question])
    return len(asked)


def optimum(game: Game) -> int:
    every = sorted({q for some in game.asked_of for one in some for q in one.values()}, key=str)
    for size in range(len(every) + 1):
        sets = list(combinations(every, size))
        states = [state for some in sets for state in game.after(game.start(), some)]
        settled = iter(settled_states(states, game.judge))
        if any([all([next(settled) for _ in game.lines]) for _ in sets]):  # noqa: C419
            return size
    return len(every)


def least(game: Game, draw: random.Random) -> int:
    """The smallest of five sets of answers none of which can be left out; known beforehand."""
    every = sorted({q for some in game.asked_of for one in some for q in one.values()}, key=str)
    best = len(every)
    for _ in range(5):
        draw.shuffle(every)
        kept = list(every)
        for question in every:
            fewer = [one for one in kept if one != question]
            if all(settled_states(game.after(game.start(), fewer), game.judge)):
                kept = fewer
        best = min(best, len(kept))
    return best


def played(game: Game, draw: random.Random, beside: str) -> dict[str, int]:
    """How many questions each way asks."""
    return {
        "appearance": appearance(game),
        "by line": in_order(game),
        "dearest": in_order(game, dearest=True),
        "relevant": in_order(game, relevant=True),
        "licet": licet(game),
        "least": least(game, draw) if beside != "nothing" else 0,
        "optimum": optimum(game) if beside == "optimum" else 0,
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--games", type=int, help="games an example, of every size")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the size of that number, from 1")
    parser.add_argument("--whole", action="store_true", help="every line of the examples too")
    given = parser.parse_args()
    book = rulebook()
    portfolios = [portfolio_of(name, book) for name in EXAMPLE_FOLDERS]
    sizes = SIZES if given.only is None else (SIZES[given.only - 1],)
    sizes += (WHOLE,) if given.whole else ()
    told = Figures(__file__)
    for lines, hidden, games_each, beside in sizes:
        draw = random.Random(given.seed)  # noqa: S311 - a game, not a secret
        began = time.process_time()
        results = [
            played(game, draw, beside)
            for portfolio in portfolios
            for game in games(portfolio, draw, lines, hidden, given.games or games_each)
        ]
        totals = {way: sum(one[way] for one in results) for way in WAYS}
        print(f"{lines} lines, {hidden} facts hidden, {len(results)} games: {totals}")
        size = f"{lines} lines, {hidden} facts hidden"
        told.tell(f"{size}: questions beside order of appearance",
                  totals["licet"] / totals["appearance"], "times")  # fmt: skip
        for way in ("least", "optimum"):
            if beside == "optimum" or (beside != "nothing" and way == "least"):
                told.tell(f"{size}: questions beside {way}", totals["licet"] / totals[way], "times",
                          most=1.2 if way == "optimum" else None)  # fmt: skip
        print(f"  {time.process_time() - began:.0f} s of a processor", flush=True)
    told.keep()


if __name__ == "__main__":
    main()
