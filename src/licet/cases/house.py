"""The readings that the house takes: which option, by whom, since when, why.

Counsel chooses; a choice is an entry of the journal, so its history is kept and cannot be changed.
Cases and portfolios that begin afterwards take it; what was decided before stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from licet.basics import Fault, Refused
from licet.cases.desk import Hand
from licet.cases.journal import append, entry_of, lock
from licet.cases.schema import JOURNAL
from licet.rulebook import Rulebook, nearest
from licet.store import Store

OPEN, USUAL = "open", "usual"
"""Not an option: the reading is left open; the one that the rulebook takes is taken again."""
_ACT = "reading"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the house chose: the entry of the journal that says so."""

    entry: int
    reading: str
    option: str
    """An option of the reading, `OPEN` or `USUAL`."""
    by: str
    on: str
    reason: str

    def as_json(self) -> dict[str, Any]:
        """The choice as answers and portfolios keep it."""
        return {
            "entry": self.entry, "reading": self.reading, "option": self.option,
            "by": self.by, "on": self.on, "reason": self.reason,
        }  # fmt: skip


def choose(store: Store, reading: str, option: str, hand: Hand, book: Rulebook) -> Choice:
    """Let the house read an open question so; a reason is needed.

    Args:
        store: where it is kept.
        reading: its id.
        option: one of its options, `OPEN` or `USUAL`.
        hand: who chooses, when, why.
        book: the rulebook that has the reading.

    Raises:
        Refused: there is no such reading or option, no reason is given, or it is taken so already.
    """
    hand.checked()
    if reading not in book.readings:
        expected = f"no reading is called that{nearest(reading, book.readings)}"
        raise Refused(Fault("reading", reading, expected))
    options = (*book.readings[reading].options, OPEN, USUAL)
    if option not in options:
        expected = f"one of {', '.join(options)} was expected, not «{option}»"
        raise Refused(Fault("reading", reading, expected))
    reason = " ".join(hand.reason.split())
    if not reason:
        raise Refused(Fault("reading", reading, "a reason is needed (--reason)"))
    with store.writing() as connection:
        lock(connection)
        now = house(_choices(connection)).get(reading)
        if option == (USUAL if now is None else now.option):
            raise Refused(Fault("reading", reading, f"the house reads it so already: {option}"))
        details = {"reading": reading, "option": option, "reason": reason}
        by = hand.by.strip()
        seq = append(connection, None, _ACT, by=by, on=hand.on, details=details)
    return Choice(seq, reading, option, by, hand.on.isoformat(), reason)


def choices(store: Store) -> tuple[Choice, ...]:
    """Every choice that was ever made, in order."""
    with store.reading() as connection:
        return _choices(connection)


def house(made: Iterable[Choice]) -> dict[str, Choice]:
    """By reading, the choice that counts now; none where the rulebook's own is taken."""
    latest = {one.reading: one for one in made}
    return {name: one for name, one in sorted(latest.items()) if one.option != USUAL}


def readings_of(taken: Mapping[str, Choice], book: Rulebook) -> dict[str, str | None]:
    """The choices as a case takes them; what the rulebook no longer has is left out."""
    return {
        name: None if one.option == OPEN else one.option
        for name, one in taken.items()
        if name in book.readings and one.option in (*book.readings[name].options, OPEN)
    }


def beneath(
    stated: Mapping[str, str | None], made: Mapping[str, Choice], book: Rulebook
) -> tuple[dict[str, str | None], tuple[Choice, ...]]:
    """The readings that are stated, beneath them those of the house; and which of these count.

    Args:
        stated: the readings of a case or a call; these stand.
        made: what the house chose, by reading.
        book: the rulebook that has the readings.
    """
    own = {name: one for name, one in readings_of(made, book).items() if name not in stated}
    return {**own, **stated}, tuple(made[name] for name in own)


def _choices(connection: Connection) -> tuple[Choice, ...]:
    wanted = select(JOURNAL).where(JOURNAL.c.case_number.is_(None)).order_by(JOURNAL.c.seq)
    found = (entry_of(row) for row in connection.execute(wanted).mappings())
    return tuple(
        Choice(one.seq, **one.body["details"], by=one.body["by"], on=one.body["on"])
        for one in found
        if one.body["act"] == _ACT
    )
