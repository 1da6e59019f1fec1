"""What was left out of a folder, for people and for other programs."""

from __future__ import annotations

import csv
from pathlib import Path

from licet.verdict import LeftOut, Portfolio, left_out, name_of, say

_COLUMNS = ("file", "line", "column", "value", "reason", "key", "touches", "undetermined")
_SHOWN = 4


def write_left_out(portfolio: Portfolio, path: Path) -> None:
    """Write each bad cell as CSV, with the lines its row touches and those still undetermined."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        for row in left_out(portfolio):
            on = ["; ".join(map(name_of, some)) for some in (row.touches, row.undetermined)]
            for fault in row.faults:
                cell = (fault.file, fault.line, fault.column, fault.value)
                writer.writerow((*cell, fault.expected, fault.key, *on))


def touches(row: LeftOut, of: int, lang: str) -> str:
    """The lines a row touches in words; `of` is how many lines there are."""
    names = [name_of(one) for one in row.touches]
    if not names:
        return say("touches_none", lang)
    if row.key is None and row.table != "shipments" and len(names) == of:
        return say("touches_all", lang)
    some = ", ".join(names[:_SHOWN])
    if len(names) > _SHOWN:
        some = say("and_others", lang, some=some, count=len(names) - _SHOWN)
    return say("touches", lang, lines=some)
