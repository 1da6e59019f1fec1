"""Checks of days: what has run out, what is still to come, and what comes before what."""

from __future__ import annotations

from collections.abc import Iterator

from licet.cases import NoCalendar, working_day_after
from licet.papers.checks.view import Finding, View, finding

_ENDS = {
    "statement_expired": ("statement", "valid_until"),
    "declaration_expired": ("declaration", "valid_until"),
}
_WRITTEN = ("date", "tested_on", "exported_on", "delivered_on")
REPORT_DAYS = 10
"""61 §5, in working days."""


def expired(view: View) -> Iterator[Finding]:
    """Statements, contracts, mandates and declarations that have run out."""
    for kind, (block, name) in _ENDS.items():
        for path, one in view.dossier.all(block):
            if name in one and one[name] < view.day:
                yield finding(kind, f"{path}.{name}", day=one[name])
    for kind, path in (
        ("contract_expired", "contract.valid_until"),
        ("mandate_expired", "application.mandate_until"),
    ):
        until = view.at(path)
        if until is not None and until < view.day:
            yield finding(kind, path, day=until)


def future(view: View) -> Iterator[Finding]:
    """Days of what is said to have happened that are still to come."""
    for path, day in view.fields("day"):
        name = path.rsplit(".", maxsplit=1)[-1]
        if (name in _WRITTEN or (name == "on" and "chain" not in path)) and day > view.day:
            yield finding("date_in_future", path, day=day)


def order(view: View) -> Iterator[Finding]:
    """Contract before shipment, shipment in time, application before shipment."""
    ship, applied = view.at("application.ship_on"), view.at("application.date")
    made, by = view.at("contract.date"), view.at("contract.ship_by")
    if ship is not None and made is not None and made > ship:
        places = ("contract.date", "application.ship_on")
        yield finding("contract_after_shipment", *places, contract=made, ship=ship)
    if ship is not None and by is not None and ship > by:
        places = ("application.ship_on", "contract.ship_by")
        yield finding("shipment_late", *places, ship=ship, by=by)
    if ship is not None and applied is not None and ship <= applied:
        yield finding("shipment_past", "application.ship_on", ship=ship, day=applied)
    for path, one in view.dossier.all("statement"):
        if applied is not None and "date" in one and one["date"] > applied:
            told = {"one": one["date"], "other": applied}
            yield finding("statement_after_application", f"{path}.date", **told)
    begins, ends = view.at("technology.from"), view.at("technology.until")
    if begins is not None and ends is not None and ends < begins:
        yield finding("technology_period", "technology.until", one=begins, other=ends)


def contract(view: View) -> Iterator[Finding]:
    """Number and day of the contract must be the same wherever they are named."""
    pairs = [("contract_number_differs", "contract.number", "application.contract_number")]
    pairs += [("contract_date_differs", "contract.date", "application.contract_date")]
    for n in range(len(view.at("statement") or [])):
        place = f"statement.{n}.contract_number"
        pairs.append(("contract_number_differs", "contract.number", place))
    for kind, first, second in pairs:
        one, other = view.at(first), view.at(second)
        if one is not None and other is not None and _tidy(one) != _tidy(other):
            yield finding(kind, first, second, one=one, other=other)


def report(view: View) -> Iterator[Finding]:
    """A humanitarian export is reported within ten working days of it."""
    exported = view.at("report.exported_on")
    if exported is None:
        return
    try:
        last = working_day_after(exported, REPORT_DAYS)
    except NoCalendar:
        return
    written, stated = view.at("report.date"), view.at("report.report_by")
    if stated is not None and stated != last:
        yield finding("report_day_wrong", "report.report_by", one=stated, other=last)
    if written is not None and written > last:
        yield finding("report_late", "report.date", one=written, other=last)


def _tidy(value: object) -> str:
    return "".join(str(value).casefold().split())
