"""Short ways to do with a case what people do."""

from __future__ import annotations

from datetime import date
from typing import Any

from licet.cases import (
    Application,
    Done,
    Grounds,
    Hand,
    Shipment,
    Store,
    approve,
    attach_content,
    move,
    open_case,
    release,
)
from licet.verdict import Case

DAY = date(2026, 3, 2)
TERMS = {"number": "L-1", "until": "2026-12-31", "quantity": "100", "unit": "kg"}
VERDICT: Any = {
    "outcome": "licence_required",
    "review": "ordinary",
    "rulebook": {"fingerprint": "f", "checked_on": "2026-03-01"},
}
PLAIN = {
    "exporter_in": "CN",
    "dual_use_code": "1C905.a.1",
    "ship_to": "DE",
    "importer_on_watch_list": False,
    "end_user_on_watch_list": False,
}
GROUNDS = Grounds(("61 §3(3)",), ("contract",))
TO_VALID = ("ready", "submitted", "accepted", "under_review", "granted", "valid")


def hand(by: str = "ana", on: date = DAY, reason: str = "as told", **more: Any) -> Hand:
    """Somebody who acts."""
    return Hand(by, on, reason, **more)


def opened(
    store: Store,
    form: str = "single",
    verdict: Any = None,
    users: tuple[str, ...] = (),
    says: dict[str, bool] | None = None,
    **facts: Any,
) -> str:
    """A new case of that form; its name."""
    given: dict[str, Any] = PLAIN | facts
    case = Case(DAY, DAY, facts={name: v for name, v in given.items() if v is not None})
    application = Application(form=form, end_users=users, says=says or {})
    stated = {"facts": given}
    by = hand("opa")
    return open_case(store, case, verdict or VERDICT, application, by, stated=stated).id


def walk(
    store: Store,
    name: str,
    *states: str,
    terms: dict[str, str] | None = None,
    conditions: tuple[str, ...] = (),
) -> Done:
    """Move a case through states, approved by another where that is needed."""
    done = None
    for to in states:
        if to in {"submitted", "granted", "refused", "exported"}:
            approve(store, name, hand("ben"))
        said = (terms or {**TERMS, "number": f"L-{name}"}) if to == "valid" else None
        why = GROUNDS if to == "refused" else Grounds()
        done = move(store, name, to, hand(), said, conditions if to == "valid" else (), why)
    assert done is not None
    return done


def promise(store: Store, name: str) -> None:
    """Attach the two papers that a party on the watch list takes (792 Art. 26)."""
    for paper in ("risk_assessment", "undertaking"):
        attach_content(store, name, paper, f"{paper}.pdf", paper.encode(), hand("opa"))


def licensed(store: Store, form: str = "single", quantity: str = "100", **more: Any) -> str:
    """A case with a valid licence; its name."""
    name = opened(store, form, **more)
    terms = {**TERMS, "number": f"L-{name}", "quantity": quantity}
    if form == "registration":
        walk(store, name, "ready")
        approve(store, name, hand("ben"))
        walk(store, name, "valid", terms=terms)
    else:
        if more.get("end_user_on_watch_list"):
            promise(store, name)
        walk(store, name, *TO_VALID, terms=terms)
    return name


def ship(store: Store, name: str, quantity: str = "10", unit: str = "kg", **more: Any) -> Done:
    """Release a shipment."""
    return release(store, name, Shipment(quantity, unit, **more), hand("cem"))
