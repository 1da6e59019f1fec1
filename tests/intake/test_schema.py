"""The published description says what the reader does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from licet.intake import SHAPES, FactKind, schema

if TYPE_CHECKING:
    from collections.abc import Mapping

BOLD = {
    "shipments": ["shipment", "line", "item", "on"],
    "items": ["item"],
    "bom": ["parent", "component", "quantity"],
    "sources": ["item"],
    "declarations": ["item"],
    "processes": ["item", "field"],
    "parties": ["party", "name"],
    "ownership": ["owner", "owned"],
    "rates": ["currency", "on", "rate"],
    "prices": ["entry"],
    "grades": ["grade", "element"],
    "stock": ["on", "item", "quantity"],
}


def test_every_table_is_described_and_the_required_columns_are_those_of_the_contract() -> None:
    required = {
        name: [column.name for column in shape.columns if column.required]
        for name, shape in SHAPES.items()
    }
    assert required == BOLD
    assert [one["name"] for one in schema({})["resources"]] == list(BOLD)


def test_facts_appear_with_their_codes(facts: Mapping[str, FactKind]) -> None:
    package = json.loads(json.dumps(schema(facts)))
    fields = {field["name"]: field for field in package["resources"][0]["schema"]["fields"]}
    assert fields["act"]["constraints"]["enum"] == ["export", "domestic_transfer", "provision"]
    assert fields["annex1_part"]["constraints"]["enum"] == [0, 1, 2]
    assert {"cn_part1_value", "cn_part1_value_lo", "cn_part1_value_hi"} <= set(fields)


def test_keys_point_to_tables_that_exist() -> None:
    package = schema({})
    names = {
        one["name"]: {field["name"] for field in one["schema"]["fields"]}
        for one in package["resources"]
    }
    for one in package["resources"]:
        for key in one["schema"].get("foreignKeys", ()):
            assert key["fields"] in names[one["name"]]
            assert key["reference"]["fields"] in names[key["reference"]["resource"]]
