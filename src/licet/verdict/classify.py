"""Which entry an item falls under, as far as its facts tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from licet.rulebook import Clause, Rulebook, atoms, facts, part_of
from licet.verdict.case import Value
from licet.verdict.compile import Decider, decider
from licet.verdict.table import Row, state, table_of

if TYPE_CHECKING:
    from licet.facts import Sheet
    from licet.intake import Folder

Codes = dict[str, Value | None]


@dataclass(frozen=True, slots=True)
class Classified:
    """The items of a folder: what is known of each, and the codes that follow.

    `sheets` have what the items table says, `facts` also what parts lists prove; `codes` give for
    each classified fact the entry, ``none``, or `None` while that is open.
    """

    sheets: Mapping[str, Sheet]
    facts: Mapping[str, Mapping[str, Value]]
    codes: Mapping[str, Codes]


def classify_items(folder: Folder, book: Rulebook) -> Mapping[str, Codes]:
    """The codes of every item of a folder, and what its parts list proves; see `classify`."""
    return classified(folder, book).codes


def classified(folder: Folder, book: Rulebook) -> Classified:
    """The items of a folder, classified by what the items table and the parts lists say."""
    from licet.facts import described_facts, held

    sheets = described_facts(folder, book)
    known: dict[str, Mapping[str, Value]] = {item: sheet.facts for item, sheet in sheets.items()}
    codes = classify(known, book)
    inside = held(folder, codes, known)
    again = {item: {**known[item], **more} for item, more in inside.items() if item in known}
    codes |= classify(again, book)
    for item, more in inside.items():
        codes.setdefault(item, {}).update(more)
    return Classified(sheets, known | again, codes)


def classify(items: Mapping[str, Mapping[str, Value]], book: Rulebook) -> dict[str, Codes]:
    """For each item and classified fact (`annex1`, `dual_use_code`, `annex1_part`): its code.

    `items` are the items' facts. A stated code stands; otherwise an item has the first entry
    whose pattern its facts prove, ``none`` if they rule out every entry, and `None` while that
    is open. The part may be settled while the entry is not.
    """
    shapes = shapes_of(items, book)
    rows = rows_of(shapes, book)
    if not rows:
        return {}
    by = decider(book, book.checked_on)
    entries: dict[str, list[tuple[str, str]]] = {}
    for clause, (fact, code) in entries_of(book):
        entries.setdefault(fact, []).append((code, by.names.clauses[clause.cite]))
    columns = [column for patterns in entries.values() for _, column in patterns]
    from licet.engine import as_dicts

    found = as_dicts(by.decide(table_of(rows, book), columns))
    codes: dict[str, Codes] = {}
    for (shape, those), row in zip(shapes.items(), found, strict=True):
        answer = _codes(row, dict(shape), entries, book)
        codes |= {item: dict(answer) for item in those}
    return {item: codes[item] for item in items}


Shape = tuple[tuple[str, Value], ...]
"""The facts of an item that entries look at; many items have the same."""


def shapes_of(
    items: Mapping[str, Mapping[str, Value]], book: Rulebook
) -> Mapping[Shape, Sequence[str]]:
    """The items by what entries look at in them."""
    names = _looked_at(book)
    shapes: dict[Shape, list[str]] = {}
    for item, stated in items.items():
        shape = tuple((name, stated[name]) for name in names if name in stated)
        shapes.setdefault(shape, []).append(item)
    return shapes


@cache
def _looked_at(book: Rulebook) -> tuple[str, ...]:
    """The facts that entries look at, those they give, and those that follow from these."""
    named = {name for _, (name, _) in entries_of(book)}
    for clause, _ in entries_of(book):
        named |= {name for e in clause.elements for name in facts(e.predicate)}
    named |= {name for name, fact in book.facts.items() if fact.follows in named}
    return tuple(name for name in book.facts if name in named)


@cache
def entries_of(book: Rulebook) -> tuple[tuple[Clause, tuple[str, str]], ...]:
    """Every clause that is an entry, with the fact and the code it gives."""
    return tuple((clause, clause.entry) for clause in book.clauses if clause.entry)


def rows_of(shapes: Iterable[Shape], book: Rulebook) -> list[Row]:
    """The rows that items' facts make, under the default readings."""
    taken: Row = {reading.column: reading.default for reading in book.readings.values()}
    rows: list[Row] = []
    for shape in shapes:
        row: Row = {"on": book.checked_on, **taken}
        for name, value in shape:
            state(row, name, value)
        rows.append(row)
    return rows


def columns_of_entries(by: Decider) -> list[str]:
    """The columns of a plan that say which entries are met, and why or why not."""
    names = by.names
    clauses = [clause for clause, _ in entries_of(by.book)]
    predicates = dict.fromkeys(e.predicate for clause in clauses for e in clause.elements)
    every = dict.fromkeys(atom for predicate in predicates for atom in atoms(predicate))
    return [
        *(names.clauses[clause.cite] for clause in clauses),
        *(names.elements[predicate] for predicate in predicates),
        *(names.atoms[atom] for atom in every),
    ]


def _codes(
    found: Mapping[str, Any],
    stated: Mapping[str, Value],
    entries: Mapping[str, Sequence[tuple[str, str]]],
    book: Rulebook,
) -> Codes:
    codes: Codes = {}
    for fact, patterns in entries.items():
        truths = [(code, found[column]) for code, column in patterns]
        proved = [code for code, truth in truths if truth is True]
        ruled_out = all(truth is False for _, truth in truths)
        codes[fact] = stated.get(fact) or (proved[0] if proved else "none" if ruled_out else None)
        for name, follower in book.facts.items():
            if follower.follows == fact:
                codes[name] = stated.get(name, _part(codes[fact], truths))
    return codes


def _part(code: Value | None, truths: Sequence[tuple[str, Any]]) -> int | None:
    """The part of the annex: of the entry, or the only one that the open entries leave."""
    if code is not None:
        return part_of(str(code))
    possible = {part_of(entry) for entry, truth in truths if truth is not False}
    certain = any(truth is True for _, truth in truths)
    return possible.pop() if len(possible) == 1 and certain else None
