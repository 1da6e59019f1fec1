"""Start reading here: cases in, verdicts out.

Cases become rows of facts (`table`), the rulebook becomes a graph of questions (`plan`,
`compose`, `graph`), the rows are decided in one batch, and what was found becomes words
(`proof`). A single case is a batch of one: rows (`bits`), tables of Polars or Spark (`stages`,
`algebra`) and SQL (`sql`) all carry out the same graph, node for node.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from licet.basics import Truth
from licet.rulebook import Rulebook, rulebook
from licet.verdict.bits import Results
from licet.verdict.case import Case, read_case
from licet.verdict.compile import THROUGH, Decider, decider
from licet.verdict.missing import Missing, candidates, missing
from licet.verdict.proof import Judged, Settles, Verdict, verdict_of
from licet.verdict.table import Row, row_of, state
from licet.verdict.worlds import ACTUAL, ALL_IN_FORCE
from licet.verdict.written import verdict_text

if TYPE_CHECKING:  # a table engine is heavy; rows of cases do without
    from licet.verdict.many import Many


def decide(
    facts: Mapping[str, object] | None = None,
    *,
    on: date | str | None = None,
    known: date | str | None = None,
    scenario: str | None = None,
    readings: Mapping[str, str | None] | None = None,
    book: Rulebook | None = None,
) -> Verdict:
    """Is a licence needed, how would it be examined, why, and what would settle it?

    Args:
        facts: fact name → value (see `licet law facts`); absent or `None` is unknown. A number
            is an int, Decimal, decimal string or ``{"lo": …, "hi": …}``.
        on: day of the export, transfer or provision; default today.
        known: the law as it could be known on this day; default today.
        scenario: a shipped scenario's name or the path of one, taken as made.
        readings: reading id → option; `None` leaves a reading open; default options otherwise.
        book: another rulebook than the shipped one.

    Returns:
        The verdict, a mapping with every key of the contract.

    Raises:
        Refused: a fact, code, reading, day or scenario is not one; every fault is named.
    """
    book = book or rulebook()
    raw = {"on": on, "known": known, "scenario": scenario, "readings": readings, "facts": facts}
    return decide_cases([read_case(raw, book)], book)[0]


def decide_cases(cases: Sequence[Case], book: Rulebook) -> list[Verdict]:
    """The verdicts of checked cases, in their order; decided in as few batches as possible."""
    return [verdict_of(one) for one in judged(cases, book)]


def verdict_texts(cases: Sequence[Case], book: Rulebook, langs: Sequence[str]) -> list[str]:
    """The same verdicts as JSON, each in a language; several times as quick as to make them first.

    Args:
        cases: the cases.
        book: the rulebook.
        langs: the language of each.
    """
    found = zip(judged(cases, book), langs, strict=True)
    return [verdict_text(one, lang) for one, lang in found]


def judged(cases: Sequence[Case], book: Rulebook) -> list[Judged]:
    """Checked cases decided, in their order; `verdict_of` or `verdict_text` says what was found."""
    batches: dict[tuple[date, str | None, str | None], list[int]] = {}
    for index, case in enumerate(cases):
        through = case.readings.get(THROUGH, book.readings[THROUGH].default)
        batches.setdefault((case.known, through, case.scenario), []).append(index)
    found: dict[int, Judged] = {}
    for (known, through, scenario), indexes in batches.items():
        some = _decide([cases[i] for i in indexes], decider(book, known, through, scenario))
        found |= dict(zip(indexes, some, strict=True))
    return [found[index] for index in range(len(cases))]


def decide_table(
    table: Any,  # noqa: ANN401 - a lazy frame of Narwhals
    book: Rulebook,
    known: date,
    *,
    on: date | None = None,
    scenario: str | None = None,
    readings: Mapping[str, str | None] | None = None,
) -> Many:
    """Decide every row of a table of facts, of any size, on Polars or Spark (`many.py`)."""
    from licet.verdict.many import decide_many

    return decide_many(table, book, known, on=on, scenario=scenario, readings=readings)


def proof_of(
    row: Mapping[str, Any],
    book: Rulebook,
    known: date,
    *,
    scenario: str | None = None,
    readings: Mapping[str, str | None] | None = None,
) -> dict[str, tuple[Truth, tuple[Truth, ...]]]:
    """What the proof of a row of such a table says of each clause and its elements."""
    from licet.verdict.many import proof_of_row

    return proof_of_row(row, book, known, scenario=scenario, readings=readings)


def _decide(cases: Sequence[Case], by: Decider) -> list[Judged]:
    rows = [row_of(case, by.book) for case in cases]
    found = by.decide_rows(rows)
    gaps = [missing(row, one, by) for row, one in zip(rows, found, strict=True)]
    opened, tried = _readings_opened(rows, by), _answers_tried(rows, gaps, by)
    changed: list[_Opened | _Tried] = [*opened, *tried]
    changes = [(one.at, one.columns) for one in changed]
    what_if = by.run(rows, by.answers, changes)
    turned_on: list[list[str]] = [[] for _ in cases]
    moved = [what_if.differ(one) for one in found]
    for number, one in enumerate(opened):
        if moved[one.at] >> number & 1:
            turned_on[one.at].append(one.name)
    settles: list[Settles] = [{gap: {} for gap in some} for some in gaps]
    for number, trial in enumerate(tried, len(opened)):
        waits = any(gap.kind == "standing" for gap in gaps[trial.at])
        settles[trial.at][trial.gap][trial.answer] = _led_to(what_if, number, waits=waits)
    return [
        Judged(case, rows[n], found[n], by, settles[n], turned_on[n])
        for n, case in enumerate(cases)
    ]


def _led_to(what_if: Results, number: int, *, waits: bool) -> dict[str, Any]:
    """The outcome and policy that an answer would lead to.

    Where standing is missing too, they are those with every clause in force: the other ones
    would only say again that standing is not established.
    """
    world = ALL_IN_FORCE if waits else ACTUAL
    answer = what_if.of(number, (f"{world}__outcome", f"{world}__review"))
    return dict(zip(("outcome", "review"), answer.values(), strict=True))


@dataclass(frozen=True, slots=True)
class _Opened:
    """A row again with one reading left open: if the answer moves, it turned on that reading."""

    at: int
    name: str
    columns: Row


@dataclass(frozen=True, slots=True)
class _Tried:
    """A row again with one missing fact or reading answered."""

    at: int
    gap: Missing
    answer: str
    columns: Row


def _readings_opened(rows: Sequence[Row], by: Decider) -> list[_Opened]:
    used = [r for r in by.book.readings.values() if r.used_by == "predicate"]
    return [
        _Opened(at, reading.id, {reading.column: None})
        for at, row in enumerate(rows)
        for reading in used
        if row.get(reading.column) is not None
    ]


def _answers_tried(
    rows: Sequence[Row], gaps: Sequence[Sequence[Missing]], by: Decider
) -> list[_Tried]:
    tried = []
    for at, (row, open_things) in enumerate(zip(rows, gaps, strict=True)):
        for gap in open_things:
            if gap.kind == "standing":
                continue
            reading = by.book.readings.get(gap.name)
            name = gap.name if reading is None else reading.column
            for answer, value in candidates(name, row, by.book):
                columns: Row = {}
                state(columns, name, value)
                tried.append(_Tried(at, gap, answer, columns))
    return tried
