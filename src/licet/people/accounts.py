"""Accounts: added, changed, disabled, found. Every change stands in the log."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from licet.basics import Fault, Refused
from licet.people.log import note
from licet.people.passwords import hashed
from licet.people.person import Person
from licet.people.roles import roles
from licet.people.schema import PEOPLE, SESSIONS
from licet.store import Store

_NAME = re.compile(r"\w[\w.@+-]{0,79}")


@dataclass(frozen=True, slots=True)
class Account:
    """A person as kept; `provider` is who signs them in, if they have no password here."""

    name: str
    shown: str
    roles: tuple[str, ...]
    provider: str | None
    disabled: bool

    @property
    def person(self) -> Person:
        """The person, as pages and calls know them."""
        return Person(self.name, self.shown, self.roles)

    def as_json(self) -> dict[str, Any]:
        """The account as JSON."""
        return {
            "name": self.name, "shown": self.shown, "roles": list(self.roles),
            "provider": self.provider, "disabled": self.disabled,
        }  # fmt: skip


def now() -> int:
    """Whole seconds since 1970."""
    return int(time.time())


def tidy_name(name: str) -> str:
    """The one way of writing a name: small letters, no look-alike widths.

    Raises:
        Refused: it is not letters, digits and `. @ + - _`.
    """
    tidy = unicodedata.normalize("NFKC", name).strip().casefold()
    if _NAME.fullmatch(tidy) is None:
        expected = "up to 80 letters, digits, or any of . @ + - _ were expected"
        raise Refused(Fault("people", "name", expected))
    return tidy


def account_of(row: Any) -> Account:  # noqa: ANN401 - a row of the table
    """The account of a row."""
    return Account(row.name, row.shown, tuple(row.roles.split()), row.issuer, row.disabled)


def find(connection: Connection, name: str) -> Account:
    """The account of that name.

    Raises:
        Refused: there is none.
    """
    row = connection.execute(select(PEOPLE).where(PEOPLE.c.name == tidy_name(name))).first()
    if row is None:
        raise Refused(Fault("people", name, "nobody has that name; `licet people list` has all"))
    return account_of(row)


def listed(store: Store) -> list[Account]:
    """Everybody, by name."""
    with store.reading() as connection:
        return [account_of(row) for row in connection.execute(select(PEOPLE).order_by("name"))]


def add(
    store: Store, name: str, given: Iterable[str], password: str, *, by: str, shown: str = ""
) -> Account:
    """Add a person who signs in with a password.

    Raises:
        Refused: the name is taken or cannot be one, the password is too weak, a role unknown.
    """
    tidy, kept = tidy_name(name), roles().checked(given, "--role")
    values = {
        "name": tidy, "shown": shown.strip() or name.strip(), "roles": " ".join(kept),
        "password": hashed(password, tidy), "disabled": False,
    }  # fmt: skip
    with store.writing() as connection:
        if connection.execute(select(PEOPLE.c.name).where(PEOPLE.c.name == tidy)).first():
            raise Refused(Fault("people", name, "somebody has that name already"))
        connection.execute(insert(PEOPLE).values(values))
        note(connection, now(), "added", by, tidy, roles=list(kept))
        return find(connection, tidy)


def change(
    store: Store,
    name: str,
    *,
    by: str,
    given: Iterable[str] | None = None,
    password: str | None = None,
    shown: str | None = None,
) -> Account:
    """Change somebody's roles, password or shown name; they have to sign in again.

    Raises:
        Refused: nobody has that name, the password is too weak, a role unknown.
    """
    with store.writing() as connection:
        account = find(connection, name)
        values: dict[str, Any] = {}
        if given is not None:
            values["roles"] = " ".join(roles().checked(given, "--role"))
        if password is not None:
            if account.provider is not None:
                expected = f"{account.provider} signs them in: there is no password here"
                raise Refused(Fault("people", name, expected))
            values["password"] = hashed(password, account.name)
        if shown is not None and shown.strip():
            values["shown"] = shown.strip()
        if not values:
            raise Refused(Fault("people", name, "something to change was expected"))
        connection.execute(update(PEOPLE).where(PEOPLE.c.name == account.name).values(values))
        told = {"roles": values["roles"].split()} if "roles" in values else {}
        note(connection, now(), "changed", by, account.name, what=sorted(values), **told)
        _sign_out(connection, account.name)
        return find(connection, account.name)


def disable(store: Store, name: str, *, by: str, disabled: bool = True) -> Account:
    """Let somebody in no more, by session or token; or let them in again.

    Raises:
        Refused: nobody has that name.
    """
    with store.writing() as connection:
        account = find(connection, name)
        asked = update(PEOPLE).where(PEOPLE.c.name == account.name).values(disabled=disabled)
        connection.execute(asked)
        note(connection, now(), "disabled" if disabled else "enabled", by, account.name)
        _sign_out(connection, account.name)
        return find(connection, account.name)


def _sign_out(connection: Connection, name: str) -> None:
    connection.execute(delete(SESSIONS).where(SESSIONS.c.person == name))
