"""The proof of one article's verdict: what holds, what is open, what rules out the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from licet.basics import Truth
from licet.papers.report.pictures import Seen
from licet.papers.report.speech import Speech
from licet.rulebook import DECIDING, Rulebook
from licet.verdict import Determination, Verdict

_READING = "reading_"
_MARKS: Mapping[Truth, str] = {True: "met", False: "not_met", None: "open"}
_ASIDE = {"duty", "note"}
"""Effects that are shown elsewhere than among the reasons."""


@dataclass(frozen=True, slots=True)
class ElementShown:
    """One statement of a clause, whether it holds, and the facts it looked at."""

    state: str
    says: str
    facts: tuple[tuple[str, str], ...]
    """Title and value."""


@dataclass(frozen=True, slots=True)
class ClauseShown:
    """One clause that holds or may hold."""

    cite: str
    title: str
    state: str
    standing: str
    effect: str
    elements: tuple[ElementShown, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything that the verdict on one article rests on."""

    path: tuple[str, ...]
    entry: str
    outcome: str
    review: str | None
    possible: tuple[str, ...]
    clauses: tuple[ClauseShown, ...]
    ruled_out: tuple[tuple[str, tuple[str, ...]], ...]
    """Statement that does not hold → the clauses it rules out."""
    facts: tuple[tuple[str, str, str], ...]
    """Title, value, evidence."""
    missing: tuple[Mapping[str, Any], ...]
    duties: tuple[tuple[str, str, str, str], ...]
    """Duty, to whom, by when, cite."""
    readings: tuple[str, ...]
    notes: tuple[Mapping[str, str], ...]
    drawn: Seen | None
    """The picture of what the article is made of."""


def proof_of(
    determination: Determination, verdict: Verdict, drawn: Seen | None, say: Speech
) -> Proof:
    """The proof as the report shows it."""
    book = determination.book
    telling = [c for c in verdict["clauses"] if c["then"] not in _ASIDE]
    held = [c for c in telling if c["met"] is not False]
    out = [(c, _ruling(c)) for c in telling if c["met"] is False]
    ruled: dict[str, list[str]] = {}
    for clause, element in out:
        ruled.setdefault(say.of(element["says"]), []).append(clause["cite"])
    looked_at = {
        name: value
        for element in [*(e for c in held for e in c["elements"]), *(e for _, e in out)]
        for name, value in element["facts"].items()
        if _says_something(name, value, element)
    }
    known = determination.application.sheet.facts
    return Proof(
        determination.application.path,
        str(known.get("annex1", "")),
        verdict["outcome"],
        verdict["review"],
        tuple(verdict["possible"]),
        tuple(_clause(clause, book, say) for clause in held),
        tuple((statement, tuple(cites)) for statement, cites in ruled.items()),
        tuple(_facts(looked_at, determination, say)),
        tuple(verdict["missing"]),
        tuple(_duties(verdict, book, say)),
        tuple(reading["id"] for reading in verdict["readings"]),
        tuple(verdict["notes"]),
        drawn,
    )


def deciding_statement(clause: Mapping[str, Any], book: Rulebook, say: Speech) -> str:
    """The statement that tells a clause from others: open ones first, then the rarest of the book.

    A clause has statements that dozens share (the exporter is abroad) and one or two of its own
    (the content is 0.1 % or more); the latter are the reason a reader asks for.
    """
    elements = clause["elements"]
    states = [e for e in elements if e["met"] is None] or list(elements)
    plain = [e for e in states if not any(name.startswith(_READING) for name in e["facts"])]
    if not states:
        return ""
    often = _how_often(book)
    rarest = min(reversed(plain or states), key=lambda e: often.get(e["says"]["en"], 0))
    return say.of(rarest["says"])


@cache
def _how_often(book: Rulebook) -> Mapping[str, int]:
    counted: dict[str, int] = {}
    for clause in book.clauses:
        if clause.then in DECIDING:
            for element in clause.elements:
                counted[element.says["en"]] = counted.get(element.says["en"], 0) + 1
    return counted


def _ruling(clause: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = next(e for e in clause["elements"] if e["met"] is False)
    return found


def _clause(clause: Mapping[str, Any], book: Rulebook, say: Speech) -> ClauseShown:
    return ClauseShown(
        clause["cite"],
        say.of(clause["title"]),
        _MARKS[clause["met"]],
        "" if clause["then"] == "entry" else clause["standing"],
        clause["then"],
        tuple(
            ElementShown(
                _MARKS[element["met"]],
                say.of(element["says"]),
                tuple(
                    (title_of(name, book, say), value_text(name, value, book, say))
                    for name, value in element["facts"].items()
                    if _says_something(name, value, element)
                ),
            )
            for element in clause["elements"]
        ),
    )


def _facts(
    looked_at: Mapping[str, Any], determination: Determination, say: Speech
) -> Iterator[tuple[str, str, str]]:
    book, sheet = determination.book, determination.application.sheet
    for name, value in looked_at.items():
        source = sheet.conflicts.get(name) or sheet.evidence.get(name, "")
        yield title_of(name, book, say), value_text(name, value, book, say), source


def _says_something(name: str, value: Any, element: Mapping[str, Any]) -> bool:  # noqa: ANN401
    """Is it a fact that is known, or whose lack leaves the statement open?"""
    return not name.startswith(_READING) and (value is not None or element["met"] is None)


def title_of(name: str, book: Rulebook, say: Speech) -> str:
    """What a fact is called."""
    return say.of(book.facts[name].title)


def value_text(name: str, value: Any, book: Rulebook, say: Speech) -> str:  # noqa: ANN401
    """A fact's value in words; what is not known is said to be so."""
    if value is None:
        return say.of("not_known")
    if isinstance(value, Mapping):
        lo, hi = value["lo"], value["hi"]
        if lo is None and hi is None:
            return say.of("not_known")
        return say("between", lo="?" if lo is None else lo, hi="?" if hi is None else hi)
    if isinstance(value, bool):
        return say.of("yes" if value else "no")
    label = book.facts[name].labels.get(value)
    text = str(value)
    return text if label is None else f"{say.of(label)} ({text})"


def _duties(verdict: Verdict, book: Rulebook, say: Speech) -> Iterator[tuple[str, str, str, str]]:
    titles = {clause.cite: clause.title for clause in book.clauses if clause.duty is not None}
    for duty in verdict["duties"]:
        cite = duty["cite"]
        yield say.of(titles[cite]), say.of(duty["to"]), say.of(duty["deadline"]), cite
