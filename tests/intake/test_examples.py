"""The shipped examples: every row is read, every line has an expected answer."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from licet.intake import Folder, fact_kinds, read_folder
from licet.rulebook import rulebook

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/expected.csv"))
OUTCOMES = {"not_required", "exempt", "licence_required", "prohibited", "undetermined"}
POLICIES = {"", "ordinary", "case_by_case", "refusal_presumed"}


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda path: path.parent.name)
def expected(request: pytest.FixtureRequest) -> Path:
    path = request.param
    assert isinstance(path, Path)
    return path


@pytest.fixture(scope="module")
def folder(expected: Path) -> Folder:
    return read_folder(expected.parent, fact_kinds(rulebook().business_facts()))


def cells(folder: Folder, table: str, column: str) -> list[str]:
    return [cell for cell in folder.tables[table].rows[column].to_list() if cell is not None]


def test_nothing_of_an_example_is_quarantined_or_unknown_to_the_reader(folder: Folder) -> None:
    assert [str(fault) for fault in folder.quarantine] == []
    assert folder.extra_columns == {}


def test_every_shipment_line_has_one_expected_answer(folder: Folder, expected: Path) -> None:
    with expected.open(encoding="utf-8", newline="") as file:
        answers = list(csv.DictReader(file))
    shipments, numbers = (cells(folder, "shipments", name) for name in ("shipment", "line"))
    lines = zip(shipments, numbers, strict=True)
    assert [(answer["shipment"], answer["line"]) for answer in answers] == list(lines)
    for answer in answers:
        assert {answer["outcome"], answer["if_lapsed"]} <= OUTCOMES
        assert {answer["review"], answer["review_if_lapsed"]} <= POLICIES
        assert answer["sentence"].endswith(".")


@pytest.mark.parametrize(
    ("table", "column", "target"),
    [
        ("shipments", "item", "items"), ("bom", "parent", "items"), ("bom", "component", "items"),
        ("sources", "item", "items"), ("declarations", "item", "items"),
        ("processes", "item", "items"), ("sources", "supplier", "parties"),
        ("shipments", "exporter", "parties"), ("shipments", "importer", "parties"),
        ("shipments", "end_user", "parties"), ("ownership", "owned", "parties"),
    ],
)  # fmt: skip
def test_what_a_table_points_to_is_there(
    folder: Folder, table: str, column: str, target: str
) -> None:
    there = set(cells(folder, target, {"items": "item", "parties": "party"}[target]))
    assert set(cells(folder, table, column)) <= there
