"""Do the answers to some questions settle a line, whatever they turn out to be?

Every answer is tried: a line with its articles becomes one state for each, and what no longer
matters in a state is not asked there. The engine decides all states of all lines level by
level, in batches; more known never unsettles, so a settled state needs no further look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from licet.basics import Truth
from licet.foresee.branches import branches
from licet.foresee.graver import mattering
from licet.foresee.judge import NOTHING_SUPPOSED, Judge, Stands, changed, is_settled
from licet.foresee.question import Effect, Question
from licet.verdict import OUTCOMES, Answer, Missing, Row, of_line, perhaps

NOT_INSIDE = Answer(OUTCOMES[-1], None, (OUTCOMES[-1],), ())
"""What an article says of a line that it turns out not to be in."""
Gaps = Sequence[tuple[Missing, ...]]
"""What each article of a line lacks."""
MOST_STATES = 200
"""A line that falls into more states than this counts as not settled by what was asked."""


@dataclass(frozen=True)
class Spot:
    """One article of a line.

    Attributes:
        row: its facts.
        effects: what each of its gaps asks for.
        inside: where it is not sure that the article is in what is shipped, the question that
            tells; `None` where it surely is.
    """

    row: Row
    effects: Callable[[Missing], tuple[Effect, ...]]
    inside: Question | None = None


@dataclass(frozen=True)
class OpenLine:
    """A line that is not settled: its number in the portfolio, its articles, its value."""

    number: int
    spots: tuple[Spot, ...]
    value: Fraction | None = None


@dataclass(frozen=True, slots=True)
class State:
    """A line under some answers.

    Attributes:
        rows: the facts of its articles.
        inside: for each article, is it in what is shipped?
        stands: what is supposed of standing.
        answered: the questions that were answered.
    """

    rows: tuple[Row, ...]
    inside: tuple[Truth, ...]
    stands: Stands = NOTHING_SUPPOSED
    answered: frozenset[Question] = frozenset()


@dataclass
class Job:
    """A line, and which questions may be asked about it; then how its states ended."""

    line: OpenLine
    allows: Callable[[Question], bool]
    settled: int = 0
    stuck: int = 0
    many: bool = False
    """Were there more states than are looked into?"""
    frontier: list[State] = field(default_factory=list)

    @property
    def surely(self) -> bool:
        """Is the line settled whatever the answers?"""
        return not self.stuck

    @property
    def maybe(self) -> bool:
        """Is it settled by some answers?"""
        return self.settled > 0


def start(line: OpenLine) -> State:
    """The state of a line before any answer."""
    inside = tuple(True if spot.inside is None else None for spot in line.spots)
    return State(tuple(spot.row for spot in line.spots), inside)


def explore(jobs: Sequence[Job], judge: Judge, *, until_stuck: bool = True) -> None:
    """Carry out the jobs; with `until_stuck` one is given up at its first stuck state."""
    for job in jobs:
        job.frontier = [start(job.line)]
    going = list(jobs)
    while going:
        states = [state for job in going for state in job.frontier]
        settled = iter(settled_states(states, judge))
        left = [(job, [s for s in job.frontier if not next(settled)]) for job in going]
        for job, open_states in left:
            job.settled += len(job.frontier) - len(open_states)
        places = [(job.line, state) for job, some in left for state in some]
        lacking = gaps_of([state for _, state in places], judge)
        asked = iter(zip(questions_of(places, judge, lacking), lacking, strict=True))
        going = []
        for job, open_states in left:
            _step(job, open_states, [next(asked) for _ in open_states], judge)
            too_many = len(job.frontier) + job.settled > MOST_STATES
            job.many = job.many or too_many
            if too_many or (until_stuck and job.stuck):
                job.stuck += len(job.frontier)
                job.frontier = []
            if job.frontier:
                going.append(job)


def _step(
    job: Job,
    states: Sequence[State],
    asked: Sequence[tuple[dict[Question, None], Gaps]],
    judge: Judge,
) -> None:
    job.frontier = []
    for state, (questions, lacking) in zip(states, asked, strict=True):
        question = next((q for q in questions if job.allows(q)), None)
        if question is None:
            job.stuck += 1
        else:
            job.frontier += answered(job.line, state, question, judge, lacking).values()


def settled_states(states: Sequence[State], judge: Judge) -> list[bool]:
    """For each state: are outcome and policy of the line known?"""
    answers = answers_of(states, judge)
    return [
        is_settled(of_line([(answer, True) for answer in _told(some, state)]))
        for some, state in zip(answers, states, strict=True)
    ]


def answers_of(states: Sequence[State], judge: Judge) -> list[list[Answer]]:
    """For each state, the answer of each of its rows."""
    found: dict[int, list[Answer]] = {}
    for stands in dict.fromkeys(state.stands for state in states):
        some = [(n, state) for n, state in enumerate(states) if state.stands == stands]
        answers = iter(judge.answers([row for _, s in some for row in s.rows], stands))
        for number, state in some:
            found[number] = [
                NOT_INSIDE if inside is False else answer
                for inside, answer in zip(state.inside, answers, strict=False)
            ]
    return [found[number] for number in range(len(states))]


def gaps_of(states: Sequence[State], judge: Judge) -> list[list[tuple[Missing, ...]]]:
    """For each state, what each of its rows lacks."""
    found: dict[int, list[tuple[Missing, ...]]] = {}
    for stands in dict.fromkeys(state.stands for state in states):
        some = [(n, state) for n, state in enumerate(states) if state.stands == stands]
        gaps = iter(judge.gaps([row for _, s in some for row in s.rows], stands))
        for number, state in some:
            found[number] = [next(gaps) for _ in state.rows]
    return [found[number] for number in range(len(states))]


def questions_of(
    places: Sequence[tuple[OpenLine, State]], judge: Judge, lacking: Sequence[Gaps] | None = None
) -> list[dict[Question, None]]:
    """For each line in a state: the questions that can still change its answer, in order."""
    several = questions_by_row(places, judge, lacking)
    return [{question: None for some in rows for question in some} for rows in several]


def questions_by_row(
    places: Sequence[tuple[OpenLine, State]], judge: Judge, lacking: Sequence[Gaps] | None = None
) -> list[list[dict[Question, None]]]:
    """The same, article by article; none for an article that cannot make the line graver."""
    states = [state for _, state in places]
    every = gaps_of(states, judge) if lacking is None else lacking
    return [
        [
            _asked(spot, some, state, inside) if matters else {}
            for spot, some, inside, matters in zip(
                line.spots, own, state.inside, mattering(_told(answers, state)), strict=True
            )
        ]
        for (line, state), own, answers in zip(
            places, every, answers_of(states, judge), strict=True
        )
    ]


def _told(answers: Sequence[Answer], state: State) -> list[Answer]:
    """What each article says of its line, be it surely inside or not."""
    several = zip(answers, state.inside, strict=True)
    return [answer if inside is not None else perhaps(answer) for answer, inside in several]


def _asked(
    spot: Spot, gaps: Sequence[Missing], state: State, inside: Truth
) -> dict[Question, None]:
    if inside is False:
        return {}
    found = {
        effect.question: None
        for gap in gaps
        for effect in spot.effects(gap)
        if effect.question not in state.answered
    }
    return found if inside is True or spot.inside is None else {spot.inside: None, **found}


def answered(
    line: OpenLine,
    state: State,
    question: Question,
    judge: Judge,
    lacking: Gaps | None = None,
) -> dict[str, State]:
    """The states that each answer to a question leads to; `lacking` is what it lacks, if known."""
    known = state.answered | {question}
    if question.kind == "standing":
        return {
            label: replace(state, stands=state.stands | {(question.name, stand)}, answered=known)
            for label, stand in (("stands", True), ("does_not_stand", False))
        }
    if any(spot.inside == question for spot in line.spots):
        return {
            label: replace(state, inside=_inside(line, state, question, there), answered=known)
            for label, there in (("inside", True), ("not_inside", False))
        }
    if lacking is None:
        (lacking,) = gaps_of([state], judge)
    by_row = [
        _row_branches(spot, row, gaps, question, state, judge)
        for spot, row, gaps in zip(line.spots, state.rows, lacking, strict=True)
    ]
    labels: Iterable[str] = dict.fromkeys(label for some in by_row for label in some)
    return {
        label: replace(
            state,
            rows=tuple(
                changed(row, some.get(label, {}).items())
                for row, some in zip(state.rows, by_row, strict=True)
            ),
            answered=known,
        )
        for label in labels
    }


def _inside(line: OpenLine, state: State, question: Question, there: bool) -> tuple[Truth, ...]:  # noqa: FBT001
    return tuple(
        there if spot.inside == question else inside
        for spot, inside in zip(line.spots, state.inside, strict=True)
    )


def _row_branches(
    spot: Spot,
    row: Row,
    gaps: Sequence[Missing],
    question: Question,
    state: State,
    judge: Judge,
) -> dict[str, dict[str, object]]:
    every = [effect for gap in gaps for effect in spot.effects(gap)]
    own = [effect for effect in every if effect.question == question]
    if not own:
        return {}
    sums = [effect.facts for effect in own if effect.traced]
    alone = not any(
        effect.facts in sums and effect.question not in {question, *state.answered}
        for effect in every
    )
    return {
        label: dict(some) for label, some in branches(own, row, judge.book, alone=alone).items()
    }
