"""The sweep in machine code, on exact whole numbers: START READING AT `add_up`.

What one item holds is kept in a row of six 64-bit words: the lower end and the upper end, each a
whole number of 127 bits (low word, high word), the denominator both are over, and flags. No
number is ever rounded: one that does not fit is marked `WIDE` and left to the plain sweep.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba import njit, types
from numba.extending import intrinsic

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

LO, LO_HIGH, HI, HI_HIGH, OVER, FLAGS = range(6)
"""The words of a row."""
WORDS = 6
OPEN, WIDE = 1, 2
"""Flags: the upper end is open; the number is kept elsewhere, as it does not fit."""

_NONE = np.uint64(0)
_ONE = np.uint64(1)
_LOW = np.uint64((1 << 32) - 1)
_TOP = np.uint64(1 << 63)
_WIDE = np.uint64(WIDE)

F = TypeVar("F", bound="Callable[..., Any]")


def compiled(function: F) -> F:
    """`function` in machine code, made when it is first called and kept for the next time."""
    return cast("F", njit(cache=True)(function))


def _high_word(_context: object, _one: object, _other: object) -> tuple[Any, Any]:
    """How the high word of a product is made: by multiplying in 128 bits."""

    def generate(_: object, builder: Any, __: object, words: Any) -> Any:  # noqa: ANN401 - LLVM's
        wide, word = ir.IntType(128), ir.IntType(64)
        product = builder.mul(*(builder.zext(each, wide) for each in words))
        return builder.trunc(builder.lshr(product, ir.Constant(wide, 64)), word)

    return types.uint64(types.uint64, types.uint64), generate


times_high: Any = intrinsic(_high_word)
"""The high word of the product of two words."""


@compiled
def offsets(parents: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Where the lines of each item begin, once the lines are in the order of their parents."""
    start = np.zeros(size + 1, dtype=np.int64)
    for parent in parents:
        start[parent + 1] += 1
    for at in range(size):
        start[at + 1] += start[at]
    return start


@compiled
def in_order(parents: NDArray[np.int64], start: NDArray[np.int64]) -> NDArray[np.int64]:
    """The lines in the order of their parents, those of one parent as they stand."""
    following = start[:-1].copy()
    order = np.empty(len(parents), dtype=np.int64)
    for line in range(len(parents)):
        parent = parents[line]
        order[following[parent]] = line
        following[parent] += 1
    return order


@compiled
def levels(start: NDArray[np.int64], child: NDArray[np.int32], deepest: int) -> NDArray[np.int16]:
    """How many levels lie below each item; `deepest` + 1 for more, and in or above a cycle."""
    size = len(start) - 1
    level = np.zeros(size, dtype=np.int16)
    state = np.zeros(size, dtype=np.int8)
    following = start[:-1].copy()
    stack = np.empty(size, dtype=np.int64)
    for root in range(size):
        if state[root] != 0:
            continue
        depth = 1
        stack[0] = root
        state[root] = 1
        while depth > 0:
            item = stack[depth - 1]
            if following[item] == start[item + 1]:
                state[item] = 2
                depth -= 1
                continue
            part = child[following[item]]
            if state[part] == 0:
                state[part] = 1
                stack[depth] = part
                depth += 1
                continue
            below = deepest + 1 if state[part] == 1 else min(level[part] + 1, deepest + 1)
            level[item] = max(level[item], below)
            following[item] += 1
    return level


@compiled
def add_up(
    items: NDArray[np.int64],
    start: NDArray[np.int64],
    child: NDArray[np.int32],
    times: NDArray[np.int64],
    over: NDArray[np.int32],
    rows: NDArray[np.uint64],
) -> None:
    """Fill the rows of `items` with what their parts hold, whose rows are filled already.

    Line `e` says that one parent holds ``times[e] / over[e]`` of ``child[e]``.
    """
    for item in items:
        lo = lo_high = hi = hi_high = flags = _NONE
        whole = _ONE
        for line in range(start[item], start[item + 1]):
            part = child[line]
            row_flags = rows[part, FLAGS]
            if (rows[part, LO] | rows[part, HI] | rows[part, HI_HIGH] | row_flags) == _NONE:
                continue
            flags |= row_flags
            factor, one = np.uint64(times[line]), np.uint64(over[line])
            if rows[part, OVER] != _ONE:
                flags |= _too_large(rows[part, OVER], one)
                one *= rows[part, OVER]
            if one != whole:
                whole, more, less, bad = _common(whole, one)
                flags |= bad | _too_large(factor, less)
                factor *= less
                if more != _ONE:
                    lo, lo_high, bad = _sum(_NONE, _NONE, lo, lo_high, more)
                    hi, hi_high, worse = _sum(_NONE, _NONE, hi, hi_high, more)
                    flags |= bad | worse
            lo, lo_high, bad = _sum(lo, lo_high, rows[part, LO], rows[part, LO_HIGH], factor)
            hi, hi_high, worse = _sum(hi, hi_high, rows[part, HI], rows[part, HI_HIGH], factor)
            flags |= bad | worse
            if flags & _WIDE:
                break
        _store(rows[item], (lo, lo_high), (hi, hi_high), whole, flags)


@compiled
def _store(
    row: NDArray[np.uint64],
    lo: tuple[np.uint64, np.uint64],
    hi: tuple[np.uint64, np.uint64],
    whole: np.uint64,
    flags: np.uint64,
) -> None:
    """Fill one row, reduced where its denominator grows long."""
    lo_low, lo_high = lo
    hi_low, hi_high = hi
    if flags & _WIDE:
        lo_low = lo_high = hi_low = hi_high = _NONE
        whole, flags = _ONE, _WIDE
    elif whole > _LOW and (lo_high | hi_high) == _NONE:
        common = _divisor(_divisor(whole, lo_low), hi_low)
        lo_low //= common
        hi_low //= common
        whole //= common
    row[LO], row[LO_HIGH] = lo_low, lo_high
    row[HI], row[HI_HIGH] = hi_low, hi_high
    row[OVER], row[FLAGS] = whole, flags


@compiled
def _sum(
    low: np.uint64, high: np.uint64, part: np.uint64, part_high: np.uint64, factor: np.uint64
) -> tuple[np.uint64, np.uint64, np.uint64]:
    """A number more by `factor` times a part; with a flag, if that has more than 127 bits."""
    more = part * factor
    over: np.uint64 = times_high(part, factor)
    if part_high != _NONE:
        extra = part_high * factor
        if times_high(part_high, factor) != _NONE or extra >= _TOP or over >= _TOP:
            return low, high, _WIDE
        over += extra
    if over >= _TOP:
        return low, high, _WIDE
    low += more
    high += over
    if low < more:
        high += _ONE
    return low, high, _WIDE if high >= _TOP else _NONE


@compiled
def _too_large(a: np.uint64, b: np.uint64) -> np.uint64:
    """A flag, if the product of two words has more than one."""
    return _NONE if times_high(a, b) == _NONE else _WIDE


@compiled
def _common(whole: np.uint64, one: np.uint64) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:
    """The least denominator of both, and what the numerators over each are multiplied by."""
    if whole % one == _NONE:
        return whole, _ONE, whole // one, _NONE
    if one % whole == _NONE:
        return one, one // whole, _ONE, _NONE
    share = _divisor(whole, one)
    more, less = one // share, whole // share
    return whole * more, more, less, _too_large(whole, more)


@compiled
def _divisor(a: np.uint64, b: np.uint64) -> np.uint64:
    """The greatest common divisor."""
    while b != _NONE:
        a, b = b, a % b
    return a
