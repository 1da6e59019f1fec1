"""Lists of parties: who is on them, since when, and what became of the listing.

A list is a CSV file, one listed party a row; the file's name says which list it is
(``control-list.csv`` is ``control``). A file that cannot be read whole is refused whole: a list
that was not read is not an empty list.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from licet.basics import TERRITORIES, Fault, Refused, Span, day, next_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

Effect = Literal["in_force", "suspended", "stopped", "not_yet"]

COLUMNS = (
    "id", "name_zh", "name_en", "aliases", "country", "notice", "listed_on", "suspended",
    "stopped_on", "transfer_ban", "source",
)  # fmt: skip
PLACES = frozenset(TERRITORIES) | {"EU"}
_BETWEEN = ";"
_YES_NO = {"true": True, "yes": True, "false": False, "no": False, "": False}
_STEM = re.compile(r"([a-z]+)(-[a-z]+)*-list(-[a-z0-9-]+)?")


@dataclass(frozen=True, slots=True)
class ListedParty:
    """One party on one list, as the notice names it.

    `country` is a territory or ``EU``; `suspended` are the spans in which the listing's measures
    were suspended; `stopped_on` the first day on which they no longer apply; `transfer_ban` says
    that the notice forbids anyone to pass certain items on to the party.
    """

    id: str
    name_zh: str
    name_en: str
    country: str | None
    list: str
    notice: str
    listed_on: date
    aliases: tuple[str, ...] = ()
    suspended: tuple[Span, ...] = ()
    stopped_on: date | None = None
    transfer_ban: bool = False
    source: str = ""

    def effect(self, on: date) -> Effect:
        """What the listing does on a day: stopping outlasts a suspension."""
        if on < self.listed_on:
            return "not_yet"
        if self.stopped_on is not None and on >= self.stopped_on:
            return "stopped"
        return "suspended" if any(on in span for span in self.suspended) else "in_force"

    def revived_on(self, on: date) -> date | None:
        """Since when, at the latest, a suspension has run out, if the listing is back in force.

        A suspension that ended on its words may have been prolonged by a notice nobody has read:
        the day is there to be shown beside the answer.
        """
        ends = [span.until for span in self.suspended if span.until is not None]
        past = [end for end in ends if end <= on]
        return max(past) if past and self.effect(on) == "in_force" else None


def read_list(path: Path) -> tuple[ListedParty, ...]:
    """The parties of a list file, in its order.

    Raises:
        Refused: the file cannot be read, is empty, or any row breaks the format; all faults at
            once, each with its line.
    """
    name = path.name
    stem = _STEM.fullmatch(path.stem)
    if stem is None:
        raise Refused(Fault(name, "name of the file", "the list's name, such as control-list.csv"))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(Fault(name, "the file", f"a list that can be read ({error})")) from error
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    faults: list[Fault] = []
    parties: list[ListedParty] = []
    try:
        _header(name, rows.fieldnames)
        for row in rows:
            _Row(name, rows.line_num, stem[1], row).read(parties, faults)
    except csv.Error as error:
        faults.append(Fault(name, "the file", f"well-formed CSV ({error})", line=rows.line_num))
    faults.extend(_twice(name, parties))
    if not parties and not faults:
        faults.append(Fault(name, "the file", "at least one listed party"))
    if faults:
        raise Refused(*faults)
    return tuple(parties)


def as_of(
    parties: Iterable[ListedParty], on: date, known: date | None = None
) -> tuple[ListedParty, ...]:
    """The parties listed on a day, with only what could be known on the day `known`.

    Parties whose listing is suspended or stopped stay, and say so by their `effect`; parties
    listed later than either day are left out. A suspension or a stop that had not begun by
    `known` is not yet known.
    """
    horizon = on if known is None else known
    return tuple(
        replace(
            party,
            suspended=tuple(span for span in party.suspended if span.start <= horizon),
            stopped_on=_if_known(party.stopped_on, horizon),
        )
        for party in parties
        if party.listed_on <= min(on, horizon)
    )


def _if_known(given: date | None, horizon: date) -> date | None:
    return given if given is not None and given <= horizon else None


def _header(name: str, found: Iterable[str] | None) -> None:
    columns = set(found or ())
    missing = [column for column in COLUMNS if column not in columns]
    if missing:
        raise Refused(Fault(name, "header", f"the columns {', '.join(missing)}", line=1))


def _twice(name: str, parties: list[ListedParty]) -> Iterable[Fault]:
    seen: set[str] = set()
    for party in parties:
        if party.id in seen:
            yield Fault(name, f"id {party.id}", "an id that is used once", value=party.id)
        seen.add(party.id)


@dataclass(slots=True)
class _Row:
    """One row on its way to a listed party; collects what is wrong with its cells."""

    file: str
    line: int
    list_name: str
    cells: dict[str, str | None]

    def read(self, parties: list[ListedParty], faults: list[Fault]) -> None:
        """Append the party to `parties`, or what is wrong to `faults`."""
        wrong: list[Fault] = []
        if None in self.cells or any(value is None for value in self.cells.values()):
            faults.append(self._fault("row", "as many cells as the header has", None))
            return
        take = self._taker(wrong)
        party = ListedParty(
            id=take("id", _text),
            name_zh=take("name_zh", str),
            name_en=take("name_en", str),
            country=take("country", _place),
            list=self.list_name,
            notice=take("notice", _text),
            listed_on=take("listed_on", day),
            aliases=take("aliases", _aliases),
            suspended=take("suspended", _spans),
            stopped_on=take("stopped_on", _day_or_none),
            transfer_ban=take("transfer_ban", _yes_no),
            source=take("source", str),
        )
        wrong.extend(self._contradictions(party) if not wrong else ())
        faults.extend(wrong)
        if not wrong:
            parties.append(party)

    def _taker(self, wrong: list[Fault]) -> Callable[[str, Callable[[str], object]], Any]:
        def take(column: str, parse: Callable[[str], object]) -> object:
            value = (self.cells[column] or "").strip()
            try:
                return parse(value)
            except (ValueError, KeyError):
                wrong.append(self._fault(column, _EXPECTED[column], value))
                return None

        return take

    def _contradictions(self, party: ListedParty) -> Iterable[Fault]:
        if not party.name_zh and not party.name_en:
            yield self._fault("name_zh", "a name in Chinese or in English", "")
        if party.stopped_on is not None and party.stopped_on < party.listed_on:
            yield self._fault("stopped_on", "a day not before listed_on", str(party.stopped_on))

    def _fault(self, column: str, expected: str, value: str | None) -> Fault:
        place = f"{(self.cells.get('id') or '').strip() or 'row'}, {column}"
        return Fault(self.file, place, expected, line=self.line, column=column, value=value)


_EXPECTED = {
    "id": "an id",
    "country": "two capital ISO 3166 letters, EU, or nothing",
    "notice": "the notice that lists the party",
    "listed_on": "the day of listing, such as 2026-02-24",
    "suspended": "pairs of days, such as 2025-05-14/2025-08-12; 2025-11-10/2026-11-10",
    "stopped_on": "the day the measures stopped, or nothing",
    "transfer_ban": "true or false",
}


def _text(value: str) -> str:
    if not value:
        raise ValueError(value)
    return value


def _place(value: str) -> str | None:
    if value and value not in PLACES:
        raise ValueError(value)
    return value or None


def _aliases(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[;|]", value) if part.strip())


def _yes_no(value: str) -> bool:
    return _YES_NO[value.lower()]


def _day_or_none(value: str) -> date | None:
    return day(value) if value else None


def _spans(value: str) -> tuple[Span, ...]:
    return tuple(_span(part) for part in value.split(_BETWEEN) if part.strip())


def _span(pair: str) -> Span:
    first, _, last = pair.partition("/")
    start = day(first)
    if not last.strip():
        return Span(start)
    through = day(last)
    if through < start:
        raise ValueError(pair)
    return Span(start, next_day(through))
