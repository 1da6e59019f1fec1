"""Checks of names, numbers and addresses of the parties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from licet.basics import identifier, registrations
from licet.papers.checks.view import Finding, View, called, finding, plainly, same_name
from licet.papers.dossier import model
from licet.rulebook import LAW, ListedParty, as_of, read_list

_ROLES = {
    "exporter_differs": ("application.applicant", "contract.seller", "statement.{n}.exporter"),
    "importer_differs": ("application.importer", "contract.buyer", "statement.{n}.importer"),
}
_DETAILS = ("country", "uscc", "registration")
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]{2,}")
_CONTROL, _WATCH = "control", "watch"


def numbers(view: View) -> Iterator[Finding]:
    """Registration numbers with wrong check digits, and e-mail addresses that are none."""
    for path, party in view.fields("party"):
        code = party.get("uscc")
        if code is not None and not _valid("USCC", code):
            yield finding("uscc_wrong", f"{path}.uscc", number=code)
        other = party.get("registration")
        if other is not None and not _registered(other):
            yield finding("registration_wrong", f"{path}.registration", number=other)
        mail = party.get("email")
        if mail is not None and _EMAIL.fullmatch(mail) is None:
            yield finding("email_wrong", f"{path}.email", text=mail)


def chinese_numbers(view: View) -> Iterator[Finding]:
    """Applicants and agents in China without a unified social credit code."""
    for path in ("application.applicant", "application.agent"):
        party = view.at(path) or {}
        if party.get("country") == "CN" and "uscc" not in party:
            yield finding("uscc_missing", path, name=called(party))


def names(view: View) -> Iterator[Finding]:
    """Exporter and importer must be the same in every document."""
    for kind, places in _ROLES.items():
        found = [(path, view.at(path)) for path in _numbered(view, places) if view.has(path)]
        for path, party in found[1:]:
            first = found[0]
            if not same_name(first[1].get("name"), party.get("name")):
                yield finding(kind, first[0], path, one=called(first[1]), other=called(party))
            else:
                yield from _details(first, (path, party))


def end_users(view: View) -> Iterator[Finding]:
    """The end users of contract and statements must be those of the application."""
    users = view.at("application.end_users") or []
    known = [("application.end_users." + str(n), one) for n, one in enumerate(users)]
    stated = []
    for path in _numbered(view, ("contract.end_user", "statement.{n}.end_user")):
        party = view.at(path)
        if party is None or not known:
            continue
        found = [one for one in known if _one(one[1], party)]
        if not found:
            yield finding("end_user_differs", path, one=called(party))
        else:
            yield from _details(found[0], (path, party))
            stated.append((path, found[0][0]))
    told = {user for path, user in stated if path.startswith("statement")}
    for path, user in known:
        if view.has("statement") and path not in told:
            yield finding("statement_absent", path, name=called(user))


def listed(view: View) -> Iterator[Finding]:
    """Importers and end users that are on a list although the application denies it."""
    if view.at("application.watch_listed") is True or not view.has("application"):
        return
    entries = _entries(view.day)
    users = [
        f"application.end_users.{n}" for n in range(len(view.at("application.end_users") or []))
    ]
    for path in ("application.importer", *users):
        party = view.at(path) or {}
        said = (plainly(name) for name in (party.get("name") or {}).values())
        found = next((entries[name] for name in said if name in entries), None)
        if found is not None:
            told = {"name": called(party), "list": found.list, "notice": found.notice}
            yield finding("watch_list_denied", path, **told)


@cache
def _entries(day: date) -> Mapping[str, ListedParty]:
    """Every party that is on a list on a day, by its names."""
    parties = [p for n in (_CONTROL, _WATCH) for p in read_list(LAW / f"cn/lists/{n}-list.csv")]
    names = ((name, one) for one in as_of(parties, day) for name in (one.name_zh, one.name_en))
    return {plainly(name): one for name, one in names if name}


def _numbered(view: View, places: tuple[str, ...]) -> Iterator[str]:
    for place in places:
        if "{n}" in place:
            yield from (place.format(n=n) for n in range(len(view.at("statement") or [])))
        else:
            yield place


def _one(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    names = (one.get("name") or {}).keys() & (other.get("name") or {}).keys()
    return bool(names) and same_name(one.get("name"), other.get("name"))


def _details(
    first: tuple[str, Mapping[str, Any]], second: tuple[str, Mapping[str, Any]]
) -> Iterator[Finding]:
    """A party that is named alike must have the same country and numbers."""
    for field in _DETAILS:
        one, other = first[1].get(field), second[1].get(field)
        if one is not None and other is not None and plainly(one) != plainly(other):
            words = model()["party"][field].words
            told = {"name": called(first[1]), "field": words["en"].lower(), "zh": words["zh"]}
            places = (f"{first[0]}.{field}", f"{second[0]}.{field}")
            yield finding("party_details_differ", *places, one=other, other=one, **told)


def _valid(scheme: str, text: str) -> bool:
    try:
        identifier(scheme, text)
    except ValueError:
        return False
    return True


def _registered(text: str) -> bool:
    try:
        return all(_valid(*one) for one in registrations(text))
    except ValueError:
        return False
