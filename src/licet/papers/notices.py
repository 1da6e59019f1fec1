"""Compliance notices of a portfolio: one for each shipment, giver and receiver (61 §7).

A notice is made where the duty's clause is met by an article of the line, whether or not the
announcement stands on that day; the notice says which it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from licet.basics import Range
from licet.papers.dossier import Dossier, text_of
from licet.papers.sheets import word
from licet.verdict import Decision, Determination, Portfolio

_DUTY = "compliance_notice"
_CHINA = "CN"


def notices_of(portfolio: Portfolio, shipment: str | None = None) -> Dossier:
    """A dossier of the notices that a portfolio's shipments come with.

    Args:
        portfolio: the folder, decided.
        shipment: only this shipment.
    """
    parties = {row["party"]: row for row in _rows(portfolio, "parties")}
    items = {row["item"]: row["description"] for row in _rows(portfolio, "items")}
    rows = {(row["shipment"], row["line"]): row for row in _rows(portfolio, "shipments")}
    notices: dict[tuple[str, str, str], dict[str, Any]] = {}
    for decision in portfolio.decisions:
        line = decision.line
        if shipment is not None and line.shipment != shipment:
            continue
        row = rows.get((line.shipment, line.line), {})
        for one, standing in _owed(decision, portfolio):
            for role in _receivers(one):
                key = (line.shipment, str(line.parties.get("exporter")), _name(line.parties, role))
                notice = notices.setdefault(key, _notice(decision, row, role, parties))
                described = items.get(one.application.item)
                notice["lines"].append(_line(decision, one, row, described))
                notice["verdict"] = _told(notice.get("verdict"), standing)
    return Dossier(str(portfolio.folder.path), {"notice": list(notices.values())})


def _rows(portfolio: Portfolio, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = portfolio.folder.tables[table].rows.rows(named=True)
    return found


def _owed(decision: Decision, portfolio: Portfolio) -> Iterator[tuple[Determination, str]]:
    """The articles of a line for which the duty's clause is met, and where the clause stands."""
    duties = {
        clause.cite
        for clause in portfolio.book.clauses
        if clause.duty is not None and clause.duty["name"] == _DUTY
    }
    for one in decision.determinations:
        stands = [
            clause["standing"]
            for clause in one.verdict["clauses"]
            if clause["cite"] in duties and clause["met"] is True
        ]
        if stands:
            yield one, "in_force" if "in_force" in stands else stands[0]


def _receivers(one: Determination) -> tuple[str, ...]:
    """Who is told: an exporter in China tells importer and end user, others whoever is next."""
    facts = one.application.sheet.facts
    return ("importer", "end_user") if facts.get("exporter_in") == _CHINA else ("importer",)


def _notice(
    decision: Decision, row: Mapping[str, Any], role: str, parties: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    line = decision.line
    facts = line.applications[0].sheet.facts if line.applications else {}
    domestic = facts.get("exporter_in") == _CHINA
    found = {
        "giver": _party(line.parties.get("exporter"), parties),
        "receiver": _party(line.parties.get(role), parties),
        "receiver_is": role if domestic else "next_recipient",
        "shipment": line.shipment,
        "delivered_on": line.on,
        "destination": facts.get("ship_to"),
        "currency": row.get("currency"),
    }
    return {name: value for name, value in found.items() if value is not None} | {"lines": []}


def _line(
    decision: Decision, one: Determination, row: Mapping[str, Any], described: str | None
) -> dict[str, Any]:
    facts = one.application.sheet.facts
    whole = one.application.item == decision.line.item
    found = {
        "item": one.application.item,
        "description": None if described is None else text_of(described),
        "lot": row.get("lot"),
        "annex1": facts.get("annex1"),
        "origin": facts.get("origin"),
        "quantity": row.get("quantity") if whole else None,
        "unit": row.get("unit") if whole else None,
        "cn_part1_value": _exact(facts.get("cn_part1_value")),
        "item_value": _exact(facts.get("item_value")),
    }
    return {name: value for name, value in found.items() if value is not None}


def _exact(value: object) -> object:
    """A value that is known exactly; a range is for the giver to state."""
    if isinstance(value, Range):
        return value.lo if value.known else None
    return value


def _party(name: str | None, parties: Mapping[str, Mapping[str, Any]]) -> dict[str, Any] | None:
    if name is None:
        return None
    row = parties.get(name, {"name": name})
    said = {**text_of(str(row["name"]))}
    if row.get("name_local"):
        said = text_of(str(row["name_local"])) | said
    told = {"name": said, "country": row.get("country"), "uscc": row.get("uscc")}
    return {key: value for key, value in told.items() if value is not None}


def _name(parties: Mapping[str, str | None], role: str) -> str:
    return str(parties.get(role))


def _told(before: Mapping[str, str] | None, standing: str) -> Mapping[str, str]:
    """What the notice says of the duty: the firmest of what its lines say."""
    due = dict(word("notice_due"))
    if standing == "in_force" or before == due:
        return due
    return dict(word("notice_waits"))
