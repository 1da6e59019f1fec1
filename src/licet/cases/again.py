"""An application that takes the place of an earlier one: what it states otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from licet.cases.attachments import attached
from licet.cases.files import CaseFile
from licet.cases.grounds import refusal_of

_REFUSED = ("refused", "refused_finally")
_ROUTE = frozenset(
    ("application.applicant", "facts.exporter_in", "facts.importer_in", "facts.ship_from")
)
"""A change of these after a refusal is another supplier, importer or route."""


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What a second application states otherwise than the first: name, before, after."""
    before, after = _flat(old), _flat(new)
    return [
        {"name": name, "before": before.get(name), "after": after.get(name)}
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    ]


def compared(old: CaseFile, new: CaseFile) -> dict[str, Any]:
    """A second application beside the first: what differs, and what became of the refusal."""
    refusal = refusal_of(old)
    there = attached(new.journal)
    if refusal is not None:
        for papers in (refusal["papers"], refusal["found"]["papers"]):
            for one in papers:
                one["there"] = one["document"] in there
    return {
        "id": old.id,
        "state": old.state,
        "differences": differences(old.stated, new.stated),
        "refusal": refusal,
    }


def remembered(state: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, bool]:
    """The facts that a refusal of the first application makes for the second.

    Args:
        state: how the first stands.
        old: what the first stated.
        new: what the second states.
    """
    if state not in _REFUSED:
        return {}
    names: Iterable[str] = (one["name"] for one in differences(old, new))
    changed = {"supplier_changed_after_refusal": True} if _ROUTE & set(names) else {}
    return {"refused_before": True, **changed}


def _flat(stated: Mapping[str, Any]) -> dict[str, object]:
    """The keys of a case as stated; those of facts, readings and application with their block."""
    flat: dict[str, object] = {}
    for key, value in stated.items():
        if isinstance(value, Mapping):
            flat |= {f"{key}.{name}": part for name, part in value.items()}
        else:
            flat[key] = value
    return flat
