"""JSON as programs send it, read strictly: every mistake is named with its place."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from licet.basics import Fault, Refused, day
from licet.rulebook import Rulebook
from licet.verdict import LANGUAGES, Case, read_case
from licet.web.address import only_shipped

_LONGEST = 10_000
"""Digits of a number."""


def json_of(text: bytes) -> Any:  # noqa: ANN401 - any JSON
    """What a body says.

    Raises:
        Refused: it is no JSON, or has a key twice.
    """
    try:
        return json.loads(text, parse_float=_exact, parse_constant=str, object_pairs_hook=_once)
    except (ValueError, RecursionError, ArithmeticError) as error:
        expected = f"JSON was expected ({str(error)[:200]})"
        raise Refused(Fault("body", "case", expected)) from None


def _exact(text: str) -> Decimal:
    if len(text) > _LONGEST:
        raise ValueError("a number is too long")
    return Decimal(text)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def case_of(raw: object, book: Rulebook, place: str = "case") -> Case:
    """The case that JSON states.

    Raises:
        Refused: with every fault found.
    """
    if isinstance(raw, dict):
        only_shipped(raw.get("scenario"), book)
    return read_case(raw, book, "body", place=place)


def day_of(text: str | None, name: str) -> date:
    """The day that a parameter names; today if there is none.

    Raises:
        Refused: it is no day.
    """
    if text is None:
        return date.today()  # noqa: DTZ011 - a calendar day
    try:
        return day(text)
    except ValueError:
        expected = f"a day written YYYY-MM-DD was expected, not «{text[:40]}»"
        raise Refused(Fault("query", name, expected)) from None


def language_of(text: str) -> str:
    """The language that a parameter names.

    Raises:
        Refused: there are no words in it.
    """
    if text not in LANGUAGES:
        expected = f"one of {', '.join(LANGUAGES)} was expected"
        raise Refused(Fault("query", "lang", expected))
    return text


def text_in(raw: dict[str, Any], key: str, faults: list[Fault]) -> str | None:
    """The text under a key; a fault is added if it is none."""
    value = raw.get(key)
    if value is None or isinstance(value, str):
        return value
    faults.append(Fault("body", key, "a text was expected"))
    return None


def only(raw: object, keys: Iterable[str], required: str | None = None) -> dict[str, Any]:
    """A mapping that has no other keys, and a text under the required one, if there is one.

    Raises:
        Refused: it is something else.
    """
    if not isinstance(raw, dict):
        raise Refused(Fault("body", "case", "an object was expected"))
    faults = [Fault("body", str(key), "no key is called that") for key in raw if key not in keys]
    said = raw.get(required or "")
    if required is not None and (not isinstance(said, str) or not said.strip()):
        faults.append(Fault("body", required, "a text was expected"))
    if faults:
        raise Refused(*faults)
    return raw
