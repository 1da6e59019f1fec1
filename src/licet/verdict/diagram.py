"""Reduced ordered binary decision diagrams: two functions that agree everywhere are one object.

So a variable can change a function if, and only if, it stands in its diagram (R. E. Bryant,
"Graph-based algorithms for Boolean function manipulation", 1986).
"""

from __future__ import annotations

from collections.abc import Iterable

Diagram = int
"""A function, as the number of its top node; 0 is never, 1 is always."""
NEVER, ALWAYS = 0, 1
_LAST = 1 << 30


class TooLarge(Exception):
    """The functions need more nodes than allowed."""


class Diagrams:
    """Functions of variables that are numbered in the order in which they are asked."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._nodes: list[tuple[int, int, int]] = [(_LAST, 0, 0), (_LAST, 1, 1)]
        self._unique: dict[tuple[int, int, int], int] = {}
        self._joined: dict[tuple[int, int, int], int] = {}

    def variable(self, number: int) -> Diagram:
        """The function that is true when the variable is."""
        return self._node(number, NEVER, ALWAYS)

    def _node(self, variable: int, low: int, high: int) -> Diagram:
        if low == high:
            return low
        key = (variable, low, high)
        if key not in self._unique:
            if len(self._nodes) >= self.most:
                raise TooLarge
            self._unique[key] = len(self._nodes)
            self._nodes.append(key)
        return self._unique[key]

    def choose(self, test: Diagram, then: Diagram, otherwise: Diagram) -> Diagram:
        """`then` where `test` is true, `otherwise` elsewhere."""
        if test == ALWAYS or then == otherwise:
            return then
        if test == NEVER:
            return otherwise
        if then == ALWAYS and otherwise == NEVER:
            return test
        key = (test, then, otherwise)
        found = self._joined.get(key)
        if found is None:
            nodes = self._nodes
            top, low, high = nodes[test]
            first, then_low, then_high = nodes[then]
            second, else_low, else_high = nodes[otherwise]
            variable = min(top, first, second)
            if top != variable:
                low = high = test
            if first != variable:
                then_low = then_high = then
            if second != variable:
                else_low = else_high = otherwise
            found = self._node(
                variable,
                self.choose(low, then_low, else_low),
                self.choose(high, then_high, else_high),
            )
            self._joined[key] = found
        return found

    def negate(self, one: Diagram) -> Diagram:
        """Not."""
        return self.choose(one, NEVER, ALWAYS)

    def all_of(self, parts: Iterable[Diagram]) -> Diagram:
        """And."""
        whole = ALWAYS
        for part in self._lowest_first(parts):
            whole = self.choose(part, whole, NEVER)
        return whole

    def any_of(self, parts: Iterable[Diagram]) -> Diagram:
        """Or."""
        whole = NEVER
        for part in self._lowest_first(parts):
            whole = self.choose(part, ALWAYS, whole)
        return whole

    def _lowest_first(self, parts: Iterable[Diagram]) -> list[Diagram]:
        """Those whose variables come last first: each then goes on top of what is there."""
        return sorted(set(parts), key=lambda part: self._nodes[part][0], reverse=True)

    def variables(self, roots: Iterable[Diagram]) -> set[int]:
        """The variables that can change at least one of the functions."""
        seen, waiting, found = set(), list(roots), set()
        while waiting:
            one = waiting.pop()
            if one > ALWAYS and one not in seen:
                seen.add(one)
                variable, low, high = self._nodes[one]
                found.add(variable)
                waiting += (low, high)
        return found
