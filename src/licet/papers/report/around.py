"""What stands around the answers: notes met, readings taken, parties to look at, bad data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from licet.basics import Fault
from licet.papers.report.lines import Row
from licet.papers.report.speech import Speech
from licet.papers.report.verdicts import Verdicts
from licet.verdict import Portfolio

_ALWAYS = 400
"""Up to so many articles every verdict is looked into for notes and readings."""


@dataclass(frozen=True, slots=True)
class Note:
    """One note, numbered, and the lines whose verdict carries it."""

    anchor: str
    text: str
    lines: int


@dataclass(frozen=True, slots=True)
class Taken:
    """One reading that answers turned on: the option taken, and whether it is the default."""

    id: str
    title: str
    means: str
    why: str
    default: bool
    lines: int
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """Notes, readings and party notes, and how many lines were looked into for them."""

    notes: tuple[Note, ...]
    readings: tuple[Taken, ...]
    parties: tuple[tuple[str, int], ...]
    looked_into: int
    numbers: Mapping[str, str]
    """English text of a note → its anchor."""


def around_of(rows: Sequence[Row], portfolio: Portfolio, verdicts: Verdicts, say: Speech) -> Around:
    """Collect what the verdicts carry beside their answers."""
    every = [one for row in rows for one in row.decision.determinations]
    if len(every) <= _ALWAYS:
        verdicts.prepare(every)
    texts: dict[str, tuple[Mapping[str, str], set[str]]] = {}
    turned: dict[str, set[str]] = {}
    looked_into = set()
    for row in rows:
        for one in row.decision.determinations:
            verdict = verdicts.known(one)
            if verdict is None:
                continue
            looked_into.add(row.anchor)
            for note in verdict["notes"]:
                texts.setdefault(note["en"], (note, set()))[1].add(row.anchor)
            for reading in verdict["readings"]:
                turned.setdefault(reading["id"], set()).add(row.anchor)
    ordered = sorted(texts.values(), key=lambda pair: -len(pair[1]))
    notes = [Note(f"n{n}", say.of(t), len(on)) for n, (t, on) in enumerate(ordered, 1)]
    return Around(
        tuple(notes),
        tuple(_taken(name, len(turned[name]), portfolio, say) for name in sorted(turned)),
        tuple(_party_notes(rows)),
        len(looked_into),
        {words["en"]: note.anchor for (words, _), note in zip(ordered, notes, strict=True)},
    )


def _taken(name: str, lines: int, portfolio: Portfolio, say: Speech) -> Taken:
    reading = portfolio.book.readings[name]
    option = portfolio.readings.get(name, reading.default)
    means = say("left_open") if option is None else say.of(reading.options[option])
    return Taken(
        name,
        say.of(reading.title),
        means,
        say.of(reading.why) if option == reading.default else "",
        option == reading.default,
        lines,
        tuple(say.of(words) for other, words in reading.options.items() if other != option),
    )


def _party_notes(rows: Iterable[Row]) -> list[tuple[str, int]]:
    counted: dict[str, int] = {}
    for row in rows:
        for note in row.decision.line.notes:
            counted[note] = counted.get(note, 0) + 1
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


@dataclass(frozen=True, slots=True)
class Data:
    """What was wrong with the folder, and what of it was not used."""

    quarantine: tuple[Fault, ...]
    faults: tuple[Fault, ...]
    extra: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    unread: tuple[str, ...]


def data_of(portfolio: Portfolio, say: Speech) -> Data:
    """The folder's faults."""
    folder = portfolio.folder
    return Data(
        folder.quarantine,
        portfolio.assembled.faults,
        tuple((table, say.join(list(names))) for table, names in folder.extra_columns.items()),
        folder.missing,
        folder.unread,
    )
