"""What is known of a party on a day: listed, banned, held by the listed, a branch, military."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from licet.basics import Truth, any_of
from licet.facts.lists import Lists
from licet.intake import Folder
from licet.ownership import Caution, Held, Holdings, Imported, Readings, cautions
from licet.screening import (
    Candidate,
    Military,
    Query,
    Reviews,
    Screening,
    military,
    read_reviews,
)

REVIEWS = "reviews.jsonl"
"""The file of a folder in which reviews of its parties are kept."""
_NO_REVIEWS = Reviews({})
_LISTED = ("control", "watch", "unreliable", "banned", "branch")
_IDENTITY = ("name_local", "country", "lei", "uscc", "registrations")
_SUSPENDED: Mapping[str | None, Mapping[str, Truth]] = {
    "suspended_listed_stopped_not": {"suspended": True, "stopped": False},
    "listed": {"suspended": True, "stopped": True},
    "not_listed": {"suspended": False, "stopped": False},
    None: {"suspended": None, "stopped": None},
}
"""Reading A-20: does a listing whose measures are suspended or stopped still count?"""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a party stands on a day; `because` says for each fact what it rests on."""

    control: Truth = None
    watch: Truth = None
    unreliable: Truth = None
    banned: Truth = None
    held: Truth = None
    branch: Truth = None
    military: Truth = None
    military_wide_only: Truth = None
    held_by_military: Truth = None
    country: str | None = None
    because: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


class Parties:
    """Every party of a folder, screened once and judged by day."""

    def __init__(
        self,
        rows: Sequence[Mapping[str, Any]],
        holdings: Holdings,
        lists: Lists,
        readings: Mapping[str, str | None],
        tainted: frozenset[str | None] = frozenset(),
        reviews: Reviews = _NO_REVIEWS,
    ) -> None:
        self.rows = {row["party"]: row for row in rows}
        self.holdings, self.lists, self.tainted, self.reviews = holdings, lists, tainted, reviews
        self.readings = readings
        self._screened: dict[str, Screening] = {}
        self._judged: dict[tuple[str, date], Standing] = {}
        self._listed: dict[date, dict[str, Truth]] = {}

    @classmethod
    def of(cls, folder: Folder, lists: Lists, readings: Mapping[str, str | None]) -> Parties:
        """The parties of a folder, with the reviews kept beside its tables."""
        tables, tainted = folder.tables, folder.tainted()
        ownership = tables["ownership"]
        faults = [fault for fault in folder.quarantine if fault.file == ownership.file]
        rows = tables["parties"].rows.rows(named=True)
        holdings = Holdings.of(ownership.rows, faults)
        reviews = read_reviews(folder.path / REVIEWS)
        return cls(rows, holdings, lists, readings, tainted["parties"], reviews)

    @classmethod
    def imported(cls, found: Imported, lists: Lists, readings: Mapping[str, str | None]) -> Parties:
        """The parties and holdings of an imported file."""
        holdings = Holdings.of(found.holdings, found.faults)
        return cls(found.parties, holdings, lists, readings)

    @property
    def names(self) -> tuple[str, ...]:
        """Every party that has a row or holds, or is held, on record."""
        return tuple(sorted({*self.rows, *self.holdings.parties}))

    def held(self, party: str, given: date) -> Held:
        """Is a party held 50 % or more by the listed on a day?"""
        listed = self.listed_on(given)
        return self.holdings.held(party, listed, given, readings=self._ways())

    def listings(self, party: str) -> Sequence[Candidate]:
        """The listed parties that a party is, or may be."""
        return _candidates(self._screen(party))

    def on(self, party: str | None, given: date) -> Standing:
        """How a party stands on a day; nothing is known of one that has no row."""
        if party is None or party in self.tainted or party not in self.rows:
            return Standing()
        key = party, given
        if key not in self._judged:
            self._judged[key] = self._judge(party, given)
        return self._judged[key]

    def _judge(self, party: str, given: date) -> Standing:
        row = self.rows[party]
        place = f"{row['_file']}:{row['_line']}"
        screened = self._screen(party)
        held = self.held(party, given)
        noted = [_told(row["name"], c, self.lists.effect(c, given)) for c in _candidates(screened)]
        answer = "; ".join(noted) or f"{row['name']}: on neither list as known {self.lists.known}"
        noted += [f"{place}: {row['name']}: {note}" for note in screened.unread]
        noted += [_told(row["name"], c, self.lists.effect(c, given)) for c in screened.apart]
        cues = military(row["name"], row["name_local"], row["military"])
        noted += _military_notes(row["name"], cues)
        noted += [
            _flag(one) for one in cautions(self.holdings, party, self.listed_on(given), given)
        ]
        chain = " → ".join(f"{x.owner} {x.owned}" for x in held.chain)
        because = dict.fromkeys(_LISTED, f"{place}; {answer}")
        because["held"] = f"ownership: {chain}" if chain else "ownership: as far as recorded"
        because["military"] = because["country"] = place
        because["held_by_military"] = "ownership and what is recorded of its holders"
        return Standing(
            self._on_list(party, "control", given),
            self._on_list(party, "watch", given),
            self._unreliable(screened, given),
            self._banned(screened, given),
            held.held,
            self._branch(party, screened, given),
            row["military"],
            row.get("military_wide_only"),
            self._held_by_military(party, given),
            row["country"],
            because,
            tuple(noted) + tuple(str(fault) for fault in held.faults),
        )

    def _screen(self, party: str) -> Screening:
        if party not in self._screened:
            query = self.asked(party)
            found = self.lists.screen_all((query,), self.lists.known)[0]
            self._screened[party] = self.reviews.applied(query, found)
        return self._screened[party]

    def asked(self, party: str) -> Query:
        """The party as it is screened."""
        row = self.rows.get(party)
        if row is None:
            return Query(party)
        more = (row.get(key) for key in _IDENTITY)
        return Query(row["name"], *more)

    def _counts(self, candidate: Candidate, given: date) -> Truth:
        """Does a candidate's listing count on the day, whoever the candidate is?"""
        effect = self.lists.effect(candidate, given)
        if effect in {"in_force", "not_yet"}:
            return effect == "in_force"
        return _SUSPENDED[self.readings.get("A-20")][effect]

    def _on_list(self, party: str, which: str, given: date) -> Truth:
        row = self.rows.get(party)
        if row is not None and row.get("listed") == which:
            return True
        screened = self._screen(party)
        found = [c for c in _candidates(screened) if c.list == which]
        if not found and screened.unread and screened.answer != "same":
            return None
        return any_of(_sure(c, self._counts(c, given)) for c in found)

    def _unreliable(self, screened: Screening, given: date) -> Truth:
        """Is it on the unreliable-entity list? An operator's own list is never the whole of it."""
        sure = any(c.same and self._counts(c, given) is True for c in screened.apart)
        return True if sure else None

    def _banned(self, screened: Screening, given: date) -> Truth:
        return any_of(
            _sure(c, self.lists.effect(c, given) == "in_force")
            for c in _candidates(screened)
            if self.lists.by_id[c.id].transfer_ban
        )

    def _branch(self, party: str, screened: Screening, given: date) -> Truth:
        by_name = any_of(
            _sure(c, self._counts(c, given)) for c in _candidates(screened) if c.branch
        )
        listed = self.listed_on(given)
        of_company = any_of(
            listed.get(stake.owner or "", False)
            for stake in self.holdings.stakes
            if stake.kind == "branch" and stake.owned == party
        )
        return any_of([by_name, of_company])

    def _held_by_military(self, party: str, given: date) -> Truth:
        """Is it held 50 % or more by a military user? Only a record of one can say yes."""
        users = {name: row.get("military") for name, row in self.rows.items()}
        if True not in users.values():
            return None
        above = self.holdings.parties
        stand = {name: users.get(name) for name in above if users.get(name) is not False}
        return self.holdings.held(party, stand, given, readings=self._ways()).held

    def listed_on(self, given: date) -> dict[str, Truth]:
        """Which parties on record are listed on a day, or may be."""
        if given not in self._listed:
            found = {
                party: any_of(self._on_list(party, which, given) for which in ("control", "watch"))
                for party in {*self.holdings.parties, *self.rows}
            }
            self._listed[given] = {p: truth for p, truth in found.items() if truth is not False}
        return self._listed[given]

    def _ways(self) -> Readings:
        return Readings(
            indirect=self.readings.get("A-21"),  # type: ignore[arg-type]
            several=self.readings.get("A-22"),  # type: ignore[arg-type]
            of=self.readings.get("A-23"),  # type: ignore[arg-type]
        )


def _told(name: str, found: Candidate, effect: str) -> str:
    """A candidate in words; the report of a portfolio takes them apart again."""
    review = "" if found.same else f", to be reviewed (likeness {found.score:.2f})"
    listed = found.name or found.name_zh
    return f"{name}: {listed} ({found.notice}), {found.list} list, {effect}{review}"


def _military_notes(name: str, found: Military) -> Iterator[str]:
    """What a name says of its being military, and which reading of the law it matters for."""
    words = ", ".join(f"{cue.word} ({cue.kind})" for cue in found.cues)
    narrow = any(cue.reading == "narrow" for cue in found.cues)
    if found.open_under:
        which = "in either reading of A-26" if narrow else "in the wide reading of A-26 only"
        yield f"{name}: may be a military user, its name says {words}: {which}"
    elif found.user is False and narrow:
        yield f"{name}: recorded as no military user, but its name says {words}"


def _flag(flag: Caution) -> str:
    """What is no holding of half and still worth a look."""
    listed = "listed" if flag.listed else "not listed" if flag.listed is False else "perhaps listed"
    if flag.kind == "control":
        return f"{flag.owner}, {listed}, has a right of control over {flag.owned}: no holding"
    if flag.kind == "minority":
        return f"{flag.owner}, listed, holds {flag.share} % of {flag.owned}, and nobody holds more"
    if flag.kind == "sister":
        return f"{flag.party}, {listed}, is held by {flag.owner}, as {flag.owned} is (A-24)"
    return f"{flag.owned} holds half or more of {flag.party}, {listed} (A-24)"


def _sure(candidate: Candidate, counts: Truth) -> Truth:
    """A listing that counts decides only if the party surely is the candidate."""
    return counts if candidate.same or counts is False else None


def _candidates(screened: Screening) -> Sequence[Candidate]:
    """Who the party may be: once it is known to be one of them, it is none of the others."""
    same = [candidate for candidate in screened.candidates if candidate.same]
    return same or screened.candidates
