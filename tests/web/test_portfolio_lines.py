"""Pages of lines are cut as a person would cut them by hand; a line alone is decided alike."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licet.engine import Kind, frame, write_parquet
from licet.intake import fact_kinds, read_folder
from licet.rulebook import rulebook
from licet.verdict import assess
from licet.web.portfolio.apart import apart
from licet.web.portfolio.lines import SIZE, Wanted, find
from licet.web.portfolio.tables import read_line, read_tables, write_tables

KINDS: dict[str, Kind] = {
    "n": "whole", "value": "number", "decided_for": "date", "by:value": "whole",
    "down:value": "whole",
}  # fmt: skip
OUTCOMES = ("prohibited", "licence_required", "undetermined")
TEXTS = (
    "shipment", "line", "item", "description", "ship_from", "ship_to", "importer", "end_user",
    "importer_name", "end_user_name", "share", "met", "missing", "source", "text",
    "outcome:actual", "review:actual",
)  # fmt: skip

Row = Mapping[str, Any]
cells = st.fixed_dictionaries(
    {
        "value": st.none() | st.integers(0, 5).map(Decimal),
        "outcome:actual": st.sampled_from(OUTCOMES),
        "ship_to": st.sampled_from(("US", "DE")),
        "missing": st.sampled_from(("", "use_wmd", "use_wmd; A-09", "A-09; use_wmd_other")),
        "text": st.sampled_from(("alpha us", "beta us", "alpha beta")),
    }
)


def written(rows: list[Row], path: Path) -> Path:
    columns: dict[str, list[Any]] = {name: ["x"] * len(rows) for name in TEXTS}
    columns |= {"decided_for": [date(2026, 1, 5)] * len(rows), "n": list(range(len(rows)))}
    columns |= {name: [row[name] for row in rows] for name in (rows[0] if rows else {})}
    columns.setdefault("value", [])
    order = sorted(range(len(rows)), key=lambda n: (rows[n]["value"] is None, rows[n]["value"], n))
    rise = {number: place for place, number in enumerate(order)}
    columns["by:value"] = [rise[n] for n in range(len(rows))]
    least = [-(row["value"] or 0) for row in rows]
    fall = sorted(range(len(rows)), key=lambda n: (rows[n]["value"] is None, least[n]))
    down = {number: place for place, number in enumerate(fall)}
    columns["down:value"] = [down[n] for n in range(len(rows))]
    write_parquet(frame(columns, {name: KINDS.get(name, "text") for name in columns}), path)
    return path


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(cells, min_size=1, max_size=120),
    outcome=st.sampled_from(("", *OUTCOMES)),
    missing=st.sampled_from(("", "use_wmd")),
    text=st.sampled_from(("", "ALPHA", "beta us")),
    order=st.sampled_from(("n", "value", "-value")),
    page=st.integers(-1, 4),
)
def test_a_page_holds_what_a_plain_loop_would_put_there(
    rows: list[Row], outcome: str, missing: str, text: str, order: str, page: int, tmp_path: Path
) -> None:
    path = written(rows, tmp_path / "lines.parquet")
    filters = {"outcome": outcome, "missing": missing, "text": text}
    found = find(path, Wanted(order=order, page=page, filters=filters))
    kept = [
        (number, row)
        for number, row in enumerate(rows)
        if (not outcome or row["outcome:actual"] == outcome)
        and (not missing or missing in row["missing"].split("; "))
        and all(word in row["text"] for word in text.lower().split())
    ]
    sign = -1 if order == "-value" else 1
    if order != "n":
        kept.sort(key=lambda one: (one[1]["value"] is None, sign * (one[1]["value"] or 0), one[0]))
    at = min(max(page, 1), max(1, -(-len(kept) // SIZE)))
    wanted = [number for number, _ in kept[(at - 1) * SIZE : at * SIZE]]
    assert [row["n"] for row in found.rows] == wanted
    values = [row["value"] for _, row in kept]
    assert found.count == len(kept)
    assert found.value == sum((value for value in values if value is not None), Decimal(0))
    assert found.unvalued == values.count(None)


@pytest.mark.parametrize("name", ["kitakami-motors", "perak-oxides"])
def test_a_line_alone_is_decided_as_among_all_others(name: str, tmp_path: Path) -> None:
    book = rulebook()
    source = Path(__file__).parents[2] / "examples" / name
    write_tables(read_folder(source, fact_kinds(book.business_facts())), tmp_path)
    whole = assess(read_tables(tmp_path, source), book, known=date(2026, 11, 22))
    chosen = random.Random(7).sample(list(whole.decisions), 3)  # noqa: S311 - a sample
    for one in chosen:
        line = one.line
        folder = read_line(tmp_path, source, line.shipment, line.line)
        assert folder is not None
        alone = assess(folder, book, known=date(2026, 11, 22)).decisions[0]
        assert alone.answers == one.answers
        facts = [[each.case.facts for each in some.determinations] for some in (alone, one)]
        assert facts[0] == facts[1]
        assert alone.line.notes == line.notes
    assert read_line(tmp_path, source, "no", "1") is None


def test_signs_that_differ_are_told_apart() -> None:
    mine, its = apart("TDK Corporatoin", "tdk corporation")
    assert "".join(one.text for one in mine) == "TDK Corporatoin"
    assert "".join(one.text for one in its if one.same) == "tdk corporaton"
    assert [one.text for one in apart("北上", "北下")[0] if not one.same] == ["上"]
