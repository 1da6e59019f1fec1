"""Tables of any size decided: what is stated is checked, alike rows are decided once.

One pipeline for Polars and for Spark: the table is read as facts, rows that break a rule are
set aside, the questions asked of a row itself are answered and packed into words, the different
words are decided by the plan, and the answers joined back. The law's expressions are Narwhals'
on both engines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import narwhals as nw

from licet.basics import Truth
from licet.engine import (
    distinct,
    evaluate,
    joined,
    kept,
    pack,
    settled,
    unpack,
    unpacked,
    voids,
    words_of,
)
from licet.rulebook import DECIDING, Rulebook
from licet.verdict.algebra import FrameAlgebra
from licet.verdict.bits import Program
from licet.verdict.compile import THROUGH, Decider, decider
from licet.verdict.compose import OUTCOMES, POLICIES
from licet.verdict.leaves import cut
from licet.verdict.named import check_names, fact_columns
from licet.verdict.sql import answer_column
from licet.verdict.stages import reached, stages
from licet.verdict.stated import NOTES, OWN, REASONS, stated
from licet.verdict.worlds import ACTUAL, ALL_IN_FORCE

Table = Any
"""A Narwhals lazy frame."""
PROOF = "proof"
"""What the columns of the proof begin with."""
_JOINS = "; "
_STAMPS = (NOTES, "known", "rulebook")


@dataclass(frozen=True, slots=True)
class Many:
    """A table decided.

    Attributes:
        decided: the rows that keep the rules, each with its answers, notes and proof.
        quarantined: the other rows, with `reasons`.
    """

    decided: Table
    quarantined: Table


def decide_many(
    table: Table,
    book: Rulebook,
    known: date,
    *,
    on: date | None = None,
    scenario: str | None = None,
    readings: Mapping[str, str | None] | None = None,
) -> Many:
    """Decide every row of a table; the alike ones once.

    Args:
        table: a Narwhals lazy frame; columns are facts by name (numbers also as ``x__lo`` and
            ``x__hi``), `on`, readings by their columns (`reading_A09`; null is open), and any
            others, which are carried along.
        book: the rulebook.
        known: the law as it could be known on this day.
        on: the day of every row, in place of the column `on`.
        scenario: a scenario taken as made.
        readings: reading id → option, `None` left open; they go before columns of the table.
            Default options otherwise.

    Raises:
        Refused: a column is of a type that its fact cannot have, in the way of an answer, or
            almost called like a fact.
    """
    readings = readings or {}
    through = readings.get(THROUGH, book.readings[THROUGH].default)
    pipeline = _pipeline(book, known, through, scenario)
    table = _with_types(settled(table), book)
    schema = table.collect_schema()
    check_names(schema, (*pipeline.outputs, *_STAMPS, REASONS), book)
    reads = stated(schema, book, readings, on)
    own = [nw.col(name).alias(OWN + name) for name in schema]
    read = table.select(own).with_columns(**reads.columns)
    read = read.with_columns(_said(reads.reasons, REASONS), _said(reads.notes, NOTES))
    if reads.kept:
        read = read.with_columns(**reads.kept)
    wrong = ~nw.col(REASONS).is_null()
    quarantined = read.filter(wrong).select(*_back(schema), REASONS)
    names = dict.fromkeys((*schema, "on"))
    given = [*_back([name for name in names if name != "on"]), nw.col("on"), nw.col(NOTES)]
    asked = pipeline.asked(read.filter(~wrong)).select(*given, *pipeline.words)
    answers, rows = kept(pipeline.answers(distinct(asked.select(*pipeline.words))))
    found = joined(asked, answers, rows, pipeline.words)
    stamps = [nw.lit(known).alias("known"), nw.lit(book.fingerprint).alias("rulebook")]
    decided = found.with_columns(*stamps).select(*names, *pipeline.outputs, *_STAMPS)
    return Many(decided, quarantined)


def proof_of_row(
    row: Mapping[str, Any],
    book: Rulebook,
    known: date,
    *,
    scenario: str | None = None,
    readings: Mapping[str, str | None] | None = None,
) -> dict[str, tuple[Truth, tuple[Truth, ...]]]:
    """What the words of a decided row say: of each clause whether it is met, and each element.

    Args:
        row: the columns ``proof_…`` of a row that `decide_many` decided.
        book: the rulebook that it was decided by.
        known: as it was decided.
        scenario: as it was decided.
        readings: as it was decided.
    """
    through = (readings or {}).get(THROUGH, book.readings[THROUGH].default)
    pipeline = _pipeline(book, known, through, scenario)
    truths = unpacked(row, pipeline.questions, PROOF)
    found = pipeline.program.run([truths]).of(0)
    names = pipeline.by.names
    return {
        cite: (found[column], tuple(found[element] for element, _ in names.statements[cite]))
        for cite, column in names.clauses.items()
    }


def _back(names: Iterable[str]) -> list[nw.Expr]:
    """The table's own columns by their own names."""
    return [nw.col(OWN + name).alias(name) for name in names]


def _with_types(table: Table, book: Rulebook) -> Table:
    """The table, where a column with nothing in it has the type that its fact has."""
    kinds, empty = fact_columns(book), voids(table)
    typed = [nw.lit(None).cast(kinds.get(name, nw.String)).alias(name) for name in empty]
    return table.with_columns(*typed) if typed else table


def _said(texts: Sequence[nw.Expr], name: str) -> nw.Expr:
    """Texts that hold, one after another; null if none does."""
    if not texts:
        return nw.lit(None, dtype=nw.String).alias(name)
    said = nw.concat_str(*texts, separator=_JOINS, ignore_nulls=True)
    return nw.when(said != "").then(said).alias(name)


class _Pipeline:
    """The plan of a decider, cut in two, and the columns of its answer."""

    def __init__(self, by: Decider) -> None:
        self.by = by
        names = by.names
        every = [*by.answers, *names.clauses.values(), *names.elements.values()]
        leaves, self.follows = cut({name: by.asks[name] for name in every})
        self.questions = list(leaves)
        self.program = Program(self.follows, reached(self.follows.values()))
        self.words = words_of(len(leaves), PROOF)
        self._leaves = stages(leaves, FrameAlgebra(nw))
        self._needed: dict[str, None] = {}
        self._told = {name: e.alias(name) for name, e in self._columns()}
        self._stages = stages({n: self.follows[n] for n in self._needed}, FrameAlgebra(nw))
        self.outputs = [*self._told, *self.words]

    def asked(self, table: Table) -> Table:
        """The table with what is asked of a row itself, in words."""
        return pack(evaluate(table, lambda _: self._leaves), self.questions, PROOF)

    def answers(self, words: Table) -> Table:
        """What follows from the words, beside them."""
        truths = unpack(words, self.questions, PROOF)
        found = evaluate(truths, lambda _: self._stages, list(self._needed))
        return found.select(*self.words, *self._told.values())

    def _col(self, name: str) -> nw.Expr:
        self._needed[name] = None
        return nw.col(name)

    def _columns(self) -> Iterator[tuple[str, nw.Expr]]:
        by = self.by
        for name in ("outcome", "review"):
            yield name, self._col(f"{ACTUAL}__{name}")
        for name, words in (("possible", OUTCOMES), ("possible_review", POLICIES)):
            yield name, _listed((self._col(f"{ACTUAL}__can_{word}"), word) for word in words)
        yield ALL_IN_FORCE, self._col(f"{ALL_IN_FORCE}__outcome")
        for name in by.scenarios:
            for kind in ("outcome", "review"):
                yield answer_column(f"{name}__{kind}"), self._col(f"{name}__{kind}")
        deciding = [clause.cite for clause in by.book.clauses if clause.then in DECIDING]
        met = {cite: self._col(by.names.clauses[cite]) for cite in deciding}
        yield "met", _listed((truth, cite) for cite, truth in met.items())
        yield "open", _listed((truth.is_null(), cite) for cite, truth in met.items())


def _listed(words: Iterable[tuple[nw.Expr, str]]) -> nw.Expr:
    """The words that hold, one after another."""
    some = [nw.when(holds).then(nw.lit(word)) for holds, word in words]
    return nw.concat_str(*some, separator=_JOINS, ignore_nulls=True)


@lru_cache(maxsize=8)
def _pipeline(book: Rulebook, known: date, through: str | None, scenario: str | None) -> _Pipeline:
    return _Pipeline(decider(book, known, through, scenario))
