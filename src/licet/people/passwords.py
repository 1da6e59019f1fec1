"""Passwords of local accounts: argon2id, with the parameters RFC 9106 recommends second."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from licet.basics import Fault, Refused

SHORTEST, LONGEST = 12, 200
_HASHER = PasswordHasher()


def hashed(password: str, name: str) -> str:
    """What is kept of a password.

    Raises:
        Refused: it is too short, too long, or holds the name.
    """
    expected = None
    if not SHORTEST <= len(password) <= LONGEST:
        expected = f"{SHORTEST} to {LONGEST} characters were expected"
    elif name.casefold() in password.casefold() or len(set(password)) < SHORTEST // 2:
        expected = "something that does not hold the name, nor few characters again and again"
    if expected is not None:
        raise Refused(Fault("people", "password", expected))
    return _HASHER.hash(password)


@cache
def _nobody() -> str:
    """A hash nobody's password has: an unknown name takes as long to refuse as a known one."""
    return _HASHER.hash("nobody's password, hashed to take its time")


def fits(kept: str | None, password: str) -> bool:
    """Is this the password of which that is kept? Takes the same time if nothing is kept."""
    try:
        _HASHER.verify(kept or _nobody(), password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def outdated(kept: str) -> bool:
    """Was it hashed with weaker parameters than today's?"""
    return _HASHER.check_needs_rehash(kept)
