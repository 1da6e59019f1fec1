"""How exact numbers are kept for machine code, and how machine code is made.

What one item holds is kept in a row of four 64-bit words: the lower and the upper end as whole
numbers, a divisor (1, but for prices of a dozen and the like), and flags with the decimal places
both ends have beyond that. Ends of more than one word have their high words in a second table.
No number is ever rounded: one of more than 127 bits is marked `WIDE` and left to the plain sweep.
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

LO, HI, OVER, FLAGS = range(4)
"""The words of a row."""
WORDS = 4
OPEN, WIDE, LONG, DIVIDED = 1, 2, 4, 8
"""Flags: the upper end is open; the number is kept elsewhere; it has high words; a divisor."""
PLACES = 8
"""Above this bit of the flags stand the decimal places."""
MOST_PLACES = 18
"""A number of more decimal places is left to the plain sweep."""
LINE = 8
"""Words in a line of the cache."""

F = TypeVar("F", bound="Callable[..., Any]")


def compiled(function: F) -> F:
    """`function` in machine code, made when it is first called and kept for the next time."""
    return cast("F", njit(cache=True)(function))


def inlined(function: F) -> F:
    """The same, written out wherever it is called."""
    return cast("F", njit(cache=True, inline="always")(function))


def _high_word(_context: object, _one: object, _other: object) -> tuple[Any, Any]:
    """How the high word of a product is made: by multiplying in 128 bits."""

    def generate(_: object, builder: Any, __: object, words: Any) -> Any:  # noqa: ANN401 - LLVM's
        wide, word = ir.IntType(128), ir.IntType(64)
        product = builder.mul(*(builder.zext(each, wide) for each in words))
        return builder.trunc(builder.lshr(product, ir.Constant(wide, 64)), word)

    return types.uint64(types.uint64, types.uint64), generate


times_high: Any = intrinsic(_high_word)
"""The high word of the product of two words."""


def table(size: int, words: int) -> NDArray[np.uint64]:
    """Noughts, each row in one line of the processor's cache."""
    loose = np.zeros(size * words + LINE, dtype=np.uint64)
    first = -loose.ctypes.data % (LINE * 8) // 8
    return loose[first : first + size * words].reshape(size, words)
