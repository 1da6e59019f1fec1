"""The holdings of a portfolio: is a party held by a listed one, in which reading, and why.

The holdings on record are taken for the whole: a share that no row states is held by nobody
listed. A party of whose holders no row speaks is another matter: its answer is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import narwhals as nw

from licet.basics import ZERO, Fault, Range, Truth
from licet.ownership.control import View, above
from licet.ownership.explain import asked, forcing
from licet.ownership.held import SHOWN, Ask, Held, Readings, Share, judge
from licet.ownership.links import Link, Links, links
from licet.ownership.stake import ALL, NONE, Adrift, Stake, read

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

HALF = Decimal(50)


@dataclass(frozen=True, slots=True)
class Holdings:
    """Stakes that were read, with what was wrong with them.

    `known` are the parties the reader knows (``None``: any name will do); an owner that is not
    among them is a fault, and may be listed for all one knows.
    """

    stakes: tuple[Stake, ...]
    faults: tuple[Fault, ...] = ()
    adrift: tuple[Adrift, ...] = ()
    known: frozenset[str] | None = None
    _days: dict[date, Links] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(
        cls,
        rows: Any,  # noqa: ANN401 - any frame Narwhals knows, or rows
        faults: Iterable[Fault] = (),
        known: Collection[str] | None = None,
    ) -> Holdings:
        """The holdings that a frame, or rows (mappings), state; `stake.read` says how."""
        frame = nw.from_native(rows, eager_only=True, pass_through=True)
        got = read(frame.iter_rows(named=True) if isinstance(frame, nw.DataFrame) else rows, faults)
        parties = None if known is None else frozenset(known)
        strangers = tuple(_strangers(got.stakes, parties))
        return cls(got.stakes, got.faults + strangers, got.adrift, parties)

    @property
    def parties(self) -> frozenset[str]:
        """Every party the holdings name, as owner or as owned: all of them need screening."""
        named = {stake.owned for stake in self.stakes}
        return frozenset(named | {stake.owner for stake in self.stakes if stake.owner is not None})

    def links(self, on: date) -> Links:
        """Who holds what of whom on a day, one link a pair."""
        return self._on(on)

    def above(self, party: str, on: date) -> Mapping[str, Sequence[Link]]:
        """The links into a party and into everybody above it on a day, nearest first."""
        return above(self._on(on).into, party)

    def held(
        self,
        party: str,
        listed: Mapping[str, Truth],
        on: date,
        threshold: Decimal = HALF,
        readings: Readings | None = None,
    ) -> Held:
        """Is `party` held at `threshold` per cent or more by a listed party, in each reading?

        Args:
            party: who is asked about, as the rows name it.
            listed: yes or unknown for the parties that are or may be listed; others are not.
            on: the day.
            threshold: the share that is enough, per cent.
            readings: which way of counting decides; see `Readings`.
        """
        readings = Readings() if readings is None else readings
        day_links = self._on(on)
        into = above(day_links.into, party)
        view = View(into, self._listed(listed), threshold)
        recorded = bool(into[party])
        answer = judge(view, party, readings) if recorded else _nothing_known()
        if answer.held is False and self._may_be_adrift(day_links, view):
            answer = answer.opened()
        faults = [f for f in (*self.faults, *day_links.faults) if f.key is None or f.key in into]
        return answer.told(
            party=party,
            on=on,
            recorded=recorded,
            chain=forcing(view, party, readings, answer.held) if recorded else (),
            ask=asked(view, party, readings, answer.held) if recorded else _who(party),
            faults=tuple(faults),
        )

    def held_all(
        self,
        listed: Mapping[str, Truth],
        on: date,
        threshold: Decimal = HALF,
        readings: Readings | None = None,
    ) -> dict[str, Held]:
        """`held` for every party whose holders are on record that day."""
        day_links = self._on(on)
        faults = (*self.faults, *day_links.faults)
        if self.adrift or self.known is not None:
            within = set(day_links.into)
        else:
            within = _touched(day_links, listed, {f.key for f in faults if f.key is not None})
        clear, of_all = _not_held(), tuple(fault for fault in faults if fault.key is None)
        return {
            party: self.held(party, listed, on, threshold, readings)
            if party in within
            else clear.told(party=party, on=on, faults=of_all)
            for party in day_links.into
        }

    def _on(self, on: date) -> Links:
        if on not in self._days:
            self._days[on] = links(self.stakes, on)
        return self._days[on]

    def _listed(self, listed: Mapping[str, Truth]) -> Mapping[str, Truth]:
        if self.known is None:
            return listed
        strangers = {stake.owner for stake in self.stakes if stake.owner is not None} - self.known
        unknown: dict[str, Truth] = dict.fromkeys(strangers - listed.keys())
        return {**unknown, **listed}

    def _may_be_adrift(self, day_links: Links, view: View) -> bool:
        """May a row that names no owned party be a holding in this one by a listed party?"""
        for row in self.adrift:
            if row.owner is None:
                return True
            upward = above(day_links.into, row.owner)
            if any(view.listing(one)[1] for one in upward):
                return True
            if any(link.opaque for found in upward.values() for link in found):
                return True
        return False


def _touched(day_links: Links, listed: Mapping[str, Truth], doubted: set[str]) -> set[str]:
    """Every party below somebody who is or may be listed, whom nobody knows, or who is doubted."""
    below: dict[str, list[str]] = {}
    waiting = list(doubted)
    for owned, found in day_links.into.items():
        for link in found:
            if link.owner is None or link.opaque or listed.get(link.owner, False) is not False:
                waiting.append(owned)
            else:
                below.setdefault(link.owner, []).append(owned)
    touched: set[str] = set()
    while waiting:
        party = waiting.pop()
        if party not in touched:
            touched.add(party)
            waiting.extend(below.get(party, ()))
    return touched


def _not_held() -> Held:
    return Held(False, dict.fromkeys(SHOWN, Share(False, ZERO)))  # noqa: FBT003 - what is held


def _strangers(stakes: Iterable[Stake], known: Collection[str] | None) -> Iterable[Fault]:
    for stake in stakes:
        for column, name in (("owner", stake.owner), ("owned", stake.owned)):
            if known is not None and name is not None and name not in known:
                yield Fault(
                    stake.file, f"column «{column}»", "a party that is known", stake.line,
                    column, name, stake.owned,
                )  # fmt: skip


def _nothing_known() -> Held:
    share = Share(None, Range(NONE, ALL))
    return Held(None, dict.fromkeys(SHOWN, share))


def _who(party: str) -> tuple[Ask, ...]:
    return (Ask("holders", None, party, Range(NONE, ALL)),)
