"""What a table of a folder is made of: columns, how strict each is, what names a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.rulebook import Fact

KINDS = (
    "text", "key", "date", "number", "share", "yes_no", "whole", "code", "territory", "currency",
)  # fmt: skip
"""Kinds of column: `key` is text that other tables point to; `code` is text of a closed list;
`share` is a share in per cent or a range of it, kept as it is written."""


@dataclass(frozen=True, slots=True)
class FactKind:
    """What a fact of the law may hold: a kind, and the allowed values of a code.

    `kind` is yes_no, code, territory, number or whole; no `codes` means any value goes.
    """

    kind: str
    codes: tuple[str, ...] = ()
    title: str = ""


def fact_kinds(facts: Mapping[str, Fact]) -> dict[str, FactKind]:
    """What the columns of a folder may hold, by the facts of a rulebook."""
    return {
        name: FactKind(fact.kind, tuple(map(str, fact.codes)), fact.title.get("en", name))
        for name, fact in facts.items()
    }


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its kind, a word on it, and how strict to be.

    `required`: the file must have it. `filled`: a row whose cell is empty goes to quarantine.
    `fact`: the fact of the law whose kind and codes it takes, where the caller knows that fact.
    `positive`: a number above zero (otherwise zero or more). `signed`: a number may be below.
    """

    name: str
    kind: str
    about: str
    required: bool = False
    filled: bool = False
    fact: str | None = None
    positive: bool = False
    codes: tuple[str, ...] = ()
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A table: its columns; which of them name the row; which name what the row speaks of.

    `primary` must be unique. `about` says which key becomes unknown when a row is unreadable.
    `takes_facts`: any fact of the law may stand as a further column.
    """

    name: str
    columns: tuple[Column, ...]
    about: tuple[str, ...]
    primary: tuple[str, ...] = ()
    takes_facts: bool = False
    repeats: bool = False
    """May a row stand twice, word for word (kept once)?"""

    def named(self, facts: Mapping[str, FactKind]) -> dict[str, Column]:
        """Every column the table may have, by name, typed by `facts` where the law knows it."""
        named = {column.name: _typed(column, facts) for column in self.columns}
        if self.takes_facts:
            for name, fact in facts.items():
                for column in _of_fact(name, fact):
                    named.setdefault(column.name, column)
        return named


def _typed(column: Column, facts: Mapping[str, FactKind]) -> Column:
    fact = None if column.fact is None else facts.get(column.fact)
    if fact is None:
        return column
    return Column(
        column.name,
        fact.kind,
        column.about,
        column.required,
        column.filled,
        column.fact,
        column.positive,
        fact.codes,
    )


def _of_fact(name: str, fact: FactKind) -> tuple[Column, ...]:
    about = fact.title or name
    plain = Column(name, fact.kind, about, fact=name, codes=fact.codes)
    if fact.kind != "number":
        return (plain,)
    low = Column(f"{name}_lo", "number", f"{about}, lowest", fact=name)
    return (plain, low, Column(f"{name}_hi", "number", f"{about}, highest", fact=name))
