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
PART = 13
"""Parties whose numbers differ in the lowest so many binary digits only are sorted together."""
QUIET = 12
"""After so many rounds in which nobody crossed the threshold, the rest is left as it is."""
Array = Any
"""A NumPy array; numba compiles for what it is given."""

compiled: Callable[[Callable[..., Any]], Callable[..., Any]] = numba.njit(cache=True, nogil=True)


@compiled
def parted(
    owner: Array, owned: Array, lo: Array, hi: Array, size: int
) -> tuple[Array, Array, bool]:
    """The stakes as rows, put together in parts by the upper digits of their owners.

    Also where each part begins, and whether every number is one that can be. A part is small
    enough for the processor's cache: sorting all at once would wait for memory at each stake.
    """
    begin = np.zeros((size >> PART) + 2, np.int64)
    rows = np.empty((owner.size, 4), np.int32)
    for one in owner:
        if one < 0 or one >= size:
            return begin, rows, False
        begin[(one >> PART) + 1] += 1
    for part in range(begin.size - 1):
        begin[part + 1] += begin[part]
    filled = begin.copy()
    for stake in range(owner.size):
        one, below, least, most = owner[stake], owned[stake], lo[stake], hi[stake]
        if below < 0 or below >= size or least < 0 or least > most or most > WHOLE:
            return begin, rows, False
        at = filled[one >> PART]
        rows[at, 0], rows[at, 1], rows[at, 2], rows[at, 3] = one, below, least, most
        filled[one >> PART] = at + 1
    return begin, rows, True


@compiled
def settled(begin: Array, rows: Array, size: int) -> tuple[Array, Array, Array, Array]:
    """Where the stakes of each owner begin, and whom and how much they hold, part by part."""
    starts = np.empty(size + 1, np.int64)
    owned = np.empty(rows.shape[0], np.int32)
    lo, hi = np.empty(rows.shape[0], np.int32), np.empty(rows.shape[0], np.int32)
    filled = np.empty(1 << PART, np.int64)
    for part in range(begin.size - 1):
        first = part << PART
        filled[:] = 0
        for row in range(begin[part], begin[part + 1]):
            filled[rows[row, 0] - first] += 1
        at = begin[part]
        for one in range(first, min(first + (1 << PART), size)):
            starts[one] = at
            at += filled[one - first]
            filled[one - first] = starts[one]
        for row in range(begin[part], begin[part + 1]):
            at = filled[rows[row, 0] - first]
            owned[at], lo[at], hi[at] = rows[row, 1], rows[row, 2], rows[row, 3]
            filled[rows[row, 0] - first] = at + 1
    starts[size] = rows.shape[0]
    return starts, owned, lo, hi


@compiled
def listed_of(found: Array) -> Array:
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
    """What listed owners, and by this rule held ones, hold, into `total`; who is touched."""
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
def reached(starts: Array, owned: Array, share: Array, listed: Array, seen: Array) -> Array:
    """The listed parties, then everybody that any share of theirs reaches, nearest first."""
    queue = np.empty(seen.size, np.int64)
    head = tail = 0
    for one in listed:
        if not seen[one]:
            seen[one] = 1
            queue[tail] = one
            tail += 1
    while head < tail:
        one = queue[head]
        head += 1
        for stake in range(starts[one], starts[one + 1]):
            below = owned[stake]
            if share[stake] > 0 and not seen[below]:
                seen[below] = 1
                queue[tail] = below
                tail += 1
    return queue[:tail].copy()


@compiled
def turned(
    starts: Array, owned: Array, lo: Array, hi: Array, order: Array, place: Array
) -> tuple[Array, Array, Array, Array]:
    """The stakes among the parties of `order`, by owned party: where they begin, owners, shares.

    Parties are renumbered as they stand in `order`; `place`, zeros before, keeps their new
    number plus one.
    """
    for new in range(order.size):
        place[order[new]] = new + 1
    begin = np.zeros(order.size + 1, np.int64)
    for one in order:
        for stake in range(starts[one], starts[one + 1]):
            if place[owned[stake]] > 0:
                begin[place[owned[stake]]] += 1
    for new in range(order.size):
        begin[new + 1] += begin[new]
    owner = np.empty(begin[-1], np.int32)
    least, most = np.empty(begin[-1], np.int32), np.empty(begin[-1], np.int32)
    filled = begin[:-1].copy()
    for new in range(order.size):
        for stake in range(starts[order[new]], starts[order[new] + 1]):
            below = place[owned[stake]] - 1
            if below >= 0:
                at = filled[below]
                owner[at], least[at], most[at] = new, lo[stake], hi[stake]
                filled[below] += 1
    return begin, owner, least, most


@compiled
def multiplied(
    begin: Array, owner: Array, share: Array, sources: Array, rising: int, least: int, rounds: int
) -> Array:
    """The share of all sources together through every path, for the parties in their order.

    `rising`: the lowest share, from nothing up and rounded down; otherwise the highest, from the
    whole down and rounded up. Either is sound after any number of rounds; they end when nothing
    moves, or when nobody has crossed `least` for some rounds.
    """
    size = begin.size - 1
    value = np.zeros(size, np.int64) if rising else np.full(size, WHOLE)
    fixed = np.zeros(size, np.uint8)
    for one in sources:
        fixed[one] = 1
        value[one] = WHOLE
    quiet = 0
    for _ in range(rounds):
        moved, crossed = 0, 0
        for one in range(size):
            if fixed[one]:
                continue
            total = 0
            for stake in range(begin[one], begin[one + 1]):
                total += value[owner[stake]] * share[stake]
                if total >= WHOLE * WHOLE:
                    total = WHOLE * WHOLE
                    break
            new = total // WHOLE if rising else (total + WHOLE - 1) // WHOLE
            moved = max(moved, abs(new - value[one]))
            crossed += (new >= least) != (value[one] >= least)
            value[one] = new
        quiet = 0 if crossed else quiet + 1
        if moved <= 1 or quiet >= QUIET:
            break
    for one in sources:
        value[one] = 0
    return value
