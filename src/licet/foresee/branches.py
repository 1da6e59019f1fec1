"""What a row of facts becomes under each answer that a question may get.

Answers are tried as far as the law tells them apart: yes and no, every code a clause names and
one it does not, both sides of every bound, the lowest and the highest that a trace allows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from licet.basics import Range, plain
from licet.foresee.question import Effect
from licet.rulebook import Fact, Rulebook
from licet.verdict import Row, Value, candidates, state, value_in

Changes = Mapping[str, Any]
MOST = Decimal(10) ** 18
"""Stands for «as much as may be» where a trace sets no upper end."""
LOW, HIGH = "low", "high"


def branches(
    effects: Sequence[Effect], row: Row, book: Rulebook, *, alone: bool = True
) -> dict[str, Changes]:
    """Each answer to one question, and the columns of the row it states.

    Args:
        effects: the effects of the question on the row (all of the same question).
        row: what is known so far.
        book: whose facts they are.
        alone: of a traced sum, is this the only amount still open?

    Where a sum of a parts list hangs on the same answer as a fact does (the origin of an item that
    is sent as it is), each answer for the one may go with each end of the other.
    """
    if len(effects) > 1 and any(effect.traced for effect in effects):
        return _together([branches([one], row, book, alone=alone) for one in effects])
    if len(effects) > 1:
        return _of_party([fact for effect in effects for fact in effect.facts], row, book)
    (effect,) = effects
    (name,) = effect.facts
    fact = book.facts[name]
    if effect.traced and fact.kind == "number":
        return _ends(fact, row) if alone else _parts(fact, row, effect.moves)
    if fact.kind == "number":
        return {label: _stated(name, value) for label, value in _numbers(fact, row, book).items()}
    tried = list(candidates(name, row, book))
    every = len(tried) == len(fact.codes)
    return {
        str(value) if every and label == "other" else label: _stated(name, value)
        for label, value in tried
    }


def _together(several: Sequence[Mapping[str, Changes]]) -> dict[str, Changes]:
    """Every answer for one with every answer for another; what tells nothing is passed over."""
    found: dict[str, Changes] = {"": {}}
    for some in several:
        if some:
            found = {
                f"{label} {more}".strip(): {**changes, **stated}
                for label, changes in found.items()
                for more, stated in some.items()
            }
    return found


def _stated(name: str, value: Value) -> Changes:
    changes: Row = {}
    state(changes, name, value)
    return changes


def _numbers(fact: Fact, row: Row, book: Rulebook) -> dict[str, Value]:
    """Both sides of every bound inside the range still open, and the ends of that range."""
    known = value_in(row, fact)
    span = known if isinstance(known, Range) else Range(_least(fact), None)
    found: dict[str, Value] = {
        label: value
        for label, value in candidates(fact.name, row, book)
        if isinstance(value, Range) and span.meet(value) is not None
    }
    if isinstance(known, Range) and not found:
        ends = {LOW: span.lo, HIGH: span.hi}
        found = {label: Range(end, end) for label, end in ends.items() if end is not None}
    return found


def _least(fact: Fact) -> Decimal | None:
    return Decimal(0) if fact.contract else None


def _span(fact: Fact, row: Row) -> tuple[Decimal, Decimal | None]:
    known = value_in(row, fact)
    lo, hi = (known.lo, known.hi) if isinstance(known, Range) else (None, None)
    return (Decimal(0) if lo is None else lo), hi


def _ends(fact: Fact, row: Row) -> dict[str, Changes]:
    """The lowest and the highest that a traced sum can be."""
    lo, hi = _span(fact, row)
    top = MOST if hi is None else hi
    return {LOW: _stated(fact.name, Range(lo, lo)), HIGH: _stated(fact.name, Range(top, top))}


def _parts(fact: Fact, row: Row, moves: Decimal | None) -> dict[str, Changes]:
    """The lowest and the highest that one of several open amounts can make of a sum."""
    lo, hi = _span(fact, row)
    low = None if hi is None or moves is None else max(lo, hi - moves)
    high = MOST if moves is None else lo + moves
    if hi is not None:
        high = min(high, hi)
    return {
        LOW: _stated(fact.name, Range(lo, hi if low is None else low).outward()),
        HIGH: _stated(fact.name, Range(high, None if hi is None else hi).outward()),
    }


def _of_party(facts: Sequence[str], row: Row, book: Rulebook) -> dict[str, Changes]:
    """Who a party is settles several facts: all of them clear, or one of them telling."""
    options = {fact: dict(candidates(fact, row, book)) for fact in dict.fromkeys(facts)}
    clear = {fact: _clear(several) for fact, several in options.items()}
    found: dict[str, Changes] = {"clear": _joined(clear)}
    for fact, several in options.items():
        for label, value in several.items():
            if value != clear[fact]:
                found[f"{fact} {label}"] = _joined({**clear, fact: value})
    return found


def _clear(options: Mapping[str, Value]) -> Value:
    for label in ("no", "other", "none"):
        if label in options:
            return options[label]
    return list(options.values())[-1]


def _joined(values: Mapping[str, Value]) -> Changes:
    changes: Row = {}
    for name, value in values.items():
        state(changes, name, value)
    return changes


def label_of(value: Value) -> str:
    """An answer as people read it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Range) and value.known:
        return plain(value.lo)
    return str(value)
