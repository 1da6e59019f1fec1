"""Reviews are remembered, lapse when either side changes, and lists change without much ado."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from licet.basics import Refused
from licet.rulebook.lists import ListedParty
from licet.screening import (
    Index,
    Query,
    Review,
    Reviews,
    Screening,
    add_review,
    changes,
    military,
    read_reviews,
    rescreened,
)
from licet.screening.review import Finding

DAY = date(2026, 11, 22)
ALPHA = ListedParty("1", "甲", "Rheinmetall AG", "DE", "control", "1/2026", date(2026, 1, 6))
BETA = ListedParty("2", "乙", "Hensoldt AG", "DE", "watch", "2/2026", date(2026, 1, 6))
QUERY = Query("Rheinmetal AG", country="DE")


def screened(party: ListedParty = ALPHA, query: Query = QUERY) -> Screening:
    return Index.of((party,)).screen_all((query,), DAY)[0]


def reviewed(finding: Finding) -> Reviews:
    candidate = screened().candidates[0]
    return Reviews.of([Review.of(QUERY, candidate, finding, by="Li", on=DAY, why="register entry")])


@pytest.mark.parametrize(
    ("finding", "answer"), [("same", "same"), ("different", "clear"), ("not_sure", "unknown")]
)
def test_a_review_decides_what_the_names_could_not(finding: Finding, answer: str) -> None:
    assert screened().answer == "unknown"
    got = reviewed(finding).applied(QUERY, screened())
    assert got.answer == answer
    assert bool(got.notes) is (finding != "not_sure")


def test_a_review_lapses_when_either_side_changes() -> None:
    reviews = reviewed("different")
    moved = replace(QUERY, country="AT")
    assert reviews.applied(moved, screened(query=moved)).answer == "unknown"
    renamed = replace(ALPHA, aliases=("Rheinmetall Group",))
    assert reviews.applied(QUERY, screened(renamed)).answer == "unknown"
    suspended = replace(ALPHA, stopped_on=DAY)
    assert reviews.applied(QUERY, screened(suspended)).answer == "clear"


def test_the_latest_review_counts_and_reviews_survive_the_file(tmp_path: Path) -> None:
    path = tmp_path / "kept" / "reviews.jsonl"
    assert read_reviews(path).latest == {}
    candidate = screened().candidates[0]
    for finding in ("different", "same"):
        add_review(path, Review.of(QUERY, candidate, finding, by="李", on=DAY, why="登记"))
    assert read_reviews(path).applied(QUERY, screened()).answer == "same"
    path.write_text('{"finding": "maybe"}\n', encoding="utf-8")
    with pytest.raises(Refused):
        read_reviews(path)


def test_nobody_reviews_without_a_name_and_a_reason() -> None:
    with pytest.raises(Refused) as refused:
        Review.of(QUERY, screened().candidates[0], "same", by=" ", on=DAY, why="")
    assert [fault.place for fault in refused.value.faults] == ["by", "why"]


def test_a_changed_list_rescreens_only_what_it_touches() -> None:
    queries = [QUERY, Query("Hensoldt AG"), Query("Leica Camera AG"), Query("Skydio")]
    old = (ALPHA, BETA)
    answers = list(zip(queries, Index.of(old).screen_all(queries, DAY), strict=True))
    gamma = ListedParty("3", "丙", "Skydio, Inc.", "US", "control", "3/2026", DAY)
    new = (replace(ALPHA, stopped_on=DAY), gamma)
    change = changes(old, new)
    assert [len(part) for part in (change.added, change.changed, change.removed)] == [1, 1, 1]
    got = rescreened(answers, old, new, DAY)
    assert [anew for _, anew in got] == [True, True, False, True]
    assert [one.answer for one, _ in got] == ["unknown", "clear", "clear", "same"]
    assert [one for one, _ in got] == Index.of(new).screen_all(queries, DAY)


@pytest.mark.parametrize(
    ("name", "language", "under"),
    [
        ("Ministry of Defence", "en", {"narrow", "wide"}),
        ("中国人民解放军某部队", "zh", {"narrow", "wide"}),
        ("防衛省", "ja", {"narrow", "wide"}),
        ("국방과학연구소", "ko", {"narrow", "wide"}),
        ("Министерство обороны", "ru", {"narrow", "wide"}),
        ("Bundesministerium der Verteidigung", "de", {"narrow", "wide"}),
        ("Ministère des Armées", "fr", {"narrow", "wide"}),
        ("Fuerzas Armadas", "es", {"narrow", "wide"}),
        ("Esercito Italiano", "it", {"narrow", "wide"}),
        ("وزارة الدفاع", "ar", {"narrow", "wide"}),
        ("Força Aérea", "pt", {"narrow", "wide"}),
        ("Metropolitan Police", "en", {"wide"}),
        ("Agenzia Spaziale Italiana", "it", {"wide"}),
        ("우주항공청", "ko", {"wide"}),
        ("中国国家航天局", "zh", {"wide"}),
        ("海上保安庁", "ja", {"wide"}),
        ("Росгвардия", "ru", {"narrow", "wide"}),
        ("Пограничная служба", "ru", {"wide"}),
        ("Guardia Costiera", "it", {"wide"}),
        ("خفر السواحل", "ar", {"wide"}),
        ("Deutsches Zentrum für Luft- und Raumfahrt e.V.", "de", {"wide"}),
        ("Rheinmetall Automotive Holding", "en", {"wide"}),
        ("三菱重工冷熱株式会社", "ja", {"wide"}),
    ],
)
def test_a_name_gives_cues_and_says_which_reading_they_matter_for(
    name: str, language: str, under: set[str]
) -> None:
    got = military(name)
    assert got.user is None
    assert language in {cue.language for cue in got.cues}
    assert got.open_under == under


def test_a_record_decides_before_any_cue_and_no_cue_leaves_the_fact_unknown() -> None:
    assert military("Ministry of Defence", stated=False).open_under == frozenset()
    assert military("Ministry of Defence", stated=True).user is True
    assert military("Leica Camera AG").user is None
    assert military("Navyblue Fashion").cues == ()
