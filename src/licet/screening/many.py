"""Many names at once: a frame goes in, one answer a row comes out, in order."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from itertools import islice, repeat
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

import narwhals as nw

from licet.screening.candidate import Screening
from licet.screening.query import Query

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from licet.screening.index import Index

CHUNK = 5000
_AHEAD = 4
_MORE = ("name_local", "country", "lei", "uscc", "registrations")
Chunk = dict[str, list[str | None]]
"""Some rows of the frame, by column: plain lists are soon sent to a worker."""
Found = dict[int, Screening]
"""The answers of a chunk that are not plainly clear, by their place in it."""

_here: list[tuple[Index, date]] = []


def screened(index: Index, frame: Any, on: date, workers: int) -> Iterator[Screening]:  # noqa: ANN401
    """The answers to the rows of a frame; see `licet.screening.Index.screen_many`."""
    chunks = _chunks(frame)
    if workers <= 1:
        for chunk in chunks:
            yield from index.screen_all(_queries(chunk), on)
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
            for at, name in enumerate(chunk["name"]):
                yield found.get(at) or Screening(name or "", "clear")


def _settle(index: Index, on: date) -> None:
    _here[:] = [(index, on)]


def _found(chunk: Chunk) -> Found:
    """What a worker sends back: clear answers are too many to be worth the trip."""
    index, on = _here[0]
    answers = index.screen_all(_queries(chunk), on)
    return {at: one for at, one in enumerate(answers) if one.answer != "clear" or one.notes}


def _chunks(frame: Any) -> Iterator[Chunk]:  # noqa: ANN401
    rows = nw.from_native(frame, eager_only=True)
    columns = ["name", *(column for column in _MORE if column in rows.columns)]
    for start in range(0, len(rows), CHUNK):
        part = rows[start : start + CHUNK]
        yield {column: part[column].to_list() for column in columns}


def _queries(chunk: Chunk) -> list[Query]:
    others = (chunk.get(column) or repeat(None) for column in _MORE)
    return list(map(Query, [name or "" for name in chunk["name"]], *others))
