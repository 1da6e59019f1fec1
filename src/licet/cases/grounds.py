"""Why an application was refused or sent back: the clauses it rests on, the papers it lacked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from licet.cases.attachments import attached, wanted
from licet.cases.files import CaseFile
from licet.cases.table import Move, table
from licet.rulebook import nearest, rulebook

_REFUSES = ("refused", "refused_finally")
_STATED_WITH = (*_REFUSES, "supplement_requested", "reconsideration")
_AGAINST = ("prohibited", "refusal_presumed")


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a refusal, or a request for more, rests on: cites of clauses, names of papers."""

    clauses: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()


NO_GROUNDS = Grounds()


def grounds_entered(case: CaseFile, step: Move, stated: Grounds, on: date) -> dict[str, Any]:
    """The grounds as the journal keeps them with a move; nothing if none are stated.

    Raises:
        Refused: the move takes none, or there is no such clause or paper.
    """
    if stated == NO_GROUNDS:
        return {}
    if step.to not in _STATED_WITH:
        raise case.refuse("grounds are stated with a refusal, a request or an appeal", on)
    cites = {clause.cite for clause in rulebook().clauses}
    names = {one.name for one in table().documents}
    for cite in stated.clauses:
        if cite not in cites:
            raise case.refuse(f"no clause is cited «{cite}»{nearest(cite, cites)}", on)
    for name in stated.papers:
        if name not in names:
            raise case.refuse(f"no paper is called «{name}»{nearest(name, names)}", on)
    return {"grounds": {"clauses": list(stated.clauses), "papers": list(stated.papers)}}


def refusal_of(case: CaseFile) -> dict[str, Any] | None:
    """The latest refusal with its clauses and papers; `None` if the case was never refused.

    One that upholds another rests on what that one rested on, unless it says otherwise. `found`
    says what there was against it on that day: clauses of the verdict that speak against a licence,
    and papers that were not attached.
    """
    refused = [n for n, one in enumerate(case.journal) if one.body["details"].get("to") in _REFUSES]
    if not refused:
        return None
    entry = case.journal[refused[-1]].body
    stated = (case.journal[n].body["details"].get("grounds") for n in reversed(refused))
    none: dict[str, list[str]] = {"clauses": [], "papers": []}
    said = next((one for one in stated if one), none)
    before = {
        one.body["details"]["document"]
        for one in case.journal[: refused[-1]]
        if one.body["act"] == "document"
    }
    missing = [one.name for one in wanted(case.application) if one.name not in before]
    return {
        "on": entry["on"],
        "reason": entry["details"].get("reason"),
        "rule": entry["details"]["rule"],
        "clauses": [_clause(cite, case.verdict) for cite in said["clauses"]],
        "papers": [_paper(name, case) for name in said["papers"]],
        "found": {
            "clauses": [_clause(cite, case.verdict) for cite in _against(case.verdict)],
            "papers": [_paper(name, case) for name in missing],
        },
    }


def _against(verdict: Mapping[str, Any]) -> list[str]:
    return [
        one["cite"]
        for one in verdict.get("clauses", ())
        if one["then"] in _AGAINST and one["met"] is True and one["standing"] == "in_force"
    ]


def _clause(cite: str, verdict: Mapping[str, Any]) -> dict[str, Any]:
    """A clause, and whether the verdict of the case holds that it is met."""
    found = next((one for one in verdict.get("clauses", ()) if one["cite"] == cite), None)
    title = next((dict(one.title) for one in rulebook().clauses if one.cite == cite), None)
    return {"cite": cite, "title": title, "met": None if found is None else found["met"]}


def _paper(name: str, case: CaseFile) -> dict[str, Any]:
    one = next(each for each in table().documents if each.name == name)
    there = name in attached(case.journal)
    return {"document": name, "title": dict(one.words), "rule": one.rule, "there": there}
