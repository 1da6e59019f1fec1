"""Lists of parties: who is on them, since when, and what became of the listing.

A list is a CSV file, one listed party a row; the file's name says which list it is
(``control-list.csv`` is ``control``). A file that cannot be read whole is refused whole: a list
that was not read is not an empty list.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from licet.basics import Fault, Refused
from licet.rulebook.listing import COLUMNS, Effect, ListedParty, Row

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

__all__ = ["COLUMNS", "Effect", "ListedParty", "as_of", "read_list"]
_STEM = re.compile(r"([a-z]+)(-[a-z]+)*-list(-[a-z0-9-]+)?")


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
            Row(name, rows.line_num, stem[1], row).read(parties, faults)
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
