"""Many names at once: a frame goes in, one answer a row comes out, in order."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

import narwhals as nw

from licet.screening.candidate import Screening
from licet.screening.query import Query

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from licet.screening.index import Index

CHUNK = 5000
_AHEAD = 4
_MORE = ("name_local", "country", "lei", "uscc", "registrations")
Found = dict[int, Screening]
"""The answers of a chunk that are not plainly clear, by their place in it."""

_here: list[tuple[Index, date]] = []


def screened(index: Index, frame: Any, on: date, workers: int) -> Iterator[Screening]:  # noqa: ANN401
    """The answers to the rows of a frame; see `licet.screening.Index.screen_many`."""
    chunks = _chunks(frame)
    if workers <= 1:
        for chunk in chunks:
            yield from index.screen_all(chunk, on)
        return
    with ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_settle, initargs=(index, on)
    ) as pool:
        waiting = [
            (chunk, pool.submit(_found, chunk)) for chunk in islice(chunks, workers * _AHEAD)
        ]
        while waiting:
            chunk, future = waiting.pop(0)
            found = future.result()
            waiting.extend((more, pool.submit(_found, more)) for more in islice(chunks, 1))
            for at, query in enumerate(chunk):
                yield found.get(at) or Screening(query.name, "clear")


def _settle(index: Index, on: date) -> None:
    _here[:] = [(index, on)]


def _found(chunk: list[Query]) -> Found:
    """What a worker sends back: clear answers are too many to be worth the trip."""
    index, on = _here[0]
    answers = index.screen_all(chunk, on)
    return {at: one for at, one in enumerate(answers) if one.answer != "clear" or one.notes}


def _chunks(frame: Any) -> Iterator[list[Query]]:  # noqa: ANN401
    rows = nw.from_native(frame, eager_only=True)
    columns = [c for c in _MORE if c in rows.columns]
    names: Iterable[str | None] = rows["name"].to_list()
    others = [rows[column].to_list() for column in columns]
    queries = (
        Query(name or "", **dict(zip(columns, more, strict=True)))
        for name, *more in zip(names, *others, strict=True)
    )
    while chunk := list(islice(queries, CHUNK)):
        yield chunk
