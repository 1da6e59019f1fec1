"""What people do with cases. START READING THIS ROOM HERE.

Every act is one transaction: it asks the table, checks the conditions, changes the case and adds
an entry to the journal, or it is refused and changes nothing.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from licet.basics import Fault, Refused
from licet.cases.again import differences
from licet.cases.application import Application, filled
from licet.cases.entering import conditions_entered, licence_entered
from licet.cases.files import CaseFile, case_id, licence_columns, load, write
from licet.cases.grounds import NO_GROUNDS, Grounds, grounds_entered
from licet.cases.guards import Asked, approvers, objection, person, preparers
from licet.cases.journal import append, lock
from licet.cases.schema import CASES
from licet.cases.table import Move, table
from licet.store import Store
from licet.verdict import Case, Verdict


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts, on which day, why, and on which version of the case if they saw one."""

    by: str
    on: date
    reason: str = ""
    version: int | None = None

    def checked(self) -> Hand:
        """The hand, if it has a name and does not act in the future.

        Raises:
            Refused: it has none, or it does.
        """
        if not self.by.strip():
            raise Refused(Fault("command line", "--by", "the name of whoever does it is needed"))
        if self.on > date.today() + timedelta(days=1):  # noqa: DTZ011 - elsewhere it is tomorrow
            expected = f"{self.on} is still to come; only what has happened is entered"
            raise Refused(Fault("command line", "--on", expected))
        return self


@dataclass(frozen=True, slots=True)
class Done:
    """How a case stands after an act."""

    id: str
    state: str
    version: int
    more: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The answer as JSON."""
        return {"id": self.id, "state": self.state, "version": self.version, **self.more}


def open_case(
    store: Store,
    case: Case,
    verdict: Verdict,
    application: Application,
    hand: Hand,
    *,
    stated: Mapping[str, Any],
    replaces: str | None = None,
) -> Done:
    """Open a case with the engine's verdict beside it.

    Args:
        store: where it is kept.
        case: what is known of the export.
        verdict: what the engine says of it.
        application: what is applied for.
        hand: who opens it.
        stated: the case as it was written, for those who read it later.
        replaces: an earlier case: refused or withdrawn, or whose licence was returned for a
            change of a key element (792 Art. 18).
    """
    hand.checked()
    with store.writing() as connection:
        number = lock(connection)["cases"] + 1
        details: dict[str, Any] = {"application": filled(application, case).as_json()}
        old = None if replaces is None else load(connection, replaces)
        if old is not None:
            _may_be_replaced(old, hand.on)
            differs = [one["name"] for one in differences(old.stated, stated)]
            details |= {"replaces": old.id, "differs": differs}
        row = {
            "number": number,
            "state": "draft",
            "version": 1,
            "opened_by": hand.by.strip(),
            "application": json.dumps(details["application"], ensure_ascii=False),
            "stated": json.dumps(stated, ensure_ascii=False),
            "verdict": json.dumps(verdict, ensure_ascii=False, default=str),
            "replaces": None if old is None else old.number,
            "hold": False,
            "drawn": 0,
        }
        connection.execute(CASES.insert().values(**row))
        details["verdict"] = {key: verdict[key] for key in ("outcome", "review")}
        details["salt"] = secrets.token_hex(16)  # so that nobody guesses the entry's hash
        details["rulebook"] = str(verdict["rulebook"]["fingerprint"])
        after = _NEW | {"state": "draft", "version": 1}
        by = hand.by.strip()
        append(connection, number, "open", by=by, on=hand.on, details=details, after=after)
    return Done(case_id(number), "draft", 1)


_NEW: dict[str, Any] = {
    "hold": False,
    "licence": None,
    "unit": None,
    "valid_from": None,
    "valid_until": None,
    "quantity": None,
    "drawn": "0",
}


def move(
    store: Store,
    name: str,
    to: str,
    hand: Hand,
    stated: Mapping[str, str | None] | None = None,
    conditions: Sequence[str] = (),
    grounds: Grounds = NO_GROUNDS,
) -> Done:
    """Move a case to another state.

    Args:
        store: where it is kept.
        name: the case.
        to: the state.
        hand: who moves it.
        stated: what a licence says, where the move enters one: ``number``, ``from``, ``until``,
            ``quantity``, ``unit``.
        conditions: what later shipments are checked against, with a grant or a licence.
        grounds: the clauses and papers that a refusal or a request rests on.

    Raises:
        Refused: there is no such move, or a condition does not hold.
    """
    hand.checked()
    with store.writing() as connection:
        case = load(connection, name, to_write=True)
        step = _step(case, to, hand)
        asked = Asked(
            step,
            hand.by,
            hand.reason,
            case.application,
            case.verdict["outcome"],
            case.journal,
            grounded=grounds != NO_GROUNDS,
        )
        why_not = objection(asked)
        if why_not is not None:
            raise case.refuse(why_not, hand.on)
        licence = licence_entered(connection, case, step, hand.on, stated or {})
        details: dict[str, Any] = {"from": case.state, "to": to, "rule": step.rule}
        details |= {"reason": reason} if (reason := " ".join(hand.reason.split())) else {}
        details |= {"clock": f"{step.clock} {step.limit}".strip()} if step.clock else {}
        details |= conditions_entered(case, step, conditions, hand.on)
        details |= grounds_entered(case, step, grounds, hand.on)
        changed: dict[str, object] = {"state": to}
        if licence is not None:
            changed |= licence_columns(licence)
            details["licence"] = licence.as_json()
        _, version = write(
            connection, case, "move", by=hand.by.strip(), on=hand.on, details=details, **changed
        )
    return Done(case.id, to, version)


def approve(store: Store, name: str, hand: Hand) -> Done:
    """Approve the next step of a case, as somebody who did not prepare it.

    Raises:
        Refused: nothing waits for approval, or this person prepared it.
    """
    hand.checked()
    with store.writing() as connection:
        case = load(connection, name, to_write=True)
        _on_time(case, hand)
        state = case.state_on(hand.on)
        waiting = table().moves_from(state, case.application.form)
        if not any("approval" in step.needs for step in waiting):
            raise case.refuse("no step from here waits for approval", hand.on)
        if person(hand.by) in preparers(case.journal):
            raise case.refuse("four eyes: nobody approves what they prepared", hand.on)
        if person(hand.by) in {person(one) for one in approvers(case.journal)}:
            raise case.refuse(f"four eyes: {hand.by.strip()} has approved it already", hand.on)
        details = {"reason": hand.reason.strip()} if hand.reason.strip() else {}
        _, version = write(
            connection, case, "approve", by=hand.by.strip(), on=hand.on, details=details
        )
    return Done(case.id, state, version)


def check_version(case: CaseFile, hand: Hand) -> None:
    """Refuse an act on a version of the case that is no longer the latest."""
    if hand.version is not None and hand.version != case.version:
        rule = f"version {hand.version} is stale; the case is at version {case.version}"
        raise case.refuse(rule, hand.on)


def _on_time(case: CaseFile, hand: Hand) -> None:
    check_version(case, hand)
    if hand.on < case.last_day:
        rule = f"{hand.on} is before the last entry of the case, {case.last_day}"
        raise case.refuse(rule, hand.on)


def _step(case: CaseFile, to: str, hand: Hand) -> Move:
    if to not in table().states:
        expected = f"one of {', '.join(table().states)} was expected, not «{to}»"
        raise Refused(Fault(f"case {case.id}", f"state {case.state_on(hand.on)}", expected))
    state = case.state_on(hand.on)
    form = case.application.form
    step = table().move(state, to, form)
    if step is not None and step.who != "desk":
        _on_time(case, hand)
        return step
    onward = [one.to for one in table().moves_from(state, form) if one.who != "desk"]
    if table().states[state].closed or not onward:
        raise case.refuse(f"the case is closed; no move leads to {to}", hand.on)
    expected = f"no move leads to {to} for a {form} application; open are {', '.join(onward)}"
    raise case.refuse(expected, hand.on)


def _may_be_replaced(old: CaseFile, on: date) -> None:
    state = old.state_on(on)
    if state not in {"refused", "refused_finally", "withdrawn", "returned", "expired", "revoked"}:
        raise old.refuse(
            "792 Art. 18: a new application takes its place once the licence is returned or the "
            "old application is refused or withdrawn",
            on,
        )
