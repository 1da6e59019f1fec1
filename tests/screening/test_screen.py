"""Same, clear or unknown: names in two scripts, forms, branches, countries, identifiers."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from licet.rulebook.lists import ListedParty
from licet.screening import Index, Screening

DAY = date(2026, 11, 22)


def party(number: int, zh: str, en: str, country: str, **more: Any) -> ListedParty:
    return ListedParty(f"p{number}", zh, en, country, "control", "1/2026", date(2026, 1, 6), **more)


PARTIES = (
    party(
        1,
        "汉翔航空工业股份有限公司",
        "Aerospace Industrial Development Corp.",
        "TW",
        identifiers=(("USCC", "91350100M000100Y43"), ("TW-UBN", "00501503")),
    ),
    party(2, "三菱造船株式会社", "Mitsubishi Heavy Industries Shipbuilding Co.", "JP"),
    party(
        3, "莱茵金属公司", "Rheinmetall AG", "DE", identifiers=(("LEI", "529900LICETTEST00023"),)
    ),
    party(4, "莱多斯公司", "Leidos", "US", stopped_on=date(2026, 6, 1)),
    party(5, "SpaceKnow捷克分公司", "SPACEKNOW INC., odstepny zavod s.r.o", "EU"),
    party(6, "吉布斯和考克斯公司", "Gibbs&Cox, Inc.", "US"),
    party(7, "太脱拉卡车公司", "TATRA TRUCKS a.s.", "EU", aliases=("Tatra",)),
    party(8, "日本电气航空宇宙系统株式会社", "NEC Aerospace Systems, Ltd.", "JP"),
    party(9, "TDK株式会社", "TDK Corporation", "JP"),
)
INDEX = Index.of(PARTIES)


def screen(name: str, **more: Any) -> Screening:
    return INDEX.screen(name, on=DAY, **more)


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("漢翔航空工業股份有限公司", "p1"),
        ("汉翔航空工业", "p1"),
        ("三菱造船㈱", "p2"),
        ("株式會社三菱造船", "p2"),
        ("日本電気航空宇宙系統(株)", "p8"),
        ("RHEINMETALL Aktiengesellschaft", "p3"),
        ("rheinmetall a.g.", "p3"),
        ("Gibbs and Cox Incorporated", "p6"),
        ("Gibbs & Cox", "p6"),
        ("ＴＤＫ　Ｃｏｒｐ．", "p9"),
        ("T\u200bDK Corporation", "p9"),
        ("Tatra a.s.", "p7"),
    ],
)
def test_the_official_name_in_another_writing_is_the_same(name: str, who: str) -> None:
    got = screen(name)
    assert got.answer == "same"
    assert got.candidates[0].id == who
    assert got.candidates[0].branch is False


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("汉翔航空工业股份有限公司上海分公司", "p1"),
        ("漢翔航空工業股份有限公司（上海）分公司", "p1"),
        ("汉翔航空工业深圳分公司", "p1"),
        ("三菱造船株式会社 横浜支店", "p2"),
        ("Leidos Shanghai Branch", "p4"),
        ("Leidos, Inc. - Shanghai Branch", "p4"),
        ("Shanghai Branch of Leidos", "p4"),
        ("Rheinmetall AG Zweigniederlassung Wien", "p3"),
        ("TDK Corporation (Singapore) Representative Office", "p9"),
    ],
)
def test_a_branch_is_its_company_wherever_it_is(name: str, who: str) -> None:
    got = screen(name, country="CN")
    assert got.answer == "same"
    assert (got.candidates[0].id, got.candidates[0].branch) == (who, True)


@pytest.mark.parametrize(
    ("name", "feature"),
    [
        ("Rheinmetall GmbH", "legal_form"),
        ("Lеidos", "equal"),
        ("Heavy Industries Mitsubishi Shipbuilding", "word_order"),
        ("Mitsubishi Heavy Industrles Shipbuildng Co.", "spelling"),
        ("SpaceKnow Inc.", "branch"),
    ],
)
def test_whatever_is_only_like_a_listed_name_is_unknown_until_reviewed(
    name: str, feature: str
) -> None:
    got = screen(name)
    assert got.answer == "unknown"
    assert feature in {one.name for one in got.candidates[0].features}
    assert all(one.reason for one in got.candidates[0].features)


def test_another_country_lowers_and_no_country_does_not() -> None:
    assert screen("TDK Corporation", country="JP").answer == "same"
    assert screen("TDK Corporation").answer == "same"
    other = screen("TDK Corporation", country="US")
    assert other.answer == "unknown"
    assert other.candidates[0].score < 1
    assert "country" in {one.name for one in other.candidates[0].features}


def test_eu_stands_for_every_member_state() -> None:
    assert screen("Tatra Trucks", country="CZ").answer == "same"
    assert screen("Tatra Trucks", country="CH").answer == "unknown"


def test_an_identifier_decides_before_any_name() -> None:
    got = screen("Something Else", lei="5299 00LICETTEST00023")
    assert (got.answer, got.candidates[0].id) == ("same", "p3")
    assert screen("甲", uscc="91350100 m000100y43").candidates[0].id == "p1"


@pytest.mark.parametrize(
    "wrong",
    [
        {"lei": "529900LICETTEST00024"},
        {"registrations": "JP-CN 7000012050003"},
        {"registrations": "7000012050002"},
        {"registrations": "XX-NO 1"},
    ],
)
def test_a_number_that_cannot_be_right_never_clears(wrong: dict[str, str]) -> None:
    got = screen("Something Else", **wrong)
    assert got.answer == "unknown"
    assert "expected" in got.unread[0]


def test_a_registration_number_decides_before_any_name() -> None:
    got = screen("Something Else", registrations="JP-CN 7000012050002; tw-ubn 00501503")
    assert (got.answer, got.candidates[0].id) == ("same", "p1")


def test_the_same_name_with_another_number_is_another_party_until_reviewed() -> None:
    got = screen("Rheinmetall AG", lei="213800KUD8LAJWSQ9D15")
    assert got.answer == "unknown"
    assert "identifier" in {one.name for one in got.candidates[0].features}


def test_the_local_name_counts_as_much_as_the_other() -> None:
    assert screen("Somebody", name_local="莱多斯公司").answer == "same"


def test_what_a_listing_does_on_the_day_is_said_beside_the_answer() -> None:
    assert screen("Leidos").candidates[0].effect == "stopped"
    assert INDEX.screen("Leidos", on=date(2026, 3, 1)).candidates[0].effect == "in_force"
    assert INDEX.screen("Leidos", on=date(2026, 1, 1)).candidates[0].effect == "not_yet"


@pytest.mark.parametrize("name", ["Toyota Motor Corporation", "上海电气集团股份有限公司", "Leica"])
def test_a_name_that_is_like_none_is_clear(name: str) -> None:
    got = screen(name)
    assert (got.answer, got.candidates) == ("clear", ())


@pytest.mark.parametrize("name", ["", " ", "—", "\u200b"])
def test_a_name_without_letters_cannot_be_clear(name: str) -> None:
    assert screen(name).answer == "unknown"


def test_a_batch_answers_as_single_questions_do_in_order() -> None:
    names = ["TDK Corporation", "Leica", "Rheinmetall GmbH", "漢翔航空工業"]
    frame = pl.DataFrame({"name": names, "country": ["JP", None, "DE", None]})
    batch = list(INDEX.screen_many(frame, on=DAY))
    assert batch == [
        screen(n, country=c) for n, c in zip(names, frame["country"].to_list(), strict=True)
    ]


def test_the_record_is_plain_data() -> None:
    record = screen("Leidos").record()
    assert record["answer"] == "same"
    assert record["candidates"][0]["name_zh"] == "莱多斯公司"
    assert set(record["candidates"][0]) >= {
        "name",
        "list",
        "notice",
        "country",
        "score",
        "features",
    }


def test_a_party_known_by_its_lei_alone_is_not_cleared_by_it() -> None:
    got = screen("213800KUD8LAJWSQ9D15", lei="213800KUD8LAJWSQ9D15")
    assert (got.answer, got.candidates) == ("unknown", ())
    assert "no name" in got.unread[0]
    assert screen("529900LICETTEST00023", lei="529900LICETTEST00023").answer == "same"
