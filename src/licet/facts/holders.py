"""Who stands above a party on a day: names, listings, links, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from licet.basics import Truth
from licet.ownership import Caution, Held, Link, cautions

if TYPE_CHECKING:
    from licet.facts.parties import Parties


@dataclass(frozen=True, slots=True)
class Holder:
    """One party of the picture: its names, and the listing it has or may have."""

    name: str
    name_local: str = ""
    country: str = ""
    listed: Truth = False
    listing: str = ""
    """The list and notice, such as ``control 11/2026``."""
    effect: str = ""


@dataclass(frozen=True, slots=True)
class Holders:
    """Everybody above a party on a day.

    `into` are the links into the party and into everybody above it; `cautions` what is no holding
    of half and worth a look; `checked_on` the day the lists were last compared, `age` the days
    since.
    """

    held: Held
    into: Mapping[str, Sequence[Link]]
    parties: Mapping[str, Holder]
    cautions: tuple[Caution, ...]
    checked_on: date
    age: int


def holders_of(parties: Parties, party: str, on: date) -> Holders:
    """Everybody above `party` on a day."""
    into = parties.holdings.above(party, on)
    owners = {link.owner for links in into.values() for link in links}
    listed = parties.listed_on(on)
    flags = cautions(parties.holdings, party, listed, on)
    beside = {name for flag in flags for name in (flag.owner, flag.party)}
    names = {party, *into, *owners, *beside}
    return Holders(
        parties.held(party, on),
        into,
        {
            name: _holder(parties, name, on, listed.get(name, False))
            for name in sorted(name for name in names if name is not None)
        },
        flags,
        parties.lists.checked_on,
        parties.lists.age,
    )


def _holder(parties: Parties, party: str, on: date, listed: Truth) -> Holder:
    row = parties.rows.get(party, {})
    name, local = str(row.get("name") or party), str(row.get("name_local") or "")
    found = parties.listings(party)
    listing, effect = str(row.get("listed") or ""), ""
    if found:
        best = found[0]
        listing, effect = f"{best.list} {best.notice}", parties.lists.effect(best, on)
        if best.same and local in {"", name}:
            local = best.name_zh if name.isascii() else best.name
    return Holder(name, local, str(row.get("country") or ""), listed, listing, effect)
