"""Answers on a form become values: each checked, nothing guessed, every fault with its row."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from licet.basics import Fault, Range, Refused, floor, typed_number
from licet.foresee import Question, choices
from licet.papers.questionnaire import CONTENT, LANGUAGES, question_of, reference, word
from licet.rulebook import Rulebook
from licet.verdict import keep_contract

_CURRENCY = 3


@dataclass(frozen=True, slots=True)
class Filled:
    """One row of a form as it came back: texts, trimmed; empty is not filled in.

    `mark` stands before the decimals where the form's language is at home.
    """

    place: str
    ref: str
    answer: str
    highest: str = ""
    currency: str = ""
    entry: str = ""
    evidence: str = ""
    mark: str = "."


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer.

    Attributes:
        question: what was asked.
        lines: shipment and line of each delivery it holds for.
        value: yes/no, a code, a whole number, a range or a text; `None` is «not known».
        currency, entry: of an amount; what it is the value of.
        evidence: what it rests on.
        place: where it stands in the form.
    """

    question: Question
    lines: tuple[tuple[str, str], ...]
    value: bool | str | int | Range | None
    currency: str | None
    entry: str | None
    evidence: str | None
    place: str


Known = Mapping[str, tuple[str, tuple[tuple[str, str], ...]]]
"""What a form says of itself: reference → the question as text, and its lines."""


def read_rows(
    file: str, rows: Iterable[Filled], known: Known, book: Rulebook
) -> tuple[Answered, ...]:
    """The answers of a form.

    Raises:
        Refused: a reference was changed, doubled or lost, or a value cannot be; all of them.
    """
    faults: list[Fault] = []
    found: list[Answered] = []
    seen: set[str] = set()
    for row in rows:
        if row.ref not in known:
            faults.append(Fault(file, row.place, f"no question has the reference «{row.ref}»"))
            continue
        question = _question(file, row, known[row.ref][0], faults)
        if question is None:
            continue
        if row.ref in seen and question.name != CONTENT:
            faults.append(Fault(file, row.place, f"{row.ref} is answered twice"))
            continue
        seen.add(row.ref)
        answered = _answered(file, row, question, known[row.ref][1], book, faults)
        found += [] if answered is None else [answered]
    lost = [ref for ref in known if ref not in seen]
    if not faults:
        faults = [Fault(file, ref, "the row of this question is missing") for ref in lost]
    if faults:
        raise Refused(*faults)
    return tuple(found)


def _question(file: str, row: Filled, key: str, faults: list[Fault]) -> Question | None:
    try:
        question = question_of(key)
    except (ValueError, TypeError):
        question = None
    if question is None or reference(question) != row.ref:
        faults.append(Fault(file, row.place, f"the question behind {row.ref} was changed"))
        return None
    return question


def _answered(
    file: str,
    row: Filled,
    question: Question,
    lines: tuple[tuple[str, str], ...],
    book: Rulebook,
    faults: list[Fault],
) -> Answered | None:
    wrong = [Fault(file, row.place, text) for text in _beside(row, question, book)]
    value: bool | str | int | Range | None = None
    try:
        value = value_of(row, question, book)
    except ValueError as error:
        wrong.append(Fault(file, row.place, str(error), value=row.answer))
    faults += wrong
    if wrong:
        return None
    currency = row.currency.upper() or None
    return Answered(
        question, lines, value, currency, row.entry or None, row.evidence or None, row.place
    )


def _beside(row: Filled, question: Question, book: Rulebook) -> list[str]:
    """What is wrong with the cells beside the answer."""
    found = []
    money = question.name in {CONTENT, "price", "item_value"}
    if row.currency and not (money and len(row.currency) == _CURRENCY and row.currency.isalpha()):
        found.append(f"a currency such as EUR was expected, not «{row.currency}»")
    if money and not row.currency and _is_amount(row):
        found.append("a currency was expected beside the amount")
    entries = [str(code) for code in book.facts["annex1"].codes if str(code).startswith("P1")]
    if row.entry and row.entry not in entries:
        found.append(
            f"an entry of Part 1 was expected ({entries[0]} to {entries[-1]}), not «{row.entry}»"
        )
    return found


def _is_amount(row: Filled) -> bool:
    told = [text for text in (row.answer, row.highest) if text and not _means(text, "unknown")]
    return any(text.strip("0.,") for text in told)


def value_of(row: Filled, question: Question, book: Rulebook) -> bool | str | int | Range | None:
    """The value of an answer; `None` if it says that it is not known.

    Raises:
        ValueError: it is not what may be answered.
    """
    text = row.answer
    kind = choices(question, book)
    if kind == "number" or (isinstance(kind, str) and row.highest):
        return _amount(row, question, book)
    if not text or _means(text, "unknown"):
        return None
    if kind == "yes_no":
        for name, truth in (("yes", True), ("no", False)):
            if _means(text, name):
                return truth
        raise ValueError(f"yes or no was expected, not «{text}»")
    if kind == "territory":
        if text.upper() not in book.facts[question.name].codes:
            raise ValueError(f"a code such as JP was expected, not «{text}»")
        return text.upper()
    if isinstance(kind, str):
        return text
    code = text.split(":", 1)[0].strip()
    if code not in {str(one["value"]) for one in kind}:
        raise ValueError(f"one of {', '.join(str(one['value']) for one in kind)} was expected")
    return int(code) if book.facts[question.name].kind == "whole" else code


def _amount(row: Filled, question: Question, book: Rulebook) -> Range | None:
    ends = [_number(text, row.mark) for text in (row.answer, row.highest)]
    lo, hi = ends[0], ends[1] if row.highest else ends[0]
    if lo is None and hi is None:
        return None
    try:
        found = Range(lo, hi)
    except ValueError:
        raise ValueError(f"lowest {row.answer} is above highest {row.highest}") from None
    fact = book.facts.get(question.name)
    if fact is not None:
        kept = keep_contract(fact, found)
        if kept is None or (lo is not None and kept.lo != lo):
            raise ValueError(f"a number {fact.contract} was expected, not «{row.answer}»")
    elif any(end is not None and end <= 0 for end in (lo, hi)):
        raise ValueError(f"a number above 0 was expected, not «{row.answer}»")
    return found


def _number(text: str, mark: str) -> Decimal | None:
    if not text or _means(text, "unknown"):
        return None
    number = typed_number(text, mark)
    if floor(number) != number:
        raise ValueError(f"a number with at most 12 decimals was expected, not «{text}»")
    return number


def _means(text: str, name: str) -> bool:
    """Is the text this word in any of the form's languages?"""
    told = unicodedata.normalize("NFKC", text).strip().casefold()
    known = {word(name, language).casefold() for language in LANGUAGES}
    return told in known | ({"?"} if name == "unknown" else set())
