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
        # Of each node its variable, and the functions where that is false and where it is true.
        self._variable, self._low, self._high = [_LAST, _LAST], [0, 1], [0, 1]
        self._unique: dict[tuple[int, int, int], int] = {}
        self._both: dict[int, int] = {}
        self._either: dict[int, int] = {}
        self._opposite: dict[int, int] = {NEVER: ALWAYS, ALWAYS: NEVER}

    def variable(self, number: int) -> Diagram:
        """The function that is true when the variable is."""
        return self._node(number, NEVER, ALWAYS)

    def _node(self, variable: int, low: int, high: int) -> Diagram:
        if low == high:
            return low
        key = (variable, low, high)
        found = self._unique.get(key)
        if found is None:
            found = len(self._variable)
            if found >= self.most:
                raise TooLarge
            self._unique[key] = found
            self._variable.append(variable)
            self._low.append(low)
            self._high.append(high)
        return found

    def both(self, one: Diagram, other: Diagram) -> Diagram:
        """And, of two."""
        if one > other:
            one, other = other, one
        if one <= ALWAYS:
            return other if one else NEVER
        if one == other:
            return one
        key = one << 32 | other
        found = self._both.get(key)
        if found is None:
            top, next_top = self._variable[one], self._variable[other]
            low, high = (self._low[one], self._high[one]) if top <= next_top else (one, one)
            if next_top <= top:
                found = self._node(
                    next_top, self.both(low, self._low[other]), self.both(high, self._high[other])
                )
            else:
                found = self._node(top, self.both(low, other), self.both(high, other))
            self._both[key] = found
        return found

    def either(self, one: Diagram, other: Diagram) -> Diagram:
        """Or, of two."""
        if one > other:
            one, other = other, one
        if one <= ALWAYS:
            return ALWAYS if one else other
        if one == other:
            return one
        key = one << 32 | other
        found = self._either.get(key)
        if found is None:
            top, next_top = self._variable[one], self._variable[other]
            low, high = (self._low[one], self._high[one]) if top <= next_top else (one, one)
            if next_top <= top:
                found = self._node(
                    next_top,
                    self.either(low, self._low[other]),
                    self.either(high, self._high[other]),
                )
            else:
                found = self._node(top, self.either(low, other), self.either(high, other))
            self._either[key] = found
        return found

    def negate(self, one: Diagram) -> Diagram:
        """Not."""
        found = self._opposite.get(one)
        if found is None:
            low, high = self.negate(self._low[one]), self.negate(self._high[one])
            found = self._opposite[one] = self._node(self._variable[one], low, high)
            self._opposite[found] = one
        return found

    def all_of(self, parts: Iterable[Diagram]) -> Diagram:
        """And."""
        whole = ALWAYS
        for part in self._lowest_first(parts):
            whole = self.both(part, whole)
        return whole

    def any_of(self, parts: Iterable[Diagram]) -> Diagram:
        """Or."""
        whole = NEVER
        for part in self._lowest_first(parts):
            whole = self.either(part, whole)
        return whole

    def _lowest_first(self, parts: Iterable[Diagram]) -> list[Diagram]:
        """Those whose variables come last first: each then goes on top of what is there."""
        return sorted(set(parts), key=self._variable.__getitem__, reverse=True)

    def variables(self, roots: Iterable[Diagram]) -> set[int]:
        """The variables that can change at least one of the functions."""
        seen, waiting, found = set(), list(roots), set()
        while waiting:
            one = waiting.pop()
            if one > ALWAYS and one not in seen:
                seen.add(one)
                found.add(self._variable[one])
                waiting += (self._low[one], self._high[one])
        return found
