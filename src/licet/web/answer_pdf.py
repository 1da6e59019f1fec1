"""The answer to a case as PDF, in Chinese and English beside each other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from licet.cases import OPEN, Choice
from licet.papers import Cell, Fields, Grid, Heading, Sheet, pdf_of
from licet.rulebook import Rulebook, Words
from licet.verdict import shown
from licet.web.asked import Asked
from licet.web.words import Speech, own_words

_ASIDE = frozenset(("note", "duty"))
_MARKS = {True: "met", False: "not_met", None: "open"}


class _Both:
    """Says things in both languages at once."""

    def __init__(self, book: Rulebook) -> None:
        self.chinese, self.english = Speech("zh-Hans", book), Speech("en", book)

    def __call__(self, name: str, /, **values: object) -> Words:
        """A text of the pages."""
        return {"zh": self.chinese(name, **values), "en": self.english(name, **values)}

    def of(self, words: Any) -> Words:  # noqa: ANN401 - law words or the name of a house word
        """A text of the law, or the verdict's word of that name."""
        return {"zh": self.chinese.of(words), "en": self.english.of(words)}

    def answer(self, outcome: str, review: str | None) -> Words:
        """Outcome and policy."""
        made = (self.chinese.answer(outcome, review), self.english.answer(outcome, review))
        return {"zh": made[0], "en": made[1]}

    def fact(self, name: str, value: Any) -> Words:  # noqa: ANN401 - any fact's value
        """A fact's value."""
        return {"zh": self.chinese.value(name, value), "en": self.english.value(name, value)}

    def title(self, name: str) -> Words:
        """What a fact or a reading is called."""
        return {"zh": self.chinese.title(name), "en": self.english.title(name)}

    def duty(self, name: str) -> Words:
        """A duty."""
        return {"zh": self.chinese.duty(name), "en": self.english.duty(name)}


def answer_pdf(case: Asked, day: date, house: Mapping[str, Choice]) -> bytes:
    """Outcome, why, what is open, readings, duties and everything that was answered.

    Args:
        case: the case.
        day: the day the paper is made; the same case and day give the same bytes.
        house: what the house chose, by reading.
    """
    both, found = _Both(case.book), case.verdict
    parts = [
        *_outcome(both, found, case.book),
        *_open(both, found),
        *_proof(both, found),
        *_readings(both, found, case.book, house),
        *_duties(both, found),
        *_answers(both, case),
    ]
    head = (
        (both("on"), str(found["on"])),
        (both("as_known"), str(found["known"])),
        (both("rulebook"), found["rulebook"]["fingerprint"][:12]),
    )
    twin = json.dumps(found, ensure_ascii=False, default=str, indent=1)
    note = both.of("no_advice")
    more = own_words()["pdf_note"]
    note = {lang: f"{note[lang]} {more[lang]}" for lang in ("zh", "en")}
    title = both.answer(found["outcome"], found["review"])
    return pdf_of(Sheet("licet-answer", title, head, note, tuple(parts), twin=twin), day)


def _two(words: Words) -> tuple[Cell, Cell]:
    return Cell(words["zh"]), Cell(words["en"])


def _stacked(words: Words) -> Cell:
    return Cell("\n".join(dict.fromkeys((words["zh"], words["en"]))))


def _joined(both: _Both, names: Iterable[str]) -> Words:
    several = [both.of(name) for name in names]
    return {"zh": "、".join(w["zh"] for w in several), "en": ", ".join(w["en"] for w in several)}


def _outcome(
    both: _Both, found: Mapping[str, Any], book: Rulebook
) -> Iterable[Heading | Fields | Grid]:
    rows = [(both("pdf_answer"), _two(both.answer(found["outcome"], found["review"])))]
    if len(found["possible"]) > 1:
        rows.append((both.of("possible"), _two(_joined(both, found["possible"]))))
    if found["scenario"]:
        rows.append((both("supposing"), _two(both.of(book.scenarios[found["scenario"]].title))))
    for name, one in found["by_scenario"].items():
        told = both.answer(one["outcome"], one["review"])
        rows.append((both.of(book.scenarios[name].title), _two(told)))
    yield Fields(tuple(rows))


def _open(both: _Both, found: Mapping[str, Any]) -> Iterable[Heading | Grid]:
    rows = [(_stacked(one["question"]), Cell(one["name"])) for one in found["missing"]]
    if rows:
        yield Heading(both("settles_title"))
        yield Grid((both("pdf_question"), both("kind_fact")), (8, 3), tuple(rows))


def _proof(both: _Both, found: Mapping[str, Any]) -> Iterable[Heading | Grid]:
    held = [c for c in found["clauses"] if c["then"] not in _ASIDE and c["met"] is not False]
    rows = [
        (
            Cell(clause["cite"]),
            _stacked(both.of(element["says"])),
            _stacked(_facts(both, element["facts"], decided=element["met"] is not None)),
            _stacked(both.of(_MARKS[element["met"]])),
        )
        for clause in held
        for element in clause["elements"]
    ]
    if rows:
        yield Heading(both.of("why"))
        heads = (both("kind_clause"), both("pdf_statement"), both("answers_given"), both("pdf_met"))
        yield Grid(heads, (2, 5, 5, 2), tuple(rows))


def _facts(both: _Both, facts: Mapping[str, Any], *, decided: bool) -> Words:
    """The facts of a statement, with their values; of a decided one only those that are known."""
    told = [
        (both.title(name), both.fact(name, value))
        for name, value in facts.items()
        if not name.startswith("reading_") and not (decided and value is None)
    ]
    return {lang: "; ".join(f"{t[lang]}: {v[lang]}" for t, v in told) for lang in ("zh", "en")}


def _readings(
    both: _Both, found: Mapping[str, Any], book: Rulebook, house: Mapping[str, Choice]
) -> Iterable[Heading | Fields]:
    rows = []
    for one in found["readings"]:
        option = one["option"]
        words = "open" if option is None else book.readings[one["id"]].options[option]
        title = both.title(one["id"])
        named = {lang: f"{one['id']} {title[lang]}" for lang in ("zh", "en")}
        said = both.of(words)
        choice = house.get(one["id"])
        if choice is not None and choice.option == (option or OPEN):
            who = both("chosen_by", name=choice.by, day=choice.on)
            said = {lang: f"{text} ({who[lang]}: {choice.reason})" for lang, text in said.items()}
        rows.append((named, _two(said)))
    if rows:
        yield Heading(both.of("readings"))
        yield Fields(tuple(rows))


def _duties(both: _Both, found: Mapping[str, Any]) -> Iterable[Heading | Fields]:
    rows = []
    for one in found["duties"]:
        told = [both.duty(one["duty"]), *(both.of(one[k]) for k in ("to", "deadline") if one[k])]
        texts = {"zh": "，".join(w["zh"] for w in told), "en": ", ".join(w["en"] for w in told)}
        rows.append(({"zh": one["cite"], "en": one["cite"]}, _two(texts)))
    if rows:
        yield Heading(both.of("duties"))
        yield Fields(tuple(rows))


def _answers(both: _Both, case: Asked) -> Iterable[Heading | Fields]:
    given = case.case.facts
    rows = [
        (both.title(name), _two(both.fact(name, shown(given[name]) if name in given else None)))
        for name in (*case.address.facts, *case.address.unknown)
    ]
    if rows:
        yield Heading(both("answers_given"))
        yield Fields(tuple(rows))
