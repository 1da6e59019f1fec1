"""Items that nobody has classified yet, those with most value at risk first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from licet.basics import Range
from licet.rulebook import Rulebook, Words, hint
from licet.verdict.case import Value
from licet.verdict.classify import (
    classified,
    classify,
    classify_items,
    columns_of_entries,
    entries_of,
    rows_of,
    shapes_of,
)
from licet.verdict.compile import Decider, decider
from licet.verdict.missing import open_facts
from licet.verdict.table import Row, table_of

if TYPE_CHECKING:
    from licet.facts import Tracer
    from licet.intake import Folder

_Open = tuple[dict[str, tuple[str, ...]], tuple[str, ...], int]
"""The codes an item may have, the facts that leave it open, how many of them to ask first."""


@dataclass(frozen=True, slots=True)
class Stake:
    """Shipment lines that hang on an item: what each is worth, `None` if that is not known."""

    values: tuple[tuple[str, Fraction | None], ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The keys of the lines."""
        return tuple(key for key, _ in self.values)

    @property
    def value(self) -> Fraction:
        """What the lines with a value are worth together."""
        return sum((value for _, value in self.values if value is not None), Fraction(0))

    @property
    def unvalued(self) -> int:
        """How many lines have no value."""
        return sum(value is None for _, value in self.values)


@dataclass(frozen=True, slots=True)
class Queued:
    """One item: its codes, or which are still possible and what would settle them.

    `possible` gives by classified fact every code that the item may have, one if that is settled.
    `missing` are the facts that leave it open; the first `first` of them bear on every open
    entry, so that the others are only asked if these do not rule the entries out.
    `described`: does the items table have a row of it?
    """

    item: str
    description: str
    described: bool
    possible: Mapping[str, tuple[str, ...]]
    missing: tuple[str, ...]
    first: int
    contents: Mapping[str, Range]
    hs: str | None
    hint: Words | None
    notes: tuple[str, ...]
    stake: Stake

    @property
    def settled(self) -> bool:
        """Is every code of it known?"""
        return all(len(codes) == 1 for codes in self.possible.values())


@dataclass(frozen=True, slots=True)
class Queue:
    """Every item of a folder, undecided ones first, and the currency of what is at stake."""

    items: tuple[Queued, ...]
    currency: str | None

    @property
    def undecided(self) -> tuple[Queued, ...]:
        """The items some code of which is open."""
        return tuple(one for one in self.items if not one.settled)

    @property
    def at_stake(self) -> Fraction:
        """What the lines that hang on an undecided item are worth, each counted once."""
        values = {key: value for one in self.undecided for key, value in one.stake.values}
        return sum((value for value in values.values() if value is not None), Fraction(0))


def queue(folder: Folder, book: Rulebook) -> Queue:
    """Every item of a folder with its codes; the undecided first, by the value that hangs on them.

    A shipment line hangs on the item it ships and on everything in the parts list of that item,
    on any day and in any lot.
    """
    from licet.facts import Tracer, contents_of, item_rows

    found = classified(folder, book)
    tracer = Tracer(folder, book, found.codes, {})
    currency = _currency(folder, tracer)
    stakes = _stakes(folder, tracer, currency)
    rows = item_rows(folder)
    items = tuple(tracer.items)
    open_ = _open(items, found.codes, found.facts, book)
    queued = []
    for item in items:
        row: Mapping[str, Any] = rows.get(item, {})
        possible, missing, first = open_.get(item) or (_settled(found.codes[item], book), (), 0)
        text, number = row.get("composition"), row.get("hs")
        contents, notes = ({}, ()) if text is None else contents_of(text)
        sheet = found.sheets.get(item)
        queued.append(
            Queued(
                item, row.get("description") or "", item in rows, possible, missing, first,
                contents, number, None if number is None else _hinted(number),
                (*(() if sheet is None else sheet.conflicts.values()), *notes),
                stakes.get(item, Stake()),
            )
        )  # fmt: skip
    queued.sort(key=_urgency)
    return Queue(tuple(queued), currency)


def _hinted(number: str) -> Words | None:
    found = hint(number)
    return None if found is None else found.says(number)


def _urgency(one: Queued) -> tuple[bool, Fraction, int, int]:
    return one.settled, -one.stake.value, -one.stake.unvalued, -len(one.stake.lines)


def _classified_facts(book: Rulebook) -> tuple[str, ...]:
    named = {fact for _, (fact, _) in entries_of(book)}
    return tuple(fact for fact in book.facts if fact in named)


def _settled(codes: Mapping[str, Value | None], book: Rulebook) -> dict[str, tuple[str, ...]]:
    return {fact: (str(codes[fact]),) for fact in _classified_facts(book)}


def _open(
    items: Iterable[str],
    codes: Mapping[str, Mapping[str, Value | None]],
    facts: Mapping[str, Mapping[str, Value]],
    book: Rulebook,
) -> dict[str, _Open]:
    """For each undecided item, the codes still possible and the facts that leave it open."""
    names = _classified_facts(book)
    undecided = {
        item: {**facts.get(item, {}), **_known(codes.get(item, {}), names)}
        for item in items
        if any(codes.get(item, {}).get(fact) is None for fact in names)
    }
    shapes = shapes_of(undecided, book)
    rows = rows_of(shapes, book)
    if not rows:
        return {}
    by = decider(book, book.checked_on)
    from licet.engine import as_dicts

    found = as_dicts(by.decide(table_of(rows, book), columns_of_entries(by)))
    answers = {}
    for (shape, those), row, one in zip(shapes.items(), rows, found, strict=True):
        answer = _left(dict(shape), row, one, by)
        answers.update(dict.fromkeys(those, answer))
    return answers


def _known(codes: Mapping[str, Value | None], names: Sequence[str]) -> dict[str, Value]:
    return {fact: code for fact in names if (code := codes.get(fact)) is not None}


def _left(stated: Mapping[str, Value], row: Row, found: Mapping[str, Any], by: Decider) -> _Open:
    """What is left of one row: the codes it may have, and the facts to ask for."""
    book = by.book
    order = list(book.facts)
    readings = {reading.column for reading in book.readings.values()}
    possible: dict[str, list[str]] = defaultdict(list)
    asked: list[set[str]] = []
    known: dict[int, tuple[str, ...]] = {}
    for clause, (fact, code) in entries_of(book):
        if fact in stated or found[by.names.clauses[clause.cite]] is False:
            continue
        possible[fact].append(code)
        asked.append(set(open_facts(clause, row, found, by, known)) - readings)
    left = {
        fact: (str(stated[fact]),) if fact in stated else (*possible[fact], "none")
        for fact in _classified_facts(book)
    }
    first = _cover(asked, order)
    rest = sorted(set().union(*asked) - set(first), key=order.index)
    return left, (*first, *rest), len(first)


def _cover(asked: Sequence[set[str]], order: Sequence[str]) -> list[str]:
    """Few facts of which every entry needs one, those that most entries need first."""
    left, found = [some for some in asked if some], []
    while left:
        counts = Counter(name for some in left for name in some)
        best = min(counts, key=lambda name: (-counts[name], order.index(name)))
        found.append(best)
        left = [some for some in left if best not in some]
    return found


def _currency(folder: Folder, tracer: Tracer) -> str | None:
    """The currency of values: the folder's base, or the only one that shipments are in."""
    named = set(folder.tables["shipments"].rows["currency"].to_list())
    only = named.pop() if len(named) == 1 else None
    return tracer.graph.rates.base or only


def _stakes(folder: Folder, tracer: Tracer, currency: str | None) -> dict[str, Stake]:
    """By item, the lines that ship it or something that holds it."""
    from licet.intake import row_key

    children: dict[str, set[str]] = defaultdict(set)
    for row in folder.tables["bom"].rows.iter_rows(named=True):
        if row["component"] is not None:
            children[row["parent"]].add(row["component"])
    inside: dict[str, frozenset[str]] = {}
    found: dict[str, list[tuple[str, Fraction | None]]] = defaultdict(list)
    for row in folder.tables["shipments"].rows.iter_rows(named=True):
        top = row["item"]
        if top not in inside:
            inside[top] = frozenset(_reached(top, children))
        value = _value(row, tracer, currency)
        for item in inside[top]:
            found[item].append((row_key(row["shipment"], row["line"]), value))
    return {item: Stake(tuple(lines)) for item, lines in found.items()}


def _reached(top: str, children: Mapping[str, set[str]]) -> Iterator[str]:
    seen, ahead = {top}, [top]
    while ahead:
        here = ahead.pop()
        yield here
        more = children.get(here, set()) - seen
        seen |= more
        ahead += more


def _value(row: Mapping[str, Any], tracer: Tracer, currency: str | None) -> Fraction | None:
    on: date = row["on"]
    known = currency is not None and row["currency"] == currency
    rate = Fraction(1) if known else tracer.graph.rates.factor(row["currency"], on)
    return None if rate is None or row["value"] is None else Fraction(row["value"]) * rate


__all__ = ["Queue", "Queued", "Stake", "classify", "classify_items", "queue"]
