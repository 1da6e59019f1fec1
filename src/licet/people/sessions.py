"""Who is signed in: begun with a password or by a provider, ended by leaving or by time."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from licet.basics import Refused
from licet.people.accounts import account_of, now, tidy_name
from licet.people.attempts import Attempts
from licet.people.log import note
from licet.people.passwords import fits, hashed, outdated
from licet.people.person import Person
from licet.people.schema import PEOPLE, SESSIONS
from licet.store import Store

_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long a session lasts, in seconds: without a request, and at most."""

    idle: int = 60 * _MINUTE
    whole: int = 12 * 60 * _MINUTE


def digest(secret: str) -> str:
    """What is kept of a secret that nobody can guess."""
    return hashlib.sha256(secret.encode()).hexdigest()


def sign_in(store: Store, name: str, password: str, address: str) -> Person | None:
    """Who that is, if name and password fit and the account is not disabled.

    Raises:
        TooOften: there were too many attempts at this name or from this address.
    """
    try:
        tidy = tidy_name(name)
    except Refused:
        tidy = ""
    attempts = Attempts(store)
    attempts.count(tidy, address)
    with store.reading() as connection:
        row = connection.execute(select(PEOPLE).where(PEOPLE.c.name == tidy)).first()
    right = fits(None if row is None else row.password, password)
    if row is None or not right or row.disabled:
        with store.writing() as connection:
            why = "unknown" if row is None else "wrong password" if not right else "disabled"
            known = None if row is None else tidy
            note(connection, now(), "sign_in_failed", tidy or "?", known, why=why, address=address)
        return None
    attempts.forget(tidy, address)
    if outdated(row.password):
        with store.writing() as connection:
            anew = update(PEOPLE).where(PEOPLE.c.name == tidy)
            connection.execute(anew.values(password=hashed(password, tidy)))
    return account_of(row).person


def begin(
    store: Store, name: str, how: str, address: str, lasting: Lasting, old: str | None = None
) -> str:
    """A new session; its secret goes into the cookie. The old one of this browser ends."""
    secret, at = secrets.token_urlsafe(32), now()
    with store.writing() as connection:
        _forget(connection, lasting, at)
        if old is not None:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.id == digest(old)))
        values = {"id": digest(secret), "person": name, "made": at, "seen": at}
        connection.execute(insert(SESSIONS).values(values))
        note(connection, at, "signed_in", name, name, how=how, address=address)
    return secret


def _forget(connection: Connection, lasting: Lasting, at: int) -> None:
    over = (SESSIONS.c.seen <= at - lasting.idle) | (SESSIONS.c.made <= at - lasting.whole)
    connection.execute(delete(SESSIONS).where(over))


def person_of(store: Store, secret: str, lasting: Lasting) -> Person | None:
    """Whose session that is, if it has not ended; it is noted that they were seen."""
    at, kept = now(), digest(secret)
    asked = select(PEOPLE, SESSIONS.c.made, SESSIONS.c.seen).join_from(SESSIONS, PEOPLE)
    with store.reading() as connection:
        row = connection.execute(asked.where(SESSIONS.c.id == kept)).first()
    if row is None or row.disabled:
        return None
    if at - row.seen >= lasting.idle or at - row.made >= lasting.whole:
        return None
    if at - row.seen >= _MINUTE:
        with store.writing() as connection:
            connection.execute(update(SESSIONS).where(SESSIONS.c.id == kept).values(seen=at))
    return account_of(row).person


def end(store: Store, secret: str) -> None:
    """Sign out."""
    kept = SESSIONS.c.id == digest(secret)
    with store.writing() as connection:
        name = connection.execute(select(SESSIONS.c.person).where(kept)).scalar()
        if name is not None:
            connection.execute(delete(SESSIONS).where(kept))
            note(connection, now(), "signed_out", name, name)
