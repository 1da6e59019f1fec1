"""Each way in which a name may be like another, and what is too little to say so."""

from __future__ import annotations

from datetime import date

import pytest

from licet.rulebook import ListedParty
from licet.screening import Index
from licet.screening.branch import of_run, of_words
from licet.screening.cantonese import sketches, spelt
from licet.screening.features import THRESHOLD, cut_off, equal, scan, sounds, spelling, word_order
from licet.screening.forms import without_runs, without_words
from licet.screening.name import Key, keys
from licet.screening.nearby import Nearby
from licet.screening.sound import sound


def key(name: str) -> Key:
    return keys(name)[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("廣島電氣", "広島電気"),
        ("日本海洋聯合", "日本海洋連合"),
        ("澤井製作所", "泽井制作所"),
        ("(株)東芝", "東芝株式會社"),
        ("Müller & Söhne GmbH", "MULLER AND SOHNE G.m.b.H."),
        ("O’Brien’s Ltd", "OBriens Limited"),
        ("Škoda a.s.", "SKODA, akciová společnost"),
        ("Straße AG", "STRASSE A.G."),
    ],
)
def test_ways_of_writing_one_name_share_a_key(one: str, other: str) -> None:
    assert key(one).core == key(other).core
    assert equal(key(one), key(other)) is not None


def test_a_legal_form_is_taken_off_either_end_and_never_the_whole_name() -> None:
    assert without_words(("acme", "co", "ltd")).words == ("acme",)
    assert without_words(("pt", "acme", "tbk")).words == ("acme",)
    assert without_words(("limited",)).words == ("limited",)
    assert without_words(("as", "roma")).words == ("as", "roma")
    assert without_runs("股份有限公司")[0] != ""
    assert without_runs("甲集团股份有限公司") == ("甲集团", frozenset({"stock"}))


def test_a_branch_without_a_known_place_is_a_guess() -> None:
    (known,) = of_words(("acme", "ltd", "shanghai", "branch"))
    assert (known.words, known.guess) == (("acme", "ltd"), "")
    guesses = of_words(("acme", "widgets", "branch"))
    assert [one.guess != "" for one in guesses] == [False, True]
    assert of_words(("acme", "widgets")) == []
    assert of_run("甲乙丙") == []
    assert of_run("甲有限公司上海分公司")[0].words == ("甲有限公司",)


def test_few_wrong_letters_are_let_pass_and_fewer_in_the_words_that_tell() -> None:
    assert spelling(key("Rhienmetal"), key("Rheinmetall")) is not None
    assert spelling(key("VC Technology"), key("JC Technology")) is None
    assert spelling(key("JC Tecnology"), key("JC Technology")) is not None
    assert spelling(key("Axon"), key("Axient")) is None


def test_scanned_letters_order_and_cut_names_are_seen() -> None:
    assert scan(key("Rheinrnetall"), key("Rheinmetall")) is not None
    assert scan(key("Hens0ldt"), key("Hensoldt")) is not None
    assert word_order(key("Vehicles Special MHI"), key("MHI Special Vehicles")) is not None
    assert (
        cut_off(key("Mitsubishi Electric Eng"), key("Mitsubishi Electric Engineering")) is not None
    )
    assert cut_off(key("General Dynamics"), key("General Dynamics Land Systems")) is None
    assert (
        cut_off(
            key("Mitsubishi Heavy Industries Ltd"), key("Mitsubishi Heavy Industries Shipbuilding")
        )
        is None
    )


@pytest.mark.parametrize(
    "spelt",
    [
        "Hanxiang Hangkong Gongye Gufen Youxian Gongsi",
        "Han Hsiang Hang K'ung Kung Yeh",
        "漢祥航空工業",
    ],
)
def test_a_chinese_name_by_its_sound_is_a_hint_and_never_a_match(spelt: str) -> None:
    got = sounds(key(spelt), key("汉翔航空工业股份有限公司"))
    assert got is not None
    assert THRESHOLD <= got.weight < 0.9


def test_a_short_sound_says_nothing() -> None:
    assert sound("立方") is None
    assert sound("blackberry") is None


def test_every_pair_that_few_wrong_letters_set_apart_is_found() -> None:
    names = ("Rheinmetall AG", "Hensoldt AG", "甲乙丙丁航空工业有限公司", "TDK Corporation")
    nearby = Nearby.of(key(name) for name in names)
    assert nearby.of_one(key("Rheinmetxyl AG")) == {0}
    assert nearby.of_one(key("甲乙丙戊航空工业")) == {2}
    assert nearby.of_many([key("Nothing Like It"), key("TDK Corp")]) == {1: {3}}


@pytest.mark.parametrize(
    ("han", "letters"),
    [
        ("周大福珠宝金行", "chowtaifookchupokamhong"),
        ("长江和记实业", "cheungkongwokeesatyip"),
        ("新鸿基地产", "sunhungkeiteichan"),
        ("汉翔航空工业", "honcheunghonghungkungyip"),
        ("李锦记", "leekumkee"),
    ],
)
def test_hong_kong_spellings_are_heard_in_cantonese(han: str, letters: str) -> None:
    assert spelt(han, letters)
    assert not spelt(han, letters[:-1])


@pytest.mark.parametrize(
    "name", ["Chow Tai Fook Chu Po Kam Hong Ltd", "Cheung Kong Wo Kee Sat Yip", "長江和記實業"]
)
def test_a_cantonese_spelling_makes_a_candidate_and_never_a_match(name: str) -> None:
    parties = [
        ListedParty(str(number), zh, en, "HK", "control", "1/2026", date(2026, 1, 6))
        for number, (zh, en) in enumerate(
            [
                ("周大福珠宝金行有限公司", ""),
                ("长江和记实业有限公司", ""),
                ("", "Cheung Kong Wo Kee Sat Yip Limited"),
            ]
        )
    ]
    got = Index.of(parties[:2] if name.isascii() else parties[2:]).screen(
        name, on=date(2026, 11, 22)
    )
    assert got.answer == "unknown"
    assert [one.features[0].name for one in got.candidates] == ["sound"]


def test_english_names_are_no_cantonese() -> None:
    for text in ("Bakery of Long Street", "Western Digital Corporation", "Ho"):
        assert sketches(key(text).core, key(text).words) == ()
