"""Holdings from GLEIF Level 2: who is consolidated by whom, and who says nothing about it.

Level 2 is about accounting consolidation and carries no percentage: a parent is a holding of
which nothing is known, so the answer is to be reviewed and never clear. Branches are their
company. Relationship records and reporting exceptions, as XML (RR-CDF 2, RepEx 2) or JSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from licet.basics import Fault, Refused
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
    from collections.abc import Iterator
    from pathlib import Path

_KINDS = {
    "IS_DIRECTLY_CONSOLIDATED_BY": "consolidation",
    "IS_ULTIMATELY_CONSOLIDATED_BY": "consolidation",
    "IS_INTERNATIONAL_BRANCH_OF": "branch",
    "IS_FUND-MANAGED_BY": "control", "IS_SUBFUND_OF": "other", "IS_FEEDER_TO": "control",
}  # fmt: skip
_NO_PARENT = frozenset({"NATURAL_PERSONS", "NO_KNOWN_PERSON"})
_VALID = frozenset({"PUBLISHED", "LAPSED", "PENDING_TRANSFER", "PENDING_ARCHIVAL", "TRANSFERRED"})
_GONE = frozenset({"ANNULLED", "DUPLICATE", "RETIRED", "MERGED", "CANCELLED", "ERROR"})
_RECORDS = ("RelationshipRecord", "Exception")
_LEI_LENGTH = 20


def read_gleif(path: Path) -> Imported:
    """The holdings of a GLEIF Level 2 file: relationship records or reporting exceptions.

    Raises:
        Refused: the file is neither XML nor JSON.
    """
    out = Collector(path.name)
    records = _xml(path) if path.suffix.lower() == ".xml" else read_json(path)
    for number, (line, record) in enumerate(records, start=1):
        name, about = f"no. {number}", None
        try:
            if not isinstance(record, dict):
                raise Broken("an object")
            if "Relationship" in record:
                name, about = _names(record["Relationship"], name)
                _relationship(out, record, line)
            else:
                name = about = text_of(record.get("LEI")) or name
                _exception(out, record, line)
        except Broken as broken:
            out.refuse(name, str(broken), about, line)
    return out.done()


def _names(relationship: Json, otherwise: str) -> tuple[str, str | None]:
    """What to call a record, and the party it is about, as far as both can be read."""
    if not isinstance(relationship, dict):
        return otherwise, None
    start, end = (relationship.get(node) for node in ("StartNode", "EndNode"))
    child = text_of(start.get("NodeID")) if isinstance(start, dict) else None
    parent = text_of(end.get("NodeID")) if isinstance(end, dict) else None
    return f"{child} {relationship.get('RelationshipType')} {parent}", child


def _relationship(out: Collector, record: dict[str, Json], line: int | None) -> None:
    given = record["Relationship"]
    child, parent = _node(given, "StartNode"), _node(given, "EndNode")
    kind = _KINDS.get(str(given.get("RelationshipType")))
    if kind is None:
        raise Broken(f"a known RelationshipType, not {given.get('RelationshipType')}")
    registration = record.get("Registration") or {}
    status = str(registration.get("RegistrationStatus"))
    if status in _GONE:
        return
    if status not in _VALID:
        raise Broken(f"a known RegistrationStatus, not {status}")
    start, last = _period(given.get("RelationshipPeriods"))
    if given.get("RelationshipStatus") in ("INACTIVE", "NULL") and last is None:
        last = first_day(registration.get("LastUpdateDate"))
    for lei in (child, parent):
        out.party(lei, lei, lei=lei)
    ultimate = " (ultimate)" if "ULTIMATELY" in str(given["RelationshipType"]) else ""
    lapsed = ", lapsed" if status == "LAPSED" else ""
    source = f"GLEIF Level 2{ultimate}{lapsed}"
    more: dict[str, Any] = {"kind": kind, "source": source, "_line": line}
    out.holding(parent, child, **more, **{"from": start, "to": last})


def _exception(out: Collector, record: dict[str, Json], line: int | None) -> None:
    lei = _lei(record.get("LEI"))
    reason = text_of(record.get("ExceptionReason"))
    if reason is None:
        raise Broken("an ExceptionReason")
    out.party(lei, lei, lei=lei)
    if reason not in _NO_PARENT:
        out.holding(None, lei, kind="unknown", source=f"GLEIF exception {reason}", _line=line)


def _node(given: Json, name: str) -> str:
    node = given.get(name) if isinstance(given, dict) else None
    if not isinstance(node, dict):
        raise Broken(f"the node {name}")
    if node.get("NodeIDType") not in (None, "LEI"):
        raise Broken(f"the node {name} by its LEI")
    return _lei(node.get("NodeID"))


def _lei(value: Json) -> str:
    """The LEI, if its check digits are right (ISO 17442, ISO 7064 mod 97-10)."""
    lei = text_of(value)
    if lei is None or len(lei) != _LEI_LENGTH or not (lei.isascii() and lei.isalnum()):
        raise Broken(f"an LEI of 20 letters and digits, not {value}")
    if int("".join(str(int(c, 36)) for c in lei)) % 97 != 1:
        raise Broken(f"an LEI whose check digits are right, not {lei}")
    return lei


def _period(periods: Json) -> tuple[Any, Any]:
    """The days of the relationship; accounting periods say nothing about it."""
    if isinstance(periods, dict):
        periods = periods.get("RelationshipPeriod")
        periods = periods if isinstance(periods, list) else [periods]
    for period in periods or ():
        if isinstance(period, dict) and period.get("PeriodType") == "RELATIONSHIP_PERIOD":
            return first_day(period.get("StartDate")), first_day(period.get("EndDate"))
    return None, None


def _xml(path: Path) -> Iterator[tuple[None, dict[str, Json]]]:
    """The records of a GLEIF file, one at a time, so that its size does not matter."""
    try:
        for _, element in ET.iterparse(path):  # noqa: S314 - no entities are expanded from GLEIF
            if _local(element) in _RECORDS:
                yield None, _plain(element)
                element.clear()
    except (ET.ParseError, OSError) as error:
        raise Refused(Fault(path.name, "the file", f"well-formed XML ({error})")) from error


def _plain(element: ET.Element) -> dict[str, Json]:
    """An element as nested dictionaries of local names; repeated ones become lists."""
    found: dict[str, Json] = {}
    for child in element:
        name = _local(child)
        value: Json = _plain(child) if len(child) else (child.text or "").strip()
        if name in found:
            found[name] = [
                *(found[name] if isinstance(found[name], list) else [found[name]]),
                value,
            ]
        else:
            found[name] = value
    return found


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
