"""Millions of stakes at once: the closure of the listed parties in every way of counting.

Stakes are arrays of numbers: who, whom, and the lowest and highest share in billionths (50 per
cent is 500,000,000), already repaired (`licet.ownership.links`). The index is built once and
kept; listed parties and thresholds may change. For one party, with its chain and questions, ask
`licet.ownership.Holdings`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from mmap import mmap
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from licet.ownership import kernels

if TYPE_CHECKING:
    from collections.abc import Iterable

Numbers = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]
Sides = tuple[tuple[Small, Numbers], tuple[Small, Numbers]]
"""The shares and the listed parties that count for the lowest and for the highest bound."""
Sweep = Callable[[Small, Numbers, Numbers], Numbers]
_ROUNDS = 200
_MAPPED = 1 << 25
"""From so many bytes on zeros are mapped memory."""


@dataclass(frozen=True, slots=True)
class Ends:
    """The parties of which anything is held, and their lowest and highest share in billionths."""

    parties: Numbers
    lo: Numbers
    hi: Numbers

    def held(self, threshold: int = kernels.WHOLE // 2) -> tuple[Numbers, Numbers]:
        """The parties that are certainly held, and those that may or may not be."""
        sure = self.lo >= threshold
        return self.parties[sure], self.parties[(self.hi >= threshold) & ~sure]


@dataclass(frozen=True, slots=True)
class Closure:
    """What the listed parties hold, in each way of counting.

    `chain` is zero where no chain of links that all reach the threshold leads down. `product`
    is the share of all listed parties together: its highest is also that of any one of them.
    """

    direct: Ends
    chain: Ends
    aggregate: Ends
    product: Ends | None


@dataclass(frozen=True, slots=True)
class Graph:
    """Stakes sorted by owner, ready for any set of listed parties."""

    starts: Numbers
    owned: Small
    lo: Small
    hi: Small

    @classmethod
    def of(
        cls,
        owner: npt.ArrayLike,
        owned: npt.ArrayLike,
        lo: npt.ArrayLike,
        hi: npt.ArrayLike,
        size: int,
    ) -> Graph:
        """The graph of `size` parties numbered from zero.

        Raises:
            ValueError: a share is not between nothing and the whole, its ends are reversed, or a
                party is none of these.
        """
        begin, rows, possible = kernels.parted(
            np.asarray(owner, np.int32), np.asarray(owned, np.int32),
            np.asarray(lo, np.int64), np.asarray(hi, np.int64), size,
        )  # fmt: skip
        if not possible:
            raise ValueError(
                f"parties from 0 to {size - 1} and shares in billionths, from nothing to the"
                " whole, lowest first"
            )
        return cls(*kernels.settled(begin, rows, size))

    def closure(
        self,
        sure: Iterable[int],
        perhaps: Iterable[int] = (),
        threshold: int = kernels.WHOLE // 2,
        *,
        product: bool = True,
    ) -> Closure:
        """What the listed parties hold; `perhaps` are those that may be listed besides."""
        certain = np.unique(np.asarray(list(sure), np.int64))
        possible = np.union1d(certain, np.asarray(list(perhaps), np.int64))
        sides = ((self.lo, certain), (self.hi, possible))
        return Closure(
            self._swept(sides, lambda s, who, into: kernels.directly(*self._of(s), who, into)),
            self._swept(sides, self._marked(kernels.chained, threshold)),
            self._swept(sides, self._marked(kernels.added, threshold)),
            self._product(sides, threshold) if product else None,
        )

    def _of(self, share: Small) -> tuple[Numbers, Small, Small]:
        return self.starts, self.owned, share

    def _empty(self, kind: type = np.int64) -> npt.NDArray[Any]:
        """Zeros for every party; what is not touched costs nothing.

        NumPy asks for huge pages: of very many parties a few far apart would have all memory
        cleared, so there it is mapped.
        """
        size = self.starts.size - 1
        bytes_ = size * np.dtype(kind).itemsize
        if bytes_ < _MAPPED:
            return np.zeros(size, kind)
        return np.frombuffer(mmap(-1, bytes_), kind)[:size]

    def _marked(self, rule: Callable[..., Numbers], threshold: int) -> Sweep:
        def sweep(share: Small, who: Numbers, into: Numbers) -> Numbers:
            return rule(*self._of(share), who, into, self._empty(np.uint8), threshold)

        return sweep

    def _swept(self, sides: Sides, sweep: Sweep) -> Ends:
        values = [self._empty(), self._empty()]
        touched = [
            sweep(share, who, into) for (share, who), into in zip(sides, values, strict=True)
        ]
        parties = np.union1d(*touched)
        return Ends(parties, values[0][parties], values[1][parties])

    def _product(self, sides: Sides, threshold: int) -> Ends:
        """Every party that a listed one reaches, owners first, swept until the bounds settle."""
        (_, certain), (_, possible) = sides
        order = kernels.reached(*self._of(self.hi), possible, self._empty(np.uint8))
        place = self._empty(np.int32)
        begin, owner, lo, hi = kernels.turned(*self._of(self.lo), self.hi, order, place)
        least, most = (
            kernels.multiplied(begin, owner, share, place[sources] - 1, rising, threshold, _ROUNDS)
            for share, sources, rising in ((lo, certain, True), (hi, possible, False))
        )
        return Ends(order, least, most)
