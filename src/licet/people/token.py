"""Tokens by which programs ask for a person: shown once, kept as a hash, with scope and end."""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update

from licet.basics import Fault, Refused
from licet.people.accounts import account_of, find, now
from licet.people.log import note
from licet.people.person import SCOPES, Person
from licet.people.schema import PEOPLE, TOKENS
from licet.people.sessions import digest
from licet.store import Store

_DAY = 86_400
LONGEST = 366
"""Days a token may last at most."""
_WRITTEN = re.compile(r"licet_([0-9a-f]{12})_([\w-]{43})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Token:
    """A token as kept: everything but the secret. Times in seconds since 1970."""

    id: str
    person: str
    label: str
    scope: str
    made: int
    ends: int
    revoked: int | None

    @property
    def good(self) -> bool:
        """Neither revoked nor over."""
        return self.revoked is None and now() < self.ends

    def as_json(self) -> dict[str, Any]:
        """The token as JSON."""
        return {
            "id": self.id, "person": self.person, "label": self.label, "scope": self.scope,
            "made": self.made, "ends": self.ends, "revoked": self.revoked,
        }  # fmt: skip


def make_token(
    store: Store, name: str, *, by: str, scope: str = "read", days: int = 90, label: str = ""
) -> tuple[Token, str]:
    """A new token of a person, and the text a program sends; it is not shown again.

    Raises:
        Refused: nobody has that name, there is no such scope, or it would last too long.
    """
    if scope not in SCOPES:
        raise Refused(Fault("people", "--scope", f"one of {', '.join(SCOPES)} was expected"))
    if not 0 < days <= LONGEST:
        raise Refused(Fault("people", "--days", f"1 to {LONGEST} days were expected"))
    public, secret, at = secrets.token_hex(6), secrets.token_urlsafe(32), now()
    with store.writing() as connection:
        account = find(connection, name)
        found = Token(public, account.name, label.strip(), scope, at, at + days * _DAY, None)
        connection.execute(insert(TOKENS).values(found.as_json() | {"hash": digest(secret)}))
        note(connection, at, "token_made", by, account.name, token=public, scope=scope, days=days)
    return found, f"licet_{public}_{secret}"


def revoke(store: Store, public: str, *, by: str, of: str | None = None) -> Token:
    """Make a token worthless; `of`: only if it is this person's.

    Raises:
        Refused: there is no such token, or it is revoked already.
    """
    at = now()
    with store.writing() as connection:
        row = connection.execute(select(TOKENS).where(TOKENS.c.id == public)).first()
        if row is None or (of is not None and row.person != of):
            raise Refused(Fault("people", public, "there is no such token"))
        if row.revoked is not None:
            raise Refused(Fault("people", public, "it is revoked already"))
        connection.execute(update(TOKENS).where(TOKENS.c.id == public).values(revoked=at))
        note(connection, at, "token_revoked", by, row.person, token=public)
    return Token(row.id, row.person, row.label, row.scope, row.made, row.ends, at)


def tokens(store: Store, name: str | None = None) -> list[Token]:
    """The tokens of a person, or all, the newest first."""
    asked = select(TOKENS).order_by(TOKENS.c.made.desc(), TOKENS.c.id)
    with store.reading() as connection:
        if name is not None:
            asked = asked.where(TOKENS.c.person == find(connection, name).name)
        rows = connection.execute(asked).all()
    return [Token(r.id, r.person, r.label, r.scope, r.made, r.ends, r.revoked) for r in rows]


def person_of_token(store: Store, text: str) -> Person | None:
    """Whose token that is, if it is good and its person is not disabled."""
    written = _WRITTEN.fullmatch(text)
    if written is None:
        return None
    asked = select(PEOPLE, TOKENS.c.hash, TOKENS.c.scope, TOKENS.c.ends, TOKENS.c.revoked)
    with store.reading() as connection:
        row = connection.execute(
            asked.join_from(TOKENS, PEOPLE).where(TOKENS.c.id == written[1])
        ).first()
    if row is None or not hmac.compare_digest(row.hash, digest(written[2])):
        return None
    if row.disabled or row.revoked is not None or now() >= row.ends:
        return None
    person = account_of(row).person
    return Person(person.name, person.shown, person.roles, row.scope, token=written[1])
