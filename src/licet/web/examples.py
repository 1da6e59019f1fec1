"""The examples of the law files, as the pages show them: what each tries, what turns on a clause.

The files tell them in English sentences. In other languages an example is told by its facts:
those by which it differs from what most examples of its clause have in common.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from licet.basics import Truth
from licet.foresee import End, turned_by
from licet.rulebook import LAW, Clause, Rulebook, read
from licet.verdict import Case, Value, decider, read_case, row_of, shown
from licet.web.address import Address, text_of
from licet.web.words import Speech

_CASE = ("on", "known", "scenario", "facts", "readings")
_TRUTHS: Mapping[object, Truth] = {True: True, False: False, "unknown": None}
_MOST = 12
"""Facts named of an example of a whole verdict."""


@dataclass(frozen=True)
class Example:
    """One example: of a clause, with whether it is met, or of a whole verdict."""

    cite: str | None
    sentence: str
    case: Case
    met: Truth
    usual: Mapping[str, Value]
    """What most examples of the same clause state."""

    def told(self, say: Speech) -> str:
        """The facts that make this example what it is, in words."""
        stated = self.case.facts
        own = [name for name, value in stated.items() if self.usual.get(name) != value]
        found = [f"{say.title(n)}{say('colon')}{say.value(n, shown(stated[n]))}" for n in own]
        for reading, option in self.case.readings.items():
            words = "open" if option is None else say.book.readings[reading].options[option]
            found.append(f"{reading}{say('colon')}{say.of(words)}")
        silent = [name for name in self.usual if name not in stated]
        if silent:
            titles = say.join(say.title(name) for name in silent)
            found.append(f"{titles}{say('colon')}{say.of('not_known')}")
        if self.cite is None and len(found) > _MOST:
            found = [*found[:_MOST], "…"]
        return say("semicolon").join(found) or say("example_usual")

    def address(self) -> Address:
        """The case of this example, to be opened."""
        case = self.case
        settings = {"on": case.on.isoformat(), "known": case.known.isoformat()}
        if case.scenario is not None:
            settings["scenario"] = case.scenario
        readings = {k: "open" if v is None else v for k, v in case.readings.items()}
        return Address(settings, readings, {k: text_of(v) for k, v in case.facts.items()})


@cache
def examples(book: Rulebook) -> tuple[Example, ...]:
    """Every example of the shipped law files."""
    found: list[Example] = []
    for path in sorted(LAW.rglob("*.examples.yaml")):
        for block in read(path.read_text(encoding="utf-8"), path.name) or ():
            raw = {key: block[key] for key in _CASE if key in block}
            case = read_case(raw, book, path.name, today=book.checked_on)
            met = _TRUTHS[block.get("met", "unknown")]
            found.append(Example(block.get("cite"), str(block["sentence"]), case, met, {}))
    by_cite: dict[str, list[Example]] = {}
    for one in found:
        if one.cite is not None:
            by_cite.setdefault(one.cite, []).append(one)
    usual = {cite: _usual(some) for cite, some in by_cite.items()}
    return tuple(
        Example(one.cite, one.sentence, one.case, one.met, usual.get(one.cite or "", {}))
        for one in found
    )


def _usual(some: Sequence[Example]) -> Mapping[str, Value]:
    """What more than half of some examples state."""
    counts = Counter(fact for one in some for fact in one.case.facts.items())
    return {name: value for (name, value), count in counts.items() if 2 * count > len(some)}


def examples_of(clause: Clause, book: Rulebook) -> list[Example]:
    """The examples that try one clause."""
    return [one for one in examples(book) if one.cite == clause.cite]


def coverage(clause: Clause, book: Rulebook) -> list[Counter[Truth]]:
    """For each statement of a clause: in how many of its examples it is true, false and open."""
    tried = [row_of(one.case, book) for one in examples_of(clause, book)]
    by = decider(book, book.checked_on)
    columns = [column for column, _ in by.names.statements[clause.cite]]
    found = by.decide_rows(tried, columns) if tried and columns else []
    return [Counter(one[column] for one in found) for column in columns]


@dataclass(frozen=True, slots=True)
class Turning:
    """An example whose end turns on a clause."""

    example: Example
    before: End
    after: End
    completed: bool
    """What the example leaves unsaid was answered with no."""


@cache
def turning(cite: str, book: Rulebook) -> tuple[Turning, ...]:
    """The shipped cases that end otherwise if the clause of that cite is taken out.

    Examples of whole verdicts are decided as they stand; where none turns on the clause, its
    own examples are, with no for everything that they leave unsaid.
    """
    clause = next(one for one in book.clauses if one.cite == cite)
    whole = [one for one in examples(book) if one.cite is None]
    own = (one for one in examples_of(clause, book) if one.met)
    supposed = [replace(one, case=_completed(one.case, clause, book)) for one in own]
    for some, completed in ((whole, False), (supposed, True)):
        turned = turned_by(clause, [one.case for one in some], book)
        if turned:
            return tuple(Turning(some[one.at], one.before, one.after, completed) for one in turned)
    return ()


def _completed(case: Case, clause: Clause, book: Rulebook) -> Case:
    """A case in which everything unsaid is answered with no, and in which the clause stands."""
    silent = [one for n, one in book.business_facts().items() if n not in case.facts]
    no: dict[str, Value] = {one.name: False for one in silent if one.kind == "yes_no"}
    no |= {one.name: "none" for one in silent if "none" in one.codes and not one.follows}
    for name in (None, *book.scenarios):
        lines = decider(book, case.known, scenario=name).actual
        if lines[clause.cite].on(case.on) == "in_force":
            return replace(case, scenario=name, facts={**no, **case.facts})
    return replace(case, facts={**no, **case.facts})
