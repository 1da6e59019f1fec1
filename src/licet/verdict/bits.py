"""The plan carried out on cases held as rows: every column is two whole numbers.

Bit *n* of the first number says that the column is true for row *n*, of the second that it is
false; neither is not known. Kleene's *and*, *or* and *not* are then one or two operations of the
processor for all rows together, so that a case and its what-ifs cost a millisecond, and need
no table engine. It is the same plan that Polars, Spark and SQL carry out, node for node.
"""

from __future__ import annotations

import decimal
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from licet.rulebook import Compare, OneOf
from licet.verdict.graph import Node, Steps

Bits = tuple[int, int]
"""For which rows it is true, and for which false."""
Row = Mapping[str, Any]
Change = tuple[int, Row]
"""A row made from another one: which one, and the columns that are otherwise."""

_EXACT = decimal.Context(prec=120, traps=[decimal.Inexact, decimal.InvalidOperation])
_ALL, _ANY, _NOT, _SURELY, _MAYBE = range(5)
_LEAVES = frozenset(("fact", "constant", "atom", "stated", "by_day"))
_GATES = {"all": _ALL, "any": _ANY, "not": _NOT, "surely": _SURELY, "maybe": _MAYBE}


class Program:
    """Some questions of a plan, made ready to be asked of rows again and again."""

    def __init__(self, asks: Mapping[str, Node], ordered: Sequence[Node]) -> None:
        """Made ready.

        Args:
            asks: the questions, by name.
            ordered: every node under them, each after those it is made from.
        """
        place = {node: at for at, node in enumerate(ordered)}
        self.size = len(ordered)
        self.leaves = [(at, leaf(node)) for node, at in place.items() if node.kind in _LEAVES]
        self.gates = [
            (_GATES[node.kind], at, tuple(place[part] for part in node.of))
            for node, at in place.items()
            if node.kind in _GATES
        ]
        self.truths: dict[str, int] = {}
        self.words: dict[str, tuple[tuple[tuple[int, str], ...], str | None]] = {}
        for name, node in asks.items():
            if node.kind == "choose":
                *words, otherwise = node.says
                cases = zip((place[part] for part in node.of), words, strict=True)
                self.words[name] = tuple(cases), otherwise
            else:
                self.truths[name] = place[node]

    def run(self, rows: Sequence[Row], changes: Sequence[Change] | None = None) -> Results:
        """The answers for some rows as `row_of` makes them, or for `changes` to them instead."""
        leaves = Leaves(rows, changes)
        every = leaves.every
        true, false = [0] * self.size, [0] * self.size
        for at, asked in self.leaves:
            true[at], false[at] = asked(leaves)
        for gate, at, parts in self.gates:
            if gate == _ALL:
                yes, no = every, 0
                for part in parts:
                    yes &= true[part]
                    no |= false[part]
            elif gate == _ANY:
                yes, no = 0, every
                for part in parts:
                    yes |= true[part]
                    no &= false[part]
            elif gate == _NOT:
                yes, no = false[parts[0]], true[parts[0]]
            elif gate == _SURELY:
                yes = true[parts[0]]
                no = every ^ yes
            else:
                no = false[parts[0]]
                yes = every ^ no
            true[at], false[at] = yes, no
        return Results(self, true, false, every)


class Results:
    """What a program found for some rows."""

    def __init__(
        self, program: Program, true: Sequence[int], false: Sequence[int], every: int
    ) -> None:
        self.program, self.true, self.false, self.every = program, true, false, every

    def of(self, number: int, names: Sequence[str] | None = None) -> dict[str, Any]:
        """The answers of one row to the questions of these names, or to all."""
        program, true, false = self.program, self.true, self.false
        bit = 1 << number
        wanted = [*program.truths, *program.words] if names is None else names
        found: dict[str, Any] = {}
        for name in wanted:
            at = program.truths.get(name)
            if at is not None:
                found[name] = True if true[at] & bit else False if false[at] & bit else None
                continue
            cases, otherwise = program.words[name]
            found[name] = next((word for at, word in cases if true[at] & bit), otherwise)
        return found

    def differ(self, answers: Mapping[str, Any]) -> int:
        """For which rows the answers are not all these, as the bits of a number."""
        program, true, false, every = self.program, self.true, self.false, self.every
        found = 0
        for name, at in program.truths.items():
            truth = answers[name]
            same = true[at] if truth is True else false[at]
            found |= true[at] | false[at] if truth is None else every ^ same
        for name, (cases, otherwise) in program.words.items():
            left, same = every, 0
            for at, word in cases:
                same |= left & true[at] if word == answers[name] else 0
                left &= ~true[at]
            found |= every ^ (same | left if otherwise == answers[name] else same)
        return found


class Leaves:
    """Answers what is asked of the rows themselves."""

    def __init__(self, rows: Sequence[Row], changes: Sequence[Change] | None = None) -> None:
        self.rows = rows
        self.every = (1 << len(rows if changes is None else changes)) - 1
        self._columns: dict[str, dict[Any, int]] = {}
        self._made_of = list[int]()
        self._changed: dict[str, list[tuple[int, int, Any]]] = {}
        if changes is not None:
            self._made_of = [0] * len(rows)
            for number, (at, columns) in enumerate(changes):
                self._made_of[at] |= 1 << number
                for column, value in columns.items():
                    self._changed.setdefault(column, []).append((number, at, value))

    def where(self, column: str) -> dict[Any, int]:
        """Each value of a column, and the rows that have it."""
        found = self._columns.get(column)
        if found is None:
            found = self._columns[column] = self._where(column)
        return found

    def _where(self, column: str) -> dict[Any, int]:
        values = [row.get(column) for row in self.rows]
        if not self._made_of and values and values.count(values[0]) == len(values):
            return {values[0]: self.every}
        found: dict[Any, int] = {}
        for number, value in enumerate(values):
            some = self._made_of[number] if self._made_of else 1 << number
            found[value] = found.get(value, 0) | some
        for number, at, value in self._changed.get(column, ()):
            found[values[at]] &= ~(1 << number)
            found[value] = found.get(value, 0) | 1 << number
        return found

    def ask(self, node: Node) -> Bits:
        """For which rows a node that has no parts is true, and for which false."""
        return leaf(node)(self)


def leaf(node: Node) -> Callable[[Leaves], Bits]:
    """How a node that has no parts is asked of rows."""
    says: Any = node.says
    match node.kind:
        case "constant":
            return lambda rows: (
                rows.every if says is True else 0,
                rows.every if says is False else 0,
            )
        case "stated":
            return _answered(says, lambda value: value is not None)
        case "by_day":
            return _answered("on", lambda on: _on_day(says[0], on))
        case "fact":
            return _answered(says, lambda value: value)
    if isinstance(says, OneOf):
        values = frozenset(says.values)
        return _answered(says.fact, lambda code: None if code is None else code in values)
    return lambda rows: _compared(says, rows)


def _answered(column: str, answer: Callable[[Any], bool | None]) -> Callable[[Leaves], Bits]:
    def ask(leaves: Leaves) -> Bits:
        true = false = 0
        for value, rows in leaves.where(column).items():
            truth = answer(value)
            if truth is True:
                true |= rows
            elif truth is False:
                false |= rows
        return true, false

    return ask


def _compared(atom: Compare, leaves: Leaves) -> Bits:
    terms = (*atom.left, *atom.right)
    groups: list[tuple[int, Row]] = [(leaves.every, {})]
    for column in (f"{fact}__{end}" for _, fact in terms for end in ("lo", "hi")):
        groups = [
            (rows & some, {**row, column: value})
            for rows, row in groups
            for value, some in leaves.where(column).items()
            if rows & some
        ]
    true = false = 0
    for rows, row in groups:
        truth = _compare(atom, row)
        if truth is True:
            true |= rows
        elif truth is False:
            false |= rows
    return true, false


def _on_day(steps: Steps, on: date) -> bool | None:
    truth: bool | None = False
    for start, value in steps:
        if start <= on:
            truth = value
    return truth


def _compare(atom: Compare, row: Row) -> bool | None:
    """True or false if so for the whole ranges, else not known."""
    low, high = _side(atom.left, 0, "lo", row), _side(atom.left, 0, "hi", row)
    right_low = _side(atom.right, atom.constant, "lo", row)
    right_high = _side(atom.right, atom.constant, "hi", row)
    above = low is not None and right_high is not None and low > right_high
    beneath = high is not None and right_low is not None and high < right_low
    if atom.op == "=":
        same = low is not None and low == right_high and high is not None and high == right_low
        return True if same else False if above or beneath else None
    touching = atom.op == ">="
    if above or (touching and low is not None and low == right_high):
        return True
    return False if beneath or (not touching and high is not None and high == right_low) else None


def _side(terms: Sequence[tuple[int, str]], constant: int, end: str, row: Row) -> Decimal | None:
    total = Decimal(constant)
    for multiple, fact in terms:
        value = row.get(f"{fact}__{end}")
        if value is None:
            return None
        total = _EXACT.add(total, _EXACT.multiply(value, Decimal(multiple)))
    return total
