"""How often somebody may try: by name and by address, counted for all workers in the store."""

from __future__ import annotations

import time

from limits import RateLimitItemPerMinute
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy import delete, select, text
from sqlalchemy.exc import SQLAlchemyError

from licet.people.schema import COUNTERS
from licet.store import Store

BY_NAME = RateLimitItemPerMinute(10, 15)
"""Ten attempts at one name in a quarter of an hour, from wherever."""
BY_ADDRESS = RateLimitItemPerMinute(50, 15)
"""Fifty attempts that failed from one address, at whichever names."""
_COUNTED = text(
    "INSERT INTO counters (key, count, ends) VALUES (:key, :amount, :ends) ON CONFLICT (key) "
    "DO UPDATE SET count = CASE WHEN counters.ends <= :now THEN :amount "
    "ELSE counters.count + :amount END, "
    "ends = CASE WHEN counters.ends <= :now THEN :ends ELSE counters.ends END RETURNING count"
)


class TooOften(Exception):
    """Somebody tried too often; `wait` seconds until they may again."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


class Counters(Storage):
    """The counters of `limits`, kept in the store."""

    STORAGE_SCHEME = None

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store

    @property
    def base_exceptions(self) -> type[Exception]:
        """What may go wrong."""
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """The counter after counting on."""
        now = int(time.time())
        values = {"key": key, "amount": amount, "now": now, "ends": now + expiry}
        with self._store.writing() as connection:
            connection.execute(delete(COUNTERS).where(COUNTERS.c.ends <= now))
            return int(connection.execute(_COUNTED, values).scalar_one())

    def get(self, key: str) -> int:
        """How far it was counted."""
        return self._row(key)[0]

    def get_expiry(self, key: str) -> int:
        """When it begins anew, in seconds since 1970."""
        return self._row(key)[1]

    def _row(self, key: str) -> tuple[int, int]:
        now = int(time.time())
        asked = select(COUNTERS.c.count, COUNTERS.c.ends).where(COUNTERS.c.key == key)
        with self._store.reading() as connection:
            row = connection.execute(asked.where(COUNTERS.c.ends > now)).first()
        return (0, now) if row is None else (row[0], row[1])

    def check(self) -> bool:
        """Whether it works."""
        return True

    def reset(self) -> int:
        """Forgets every counter."""
        with self._store.writing() as connection:
            return connection.execute(delete(COUNTERS)).rowcount

    def clear(self, key: str) -> None:
        """Forgets a counter."""
        with self._store.writing() as connection:
            connection.execute(delete(COUNTERS).where(COUNTERS.c.key == key))


class Attempts:
    """The attempts at signing in; each counts until it succeeds."""

    def __init__(self, store: Store) -> None:
        self._counters = Counters(store)
        self._limiter = FixedWindowRateLimiter(self._counters)

    def count(self, name: str, address: str) -> None:
        """Count an attempt.

        Raises:
            TooOften: there were too many at this name or from this address.
        """
        waits = [
            self._counters.get_expiry(item.key_for(kind, one)) - int(time.time())
            for item, kind, one in ((BY_NAME, "name", name), (BY_ADDRESS, "address", address))
            if not self._limiter.hit(item, kind, one)
        ]
        if waits:
            raise TooOften(max(*waits, 1))

    def forget(self, name: str, address: str) -> None:
        """The attempt was no guess."""
        self._counters.clear(BY_NAME.key_for("name", name))
        self._counters.incr(BY_ADDRESS.key_for("address", address), BY_ADDRESS.get_expiry(), -1)
