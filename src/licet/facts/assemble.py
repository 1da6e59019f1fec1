"""Every article of every shipment line becomes a sheet of facts: START READING AT `assemble`.

A line holds the shipped item itself and every listed article in its parts list. What the line
says, what the items table says, what the bill of materials proves and how the parties stand are
joined on one sheet; a contradiction makes the fact unknown, never the more convenient of two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from licet.basics import Fault, Truth, any_of
from licet.bom import Article, Found
from licet.facts.derive import add_traced, follow_line, leaves_as
from licet.facts.holding import BECAUSE, HOLDS
from licet.facts.items import add_described, add_stated, item_rows
from licet.facts.kinds import between, days_of_facts
from licet.facts.line import Application, Assembled, Line, Progress, untold
from licet.facts.lists import Lists
from licet.facts.origins import Origins
from licet.facts.parties import Parties
from licet.facts.sheet import Sheet
from licet.facts.tracing import Codes, Tracer
from licet.facts.worth import Factor
from licet.intake import Folder
from licet.rulebook import Rulebook

_TOLD_EACH = 500
"""After so many lines it is told how far things are."""


def assemble(
    folder: Folder,
    book: Rulebook,
    codes: Codes,
    readings: Mapping[str, str | None],
    lists: Lists,
    progress: Progress = untold,
) -> Assembled:
    """The sheets of facts of every article of every line of a folder.

    Args:
        folder: what was read.
        book: whose facts are wanted.
        codes: item → classified fact → code; `None` where the classification is open.
        readings: reading id → option, for the tracers.
        lists: the published lists, as known on a day.
        progress: told what is being done.
    """
    return Assembly(folder, book, codes, readings, lists).run(progress)


class Assembly:
    """Puts lines together; what items and parties share is worked out once. See `assemble`."""

    def __init__(
        self,
        folder: Folder,
        book: Rulebook,
        codes: Codes,
        readings: Mapping[str, str | None],
        lists: Lists,
    ) -> None:
        self.folder, self.codes, self.readings = folder, codes, readings
        facts = book.business_facts()
        self.facts = tuple(facts)
        self.numbers = frozenset(name for name, fact in facts.items() if fact.kind == "number")
        tables, tainted = folder.tables, folder.tainted()
        self.of_items = tuple(name for name in facts if name != "embedded")
        self.items = item_rows(folder)
        self.shipments = tables["shipments"].rows
        self._traced: dict[Fault, None] = {}
        self.tracer = Tracer(folder, book, codes, readings)
        self.origins = Origins(tables["sources"].rows.rows(named=True), tainted["sources"])
        self.parties = Parties.of(folder, lists, readings)
        self.since = between(days_of_facts(folder, lists))
        self._first: dict[date, date] = {}

    def run(self, progress: Progress) -> Assembled:
        """Every line of the folder."""
        rows = self.shipments.rows(named=True)
        every = (*self.lines(rows, progress), *self.quarantined(self.folder))
        return Assembled(every, self.faults, self.currency, self.parties, self.factor)

    def lines(
        self, rows: Sequence[Mapping[str, Any]], progress: Progress = untold
    ) -> Iterator[Line]:
        """The lines of some rows of shipments, in order."""
        progress("trace", 0, len(rows))
        found = self.tracer.articles_of(rows)
        alone = self.tracer.inputs_of(rows)
        self._traced |= dict.fromkeys(found.faults)
        for number, row in enumerate(rows):
            if number % _TOLD_EACH == 0:
                progress("parties", number, len(rows))
            yield self._line(row, (*_of(found, row), *_itself(_of(alone, row), row)))

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What was found wrong on the way so far."""
        return (*self._traced, *self.parties.holdings.faults)

    @property
    def currency(self) -> str | None:
        """The base currency."""
        return self.tracer.graph.rates.base

    @property
    def factor(self) -> Factor:
        """What a currency is worth on a day, in the base currency."""
        return self.tracer.graph.rates.factor

    def _line(self, row: Mapping[str, Any], articles: Sequence[Article]) -> Line:
        own = {article.item: article for article in articles}
        inside = [article for article in articles if article.item != row["item"]]
        shared = Sheet()
        add_stated(shared, row, self.facts, self.numbers)
        notes = list(self._of_parties(shared, row))
        applications = self._applications(row, shared, own.get(row["item"]), (row["item"],))
        for one in inside:
            applications += self._applications(row, shared, one, one.path)
        notes += [
            f"{one.item} is inside only with some lot or alternative: say which"
            for one in applications
            if not one.certain
        ]
        notes += [text for one in applications for text in one.sheet.conflicts.values()]
        return Line(
            row["shipment"],
            row["line"],
            row["item"],
            row["on"],
            self._value(row),
            tuple(applications),
            tuple(dict.fromkeys(notes)),
            f"{row['_file']}:{row['_line']}",
            "",
            {role: row[role] for role in ("exporter", "importer", "end_user")},
        )

    def _value(self, row: Mapping[str, Any]) -> Fraction | None:
        factor = self.factor(row["currency"], row["on"])
        return None if row["value"] is None or factor is None else Fraction(row["value"]) * factor

    def _applications(
        self, row: Mapping[str, Any], shared: Sheet, article: Article | None, path: tuple[str, ...]
    ) -> list[Application]:
        """The article once for each place it may have been bought from."""
        item = path[-1]
        sheet = Sheet(dict(shared.facts), dict(shared.evidence), dict(shared.conflicts))
        if len(path) > 1:
            self._forget_shipped(sheet, row)
        described = self.items.get(item)
        if described is not None:
            add_described(sheet, described, self.of_items, self.numbers)
        for fact, code in self.codes.get(item, {}).items():
            sheet.default(fact, code, BECAUSE if fact in HOLDS else "classified from its facts")
        leaves_as(sheet, row, self.items.get(path[0], {}), path)
        if article is not None:
            add_traced(sheet, article)
        follow_line(sheet, row)
        return [
            Application(item, path, one, article)
            for one in self.origins.variants(sheet, item, row["on"])
        ]

    def _forget_shipped(self, sheet: Sheet, row: Mapping[str, Any]) -> None:
        """What a line states of the shipped item does not speak of an article inside it."""
        for name in self._item_facts(row):
            sheet.facts.pop(name, None)
            sheet.evidence.pop(name, None)

    def _item_facts(self, row: Mapping[str, Any]) -> Iterator[str]:
        described: Mapping[str, Any] = next(iter(self.items.values()), {})
        about_item = {
            "annex1",
            "annex1_part",
            "dual_use_code",
            "made_in",
            "origin",
            "embedded",
            "cn_part1_value",
            "item_value",
            "made_with_cn_technology",
            *described,
        }
        return (name for name in self.facts if name in about_item and name in row)

    def _of_parties(self, sheet: Sheet, row: Mapping[str, Any]) -> Iterator[str]:
        bans: list[Truth] = []
        day = self._first.setdefault(self.since(row["on"]), row["on"])
        for role in ("exporter", "importer", "end_user"):
            name = row[role]
            stands = self.parties.on(name, day)
            because = stands.because
            yield from (f"{role}: {note}" for note in stands.notes)
            sheet.default(f"{role}_in", stands.country, because.get("country", ""))
            if role == "exporter":
                continue
            bans.append(stands.banned)
            for fact, value, key in (
                ("on_control_list", stands.control, "control"),
                ("on_watch_list", stands.watch, "watch"),
                ("on_unreliable_list", stands.unreliable, "unreliable"),
                ("held_by_listed", stands.held, "held"),
                ("branch_of_listed", stands.branch, "branch"),
            ):
                sheet.default(f"{role}_{fact}", value, because.get(key, ""))
            if role == "end_user":
                for fact, value, key in (
                    ("military", stands.military, "military"),
                    ("military_in_wide_sense_only", stands.military_wide_only, "military"),
                    ("held_by_military_user", stands.held_by_military, "held_by_military"),
                ):
                    sheet.default(f"end_user_{fact}", value, because.get(key, ""))
        sheet.default("recipient_under_transfer_ban", any_of(bans), "lists and notices")

    @staticmethod
    def quarantined(folder: Folder) -> Iterator[Line]:
        """The lines of a folder whose rows were left out."""
        file = folder.tables["shipments"].file
        seen: set[tuple[str | None, int | None]] = set()
        for fault in folder.quarantine:
            if fault.file != file or (fault.key, fault.line) in seen:
                continue
            seen.add((fault.key, fault.line))
            shipment, _, line = (fault.key or "?").partition("/")
            yield Line(
                shipment,
                line,
                None,
                None,
                place=f"{fault.file}:{fault.line}",
                quarantined=f"{fault.place}: {fault.expected}",
            )


def _of(found: Found, row: Mapping[str, Any]) -> tuple[Article, ...]:
    return found.articles.get((row["item"], row["on"], row["lot"]), ())


def _itself(articles: Sequence[Article], row: Mapping[str, Any]) -> Iterator[Article]:
    """A Part 1 item made from another one holds no article: only it itself is shipped."""
    return (article for article in articles if article.item == row["item"])
