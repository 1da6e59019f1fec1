"""The conditions of a move, each of which either holds or says why not and by which rule."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from licet.basics import all_of
from licet.cases.application import Application
from licet.cases.attachments import attached, wanted
from licet.cases.journal import Entry
from licet.cases.table import Move, table

NEEDS = {
    "approval": "approval by a person who prepared nothing of it and does not make the move",
    "form_open": "the form of licence is open to this exporter and these parties",
    "reason": "a reason",
    "papers": "the papers that must be there before it, marked so in the list of papers",
    "grounds": "the clause that it rests on, or the paper that is missing",
    "particulars": "number, term, quantity (a general licence may state none) and unit",
    "amendment": "either no new particulars, or all of them",
}
"""Each condition in words; `desk.py` reads the last two."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A move that somebody asks for, and what is known when they do."""

    move: Move
    by: str
    reason: str
    application: Application
    outcome: str
    """The engine's outcome when the case was opened."""
    journal: tuple[Entry, ...]
    grounded: bool = False
    """Are clauses or missing papers stated that the move rests on?"""


def objection(asked: Asked) -> str | None:
    """Why a move is refused, with its rule; `None` if its conditions hold."""
    checks: dict[str, Callable[[Asked], str | None]] = {
        "approval": _approval,
        "form_open": _form_open,
        "reason": _reason,
        "papers": _papers,
        "grounds": _grounds,
    }
    found = (checks[need](asked) for need in asked.move.needs if need in checks)
    return next((text for text in found if text is not None), None)


def person(name: str) -> str:
    """A name such that two ways of writing it are one person."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def approvers(journal: Iterable[Entry]) -> list[str]:
    """Who approved the case as it stands; whatever else happens makes approvals void."""
    found: list[str] = []
    for entry in journal:
        if entry.body["act"] == "approve":
            found.append(str(entry.body["by"]))
        elif entry.body["act"] != "hold":
            found = []
    return found


def preparers(journal: Iterable[Entry]) -> set[str]:
    """Who made what is to be approved: opened it, made the last move, or did the last thing."""
    acts = [entry for entry in journal if entry.body["act"] not in {"approve", "hold", "advise"}]
    wrote = {"open", "document"} if _is_draft(acts) else {"open"}
    last_move = next((one for one in reversed(acts) if one.body["act"] == "move"), None)
    return {
        person(entry.body["by"])
        for entry in acts
        if entry.body["act"] in wrote or entry is acts[-1] or entry is last_move
    }


def _is_draft(acts: list[Entry]) -> bool:
    return not any(entry.body["details"].get("to") == "submitted" for entry in acts)


def _approval(asked: Asked) -> str | None:
    found = approvers(asked.journal)
    if not found:
        return "four eyes: a second person approves first (licet case approve)"
    if person(asked.by) in {person(name) for name in found}:
        return "four eyes: who approved it does not make the move"
    return None


def _reason(asked: Asked) -> str | None:
    return None if asked.reason.strip() else "a reason is needed (--reason)"


def _grounds(asked: Asked) -> str | None:
    if asked.grounded:
        return None
    return (
        f"{asked.move.rule}: a refusal names the clause it rests on (--clause), or the paper that "
        "is missing (--paper)"
    )


def _papers(asked: Asked) -> str | None:
    """Which paper must be there first; of the watch list, also while it is not known."""
    there = attached(asked.journal)
    missing = [one for one in wanted(asked.application) if one.must and one.name not in there]
    if not missing:
        return None
    one = missing[0]
    application = asked.application
    watched = all_of((application.domestic, application.watch_listed))
    if one.watch_list and watched is None:
        unknown = "exporter is in China" if application.domestic is None else "end user is listed"
        return (
            f"{one.rule}: {one.name} must be attached first, as long as it is not known whether "
            f"the {unknown}"
        )
    return f"{one.rule}: {one.name} must be attached first ({one.words['en']})"


def _form_open(asked: Asked) -> str | None:
    application = asked.application
    if application.form == "humanitarian":
        if asked.outcome == "exempt":
            return None
        return (
            f"61 §5: the engine's outcome is {asked.outcome}, not exempt, so a report does not "
            "take the place of a licence"
        )
    if application.form == "single":
        return None
    return _not_single(application)


def _not_single(application: Application) -> str | None:
    form = "general licence" if application.form == "general" else "registration"
    if application.watch_listed is True:
        return f"792 Art. 26: no {form} for a party on the watch list; a single licence only"
    if application.watch_listed is None:
        return (
            f"792 Art. 26: no {form} while it is not known whether importer and end user are on "
            "the watch list"
        )
    if application.domestic is None:
        return f"792 Art. 16: no {form} while it is not known where the exporter is (exporter_in)"
    if application.domestic:
        return _barred(application)
    if form == "registration":
        return "61 §6: an exporter abroad applies under 792 Art. 16; registration is not named"
    if application.general_open:
        return _barred(application)
    return "61 §6: whether a general licence is open to an exporter abroad is reading A-38"


def _barred(application: Application) -> str | None:
    """What the applicant says of itself that closes the form to it."""
    for one in table().statements_of(application.form):
        said = application.says.get(one.name)
        if said is not None and said is not one.wanted:
            word = "not so" if one.wanted else "so"
            return f"{one.rule}: no {application.form} licence, for it is {word}: {one.words['en']}"
    return None


def entry_json(entry: Entry) -> dict[str, Any]:
    """An entry as answers show it."""
    return {**entry.body, "hash": entry.hash}
