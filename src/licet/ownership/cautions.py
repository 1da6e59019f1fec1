"""What is no holding of half and still worth a look: control, large minorities, sisters, parents.

None of it makes a party held; each is a flag for a person (control without half of the equity or
votes, the companies beside a listed one).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from licet.basics import Range, Truth
from licet.ownership.stake import ALL, NONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from licet.ownership.holdings import Holdings
    from licet.ownership.links import Link, Links

_HALF = Decimal(50)


@dataclass(frozen=True, slots=True)
class Caution:
    """A flag about a party.

    ``control``: `owner` has a right over `owned` that is no holding. ``minority``: `owner` holds
    less than half of `owned`, and nobody more. ``sister``: `owner` holds half of `owned` and of
    `party`. ``parent``: `owned` holds half of `party`. `listed` speaks of the owner, or of `party`.
    """

    kind: Literal["control", "minority", "sister", "parent"]
    owner: str | None
    owned: str
    party: str | None = None
    share: Range = Range(NONE, ALL)  # noqa: RUF009 - it is frozen
    listed: Truth = True


def cautions(
    holdings: Holdings, party: str, listed: Mapping[str, Truth], on: date
) -> tuple[Caution, ...]:
    """The flags about `party` on a day; `listed` as for `Holdings.held`."""
    day_links = holdings.links(on)
    within = holdings.above(party, on)
    found = [
        Caution("control", stake.owner, stake.owned, listed=listed.get(stake.owner or "", False))
        for stake in holdings.stakes
        if stake.kind == "control" and stake.owned in within and stake.on(on)
    ]
    found += _minorities(within, listed)
    found += _sisters(day_links, party, listed)
    return tuple(dict.fromkeys(found))


def _minorities(
    within: Mapping[str, Sequence[Link]], listed: Mapping[str, Truth]
) -> Iterator[Caution]:
    for owned, links in within.items():
        for link in links:
            lo, hi = link.most()
            others = [one.most()[0] for one in links if one is not link]
            largest = hi >= max(others, default=NONE)
            if listed.get(link.owner or "", False) is True and 0 < hi < _HALF and largest:
                yield Caution("minority", link.owner, owned, share=Range(lo, hi))


def _sisters(day_links: Links, party: str, listed: Mapping[str, Truth]) -> Iterator[Caution]:
    parents = {
        link.owner
        for link in day_links.into.get(party, ())
        if link.owner is not None and link.most()[0] >= _HALF
    }
    for other, truth in listed.items():
        for link in day_links.into.get(other, ()) if other != party else ():
            if link.owner is None or link.opaque or link.most()[0] < _HALF:
                continue
            if link.owner in parents and listed.get(link.owner, False) is not True:
                yield Caution("sister", link.owner, party, other, listed=truth)
            if link.owner == party:
                yield Caution("parent", None, party, other, listed=truth)
