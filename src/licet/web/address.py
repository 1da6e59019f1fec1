"""A case as the address of a page: everything that was said so far, readable and complete.

Nothing is kept on the server, so a link resumes the case wherever it is opened, *back* is the
browser's own, and a server that was killed loses nothing. Facts stand under their names
(``ship_to=US``, ``item_value=1890``, ``cn_part1_value=1.10..2.40``), readings under their ids
(``A-09=embedded_caught``, ``A-09=open``), what nobody knows in ``unknown``,
the questions answered one by one in ``trail``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from licet.basics import Fault, Range, Refused, plain
from licet.rulebook import Fact, Rulebook
from licet.verdict import Case, read_case

OPEN = "open"
"""What stands for a reading that is left open."""
_BETWEEN = ".."
_DIGITS = 9
_SETTINGS = ("on", "known", "scenario")


@dataclass(frozen=True)
class Address:
    """What an address says of a case, as text; checked when it becomes a case."""

    settings: Mapping[str, str] = field(default_factory=dict)
    """`on`, `known` and `scenario`, where stated."""
    readings: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    """Facts that were asked for and that nobody knows."""
    was: tuple[str, str] | None = None
    """The last thing that was changed to see what it does, and what it was before."""
    trail: tuple[str, ...] = ()
    """The questions that were answered one after the other; *back* goes along them."""

    @classmethod
    def read(cls, query: Iterable[tuple[str, str]], book: Rulebook) -> Address:
        """What the parameters of a page say of a case; other parameters are left to the page."""
        known = book.business_facts()
        settings: dict[str, str] = {}
        readings: dict[str, str] = {}
        facts: dict[str, str] = {}
        unknown: tuple[str, ...] = ()
        trail: tuple[str, ...] = ()
        was = None
        for name, value in query:
            if name in _SETTINGS and value:
                settings[name] = value
            elif name in book.readings and value:
                readings[name] = value
            elif name in known and value:
                facts[name] = value
            elif name == "unknown":
                unknown = tuple(one for one in value.split(" ") if one in known)
            elif name == "trail":
                steps = dict.fromkeys(value.split(" "))
                trail = tuple(one for one in steps if one in known or one in book.readings)
            elif name == "was" and value.partition("=")[0] in {*known, *book.readings, *_SETTINGS}:
                was = (value.partition("=")[0], value.partition("=")[2])
        ordered = {name: facts[name] for name in known if name in facts}
        return cls(settings, dict(sorted(readings.items())), ordered, unknown, was, trail)

    def case(self, book: Rulebook) -> Case:
        """The case.

        Raises:
            Refused: with everything in the address that cannot be right.
        """
        only_shipped(self.settings.get("scenario"), book)
        return read_case(self.raw(book), book, "address")

    def raw(self, book: Rulebook) -> dict[str, Any]:
        """The case as `licet decide` reads it."""
        readings = {k: None if v == OPEN else v for k, v in self.readings.items()}
        facts = {name: stated(book.facts[name], text) for name, text in self.facts.items()}
        return {**self.settings, "readings": readings, "facts": facts}

    def text_of(self, name: str) -> str:
        """What is said of a fact, a reading or a setting; the empty text if nothing is."""
        for some in (self.facts, self.readings, self.settings):
            if name in some:
                return some[name]
        return ""

    def saying(self, name: str, text: str, book: Rulebook) -> Address:
        """The address that says something else of one thing; the empty text says nothing."""
        unknown = tuple(one for one in self.unknown if one != name)
        rest = {
            key: {k: v for k, v in some.items() if k != name}
            for key, some in (
                ("settings", self.settings), ("readings", self.readings), ("facts", self.facts),
            )
        }  # fmt: skip
        kind = "readings" if name in book.readings else "facts"
        kind = "settings" if name in _SETTINGS else kind
        rest[kind] |= {name: text} if text else {}
        facts = {name: rest["facts"][name] for name in book.facts if name in rest["facts"]}
        readings = dict(sorted(rest["readings"].items()))
        return Address(rest["settings"], readings, facts, unknown, None, self.trail)

    def passing(self, name: str, book: Rulebook) -> Address:
        """The address in which nobody knows a fact; of a reading, it is left open."""
        if name in book.readings:
            return self.saying(name, OPEN, book)
        silent = self.saying(name, "", book)
        return replace(silent, unknown=(*silent.unknown, name))

    def trying(self, name: str, text: str, book: Rulebook) -> Address:
        """The same as `saying`, remembering what was said before."""
        return replace(self.saying(name, text, book), was=(name, self.text_of(name)))

    def after(self, question: str) -> Address:
        """The same case with one question more behind it."""
        steps = (*(one for one in self.trail if one != question), question)
        return replace(self, trail=steps, was=None)

    def before(self) -> Address:
        """The same case on the way back to the last question of the trail."""
        return replace(self, trail=self.trail[:-1], was=None)

    @property
    def told(self) -> tuple[str, ...]:
        """What is not asked again, though it is open: unknown, a range, a reading left open."""
        ranges = (name for name, text in self.facts.items() if _BETWEEN in text)
        return (*self.unknown, *ranges, *(k for k, v in self.readings.items() if v == OPEN))

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters, in a settled order."""
        found = [(name, self.settings[name]) for name in _SETTINGS if name in self.settings]
        found += [*self.facts.items(), *self.readings.items()]
        if self.unknown:
            found.append(("unknown", " ".join(self.unknown)))
        if self.trail:
            found.append(("trail", " ".join(self.trail)))
        if self.was is not None:
            found.append(("was", "=".join(self.was)))
        return found

    def query(self, **more: str) -> str:
        """The parameters as they stand in a link."""
        return urlencode([*self.pairs(), *more.items()])


def only_shipped(scenario: object, book: Rulebook) -> None:
    """Let no one name a file of the server as a scenario.

    Raises:
        Refused: it is not the name of a shipped scenario.
    """
    if scenario is not None and scenario not in book.scenarios:
        expected = f"one of {', '.join(book.scenarios)} was expected"
        raise Refused(Fault("case", "scenario", expected))


def stated(fact: Fact, text: str) -> object:
    """The value that a text states of a fact, as `licet decide` reads it."""
    if fact.kind == "yes_no":
        return {"yes": True, "no": False}.get(text, text)
    if fact.kind == "whole":
        return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else text
    if fact.kind == "number" and _BETWEEN in text:
        lo, _, hi = text.partition(_BETWEEN)
        return {"lo": lo or None, "hi": hi or None}
    return text


def text_of(value: object) -> str:
    """The text that stands for a value in an address: the other way round of `stated`."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Range):
        if value.known:
            return plain(value.lo)
        return _BETWEEN.join("" if end is None else plain(end) for end in (value.lo, value.hi))
    return value.isoformat() if isinstance(value, date) else str(value)
