"""Which states there are and which moves lead from one to another, read from `moves.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from licet.rulebook import read

_FILE = Path(__file__).with_name("moves.yaml")
LICENCES = ("single", "general", "registration")
"""Forms that lead to a licence (792 Art. 15)."""
DESK_RULE = "desk"
"""The rule of a move that good order asks for, and no text."""


@dataclass(frozen=True, slots=True)
class State:
    """Where an application or a licence stands; `closed`: no move leads out of it."""

    name: str
    part: str
    closed: bool
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit: so many PRC working days, under which rule, for what."""

    name: str
    days: int
    rule: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of licence; `years` is the longest it may be valid."""

    name: str
    years: int
    rule: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Document:
    """A paper that an application of these forms comes with."""

    name: str
    forms: tuple[str, ...]
    watch_list: bool
    """Only for importers and end users on the watch list."""
    must: bool
    """Must it be there before a move that needs papers?"""
    rule: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Statement:
    """What an applicant for one of these forms says of itself, and what it must be."""

    name: str
    forms: tuple[str, ...]
    wanted: bool
    rule: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Move:
    """A step from one state to the next: whose it is, by which rule, on which conditions."""

    origin: str
    to: str
    who: str
    rule: str
    forms: tuple[str, ...]
    """The forms it is open to; empty for all of them."""
    needs: tuple[str, ...]
    clock: str
    """What it does to the clock: ``starts``, ``stops``, ``resumes``, ``lifts``, ``ends``, or ""."""
    limit: str
    """The limit that it starts."""

    def open_to(self, form: str) -> bool:
        """May a case of this form take it?"""
        return not self.forms or form in self.forms


@dataclass(frozen=True, slots=True)
class Table:
    """States, limits, forms, documents, statements, grounds of registration, and moves."""

    states: Mapping[str, State]
    limits: Mapping[str, Limit]
    forms: Mapping[str, Form]
    documents: tuple[Document, ...]
    statements: tuple[Statement, ...]
    grounds: Mapping[str, Mapping[str, str]]
    """What a registration is open for (792 Art. 19)."""
    moves: tuple[Move, ...]

    def moves_from(self, state: str, form: str) -> tuple[Move, ...]:
        """The moves that lead out of a state for a case of this form."""
        return tuple(move for move in self.moves if move.origin == state and move.open_to(form))

    def move(self, origin: str, to: str, form: str) -> Move | None:
        """The move between two states, if there is one."""
        found = (move for move in self.moves_from(origin, form) if move.to == to)
        return next(found, None)

    def statements_of(self, form: str) -> tuple[Statement, ...]:
        """What an applicant for this form says of itself."""
        return tuple(one for one in self.statements if form in one.forms)

    def documents_of(self, form: str, *, watch_list: bool) -> tuple[Document, ...]:
        """The papers that an application of this form comes with."""
        return tuple(
            one
            for one in self.documents
            if form in one.forms and (watch_list or not one.watch_list)
        )


@cache
def table() -> Table:
    """The table that is shipped."""
    raw = read(_FILE.read_text(encoding="utf-8"), _FILE.name)
    return Table(
        {
            name: State(name, one["part"], bool(one.get("closed")), _words(one))
            for name, one in raw["states"].items()
        },
        {n: Limit(n, one["days"], one["rule"], _words(one)) for n, one in raw["clocks"].items()},
        {n: Form(n, one["years"], one["rule"], _words(one)) for n, one in raw["forms"].items()},
        tuple(_document(one) for one in raw["documents"]),
        tuple(_statement(one) for one in raw["statements"]),
        {name: _words(one) for name, one in raw["grounds"].items()},
        tuple(_move(one) for one in raw["moves"]),
    )


def _words(one: Mapping[str, Any]) -> dict[str, str]:
    return {"en": one["en"], "zh": one["zh"]}


def _document(one: Mapping[str, Any]) -> Document:
    forms = tuple(one["forms"])
    watch_list, must = bool(one.get("watch_list")), bool(one.get("must"))
    return Document(one["name"], forms, watch_list, must, one["rule"], _words(one))


def _statement(one: Mapping[str, Any]) -> Statement:
    forms = tuple(one["forms"])
    return Statement(one["name"], forms, bool(one["wanted"]), one["rule"], _words(one))


def _move(one: Mapping[str, Any]) -> Move:
    clock, _, limit = str(one.get("clock", "")).partition(" ")
    forms, needs = tuple(one.get("forms", ())), tuple(one.get("needs", ()))
    return Move(one["from"], one["to"], one["who"], one["rule"], forms, needs, clock, limit)
