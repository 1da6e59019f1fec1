"""The dossier of a case of the store: what the case says, and what a dossier adds to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from licet.papers.dossier.reading import Dossier, text_of

_CONTROL = re.compile(r"[0-9][A-E][0-9]{3}")
_ANNEX = re.compile(r"P[12]-")
_TECHNOLOGY = "1E902"


def of_case(shown: Mapping[str, Any], day: date) -> Dossier:
    """The dossier that a case makes by itself.

    Args:
        shown: the case, as `licet case show --json` has it.
        day: the day that the papers bear.
    """
    asked = shown["application"]
    users = [{"name": text_of(name)} for name in asked["end_users"]]
    item = _item(asked["item"])
    shared = _known(destination=asked["destination"], end_use=_both(asked["end_use"]))
    data: dict[str, Any] = {"case": shown["id"], "day": day}
    data["application"] = shared | _known(
        form=asked["form"],
        applicant=_named(asked["applicant"]),
        end_users=users or None,
        lines=[item] if item else None,
        watch_listed=asked["watch_listed"],
    )
    data["statement"] = [
        shared | _known(end_user=user, exporter=_named(asked["applicant"]), lines=[item])
        for user in users or [{}]
    ]
    if asked["form"] == "humanitarian":
        user = users[0] if users else None
        data["report"] = shared | _known(
            exporter=_named(asked["applicant"]),
            end_user=user,
            lines=[item] if item else None,
            **_exported(shown["clock"]),
        )
    elif str(asked["item"]).startswith(_TECHNOLOGY):
        data["technology"] = shared | _known(
            control_code=asked["item"], provider=_named(asked["applicant"])
        )
    else:
        data["technical"] = [{k: v for k, v in item.items() if k in {"control_code", "item"}}]
    data["attachments"] = [
        {"document": one["document"], "file": one["file"], "sha256": one["sha256"]}
        for one in shown["documents"]
        if one["there"]
    ]
    return Dossier(f"case {shown['id']}", data)


def with_case(dossier: Dossier, shown: Mapping[str, Any], day: date) -> Dossier:
    """A dossier with what the case says where the dossier itself says nothing."""
    made = of_case(shown, day).data
    data = _joined(dict(dossier.data), made)
    return Dossier(dossier.file, data, dossier.folder)


def _joined(stated: dict[str, Any], added: Mapping[str, Any]) -> dict[str, Any]:
    for key, value in added.items():
        here = stated.get(key)
        if here is None:
            stated[key] = value
        elif isinstance(here, dict) and isinstance(value, Mapping):
            stated[key] = here if set(here) & {"zh", "en"} else _joined(dict(here), value)
        elif key == "attachments":
            names = {one.get("document") for one in here}
            stated[key] = [*here, *(one for one in value if one["document"] not in names)]
    return stated


def _exported(clock: Mapping[str, Any]) -> dict[str, date | None]:
    """When it left, and by when that is reported, if the limit runs."""
    if clock["limit"] != "report":
        return {}
    due = clock["due"]
    return {
        "exported_on": date.fromisoformat(clock["started"]),
        "report_by": None if due is None else date.fromisoformat(due),
    }


def _item(item: str | None) -> dict[str, Any]:
    if item is None:
        return {}
    if _CONTROL.match(item):
        return {"control_code": item}
    return {"annex1": item} if _ANNEX.match(item) else {"item": item}


def _both(text: str | None) -> dict[str, str] | None:
    return None if text is None else text_of(text)


def _named(name: str | None) -> dict[str, Any] | None:
    return None if name is None else {"name": text_of(name)}


def _known(**values: Any) -> dict[str, Any]:  # noqa: ANN401 - any fields
    return {key: value for key, value in values.items() if value is not None}
