"""Catena-X parts lists and parts become rows of a folder's tables.

SingleLevelBomAsPlanned and SingleLevelBomAsBuilt (semantic models of the Catena-X Association,
CC-BY-4.0) give `bom` and `sources`; SerialPart and PartAsPlanned give `items`.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.basics import Fault, Refused
from licet.intake.adopt import READ_FROM
from licet.intake.alpha3 import ALPHA_3
from licet.intake.mapping import CATENA_X, Columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_UNITS = {
    "piece": "pc", "kilogram": "kg", "gram": "g", "tonneMetricTon": "t", "metre": "m",
    "litre": "l", "milligram": "mg",
}  # fmt: skip
_IDS = ("globalAssetId", "catenaXId")
Rows = list[dict[str, str]]


def adopt_catenax(paths: Iterable[Path | str]) -> tuple[dict[str, Rows], list[Fault]]:
    """The rows of each table that some JSON documents give, and what could not be placed.

    A file holds one document or a list of them.

    Raises:
        Refused: a file is no JSON.
    """
    made: dict[str, Rows] = {}
    faults: list[Fault] = []
    for path in map(Path, paths):
        for number, document in enumerate(_documents(path), 1):
            place = f"{path.name}#{number}"
            item = _id(document)
            if item is None:
                expected = f"expected a document with {' or '.join(_IDS)}"
                faults.append(Fault(path.name, f"document {number}", expected))
                continue
            if "childItems" in document:
                _bill(made, faults, document, item, place)
            if "partTypeInformation" in document:
                made.setdefault("items", []).append(_part(document, item, place))
    return made, faults


def look_into(path: Path | str) -> Columns:
    """What a JSON file holds, as a mapping: there are no columns to guess in it.

    Raises:
        Refused: the file is no JSON.
    """
    documents = list(_documents(Path(path)))
    bills = sum("childItems" in one for one in documents)
    parts = sum("partTypeInformation" in one for one in documents)
    others = sum(not one.keys() & {"childItems", "partTypeInformation"} for one in documents)
    note = f"documents: {bills} parts lists, {parts} parts, {others} that nothing is made of"
    return Columns(Path(path).name, CATENA_X, {}, notes=(note,))


def _documents(path: Path) -> Iterator[Mapping[str, Any]]:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except (OSError, ValueError, RecursionError, ArithmeticError):
        raise Refused(Fault(path.name, "file", "cannot be read; expected JSON")) from None
    for document in data if isinstance(data, list) else [data]:
        yield document if isinstance(document, dict) else {}


def _id(document: Mapping[str, Any]) -> str | None:
    found = next((document[name] for name in _IDS if document.get(name)), None)
    return None if found is None else str(found).removeprefix("urn:uuid:").lower()


def _bill(
    made: dict[str, Rows],
    faults: list[Fault],
    document: Mapping[str, Any],
    item: str,
    place: str,
) -> None:
    for number, child in enumerate(document["childItems"], 1):
        component = _id(child)
        if component is None:
            file = place.partition("#")[0]
            faults.append(Fault(file, f"childItems {number}", "expected a part", key=item))
            made.setdefault("bom", []).append({"parent": item, READ_FROM: place})
            continue
        quantity, valid = child.get("quantity") or {}, child.get("validityPeriod") or {}
        unit = str(quantity.get("unit") or quantity.get("measurementUnit") or "")
        unit = unit.rpartition(":")[2]
        row = {
            "parent": item,
            "component": component,
            "quantity": _plain(quantity.get("value", quantity.get("quantityNumber"))),
            "unit": _UNITS.get(unit, unit),
            "valid_from": str(valid.get("validFrom") or "")[:10],
            "valid_to": str(valid.get("validTo") or "")[:10],
            READ_FROM: place,
        }
        made.setdefault("bom", []).append({name: text for name, text in row.items() if text})
        if child.get("businessPartner"):
            source = {"item": component, "supplier": str(child["businessPartner"])}
            made.setdefault("sources", []).append(source | {READ_FROM: place})


def _part(document: Mapping[str, Any], item: str, place: str) -> dict[str, str]:
    part = document["partTypeInformation"]
    country = str((document.get("manufacturingInformation") or {}).get("country") or "")
    row = {
        "item": item,
        "description": str(part.get("nameAtManufacturer") or part.get("nameAtCustomer") or ""),
        "made_in": ALPHA_3.get(country, country),
        READ_FROM: place,
    }
    return {name: text for name, text in row.items() if text}


def _plain(number: object) -> str:
    return "" if number is None else format(Decimal(str(number)).normalize(), "f")
