"""Somebody whom the provider signed in becomes a person here, with the roles of their groups."""

from __future__ import annotations

from urllib.parse import urlsplit

from sqlalchemy import Connection, insert, select, update

from licet.basics import Refused
from licet.people.accounts import account_of, now, tidy_name
from licet.people.log import note
from licet.people.person import Person
from licet.people.provider import Claimed, NotSignedIn, Provider
from licet.people.roles import roles
from licet.people.schema import PEOPLE
from licet.store import Store


def arrive(store: Store, claimed: Claimed, provider: Provider) -> Person:
    """The person of what the provider says; somebody new gets an account.

    An account is found by issuer and subject only: no name or address of mail that a provider
    states ever opens an account that was there before.

    Raises:
        NotSignedIn: the account is disabled, or no role falls to them.
    """
    mapped = {provider.roles[one] for one in claimed.groups if one in provider.roles}
    given = tuple(one for one in roles().roles if one in (mapped or provider.at_first))
    with store.writing() as connection:
        here = (PEOPLE.c.issuer == claimed.issuer) & (PEOPLE.c.subject == claimed.subject)
        row = connection.execute(select(PEOPLE).where(here)).first()
        if row is None:
            if not given:
                raise NotSignedIn(f"no role here for {claimed.name}")
            name = _free_name(connection, claimed)
            values = {
                "name": name, "shown": claimed.shown, "roles": " ".join(given),
                "issuer": claimed.issuer, "subject": claimed.subject, "disabled": False,
            }  # fmt: skip
            connection.execute(insert(PEOPLE).values(values))
            note(connection, now(), "added", "provider", name, roles=list(given))
        elif row.disabled:
            raise NotSignedIn(f"{row.name} is disabled")
        elif provider.roles and not mapped and not provider.at_first:
            raise NotSignedIn(f"no role here any more for {row.name}")
        elif provider.roles and given and row.roles.split() != list(given):
            connection.execute(update(PEOPLE).where(here).values(roles=" ".join(given)))
            note(connection, now(), "changed", "provider", row.name, what=["roles"], roles=given)
        return account_of(connection.execute(select(PEOPLE).where(here)).one()).person


def _free_name(connection: Connection, claimed: Claimed) -> str:
    host = urlsplit(claimed.issuer).hostname or "provider"
    try:
        wanted = tidy_name(claimed.name)
    except Refused:
        wanted = "person"
    taken = set(connection.execute(select(PEOPLE.c.name)).scalars())
    found, number = wanted, 1
    while found in taken:
        found = f"{wanted[:40]}@{host[:30]}" + (f"-{number}" if number > 1 else "")
        number += 1
    return found
