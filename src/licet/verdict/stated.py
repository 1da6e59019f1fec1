"""A table of facts as somebody states them, checked by the rules that a single case is read by.

A column of the wrong type is refused with the whole table, as no row of it can be right. A row
with a value that a fact cannot have is set aside with its reasons. What is null, an empty text,
or in breach of its contract is unknown; columns that are no facts are carried along.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import narwhals as nw

from licet.basics import DIGITS, PLACES, Fault, Refused
from licet.rulebook import Fact, Rulebook, part_of
from licet.verdict.case import _KINDS
from licet.verdict.named import NUMBER
from licet.verdict.table import columns_of, used_facts

OWN = "given "
"""What the columns of the table are called while the plan's columns stand beside them."""
REASONS, NOTES = "reasons", "notes"
_FINEST = 18
"""Decimals beyond which an engine would compare two numbers after rounding them."""
_EXAMPLES = 8
_STEP = Decimal(1).scaleb(-PLACES)
_TEXTS = (nw.String, nw.Categorical, nw.Enum)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a table says: its columns as the plan wants them, and what is wrong with a row.

    Attributes:
        columns: the plan's columns, over the table whose own are called `OWN` + name.
        reasons: over those: why a row cannot be decided; null texts where it can.
        notes: over those: what was stated but cannot be, and so counts as unknown.
        kept: over those: the columns of which only a part can be.
    """

    columns: Mapping[str, nw.Expr]
    reasons: Sequence[nw.Expr]
    notes: Sequence[nw.Expr]
    kept: Mapping[str, nw.Expr]


def stated(
    schema: Mapping[str, Any],
    book: Rulebook,
    readings: Mapping[str, str | None],
    on: date | None = None,
) -> Stated:
    """How a table of this schema is read.

    Args:
        schema: column name → Narwhals type.
        book: the rulebook.
        readings: reading id → option, `None` left open; default options otherwise.
        on: the day of every row; else the table has a column `on`.

    Raises:
        Refused: a column is not of a type that its fact can have.
    """
    return _Reader(schema, book, readings).read(on)


class _Reader:
    def __init__(
        self, schema: Mapping[str, Any], book: Rulebook, readings: Mapping[str, str | None]
    ) -> None:
        self.schema, self.book, self.readings = schema, book, readings
        self.faults: list[Fault] = []
        self.used = used_facts(book)
        self.columns: dict[str, nw.Expr] = {}
        self.kept: dict[str, nw.Expr] = {}
        self.reasons: list[nw.Expr] = []
        self.notes: list[nw.Expr] = []

    def read(self, on: date | None) -> Stated:
        self._day(on)
        options = {
            r.column: self.readings.get(r.id, r.default)
            for r in self.book.readings.values()
            if r.id in self.readings or r.column not in self.schema or r.column not in self.used
        }
        for name, fact in self.book.facts.items():
            if name in options:
                self.columns[name] = nw.lit(options[name], dtype=nw.String)
            elif name not in self.used and not {name, *columns_of(fact)} & self.schema.keys():
                continue
            elif fact.kind == "number":
                self._number(fact)
            else:
                self._plain(fact)
        for name, fact in self.book.facts.items():
            if fact.follows and {name, fact.follows} <= self.schema.keys():
                self._agree(fact)
        if self.faults:
            raise Refused(*self.faults)
        return Stated(self.columns, self.reasons, self.notes, self.kept)

    def _fault(self, name: str, expected: str) -> None:
        kind = self.schema[name]
        said = f"{expected} was expected, not {'nothing known' if kind == nw.Unknown else kind}"
        fault = Fault("table", f"column {name}", said)
        if fault not in self.faults:  # both ends of a number may be one column
            self.faults.append(fault)

    def _wrong(self, bad: nw.Expr, *said: nw.Expr) -> None:
        text = nw.concat_str(*said) if len(said) > 1 else said[0]
        self.reasons.append(nw.when(bad).then(text))

    def _day(self, on: date | None) -> None:
        if on is not None:
            self.columns["on"] = nw.lit(on)
        elif "on" not in self.schema:
            self.faults.append(Fault("table", "column on", "the day of each row was expected"))
        elif self.schema["on"] != nw.Date:
            self._fault("on", "a date")
        else:
            self.columns["on"] = nw.col(f"{OWN}on")
            self._wrong(nw.col(f"{OWN}on").is_null(), nw.lit("on: a day was expected"))

    def _plain(self, fact: Fact) -> None:
        name, kind = fact.name, self.schema.get(fact.name)
        given = nw.col(f"{OWN}{name}")
        if kind is None:
            types: dict[str, Any] = {"yes_no": nw.Boolean, "whole": nw.Int64}
            self.columns[name] = nw.lit(None, dtype=types.get(fact.kind, nw.String))
        elif fact.kind == "yes_no":
            self.columns[name] = given
            if kind != nw.Boolean:
                self._fault(name, "true or false")
        elif fact.kind == "whole":
            self.columns[name] = given.cast(nw.Int64) if kind.is_integer() else given
            if not kind.is_integer():
                self._fault(name, "a whole number")
            self._among(fact, given, [int(code) for code in fact.codes])
        else:
            text = given.cast(nw.String)
            said = nw.when(text != "").then(text)
            self.columns[name] = said
            if not isinstance(kind, _TEXTS):
                self._fault(name, "text")
            self._among(fact, said, [str(code) for code in fact.codes])

    def _among(self, fact: Fact, given: nw.Expr, codes: Sequence[Any]) -> None:
        few = len(codes) <= _EXAMPLES
        expected = f"one of {', '.join(map(str, codes))}" if few else _KINDS[fact.kind]
        self._wrong(
            ~given.is_in(codes),
            nw.lit(f"{fact.name}: {expected} was expected, not «"),
            given.cast(nw.String),
            nw.lit("»"),
        )

    def _number(self, fact: Fact) -> None:
        name, ends = fact.name, columns_of(fact)
        if name in self.schema and set(ends) & self.schema.keys():
            expected = f"either {name} or its ends {' and '.join(ends)} was expected, not both"
            self.faults.append(Fault("table", f"column {name}", expected))
            return
        here = [self._end(name if name in self.schema else end, end) for end in ends]
        if not any(here):
            return
        lo, hi = (nw.col(end) for end in ends)
        stated_ = ~(lo.is_null() & hi.is_null())
        if name not in self.schema:
            self._wrong(lo > hi, nw.lit(f"{name}: the range has its ends reversed"))
        if not fact.contract:
            return
        nought = nw.lit(0)
        void = (hi < nought) if fact.contract == ">= 0" else (hi <= nought)
        void = void.fill_null(value=False)
        self.notes.append(
            nw.when(void).then(nw.lit(f"{name} must be {fact.contract}, and counts as unknown"))
        )
        below = stated_ & (lo.is_null() | (lo < nought))
        zero = nw.lit(0).cast(NUMBER)
        self.kept[ends[0]] = nw.when(~void).then(nw.when(below).then(zero).otherwise(lo))
        self.kept[ends[1]] = nw.when(~void).then(hi)

    def _end(self, column: str, end: str) -> bool:
        """Read one end of a number, rounded outward; is there a column for it?"""
        kind = self.schema.get(column)
        if kind is None:
            self.columns[end] = nw.lit(None).cast(NUMBER)
            return False
        given = nw.col(f"{OWN}{column}")
        if kind.is_integer():
            self.columns[end] = given.cast(NUMBER)
            return True
        if not isinstance(kind, nw.Decimal):
            self._fault(column, "an exact number (a decimal or a whole number)")
            return False
        precision, scale = kind.precision or 38, kind.scale or 0
        if scale > _FINEST:
            self._fault(column, f"a number of at most {_FINEST} decimals")
        if precision - scale > DIGITS:
            far = nw.lit(Decimal(10) ** DIGITS)
            reach = (given < far) & (given > -far)
            if column == end or end.endswith("lo"):
                self._wrong(~reach, nw.lit(f"{column}: at most {DIGITS} digits before the point"))
            given = nw.when(reach).then(given)
        near = given.cast(NUMBER)
        step = nw.lit(_STEP if end.endswith("hi") else -_STEP)
        inward = near < given if end.endswith("hi") else near > given
        self.columns[end] = (
            near if scale <= PLACES else nw.when(inward).then(near + step).otherwise(near)
        )
        return True

    def _agree(self, fact: Fact) -> None:
        """A fact that follows from another one must not contradict it."""
        codes = [str(code) for code in self.book.facts[fact.follows].codes]
        source, own = nw.col(f"{OWN}{fact.follows}").cast(nw.String), nw.col(f"{OWN}{fact.name}")
        for part in fact.codes:
            inside = [code for code in codes if part_of(code) == part]
            bad = source.is_in(inside) & (own != part)
            self._wrong(
                bad,
                nw.lit(f"{fact.name}: {part} was expected, because {fact.follows} is "),
                source,
            )
