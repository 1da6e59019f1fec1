"""What a program gets that asked for something that cannot be: RFC 9457 problem details."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from http import HTTPStatus
from typing import Any

from fastapi.responses import JSONResponse

from licet.basics import Fault, json_text
from licet.verdict import say_expected

MEDIA = "application/problem+json"
_TABLES = frozenset(("parties", "holdings"))
"""Lists that stand in a body, whose rows are numbered."""
_WAYS = ("files/", "values/")
"""What stands in the body of a call about the files of a portfolio."""
_NUMBERED = re.compile(r"case (\d+)")


READER: ContextVar[str] = ContextVar("reader", default="en")
"""The language of whoever asks, from its address or its Accept-Language."""


class Said(JSONResponse):
    """JSON as the commands write it: days and decimals as text."""

    def render(self, content: Any) -> bytes:  # noqa: ANN401 - any answer
        """The bytes of an answer."""
        return written(content)


def written(content: Any) -> bytes:  # noqa: ANN401 - any answer
    """JSON in one line; what is no text in UTF-8 is replaced."""
    return json_text(content).encode("utf-8", "replace")


def problem(
    status: int, detail: str, errors: Sequence[dict[str, str]] = (), **more: object
) -> JSONResponse:
    """An answer that says what is wrong, and at which place of what was sent."""
    body = problem_json(status, detail, errors) | more
    return Said(body, status, media_type=MEDIA)


def problem_json(status: int, detail: str, errors: Sequence[dict[str, str]] = ()) -> dict[str, Any]:
    """The body of such an answer."""
    found: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": told(detail),
    }
    return found | ({"errors": list(errors)} if errors else {})


def pointers(faults: Iterable[Fault], within: str = "") -> list[dict[str, str]]:
    """Each fault with a JSON pointer (RFC 6901) to its place."""
    return [
        {"pointer": within + _pointer(one.place), "detail": told(one.expected)} for one in faults
    ]


def told(text: str) -> str:
    """What is wrong, in the language of whoever asks, as far as there is a phrase for it."""
    lang = READER.get()
    return text if lang == "en" else say_expected(text, lang)


def _pointer(place: str) -> str:
    if place == "case":
        return ""
    if place.startswith(_WAYS):  # its parts are escaped already
        return f"/{place}"
    if place.startswith("tables/"):
        return "".join(f"/{escaped(part)}" for part in place.split("/"))
    head, slash, rest = place.partition("/")
    if slash and head.isascii() and head.isdigit():
        return f"/{head}{_pointer(rest)}"
    if slash and head in _TABLES and rest.isascii() and rest.isdigit():
        return f"/{head}/{rest}"
    if (numbered := _NUMBERED.fullmatch(place)) is not None:
        return f"/{int(numbered[1]) - 1}"
    parts = place.split(".", 1) if place.startswith(("facts.", "readings.")) else [place]
    return "".join(f"/{escaped(part)}" for part in parts)


def escaped(part: str) -> str:
    """A part of a JSON pointer, as it is written."""
    return part.replace("~", "~0").replace("/", "~1")
