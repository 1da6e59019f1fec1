"""A questionnaire as a workbook: typed on, sent back, read without loss.

Cells for answers hold text, so that a number comes back as it was typed; a hidden sheet says
which question each reference is.
"""

from __future__ import annotations

import json
import unicodedata
import zipfile
from dataclasses import replace
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.utils.exceptions import InvalidFileException

from licet.basics import Fault, Refused, plain
from licet.papers.questionnaire import (
    Asking,
    Questionnaire,
    allowed,
    decimal_mark,
    key_of,
    word,
)
from licet.papers.questionnaire_answers import Answered, Filled, Known, read_rows
from licet.rulebook import Rulebook

COLUMNS = (
    ("ref", 12), ("about", 28), ("lot", 9), ("question", 46), ("allowed", 22), ("answer", 16),
    ("highest", 10), ("currency", 9), ("entry", 9), ("evidence", 20),
)  # fmt: skip
_FIRST_ANSWER = 5
_HIDDEN = "licet"
_MOST_IN_LIST = 255
"""A list in a cell may be so long; longer ones stand on their own sheet."""


def write_xlsx(one: Questionnaire, path: Path) -> None:
    """Write a questionnaire as a workbook."""
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False}) as book:
        sheet = book.add_worksheet(word("question", one.language)[:31])
        _Sheet(book, sheet, one).write()
        if one.entries:
            _entries(book, one)
        _hidden(book, one)


class _Sheet:
    def __init__(self, book: Any, sheet: Any, one: Questionnaire) -> None:  # noqa: ANN401
        self.book, self.sheet, self.one = book, sheet, one
        top = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#B8BEC4"}
        self.bold = book.add_format({"bold": True, "font_size": 14})
        self.plain = book.add_format({"text_wrap": True, "valign": "top"})
        self.head = book.add_format({**top, "bold": True, "bg_color": "#E8ECEF"})
        self.cell = book.add_format(top)
        self.open = book.add_format({
            **top, "locked": False, "num_format": "@", "bg_color": "#FFFBE6",
        })  # fmt: skip

    def write(self) -> None:
        one, sheet = self.one, self.sheet
        for number, (name, width) in enumerate(COLUMNS):
            sheet.set_column(number, number, width)
            sheet.write_string(7, number, word(name, one.language), self.head)
        sheet.write_string(0, 0, word("title", one.language), self.bold)
        sheet.set_row(7, 18)
        for row, (name, value) in enumerate(
            (("to", one.to), ("from", one.sender), ("day", one.day)), 1
        ):
            sheet.write_string(row, 0, word(name, one.language))
            sheet.write_string(row, 1, value)
        for row, name in ((4, "why"), (5, "how")):
            sheet.merge_range(row, 0, row, 5, word(name, one.language), self.plain)
            sheet.set_row(row, 48)
        for row, asking in enumerate(one.rows, 8):
            self._row(row, asking)
        last = 9 + len(one.rows)
        for row, name in enumerate(("name", "day", "signature"), last):
            sheet.write_string(row, 1, word(name, one.language))
            sheet.write_blank(row, 3, None, self.open)
        sheet.freeze_panes(8, 0)
        sheet.protect("", {"format_cells": True, "format_columns": True, "format_rows": True})
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_paper(9)

    def _row(self, row: int, asking: Asking) -> None:
        language = self.one.language
        told = (
            asking.ref, asking.about, asking.question.lot or "", asking.text,
            allowed(asking, language),
        )  # fmt: skip
        for column, text in enumerate(told):
            self.sheet.write_string(row, column, text, self.cell)
        for column in range(_FIRST_ANSWER, len(COLUMNS)):
            name = COLUMNS[column][0]
            is_open = name in {"answer", "evidence"} or _takes(asking, name)
            self.sheet.write_blank(row, column, None, self.open if is_open else self.cell)
        self.sheet.set_row(row, 15 * max(_lines(told[n], COLUMNS[n][1]) for n in (1, 3, 4)))
        self._choices(row, asking)

    def _choices(self, row: int, asking: Asking) -> None:
        unknown = word("unknown", self.one.language)
        short = asking.kind == "yes_no"
        options = [*(asking.options.values() if short else asking.options), unknown]
        if asking.options and len(",".join(options)) <= _MOST_IN_LIST:
            self.sheet.data_validation(
                row, _FIRST_ANSWER, row, _FIRST_ANSWER,
                {"validate": "list", "source": options, "error_type": "warning"},
            )  # fmt: skip


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a cell; wide characters take two places."""
    places = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
    return places // (width - 3) + 1


def _takes(asking: Asking, column: str) -> bool:
    """Does the question want this further cell?"""
    if column == "highest":
        return asking.kind == "number"
    if column == "currency":
        return asking.is_amount
    return column == "entry" and asking.question.name == "cn_part1_value"


def _entries(book: Any, one: Questionnaire) -> None:  # noqa: ANN401 - a workbook
    sheet = book.add_worksheet(word("entries", one.language)[:31])
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 70)
    for row, (code, title) in enumerate(one.entries.items()):
        sheet.write_string(row, 0, code)
        sheet.write_string(row, 1, title)


def _hidden(book: Any, one: Questionnaire) -> None:  # noqa: ANN401 - a workbook
    sheet = book.add_worksheet(_HIDDEN)
    for row, asking in enumerate(one.rows):
        sheet.write_string(row, 0, asking.ref)
        sheet.write_string(row, 1, key_of(asking.question))
        sheet.write_string(row, 2, json.dumps(asking.lines, ensure_ascii=False))
        sheet.write_string(row, 3, one.language)
    sheet.very_hidden()


def read_xlsx(path: Path, book: Rulebook) -> tuple[Answered, ...]:
    """The answers of a workbook that came back.

    Raises:
        Refused: it is no such workbook, or a row was changed or answered impossibly.
    """
    try:
        made = openpyxl.load_workbook(path, data_only=True)
    except (OSError, zipfile.BadZipFile, InvalidFileException, KeyError) as error:
        raise Refused(Fault(path.name, "file", f"no workbook that can be read ({error})")) from None
    if _HIDDEN not in made.sheetnames:
        expected = "a questionnaire of ours was expected: its hidden sheet is missing"
        raise Refused(Fault(path.name, "file", expected))
    known: Known = {
        str(ref): (str(key), tuple((str(s), str(n)) for s, n in json.loads(str(lines))))
        for ref, key, lines in made[_HIDDEN].iter_rows(max_col=3, values_only=True)
        if ref is not None
    }
    mark = decimal_mark(made[_HIDDEN].cell(1, 4).value)
    rows = []
    for sheet in made.worksheets[:1]:
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            texts = [_text(cell, mark) for cell in (*cells, *[None] * len(COLUMNS))[: len(COLUMNS)]]
            if texts[0].startswith("Q-"):
                filled = Filled(f"row {number}", texts[0], *texts[_FIRST_ANSWER:])
                rows.append(replace(filled, mark=mark))
    return read_rows(path.name, rows, known, book)


def _text(cell: object, mark: str) -> str:
    """A cell as it was typed; a number that a program made of it, as the form's language does."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and isfinite(cell):
        return plain(Decimal(str(cell))).replace(".", mark)
    return str(cell).strip()
