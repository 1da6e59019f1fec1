"""Which entry an item falls under, as far as its facts tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from licet.rulebook import Clause, Rulebook, atoms, part_of
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
    facts: dict[str, Mapping[str, Value]] = {item: sheet.facts for item, sheet in sheets.items()}
    codes = classify(facts, book)
    inside = held(folder, codes, facts)
    again = {item: {**facts[item], **more} for item, more in inside.items() if item in facts}
    codes |= classify(again, book)
    for item, more in inside.items():
        codes.setdefault(item, {}).update(more)
    return Classified(sheets, facts | again, codes)


def classify(items: Mapping[str, Mapping[str, Value]], book: Rulebook) -> dict[str, Codes]:
    """For each item and classified fact (`annex1`, `dual_use_code`, `annex1_part`): its code.

    `items` are the items' facts. A stated code stands; otherwise an item has the first entry
    whose pattern its facts prove, ``none`` if they rule out every entry, and `None` while that
    is open. The part may be settled while the entry is not.
    """
    rows = rows_of(items.values(), book)
    if not rows:
        return {}
    by = decider(book, book.checked_on)
    entries: dict[str, list[tuple[str, str]]] = {}
    for clause, (fact, code) in entries_of(book):
        entries.setdefault(fact, []).append((code, by.names.clauses[clause.cite]))
    columns = [column for patterns in entries.values() for _, column in patterns]
    from licet.engine import as_dicts

    found = as_dicts(by.decide(table_of(rows, book), columns))
    return {
        item: _codes(row, stated, entries, book)
        for item, row, stated in zip(items, found, items.values(), strict=True)
    }


def entries_of(book: Rulebook) -> Iterable[tuple[Clause, tuple[str, str]]]:
    """Every clause that is an entry, with the fact and the code it gives."""
    return ((clause, clause.entry) for clause in book.clauses if clause.entry)


def rows_of(items: Iterable[Mapping[str, Value]], book: Rulebook) -> list[Row]:
    """The rows that items' facts make, under the default readings."""
    rows: list[Row] = []
    for facts in items:
        row: Row = {"on": book.checked_on}
        for reading in book.readings.values():
            row[reading.column] = reading.default
        for name, value in facts.items():
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
