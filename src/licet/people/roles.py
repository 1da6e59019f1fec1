"""Which roles there are and what each may do, read from `roles.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from licet.basics import Fault, Refused

_FILE = Path(__file__).with_name("roles.yaml")


@dataclass(frozen=True, slots=True)
class Act:
    """Something people do; `changes`: what is kept changes by it."""

    name: str
    changes: bool
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody is in the house, and the acts that go with it."""

    name: str
    may: frozenset[str]
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Roles:
    """The table: every act, every role."""

    acts: Mapping[str, Act]
    roles: Mapping[str, Role]

    def may(self, roles: Iterable[str], act: str) -> bool:
        """May somebody with these roles do that?"""
        return any(act in self.roles[one].may for one in roles if one in self.roles)

    def checked(self, names: Iterable[str], place: str) -> tuple[str, ...]:
        """The roles of these names, each once, in the order of the table.

        Raises:
            Refused: there is none, or one that is no role.
        """
        asked = {name.strip() for name in names}
        if not asked or not asked <= self.roles.keys():
            expected = f"one or more of {', '.join(self.roles)} were expected"
            raise Refused(Fault("roles", place, expected))
        return tuple(name for name in self.roles if name in asked)


@cache
def roles() -> Roles:
    """The table of the house."""
    raw = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    acts = {
        name: Act(name, one.get("changes", False), {"en": one["en"], "zh": one["zh"]})
        for name, one in raw["acts"].items()
    }
    found = {
        name: Role(name, frozenset(one["may"]), {"en": one["en"], "zh": one["zh"]})
        for name, one in raw["roles"].items()
    }
    return Roles(acts, found)


def printed() -> str:
    """The table as it stands in docs/people.md."""
    table = roles()
    lines = [f"| may | {' | '.join(table.roles)} |", "|---" * (len(table.roles) + 1) + "|"]
    for act in table.acts.values():
        marks = ("✓" if act.name in role.may else "" for role in table.roles.values())
        lines.append(f"| {act.words['en']} (`{act.name}`) | {' | '.join(marks)} |")
    return "\n".join(line.replace("|  |", "| |").replace("|  |", "| |") for line in lines) + "\n"
