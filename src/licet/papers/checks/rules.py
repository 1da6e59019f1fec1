"""Every check of a dossier, in the order in which people read its papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from licet.papers.checks import attached, dates, language, lines, parties, policy
from licet.papers.checks.view import Finding, View, finding, plainly, texts
from licet.papers.dossier import Dossier, of_case

RULES: tuple[Callable[[View], Iterator[Finding]], ...] = (
    policy.fields,
    policy.form,
    parties.numbers,
    parties.chinese_numbers,
    parties.names,
    parties.end_users,
    parties.listed,
    policy.way,
    policy.use,
    lines.codes,
    lines.across,
    lines.shares,
    lines.sums,
    lines.money,
    dates.expired,
    dates.future,
    dates.order,
    dates.contract,
    dates.report,
    policy.signatures,
    policy.handed_on,
    language.translated,
    attached.wanted,
    attached.files,
    attached.languages,
)
KINDS = tuple(texts())
"""Every kind of finding."""
_OF_CASE = ("form", "destination", "end_use", "watch_listed")


def check_dossier(dossier: Dossier, day: date) -> tuple[Finding, ...]:
    """Everything that is wrong with a dossier on a day; nothing if it may be sent.

    Args:
        dossier: what the papers say.
        day: the day on which it is to be sent.
    """
    view = View(dossier, day)
    return tuple(one for rule in RULES for one in rule(view))


def findings_of_case(dossier: Dossier, shown: Mapping[str, Any], day: date) -> tuple[Finding, ...]:
    """What a dossier says otherwise than the case it belongs to.

    Args:
        dossier: what the papers say.
        shown: the case, as `licet case show --json` has it.
        day: the day on which it is to be sent.
    """
    case = of_case(shown, day)
    found = []
    for name in _OF_CASE:
        path = f"application.{name}"
        one, other = case.at(path), dossier.at(path)
        if one is not None and other is not None and not _alike(one, other):
            found.append(finding("case_differs", path, one=_said(one), other=_said(other)))
    users = {plainly(text) for u in dossier.at("application.end_users") or [] for text in _names(u)}
    for user in case.at("application.end_users") or []:
        if users and not users & {plainly(text) for text in _names(user)}:
            told = {"one": ", ".join(_names(user)), "other": "–"}
            found.append(finding("case_differs", "application.end_users", **told))
    noted = {one["document"]: one["sha256"] for one in case.at("attachments") or []}
    for path, one in dossier.all("attachments"):
        digest = one.get("sha256")
        if digest is not None and noted.get(one.get("document"), digest) != digest:
            found.append(finding("attachment_changed", path, file=one.get("file")))
    return tuple(found)


def _names(party: Mapping[str, Any]) -> list[str]:
    return list((party.get("name") or {}).values())


def _alike(one: Any, other: Any) -> bool:  # noqa: ANN401 - values of one field
    if isinstance(one, Mapping):
        shared = one.keys() & other.keys()
        return all(plainly(one[lang]) == plainly(other[lang]) for lang in shared)
    return bool(one == other)


def _said(value: Any) -> str:  # noqa: ANN401 - any value
    return " / ".join(value.values()) if isinstance(value, Mapping) else str(value)
