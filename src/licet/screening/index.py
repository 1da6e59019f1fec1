"""The index of listed parties: a name goes in, the parties it may be come out.

Same is: an identifier that matches, or an equal key (either script, any Han form, legal form
and branch out of the way) with a country that agrees or is not given. Everything else that reaches
the threshold is a candidate, and the answer unknown until somebody has looked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from licet.basics import identifier
from licet.screening.candidate import Answer, Candidate, Feature, Listed, Screening, version
from licet.screening.features import FEATURES, THRESHOLD
from licet.screening.many import screened
from licet.screening.name import Key, keys
from licet.screening.nearby import Nearby
from licet.screening.query import Query

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

MEMBERS = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()
)
"""Territories that the code EU stands for (member states of the European Union, 2026)."""
_OTHER_COUNTRY, _OTHER_FORM, _OTHER_NUMBER = 0.92, 0.93, 0.9
_NO_LETTERS = "there is no name with letters to compare"


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of one listed party, and one key of it."""

    party: Listed
    name: str
    key: Key


@dataclass(frozen=True, slots=True)
class Index:
    """Listed parties by their names and identifiers."""

    entries: tuple[Entry, ...]
    nearby: Nearby
    by_identifier: Mapping[tuple[str, str], Listed]
    numbered: Mapping[str, Mapping[str, str]]
    """By id of a listed party its number in each scheme, where it is known."""

    @classmethod
    def of(cls, listed: Iterable[Listed]) -> Index:
        """The index of `listed`, by every name and every identifier of each."""
        parties = tuple(listed)
        entries = tuple(_entries(parties))
        numbered = {
            party.id: {scheme: identifier(scheme, number) for scheme, number in party.identifiers}
            for party in parties
            if party.identifiers
        }
        by_identifier = {
            pair: party for party in parties for pair in numbered.get(party.id, {}).items()
        }
        nearby = Nearby.of(entry.key for entry in entries)
        return cls(entries, nearby, by_identifier, numbered)

    def screen(
        self,
        name: str,
        *,
        on: date,
        name_local: str | None = None,
        country: str | None = None,
        lei: str | None = None,
        uscc: str | None = None,
        registrations: str | None = None,
    ) -> Screening:
        """Is a party of this name on the lists, and what does its listing do on the day?"""
        query = Query(name, name_local, country, lei, uscc, registrations)
        return self.screen_all((query,), on)[0]

    def screen_all(self, queries: Sequence[Query], on: date) -> list[Screening]:
        """`screen` for every query, in order; a thousand at once cost less than one by one."""
        asked = [(at, key) for at, query in enumerate(queries) for key in query.keys()]  # noqa: SIM118 - no mapping
        near: dict[int, list[tuple[Key, Entry]]] = {}
        for place, found in self.nearby.of_many([key for _, key in asked]).items():
            at, key = asked[place]
            near.setdefault(at, []).extend((key, self.entries[one]) for one in sorted(found))
        spoken = {at for at, _ in asked}
        return [
            self._answer(query, near.get(at, ()), on, comparable=at in spoken)
            for at, query in enumerate(queries)
        ]

    def _answer(
        self, query: Query, near: Sequence[tuple[Key, Entry]], on: date, *, comparable: bool
    ) -> Screening:
        found: dict[tuple[str, str], Candidate] = {}
        numbers, wrong = query.identifiers()
        if comparable and not near and not numbers and not wrong:
            return Screening(query.name, "clear")
        notes = [*([] if comparable else [_NO_LETTERS]), *wrong]
        for pair in numbers:
            self._identified(pair, on, found)
        for key, entry in near:
            other = _other_number(numbers, self.numbered.get(entry.party.id, {}))
            _keep(found, _candidate(key, entry, query.country, other, on), entry.party)
        ranked = tuple(sorted(found.values(), key=lambda c: (not c.same, -c.score, c.id)))
        answer: Answer = "unknown" if ranked or notes else "clear"
        if any(candidate.same for candidate in ranked):
            answer = "same"
        return Screening(query.name, answer, ranked, tuple(notes), tuple(notes))

    def screen_many(self, frame: Any, *, on: date, workers: int = 1) -> Iterator[Screening]:  # noqa: ANN401
        """`screen` for every row of a frame with `name` and any of its other columns, in order.

        Rows are answered as they are asked for, thousands at a time; with more than one worker in
        as many processes (a script that asks for them needs the ``__main__`` guard).
        """
        return screened(self, frame, on, workers)

    def _identified(
        self, pair: tuple[str, str], on: date, found: dict[tuple[str, str], Candidate]
    ) -> None:
        party = self.by_identifier.get(pair)
        if party is not None:
            feature = Feature("identifier", 1.0, f"the number {pair[0]} {pair[1]}")
            found[party.list, party.id] = _made(
                party, party.name_en or party.name_zh, 1.0, (feature,), on, same=True
            )


def _other_number(given: Iterable[tuple[str, str]], listed: Mapping[str, str]) -> Feature | None:
    """The listed party has another number in a scheme in which the party has one."""
    for scheme, number in given:
        if listed.get(scheme, number) != number:
            reason = f"the number {scheme} {number}, where the listed party has {listed[scheme]}"
            return Feature("identifier", _OTHER_NUMBER, reason)
    return None


def _entries(parties: Iterable[Listed]) -> Iterator[Entry]:
    for party in parties:
        for name in dict.fromkeys((party.name_en, party.name_zh, *party.aliases)):
            for key in keys(name) if name else ():
                if key.sure:
                    yield Entry(party, name, key)


def _keep(
    found: dict[tuple[str, str], Candidate], candidate: Candidate | None, party: Listed
) -> None:
    if candidate is None:
        return
    old = found.get((party.list, party.id))
    if old is None or (candidate.same, candidate.score) > (old.same, old.score):
        found[party.list, party.id] = candidate


def _candidate(
    key: Key, entry: Entry, country: str | None, other: Feature | None, on: date
) -> Candidate | None:
    about = [feature for feature in (rule(key, entry.key) for rule in FEATURES) if feature]
    if not about:
        return None
    best = max(about, key=lambda feature: feature.weight)
    about = [best] if best.name == "equal" else about
    agrees = None if key.branch else _agrees(country, entry.party.country)
    against = [] if other is None else [other]
    if agrees is False:
        reason = f"{country}, where the listed party is of {entry.party.country}"
        against.append(Feature("country", _OTHER_COUNTRY, reason))
    clash = bool(key.families and entry.key.families and not key.families & entry.key.families)
    if clash:
        against.append(Feature("legal_form", _OTHER_FORM, "another kind of legal form"))
    if entry.key.branch and not key.branch:
        against.append(
            Feature("branch", _OTHER_FORM, "the listed party is a branch of such a company")
        )
    score = best.weight
    for feature in against:
        score *= feature.weight
    same = best.name == "equal" and key.sure and not against
    if score < THRESHOLD and best.name != "equal":
        return None
    return _made(
        entry.party, entry.name, round(score, 3), (*about, *against), on,
        same=same, branch=key.branch,
    )  # fmt: skip


def _agrees(given: str | None, listed: str | None) -> bool | None:
    if not given or not listed:
        return None
    return given == listed or (listed == "EU" and given in MEMBERS)


def _made(
    party: Listed,
    matched: str,
    score: float,
    features: tuple[Feature, ...],
    on: date,
    *,
    same: bool,
    branch: bool = False,
) -> Candidate:
    revived = getattr(party, "revived_on", None)
    return Candidate(
        party.id, party.name_en, party.name_zh, party.list, party.notice, party.country, score,
        features, matched, party.effect(on), same, branch, listing_version(party),
        None if revived is None else revived(on),
    )  # fmt: skip


def listing_version(party: Listed) -> str:
    """A fingerprint of a listing as it reads: another one is another listing to review."""
    return version(
        party.id, party.list, party.notice, party.name_en, party.name_zh, party.aliases,
        party.country, *party.identifiers,
    )  # fmt: skip
