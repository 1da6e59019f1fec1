"""Who is held: directly, along a chain of links, or by several listed owners together.

All three are least fixed points of monotone rules, so cycles and cross-holdings need no special
case: a party that only its own circle holds is held by nobody. The lower bound counts what is
certain, the upper bound what is possible; every function answers both.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from licet.ownership.stake import ALL, NONE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from licet.basics import Truth
    from licet.ownership.links import Ends, Link

Measure = str
MEASURES: Mapping[str, tuple[Measure, ...]] = {
    "equity": ("equity",), "votes": ("votes",), "either": ("equity", "votes"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    """Everything above a party on a day: the links into each party, and who is listed.

    `listed` gives yes or unknown for a party; one that is absent is not listed. `threshold` is
    in per cent.
    """

    into: Mapping[str, Sequence[Link]]
    listed: Mapping[str, Truth]
    threshold: Decimal

    def member(self, link: Link) -> tuple[bool, bool]:
        """Is the owner at the end of the link listed: certainly, possibly?"""
        if link.opaque or link.owner is None:
            return False, True
        truth = self.listed.get(link.owner, False)
        return truth is True, truth is not False

    def listing(self, party: str) -> tuple[bool, bool]:
        """Is the party listed: certainly, possibly?"""
        truth = self.listed.get(party, False)
        return truth is True, truth is not False


def above(into: Mapping[str, Sequence[Link]], party: str) -> dict[str, Sequence[Link]]:
    """The links into `party` and into everybody above it, nearest first."""
    found: dict[str, Sequence[Link]] = {}
    waiting = deque((party,))
    while waiting:
        owned = waiting.popleft()
        if owned in found:
            continue
        found[owned] = into.get(owned, ())
        waiting.extend(
            link.owner
            for link in found[owned]
            if link.owner is not None and not link.opaque and link.most()[1] > 0
        )
    return found


def direct(view: View, party: str, of: str) -> Ends:
    """The largest stake that one listed party holds itself; veiled stakes may be its own."""
    lo = hi = veiled = NONE
    for link in view.into.get(party, ()):
        least, most = ends(link, of)
        if link.indirect:
            continue
        if link.opaque:
            veiled += most
            continue
        sure, perhaps = view.member(link)
        lo, hi = max(lo, least if sure else NONE), max(hi, most if perhaps else NONE)
    return lo, min(ALL, hi + veiled)


def several(view: View, party: str, of: str) -> Ends:
    """What all listed parties hold directly together."""
    return _summed(view, party, of, 0), _summed(view, party, of, 1)


def _summed(view: View, party: str, of: str, end: int) -> Decimal:
    links = [link for link in view.into.get(party, ()) if not link.indirect]
    held = [link for link in links if view.member(link)[end]]
    return min(ALL, max(sum((ends(link, one)[end] for link in held), NONE) for one in MEASURES[of]))


def chain(view: View, party: str, of: str) -> Ends:
    """The weakest link of the strongest chain that leads down from a listed party."""
    sure = _fixed(view, lambda got, node: _widest(view, got, node, of, 0))
    perhaps = _fixed(view, lambda got, node: _widest(view, got, node, of, 1))
    return sure.get(party, NONE), perhaps.get(party, NONE)


def aggregate(view: View, party: str, of: str) -> Ends:
    """What owners hold together that are listed or, by this same rule, held themselves."""
    sure = _fixed(view, lambda got, node: _together(view, got, node, of, 0))
    perhaps = _fixed(view, lambda got, node: _together(view, got, node, of, 1))
    return min(ALL, sure.get(party, NONE)), min(ALL, perhaps.get(party, NONE))


def ends(link: Link, of: str) -> Ends:
    """The share that counts: equity, votes, or the larger of the two.

    Of a holding that is stated through others, nothing is certain: its links are not known.
    """
    lo, hi = {"equity": link.equity, "votes": link.votes}.get(of) or link.most()
    return (NONE if link.indirect else lo), hi


def _widest(view: View, got: Mapping[str, Decimal], node: str, of: str, end: int) -> Decimal:
    links = view.into.get(node, ())
    # Whoever holds a veiled stake may be any of the others, so it may add to any of theirs.
    veiled = sum((ends(link, of)[end] for link in links if link.opaque and end), NONE)
    best = min(ALL, veiled)
    for link in links:
        if link.opaque:
            continue
        if view.member(link)[end]:
            upstream = ALL
        else:
            upstream = NONE if link.owner is None else got.get(link.owner, NONE)
        best = max(best, min(upstream, ends(link, of)[end] + veiled, ALL))
    return best


def _together(view: View, got: Mapping[str, Decimal], node: str, of: str, end: int) -> Decimal:
    held = [
        link
        for link in view.into.get(node, ())
        if view.member(link)[end]
        or (link.owner is not None and got.get(link.owner, NONE) >= view.threshold)
    ]
    return max(sum((ends(link, one)[end] for link in held), NONE) for one in MEASURES[of])


def _fixed(
    view: View, rule: Callable[[Mapping[str, Decimal], str], Decimal]
) -> Mapping[str, Decimal]:
    """The least values that `rule` leaves as they are, reached from zero."""
    below = _below(view.into)
    got: dict[str, Decimal] = {}
    waiting = deque(view.into)
    queued = set(waiting)
    while waiting:
        node = waiting.popleft()
        queued.discard(node)
        value = rule(got, node)
        if value > got.get(node, NONE):
            got[node] = value
            fresh = [owned for owned in below.get(node, ()) if owned not in queued]
            waiting.extend(fresh)
            queued.update(fresh)
    return got


def _below(into: Mapping[str, Iterable[Link]]) -> Mapping[str, Sequence[str]]:
    below: dict[str, list[str]] = {}
    for owned, found in into.items():
        for link in found:
            if link.owner is not None:
                below.setdefault(link.owner, []).append(owned)
    return below
