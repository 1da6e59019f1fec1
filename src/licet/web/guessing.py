"""Nobody tries codes one after another: wrong ones are counted by the address they come from."""

from __future__ import annotations

from fastapi import Request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

WRONG_A_MINUTE = 20
_RATE = RateLimitItemPerMinute(WRONG_A_MINUTE)
_WRONG = "wrong code"


class Guesses:
    """How many wrong codes came from where, of late."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def too_many(self, request: Request) -> bool:
        """Did so many wrong ones come from there that no more is answered for a while?"""
        return not self._limiter.test(_RATE, _WRONG, _address(request))

    def note(self, request: Request) -> None:
        """Count a wrong one."""
        self._limiter.hit(_RATE, _WRONG, _address(request))


def _address(request: Request) -> str:
    return request.client.host if request.client is not None else ""
