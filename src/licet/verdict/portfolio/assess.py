"""Assess a folder: START READING HERE at `assess`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from licet.rulebook import Rulebook
from licet.verdict.classify import classify_items
from licet.verdict.compile import THROUGH, decider
from licet.verdict.portfolio.decision import Asked, Finding
from licet.verdict.portfolio.findings import Findings
from licet.verdict.portfolio.portfolio import COLUMNS, Portfolio

if TYPE_CHECKING:
    import narwhals as nw

    from licet.facts import Line, Lists, Progress
    from licet.intake import Folder


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
        facts, turns = self.assembly.since, between(self.findings.turns)
        self._since = lambda day: max(facts(day), turns(day))

    def portfolio(self, folder: Folder, progress: Progress) -> Portfolio:
        """The lines of the folder's shipments, decided."""
        from licet.facts import Assembled, kinds

        sorts = kinds(folder, self._since)
        lines = self._put_together(sorts.folder.tables["shipments"].rows, progress)
        found = self.findings.of(lines, progress)
        lost = list(self.assembly.quarantined())
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

    def _put_together(self, rows: nw.DataFrame[Any], progress: Progress) -> list[Line]:
        """One line of each kind, that says for its place that it is the line's own."""
        from licet.facts import OWN_PLACE

        file, _, line = OWN_PLACE.partition(":")
        own = {"_file": file, "_line": int(line)}
        return list(self.assembly.lines([row | own for row in rows.rows(named=True)], progress))


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
