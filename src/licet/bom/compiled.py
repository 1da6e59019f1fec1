"""The sweep in machine code, on exact whole numbers: START READING AT `add_up`.

Most items are summed by `_short_sum`; `_long_sum` has parts of two words, and `_add_with_care`
takes divisors and whatever else may not fit, and finds out what does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from licet.bom.words import (
    DIVIDED,
    FLAGS,
    HI,
    LO,
    LONG,
    MOST_PLACES,
    OPEN,
    OVER,
    PLACES,
    WIDE,
    compiled,
    inlined,
    times_high,
)  # fmt: skip

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Lines = tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.uint8]]

MOST_LINES = 1 << 20
"""An item of more lines is summed with care."""

_NONE = np.uint64(0)
_ONE = np.uint64(1)
_TEN = np.uint64(10)
_TOP = np.uint64(1 << 63)
_WIDE = np.uint64(WIDE)
_OPEN = np.uint64(OPEN)
_LONG = np.uint64(LONG)
_ODD = np.uint64(WIDE | DIVIDED)
_DIVIDED = np.uint64(DIVIDED)
_ANY_FLAG = np.uint64((1 << PLACES) - 1)
_PLACES = np.uint64(PLACES)
_MOST = np.uint64(MOST_PLACES)
_SPARE = np.uint64(40)
"""A high word below this bit leaves room to add up as many lines as `MOST_LINES`."""
_SHORT = np.uint64(9)
_TENS = np.array([10**place for place in range(MOST_PLACES + 2)], dtype=np.uint64)


@compiled
def add_up(
    items: NDArray[np.int64],
    start: NDArray[np.int64],
    lines: Lines,
    rows: NDArray[np.uint64],
    highs: NDArray[np.uint64],
) -> None:
    """Fill the rows of `items` with what their parts hold, whose rows are filled already.

    `lines` are ``child, times, places``: one parent holds ``times[e]`` of ``child[e]``, the last
    ``places[e]`` digits behind the point.
    """
    child, _, places = lines
    for item in items:
        first, last = start[item], start[item + 1]
        digits = words = _NONE
        for line in range(first, last):
            word = rows[child[line], FLAGS]
            words |= word
            digits = max(digits, (word >> _PLACES) + np.uint64(places[line]))
        ends = (_NONE, _NONE, _NONE, _NONE)
        odd = words & _ODD or digits > _MOST or last - first >= MOST_LINES
        if not odd and words & _LONG:
            ends, odd = _long_sum(first, last, digits, lines, rows, highs)
        elif not odd:
            ends, odd = _short_sum(first, last, digits, lines, rows)
        if odd:
            _add_with_care(item, start, lines, rows, highs)
        else:
            _store(rows, highs, item, ends, (_ONE, digits), words & _ANY_FLAG)


@inlined
def _short_sum(
    first: int,
    last: int,
    digits: np.uint64,
    lines: Lines,
    rows: NDArray[np.uint64],
) -> tuple[tuple[np.uint64, np.uint64, np.uint64, np.uint64], bool]:
    """Both ends of a sum of parts of one word each, to so many places; yes, if it is too great."""
    child, times, places = lines
    lo = lo_high = hi = hi_high = tops = _NONE
    for line in range(first, last):
        part = child[line]
        ten = _TENS[digits - (rows[part, FLAGS] >> _PLACES) - np.uint64(places[line])]
        factor = np.uint64(times[line])
        tops |= np.uint64(times_high(factor, ten) != _NONE) << _SPARE
        factor *= ten
        low = factor * rows[part, LO]
        high = times_high(factor, rows[part, LO])
        lo += low
        lo_high += high + np.uint64(lo < low)
        low = factor * rows[part, HI]
        more = times_high(factor, rows[part, HI])
        hi += low
        hi_high += more + np.uint64(hi < low)
        tops |= high | more
    return (lo, lo_high, hi, hi_high), bool(tops >= _ONE << _SPARE)


@compiled
def _long_sum(
    first: int,
    last: int,
    digits: np.uint64,
    lines: Lines,
    rows: NDArray[np.uint64],
    highs: NDArray[np.uint64],
) -> tuple[tuple[np.uint64, np.uint64, np.uint64, np.uint64], bool]:
    """The same of parts that may have two words."""
    child, times, places = lines
    lo = lo_high = hi = hi_high = tops = _NONE
    for line in range(first, last):
        part = child[line]
        word = rows[part, FLAGS]
        ten = _TENS[digits - (word >> _PLACES) - np.uint64(places[line])]
        factor = np.uint64(times[line])
        tops |= np.uint64(times_high(factor, ten) != _NONE) << _SPARE
        factor *= ten
        low_high = hi_part = _NONE
        if word & _LONG:
            low_high, hi_part = highs[part, 0], highs[part, 1]
            over = times_high(factor, low_high) | times_high(factor, hi_part)
            tops |= np.uint64(over != _NONE) << _SPARE
        low = factor * rows[part, LO]
        high = times_high(factor, rows[part, LO]) + factor * low_high
        tops |= factor * low_high | high
        lo += low
        lo_high += high + np.uint64(lo < low)
        low = factor * rows[part, HI]
        high = times_high(factor, rows[part, HI]) + factor * hi_part
        tops |= factor * hi_part | high
        hi += low
        hi_high += high + np.uint64(hi < low)
    return (lo, lo_high, hi, hi_high), bool(tops >= _ONE << _SPARE)


@compiled
def _add_with_care(
    item: int,
    start: NDArray[np.int64],
    lines: Lines,
    rows: NDArray[np.uint64],
    highs: NDArray[np.uint64],
) -> None:
    """Fill one row whose parts have long numbers, divisors of their own or many places."""
    child, times, places = lines
    lo = lo_high = hi = hi_high = flags = digits = _NONE
    whole = _ONE
    for line in range(start[item], start[item + 1]):
        part = child[line]
        word = rows[part, FLAGS]
        if (rows[part, LO] | rows[part, HI] | (word & _ANY_FLAG)) == _NONE:
            continue
        flags |= word & _ANY_FLAG
        part_lo_high = part_hi_high = _NONE
        if word & _LONG:
            part_lo_high, part_hi_high = highs[part, 0], highs[part, 1]
        whole, more, factor, bad = _common(whole, rows[part, OVER], np.uint64(times[line]))
        flags |= bad
        behind = (word >> _PLACES) + np.uint64(places[line])
        if behind < digits:
            flags |= _too_large(factor, _ten(digits - behind))
            factor *= _ten(digits - behind)
        elif behind > digits:
            flags |= _too_large(more, _ten(behind - digits))
            more *= _ten(behind - digits)
            digits = behind
        if more != _ONE:
            lo, lo_high, bad = _sum(_NONE, _NONE, lo, lo_high, more)
            hi, hi_high, worse = _sum(_NONE, _NONE, hi, hi_high, more)
            flags |= bad | worse
        lo, lo_high, bad = _sum(lo, lo_high, rows[part, LO], part_lo_high, factor)
        hi, hi_high, worse = _sum(hi, hi_high, rows[part, HI], part_hi_high, factor)
        flags |= bad | worse
        if flags & _WIDE:
            break
    _store(rows, highs, item, (lo, lo_high, hi, hi_high), (whole, digits), flags)


@inlined
def _store(
    rows: NDArray[np.uint64],
    highs: NDArray[np.uint64],
    item: int,
    ends: tuple[np.uint64, np.uint64, np.uint64, np.uint64],
    over: tuple[np.uint64, np.uint64],
    flags: np.uint64,
) -> None:
    """Fill one row, with fewer decimal places where they grow many and end in noughts."""
    lo, lo_high, hi, hi_high = ends
    whole, digits = over
    flags &= _OPEN | _WIDE
    if whole != _ONE:
        flags |= _DIVIDED
    if (lo_high | hi_high) != _NONE:
        flags |= _LONG
    else:
        while digits > _SHORT and lo % _TEN == _NONE and hi % _TEN == _NONE:
            lo, hi, digits = lo // _TEN, hi // _TEN, digits - _ONE
    if flags & _WIDE or digits > _MOST:
        lo = lo_high = hi = hi_high = digits = _NONE
        whole, flags = _ONE, _WIDE
    rows[item, LO], rows[item, HI], rows[item, OVER] = lo, hi, whole
    rows[item, FLAGS] = flags | (digits << _PLACES)
    if flags & _LONG:
        highs[item, 0], highs[item, 1] = lo_high, hi_high


@compiled
def _ten(power: np.uint64) -> np.uint64:
    """Ten to the power; of one too great, a number that is too large for any factor."""
    return _TENS[power] if power <= _MOST else _TOP


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
def _common(
    whole: np.uint64, one: np.uint64, times: np.uint64
) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:
    """The least divisor of both, what the sum so far and one part are multiplied by, a flag."""
    if one == whole:
        return whole, _ONE, times, _NONE
    share = _divisor(whole, one)
    more, less = one // share, whole // share
    return whole * more, more, times * less, _too_large(whole, more) | _too_large(times, less)


@compiled
def _divisor(a: np.uint64, b: np.uint64) -> np.uint64:
    """The greatest common divisor."""
    while b != _NONE:
        a, b = b, a % b
    return a
