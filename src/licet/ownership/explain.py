"""Why: the fewest links that force an answer, and the one question that may settle it."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from licet.basics import Range, Truth
from licet.ownership.control import View, above
from licet.ownership.held import Ask, Readings, judge
from licet.ownership.links import Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FEW = 60
"""Up to so many links every one is tried; above it the links on paths to a listed party do."""
_ASKED = 3


def forcing(view: View, party: str, readings: Readings, held: Truth) -> tuple[Link, ...]:
    """Links without any of which the answer would be another, from the top down.

    For a yes the links that make it, for an unknown those it hangs on; a no needs none.
    """
    if held is False:
        return ()
    kept = _toward_listed(view, party)
    if len(kept) <= _FEW:
        for link in sorted(kept, key=lambda one: one.most()):
            fewer = [one for one in kept if one is not link]
            if judge(_only(view, fewer), party, readings).held is held:
                kept = fewer
    return tuple(_downward(kept, party))


def asked(view: View, party: str, readings: Readings, held: Truth) -> tuple[Ask, ...]:
    """What to ask while the answer is unknown, the question most likely to settle it first."""
    if held is not None:
        return ()
    rated = [
        (_settled(view, party, readings, low, high), ask)
        for ask, low, high in _open(view, _toward_listed(view, party)[:_FEW])
    ]
    rated.sort(key=lambda pair: -pair[0])
    return tuple(replace(ask, settles=score > 0) for score, ask in rated[:_ASKED])


def _settled(view: View, party: str, readings: Readings, low: View, high: View) -> int:
    """How many of the two extreme answers to a question would end the matter."""
    if judge(view, party, readings).held is not None:
        return 0
    return sum(judge(one, party, readings).held is not None for one in (low, high))


def _open(view: View, found: Sequence[Link]) -> Iterable[tuple[Ask, View, View]]:
    """Every open question about the links, with the view under either extreme answer to it."""
    asked_owners: set[str] = set()
    for link in found:
        lo, hi = link.most()
        per_cent = Range(lo, hi)
        if link.opaque or link.owner is None:
            known = replace(link, owner=f"? {link.owner or ''}", opaque=False)
            listed = {**view.listed, f"? {link.owner or ''}": True}
            high = replace(_swapped(view, link, known), listed=listed)
            yield Ask("holder", link.owner, link.owned, per_cent), _swapped(view, link, None), high
            continue
        if view.listed.get(link.owner, False) is None and link.owner not in asked_owners:
            asked_owners.add(link.owner)
            low, high = (
                replace(view, listed={**view.listed, link.owner: t}) for t in (False, True)
            )
            yield Ask("listing", link.owner, link.owned, per_cent), low, high
        if _unsure(link):
            low, high = (_swapped(view, link, _pinned(link, end)) for end in (0, 1))
            yield Ask("stake", link.owner, link.owned, per_cent), low, high


def _unsure(link: Link) -> bool:
    lo, hi = link.most()
    return lo < hi


def _pinned(link: Link, end: int) -> Link:
    equity, votes = link.equity[end], link.votes[end]
    return replace(link, equity=(equity, equity), votes=(votes, votes))


def _swapped(view: View, old: Link, new: Link | None) -> View:
    rest = [link for link in view.into[old.owned] if link is not old]
    return replace(view, into={**view.into, old.owned: rest if new is None else [*rest, new]})


def _only(view: View, kept: Iterable[Link]) -> View:
    into: dict[str, list[Link]] = {owned: [] for owned in view.into}
    for link in kept:
        into[link.owned].append(link)
    return replace(view, into=into)


def _toward_listed(view: View, party: str) -> list[Link]:
    """The links on paths from anybody who may be listed down to the party, nearest first."""
    below: dict[str, list[str]] = {}
    reached: deque[str] = deque()
    for owned, found in view.into.items():
        for link in found:
            if link.owner is not None:
                below.setdefault(link.owner, []).append(owned)
            if view.member(link)[1] and link.most()[1] > 0:
                reached.append(owned)
    touched: set[str] = set()
    while reached:
        node = reached.popleft()
        if node not in touched:
            touched.add(node)
            reached.extend(below.get(node, ()))
    return [
        link
        for owned in above(view.into, party)
        for link in view.into[owned]
        if link.most()[1] > 0
        and (view.member(link)[1] or (link.owner is not None and link.owner in touched))
    ]


def _downward(kept: Sequence[Link], party: str) -> list[Link]:
    """The links sorted from the top down to the party."""
    depth: dict[str, int] = {party: 0}
    waiting = deque((party,))
    while waiting:
        node = waiting.popleft()
        for link in kept:
            if link.owned == node and link.owner is not None and link.owner not in depth:
                depth[link.owner] = depth[node] + 1
                waiting.append(link.owner)
    far = len(kept) + 1
    return sorted(kept, key=lambda link: (-depth.get(link.owned, far), -link.most()[1]))
