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

_EXACT = decimal.Context(prec=120, traps=[decimal.Inexact, decimal.InvalidOperation])


def found_in(
    rows: Sequence[Row], asks: Mapping[str, Node], ordered: Sequence[Node]
) -> list[dict[str, Any]]:
    """What each row answers to every question, by the question's name.

    Args:
        rows: facts, as `row_of` makes them.
        asks: the questions.
        ordered: every node under them, each after those it is made from.
    """
    leaves = Leaves(rows)
    values: dict[Node, Any] = {}
    for node in ordered:
        values[node] = _value(node, values, leaves)
    found: list[dict[str, Any]] = [{} for _ in rows]
    for name, node in asks.items():
        value = values[node]
        if node.kind == "choose":
            for one, word in zip(found, value, strict=True):
                one[name] = word
            continue
        true, false = value
        for number, one in enumerate(found):
            one[name] = True if true >> number & 1 else False if false >> number & 1 else None
    return found


def _value(node: Node, values: Mapping[Node, Any], leaves: Leaves) -> Bits | list[str | None]:
    every = leaves.every
    match node.kind:
        case "all":
            true, false = every, 0
            for part in node.of:
                true, false = true & values[part][0], false | values[part][1]
            return true, false
        case "any":
            true, false = 0, every
            for part in node.of:
                true, false = true | values[part][0], false & values[part][1]
            return true, false
        case "not":
            true, false = values[node.of[0]]
            return false, true
        case "surely":
            true = values[node.of[0]][0]
            return true, every ^ true
        case "maybe":
            false = values[node.of[0]][1]
            return every ^ false, false
        case "choose":
            return _words(node, values, len(leaves.rows))
    return leaves.ask(node)


class Leaves:
    """Answers what is asked of the rows themselves."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.every = (1 << len(rows)) - 1
        self._columns: dict[str, dict[Any, int]] = {}

    def _where(self, column: str) -> dict[Any, int]:
        """Each value of a column, and the rows that have it."""
        if column not in self._columns:
            values = [row.get(column) for row in self.rows]
            if values.count(values[0] if values else None) == len(values):
                found = {values[0]: self.every} if values else {}
            else:
                found = {}
                for number, value in enumerate(values):
                    found[value] = found.get(value, 0) | 1 << number
            self._columns[column] = found
        return self._columns[column]

    def ask(self, node: Node) -> Bits:
        """For which rows a node that has no parts is true, and for which false."""
        says: Any = node.says
        match node.kind:
            case "constant":
                return (self.every if says is True else 0), (self.every if says is False else 0)
            case "stated":
                unknown = self._where(says).get(None, 0)
                return self.every ^ unknown, unknown
            case "by_day":
                return self._answered("on", lambda on: _on_day(says[0], on))
            case "fact":
                return self._answered(says, lambda value: value)
        if isinstance(says, OneOf):
            return self._answered(
                says.fact, lambda code: None if code is None else code in says.values
            )
        return self._compared(says)

    def _answered(self, column: str, answer: Callable[[Any], bool | None]) -> Bits:
        true = false = 0
        for value, rows in self._where(column).items():
            truth = answer(value)
            if truth is True:
                true |= rows
            elif truth is False:
                false |= rows
        return true, false

    def _compared(self, atom: Compare) -> Bits:
        terms = (*atom.left, *atom.right)
        groups: list[tuple[int, Row]] = [(self.every, {})]
        for column in (f"{fact}__{end}" for _, fact in terms for end in ("lo", "hi")):
            groups = [
                (rows & some, {**row, column: value})
                for rows, row in groups
                for value, some in self._where(column).items()
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


def _words(node: Node, values: Mapping[Node, Any], count: int) -> list[str | None]:
    *words, otherwise = node.says
    chosen: list[str | None] = [otherwise] * count
    left = (1 << count) - 1
    for condition, word in zip(node.of, words, strict=True):
        hit = left & values[condition][0]
        left ^= hit
        while hit:
            lowest = hit & -hit
            chosen[lowest.bit_length() - 1] = word
            hit ^= lowest
    return chosen
