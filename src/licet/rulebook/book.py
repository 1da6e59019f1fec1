"""The whole rulebook: every law file read, checked against the vocabulary, fingerprinted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from licet.basics import Fault, Refused, Truth
from licet.rulebook.clause import Change, Clause, Instrument, Reading, Scenario
from licet.rulebook.files import Block, read
from licet.rulebook.kept import digest_of, kept
from licet.rulebook.predicate import Predicate
from licet.rulebook.reader import FileReader
from licet.rulebook.reading import (
    read_fact,
    read_instrument,
    read_reading,
    read_scenario,
    refuse,
)
from licet.rulebook.standing import Timeline, timeline
from licet.rulebook.vocabulary import Fact, nearest

LAW = Path(__file__).parents[1] / "law"
"""The law shipped with the package."""
STALE_AFTER_DAYS = 30
"""A source not compared for longer than this earns a warning on every answer."""


@dataclass(frozen=True, eq=False)
class Rulebook:
    """All instruments, facts, readings and scenarios of one edition of the law files."""

    instruments: tuple[Instrument, ...]
    facts: Mapping[str, Fact]
    """Facts by name, the readings' columns among them."""
    readings: Mapping[str, Reading]
    scenarios: Mapping[str, Scenario]
    fingerprint: str

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause of every instrument, in the order of the files."""
        return tuple(clause for one in self.instruments for clause in one.clauses)

    @property
    def checked_on(self) -> date:
        """The day since which no file of the book has gone uncompared with its source."""
        return min(one.checked_on for one in self.instruments)

    def business_facts(self) -> Mapping[str, Fact]:
        """The facts a case may state, without the readings' columns."""
        columns = {reading.column for reading in self.readings.values()}
        return {name: fact for name, fact in self.facts.items() if name not in columns}

    def scenario(self, name: str) -> Scenario:
        """A shipped scenario by name, or one read from the file `name`.

        Raises:
            Refused: there is neither.
        """
        if name in self.scenarios:
            return self.scenarios[name]
        path = Path(name)
        if path.suffix in {".yaml", ".yml", ".json"} and path.is_file():
            reader = FileReader(name)
            found = read_scenario(reader, read(path.read_text(encoding="utf-8"), name))
            refuse(reader.faults)
            if found is not None:
                return found
        hint = nearest(name, self.scenarios) or f"; known are {', '.join(self.scenarios)}"
        raise Refused(Fault("scenario", name, f"no scenario has this name{hint}"))

    def timelines(
        self, known: date, *, last_day_included: Truth, scenario: Scenario | None = None
    ) -> Mapping[str, Timeline]:
        """The timeline of every clause, by cite, as known on a day and in a scenario."""
        changes: list[Change] = [c for one in self.instruments for c in one.changes]
        changes += scenario.changes if scenario is not None else ()
        return {
            clause.cite: timeline(
                clause, one.published, changes, known, last_day_included=last_day_included
            )
            for one in self.instruments
            for clause in one.clauses
        }


def read_book(files: Mapping[str, str]) -> Rulebook:
    """The rulebook that `files` (path under the law folder → text) hold.

    Raises:
        Refused: with every fault of every file.
    """
    faults: list[Fault] = []
    blocks: dict[str, object] = {}
    for name, text in files.items():
        try:
            blocks[name] = read(text, name)
        except Refused as refused:
            faults += refused.faults
    readings = _readings(blocks, faults)
    facts = _facts(blocks, readings, faults)
    refuse(faults)  # without its facts, every predicate would only echo the same fault
    instruments: list[Instrument] = []
    parsed: dict[str, Predicate] = {}
    cited: dict[str, str] = {}
    scenarios: dict[str, Scenario] = {}
    for name, block in blocks.items():
        reader = FileReader(name, parsed, cited)
        if not isinstance(block, Block):
            reader.fault("file", "an instrument or a scenario was expected", 1)
        elif "scenario" in block:
            scenario = read_scenario(reader, block)
            scenarios |= {scenario.name: scenario} if scenario else {}
        elif "instrument" in block:
            instrument = read_instrument(reader, block, facts)
            instruments += [instrument] if instrument else []
        else:
            reader.fault("file", "neither an instrument nor a scenario", 1)
        faults += reader.faults
    refuse(faults)
    return Rulebook(tuple(instruments), facts, readings, scenarios, digest_of(files))


def law_files(folder: Path) -> dict[str, str]:
    """The law files under `folder`: path → text; examples are no law."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.yaml"))
        if not path.name.endswith(".examples.yaml")
    }


@cache
def rulebook(folder: Path = LAW) -> Rulebook:
    """The rulebook of a folder; read once per process."""
    return kept(law_files(folder), read_book)


def _readings(blocks: dict[str, object], faults: list[Fault]) -> dict[str, Reading]:
    reader = FileReader("readings.yaml")
    entries = reader.blocks(blocks.pop("readings.yaml", None), "readings", 1)
    found = [read_reading(reader, entry) for entry in entries]
    faults += reader.faults
    return {reading.id: reading for reading in found if reading is not None}


def _facts(
    blocks: dict[str, object], readings: Mapping[str, Reading], faults: list[Fault]
) -> dict[str, Fact]:
    reader = FileReader("facts.yaml")
    entries = reader.blocks(blocks.pop("facts.yaml", None), "facts", 1)
    facts: dict[str, Fact] = {}
    for entry in entries:
        fact = read_fact(reader, entry)
        if fact is None:
            continue
        if fact.name in facts:
            reader.fault(fact.name, "this fact stands twice", entry.line)
        if fact.from_entries:
            fact = replace(fact, codes=(*_entry_codes(blocks.values(), fact.name), "none"))
        facts[fact.name] = fact
    faults += reader.faults
    for reading in readings.values():
        facts[reading.column] = Fact(
            reading.column,
            "code",
            reading.title,
            reading.title,
            "counsel",
            tuple(reading.options),
            dict(reading.options.items()),
        )
    return facts


def _entry_codes(blocks: Iterable[object], fact: str) -> list[str]:
    entries = [
        clause["entry"]
        for block in blocks
        if isinstance(block, Block)
        for clause in block.get("clauses") or ()
        if isinstance(clause, Block) and isinstance(clause.get("entry"), Block)
    ]
    return list(dict.fromkeys(str(e.get("code")) for e in entries if e.get("fact") == fact))
