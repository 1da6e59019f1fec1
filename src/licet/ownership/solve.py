"""Circles of parties, and the smallest solution of ``y = given + within · y`` on them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

System = tuple["Mapping[str, Fraction]", "Mapping[str, Mapping[str, Fraction]]"]
ONE, NIL = Fraction(1), Fraction(0)
_ROUNDS = 10_000
_NEAR = 1e-12
_CLOSE = 1e-7


def components(owners: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """The circles of the graph, owners before owned; a party in no circle is one of its own.

    Tarjan's algorithm (1972) without recursion, so that long chains are no trouble.
    """
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    circles: list[list[str]] = []
    for root in owners:
        if root in index:
            continue
        work = [(root, iter(owners.get(root, ())))]
        _enter(root, index, low, stack, on_stack)
        while work:
            node, rest = work[-1]
            for owner in rest:
                if owner not in index:
                    _enter(owner, index, low, stack, on_stack)
                    work.append((owner, iter(owners.get(owner, ()))))
                    break
                if owner in on_stack:
                    low[node] = min(low[node], index[owner])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    circles.append(_leave(node, stack, on_stack))
    return circles


def _enter(
    node: str, index: dict[str, int], low: dict[str, int], stack: list[str], on: set[str]
) -> None:
    index[node] = low[node] = len(index)
    stack.append(node)
    on.add(node)


def _leave(node: str, stack: list[str], on: set[str]) -> list[str]:
    circle = []
    while True:
        member = stack.pop()
        on.discard(member)
        circle.append(member)
        if member == node:
            return circle


def least(system: System) -> dict[str, Fraction]:
    """The smallest solution of a system whose shares are possible (they sum to at most one)."""
    given, _ = system
    if not any(given.values()):
        return dict.fromkeys(given, NIL)
    solved = _solved(system, ())
    return dict.fromkeys(given, NIL) if solved is None else solved


def capped(system: System) -> dict[str, Fraction]:
    """The smallest solution of ``y = min(1, given + within · y)``; never below it.

    Highest shares may sum to more than one, so nothing may exceed the whole. Which parties reach
    the whole is found in floats; the rest is then solved and checked exactly, and where the check
    fails the whole circle counts as held wholly, which is never too little.
    """
    given, within = system
    if not any(given.values()):
        return dict.fromkeys(given, NIL)
    full = [node for node, value in _iterated(system).items() if value >= 1 - _CLOSE]
    solved = _solved(system, full)
    if solved is not None and all(
        value >= ONE if node in full else NIL <= value <= ONE
        for node, value in _applied(given, within, solved).items()
    ):
        return solved
    return dict.fromkeys(given, ONE)


def _iterated(system: System) -> dict[str, float]:
    given, within = system
    base = {node: float(value) for node, value in given.items()}
    rows = {node: [(o, float(s)) for o, s in row.items()] for node, row in within.items()}
    got = dict.fromkeys(base, 0.0)
    for _ in range(_ROUNDS):
        moved = 0.0
        for node, row in rows.items():
            value = min(1.0, base[node] + sum(share * got[owner] for owner, share in row))
            moved = max(moved, value - got[node])
            got[node] = value
        if moved < _NEAR:
            break
    return got


def _applied(
    given: Mapping[str, Fraction],
    within: Mapping[str, Mapping[str, Fraction]],
    got: Mapping[str, Fraction],
) -> dict[str, Fraction]:
    return {
        node: base + sum((share * got[o] for o, share in within[node].items()), NIL)
        for node, base in given.items()
    }


def _solved(system: System, full: Sequence[str]) -> dict[str, Fraction] | None:
    """The solution with the parties of `full` at one, by elimination; ``None`` if there is none."""
    given, within = system
    got = dict.fromkeys(full, ONE)
    fed = _fed(system, full)
    free = [node for node in given if node in fed and node not in got]
    at = {node: place for place, node in enumerate(free)}
    rows = []
    for node in free:
        row = [NIL] * (len(free) + 1)
        row[at[node]] = ONE
        row[-1] = given[node] + sum((within[node].get(whole, NIL) for whole in full), NIL)
        for owner, share in within[node].items():
            if owner in at:
                row[at[owner]] -= share
        rows.append(row)
    if not _eliminated(rows):
        return None
    return dict.fromkeys(given, NIL) | got | {node: rows[at[node]][-1] for node in free}


def _fed(system: System, full: Sequence[str]) -> set[str]:
    """The parties that anything from outside reaches; what feeds only itself is held by nobody."""
    given, within = system
    fed = {node for node, value in given.items() if value > 0} | set(full)
    grown = True
    while grown:
        fresh = {node for node in given if node not in fed and fed & within[node].keys()}
        fed |= fresh
        grown = bool(fresh)
    return fed


def _eliminated(rows: list[list[Fraction]]) -> bool:
    """Turn the left part into the unit matrix (Gauss and Jordan); false if it is singular."""
    for place in range(len(rows)):
        pivot = next((r for r in range(place, len(rows)) if rows[r][place] != 0), None)
        if pivot is None:
            return False
        rows[place], rows[pivot] = rows[pivot], rows[place]
        scale = rows[place][place]
        top = [value / scale for value in rows[place]]
        rows[place] = top
        for other, row in enumerate(rows):
            factor = row[place]
            if other != place and factor != 0:
                rows[other] = [a - factor * b for a, b in zip(row, top, strict=True)]
    return True
