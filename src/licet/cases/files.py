"""A case as the store holds it: read, changed and written back in one transaction."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, select, update

from licet.basics import Fault, Refused
from licet.cases.application import Application
from licet.cases.audit import shown_after
from licet.cases.clock import Event
from licet.cases.journal import Entry, append, entries, lock
from licet.cases.licence import Licence
from licet.cases.schema import CASES, REMOVALS
from licet.cases.table import table

_ID = re.compile(r"(?:C-)?0*([1-9][0-9]{0,8})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case at one version, with its journal."""

    number: int
    state: str
    """As stored; see `state_on`."""
    version: int
    opened_by: str
    application: Application
    verdict: Mapping[str, Any]
    stated: Mapping[str, Any]
    replaces: int | None
    hold: bool
    licence: Licence | None
    journal: tuple[Entry, ...]

    @property
    def id(self) -> str:
        """How people call it."""
        return case_id(self.number)

    def state_on(self, day: date) -> str:
        """The state on a day: a licence whose term is over has expired, without anybody's doing."""
        over = self.licence is not None and day > self.licence.until
        expires = table().move(self.state, "expired", self.application.form) is not None
        return "expired" if over and expires else self.state

    @property
    def last_day(self) -> date:
        """The day of the latest thing that happened."""
        return max(date.fromisoformat(entry.body["on"]) for entry in self.journal)

    def clock_events(self) -> list[Event]:
        """What its moves did to the clock."""
        found = []
        for entry in self.journal:
            clock, _, limit = str(entry.body["details"].get("clock", "")).partition(" ")
            found.append(Event(date.fromisoformat(entry.body["on"]), clock, limit))
        return found

    def refuse(self, rule: str, day: date) -> Refused:
        """The refusal that names the state and the rule."""
        return Refused(Fault(f"case {self.id}", f"state {self.state_on(day)}", rule))


def case_id(number: int) -> str:
    """The name of the case with that number."""
    return f"C-{number:04d}"


def number_in(name: str) -> int | None:
    """The number of the case with that name; `None` if no case can be called that."""
    found = _ID.fullmatch(name.strip())
    return None if found is None else int(found[1])


def number_of(name: str) -> int:
    """The number of the case with that name.

    Raises:
        Refused: no case can be called that.
    """
    found = number_in(name)
    if found is None:
        raise Refused(Fault("case", name, "a case is called C-0001, C-0002, …"))
    return found


def load(connection: Connection, name: str, *, to_write: bool = False) -> CaseFile:
    """The case of that name; with `to_write` nobody else writes until the transaction ends.

    Raises:
        Refused: there is none.
    """
    number = number_of(name)
    if to_write:
        lock(connection)
    row = connection.execute(select(CASES).where(CASES.c.number == number)).mappings().first()
    if row is None:
        raise Refused(Fault("case", name, "there is no such case in this store"))
    gone = select(REMOVALS.c.seq).where(REMOVALS.c.case_number == number)
    tombstone = connection.execute(gone).scalar()
    if tombstone is not None:
        expected = f"the case was removed (792 Art. 27); entry {tombstone} is its tombstone"
        raise Refused(Fault("case", name, expected))
    return file_of(row, tuple(entries(connection, number)))


def file_of(row: RowMapping, journal: tuple[Entry, ...] = ()) -> CaseFile:
    """The case of a row of the store."""
    licence = None
    if row["licence"] is not None:
        term = (row["valid_from"], row["valid_until"])
        licence = Licence(row["licence"], *term, row["quantity"], row["unit"], row["drawn"])
    return CaseFile(
        row["number"],
        row["state"],
        row["version"],
        row["opened_by"],
        Application.from_json(json.loads(row["application"])),
        json.loads(row["verdict"]),
        json.loads(row["stated"]),
        row["replaces"],
        row["hold"],
        licence,
        journal,
    )


def write(
    connection: Connection,
    case: CaseFile,
    act: str,
    *,
    by: str,
    on: date,
    details: Mapping[str, Any],
    **changed: object,
) -> tuple[int, int]:
    """Change a case and say so in the journal; the entry's number and the case's new version.

    Raises:
        Refused: somebody else changed it meanwhile.
    """
    same = (CASES.c.number == case.number) & (CASES.c.version == case.version)
    new = case.version + 1
    done = connection.execute(update(CASES).where(same).values(version=new, **changed))
    if done.rowcount != 1:
        raise case.refuse(f"version {case.version} is stale: somebody changed the case", on)
    found = select(CASES).where(CASES.c.number == case.number)
    after = shown_after(connection.execute(found).mappings().one())
    seq = append(connection, case.number, act, by=by, on=on, details=details, after=after)
    return seq, new


def licence_columns(licence: Licence) -> dict[str, object]:
    """A licence as the columns of the store."""
    return {
        "licence": licence.number,
        "valid_from": licence.start,
        "valid_until": licence.until,
        "unit": licence.unit,
        "quantity": licence.quantity,
        "drawn": licence.drawn,
    }
