"""The shortest list of letters that settles a portfolio; start at `plan`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from licet.foresee.cover import Need, cover, ranking
from licet.foresee.explore import OpenLine, Spot
from licet.foresee.judge import Judge, is_settled
from licet.foresee.question import SOURCES, Effect, Letter, Question
from licet.foresee.shapes import Shape, shapes
from licet.foresee.subjects import Context, Subjects
from licet.verdict import Decision, Determination, Missing, Portfolio, row_of

_LETTER = {
    "erp": "1", "engineer": "2", "operator": "3", "supplier": "5", "customer": "5",
    "counsel": "10", "laboratory": "20",
}  # fmt: skip
_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Costs:
    """What it costs to write to each kind of source, and what each question in it adds."""

    letter: Mapping[str, Decimal] = field(
        default_factory=lambda: {who: Decimal(cost) for who, cost in _LETTER.items()}
    )
    per_question: Decimal = Decimal("0.1")
    """As part of the cost of the letter."""

    def of(self, who: str, questions: int) -> Decimal:
        """The cost of one letter with so many questions."""
        return self.letter[who] * (1 + self.per_question * questions)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and what it does.

    Attributes:
        question: what is asked.
        lines: numbers of the lines that stay open without its answer (where several questions
            could stand in for one another, of those on which it bears).
        others: numbers of further lines on which it bears.
        value: what `lines` are worth.
        alone: how many lines it settles by itself, whatever the answer.
        perhaps: how many it settles by itself under some answer.
        letter: the chosen letter it goes into; `None` if it need not be asked.
    """

    question: Question
    lines: tuple[int, ...]
    others: tuple[int, ...]
    value: Fraction
    alone: int
    perhaps: int
    letter: Letter | None


@dataclass(frozen=True, slots=True)
class Written:
    """A letter of the plan; `settles` and `value` count what it and those before it settle anew."""

    letter: Letter
    questions: tuple[Question, ...]
    cost: Decimal
    settles: int
    value: Fraction


@dataclass(frozen=True)
class Plan:
    """What to ask, of whom, and what that settles."""

    portfolio: Portfolio
    subjects: Subjects
    lines: tuple[OpenLine, ...]
    asked: tuple[Asked, ...]
    letters: tuple[Written, ...]
    never: tuple[int, ...]
    """Numbers of the lines that no answers settle."""
    further: tuple[int, ...] = ()
    """Numbers of the lines that hang on so much that these letters are only the first."""

    def decision(self, number: int) -> Decision:
        """The line of that number."""
        return self.portfolio.decisions[number]


def open_lines(portfolio: Portfolio, subjects: Subjects) -> Iterator[OpenLine]:
    """The lines whose outcome or policy is not settled, with what their gaps ask for."""
    for number, decision in enumerate(portfolio.decisions):
        if not is_settled(decision.answer) and decision.determinations:
            yield open_line(number, decision, subjects)


def open_line(number: int, decision: Decision, subjects: Subjects) -> OpenLine:
    """A line as something to ask about."""
    spots = tuple(_spot(one, decision, subjects) for one in decision.determinations)
    return OpenLine(number, spots, decision.line.value)


def _spot(one: Determination, decision: Decision, subjects: Subjects) -> Spot:
    context = Context(decision.line, one.application)
    known: dict[Missing, tuple[Effect, ...]] = {}

    def effects(gap: Missing) -> tuple[Effect, ...]:
        if gap not in known:
            known[gap] = subjects.effects(context, gap)
        return known[gap]

    inside = None if one.application.certain else subjects.inside(context)
    return Spot(row_of(one.case, subjects.book), effects, inside)


def plan(portfolio: Portfolio, costs: Costs | None = None, share: Fraction = Fraction(1)) -> Plan:
    """Which letters settle the portfolio, or at least `share` of what its open lines weigh.

    A line weighs its value; one whose value is not known weighs what the others do on average.
    """
    subjects = Subjects(portfolio.book, portfolio.folder, portfolio.readings)
    lines = tuple(open_lines(portfolio, subjects))
    judge = Judge(portfolio.book, portfolio.known, portfolio.readings, portfolio.scenario)
    found = shapes(lines, judge)
    letters = sorted(
        {letter for shape in found for some in shape.letters for letter in some},
        key=lambda one: (SOURCES.index(one.who), one.to or ""),
    )
    chosen = _chosen(lines, found, letters, costs or Costs(), share)
    asked = _asked(lines, found, chosen)
    open_still = [(lines[n].number, s.many) for s in found if not s.ways for n in s.lines]
    never = tuple(sorted(number for number, many in open_still if not many))
    further = tuple(sorted(number for number, many in open_still if many))
    written = tuple(_written(lines, found, chosen, asked, costs or Costs()))
    return Plan(portfolio, subjects, lines, asked, written, never, further)


def _chosen(
    lines: Sequence[OpenLine],
    found: Sequence[Shape],
    letters: Sequence[Letter],
    costs: Costs,
    share: Fraction,
) -> list[Letter]:
    at = {letter: n for n, letter in enumerate(letters)}
    weights = _weights(lines)
    needs = [
        Need(weights[line], tuple(frozenset(at[own[n]] for n in way) for way in _ways(shape, own)))
        for shape in found
        for line, own in zip(shape.lines, shape.letters, strict=True)
    ]
    asked: dict[Letter, set[Question]] = {letter: set() for letter in letters}
    for shape in found:
        for some in shape.questions:
            for question, needed in zip(some, shape.needed, strict=True):
                if needed or not shape.enough:
                    for letter in question.letters:
                        asked[letter].add(question)
    prices = [costs.of(letter.who, len(asked[letter])) for letter in letters]
    return [letters[n] for n in ranking(prices, needs, cover(prices, needs, share))]


def _ways(shape: Shape, letters: Sequence[Letter]) -> tuple[frozenset[int], ...]:
    """What settles a line; of one that hangs on too much, everybody who can tell something now."""
    return (frozenset(range(len(letters))),) if shape.many else shape.ways


def _weights(lines: Sequence[OpenLine]) -> list[Fraction]:
    known = [line.value for line in lines if line.value is not None and line.value > 0]
    usual = sum(known, _NOTHING) / len(known) if known else Fraction(1)
    return [line.value or usual for line in lines]


def _asked(
    lines: Sequence[OpenLine], found: Sequence[Shape], chosen: Sequence[Letter]
) -> tuple[Asked, ...]:
    told: dict[Question, list[tuple[OpenLine, bool, bool, bool]]] = {}
    for shape in found:
        wanted = [needed or not shape.enough for needed in shape.needed]
        facts = list(zip(wanted, shape.alone, shape.perhaps, strict=True))
        for number, some in zip(shape.lines, shape.questions, strict=True):
            for question, known in zip(some, facts, strict=True):
                told.setdefault(question, []).append((lines[number], *known))
    every = [_judged(question, some, chosen) for question, some in told.items()]
    order = {letter: n for n, letter in enumerate(chosen)}
    every.sort(
        key=lambda one: (
            len(order) if one.letter is None else order[one.letter],
            -len(one.lines), -one.value,
        )
    )  # fmt: skip
    return tuple(every)


def _judged(
    question: Question,
    told: Sequence[tuple[OpenLine, bool, bool, bool]],
    chosen: Sequence[Letter],
) -> Asked:
    needed = [line for line, is_needed, *_ in told if is_needed]
    letter = next((one for one in question.letters if one in chosen), None)
    return Asked(
        question,
        tuple(line.number for line in needed),
        tuple(line.number for line, is_needed, *_ in told if not is_needed),
        sum((line.value or _NOTHING for line in needed), _NOTHING),
        sum(alone for *_, alone, _ in told),
        sum(perhaps for *_, perhaps in told),
        letter if needed else None,
    )


def _written(
    lines: Sequence[OpenLine],
    found: Sequence[Shape],
    chosen: Sequence[Letter],
    asked: Sequence[Asked],
    costs: Costs,
) -> Iterator[Written]:
    have: set[Letter] = set()
    done: set[int] = set()
    for letter in chosen:
        have.add(letter)
        new = [
            lines[number]
            for shape in found
            for number, own in zip(shape.lines, shape.letters, strict=True)
            if number not in done and any({own[n] for n in way} <= have for way in shape.ways)
        ]
        at = {id(line): n for n, line in enumerate(lines)}
        done |= {at[id(line)] for line in new}
        questions = tuple(one.question for one in asked if one.letter == letter)
        value = sum((line.value or _NOTHING for line in new), _NOTHING)
        yield Written(letter, questions, costs.of(letter.who, len(questions)), len(new), value)
