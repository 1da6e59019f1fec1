"""What a server does beside answering: it looks after portfolios, and signs the journal each day.

The head of a day is signed soon after the day has ended, or when the server starts if nobody did.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, time, timedelta
from pathlib import Path

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from licet.cases import Head, seal_ended
from licet.seal import Key, read_key
from licet.web.portfolio.keeping import living
from licet.web.settings import Kept, Settings

_LOG = logging.getLogger(__name__)
_EVERY = 900
"""Seconds between two looks at the calendar; a machine may have slept over midnight."""
_SETTLED = timedelta(minutes=1)
"""What was begun before midnight is written by then."""


@asynccontextmanager
async def lasting(app: FastAPI) -> AsyncIterator[None]:
    """What lasts as long as the server does."""
    settings: Settings = app.state.settings
    async with living(app):
        if settings.key is None:
            yield
            return
        key = read_key(Path(settings.key))
        sealing = asyncio.create_task(_seal_every_day(app.state.kept, key))
        yield
        sealing.cancel()
        with suppress(asyncio.CancelledError):
            await sealing


async def _seal_every_day(kept: Kept, key: Key) -> None:
    while True:
        try:
            await run_in_threadpool(seal_yesterday, kept, key, datetime.now().astimezone())
        except Exception:  # noqa: BLE001 - the next look may do better
            _LOG.exception("the head of the journal could not be signed")
        await asyncio.sleep(_EVERY)


def seal_yesterday(kept: Kept, key: Key, now: datetime) -> Head | None:
    """Sign the head of the last day that has ended, by the server's clock.

    Returns:
        The head; nothing if it was signed before, or nothing was written in the journal by then.
    """
    store = kept.if_made()
    if store is None:
        return None
    midnight = datetime.combine((now - _SETTLED).date(), time.min).astimezone()
    return seal_ended(store, key, midnight.date() - timedelta(days=1), midnight)
