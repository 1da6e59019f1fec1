"""A long table, whose equal texts the engine finds, reads like a short one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licet.bom import tables
from licet.bom.tables import Table
from licet.engine import columns as engine
from tests.bom.parts import Rows, frame, graph
from tests.bom.test_swift import _random

TEXTS = st.sampled_from(["a", "b", " a", "b ", "", "  ", "\x1fa", "\u3000c", "é", None])
DAYS = st.sampled_from([None, "2026-01-01", "2026-06-30", "2026-11-22"])
ROWS = st.fixed_dictionaries(
    {
        "parent": TEXTS,
        "component": TEXTS,
        "quantity": st.sampled_from([None, "0", "1", "-1", "2.50"]),
        "valid_from": DAYS,
        "valid_to": DAYS,
    }
)


@pytest.fixture
def in_bulk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "LARGE", 0)
    monkeypatch.setattr(engine, "MANY", 0)
    monkeypatch.setattr(engine, "SPARED", 0)


@pytest.mark.usefixtures("in_bulk")
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROWS, max_size=12), st.sampled_from([date(2026, 1, 1), date(2026, 6, 30)]))
def test_a_long_table_says_what_its_cells_say(rows: Rows, on: date) -> None:
    read = frame("bom", rows)
    table = Table("bom", "parent", read)
    keys: dict[str, list[int]] = {}
    for name in ("parent", "component", "quantity", "valid_from"):
        cells = read.get_column(name).to_list() if rows else []
        assert table.column(name) == cells
        plain = [None if cell is None else str(cell).strip() or None for cell in cells]
        assert table.texts(name) == plain
        numbers, texts = table.coded(name)
        assert [texts[at] if at >= 0 else None for at in numbers.tolist()] == plain
        assert list(texts) == list(dict.fromkeys(text for text in plain if text is not None))
    for row, key in enumerate(table.texts("parent")):
        if key is not None:
            keys.setdefault(key, []).append(row)
    assert dict(table.rows) == keys
    assert list(table.rows) == list(keys)
    assert ("a" in table.rows) == ("a" in keys)
    assert len(table.rows) == len(keys)
    assert table.holds(on).tolist() == [table.valid(row, on) for row in range(len(rows))]
    above = [number is not None and number > 0 for number in table.column("quantity")]
    assert table.above_zero("quantity").tolist() == above
    stated = [cell is not None for cell in table.column("valid_from")]
    assert table.stated("valid_from").tolist() == stated


def test_a_column_that_is_not_there_says_nothing() -> None:
    table = Table("bom", "parent", frame("bom", [{"parent": "a"}]))
    assert table.coded("nowhere")[0].tolist() == [-1]
    assert not table.stated("nowhere").any()
    assert not table.above_zero("nowhere").any()
    assert not Table("bom", "parent", None).holds(date(2026, 1, 1)).any()


def _told(seed: int) -> list[Any]:
    parts, _ = _random(seed, 12, 50)
    odd: Rows = [
        {"parent": "i1", "component": None, "quantity": 1},
        {"parent": "i2", "component": f"lost{seed}", "quantity": 0, "scrap": -1},
    ]
    parts["bom"] = [*parts["bom"], *odd]
    read = graph(**parts)
    quantities = [read.quantity(row) for row in range(read.bom.height)]
    units = [read.unit(name) for name in read.structure.names]
    places = read.structure.parents.tolist(), read.structure.children.tolist()
    return [read.faults, read.structure.names, places, quantities, units, read.mixed_units]


def test_the_faults_of_a_long_list_are_those_of_a_short_one(
    request: pytest.FixtureRequest,
) -> None:
    short = [_told(seed) for seed in range(8)]
    request.getfixturevalue("in_bulk")
    assert [_told(seed) for seed in range(8)] == short
