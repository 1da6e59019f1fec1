"""The report reads well for everybody: no network, no script needed, every table named."""

from __future__ import annotations

import base64
import hashlib
import re
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.basics import Range
from licet.papers.report import page as page_module
from licet.papers.report.figures import Money, amount_text, place, share_text
from licet.papers.report.needing import GROUPS
from licet.papers.report.speech import own_words
from tests.papers.report_page import reading

TEMPLATES = Path(page_module.__file__).with_name("templates")
BOUND = Decimal("0.1")
numbers = st.decimals(0, 100, places=12)


def test_it_fetches_nothing() -> None:
    report = reading()
    for one in report.elements:
        assert "src" not in one.attributes
        assert one.tag not in {"link", "img", "iframe", "object"}
        if "href" in one.attributes:
            assert one.attributes["href"].startswith("#")
    style = report.all("style")[0].text
    assert "url(" not in style
    assert "@import" not in style


def test_its_own_policy_allows_only_its_own_script() -> None:
    report = reading()
    policy = report.all("meta", **{"http-equiv": "Content-Security-Policy"})[0]
    script = "".join(report.all("script")[0].pieces)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy.attributes["content"]
    assert "default-src 'none'" in policy.attributes["content"]


def test_links_and_labels_point_to_something_and_ids_stand_once() -> None:
    report = reading()
    ids = [one.attributes["id"] for one in report.elements if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    for one in report.elements:
        for pointer in ("aria-labelledby", "for"):
            assert set(one.attributes.get(pointer, ids[0]).split()) <= set(ids)
        if one.attributes.get("href", "#") != "#":
            assert one.attributes["href"][1:] in ids


def test_every_table_has_a_caption_and_every_head_cell_a_scope() -> None:
    report = reading()
    captioned = [one.inside[-1] for one in report.all("caption")]
    assert all(table in captioned for table in report.all("table"))
    heads = [one for one in report.all("th") if one.attributes.get("aria-hidden") != "true"]
    assert all("scope" in one.attributes for one in heads)


def test_headings_never_skip_a_level() -> None:
    levels = [int(one.tag[1]) for one in reading().elements if re.fullmatch(r"h\d", one.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_every_word_is_there_in_both_languages_and_is_used() -> None:
    words = own_words()
    assert all(set(both) == {"en", "zh"} and all(both.values()) for both in words.values())
    fields = {
        name: [set(re.findall(r"\{(\w+)\}", text)) for text in both.values()]
        for name, both in words.items()
    }
    assert {name for name, (en, zh) in fields.items() if en != zh} == set()
    room = Path(page_module.__file__).parent
    texts = " ".join(
        path.read_text(encoding="utf-8") for path in [*room.glob("*.py"), *TEMPLATES.glob("*.html")]
    )
    made = r"_(one|many)$|^(key|unknown|who|waits|world|group|does|effect|weak|list|count|says)_"
    assert [n for n in words if f'"{n}"' not in texts and not re.search(made, n)] == []


def _channels(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it."""
    bright = sorted(
        sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), _channels(colour), strict=True))
        for colour in (one, other)
    )
    return (bright[1] + 0.05) / (bright[0] + 0.05)


def test_every_text_colour_stands_out_from_the_paper_by_day_and_by_night() -> None:
    style = (TEMPLATES / "colours.css").read_text(encoding="utf-8")
    themes = re.findall(r":root \{(.*?)\}", style, flags=re.DOTALL)[:2]
    for theme in themes:
        colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", theme))
        texts = "ink soft link prohibited licence_required undetermined exempt not_required"
        for name in texts.split():
            for ground in ("paper", "sheet", "faint", "warn"):
                assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
        assert contrast(colours["focus"], colours["paper"]) >= 3


@given(numbers, numbers)
def test_a_share_is_never_shown_on_the_other_side_of_the_bound(
    one: Decimal, other: Decimal
) -> None:
    lo, hi = sorted((one, other))
    shown = [Decimal(text.rstrip("…")) for text in share_text(Range(lo, hi), BOUND).split(" – ")]
    assert [text >= BOUND for text in shown] == [end >= BOUND for end in (lo, hi)][: len(shown)]
    if len(shown) > 1:
        assert shown[0] <= lo
        assert shown[1] >= hi


@pytest.mark.parametrize(
    ("lo", "hi", "text"),
    [
        ("0.1", "0.1", "0.1"),
        ("0.0999999999999", "0.0999999999999", "0.0999…"),
        ("0", "0.09999999", "0 – 0.09999999"),
        ("4.512820512800", "4.512820512900", "4.5128…"),
        ("0", None, "0 – ?"),
    ],
)
def test_a_share_is_written_as_short_as_honesty_allows(lo: str, hi: str | None, text: str) -> None:
    share = Range(Decimal(lo), None if hi is None else Decimal(hi))
    assert share_text(share, BOUND) == text


@given(numbers, numbers)
def test_a_greater_share_never_stands_further_left(one: Decimal, other: Decimal) -> None:
    left, right = sorted((one, other))
    assert 0 <= Decimal(place(left, -3, 2)) <= Decimal(place(right, -3, 2)) <= 100


def test_money_is_exact_and_counts_in_thousands() -> None:
    money = Money.of("JPY", whole=True)
    assert money(Fraction(1234567)) == "1,234,567"
    assert Money.of("USD", whole=False)(Fraction(2_000_000) / 3) == "666,666.67"
    assert amount_text(Range(Decimal("1234.5"), Decimal("1234.5"))) == "1,234.5"
    assert amount_text(Range(Decimal(0), None)) == "0 – ?"


def test_no_kind_of_group_is_set_like_a_table_of_the_same_name() -> None:
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    for name in GROUPS:
        assert not re.search(rf"(?m)(^|\}} )\.{name} \{{", style), name
