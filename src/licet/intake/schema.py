"""The folder's description for other programs: a Frictionless data package, as data.

Frictionless Data Package and Table Schema, version 1 (specs.frictionlessdata.io).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.basics import CURRENCIES, TERRITORIES
from licet.intake.layout import SHAPES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.intake.shape import Column, FactKind, Shape

_TYPES = {
    "text": "string",
    "key": "string",
    "code": "string",
    "territory": "string",
    "currency": "string",
    "date": "date",
    "number": "number",
    "share": "string",
    "yes_no": "boolean",
    "whole": "integer",
}
_POINTS = {
    "item": ("items", "item"),
    "parent": ("items", "item"),
    "component": ("items", "item"),
    "exporter": ("parties", "party"),
    "importer": ("parties", "party"),
    "end_user": ("parties", "party"),
    "supplier": ("parties", "party"),
}


def schema(facts: Mapping[str, FactKind]) -> dict[str, Any]:
    """The ``datapackage.json`` of an exporter's folder, with `facts` as columns where allowed."""
    return {
        "profile": "data-package",
        "name": "licet-exporter-folder",
        "title": "An exporter's folder as Licet reads it",
        "description": (
            "CSV as described here; XLSX and Parquet files of the same names and columns are "
            "read too. Only required columns must be there. An empty cell is unknown."
        ),
        "resources": [_resource(shape, facts) for shape in SHAPES.values()],
    }


def _resource(shape: Shape, facts: Mapping[str, FactKind]) -> dict[str, Any]:
    table: dict[str, Any] = {
        "fields": [_field(column) for column in shape.named(facts).values()],
        "missingValues": [""],
    }
    if shape.primary:
        table["primaryKey"] = list(shape.primary)
    points = [
        {"fields": column.name, "reference": {"resource": resource, "fields": target}}
        for column in shape.columns
        for resource, target in [_POINTS.get(column.name, (shape.name, ""))]
        if resource != shape.name
    ]
    if points:
        table["foreignKeys"] = points
    return {
        "name": shape.name,
        "path": f"{shape.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "encoding": "utf-8",
        "schema": table,
    }


def _field(column: Column) -> dict[str, Any]:
    kind = _TYPES[column.kind]
    field: dict[str, Any] = {"name": column.name, "type": kind, "description": column.about}
    limits: dict[str, Any] = {}
    if column.required:
        limits["required"] = column.filled
    allowed = {"territory": TERRITORIES, "currency": sorted(CURRENCIES)}.get(
        column.kind, column.codes
    )
    if allowed:
        limits["enum"] = [int(one) for one in allowed] if kind == "integer" else list(allowed)
    if kind == "number" and not column.signed:
        limits["minimum"] = 0
    if kind == "integer" and column.positive:
        limits["minimum"] = 1
    if kind == "boolean":
        field["trueValues"] = ["true", "TRUE", "yes", "y", "Y", "1", "是"]
        field["falseValues"] = ["false", "FALSE", "no", "n", "N", "0", "否"]
    if kind == "date":
        field["format"] = "default"
    return field | ({"constraints": limits} if limits else {})
