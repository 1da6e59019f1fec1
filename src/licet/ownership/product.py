"""How much of a party one listed owner holds when shares are multiplied along every path.

The share of a listed party in `X` is the sum over all paths down to `X` of the product of their
links: ``y = b + A y`` with the listed party itself held at one (so a path that comes back to it
counts once; Brioschi, Buzzacchi and Colombo 1989). Circles are solved exactly, in fractions.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from licet.ownership.control import MEASURES, ends
from licet.ownership.solve import capped, components, least

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from licet.ownership.control import View
    from licet.ownership.links import Link

ONE, NIL = Fraction(1), Fraction(0)
Share = tuple[Fraction, Fraction]
"""The lowest and the highest share, as a fraction of one."""


def product(view: View, party: str, of: str) -> Share:
    """The largest share in `party` that one listed party has through every path together."""
    lo = hi = NIL
    rounds = _rounds(view)
    for name, sure in _sources(view, party):
        for one in MEASURES[of]:
            named = frozenset() if name is None else frozenset((name,))
            least_share, most_share = _share(
                view, rounds, (named if sure else frozenset(), named), party, one
            )
            lo, hi = max(lo, least_share), max(hi, most_share)
    return _stated(view, party, of, (lo, hi))


def _stated(view: View, party: str, of: str, share: Share) -> Share:
    """The share, or what somebody states to hold of the party through others, if that is more."""
    lo, hi = share
    for link in view.into.get(party, ()):
        if link.indirect and view.member(link)[1]:
            least_share, most_share = link.votes if of == "votes" else link.equity
            lo = max(lo, Fraction(least_share) / 100 if view.member(link)[0] else NIL)
            hi = max(hi, Fraction(most_share) / 100)
    return lo, hi


def together(view: View, party: str, of: str) -> Share:
    """The share in `party` of all listed parties together, through every path."""
    sources = [(name, sure) for name, sure in _sources(view, party) if name is not None]
    sure = frozenset(name for name, certain in sources if certain)
    perhaps = frozenset(name for name, _ in sources)
    rounds = _rounds(view)
    shares = [_share(view, rounds, (sure, perhaps), party, one) for one in MEASURES[of]]
    return _stated(view, party, of, (max(lo for lo, _ in shares), max(hi for _, hi in shares)))


def _rounds(view: View) -> Sequence[Sequence[str]]:
    return components({node: _owners(found) for node, found in view.into.items()})


def _sources(view: View, party: str) -> list[tuple[str | None, bool]]:
    """Whose share to compute: each party that may be listed (is it certain?).

    ``None`` stands for all holders together of whom nobody knows who is behind them: they may be
    one, and they may be any of the others, so they add to everybody's highest share.
    """
    owners = {owner for found in view.into.values() for owner in _owners(found)}
    named = [owner for owner in sorted(owners) if owner != party and view.listing(owner)[1]]
    sources: list[tuple[str | None, bool]] = [(o, view.listing(o)[0]) for o in named]
    veiled = any(link.opaque for found in view.into.values() for link in found)
    return [*sources, (None, False)] if veiled else sources


def _share(
    view: View,
    rounds: Sequence[Sequence[str]],
    sources: tuple[frozenset[str], frozenset[str]],
    party: str,
    one: str,
) -> Share:
    """The share of the sources (those certain, those possible) taken as one."""
    ends_of = []
    for end, solve in ((0, least), (1, capped)):
        got = dict.fromkeys(sources[end], ONE)
        for group in rounds:
            free = [node for node in group if node not in sources[end]]
            if free:
                got |= solve(_system(view, free, got, one, end, party))
        ends_of.append(got.get(party, NIL))
    lo, hi = ends_of
    return min(lo, hi), hi  # stakes that exceed the whole together may be supposed; it does not


def _system(
    view: View, group: Sequence[str], got: Mapping[str, Fraction], one: str, end: int, party: str
) -> tuple[dict[str, Fraction], dict[str, dict[str, Fraction]]]:
    """``y = given + within · y`` for the parties of a circle; what lies above is solved already."""
    given = dict.fromkeys(group, NIL)
    within: dict[str, dict[str, Fraction]] = {node: {} for node in group}
    for node in group:
        for link in view.into.get(node, ()):
            share = Fraction(ends(link, one)[end]) / 100
            if share == 0 or (link.indirect and node == party):
                continue
            if link.owner is None or link.opaque:
                given[node] += share if end else NIL
            elif link.owner in given:
                row = within[node]
                row[link.owner] = row.get(link.owner, NIL) + share
            else:
                given[node] += share * got.get(link.owner, NIL)
    return given, within


def _owners(found: Sequence[Link]) -> list[str]:
    return [link.owner for link in found if link.owner is not None and not link.opaque]
