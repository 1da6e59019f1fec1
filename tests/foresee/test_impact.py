"""What two days, two scenarios or two rulebooks do to a folder."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import narwhals as nw
import pytest

from licet.facts import kinds
from licet.foresee import (
    Impact,
    Side,
    flip_groups,
    flip_rows,
    headline,
    impact,
    impact_json,
    next_turn,
    side_name,
)
from licet.foresee.impact_json import worth_of
from licet.intake import Folder
from licet.papers import write_impact
from licet.papers.impact import chart
from licet.rulebook import LAW, Rulebook, law_files, read_book
from licet.verdict import assess
from tests.foresee.conftest import KNOWN, LAPSED

LAST, FIRST = date(2026, 11, 10), date(2026, 11, 11)


@pytest.fixture(scope="module")
def lapse(book: Rulebook, kitakami: Folder) -> Impact:
    return impact(kitakami, Side(book, KNOWN, LAST, LAPSED), Side(book, KNOWN, FIRST, LAPSED))


def as_if_on(folder: Folder, day: date) -> Folder:
    table = folder.tables["shipments"]
    moved = replace(table, rows=table.rows.with_columns(nw.lit(day).alias("on")))
    return replace(folder, tables={**folder.tables, "shipments": moved})


def test_outcomes_on_both_days_are_those_of_the_folder_decided_on_each(
    book: Rulebook, kitakami: Folder, lapse: Impact
) -> None:
    for side, counts in zip(lapse.sides, lapse.counts, strict=True):
        assert side.on is not None
        day = as_if_on(kitakami, side.on)
        decided = assess(day, book, known=KNOWN, scenario=LAPSED)
        assert Counter(counts) == decided.counts()


def test_every_flipped_line_is_named_with_clause_reason_and_value(lapse: Impact) -> None:
    rows = {(row["shipment"], row["line"]): row for row in impact_json(lapse)["flips"]}
    row = rows["KM-1020", "1"]
    assert (row["from"], row["to"]) == ("not_required", "licence_required")
    assert (row["clause"], row["because"]) == ("61 §1(1)", "standing")
    assert row["element"]["en"] == "suspended → in force"
    assert row["value"] == "1680000"
    assert ("KM-1024", "4") not in rows


def test_a_duty_that_comes_in_is_a_flip_though_the_outcome_stays(lapse: Impact) -> None:
    kept = [flip for flip in lapse.flips if flip.move == ("prohibited", "prohibited")]
    assert kept
    assert all("compliance_notice" in flip.gained for flip in kept)


def test_counts_before_and_after_differ_by_the_moves(lapse: Impact) -> None:
    before, after = Counter(lapse.counts[0]), Counter(lapse.counts[1])
    for (one, other), (lines, _) in lapse.moves.items():
        before[one] -= lines
        before[other] += lines
    assert +before == +after
    assert sum(lapse.counts[0].values()) == len(lapse.kinds.of)


def test_the_headline_says_how_many_lines_from_when_and_supposing_what(lapse: Impact) -> None:
    lines, _ = lapse.moves["not_required", "licence_required"]
    assert headline(lapse)["en"].startswith(f"{lines} lines worth ")
    assert headline(lapse)["en"].endswith(
        " need a licence from 11 November 2026 if the suspension lapsed."
    )
    assert headline(lapse)["zh"].startswith("如果暂停届满失效，自2026年11月11日起，")


def test_groups_of_flips_hold_every_line_once(lapse: Impact) -> None:
    groups = flip_groups(lapse)
    assert sum(group.lines for group in groups) == len(list(flip_rows(lapse)))
    assert sum(group.value for group in groups) == sum(value for _, value in lapse.moves.values())
    assert all(1 <= len(group.first) <= 3 for group in groups)


def test_the_calendar_holds_the_days_of_every_scenario(lapse: Impact) -> None:
    days = {(turn.on, turn.scenario) for turn in lapse.calendar}
    assert (FIRST, LAPSED) in days
    assert (FIRST, None) in days
    assert (date(2027, 1, 11), "suspension-extended-2027-01-10") in days
    assert max(day for day, _ in days) <= date(2028, 11, 10)


def test_a_declaration_that_runs_out_flips_lines_by_its_facts(lapse: Impact) -> None:
    """The Korean magnets' declaration ends with 2026, and then their content is unknown."""
    (turn,) = [t for t in lapse.calendar if (t.on, t.scenario) == (date(2027, 1, 1), LAPSED)]
    assert turn.moves == {("not_required", "undetermined"): 3}


def test_two_scenarios_are_compared_on_each_lines_own_day(book: Rulebook, kitakami: Folder) -> None:
    found = impact(kitakami, Side(book, KNOWN), Side(book, KNOWN, scenario=LAPSED), months=0)
    rows = impact_json(found)["flips"]
    assert found.calendar == ()
    assert side_name(found.sides[1], "en") == "each line on its own day · The suspension lapsed"
    assert "之後: 各行按其自身日期 · 暫停屆滿失效" in chart(found, "zh-Hant")
    assert {row["standing"]["from"] for row in rows} == {"unknown"}
    assert ("KM-1001", "1") not in {(row["shipment"], row["line"]) for row in rows}


def test_two_rulebooks_are_compared_and_the_changed_words_are_named(
    book: Rulebook, kitakami: Folder
) -> None:
    files = law_files(LAW)
    name = "cn/mofcom/2025-61.yaml"
    softer = "cn_part1_value >= 0.01 * item_value"
    files[name] = files[name].replace("cn_part1_value >= 0.001 * item_value", softer)
    other = read_book(files)
    found = impact(
        kitakami, Side(book, KNOWN, FIRST, LAPSED), Side(other, KNOWN, FIRST, LAPSED), months=0
    )
    causes = {flip.cause.because for flip in found.flips}
    assert causes == {"law"}
    rows = {(row["shipment"], row["line"]): row for row in impact_json(found)["flips"]}
    assert rows["KM-1020", "5"]["to"] == "not_required"
    assert "0.1 %" in rows["KM-1020", "5"]["element"]["en"]


def test_lines_that_differ_in_amounts_only_are_one_kind(kitakami: Folder) -> None:
    sorts = kinds(kitakami, None)
    assert len(sorts.lines) < len(sorts.of)
    rows = kitakami.tables["shipments"].rows.select("item", "ship_to", "end_user").rows()
    for lines in sorts.lines:
        assert len({rows[n] for n in lines}) == 1


def test_the_next_turn_is_the_first_day_the_law_changes(book: Rulebook) -> None:
    assert next_turn(Side(book, KNOWN, scenario=LAPSED), LAST) == FIRST
    assert next_turn(Side(book, KNOWN), date(2040, 1, 1)) is None


def test_files_hold_every_flip_and_a_chart_without_script(lapse: Impact, tmp_path: Path) -> None:
    write_impact(lapse, tmp_path, "zh-Hans")
    flips = (tmp_path / "flips.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(flips) == 1 + sum(lines for lines, _ in lapse.moves.values())
    svg = (tmp_path / "impact.svg").read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    assert "<script" not in svg
    assert "须申请许可: 39" in svg


def test_lines_without_a_value_are_said_and_never_worth_nothing() -> None:
    assert worth_of(Fraction(0), 2, 2, "JPY")["en"] == "without a known value"
    some = worth_of(Fraction(1500), 1, 3, "JPY")
    assert some["en"] == "worth 1,500 JPY and 1 without a known value"
    assert worth_of(Fraction(1500), 0, 3, "JPY")["zh"] == "价值1,500 JPY"
