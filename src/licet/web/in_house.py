"""The readings that counsel chose for the house, as somebody asks for them by a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Annotated, Any

from fastapi import Query, Request

from licet.basics import Fault, Refused, json_text
from licet.cases import Choice, beneath, choices, house
from licet.rulebook import rulebook
from licet.store import Store
from licet.verdict import Case
from licet.web.reading import case_of
from licet.web.settings import Kept

House = Mapping[str, Choice]
"""By reading, what the house chose."""
Taken = tuple[Choice, ...] | None
"""What was taken of it; `None` if nobody asked."""
HOUSE = "house"
"""The word, the same as after `--reading`."""
Reading = Annotated[
    str | None,
    Query(
        description="`house`: take the readings that counsel chose for the house, where none is"
        " stated; the answer says under `house` which",
        json_schema_extra={"enum": [HOUSE]},
    ),
]


def house_of(store: Store | None) -> House:
    """By reading, what the house chose; nothing where nothing is kept yet."""
    return {} if store is None else house(choices(store))


def house_asked(request: Request, word: str | None) -> House | None:
    """What the house of a server chose, if the word asks for it; `None` if nobody asks.

    Raises:
        Refused: it is another word.
    """
    kept: Kept = request.app.state.kept
    return house_named(word, kept)


def house_named(word: object, kept: Kept) -> House | None:
    """What the house chose, if the word asks for it; `None` if nobody asks.

    Raises:
        Refused: it is another word.
    """
    if word is None:
        return None
    if word != HOUSE:
        raise Refused(Fault("query", "reading", f"one of {HOUSE} was expected"))
    return house_of(kept.if_made())


def case_in_house(case: Case, made: House | None) -> tuple[Case, Taken]:
    """The case with the readings of the house that it does not state itself, if they are asked."""
    if made is None:
        return case, None
    readings, taken = beneath(case.readings, made, rulebook())
    return replace(case, readings=readings), taken


def text_in_house(text: str, taken: Taken) -> str:
    """An answer as JSON, which says what was taken of the house if that was asked."""
    if taken is None:
        return text
    return f'{text[:-1]}, "house": {json_text([one.as_json() for one in taken])}}}'


def answered_in_house(raw: object, made: House | None, answer: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - as JSON
    """What a call is answered whose key `readings`, or its case's, states readings.

    Raises:
        Refused: it states some that are none.
    """
    if made is None or not isinstance(raw, dict):
        return answer(raw)
    within = raw.get("case")
    if isinstance(within, dict):
        return answered_in_house(within, made, lambda case: answer({**raw, "case": case}))
    stated = case_of({"readings": raw.get("readings")}, rulebook()).readings
    readings, taken = beneath(stated, made, rulebook())
    found = answer({**raw, "readings": readings})
    return {**found, "house": [one.as_json() for one in taken]}
