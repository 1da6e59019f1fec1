"""Assess a folder: START READING HERE at `assess`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from licet.rulebook import Rulebook
from licet.verdict.classify import classify_items
from licet.verdict.compile import THROUGH, decider
from licet.verdict.portfolio.decision import Asked, Finding
from licet.verdict.portfolio.findings import Findings
from licet.verdict.portfolio.portfolio import COLUMNS, Portfolio

if TYPE_CHECKING:
    import narwhals as nw

    from licet.facts import Kinds, Line, Lists, Progress
    from licet.intake import Folder


_KEPT = 150_000
"""Kinds of lines that are kept, to be met again in another part: some 15 KB each."""


def assess(  # noqa: PLR0913 - the parts of the question
    folder: Folder,
    book: Rulebook,
    *,
    known: date,
    scenario: str | None = None,
    readings: Mapping[str, str | None] | None = None,
    on: date | None = None,
    lists: Lists | None = None,
    progress: Progress | None = None,
) -> Portfolio:
    """Decide every line of a folder.

    Args:
        folder: what was read.
        book: the rulebook.
        known: law and lists as they could be known on this day.
        scenario: a scenario taken as made.
        readings: reading id → option; `None` leaves it open; defaults otherwise.
        on: decide every line as if it left on this day.
        lists: the lists; if not given, those shipped and the notices kept in the folder.
        progress: told what is being done, how much of it is done, and of how much: the stages
            are `classify`, `trace`, `parties` and `decide`.
    """
    from licet.facts import untold

    asked = Asked(book, known, scenario, dict(readings or {}), on)
    told = progress or untold
    return Assessor(folder, asked, lists, told).portfolio(folder, told)


class Assessor:
    """Decides lines of one folder; what items, parties and kinds share is worked out once."""

    def __init__(
        self, folder: Folder, asked: Asked, lists: Lists | None, progress: Progress
    ) -> None:
        from licet.facts import Assembly, Lists, between

        book, known = asked.book, asked.known
        self.asked = asked
        taken = {r.id: r.default for r in book.readings.values()} | dict(asked.readings)
        progress("classify", 0, 0)
        codes = classify_items(folder, book)
        lists = lists or Lists.beside(folder.path, known)
        self.assembly = Assembly(folder, book, codes, taken, lists)
        by = decider(book, known, taken[THROUGH], asked.scenario)
        self.findings, self.scenarios = Findings(asked, by), by.scenarios
        self._turns = between(self.findings.turns)
        self._known: dict[tuple[Any, ...], tuple[Line, Finding]] = {}

    def portfolio(self, folder: Folder, progress: Progress) -> Portfolio:
        """The lines of the folder's shipments, decided."""
        from licet.facts import Assembled, kinds

        sorts = kinds(folder, self.since)
        pairs = self._decided(sorts, progress)
        lines, found = [line for line, _ in pairs], [finding for _, finding in pairs]
        lost = list(self.assembly.quarantined(folder))
        worlds = self.findings.worlds
        found += [Finding.of(line, (), worlds) for line in lost]
        of = [*sorts.of, *range(len(lines), len(found))]
        assembly = self.assembly
        assembled = Assembled(
            (*lines, *lost),
            assembly.faults,
            assembly.currency,
            assembly.parties,
            assembly.factor,
        )
        rows = _lines(sorts.rows, lost)
        return Portfolio(folder, assembled, tuple(found), rows, of, self.asked, self.scenarios)

    def since(self, day: date) -> date:
        """The day since when neither facts nor law have changed."""
        return max(self.assembly.since(day), self._turns(day))

    def _decided(self, sorts: Kinds, progress: Progress) -> list[tuple[Line, Finding]]:
        """One line of each kind with its finding; kinds seen before are not decided again."""
        from licet.facts import OWN_PLACE

        file, _, place = OWN_PLACE.partition(":")
        own = {"_file": file, "_line": int(place)}
        rows = [row | own for row in sorts.folder.tables["shipments"].rows.rows(named=True)]
        keys = [(self.since(row["on"]), *map(row.get, sorts.by)) for row in rows]
        known = self._known
        new = [number for number, key in enumerate(keys) if key not in known]
        lines = list(self.assembly.lines([rows[number] for number in new], progress))
        found = zip(lines, self.findings.of(lines, progress), strict=True)
        told = dict(zip((keys[number] for number in new), found, strict=True))
        pairs = [told.get(key) or known.pop(key) for key in keys]
        known |= zip(keys, pairs, strict=True)
        for key in list(islice(known, max(len(known) - _KEPT, 0))):
            del known[key]
        return pairs


def _lines(rows: nw.DataFrame[Any], lost: Sequence[Line]) -> nw.DataFrame[Any]:
    """The columns of a portfolio's lines; those whose rows were left out come last."""
    import narwhals as nw

    place = nw.concat_str("_file", nw.col("_line").cast(nw.String), separator=":")
    read = rows.with_columns(place.alias("place")).select(*COLUMNS)
    if not lost:
        return read
    from licet.engine import frame

    texts = {name: [getattr(line, name, None) for line in lost] for name in COLUMNS}
    left = frame(texts | {"on": [None] * len(lost)}, _KINDS)
    return nw.concat([read, left])


_KINDS: Any = dict.fromkeys(COLUMNS, "text") | {"on": "date", "value": "number"}
