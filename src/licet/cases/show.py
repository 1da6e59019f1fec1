"""A case as answers show it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from licet.basics import Refused
from licet.cases.again import compared
from licet.cases.attachments import attached, wanted
from licet.cases.clock import Clock, clock
from licet.cases.conditions import conditions_of
from licet.cases.files import CaseFile, case_id, file_of, load
from licet.cases.grounds import refusal_of
from licet.cases.guards import approvers, entry_json
from licet.cases.journal import entries
from licet.cases.public import code_of
from licet.cases.records import keep_until
from licet.cases.schema import CASES, REMOVALS
from licet.cases.table import Move, table
from licet.store import Store


def show(store: Store, name: str, day: date) -> dict[str, Any]:
    """Everything about a case, as it stands on a day.

    Raises:
        Refused: there is no such case.
    """
    with store.reading() as connection:
        case = load(connection, name)
        old = _replaced(connection, case)
    state = case.state_on(day)
    onward = table().moves_from(state, case.application.form)
    held = keep_until(case, day)
    return {
        "id": case.id,
        "state": state,
        "version": case.version,
        "application": case.application.as_json(),
        "stated": case.stated,
        "verdict": case.verdict,
        "clock": clock_json(clock_of(case, day)),
        "licence": None if case.licence is None else case.licence.as_json(),
        "conditions": _conditions(case),
        "verification": {"number": case.id, "code": code_of(case)},
        "statements": _statements(case),
        "approved_by": approvers(case.journal),
        "moves": [_move(move) for move in onward if move.who != "desk"],
        "documents": _documents(case),
        "refusal": refusal_of(case),
        "replaces": None if case.replaces is None else case_id(case.replaces),
        "before": None if old is None else compared(old, case),
        "keep": {"until": held and held.isoformat(), "hold": case.hold},
        "journal": [entry_json(entry) for entry in case.journal],
    }


def _replaced(connection: Connection, case: CaseFile) -> CaseFile | None:
    """The case that this one takes the place of, unless there is none or it was removed."""
    if case.replaces is None:
        return None
    try:
        return load(connection, case_id(case.replaces))
    except Refused:
        return None


def listed(store: Store, day: date) -> list[dict[str, Any]]:
    """Every case in a line, the oldest first."""
    return [
        {
            "id": case.id,
            "state": case.state_on(day),
            "version": case.version,
            "form": case.application.form,
            "item": case.application.item,
            "destination": case.application.destination,
            "end_users": list(case.application.end_users),
            "outcome": case.verdict["outcome"],
            "due": due(case, day),
            "working_days_left": clock_json(clock_of(case, day))["working_days_left"],
            "licence": case.licence and case.licence.number,
            "unit": case.licence and case.licence.unit,
            "left": case.licence and case.licence.as_json()["left"],
        }
        for case in every(store)
    ]


def every(store: Store) -> list[CaseFile]:
    """Every case with its journal, in order; those that were removed are left out."""
    with store.reading() as connection:
        journals: dict[int, list[Any]] = {}
        for entry in entries(connection):
            if entry.body["case"] is not None:
                journals.setdefault(entry.body["case"], []).append(entry)
        gone = CASES.c.number.in_(select(REMOVALS.c.case_number))
        rows = connection.execute(select(CASES).where(~gone).order_by(CASES.c.number)).mappings()
        return [file_of(row, tuple(journals[row["number"]])) for row in rows]


def clock_of(case: CaseFile, day: date) -> Clock | None:
    """The limit that runs for a case on a day."""
    if table().states[case.state_on(day)].closed:
        return None
    return clock(case.clock_events(), day, watch_list=case.application.unlimited)


def due(case: CaseFile, day: date) -> str | None:
    """The last day of the limit that runs, if there is one."""
    running = clock_of(case, day)
    return None if running is None or running.due is None else running.due.isoformat()


def clock_json(running: Clock | None) -> dict[str, Any]:
    """A clock as answers show it; without one, everything is `None`."""
    if running is None:
        return {"limit": None, "due": None, "working_days_left": None, "stopped": False, "note": ""}
    return {
        "limit": running.limit.name,
        "rule": running.limit.rule,
        "started": running.started.isoformat(),
        "due": running.due and running.due.isoformat(),
        "working_days_left": running.working_days_left,
        "stopped": running.stopped,
        "note": running.note,
    }


def _move(move: Move) -> dict[str, Any]:
    return {"to": move.to, "who": move.who, "needs": list(move.needs), "rule": move.rule}


def _conditions(case: CaseFile) -> list[dict[str, Any]]:
    return [
        {"number": number, **one.as_json(), "says": one.words()}
        for number, one in enumerate(conditions_of(case.journal), 1)
    ]


def _statements(case: CaseFile) -> list[dict[str, Any]]:
    """What an applicant for this form says of itself; `said` is `None` where it is silent."""
    application = case.application
    return [
        {
            "statement": one.name,
            "title": dict(one.words),
            "rule": one.rule,
            "wanted": one.wanted,
            "said": application.says.get(one.name),
        }
        for one in table().statements_of(application.form)
    ]


def _documents(case: CaseFile) -> list[dict[str, Any]]:
    there = attached(case.journal)
    return [
        {
            "document": one.name,
            "title": dict(one.words),
            "rule": one.rule,
            "must": one.must,
            "there": one.name in there,
            **there.get(one.name, {}),
        }
        for one in wanted(case.application)
    ]
