"""Holdings from the Beneficial Ownership Data Standard, versions 0.2 to 0.4.

A record is stated again when it changes: each version holds from its day until the next one's.
Exact shares and ranges, with their open ends, are kept; so is what cannot be a share: trusts and
nominees, holders left unspecified and anonymous, interests without a type. The standard:
https://standard.openownership.org
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.ownership.bods_history import Version, rows_of
from licet.ownership.imported import (
    Broken,
    Collector,
    Imported,
    Json,
    first_day,
    read_json,
    text_of,
)  # fmt: skip

if TYPE_CHECKING:
    from pathlib import Path

_TYPES = {
    "entity": "entity", "person": "person", "relationship": "relationship",
    "entitystatement": "entity", "personstatement": "person",
    "ownershiporcontrolstatement": "relationship",
}  # fmt: skip
_KINDS = {
    "shareholding": "equity", "votingrights": "votes",
    "trustee": "trust", "settlor": "trust", "protector": "trust", "trusteeoftrust": "trust",
    "settloroftrust": "trust", "protectoroftrust": "trust", "beneficiaryoftrust": "trust",
    "beneficiaryoflegalarrangement": "trust", "otherinfluenceorcontroloftrust": "trust",
    "nominee": "nominee", "nominator": "nominee",
}  # fmt: skip
_CONTROL = frozenset(
    {"boardmember", "boardchair", "seniormanagingofficial", "appointmentofboard",
     "otherinfluenceorcontrol", "influenceorcontrol", "controlviacompanyrulesorarticles",
     "controlbylegalframework"}
)  # fmt: skip
_VEILED = frozenset({"anonymousPerson", "unknownPerson", "anonymousEntity", "unknownEntity"})
_HUNDRED = Decimal(100)


def read_bods(path: Path) -> Imported:
    """The holdings and parties of a BODS file (a JSON array, or a statement a line).

    Raises:
        Refused: the file is no JSON at all.
    """
    reader = _Reader(Collector(path.name), {}, {}, {}, set())
    for line, statement in read_json(path):
        reader.statement(statement, line)
    return reader.done()


@dataclass(slots=True)
class _Reader:
    out: Collector
    names: dict[str, str]
    """The first id of what a statement or record id speaks of."""
    types: dict[str, str]
    """By record: registeredEntity, arrangement, knownPerson …"""
    versions: dict[str, list[Version]]
    seen: set[str]

    def statement(self, given: Json, line: int | None) -> None:
        """One statement of the file."""
        about: str | None = None
        name = f"in line {line}" if line is not None else "without an id"
        try:
            if not isinstance(given, dict):
                raise Broken("a JSON object")
            identity = text_of(given.get("statementId")) or text_of(given.get("statementID"))
            if identity is None:
                raise Broken("a statementId")
            name = identity
            about = _about(given)
            if identity in self.seen:
                raise Broken("a statementId that is used once")
            self.seen.add(identity)
            self._sorted(identity, given, line)
        except Broken as broken:
            self.out.refuse(name, str(broken), about and self.names.get(about, about), line)

    def _sorted(self, identity: str, given: dict[str, Json], line: int | None) -> None:
        label = text_of(given.get("recordType")) or text_of(given.get("statementType")) or ""
        kind = _TYPES.get(label.lower().replace("-", ""))
        if kind is None:
            raise Broken(f"a statement about an entity, a person or a relationship, not «{label}»")
        record = text_of(given.get("recordId")) or self._root(given) or identity
        self.names |= {identity: record, record: record}
        details = given.get("recordDetails", given)
        if not isinstance(details, dict):
            raise Broken("recordDetails that are an object")
        if kind == "relationship":
            self.versions.setdefault(record, []).append(_version(identity, given, details, line))
        else:
            self._party(record, kind, details)

    def _root(self, given: dict[str, Json]) -> str | None:
        """Before 0.4 a statement names those it replaces: the first of them stands for all."""
        replaced = given.get("replacesStatements") or ()
        if not isinstance(replaced, list | tuple):
            raise Broken("replacesStatements that are a list")
        return next((self.names.get(old, old) for old in replaced if isinstance(old, str)), None)

    def _party(self, record: str, kind: str, details: dict[str, Json]) -> None:
        stated = details.get("entityType" if kind == "entity" else "personType")
        stated = stated.get("type") if isinstance(stated, dict) else stated
        self.types[record] = text_of(stated) or ""
        name = text_of(details.get("name")) or _full_name(details.get("names")) or ""
        place = details.get("jurisdiction") or details.get("incorporatedInJurisdiction") or {}
        code = text_of(place.get("code")) if isinstance(place, dict) else None
        identifiers = details.get("identifiers") or ()
        lei = next((i.get("id") for i in identifiers if _is_lei_scheme(i)), None)
        self.out.party(record, name, country=code and code[:2], lei=text_of(lei))

    def done(self) -> Imported:
        """All statements turned into rows."""
        for versions in self.versions.values():
            for row in rows_of(sorted(versions, key=lambda version: version.stated)):
                self._row(row)
        held = {row["owned"] for row in self.out.holdings if row["kind"] in ("equity", "votes")}
        for record, stated in self.types.items():
            if stated in ("arrangement", "trust") and record not in held:
                self.out.holding(None, record, kind="trust", source="an arrangement")
        return self.out.done()

    def _row(self, row: dict[str, Any]) -> None:
        owner, owned = row.pop("owner"), row.pop("owned")
        owned = self.names.get(owned, owned)
        if owned not in self.types:
            self.out.refuse(
                row["source"], f"a subject that is stated, not {owned}", owned, row["_line"]
            )
        if owner is not None:
            owner = self.names.get(owner, owner)
            if owner not in self.types:
                rule = f"an interested party that is stated, not {owner}"
                self.out.refuse(row["source"], rule, owned, row["_line"])
            if self.types.get(owner, "") in _VEILED:
                row["kind"] = "unknown"
        self.out.holding(owner, owned, **row)


def _about(given: dict[str, Json]) -> str | None:
    """The party whose holders a statement speaks of, as far as it can be read."""
    details = given.get("recordDetails", given)
    subject = details.get("subject") if isinstance(details, dict) else None
    if subject is None:
        return text_of(given.get("recordId"))
    return _reference(subject)


def _version(
    identity: str, given: dict[str, Json], details: dict[str, Json], line: int | None
) -> Version:
    subject, party = _reference(details.get("subject")), details.get("interestedParty")
    if subject is None:
        raise Broken("a subject")
    owner = _reference(party)
    if owner is None and not isinstance(party, dict):
        raise Broken("an interestedParty")
    interests = details.get("interests") or [{}]
    if not isinstance(interests, list):
        raise Broken("interests that are a list")
    status = text_of(given.get("recordStatus")) or "new"
    read = tuple(_interest(one, veiled=owner is None) for one in interests)
    stated = first_day(given.get("statementDate"))
    return Version(identity, owner, subject, stated, read, status == "closed", line)


def _reference(value: Json) -> str | None:
    """The id a subject or interested party gives: as text, or before 0.4 in an object."""
    if isinstance(value, dict):
        keys = ("describedByEntityStatement", "describedByPersonStatement")
        return next((text_of(value.get(key)) for key in keys if value.get(key)), None)
    return text_of(value)


def _interest(given: Json, *, veiled: bool) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise Broken("interests that are objects")
    label = (text_of(given.get("type")) or "").lower().replace("-", "")
    share = given.get("share")
    lo, hi = _share(share) if share is not None else (None, None)
    kind = _KINDS.get(label)
    if kind is None:
        right = label not in _CONTROL and share is not None
        kind = "other" if right or label in ("", "unknowninterest") else "control"
    level = text_of(given.get("directOrIndirect")) or text_of(given.get("interestLevel"))
    if level == "indirect" and kind in ("equity", "votes"):
        kind = "indirect"
    return {
        "label": (label, level or ""), "share_lo": lo, "share_hi": hi,
        "kind": "unknown" if veiled else kind,
        "from": first_day(given.get("startDate")), "to": first_day(given.get("endDate")),
    }  # fmt: skip


def _share(given: Json) -> tuple[str | None, str | None]:
    """The ends of a share; ``>`` and ``<`` mark those that are not included."""
    if not isinstance(given, dict):
        raise Broken("a share that is an object")
    exact = _number(given.get("exact"))
    if exact is not None:
        return str(exact), str(exact)
    lo, lo_open = _end(given.get("minimum"), given.get("exclusiveMinimum"))
    hi, hi_open = _end(given.get("maximum"), given.get("exclusiveMaximum"))
    if lo is not None and hi is not None and lo > hi:
        raise Broken("a share whose minimum is not above its maximum")
    return (
        None if lo is None else f"{'>' if lo_open else ''}{lo}",
        None if hi is None else f"{'<' if hi_open else ''}{hi}",
    )


def _end(included: Json, excluded: Json) -> tuple[Decimal | None, bool]:
    if isinstance(excluded, bool) or excluded is None:
        return _number(included), excluded is True
    return _number(excluded), True


def _number(given: Json) -> Decimal | None:
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int | Decimal):
        raise Broken("a share in numbers")
    number = Decimal(given)
    if not 0 <= number <= _HUNDRED:
        raise Broken("a share from 0 to 100")
    return number


def _full_name(names: Json) -> str | None:
    if not isinstance(names, list):
        return None
    found = (text_of(one.get("fullName")) for one in names if isinstance(one, dict))
    return next((name for name in found if name), None)


def _is_lei_scheme(given: Json) -> bool:
    return isinstance(given, dict) and "LEI" in str(given.get("scheme", "")).upper()
