"""What programs and assistants are answered about a folder: the JSON of the commands.

An item traced, the letters that settle it, two days compared, what would turn a line or a case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from licet.basics import Fault, Refused
from licet.facts import Tracer, left_out_of
from licet.foresee import (
    Inquiry,
    Side,
    case_changes_json,
    impact,
    impact_json,
    line_changes,
    line_changes_json,
    next_turn,
    plan,
    plan_json,
)
from licet.rulebook import Rulebook, nearest, rulebook
from licet.verdict import OUTCOMES, assess, classify_items, in_language
from licet.web.address import only_shipped
from licet.web.answers import stated_day
from licet.web.folder_asked import Shelf, folder_of
from licet.web.reading import case_of, text_in

_LONGEST = 120
"""Months that a calendar looks ahead, at most."""


def traced(asked: Mapping[str, Any], shelf: Shelf) -> dict[str, Any]:
    """An item traced through its parts list: as `licet trace FOLDER --item X --json`.

    Raises:
        Refused: with every fault found.
    """
    book, item, lot = rulebook(), _text(asked, "item"), _text(asked, "lot")
    if not item:
        raise Refused(Fault("body", "item", "a text was expected"))
    readings = {r.id: r.default for r in book.readings.values()} | _readings(asked, book)
    on = stated_day(asked, "on")
    with folder_of(asked, shelf, book, item) as folder:
        tracer = Tracer(folder, book, classify_items(folder, book), readings)
        if item not in tracer.items:
            hint = nearest(item, tracer.items)
            expected = f"no item is called that in items or bom{hint}"
            raise Refused(Fault("body", "item", expected))
        found = tracer.trace(item, on, lot)
        left_out = left_out_of(found, folder)
        return found.as_json() | {"quarantine": [str(fault) for fault in left_out]}


def planned(asked: Mapping[str, Any], shelf: Shelf, lang: str) -> Any:  # noqa: ANN401 - as JSON
    """The letters that settle a folder by the fewest questions: as `licet ask FOLDER --json`.

    Raises:
        Refused: with every fault found.
    """
    book = rulebook()
    side = _side(asked, book)
    with folder_of(asked, shelf, book) as folder:
        portfolio = assess(
            folder, book, known=side.known, scenario=side.scenario,
            readings=side.readings, on=side.on,
        )  # fmt: skip
        return in_language(plan_json(plan(portfolio, None, Fraction(1))), lang)


def compared(asked: Mapping[str, Any], shelf: Shelf, lang: str) -> Any:  # noqa: ANN401 - as JSON
    """The lines whose answer differs between two days: as `licet impact FOLDER --json`.

    Raises:
        Refused: with every fault found.
    """
    book = rulebook()
    first = replace(_side(asked, book), on=None)
    begins = first.known if asked.get("from") is None else stated_day(asked, "from")
    ends = next_turn(first, begins) if asked.get("to") is None else stated_day(asked, "to")
    if ends is None:
        expected = "no clause changes its standing after that day; name a second one"
        raise Refused(Fault("body", "to", expected))
    months = 24 if asked.get("months") is None else asked["months"]
    if isinstance(months, bool) or not isinstance(months, int) or not 0 < months <= _LONGEST:
        raise Refused(Fault("body", "months", f"a whole number up to {_LONGEST} was expected"))
    with folder_of(asked, shelf, book) as folder:
        found = impact(folder, replace(first, on=begins), replace(first, on=ends), months=months)
        return in_language(impact_json(found), lang)


def changed(asked: Mapping[str, Any], shelf: Shelf, lang: str) -> Any:  # noqa: ANN401 - as JSON
    """What would turn the answer of a line of a folder, or of a case: as `licet whatif --json`.

    Raises:
        Refused: with every fault found.
    """
    book, outcome = rulebook(), _text(asked, "outcome")
    if outcome is not None and outcome not in OUTCOMES:
        expected = f"one of {', '.join(OUTCOMES)} was expected"
        raise Refused(Fault("body", "outcome", expected))
    if asked.get("case") is not None:
        inquiry = Inquiry(case_of(asked["case"], book), book)
        return in_language(case_changes_json(inquiry, outcome), lang)
    shipment, slash, number = (_text(asked, "line") or "").rpartition("/")
    if not slash:
        expected = "SHIPMENT/LINE was expected: a folder is asked about line by line"
        raise Refused(Fault("body", "line", expected))
    side = _side(asked, book)
    with folder_of(asked, shelf, book) as folder:
        found = line_changes(folder, side, shipment, number, outcome)
        return in_language(line_changes_json(found, side), lang)


def _side(asked: Mapping[str, Any], book: Rulebook) -> Side:
    scenario = _text(asked, "scenario")
    only_shipped(scenario, book)
    on: date | None = None if asked.get("on") is None else stated_day(asked, "on")
    return Side(book, stated_day(asked, "known"), on, scenario, _readings(asked, book))


def _readings(asked: Mapping[str, Any], book: Rulebook) -> dict[str, str | None]:
    return dict(case_of({"readings": asked.get("readings")}, book).readings)


def _text(asked: Mapping[str, Any], name: str) -> str | None:
    faults: list[Fault] = []
    found = text_in(dict(asked), name, faults)
    if faults:
        raise Refused(*faults)
    return found
