"""Licet stays ahead of its yardsticks, by less than it should be so that a busy machine agrees.

Times are of the processor, taken in one process, and compared with each other alone.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

BENCHES = Path(__file__).parents[2] / "benches"
ROWS = 15_000


@pytest.fixture(autouse=True)
def benches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, str(BENCHES)])


def least(work: Callable[[], object], runs: int = 3) -> float:
    """The least seconds of the processor."""
    spent = []
    for _ in range(runs):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return min(spent)


def test_the_whole_rulebook_takes_a_third_of_duckdbs_time_at_most(tmp_path: Path) -> None:
    import verdict  # type: ignore[import-not-found]

    path = tmp_path / "facts.parquet"
    verdict.make(path, ROWS)
    found: dict[str, Any] = {}

    def run(name: str) -> None:
        found[name] = verdict.PARTS[name](path, ROWS)["counts"]

    ours, theirs = least(lambda: run("polars")), least(lambda: run("duckdb"), 1)
    differ = [
        column
        for column, counts in found["polars"].items()
        if {k: n for k, n in counts.items() if n}
        != {k: n for k, n in found["duckdb"][column].items() if n}
    ]
    assert differ == []
    assert theirs / ours > 3


def test_exact_ranges_of_a_parts_list_take_four_times_the_doubles_at_most() -> None:
    import bom  # type: ignore[import-not-found]

    parts = bom.parts_of(100_000)
    exact = least(lambda: bom.swept(parts, bom.ordered(parts)))
    assert exact / least(lambda: bom.doubles(parts)) < 4


def test_a_thousand_names_are_screened_faster_than_by_brute_force() -> None:
    import polars as pl
    import screening  # type: ignore[import-not-found]

    from licet.screening import Index

    parties, names = screening.lists(None), screening.real_names()[:4_000]
    index, brute = Index.of(parties), screening.token_sort(parties, 85)
    list(index.screen_many(pl.DataFrame({"name": names[:1]}), on=screening.DAY, workers=1))
    unasked = iter([names[first : first + 1_000] for first in (1_000, 2_000, 3_000)])

    def ours() -> None:  # each name once: what is known of one would be no work
        some = pl.DataFrame({"name": next(unasked)})
        list(index.screen_many(some, on=screening.DAY, workers=1))

    assert least(ours) < least(lambda: brute(names[3_000:]))


def test_lines_of_known_kinds_cost_a_fraction_of_new_ones(tmp_path: Path) -> None:
    from benches.portfolio import shipments, ties_of, write_tables
    from licet.intake import fact_kinds, read_folder
    from licet.rulebook import rulebook
    from licet.verdict import assess

    draw = random.Random(1)  # noqa: S311 - a measurement
    book, known, spent = rulebook(), date(2026, 11, 22), {}
    ties = ties_of(write_tables(tmp_path, draw), draw)[:20]
    table = shipments(4_000, ties, 1)
    for lines in (500, 4_000):
        table.head(lines).write_csv(tmp_path / "shipments.csv")
        folder = read_folder(tmp_path, fact_kinds(book.business_facts()))
        spent[lines] = least(lambda folder=folder: assess(folder, book, known=known), 1)  # type: ignore[misc]
    assert spent[4_000] < 4 * spent[500]


def test_the_page_of_performance_shows_the_figures_as_they_were_kept() -> None:
    from beside.page import DOCS, written  # type: ignore[import-not-found]

    page = (DOCS / "performance.md").read_text(encoding="utf-8")
    assert written(page, DOCS / "figures") == page
    for path in (DOCS / "figures").glob("*.json"):
        assert json.loads(path.read_text(encoding="utf-8"))["figures"], path.name
