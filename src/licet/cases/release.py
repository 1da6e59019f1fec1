"""Shipments drawn against a licence: never beyond it, and each key once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from licet.cases.conditions import Leaving, broken, conditions_of
from licet.cases.desk import Done, Hand, check_version
from licet.cases.files import CaseFile, load, write
from licet.cases.guards import person
from licet.cases.licence import Licence, millionths, units
from licet.cases.schema import RELEASES
from licet.store import Store


@dataclass(frozen=True, slots=True)
class Shipment:
    """What is to be shipped; `None` where an element is not stated anew."""

    quantity: str
    unit: str
    key: str | None = None
    """Two requests with the same key are one release."""
    item: str | None = None
    destination: str | None = None
    end_user: str | None = None
    end_use: str | None = None
    meets: tuple[int, ...] = ()
    """The numbers of the conditions that it is said to meet."""

    def asked(self) -> dict[str, Any]:
        """What tells two requests with one key apart."""
        more = {"meets": sorted(set(self.meets))} if self.meets else {}
        return more | {
            "quantity": self.quantity.strip(),
            "unit": self.unit.strip(),
            "item": self.item,
            "destination": self.destination,
            "end_user": self.end_user,
            "end_use": self.end_use,
        }


def release(store: Store, name: str, shipment: Shipment, hand: Hand) -> Done:
    """Draw a shipment against the licence of a case.

    A single licence and a registration are for one export, so the release uses them up; a general
    licence is used up when nothing is left of it (792 Art. 15). A request whose key was used for
    the same shipment gets the answer of then.

    Raises:
        Refused: there is no valid licence for it, or it goes beyond the licence.
    """
    hand.checked()
    with store.writing() as connection:
        case = load(connection, name, to_write=True)
        before = _answered(connection, case, shipment, hand.on)
        if before is not None:
            return before
        check_version(case, hand)
        licence, count = _allowed(case, shipment, hand.on)
        one_export = case.application.form != "general"
        state = "exhausted" if one_export or count == licence.left else case.state
        left = None if licence.left is None else units(licence.left - count)
        details: dict[str, Any] = {
            "rule": "792 Art. 15",
            "licence": licence.number,
            "shipment": shipment.asked() | {"key": shipment.key},
            "left": left,
        }
        drawn = licence.drawn + count
        changed = {"state": state, "drawn": drawn}
        seq, version = write(
            connection, case, "release", by=hand.by.strip(), on=hand.on, details=details, **changed
        )
        more = {
            "release": seq,
            "licence": licence.number,
            "quantity": units(count),
            "unit": licence.unit,
            "left": left,
        }
        done = Done(case.id, state, version, more)
        row = {"seq": seq, "case_number": case.number, "key": shipment.key, "quantity": count}
        texts = {"asked": json.dumps(shipment.asked()), "answer": json.dumps(done.as_json())}
        connection.execute(RELEASES.insert().values(**row, **texts))
    return Done(done.id, done.state, done.version, {**more, "repeated": False})


def _answered(connection: Connection, case: CaseFile, shipment: Shipment, on: date) -> Done | None:
    """The answer that was given to this key, if it was used."""
    if shipment.key is None:
        return None
    found = select(RELEASES.c.asked, RELEASES.c.answer).where(
        RELEASES.c.case_number == case.number, RELEASES.c.key == shipment.key
    )
    row = connection.execute(found).first()
    if row is None:
        return None
    if not _same(json.loads(row.asked), shipment.asked()):
        raise case.refuse(f"key {shipment.key} was used for another shipment", on)
    said = json.loads(row.answer)
    id_, state, version = (said.pop(key) for key in ("id", "state", "version"))
    return Done(id_, state, version, {**said, "repeated": True})


def _same(before: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    def plainly(asked: Mapping[str, Any]) -> dict[str, object]:
        return {**asked, "quantity": _count(asked["quantity"])}

    return plainly(before) == plainly(now)


def _count(text: str | None) -> int | None:
    try:
        return millionths(text or "")
    except ValueError:
        return None


def _allowed(case: CaseFile, shipment: Shipment, on: date) -> tuple[Licence, int]:
    """The licence and how many millionths of its unit, if the shipment may go."""
    state, licence = case.state_on(on), case.licence
    if state != "valid" or licence is None:
        rule = "a shipment is released against a valid licence only (792 Art. 15, Art. 18)"
        raise case.refuse(rule, on)
    if on < licence.start:
        raise case.refuse(f"792 Art. 18: the licence is valid from {licence.start}", on)
    if on < case.last_day:
        raise case.refuse(f"{on} is before the last entry of the case, {case.last_day}", on)
    try:
        count = millionths(shipment.quantity)
    except ValueError as error:
        raise case.refuse(f"--quantity: {error}", on) from None
    if shipment.unit.strip().casefold() != licence.unit.casefold():
        raise case.refuse(f"the licence counts in {licence.unit}, not «{shipment.unit}»", on)
    why_not = _other_element(case, shipment)
    if why_not is not None:
        raise case.refuse(why_not, on)
    if licence.left is not None and licence.quantity is not None and count > licence.left:
        raise case.refuse(
            f"792 Art. 18: {units(count)} {licence.unit} is beyond the licence; "
            f"{units(licence.left)} of {units(licence.quantity)} {licence.unit} is left",
            on,
        )
    why_not = broken(conditions_of(case.journal), _leaving(case, shipment, count, on))
    if why_not is not None:
        raise case.refuse(f"792 Art. 18: {why_not}", on)
    return licence, count


def _leaving(case: CaseFile, shipment: Shipment, count: int, on: date) -> Leaving:
    users = case.application.end_users
    user = shipment.end_user or (users[0] if len(users) == 1 else None)
    before = sum(entry.body["act"] == "release" for entry in case.journal)
    return Leaving(count, on, user, before, frozenset(shipment.meets))


def _other_element(case: CaseFile, shipment: Shipment) -> str | None:
    """Which key element is another than the licence's (792 Art. 18), if one is."""
    granted = case.application
    for name in ("item", "destination", "end_use"):
        asked, held = getattr(shipment, name), getattr(granted, name)
        if asked is not None and (held is None or person(asked) != person(held)):
            return (
                f"792 Art. 18(2): {name} is {held or 'not stated'} in the licence, not {asked}; "
                "another one needs a new application"
            )
    users = {person(one) for one in granted.end_users}
    if shipment.end_user is None:
        several = len(users) > 1
        return "the licence names several end users; say which (--end-user)" if several else None
    if person(shipment.end_user) in users:
        return None
    return f"792 Art. 18(2): {shipment.end_user} is no end user of this licence"
