"""A Spark DataFrame of facts decided, by the expressions that decide a single case.

The same rulebook, compiled to the same Narwhals expressions as on Polars; no row passes
through Python. Rows that answer every question of the law alike are decided once: the call
itself runs one pass over the table to find the different ones, whatever is done with the
result; the result is lazy, as any DataFrame. In the session of the table the propagation of
constraints is turned off, an optimisation that changes no result.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw

from licet.basics import Truth
from licet.rulebook import Rulebook, rulebook
from licet.verdict import decide_table, proof_of, read_case


@dataclass(frozen=True, slots=True)
class Decided:
    """A table decided.

    Attributes:
        verdicts: every row that keeps the rules, with its own columns and `outcome`, `review`,
            `possible`, `possible_review`, `if_in_force`, outcome and review in each shipped
            scenario, the cites `met` and `open`, `notes`, the proof in words of bits, and the
            stamps `known` and `rulebook`.
        quarantine: the other rows, with their own columns and `reasons`.
    """

    verdicts: Any
    quarantine: Any


def decide(
    df: Any,  # noqa: ANN401 - a DataFrame of PySpark
    *,
    on: date | str | None = None,
    known: date | str | None = None,
    scenario: str | None = None,
    readings: Mapping[str, str | None] | None = None,
    book: Rulebook | None = None,
) -> Decided:
    """Is a licence needed for each row, how would it be examined, and why?

    Args:
        df: a PySpark DataFrame. Columns named as facts are read as facts: yes/no as boolean,
            codes as text, numbers as decimal or whole (also as two ends ``x__lo``, ``x__hi``);
            null is unknown. A column `on` is the day. Any other column is carried along.
        on: the day of every row, in place of the column `on`.
        known: the law as it could be known on this day; default today.
        scenario: a shipped scenario's name or the path of one, taken as made.
        readings: reading id → option; `None` leaves a reading open; default options otherwise.
        book: another rulebook than the shipped one.

    Raises:
        Refused: a column's type, a reading, a day or the scenario is not one.
    """
    book = book or rulebook()
    case = read_case({"on": on, "known": known, "scenario": scenario, "readings": readings}, book)
    found = decide_table(
        nw.from_native(df),
        book,
        case.known,
        on=None if on is None else case.on,
        scenario=case.scenario,
        readings=case.readings,
    )
    return Decided(nw.to_native(found.decided), nw.to_native(found.quarantined))


def explain(
    row: Any,  # noqa: ANN401 - a Row of PySpark, or a mapping
    *,
    scenario: str | None = None,
    readings: Mapping[str, str | None] | None = None,
    book: Rulebook | None = None,
) -> dict[str, tuple[Truth, tuple[Truth, ...]]]:
    """What a decided row's proof says: cite → is the clause met, and is each of its elements?

    Args:
        row: a row of `Decided.verdicts`, with its columns `known` and ``proof_…``.
        scenario: as the table was decided; likewise `readings` and `book`.
        readings: see `scenario`.
        book: see `scenario`.
    """
    found: Mapping[str, Any] = row.asDict() if hasattr(row, "asDict") else row
    return proof_of(
        found, book or rulebook(), found["known"], scenario=scenario, readings=readings or {}
    )
