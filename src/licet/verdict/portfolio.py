"""A whole portfolio decided: every article of every line, and each line's gravest outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from licet.basics import Fault
from licet.rulebook import DECIDING, STALE_AFTER_DAYS, Rulebook
from licet.verdict.case import Case
from licet.verdict.classify import classify_items
from licet.verdict.compile import THROUGH, Decider, decider
from licet.verdict.compose import OUTCOMES, POLICIES, UNDETERMINED
from licet.verdict.decide import decide_cases
from licet.verdict.missing import Missing, missing
from licet.verdict.proof import Verdict
from licet.verdict.table import Row, column_names, row_of, table_of
from licet.verdict.worlds import ACTUAL

if TYPE_CHECKING:
    from licet.facts import Application, Assembled, Line, Lists
    from licet.intake import Folder


_BATCH = 2000
"""Rows decided at once: every column of the plan is kept for each of them."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Outcome and policy in one world, and what is still possible there."""

    outcome: str
    review: str | None
    possible: tuple[str, ...]
    possible_review: tuple[str, ...]


@dataclass(frozen=True)
class Determination:
    """One article of one line, decided."""

    line: Line
    application: Application
    case: Case
    answers: Mapping[str, Answer]
    """By world: `actual`, `if_in_force`, and each shipped scenario."""
    missing: tuple[Missing, ...]
    met: tuple[str, ...]
    """Cites of the deciding clauses that are met, whether or not they stand."""
    book: Rulebook

    @property
    def answer(self) -> Answer:
        """The answer in the law as known."""
        return self.answers[ACTUAL]

    @property
    def waits_for_standing_only(self) -> bool:
        """Is it undetermined for no other reason than that standing is not established?"""
        return self.answer.outcome == UNDETERMINED and all(
            m.kind == "standing" for m in self.missing
        )

    @cached_property
    def verdict(self) -> Verdict:
        """The whole verdict with its proof; worked out when asked for."""
        return decide_cases([self.case], self.book)[0]


@dataclass(frozen=True)
class Decision:
    """One line: its articles' determinations and the gravest outcome among them."""

    line: Line
    determinations: tuple[Determination, ...]
    answers: Mapping[str, Answer]

    @property
    def answer(self) -> Answer:
        """The answer in the law as known."""
        return self.answers[ACTUAL]

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What is missing for any article that could still make the line's answer graver."""
        return tuple(dict.fromkeys(m for d in self.determinations for m in d.missing))

    @property
    def unknown_facts(self) -> bool:
        """Is some fact or reading missing, or what is built in, whatever the standing?"""
        built_in = any(not d.application.certain and d.met for d in self.determinations)
        missing = any(m.kind != "standing" for m in self.missing)
        return bool(self.line.quarantined) or built_in or missing

    @property
    def unknown_standing(self) -> bool:
        """Does the answer hang on an instrument whose standing is not established?"""
        return any(m.kind == "standing" for m in self.missing)


@dataclass(frozen=True)
class Portfolio:
    """An exporter's folder, decided."""

    folder: Folder
    book: Rulebook
    assembled: Assembled
    decisions: tuple[Decision, ...]
    known: date
    scenario: str | None
    readings: Mapping[str, str | None]
    scenarios: tuple[str, ...]

    def counts(self, world: str = ACTUAL) -> Counter[str]:
        """How many lines have each outcome in a world."""
        return Counter(decision.answers[world].outcome for decision in self.decisions)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What was wrong with the rows: those in quarantine, and those that widen a range."""
        return (*self.folder.quarantine, *self.assembled.faults)

    @property
    def stale(self) -> bool:
        """Were the law files last compared too long ago?"""
        return self.known - self.book.checked_on > timedelta(days=STALE_AFTER_DAYS)


def assess(  # noqa: PLR0913 - the parts of the question
    folder: Folder,
    book: Rulebook,
    *,
    known: date,
    scenario: str | None = None,
    readings: Mapping[str, str | None] | None = None,
    on: date | None = None,
    lists: Lists | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Portfolio:
    """Decide every line of a folder.

    Args:
        folder: what was read.
        book: the rulebook.
        known: law and lists as they could be known on this day.
        scenario: a scenario taken as made.
        readings: reading id → option; `None` leaves it open; defaults otherwise.
        on: decide every line as if it left on this day.
        lists: the lists; if not given, those shipped and the notices kept in the folder.
        progress: told what is being done.
    """
    from licet.facts import Lists as Shipped
    from licet.facts import assemble

    taken = {r.id: r.default for r in book.readings.values()} | dict(readings or {})
    progress("classify")
    codes = classify_items(folder, book)
    assembled = assemble(
        folder, book, codes, taken, lists or Shipped.beside(folder.path, known), progress
    )
    progress("decide")
    by = decider(book, known, taken[THROUGH], scenario)
    cases = [
        (line, one, Case(on or line.on, known, scenario, dict(readings or {}), one.sheet.facts))
        for line in assembled.lines
        for one in line.applications
        if line.on is not None
    ]
    determined = _determine(cases, by)
    decisions = tuple(
        _decision(line, determined.get(number, ()), by)
        for number, line in _numbered(assembled.lines)
    )
    return Portfolio(
        folder, book, assembled, decisions, known, scenario, dict(readings or {}), by.scenarios
    )


def _numbered(lines: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    return ((id(line), line) for line in lines)


def _determine(
    cases: Sequence[tuple[Line, Application, Case]], by: Decider
) -> dict[int, tuple[Determination, ...]]:
    """The determinations of each line; rows of the same facts are decided once."""
    names = column_names(by.book)
    rows = [row_of(case, by.book) for *_, case in cases]
    keys = [tuple(row.get(name) for name in names) for row in rows]
    told = _told(dict(zip(keys, rows, strict=True)), by)
    determined: dict[int, list[Determination]] = {}
    for (line, application, case), key in zip(cases, keys, strict=True):
        determined.setdefault(id(line), []).append(
            Determination(line, application, case, *told[key], by.book)
        )
    return {number: tuple(some) for number, some in determined.items()}


_Told = tuple[Mapping[str, Answer], tuple[Missing, ...], tuple[str, ...]]


def _told(rows: Mapping[tuple[Any, ...], Row], by: Decider) -> dict[tuple[Any, ...], _Told]:
    """Of each row its answers, what is missing, and the deciding clauses met."""
    from licet.engine import as_dicts

    gaps: dict[tuple[Any, ...], tuple[Missing, ...]] = {}
    told: dict[tuple[Any, ...], _Told] = {}
    several = list(rows.items())
    for start in range(0, len(several), _BATCH):
        some = several[start : start + _BATCH]
        table = by.decide(table_of([row for _, row in some], by.book))
        for (key, row), one in zip(some, as_dicts(table), strict=True):
            shape = tuple(_shape(value) for value in one.values())
            if shape not in gaps:
                gaps[shape] = tuple(missing(row, one, by))
            answers = {world.name: _answer(one, world.name) for world in by.worlds}
            told[key] = answers, gaps[shape], _met(one, by)
    return told


def _met(found: Mapping[str, Any], by: Decider) -> tuple[str, ...]:
    return tuple(
        clause.cite
        for clause in by.book.clauses
        if clause.then in DECIDING and found[by.names.clauses[clause.cite]] is True
    )


def _shape(value: Any) -> Any:  # noqa: ANN401
    """What tells one row's gaps from another's: truths and codes, not amounts."""
    return value if isinstance(value, bool | str | date) or value is None else "number"


def _answer(found: Mapping[str, Any], world: str) -> Answer:
    return Answer(
        found[f"{world}__outcome"],
        found[f"{world}__review"],
        tuple(o for o in OUTCOMES if found[f"{world}__can_{o}"]),
        tuple(p for p in POLICIES if found[f"{world}__can_{p}"]),
    )


def _decision(line: Line, found: Sequence[Determination], by: Decider) -> Decision:
    worlds = [world.name for world in by.worlds]
    if not found:
        open_ = Answer(UNDETERMINED, None, OUTCOMES, POLICIES)
        return Decision(line, (), dict.fromkeys(worlds, open_))
    answers = {
        world: of_line([(d.answers[world], d.application.certain) for d in found])
        for world in worlds
    }
    return Decision(line, tuple(found), answers)


def of_line(answers: Sequence[tuple[Answer, bool]]) -> Answer:
    """The answer of a line from its articles' answers, each with: is it surely inside?"""
    return gravest([answer if certain else perhaps(answer) for answer, certain in answers])


def perhaps(answer: Answer) -> Answer:
    """The answer of an article that only some lots or alternatives hold."""
    lightest = OUTCOMES[-1]
    possible = tuple(o for o in OUTCOMES if o in answer.possible or o == lightest)
    outcome = lightest if possible == (lightest,) else UNDETERMINED
    return Answer(outcome, None, possible, answer.possible_review)


def gravest(answers: Sequence[Answer]) -> Answer:
    """The answer of a line from its articles' answers.

    A line is as grave as its gravest article: what is possible for the line is every outcome
    that is possible for some article and not lighter than what is certain for another.
    """
    certain = min(max(OUTCOMES.index(o) for o in answer.possible) for answer in answers)
    possible = tuple(
        outcome
        for rank, outcome in enumerate(OUTCOMES)
        if rank <= certain and any(outcome in answer.possible for answer in answers)
    )
    policies = tuple(p for p in POLICIES if any(p in a.possible_review for a in answers))
    outcome = possible[0] if len(possible) == 1 else UNDETERMINED
    review = None
    if outcome == "licence_required":
        settled = [a.review for a in answers if a.outcome == outcome]
        known = [POLICIES.index(r) for r in settled if r is not None]
        best = POLICIES[min(known)] if known else None
        open_ = [
            p
            for a in answers
            for p in a.possible_review
            if best and POLICIES.index(p) < POLICIES.index(best)
        ]
        review = best if best is not None and not open_ else None
        policies = (review,) if review is not None else policies
    return Answer(outcome, review, possible, policies)
