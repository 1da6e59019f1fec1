"""The answer about one party: held or not, in each way of counting and under the reading taken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, get_args

from licet.basics import Range, Truth, any_of, ceiling, floor, plain
from licet.ownership.control import aggregate, chain, direct, several
from licet.ownership.product import product, together

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from licet.basics import Fault
    from licet.ownership.control import View
    from licet.ownership.links import Link

Indirect = Literal["chain_or_product", "direct", "chain", "product"]
Several = Literal["flag", "no", "yes"]
Of = Literal["either", "equity", "votes"]
SHOWN = ("direct", "chain", "product", "aggregate")


@dataclass(frozen=True, slots=True)
class Readings:
    """Which way of counting decides; ``None`` leaves the question open.

    `indirect`: what counts beside direct holdings. `several`: are the shares of several listed
    parties added (``flag``: not added, but then not clear either). `of`: 50 % of what.
    """

    indirect: Indirect | None = "chain_or_product"
    several: Several | None = "flag"
    of: Of | None = "either"

    def closed(self) -> Iterable[Readings]:
        """Every reading this one leaves possible."""
        for indirect in get_args(Indirect) if self.indirect is None else (self.indirect,):
            for more in get_args(Several) if self.several is None else (self.several,):
                for of in get_args(Of) if self.of is None else (self.of,):
                    yield Readings(indirect, more, of)


@dataclass(frozen=True, slots=True)
class Share:
    """Held or not in one way of counting, and the per cent it comes to."""

    held: Truth
    per_cent: Range


@dataclass(frozen=True, slots=True)
class Ask:
    """What to ask next.

    `kind` is ``stake`` (how much of it), ``holder`` (who is behind it), ``listing`` (is the
    owner on a list) or ``holders`` (who holds the party at all). `settles`: one of the possible
    answers would end the matter.
    """

    kind: Literal["stake", "holder", "listing", "holders"]
    owner: str | None
    owned: str
    per_cent: Range
    settles: bool = True


@dataclass(frozen=True, slots=True)
class Held:
    """Is `party` held by a listed party on the day?

    `held` is the answer under the reading taken, `by_reading` that of each way of counting
    (direct, chain, product, aggregate). `chain` are the links that force the answer (or, while
    it is unknown, those it hangs on), from the top down; `ask` what to ask, the best first.
    `recorded` is false where no row says who holds the party.
    """

    held: Truth
    by_reading: Mapping[str, Share]
    party: str = ""
    on: date | None = None
    recorded: bool = True
    chain: tuple[Link, ...] = ()
    ask: tuple[Ask, ...] = ()
    faults: tuple[Fault, ...] = ()

    def told(self, **more: Any) -> Held:  # noqa: ANN401 - the fields of this record
        """The same answer with its circumstances."""
        return replace(self, **more)

    def opened(self) -> Held:
        """The same with every no turned into unknown."""
        shares = {
            name: Share(None, Range(share.per_cent.lo, Decimal(100)))
            if share.held is False
            else share
            for name, share in self.by_reading.items()
        }
        return replace(self, held=None if self.held is False else self.held, by_reading=shares)

    def record(self) -> dict[str, Any]:
        """The answer as plain data, ready for JSON (numbers as decimal strings)."""
        return {
            "party": self.party,
            "on": None if self.on is None else self.on.isoformat(),
            "held_by_listed": self.held,
            "by_reading": {
                name: {"held": share.held, **_ends(share.per_cent)}
                for name, share in self.by_reading.items()
            },
            "chain": [_link(link) for link in self.chain],
            "ask": [
                {"kind": a.kind, "owner": a.owner, "owned": a.owned, "share": _ends(a.per_cent)}
                for a in self.ask
            ],
            "faults": [
                {"file": f.file, "line": f.line, "reason": f"{f.place}: {f.expected}"}
                for f in self.faults
            ],
        }


def judge(view: View, party: str, readings: Readings) -> Held:
    """The answer about a party whose holders are on record."""
    closed = tuple(readings.closed())
    ways = {of: _ways(view, party, of) for of in {one.of or "either" for one in closed}}
    truths = {verdict(ways[one.of or "either"], one) for one in closed}
    held = truths.pop() if len(truths) == 1 else None
    return Held(held, _hulls([{name: way[name] for name in SHOWN} for way in ways.values()]))


def _ways(view: View, party: str, of: str) -> dict[str, Share]:
    """The answer in each way of counting; several_… adds up the shares of all listed parties."""
    per_cent = {
        "direct": direct(view, party, of),
        "several_direct": several(view, party, of),
        "chain": chain(view, party, of),
        "aggregate": aggregate(view, party, of),
    }
    fractions = {
        name: (Fraction(lo) / 100, Fraction(hi) / 100) for name, (lo, hi) in per_cent.items()
    }
    fractions["product"] = product(view, party, of)
    fractions["several_product"] = together(view, party, of)
    return {name: _share(lo, hi, view.threshold) for name, (lo, hi) in fractions.items()}


def verdict(shares: Mapping[str, Share], readings: Readings) -> Truth:
    """Held or not under one reading of every question."""
    ways = {
        "direct": ("direct", "several_direct"),
        "chain": ("chain", "aggregate"),
        "product": ("product", "several_product"),
    }
    chosen = (
        ("chain", "product") if readings.indirect == "chain_or_product" else (readings.indirect,)
    )
    held = any_of(shares[ways[way][0]].held for way in chosen if way is not None)
    added = any_of(shares[ways[way][1]].held for way in chosen if way is not None)
    if readings.several == "yes":
        return any_of((held, added))
    if readings.several == "flag" and held is False and added is not False:
        return None
    return held


def _share(lo: Fraction, hi: Fraction, threshold: Decimal) -> Share:
    bound = Fraction(threshold) / 100
    held = True if lo >= bound else False if hi < bound else None
    return Share(held, Range(floor(_decimal(lo, down=True)), ceiling(_decimal(hi, down=False))))


def _decimal(share: Fraction, *, down: bool) -> Decimal:
    """The per cent of a fraction to 12 places, rounded outward."""
    scaled = share * 100 * 10**12
    whole = scaled.__floor__() if down else scaled.__ceil__()
    return Decimal(whole).scaleb(-12)


def _hulls(many: Iterable[Mapping[str, Share]]) -> dict[str, Share]:
    found: dict[str, Share] = {}
    for shares in many:
        for name, share in shares.items():
            if name not in found:
                found[name] = share
                continue
            old = found[name]
            held = old.held if old.held is share.held else None
            found[name] = Share(held, old.per_cent.hull(share.per_cent))
    return found


def _ends(share: Range) -> dict[str, str | None]:
    return {
        "lo": None if share.lo is None else plain(share.lo),
        "hi": None if share.hi is None else plain(share.hi),
    }


def _link(link: Link) -> dict[str, Any]:
    lo, hi = link.most()
    source = "; ".join(dict.fromkeys(stake.source for stake in link.stakes if stake.source))
    return {
        "owner": link.owner, "owned": link.owned, "share": _ends(Range(lo, hi)),
        "source": source or None,
    }  # fmt: skip
