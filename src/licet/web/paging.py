"""Long lists by pages: how many, from where on, and a Link header to the next (RFC 8288)."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

from fastapi import Query, Request

from licet.basics import Fault, Refused
from licet.web.problems import Said

T = TypeVar("T")
_LONGEST = 12
Limit = Annotated[int, Query(ge=1, le=1000, description="How many at most")]
Cursor = Annotated[
    str | None, Query(description="From where on, as the Link header of the page before says")
]
LINK: dict[str, Any] = {
    "headers": {
        "Link": {
            "description": '`<…>; rel="next"`, if there are more',
            "schema": {"type": "string"},
        }
    }
}


def page_of(
    items: Sequence[T], key: Callable[[T], str], cursor: str | None, limit: int
) -> tuple[Sequence[T], str | None]:
    """The items after a cursor, and the cursor of the next page if there is one.

    Raises:
        Refused: no such cursor was given out.
    """
    begin = 0
    if cursor:
        last = _read(cursor)
        begin = next((at for at, one in enumerate(items, 1) if key(one) == last), -1)
        if begin < 0:
            raise _no_cursor()
    some = items[begin : begin + limit]
    more = begin + limit < len(items)
    return some, _cursor(key(some[-1])) if some and more else None


def number_of(cursor: str | None, limit: int) -> int:
    """The number of the page of so many that a cursor means, counted from 1.

    Raises:
        Refused: no such cursor was given out for pages of that length.
    """
    if not cursor:
        return 1
    text = _read(cursor)
    if not (text.isascii() and text.isdigit() and len(text) < _LONGEST and int(text) % limit == 0):
        raise _no_cursor()
    return int(text) // limit + 1


def cursor_after(page: int, limit: int) -> str:
    """The cursor of the page after one."""
    return _cursor(str(page * limit))


def _cursor(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode()


def _read(cursor: str) -> str:
    try:
        return urlsafe_b64decode(cursor.encode("ascii")).decode()
    except ValueError:
        raise _no_cursor() from None


def _no_cursor() -> Refused:
    return Refused(Fault("query", "cursor", "a cursor of a Link header was expected"))


def linked(request: Request, body: Any, cursor: str | None) -> Said:  # noqa: ANN401 - any answer
    """An answer, with the way to the next page."""
    said = Said(body)
    if cursor is not None:
        there = request.url.include_query_params(cursor=cursor)
        said.headers["link"] = f'<{there.path}?{there.query}>; rel="next"'
    return said
