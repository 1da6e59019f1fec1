"""Cases that wait at the same moment are decided together.

A case is a batch of one; under load it is a batch of many. What waits while one batch is being
decided makes up the next one, so that nobody waits for a batch to fill. Each gets the answer, to
the letter, that it would get alone.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from licet.basics import Refused
from licet.rulebook import rulebook
from licet.verdict import Case, verdict_texts
from licet.web.in_house import House, Taken, case_in_house, text_in_house
from licet.web.reading import case_of, json_of

MOST = 16
"""Cases of one batch: more of them would cost each one time and save none."""


@dataclass(frozen=True, slots=True)
class _Asked:
    body: bytes
    lang: str
    house: House | None = None
    answer: Future[bytes] = field(default_factory=Future)


class Together:
    """Decides the cases of one server process, on a thread of its own."""

    def __init__(self) -> None:
        self._waiting: deque[_Asked] = deque()
        self._thread = ThreadPoolExecutor(1, "deciding")

    async def decided(self, body: bytes, lang: str, house: House | None = None) -> bytes:
        """The verdict of the case that a body states, as JSON; with the house's readings if any.

        Raises:
            Refused: with every fault found.
        """
        asked = _Asked(body, lang, house)
        self._waiting.append(asked)
        self._thread.submit(self._next)
        return await asyncio.wrap_future(asked.answer)

    def _next(self) -> None:
        """Decide what waits; as everybody who waits calls it, there may be nothing left."""
        some = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
        decide_some([one for one in some if one.answer.set_running_or_notify_cancel()])


def decide_some(asked: Sequence[_Asked]) -> None:
    """Answer each of them: its verdict, or why there is none."""
    book = rulebook()
    read: list[tuple[_Asked, Case, Taken]] = []
    for one in asked:
        try:
            read.append((one, *case_in_house(case_of(json_of(one.body), book), one.house)))
        except Refused as refused:
            one.answer.set_exception(refused)
    try:
        langs = [one.lang for one, _, _ in read]
        said = verdict_texts([case for _, case, _ in read], book, langs)
        for (one, _, taken), text in zip(read, said, strict=True):
            one.answer.set_result(text_in_house(text, taken).encode("utf-8", "replace"))
    except Exception as error:  # noqa: BLE001 - nobody is left without an answer
        for one, _, _ in read:
            if not one.answer.done():
                one.answer.set_exception(error)
