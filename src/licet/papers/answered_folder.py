"""A folder with answers taken over into a copy of it: `take_over`. The folder itself stays.

An answer goes where the tracers and the law look for it: content into declarations, prices and
places into the sources of that supplier, facts of an item into items, those of a delivery into
its line. An answer that contradicts what is on file is refused, never preferred.
"""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from licet.basics import Fault, Range, Refused, plain
from licet.intake import Folder, fact_kinds, read_folder
from licet.papers.questionnaire import CONTENT
from licet.papers.questionnaire_answers import Answered
from licet.rulebook import Rulebook

NOTHING = "none"
"""The entry by which a supplier declares that nothing counted is inside."""
_HIDDEN = ("_file", "_line")
_PLACES = ("origin", "made_in")
_PARTY = {"end_user_military": "military", "end_user_in": "country", "importer_in": "country"}
_PARTY |= {"exporter_in": "country"}


@dataclass
class Taken:
    """A folder's tables with answers in them.

    Attributes:
        changed: the tables that changed, by name.
        by_hand: answers that only a person can enter, with the reason.
        unknown: answers that said «not known».
        faults: answers that contradict the folder.
    """

    folder: Folder
    changed: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    by_hand: list[tuple[Answered, str]] = field(default_factory=list)
    unknown: list[Answered] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table, ready to be changed."""
        if table not in self.changed:
            known = self.folder.tables[table].rows.rows(named=True)
            self.changed[table] = [dict(row) for row in known]
        return self.changed[table]

    def put(self, answer: Answered, row: dict[str, Any], column: str, value: object) -> None:
        """Fill a cell; a different value that stands there already is a contradiction."""
        known = row.get(column)
        if known is not None and known != value:
            place = f"{row.get('_file', '?')}:{row.get('_line', '?')} {column}"
            expected = f"{value} contradicts {known} in {place}"
            self.faults.append(Fault("answers", answer.place, expected, value=str(value)))
        else:
            row[column] = value

    def put_value(self, answer: Answered, row: dict[str, Any]) -> None:
        """Fill the cell of the fact asked for; a range takes one cell for each end."""
        name, value = answer.question.name, answer.value
        if isinstance(value, Range) and not value.known:
            for end, number in (("lo", value.lo), ("hi", value.hi)):
                if number is not None:
                    self.put(answer, row, f"{name}_{end}", number)
        else:
            self.put(answer, row, name, _cell(value))

    def item(self, name: str) -> dict[str, Any]:
        """The row of an item; a new one if it has none."""
        rows = self.rows("items")
        found = next((row for row in rows if row["item"] == name), None)
        if found is None:
            found = {"item": name}
            rows.append(found)
        return found


def take_over(folder: Folder, answers: Sequence[Answered], out: Path, book: Rulebook) -> Taken:
    """Write a copy of the folder with the answers in it.

    Raises:
        Refused: an answer contradicts the folder or cannot stand in its tables, or `out` is not
            empty; nothing is written.
    """
    taken = Taken(folder)
    for answer in answers:
        if answer.value is None:
            taken.unknown.append(answer)
        else:
            _take(taken, answer)
    taken.faults += [
        Fault(fault.file, str(fault.line), "repair this row first: its table takes answers over")
        for name in taken.changed
        for fault in folder.quarantine
        if fault.file == folder.tables[name].file
    ]
    if out.exists() and any(out.iterdir()):
        expected = "a new or empty folder was expected: answers never overwrite"
        taken.faults.append(Fault(str(out), "folder", expected))
    if taken.faults:
        raise Refused(*taken.faults)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".copy-") as name:
        copy = Path(name) / "copy"
        _write(taken, copy)
        read = read_folder(copy, fact_kinds(book.business_facts()))
        if len(read.quarantine) > len(folder.quarantine):
            raise Refused(*read.quarantine)
        if out.exists():
            out.rmdir()
        copy.rename(out)
    return taken


def _take(taken: Taken, answer: Answered) -> None:
    question = answer.question
    if question.name == CONTENT and question.item is not None:
        _declare(taken, answer)
    elif question.name == "price":
        _price(taken, answer)
    elif question.name in {"supplier", "lot", "quantity", "alternative", "bill", "inside"}:
        taken.by_hand.append((answer, "enter it in bom, sources or shipments"))
    elif question.name in {"end_user", "importer", "exporter"}:
        _party(taken, answer)
    elif question.about == "party" and question.name in _PARTY:
        _of_party(taken, answer)
    elif question.about == "item" and question.lot is None:
        _of_item(taken, answer)
    elif question.about == "law":
        taken.by_hand.append((answer, "take the reading, or enter the instrument, as a rule"))
    else:
        for row in _lines(taken, answer):
            taken.put_value(answer, row)


def _declare(taken: Taken, answer: Answered) -> None:
    value = answer.value
    lo, hi = (value.lo, value.hi) if isinstance(value, Range) else (None, None)
    nothing = hi == 0
    taken.rows("declarations").append({
        "item": answer.question.item,
        "supplier": answer.question.letter.to,
        "lot": answer.question.lot,
        "entry": NOTHING if nothing else answer.entry,
        "origin": None if nothing else "CN",
        "value_lo": lo,
        "value_hi": hi,
        "currency": answer.currency,
        "evidence": _evidence(answer),
    })  # fmt: skip


def _evidence(answer: Answered) -> str:
    return answer.evidence or f"answer to {answer.question.name}, {answer.place}"


def _price(taken: Taken, answer: Answered) -> None:
    value = answer.value
    rows = [r for r in taken.rows("sources") if r["item"] == answer.question.item]
    empty = [row for row in rows if row["price"] is None]
    if not isinstance(value, Range) or not value.known or not empty:
        taken.by_hand.append((answer, "enter the price in sources"))
        return
    for row in empty:
        taken.put(answer, row, "price", value.lo)
        row["currency"] = answer.currency or row["currency"]


def _party(taken: Taken, answer: Answered) -> None:
    """Who somebody is: a party of the folder by its short name or its name."""
    told = str(answer.value).casefold()
    parties = taken.folder.tables["parties"].rows.rows(named=True)
    found = [r["party"] for r in parties if told in {r["party"].casefold(), r["name"].casefold()}]
    if len(found) != 1:
        taken.by_hand.append((answer, "enter the party in parties and shipments"))
        return
    for row in _lines(taken, answer):
        taken.put(answer, row, answer.question.name, found[0])


def _of_party(taken: Taken, answer: Answered) -> None:
    rows = [r for r in taken.rows("parties") if r["party"] == answer.question.party]
    for row in rows:
        taken.put(answer, row, _PARTY[answer.question.name], answer.value)


def _of_item(taken: Taken, answer: Answered) -> None:
    question = answer.question
    name, item = question.name, question.item or ""
    seller = question.letter.to if question.letter.who == "supplier" else None
    if name in _PLACES and any(
        r["item"] == item and r["supplier"] == seller
        for r in taken.folder.tables["sources"].rows.rows(named=True)
    ):
        for row in taken.rows("sources"):
            if row["item"] == item and row["supplier"] == seller:
                taken.put(answer, row, name, answer.value)
        return
    row = taken.item(item)
    if name == "item_value" and isinstance(answer.value, Range) and answer.value.known:
        taken.put(answer, row, "value", answer.value.lo)
        row["currency"] = answer.currency or row.get("currency")
        return
    taken.put_value(answer, row)


def _lines(taken: Taken, answer: Answered) -> list[dict[str, Any]]:
    """The rows of the deliveries that an answer holds for."""
    rows = taken.rows("shipments")
    return [row for row in rows if (row["shipment"], row["line"]) in answer.lines]


def _cell(value: object) -> object:
    return value.lo if isinstance(value, Range) and value.known else value


def _write(taken: Taken, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    gone = {taken.folder.tables[name].file for name in taken.changed}
    for path in sorted(taken.folder.path.iterdir()):
        if path.is_file() and path.name not in gone:
            shutil.copyfile(path, out / path.name)
    for name, rows in taken.changed.items():
        _table(out / f"{name}.csv", taken.folder, name, rows)


def _table(path: Path, folder: Folder, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    known = list(folder.tables[name].given) or list(folder.tables[name].rows.columns)
    new = dict.fromkeys(c for row in rows for c, v in row.items() if v is not None)
    columns = [c for c in dict.fromkeys((*known, *new)) if c not in _HIDDEN]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for row in rows:
            writer.writerow([_plain(row.get(column)) for column in columns])


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return plain(value) if isinstance(value, Decimal) else str(value)
