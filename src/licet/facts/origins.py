"""Where a bought item comes from: one answer for each place its sources name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from licet.facts.sheet import Sheet

_PLACES = ("made_in", "origin")


class Origins:
    """The places that the `sources` table names for each item."""

    def __init__(
        self, rows: Sequence[Mapping[str, Any]], tainted: frozenset[str | None] = frozenset()
    ) -> None:
        self.tainted = tainted
        self.rows: dict[str, list[Mapping[str, Any]]] = {}
        for row in rows:
            self.rows.setdefault(row["item"], []).append(row)

    def variants(self, sheet: Sheet, item: str, on: date) -> list[Sheet]:
        """The sheet once for each place the item may come from, where nothing better is known.

        Stock of several suppliers is mixed, so a piece may come from any of them; the line then
        takes the gravest answer. A source that names no place leaves it unknown.
        """
        lacking = [
            name for name in _PLACES if name not in sheet.facts and name not in sheet.conflicts
        ]
        if not lacking or item in self.tainted or None in self.tainted:
            return [sheet]
        rows = [row for row in self.rows.get(item, ()) if _holds(row, on)]
        places = dict.fromkeys(tuple(row[name] for name in lacking) for row in rows)
        found = []
        for place in places:
            one = replace(
                sheet,
                facts=dict(sheet.facts),
                evidence=dict(sheet.evidence),
                conflicts=dict(sheet.conflicts),
            )
            lines = [
                f"{row['_file']}:{row['_line']}"
                for row in rows
                if tuple(row[name] for name in lacking) == place
            ]
            for name, value in zip(lacking, place, strict=True):
                one.add(name, value, ", ".join(lines))
            found.append(one)
        return found or [sheet]


def _holds(row: Mapping[str, Any], on: date) -> bool:
    start, end = row["valid_from"], row["valid_to"]
    return (start is None or start <= on) and (end is None or on <= end)
