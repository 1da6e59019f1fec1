"""The chain of deliveries of lots, each with its notice, and the hop that nobody has told of."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from licet.papers.dossier import Dossier


@dataclass(frozen=True, slots=True)
class Hop:
    """A delivery of a lot; `gap`: the next delivery begins elsewhere than this one ended."""

    giver: str
    receiver: str
    item: str
    lot: str
    on: date | None = None
    quantity: Decimal | None = None
    unit: str | None = None
    notice: str | None = None
    acknowledged_on: date | None = None
    gap: bool = False

    @property
    def whole(self) -> bool:
        """Was the notice given and acknowledged?"""
        return not self.gap and self.notice is not None and self.acknowledged_on is not None

    def as_json(self) -> dict[str, Any]:
        """The hop as answers show it."""
        return {
            "giver": self.giver,
            "receiver": None if self.gap else self.receiver,
            "item": self.item,
            "lot": self.lot,
            "on": self.on and self.on.isoformat(),
            "notice": self.notice,
            "acknowledged_on": self.acknowledged_on and self.acknowledged_on.isoformat(),
            "state": _state(self),
        }


def chain_of(dossier: Dossier, lots: Collection[str] = ()) -> list[Hop]:
    """The deliveries of each lot in order of days, with a gap where the chain is broken.

    A delivery's notice is the one that it names, or one of the dossier's own notices from the same
    giver to the same receiver on that lot.
    """
    found: dict[tuple[str, str], list[Hop]] = {}
    for raw in dossier.at("chain") or []:
        hop = _hop(dossier, raw)
        if not lots or hop.lot in lots:
            found.setdefault((hop.item, hop.lot), []).append(hop)
    return [hop for hops in found.values() for hop in _with_gaps(hops)]


def _with_gaps(hops: list[Hop]) -> list[Hop]:
    """Deliveries with a gap after each receiver who is not the next giver, though others go on.

    A lot may be split, so a giver counts as linked if anybody before delivered to it.
    """
    ordered = sorted(hops, key=lambda hop: (hop.on or date.max, hop.giver))
    shown: list[Hop] = []
    reached = {_same(ordered[0].giver)}
    for number, hop in enumerate(ordered):
        if _same(hop.giver) not in reached:
            last = ordered[number - 1]
            shown.append(Hop(last.receiver, hop.giver, hop.item, hop.lot, gap=True))
        reached |= {_same(hop.giver), _same(hop.receiver)}
        shown.append(hop)
    return shown


def _hop(dossier: Dossier, raw: dict[str, Any]) -> Hop:
    giver, receiver = str(raw.get("giver", "?")), str(raw.get("receiver", "?"))
    item, lot = str(raw.get("item", "?")), str(raw.get("lot", "?"))
    notice, acknowledged = raw.get("notice"), raw.get("acknowledged_on")
    for _, own in dossier.all("notice"):
        lots = {line.get("lot") for line in own.get("lines", ())}
        parties = (_names(own.get("giver")), _names(own.get("receiver")))
        same = _same(giver) in parties[0] and _same(receiver) in parties[1] and lot in lots
        if (notice is None and same) or (notice is not None and notice == own.get("number")):
            notice = own.get("number") or notice
            acknowledged = acknowledged or (own.get("acknowledged") or {}).get("on")
    return Hop(
        giver,
        receiver,
        item,
        lot,
        raw.get("on"),
        raw.get("quantity"),
        raw.get("unit"),
        notice,
        acknowledged,
    )


def _names(party: dict[str, Any] | None) -> set[str]:
    return {_same(name) for name in ((party or {}).get("name") or {}).values()}


def _same(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum())


def _state(hop: Hop) -> str:
    if hop.gap:
        return "hop_missing"
    if hop.notice is None:
        return "notice_missing"
    return "acknowledged" if hop.acknowledged_on else "not_acknowledged"
