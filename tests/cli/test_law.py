"""`licet law`: status, clauses, soundness, SQL for six warehouses."""

from __future__ import annotations

import json

import pytest
import sqlglot

from tests.cli.run import Terminal


@pytest.mark.parametrize(
    ("on", "known", "origin_limb", "content_limb"),
    [
        ("2025-10-08", "2026-11-22", "not_yet", "not_yet"),
        ("2025-10-09", "2026-11-22", "in_force", "not_yet"),
        ("2025-11-06", "2026-11-22", "in_force", "not_yet"),
        ("2025-11-07", "2026-11-22", "suspended", "not_yet"),
        ("2025-12-05", "2026-11-22", "suspended", "suspended"),
        ("2025-12-05", "2025-10-20", "in_force", "in_force"),
        ("2026-11-10", "2026-11-22", "suspended", "suspended"),
        ("2026-11-11", "2026-11-22", "unknown", "unknown"),
    ],
)
def test_the_two_limbs_of_61_by_day_and_by_what_was_known(
    licet: Terminal, on: str, known: str, origin_limb: str, content_limb: str
) -> None:
    done = licet("law", "status", "--on", on, "--known", known, "--json")
    standings = {row["cite"]: row["standing"] for row in json.loads(done.out)["clauses"]}
    assert standings["61 §1(3)"] == origin_limb
    assert standings["61 §1(1)"] == standings["61 §1(2)"] == content_limb


def test_a_scenario_says_what_would_stand(licet: Terminal) -> None:
    for scenario, standing in (
        ("suspension-lapsed", "in_force"), ("suspension-extended-2027-01-10", "suspended")
    ):  # fmt: skip
        done = licet("law", "status", "--on", "2026-11-22", "--scenario", scenario, "--json")
        rows = {row["cite"]: row["standing"] for row in json.loads(done.out)["clauses"]}
        assert rows["61 §1(1)"] == standing


def test_a_clause_shows_words_beside_predicates_dates_and_examples(licet: Terminal) -> None:
    done = licet("law", "show", "61 §1(1)")
    assert "cn_part1_value >= 0.001 * item_value" in done.out
    assert "0.1 % or more of its value" in done.out.replace("\n", " ")
    assert "2025-12-01" in done.out
    assert all(mark in done.out for mark in "✓✗?")


def test_an_instrument_shows_all_its_clauses(licet: Terminal) -> None:
    found = json.loads(licet("law", "show", "46/2024", "--json").out)
    assert "46/2024 ¶1" in [clause["cite"] for clause in found]


def test_a_cite_that_is_not_there_names_the_nearest(licet: Terminal) -> None:
    done = licet("law", "show", "61 §1(4)")
    assert done.status == 2
    assert "did you mean «61 §1(" in done.err


def test_the_rulebook_prints_as_one_select(licet: Terminal) -> None:
    text = licet("law", "sql", "--dialect", "duckdb", "--table", "lines", "--keep", "line").out
    trees = sqlglot.parse(text, read="duckdb")
    assert len(trees) == 1
    assert isinstance(trees[0], sqlglot.exp.Select)
    assert trees[0].named_selects[:2] == ["line", "actual_outcome"]
    assert [table.name for table in trees[0].find_all(sqlglot.exp.Table)] == ["lines"]


def test_a_dialect_nobody_speaks_is_refused(licet: Terminal) -> None:
    done = licet("law", "sql", "--dialect", "duckbd")
    assert done.status == 2
    assert "did you mean «duckdb»" in done.err
