"""Compiled loops over stakes in arrays. Shares are whole numbers of billionths, never floats.

Products are rounded outward: down for the lowest share, up for the highest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

WHOLE = 1_000_000_000
Array = Any
"""A NumPy array; numba compiles for what it is given."""

compiled: Callable[[Callable[..., Any]], Callable[..., Any]] = numba.njit(cache=True, nogil=True)


@compiled
def starts_of(owner: Array, size: int) -> Array:
    """Where the stakes of each owner begin when stakes are sorted by owner."""
    starts = np.zeros(size + 1, np.int64)
    for one in owner:
        starts[one + 1] += 1
    for place in range(size):
        starts[place + 1] += starts[place]
    return starts


@compiled
def sorted_by(owner: Array, starts: Array) -> Array:
    """The stakes in the order of their owners (a counting sort)."""
    order = np.empty(owner.size, np.int64)
    filled = starts[:-1].copy()
    for stake in range(owner.size):
        one = owner[stake]
        order[filled[one]] = stake
        filled[one] += 1
    return order


@compiled
def listed_of(found: Any) -> Array:
    """A list of numbers as an array."""
    array = np.empty(len(found), np.int64)
    for place in range(len(found)):
        array[place] = found[place]
    return array


@compiled
def directly(starts: Array, owned: Array, share: Array, listed: Array, most: Array) -> Array:
    """The largest stake that one of `listed` holds, into `most`; who is touched."""
    touched = [np.int64(0) for _ in range(0)]
    for one in listed:
        for stake in range(starts[one], starts[one + 1]):
            below = owned[stake]
            if share[stake] > most[below]:
                if most[below] == 0:
                    touched.append(np.int64(below))
                most[below] = share[stake]
    return listed_of(touched)


@compiled
def chained(
    starts: Array, owned: Array, share: Array, listed: Array, best: Array, member: Array, least: int
) -> Array:
    """The strongest chain of links that all reach `least`, into `best`; who is touched.

    A party is looked at again only when the chain above it grew stronger.
    """
    touched = [np.int64(0) for _ in range(0)]
    stack = [np.int64(0) for _ in range(0)]
    for one in listed:
        member[one] = 1
        stack.append(np.int64(one))
    while stack:
        one = stack.pop()
        upstream = WHOLE if member[one] else best[one]
        for stake in range(starts[one], starts[one + 1]):
            value = min(upstream, share[stake])
            below = owned[stake]
            if share[stake] >= least and value > best[below]:
                if best[below] == 0:
                    touched.append(np.int64(below))
                best[below] = value
                if not member[below]:
                    stack.append(np.int64(below))
    return listed_of(touched)


@compiled
def added(
    starts: Array,
    owned: Array,
    share: Array,
    listed: Array,
    total: Array,
    member: Array,
    least: int,
) -> Array:
    """What owners hold together that are listed or, by this rule, held, into `total`; who is
    touched."""
    touched = [np.int64(0) for _ in range(0)]
    stack = [np.int64(0) for _ in range(0)]
    for one in listed:
        member[one] = 1
        stack.append(np.int64(one))
    while stack:
        one = stack.pop()
        for stake in range(starts[one], starts[one + 1]):
            below = owned[stake]
            if total[below] == 0 and share[stake] > 0:
                touched.append(np.int64(below))
            total[below] += share[stake]
            if total[below] >= least and not member[below]:
                member[below] = 1
                stack.append(np.int64(below))
    return listed_of(touched)


@compiled
def below(starts: Array, owned: Array, share: Array, owners: Array, seen: Array) -> Array:
    """Whom `owners` hold anything of, as far as not `seen` before; they are now."""
    found = [np.int64(0) for _ in range(0)]
    for one in owners:
        for stake in range(starts[one], starts[one + 1]):
            if share[stake] > 0 and not seen[owned[stake]]:
                seen[owned[stake]] = 1
                found.append(np.int64(owned[stake]))
    return listed_of(found)


@compiled
def above(
    begin: Array, owner: Array, parties: Array, depth: int, place: Array
) -> tuple[Array, int]:
    """The parties and everybody above them up to `depth` links; how many are not at the edge.

    `place`, zeros before, keeps where each of them stands, plus one; those at the edge come last.
    """
    found = [np.int64(0) for _ in range(0)]
    for one in parties:
        place[one] = len(found) + 1
        found.append(np.int64(one))
    layer, inside = 0, 0
    for _ in range(depth):
        inside = len(found)
        for at in range(layer, inside):
            for stake in range(begin[found[at]], begin[found[at] + 1]):
                one = owner[stake]
                if place[one] == 0:
                    place[one] = len(found) + 1
                    found.append(np.int64(one))
        layer = inside
    return listed_of(found), inside


@compiled
def multiplied(
    begin: Array,
    owner: Array,
    share: Array,
    order: Array,
    place: Array,
    inside: int,
    sources: Array,
    rising: bool,
    rounds: int,
) -> Array:
    """The share of all sources together in the parties of `order`, through every path.

    `rising`: the lowest share, from nothing up and rounded down, nothing at the edge; otherwise
    the highest, from the whole down and rounded up, the whole at the edge. Either is sound after
    any number of rounds. A party whose stakes sum to more than the whole is cut at the whole.
    """
    value = np.zeros(order.size, np.int64) if rising else np.full(order.size, WHOLE)
    fixed = np.zeros(order.size, np.uint8)
    for one in sources:
        if place[one] > 0:
            fixed[place[one] - 1] = 1
            value[place[one] - 1] = WHOLE
    for _ in range(rounds):
        moved = 0
        for at in range(inside - 1, -1, -1):
            if fixed[at]:
                continue
            total = 0
            for stake in range(begin[order[at]], begin[order[at] + 1]):
                total += value[place[owner[stake]] - 1] * share[stake]
                if total >= WHOLE * WHOLE:
                    total = WHOLE * WHOLE
                    break
            new = total // WHOLE if rising else (total + WHOLE - 1) // WHOLE
            moved = max(moved, abs(new - value[at]))
            value[at] = new
        if moved <= 1:
            break
    return value
