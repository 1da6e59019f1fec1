"""Papers: one description, two formats, every character drawn or said to be missing."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.basics import Refused
from licet.cases import table
from licet.papers.dossier import Dossier, model, read_dossier, template
from licet.papers.sheets import PAPERS, chain_of, sheets, without_glyph, write_sheets
from licet.papers.sheets.describe import described
from licet.papers.sheets.font import drawn
from licet.papers.sheets.values import words
from licet.papers.sheets.wrap import wrapped
from licet.rulebook import rulebook
from licet.verdict import territory_words
from licet.verdict.words import WORDS

DAY = date(2026, 11, 22)
NAMES = (
    "龘㐂髙﨑株式会社",
    "주식회사 한국전자",
    "ООО «Ромашка»",
    "Škoda Transportation a.s. ŽĎÁR",
    "Ångström & Søn A/S",
    "Łódź Sp. z o.o. – ąćęłńóśźż",
    "İstanbul Çelik Ş.Ț.",
    "Ελληνική Α.Ε. ήώΐ",
    "東京釤鏑テルビウム（有）",
    "国家（中国）№ 5 ™ €£¥",
)
FULL = """
day: 2026-11-22
application:
  applicant: {name: {zh: 北上电机株式会社, en: "Kitakami Motors Co., Ltd."}, country: JP}
  end_users: [{name: {zh: 阿贝尔公司, en: Abel Inc.}, country: US}]
  end_use: {zh: 伺服电机, en: servo motors}
  transit: [SG, KR]
  lines: [{item: KM-200, quantity: 200, unit: pcs, value: "378000.50"}]
notice:
  - number: N-1
    giver: {name: {en: Kitakami Motors Co Ltd}}
    receiver: {name: {en: Abel Inc.}}
    lines: [{item: KM-200, lot: L-7}]
    acknowledged: {name: Abel, on: 2026-11-21}
chain:
  - {on: 2026-10-01, giver: Baotou, receiver: Ningbo, item: KM-200, lot: L-7, notice: B-1}
  - {on: 2026-10-20, giver: Osaka, receiver: "Kitakami Motors Co., Ltd.", item: KM-200, lot: L-7}
  - {on: 2026-11-20, giver: KITAKAMI MOTORS CO. LTD, receiver: Abel Inc., item: KM-200, lot: L-7}
"""


def dossier(tmp_path: Path, text: str = FULL) -> Dossier:
    """A dossier written down and read."""
    (tmp_path / "dossier.yaml").write_text(text, encoding="utf-8")
    return read_dossier(tmp_path)


def said(value: Any) -> Iterator[str]:
    """Every text in a part of the house's data."""
    if isinstance(value, Mapping):
        for one in value.values():
            yield from said(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from said(one)
    elif isinstance(value, str):
        yield value


def bilingual(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every text in two languages."""
    if isinstance(value, Mapping):
        if {"zh", "en"} & set(value):
            yield value
        for one in value.values():
            yield from bilingual(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from bilingual(one)


def text_of(path: Path) -> str:
    """The text of a PDF."""
    asked = ["pdftotext", "-layout", str(path), "-"]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout


def test_every_word_of_the_papers_is_said_in_chinese_and_english() -> None:
    fields = [one.words for block in model().values() for one in block.values()]
    found = [*bilingual(described()), *bilingual(words()), *fields]
    assert len(found) > 200
    assert [one for one in found if not (isinstance(one.get("zh"), str) and one.get("en"))] == []
    assert [one for one in bilingual(described()) if set(one) != {"zh", "en"}] == []


def test_the_font_has_every_character_of_our_words_and_of_the_law() -> None:
    book = rulebook()
    law = [*(one.title for one in book.clauses), *(one.title for one in book.instruments)]
    papers = [one.words for block in model().values() for one in block.values()]
    shown = [*(d.words for d in table().documents), *(f.words for f in table().forms.values())]
    ours = (described(), words(), papers, shown, dict(WORDS), territory_words(), law)
    assert without_glyph("".join(said(ours))) == ()


def test_names_with_rare_characters_are_drawn_and_what_cannot_be_shows_its_code() -> None:
    assert {name: without_glyph(name) for name in NAMES if without_glyph(name)} == {}
    assert without_glyph("𠮷野 שלום") == ("𠮷", "ש", "ל", "ו", "ם")
    assert drawn("𠮷野") == "[U+20BB7]野"
    assert drawn("Ho\u0301c") == "Hóc"


@settings(max_examples=60, deadline=None)
@given(st.text("abc ，。（）中文字N42%\n", max_size=60), st.integers(2, 20))
def test_lines_fit_and_lose_nothing_and_marks_stay_with_their_word(text: str, width: int) -> None:
    lines = wrapped(text, width, lambda piece: float(len(piece)))
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(len(line) <= width or len(line.strip()) == 1 for line in lines)


def test_a_closing_mark_never_begins_a_line_and_an_opening_one_never_ends_it() -> None:
    text = "第一，第二。（第三）第四、第五；第六：第七"
    for width in range(4, 12):
        lines = wrapped(text, width, lambda piece: float(len(piece)))
        assert not any(line[0] in "，。）、；：" or line[-1] == "（" for line in lines), lines


def test_each_paper_is_written_twice_from_the_same_data_and_says_what_is_missing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    found = dossier(tmp_path)
    written = write_sheets(sheets(found, PAPERS, DAY), tmp_path, DAY)
    assert written.faults == ()
    assert "missing the following glyphs" not in caplog.text
    assert len(written.files) == 2 * len(PAPERS)
    for path in written.files:
        if path.suffix == ".pdf":
            text = text_of(path)
            assert "不是官方表格" in "".join(text.split())
            continue
        document = docx.Document(str(path))
        text = "\n".join(c.text for one in document.tables for row in one.rows for c in row.cells)
        assert "worksheet for the official form, not the form itself" in text
        assert "w:tblCellMar" in document.tables[0]._tbl.xml
    sheet = text_of(tmp_path / "application.pdf")
    assert "北上电机株式会社" in sheet
    assert "378000.5" in sheet
    assert "to be filled in" in sheet
    once, again = (
        write_sheets(sheets(found, ("application",), DAY), tmp_path / name, DAY, ("pdf",))
        for name in ("a", "b")
    )
    raw = once.files[0].read_bytes()
    assert raw == again.files[0].read_bytes()
    for said in (b"/Marked true", b"/S /H1", b"/S /H2", b"/Lang (zh-CN)", b"/DisplayDocTitle true"):
        assert said in raw, said
    if shutil.which("pdffonts"):
        asked = ["pdffonts", str(tmp_path / "application.pdf")]
        fonts = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
        assert fonts.splitlines()[2].split()[-5:-2] == ["yes", "yes", "yes"]


def test_a_long_list_goes_on_over_pages_and_a_character_without_glyph_is_a_fault(
    tmp_path: Path,
) -> None:
    lines = "\n".join(f"    - {{item: IT-{n:03}, lot: 𠮷{n}}}" for n in range(90))
    user = f"{{name: {'很' * 900}}}"
    found = dossier(tmp_path, f"statement:\n  lines:\n{lines}\n  end_user: {user}\n")
    written = write_sheets(sheets(found, ("statement",), DAY), tmp_path, DAY, ("pdf",))
    text = text_of(written.files[0])
    pages = text.split("\f")
    assert len(pages) > 4
    assert all(f"IT-{number:03}" in text for number in range(90))
    assert sum("Quantity" in page for page in pages) > 2
    assert "[U+20BB7]" in text
    assert "U+20BB7" in str(written.faults[0])
    assert "".join(text.split()).count("很") == 900


def test_the_chain_of_a_lot_shows_the_missing_hop_and_the_missing_notice(tmp_path: Path) -> None:
    found = chain_of(dossier(tmp_path))
    assert [hop.as_json()["state"] for hop in found] == [
        "not_acknowledged",
        "hop_missing",
        "notice_missing",
        "acknowledged",
    ]
    assert found[1].giver == "Ningbo"
    (notice,) = sheets(dossier(tmp_path), ("notice",), DAY)
    assert "a hop is missing here" in repr(notice)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("aplication: {}", "did you mean «application»"),
        ("application: {date: 2026-13-01}", "application.date: a day written YYYY-MM-DD"),
        ("application: {destination: XX}", "a territory in two letters"),
        ("application: {lines: [{quantity: 1,5}]}", "no key is called that"),
        ("application: {lines: [{quantity: many}]}", "application.lines.0.quantity: a plain"),
        ("application: {form: double}", "one of single, general"),
        ("application: {end_use: {zh: a, en_use: b}}", "a text by language"),
        ("attachments: [{sha256: abc}]", "64 hexadecimal"),
        ("application: none", "a mapping was expected"),
    ],
)
def test_a_dossier_that_cannot_be_read_is_refused_by_place(
    tmp_path: Path, text: str, told: str
) -> None:
    with pytest.raises(Refused, match=r".") as refused:
        dossier(tmp_path, text)
    assert told in str(refused.value)


@pytest.mark.parametrize("name", PAPERS)
def test_an_empty_template_is_a_dossier_in_which_nothing_is_known(
    tmp_path: Path, name: str
) -> None:
    text = template(name)
    assert dossier(tmp_path, text).data == {}
    assert all(f"{field}:" in text for field in model()[model()["dossier"][name].kind])
    (empty,) = sheets(dossier(tmp_path, text), (name,), DAY)
    assert json.loads(empty.twin) == {name: None}


def test_every_code_of_a_dossier_has_its_words() -> None:
    codes = {code for block in model().values() for one in block.values() for code in one.codes}
    assert codes <= words().keys()
