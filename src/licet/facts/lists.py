"""The lists as they could be known on a day: those published, and an operator's own notices."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from licet.rulebook import LAW, ListedParty, as_of, joined, own_lists, read_list, rulebook
from licet.screening import Candidate, Index, Query, Screening, listing_version

LISTS_FOLDER = LAW / "cn" / "lists"
LISTS = ("control-list.csv", "watch-list.csv")
OWN = "lists"
"""The folder beside an exporter's tables that holds the operator's own notices."""
APART = "unreliable"
"""The list that is kept apart: it earns a note and settles nothing."""


def published() -> tuple[ListedParty, ...]:
    """Every entry of the lists that are shipped.

    Raises:
        Refused: a list cannot be read; a list that was not read is not an empty list.
    """
    return tuple(party for name in LISTS for party in read_list(LISTS_FOLDER / name))


class Lists:
    """The lists as known on a day, and an index of their names.

    Args:
        known: listings, suspensions and stops made later are not there.
        on: nor are those made after this day.
        own: folders with an operator's own notices.

    Raises:
        Refused: a list cannot be read; a list that was not read is not an empty list.
    """

    def __init__(self, known: date, on: date = date.max, own: Sequence[Path | None] = ()) -> None:
        self.known = known
        self.own = tuple(one for folder in own if folder is not None for one in own_lists(folder))
        self.parties = as_of(joined(published(), self.own), on, known)
        self.by_id: Mapping[str, ListedParty] = {party.id: party for party in self.parties}
        self.index = Index.of(party for party in self.parties if party.list != APART)
        self.apart = Index.of(party for party in self.parties if party.list == APART)

    @classmethod
    def beside(cls, folder: Path, known: date) -> Lists:
        """The lists for an exporter's folder, with the notices kept in it and no others."""
        return cls(known, own=(folder / OWN,))

    @cached_property
    def checked_on(self) -> date:
        """The day the notices behind the lists were last compared; of the oldest of them."""
        folder = LISTS_FOLDER.relative_to(LAW).as_posix()
        notices = [one for one in rulebook().instruments if one.file.startswith(folder)]
        days = [one.checked_on for one in notices] + [one.checked_on for one in self.own]
        return min(days)

    @property
    def age(self) -> int:
        """How many days before `known` that was."""
        return (self.known - self.checked_on).days

    def record(self) -> dict[str, Any]:
        """What an answer says of the lists it rests on, ready for JSON."""
        return {
            "checked_on": self.checked_on,
            "age_days": self.age,
            "known": self.known,
            "parties": len(self.parties),
            "own": [{"file": one.file, "parties": len(one.parties)} for one in self.own],
        }

    def screen_all(self, queries: Sequence[Query], on: date) -> list[Screening]:
        """Are the parties on a list? One that is only on the list kept apart earns a note."""
        found = self.index.screen_all(queries, on)
        if not self.apart.entries:
            return found
        beside = self.apart.screen_all(queries, on)
        return [_noted(one, other) for one, other in zip(found, beside, strict=True)]

    def screen_many(self, frame: Any, on: date, workers: int = 1) -> Iterator[Screening]:  # noqa: ANN401
        """`screen_all` for every row of a frame, in order, as the answers are asked for."""
        found = self.index.screen_many(frame, on=on, workers=workers)
        if not self.apart.entries:
            yield from found
            return
        beside = self.apart.screen_many(frame, on=on)
        for one, other in zip(found, beside, strict=True):
            yield _noted(one, other)

    def standing(self, on: date) -> dict[str, str]:
        """A fingerprint of each listing as it reads, with what it does on a day, by list and id."""
        return {
            f"{party.list}/{party.id}": f"{listing_version(party)} {party.effect(on)}"
            for party in self.parties
        }

    def only(self, keys: Collection[str]) -> Lists:
        """The same lists with no other entries than those of `keys` (as in `standing`)."""
        fewer = copy(self)
        fewer.index = Index.of(
            party
            for party in self.parties
            if f"{party.list}/{party.id}" in keys and party.list != APART
        )
        fewer.apart = Index.of(
            party
            for party in self.parties
            if f"{party.list}/{party.id}" in keys and party.list == APART
        )
        return fewer

    def effect(self, candidate: Candidate, on: date) -> str:
        """What the listing behind a candidate does on a day."""
        return self.by_id[candidate.id].effect(on)

    def rows(self, on: date) -> list[dict[str, Any]]:
        """Every listing made by a day, with what it does on it."""
        return [
            {
                "id": party.id,
                "list": party.list,
                "name": party.name_en,
                "name_zh": party.name_zh,
                "country": party.country,
                "notice": party.notice,
                "listed_on": party.listed_on,
                "effect": party.effect(on),
                "transfer_ban": party.transfer_ban,
            }
            for party in self.parties
            if party.listed_on <= on
        ]


def _noted(found: Screening, beside: Screening) -> Screening:
    """The answer with the candidates of the list kept apart behind the others."""
    if not beside.candidates:
        return found
    return replace(found, apart=beside.candidates)
