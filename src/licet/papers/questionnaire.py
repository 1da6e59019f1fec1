"""A letter of questions to one addressee: its rows, in Chinese, English, Japanese or German.

Every row carries a reference made from the question itself, so that an answer finds its way
back whoever typed it where; `questionnaire_xlsx` and `questionnaire_docx` write and read forms.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from licet.foresee import Letter, Plan, Question, about, asks, choices
from licet.rulebook import Rulebook, read

LANGUAGES = ("en", "zh", "ja", "de")
_WITH_COMMA = {"de"}
"""Languages whose numbers have a comma before the decimals."""
CONTENT = "cn_part1_value"
"""The question that is answered by an amount, a currency and an entry of the annex."""
_BY_COUNTRY = {
    "CN": "zh", "HK": "zh", "MO": "zh", "TW": "zh", "SG": "en", "JP": "ja",
    "DE": "de", "AT": "de", "CH": "de", "LI": "de",
}  # fmt: skip
_SHOWN = 12
"""Deliveries named beside a question on their use; the answer holds for all of them."""
_WORDS = Path(__file__).with_name("questionnaire.words.yaml")


def decimal_mark(language: object) -> str:
    """What stands before the decimals of a number in a form's language; a point if not known."""
    return "," if language in _WITH_COMMA else "."


@dataclass(frozen=True, slots=True)
class Asking:
    """One row of a questionnaire.

    Attributes:
        ref: the reference, made from the question.
        question: what is asked.
        about: the goods or the delivery in a few words, with the item's description.
        text: the question in the form's language.
        kind: yes_no · territory · number · code · whole · text.
        options: what may be answered, value → in the form's language; empty if it is free.
        lines: shipment and line of each delivery the answer holds for.
    """

    ref: str
    question: Question
    about: str
    text: str
    kind: str
    options: Mapping[str, str]
    lines: tuple[tuple[str, str], ...]

    @property
    def is_amount(self) -> bool:
        """Is it answered by a value in a currency?"""
        return self.question.name in {CONTENT, "price", "item_value"}


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A letter ready to be written: to whom, from whom, in which language, asking what."""

    letter: Letter
    to: str
    sender: str
    day: str
    language: str
    rows: tuple[Asking, ...]
    entries: Mapping[str, str]
    """Entries of Annex 1 Part 1 with their titles, for questions on content."""

    @property
    def name(self) -> str:
        """What its files are called."""
        who = self.letter.who if self.letter.to is None else f"{self.letter.who}-{self.letter.to}"
        return f"{''.join(c if c.isalnum() or c in '-_' else '_' for c in who)}.{self.language}"


@cache
def words() -> Mapping[str, Any]:
    """The words of the questionnaires in every language."""
    found: Mapping[str, Any] = read(_WORDS.read_text(encoding="utf-8"), _WORDS.name)
    return found


def word(name: str, language: str) -> str:
    """One word of the form."""
    text: str = words()["words"][name][language]
    return text


Parties = Mapping[str, Mapping[str, Any]]


def questionnaires(plan: Plan, languages: Sequence[str] = ()) -> list[Questionnaire]:
    """The letters of a plan; those to counsel and the law's keepers are no questionnaires.

    Args:
        plan: what to ask, of whom.
        languages: the languages of every letter; by default each addressee's own, as far as
            its country tells, and English.
    """
    rows = plan.portfolio.folder.tables["parties"].rows.rows(named=True)
    parties: Parties = {row["party"]: row for row in rows}
    found = []
    for written in plan.letters:
        if written.letter.who in {"operator", "counsel"}:
            continue
        country = (parties.get(written.letter.to or "") or {}).get("country")
        own = _BY_COUNTRY.get(country or "", "en")
        wanted = tuple(languages) or tuple(dict.fromkeys((own, "en")))
        found += [_questionnaire(written.letter, plan, parties, one) for one in wanted]
    return found


def _questionnaire(letter: Letter, plan: Plan, parties: Parties, language: str) -> Questionnaire:
    to = parties.get(letter.to or "", {}).get("name") or letter.to
    rows = tuple(_rows(letter, plan, parties, language))
    first = next(iter(plan.portfolio.decisions), None)
    sender = "" if first is None else first.line.parties.get("exporter") or ""
    sender = parties.get(sender, {}).get("name") or sender
    day = plan.portfolio.known.isoformat()
    content = any(row.question.name == CONTENT for row in rows)
    entries = _entries(plan.portfolio.book, language) if content else {}
    to = to or word(letter.who, language)
    return Questionnaire(letter, to, sender, day, language, rows, entries)


def _rows(letter: Letter, plan: Plan, parties: Parties, language: str) -> Iterator[Asking]:
    book = plan.portfolio.book
    names = {party: str(row["name"]) for party, row in parties.items()}
    items = {
        row["item"]: row["description"]
        for row in plan.portfolio.folder.tables["items"].rows.rows(named=True)
    }
    for asked in plan.asked:
        question = asked.question
        if asked.letter != letter or question.kind != "fact":
            continue
        described = items.get(question.item or "")
        lines = [plan.decision(number).line for number in asked.lines or asked.others]
        subject = about(question, names) + (f" ({described})" if described else "")
        if question.about == "use":
            several = [f"{line.shipment}/{line.line}" for line in lines[:_SHOWN]]
            more = f" +{len(lines) - _SHOWN}" if len(lines) > _SHOWN else ""
            subject += f"; {word('deliveries', language)}: {', '.join(several)}{more}"
        yield Asking(
            reference(question), question, subject,
            in_words(question, book, language), _kind(question, book),
            _options(question, book, language),
            tuple((line.shipment, line.line) for line in lines),
        )  # fmt: skip


def reference(question: Question) -> str:
    """A short mark made from the question: the same question always has the same."""
    return "Q-" + hashlib.sha256(key_of(question).encode()).hexdigest()[:8].upper()


def key_of(question: Question) -> str:
    """A question as text that can be read back."""
    return json.dumps(
        [
            question.kind, question.name, question.about, list(question.subject),
            [[one.who, one.to] for one in question.letters],
        ],
        ensure_ascii=False,
    )  # fmt: skip


def question_of(key: str) -> Question:
    """The question that a text was made from.

    Raises:
        ValueError: the text is none.
    """
    kind, name, subject_of, subject, letters = json.loads(key)
    several = tuple(Letter(who, to) for who, to in letters)
    return Question(kind, name, subject_of, tuple(subject), several)


def in_words(question: Question, book: Rulebook, language: str) -> str:
    """The question in one of the form's languages; English where it has no words."""
    both = asks(question, book)
    if language in {"en", "zh"}:
        return both.get(language, both["en"])
    own = words()["questions"].get(question.name)
    if own is not None:
        return str(own[language])
    element = words()["elements"].get(question.name.removeprefix("has_"))
    if question.name.startswith("has_") and element is not None:
        return str(words()["contains"][language]).format(element=element[language])
    return both["en"]


def _kind(question: Question, book: Rulebook) -> str:
    found = choices(question, book)
    if isinstance(found, str):
        return found
    return "whole" if book.facts[question.name].kind == "whole" else "code"


def _options(question: Question, book: Rulebook, language: str) -> dict[str, str]:
    found = choices(question, book)
    if found == "yes_no":
        return {"yes": word("yes", language), "no": word("no", language)}
    if isinstance(found, str):
        return {}
    lang = "zh" if language == "zh" else "en"
    return {str(one["value"]): str(one["means"].get(lang, one["value"])) for one in found}


def _entries(book: Rulebook, language: str) -> dict[str, str]:
    lang = "zh" if language == "zh" else "en"
    return {
        clause.entry[1]: clause.title[lang]
        for clause in book.clauses
        if clause.entry is not None
        and clause.entry[0] == "annex1"
        and clause.entry[1].startswith("P1")
    }


def allowed(row: Asking, language: str) -> str:
    """What may be answered, in words."""
    if row.options:
        shown = [
            label if row.kind == "yes_no" else f"{value}: {label}"
            for value, label in row.options.items()
        ]
        return " · ".join(shown)
    kinds = {"territory": "a_territory", "number": "a_number"}
    return word(kinds.get(row.kind, "a_text"), language)
