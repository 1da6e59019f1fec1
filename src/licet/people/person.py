"""Somebody who asks: by which name, in which roles, by which way."""

from __future__ import annotations

import getpass
from dataclasses import dataclass

from licet.people.roles import roles

WRITE, READ = "write", "read"
SCOPES = (READ, WRITE)
"""What a token is good for: everything its person may do, or only what changes nothing."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks. `request.state.person` of every page and every call."""

    name: str
    """The name that stands in journals and logs."""
    shown: str
    roles: tuple[str, ...]
    scope: str = WRITE
    """`read` for a token that changes nothing."""
    local: bool = False
    """The one who started the server on their own machine; nobody signed in."""
    token: str | None = None
    """The token by which a program asks."""

    def may(self, act: str) -> bool:
        """May they do that? `roles.yaml` names the acts."""
        if self.scope == READ and roles().acts[act].changes:
            return False
        return roles().may(self.roles, act)


def whoever_started() -> Person:
    """The person of a server without accounts: whoever runs it, who may do everything."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a container may have no name for its user
        name = "local"
    return Person(name, name, tuple(roles().roles), local=True)
