"""Letters of questions: written in four languages, answered, read back, taken over."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import narwhals as nw
import openpyxl
import pytest

from licet.basics import Range, Refused
from licet.foresee import Plan, plan
from licet.intake import Folder, fact_kinds, read_folder
from licet.papers import read_answers, take_answers, write_letters
from licet.papers.questionnaire import LANGUAGES, question_of, questionnaires, reference, words
from licet.rulebook import Rulebook, rulebook
from licet.verdict import assess

EXAMPLES = Path(__file__).parents[2] / "examples"
KNOWN = date(2026, 11, 22)
Fill = Callable[[Path, dict[str, dict[str, str]]], None]
COLUMNS = {"answer": 6, "highest": 7, "currency": 8, "entry": 9, "evidence": 10}


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return rulebook()


@pytest.fixture(scope="module")
def folder(book: Rulebook) -> Folder:
    return read_folder(EXAMPLES / "kitakami-motors", fact_kinds(book.business_facts()))


@pytest.fixture(scope="module")
def made(book: Rulebook, folder: Folder) -> Plan:
    return plan(assess(folder, book, known=KNOWN, scenario="suspension-lapsed"))


@pytest.fixture(scope="module")
def letters(made: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("letters")
    write_letters(made, out, LANGUAGES)
    return out


def fill_xlsx(path: Path, answers: dict[str, dict[str, str]]) -> None:
    """Type answers by the name of the fact asked for."""
    made = openpyxl.load_workbook(path)
    keys = {str(ref): question_of(str(key)).name for ref, key, *_ in made["licet"].values}
    sheet = made.worksheets[0]
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        for column, text in answers.get(keys.get(str(row[0]), ""), {}).items():
            sheet.cell(number, COLUMNS[column], text)
    made.save(path)


def fill_docx(path: Path, answers: dict[str, dict[str, str]]) -> None:
    document = docx.Document(str(path))
    for table in document.tables:
        asked = table.rows[1].cells[1].text
        for name, cells in answers.items():
            if name not in QUESTIONS or QUESTIONS[name] not in asked:
                continue
            order = ("answer", "highest", "currency", "entry", "evidence")
            kept = [c for c in order if name == "cn_part1_value" or c in {"answer", "evidence"}]
            for column, text in cells.items():
                place = len(table.rows) - len(kept) + kept.index(column)
                table.rows[place].cells[1].text = text
    document.save(str(path))


QUESTIONS = {
    "cn_part1_value": "What is the value of the Chinese-origin Part 1 items",
    "made_with_cn_technology": "Was the article produced with China-origin technology",
}
GOOD = {
    "cn_part1_value": {
        "answer": "0.004", "highest": "0.012345678901", "currency": "usd", "entry": "P1-10",
        "evidence": "mass balance 7/2026",
    },
    "made_with_cn_technology": {"answer": "no", "evidence": "own process since 1998"},
}  # fmt: skip


@pytest.mark.parametrize(("suffix", "fill"), [("xlsx", fill_xlsx), ("docx", fill_docx)])
def test_an_answered_form_reads_back_without_loss(
    suffix: str, fill: Fill, letters: Path, tmp_path: Path, book: Rulebook
) -> None:
    path = tmp_path / f"back.{suffix}"
    shutil.copyfile(letters / f"supplier-RAYONG.en.{suffix}", path)
    fill(path, GOOD)
    content, technology = read_answers(path, book)
    assert content.value == Range(Decimal("0.004"), Decimal("0.012345678901"))
    assert (content.currency, content.entry) == ("USD", "P1-10")
    assert content.evidence == "mass balance 7/2026"
    assert content.question.item == "MAG-TH-40SH"
    assert content.question.letter.to == "RAYONG"
    assert set(content.lines) == {("KM-1020", "4"), ("KM-1036", "3")}
    assert (technology.value, technology.evidence) == (False, "own process since 1998")


@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_nobody_filled_in_says_nothing(
    suffix: str, language: str, letters: Path, book: Rulebook
) -> None:
    answers = read_answers(letters / f"supplier-HKTRADE.{language}.{suffix}", book)
    assert len(answers) == 5
    assert all(answer.value is None for answer in answers)


@pytest.mark.parametrize(
    ("language", "yes", "unknown"),
    [("en", "Yes", "unknown"), ("zh", "是", "不知道"), ("ja", "はい", "不明"), ("de", "Ja", "?")],
)
def test_yes_and_not_known_are_understood_in_each_language(
    language: str, yes: str, unknown: str, letters: Path, tmp_path: Path, book: Rulebook
) -> None:
    path = tmp_path / "back.xlsx"
    shutil.copyfile(letters / f"supplier-RAYONG.{language}.xlsx", path)
    fill_xlsx(path, {"made_with_cn_technology": {"answer": yes},
                     "cn_part1_value": {"answer": unknown}})  # fmt: skip
    content, technology = read_answers(path, book)
    assert content.value is None
    assert technology.value is True


def test_impossible_values_are_named_row_by_row_and_nothing_is_taken(
    letters: Path, tmp_path: Path, book: Rulebook, folder: Folder
) -> None:
    path = tmp_path / "back.xlsx"
    shutil.copyfile(letters / "supplier-HKTRADE.en.xlsx", path)
    fill_xlsx(path, {
        "origin": {"answer": "Burma"},
        "made_in": {"answer": "CN"},
        "cn_part1_value": {"answer": "5", "highest": "2", "currency": "JPY"},
        "made_with_cn_technology": {"answer": "maybe"},
    })  # fmt: skip
    with pytest.raises(Refused) as refused:
        take_answers(folder, [path], tmp_path / "copy", book)
    told = [str(fault) for fault in refused.value.faults]
    assert len(told) == 4
    assert sum("Burma" in text for text in told) == 2
    assert all("row " in text for text in told)
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"answer": "-1", "currency": "USD"}, ">= 0"),
        ({"answer": "1,500", "currency": "USD"}, "as 1500 or as 1.5"),
        ({"answer": "1,5,0", "currency": "USD"}, "plain number"),
        ({"answer": "0.1234567890123", "currency": "USD"}, "12 decimals"),
        ({"answer": "5"}, "currency"),
        ({"answer": "5", "currency": "dollars"}, "currency"),
        ({"answer": "5", "currency": "USD", "entry": "P2-I-3"}, "Part 1"),
    ],
)
def test_an_amount_that_cannot_be_is_refused(
    cells: dict[str, str], expected: str, letters: Path, tmp_path: Path, book: Rulebook
) -> None:
    path = tmp_path / "back.xlsx"
    shutil.copyfile(letters / "supplier-RAYONG.en.xlsx", path)
    fill_xlsx(path, {"cn_part1_value": cells})
    with pytest.raises(Refused, match=expected):
        read_answers(path, book)


@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
def test_a_german_form_has_a_comma_before_the_decimals(
    suffix: str, letters: Path, tmp_path: Path, book: Rulebook
) -> None:
    path = tmp_path / f"back.{suffix}"

    def amount(answer: str, highest: Any) -> object:
        shutil.copyfile(letters / f"supplier-RAYONG.de.{suffix}", path)
        if suffix == "xlsx":
            cells = {"answer": answer, "highest": highest, "currency": "EUR"}
            fill_xlsx(path, {"cn_part1_value": cells})
        else:
            document = docx.Document(str(path))
            table = next(one for one in document.tables if len(one.rows) > 7)
            for place, text in zip((-5, -4, -3), (answer, str(highest), "EUR"), strict=True):
                table.rows[place].cells[1].text = text
            document.save(str(path))
        return next(one.value for one in read_answers(path, book) if one.currency)

    assert amount("1,50", "1,875") == Range(Decimal("1.5"), Decimal("1.875"))
    assert amount("1.234,5", "2.345.678") == Range(Decimal("1234.5"), Decimal(2345678))
    with pytest.raises(Refused, match=r"«1\.234» can be read as 1\.234 or as 1234"):
        amount("1.234", "2000")
    if suffix == "xlsx":
        assert amount("1", 1.875) == Range(Decimal(1), Decimal("1.875"))


def change_ref(path: Path, change: Callable[[Any], None]) -> None:
    made = openpyxl.load_workbook(path)
    change(made)
    made.save(path)


def lose_hidden(made: Any) -> None:
    del made["licet"]


def retype_ref(made: Any) -> None:
    made.worksheets[0]["A9"] = "Q-00000000"


def drop_row(made: Any) -> None:
    made.worksheets[0].delete_rows(9)


def swap_question(made: Any) -> None:
    sheet = made["licet"]
    sheet["B1"], sheet["B2"] = sheet["B2"].value, sheet["B1"].value


@pytest.mark.parametrize("change", [lose_hidden, retype_ref, drop_row, swap_question])
def test_a_form_whose_references_were_touched_is_refused(
    change: Callable[[Any], None], letters: Path, tmp_path: Path, book: Rulebook
) -> None:
    path = tmp_path / "back.xlsx"
    shutil.copyfile(letters / "supplier-RAYONG.en.xlsx", path)
    change_ref(path, change)
    with pytest.raises(Refused):
        read_answers(path, book)


def test_a_file_that_is_no_form_is_refused(tmp_path: Path, book: Rulebook) -> None:
    for name in ("a.xlsx", "a.docx", "a.pdf"):
        (tmp_path / name).write_bytes(b"PK\x03\x04 nothing")
        with pytest.raises(Refused):
            read_answers(tmp_path / name, book)


def test_answers_settle_their_lines_in_a_copy_and_leave_the_folder_alone(
    letters: Path, tmp_path: Path, book: Rulebook, folder: Folder
) -> None:
    before = {path.name: path.read_bytes() for path in folder.path.iterdir() if path.is_file()}
    path, out = tmp_path / "back.xlsx", tmp_path / "copy"
    shutil.copyfile(letters / "supplier-RAYONG.en.xlsx", path)
    fill_xlsx(path, GOOD)
    taken = take_answers(folder, [path], out, book)
    assert set(taken.changed) == {"declarations", "items"}
    again = read_folder(out, fact_kinds(book.business_facts()))
    decided = assess(again, book, known=KNOWN, scenario="suspension-lapsed")
    lines = {(d.line.shipment, d.line.line): d.answer.outcome for d in decided.decisions}
    assert lines["KM-1036", "3"] == "licence_required"
    asked = {one.question.item for one in plan(decided).asked if one.letter is not None}
    assert "MAG-TH-40SH" not in asked
    after = {path.name: path.read_bytes() for path in folder.path.iterdir() if path.is_file()}
    assert after == before


def test_an_answer_that_contradicts_the_folder_is_refused(
    letters: Path, tmp_path: Path, book: Rulebook, folder: Folder
) -> None:
    path = tmp_path / "back.xlsx"
    shutil.copyfile(letters / "supplier-HKTRADE.en.xlsx", path)
    fill_xlsx(path, {"origin": {"answer": "CN"}})
    rows = folder.tables["sources"]
    stated = replace(rows, rows=rows.rows.with_columns(nw.lit("JP").alias("origin")))
    other = replace(folder, tables={**folder.tables, "sources": stated})
    with pytest.raises(Refused, match="contradicts JP"):
        take_answers(other, [path], tmp_path / "copy", book)


def test_a_table_with_rows_in_quarantine_takes_no_answers(
    letters: Path, tmp_path: Path, book: Rulebook
) -> None:
    """Writing it anew would lose the bad rows, and what they left unknown would look clear."""
    source = tmp_path / "kitakami"
    shutil.copytree(EXAMPLES / "kitakami-motors", source)
    with (source / "declarations.csv").open("a", encoding="utf-8") as file:
        file.write("MAG-TH-40SH,RAYONG,,P1-10,CN,much,,JPY,,,,,,,\n")
    spoilt = read_folder(source, fact_kinds(book.business_facts()))
    path = tmp_path / "back.xlsx"
    shutil.copyfile(letters / "supplier-RAYONG.en.xlsx", path)
    fill_xlsx(path, GOOD)
    with pytest.raises(Refused, match="repair this row first"):
        take_answers(spoilt, [path], tmp_path / "copy", book)


def test_answers_are_not_taken_over_into_a_folder_that_holds_something(
    letters: Path, tmp_path: Path, book: Rulebook, folder: Folder
) -> None:
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "items.csv").write_text("mine")
    with pytest.raises(Refused, match="empty"):
        take_answers(folder, [letters / "erp.en.xlsx"], tmp_path / "copy", book)
    assert (tmp_path / "copy" / "items.csv").read_text() == "mine"


def test_a_letter_speaks_the_language_of_its_addressee_and_english(made: Plan) -> None:
    names = {one.name for one in questionnaires(made)}
    assert {"customer-KOWLOON.zh", "customer-KOWLOON.en", "supplier-RAYONG.en"} <= names
    assert "supplier-RAYONG.de" not in names


def test_the_same_question_has_the_same_reference_in_every_language(made: Plan) -> None:
    forms = [one for one in questionnaires(made, LANGUAGES) if one.letter.to == "RAYONG"]
    assert len({tuple(row.ref for row in one.rows) for one in forms}) == 1
    assert all(reference(row.question) == row.ref for one in forms for row in one.rows)
    assert len({row.text for one in forms for row in one.rows}) == 8


def test_every_fact_of_suppliers_customers_and_laboratories_has_words_in_four_languages(
    book: Rulebook,
) -> None:
    own = words()
    for name, fact in book.business_facts().items():
        if fact.who in {"supplier", "customer"}:
            assert {"ja", "de"} <= set(own["questions"][name])
        if name.startswith("has_"):
            assert {"ja", "de"} <= set(own["elements"][name.removeprefix("has_")])
    for texts in own["words"].values():
        assert set(texts) == set(LANGUAGES)
