"""What a move enters with a licence: its particulars, and the conditions it is granted under."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from licet.cases.conditions import read_condition
from licet.cases.files import CaseFile
from licet.cases.licence import Licence, read_licence
from licet.cases.schema import CASES
from licet.cases.table import Move


def licence_entered(
    connection: Connection,
    case: CaseFile,
    step: Move,
    on: date,
    stated: Mapping[str, str | None],
) -> Licence | None:
    """The licence that a move enters, if it enters one."""
    said = {key: value for key, value in stated.items() if value is not None}
    if "particulars" not in step.needs and not ("amendment" in step.needs and said):
        if said:
            raise case.refuse("this move enters no licence, so it takes no particulars", on)
        return None
    if case.licence is not None:  # the term goes on from where it began
        said["from"] = case.licence.start.isoformat()
    try:
        licence = read_licence(said, case.application.form, on)
    except ValueError as error:
        raise case.refuse(f"{step.rule}: {error}", on) from None
    taken = select(CASES.c.number).where(
        CASES.c.licence == licence.number, CASES.c.number != case.number
    )
    if connection.execute(taken).first() is not None:
        raise case.refuse(f"licence {licence.number} is entered in another case", on)
    return _amended(case, licence, on)


def conditions_entered(
    case: CaseFile, step: Move, texts: Sequence[str], on: date
) -> dict[str, Any]:
    """The conditions that a move states, as the journal keeps them."""
    if not texts:
        return {}
    if step.to != "granted" and not {"particulars", "amendment"} & set(step.needs):
        raise case.refuse("conditions come with a grant or a licence, not with this move", on)
    try:
        return {"conditions": [read_condition(text).as_json() for text in texts]}
    except ValueError as error:
        raise case.refuse(f"--condition {error}", on) from None


def _amended(case: CaseFile, licence: Licence, on: date) -> Licence:
    """The licence that replaces the one before: what was shipped stays shipped."""
    before = case.licence
    if before is None:
        return licence
    if licence.unit.casefold() != before.unit.casefold():
        raise case.refuse("792 Art. 18: an amended licence counts in the unit of the first", on)
    if licence.quantity is not None and licence.quantity <= before.drawn:
        raise case.refuse("792 Art. 18: the new quantity is not above what is shipped", on)
    return replace(licence, unit=before.unit, drawn=before.drawn)
