"""Millions of stakes at once: the closure of the listed parties in every way of counting.

Stakes are arrays of numbers: who, whom, and the lowest and highest share in billionths (50 per
cent is 500,000,000), already repaired (`licet.ownership.links`). The index is built once and
kept; listed parties and thresholds may change. For one party, with its chain and questions, ask
`licet.ownership.Holdings`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from licet.ownership import kernels

if TYPE_CHECKING:
    from collections.abc import Iterable

Numbers = npt.NDArray[np.int64]
Sides = tuple[tuple[Numbers, Numbers], tuple[Numbers, Numbers]]
"""The shares and the listed parties that count for the lowest and for the highest bound."""
Sweep = Callable[[Numbers, Numbers, Numbers], Numbers]
_ROUNDS = 200
_DEPTHS = (2, 6, 12)


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
    is the share of all listed parties together, of those parties that may reach the threshold:
    its highest is also that of any one of them.
    """

    direct: Ends
    chain: Ends
    aggregate: Ends
    product: Ends | None


@dataclass(frozen=True, slots=True)
class Upward:
    """The same stakes sorted by owned party."""

    begin: Numbers
    owner: npt.NDArray[np.int32]
    lo: Numbers
    hi: Numbers


@dataclass(frozen=True, slots=True)
class Graph:
    """Stakes sorted by owner and by owned party, ready for any set of listed parties."""

    starts: Numbers
    owned: npt.NDArray[np.int32]
    lo: Numbers
    hi: Numbers
    upward: Upward

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
            ValueError: a share is not between nothing and the whole, or its ends are reversed.
        """
        who, whom = np.asarray(owner, np.int32), np.asarray(owned, np.int32)
        least, most = np.asarray(lo, np.int64), np.asarray(hi, np.int64)
        if np.any(least < 0) or np.any(most > kernels.WHOLE) or np.any(least > most):
            raise ValueError("shares in billionths, from nothing to the whole, lowest first")
        starts = kernels.starts_of(who, size)
        order = kernels.sorted_by(who, starts)
        begin = kernels.starts_of(whom, size)
        back = kernels.sorted_by(whom, begin)
        upward = Upward(begin, who[back], least[back], most[back])
        return cls(starts, whom[order], least[order], most[order], upward)

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

    def _of(self, share: Numbers) -> tuple[Numbers, npt.NDArray[np.int32], Numbers]:
        return self.starts, self.owned, share

    def _empty(self, kind: type = np.int64) -> npt.NDArray[Any]:
        """Zeros for every party; memory that is not touched costs nothing."""
        return np.zeros(self.starts.size - 1, kind)

    def _marked(self, rule: Callable[..., Numbers], threshold: int) -> Sweep:
        def sweep(share: Numbers, who: Numbers, into: Numbers) -> Numbers:
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
        """Who may be held by the product, and how much.

        Nobody has a larger share in a party than in every one of its owners, as its stakes sum
        to at most the whole: so whoever reaches the threshold has an owner that does, and the
        search goes down from the listed parties through those that may. How much it is depends
        on what lies above; the farther up, the less, so a few links decide nearly all.
        """
        (_, certain), (_, possible) = sides
        seen = self._empty(np.uint8)
        seen[possible] = 1
        member, fresh = [np.empty(0, np.int64)], possible
        while fresh.size:
            near = kernels.below(*self._of(self.hi), fresh, seen)
            fresh = near
            for depth in _DEPTHS:
                if fresh.size:
                    _, most = self._shares(fresh, depth, certain, possible)
                    fresh = fresh[most >= threshold]
            member.append(fresh)
        parties = np.concatenate(member)
        return Ends(parties, *self._shares(parties, _DEPTHS[-1] + 2, certain, possible))

    def _shares(
        self, parties: Numbers, depth: int, certain: Numbers, possible: Numbers
    ) -> tuple[Numbers, Numbers]:
        """The lowest and highest share of all listed in `parties`, looking `depth` links up."""
        up, place = self.upward, self._empty(np.int32)
        order, inside = kernels.above(up.begin, up.owner, parties, depth, place)
        low, high = (
            kernels.multiplied(
                up.begin, up.owner, share, order, place, inside, sources, rising, _ROUNDS
            )
            for share, sources, rising in ((up.lo, certain, True), (up.hi, possible, False))
        )
        return low[: parties.size], high[: parties.size]
