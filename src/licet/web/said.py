"""What a tool was called with: its texts, its days, its language, the readings it asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from licet.basics import Fault, Refused
from licet.web.in_house import House, answered_in_house, house_named
from licet.web.reading import day_of, language_of
from licet.web.settings import Kept


def case_said(said: dict[str, Any]) -> dict[str, Any]:
    """The case among what was said."""
    return {name: said[name] for name in said if name not in {"lang", "cases", "reading"}}


def house_said(said: Mapping[str, Any]) -> House | None:
    """What the house chose, in the usual store, if it is asked for."""
    return house_named(said.get("reading"), Kept(None))


def in_house(answer: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, Any]], Any]:
    """The same answer, by the readings of the house if they are asked for."""

    def answered(said: dict[str, Any]) -> Any:  # noqa: ANN401 - as JSON
        rest = {name: value for name, value in said.items() if name != "reading"}
        return answered_in_house(rest, house_said(said), answer)

    return answered


def text_said(said: Mapping[str, Any], name: str) -> str | None:
    """The text under a key, if there is one.

    Raises:
        Refused: it is no text.
    """
    value = said.get(name)
    if value is not None and not isinstance(value, str):
        raise Refused(Fault("call", name, "a text was expected"))
    return value


def days_said(said: Mapping[str, Any], *names: str) -> list[Any]:
    """The days under some keys; today where there is none."""
    return [day_of(text_said(said, name), name) for name in names]


def lang_said(said: Mapping[str, Any]) -> str:
    """The language to answer in."""
    return language_of(text_said(said, "lang") or "en")
