"""Which entry an item falls under, as far as its facts tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from licet.rulebook import Rulebook, part_of
from licet.verdict.case import Value
from licet.verdict.compile import decider
from licet.verdict.table import Row, state, table_of

if TYPE_CHECKING:
    from licet.intake import Folder


def classify_items(folder: Folder, book: Rulebook) -> dict[str, dict[str, Value | None]]:
    """The codes of every item of a folder; see `classify`."""
    from licet.facts import described_facts

    sheets = described_facts(folder, book)
    return classify({item: sheet.facts for item, sheet in sheets.items()}, book)


def classify(
    items: Mapping[str, Mapping[str, Value]], book: Rulebook
) -> dict[str, dict[str, Value | None]]:
    """For each item and classified fact (`annex1`, `dual_use_code`, `annex1_part`): its code.

    `items` are the items' facts. A stated code stands; otherwise an item has the first entry
    whose pattern its facts prove, ``none`` if they rule out every entry, and `None` while that
    is open. The part may be settled while the entry is not.
    """
    rows: list[Row] = []
    for facts in items.values():
        row: Row = {"on": book.checked_on}
        for reading in book.readings.values():
            row[reading.column] = reading.default
        for name, value in facts.items():
            state(row, name, value)
        rows.append(row)
    if not rows:
        return {}
    from licet.engine import as_dicts

    by = decider(book, book.checked_on)
    found = as_dicts(by.decide(table_of(rows, book)))
    entries: dict[str, list[tuple[str, str]]] = {}
    for clause in book.clauses:
        if clause.entry:
            fact, code = clause.entry
            entries.setdefault(fact, []).append((code, by.names.clauses[clause.cite]))
    return {
        item: _codes(row, stated, entries, book)
        for item, row, stated in zip(items, found, items.values(), strict=True)
    }


def _codes(
    found: Mapping[str, Any],
    stated: Mapping[str, Value],
    entries: Mapping[str, Sequence[tuple[str, str]]],
    book: Rulebook,
) -> dict[str, Value | None]:
    codes: dict[str, Value | None] = {}
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
