"""The readings that counsel chose for the house, as somebody asks for them by a word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import Query, Request

from licet.basics import Fault, Refused
from licet.cases import Choice, choices, house
from licet.store import Store

HOUSE = "house"
"""The word, the same as after `--reading`."""
Reading = Annotated[
    str | None,
    Query(
        description="`house`: take the readings that counsel chose for the house, where the case"
        " states none itself",
        json_schema_extra={"enum": [HOUSE]},
    ),
]


def house_of(store: Store | None) -> Mapping[str, Choice]:
    """By reading, what the house chose; nothing where nothing is kept yet."""
    return {} if store is None else house(choices(store))


def house_asked(request: Request, word: str | None) -> Mapping[str, Choice] | None:
    """What the house chose, if the word asks for it; `None` if nobody asks.

    Raises:
        Refused: it is another word.
    """
    if word is None:
        return None
    if word != HOUSE:
        raise Refused(Fault("query", "reading", f"one of {HOUSE} was expected"))
    return house_of(request.app.state.kept.if_made())
