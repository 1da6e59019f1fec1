"""What stands around the answers: notes met, readings taken, parties to look at, bad data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from licet.basics import Fault
from licet.papers.portfolio.left_out import left_out, touched, touches
from licet.papers.report.lines import Rows
from licet.papers.report.parties import Listed, parties_of
from licet.papers.report.speech import Speech
from licet.papers.report.verdicts import Verdicts
from licet.rulebook import RED_FLAGS
from licet.verdict import Portfolio, Verdict

_OFFICIAL = "official"
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
    """Notes, readings, listed parties and weak sources, and how many lines were looked into."""

    notes: tuple[Note, ...]
    readings: tuple[Taken, ...]
    weak: Mapping[str, tuple[str, ...]]
    """Authority → cites of met clauses that rest on it."""
    listed: tuple[Listed, ...]
    others: tuple[tuple[str, int], ...]
    looked_into: int
    numbers: Mapping[str, str]
    """English text of a note → its anchor."""


def around_of(rows: Rows, portfolio: Portfolio, verdicts: Verdicts, say: Speech) -> Around:
    """Collect what the verdicts carry beside their answers."""
    every = rows.every_part
    if len(every) <= _ALWAYS:
        verdicts.prepare(rows.determination(part) for part in every)
    found = _Found()
    for part in every:
        verdict = verdicts.known(part)
        if verdict is not None:
            found.add(part.kind, verdict)

    def lines(kinds: set[int]) -> int:
        return rows.tally(kinds).lines

    ordered = sorted(found.notes.values(), key=lambda pair: -lines(pair[1]))
    notes = [Note(f"n{n}", say.of(t), lines(on)) for n, (t, on) in enumerate(ordered, 1)]
    listed, others = parties_of(rows)
    return Around(
        tuple(notes),
        tuple(_taken(name, lines(on), portfolio, say) for name, on in sorted(found.turned.items())),
        {authority: tuple(cites) for authority, cites in found.weak.items()},
        listed,
        others,
        lines(found.kinds),
        {words["en"]: note.anchor for (words, _), note in zip(ordered, notes, strict=True)},
    )


@dataclass(slots=True)
class _Found:
    """What was met on the way through the verdicts."""

    notes: dict[str, tuple[Mapping[str, str], set[int]]] = field(default_factory=dict)
    turned: dict[str, set[int]] = field(default_factory=dict)
    weak: dict[str, dict[str, None]] = field(default_factory=dict)
    kinds: set[int] = field(default_factory=set)

    def add(self, kind: int, verdict: Verdict) -> None:
        """Take in the verdict on an article of a kind of line."""
        self.kinds.add(kind)
        for reading in verdict["readings"]:
            self.turned.setdefault(reading["id"], set()).add(kind)
        said = set()
        for clause in verdict["clauses"]:
            is_flag = clause["cite"].startswith(f"{RED_FLAGS} ")
            if clause["met"] is True and clause["authority"] != _OFFICIAL and not is_flag:
                self.weak.setdefault(clause["authority"], {})[clause["cite"]] = None
                said.add(clause["cite"])
        raised = [flag["why"] for flag in verdict["flags"] if flag["met"] is True]
        for note in (*raised, *verdict["notes"]):
            if not any(note["en"].startswith(f"{cite} rests on ") for cite in said):
                self.notes.setdefault(note["en"], (note, set()))[1].add(kind)


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


@dataclass(frozen=True, slots=True)
class Data:
    """What was wrong with the folder, and what of it was not used."""

    quarantine: tuple[Fault, ...]
    touching: Mapping[tuple[str, int | None], str]
    """By the place of a row in quarantine, the lines whose answer it may touch."""
    counted: str
    """How many rows were left out, and how many lines rest on them."""
    faults: tuple[Fault, ...]
    extra: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    unread: tuple[str, ...]


def data_of(portfolio: Portfolio, say: Speech) -> Data:
    """The folder's faults."""
    folder, rows = portfolio.folder, left_out(portfolio)
    of = touched(rows)
    open_ = portfolio.open_among(of)
    return Data(
        folder.quarantine,
        {(row.file, row.line): touches(row, len(portfolio.of), say.lang) for row in rows},
        say("left_out_counts", rows=len(rows), touched=len(of), open=len(open_)),
        portfolio.assembled.faults,
        tuple((table, say.join(list(names))) for table, names in folder.extra_columns.items()),
        folder.missing,
        folder.unread,
    )
