"""Shipments that an engine elsewhere goes through: a line there is plain, or is looked at here.

Plain are lines whose own cells (name, amount, value, currency, day) are written as nearly all
are, so that an expression can tell what they say. Whatever is not is handed over as texts and read
by the code that reads every other folder: there is one set of rules, and it is that one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals as nw

from licet.basics import CURRENCIES, Fault, Refused
from licet.engine import BINARY, PLACE, as_texts, replaced, settled
from licet.intake.binary import cell
from licet.intake.cells import WIDE, narrow, parser
from licet.intake.folder import Folder, read_folder
from licet.intake.layout import SHAPES
from licet.intake.sheet import Sheet, heading
from licet.intake.table import typed
from licet.intake.values import VALUES, read_values

if TYPE_CHECKING:
    from licet.intake.shape import FactKind
    from licet.intake.sheet import Cell

_TABLE = "shipments"
KEY = ("shipment", "line")
_NUMBERS = ("value", "quantity")
_PLAIN_NUMBER = r"^[0-9]{1,20}(\.[0-9]{1,12})?$"


@dataclass(frozen=True, slots=True)
class Afar:
    """An exporter's folder whose shipments are a table elsewhere.

    Attributes:
        folder: every other table.
        name: what the table of shipments is called.
        rows: a lazy Narwhals frame of its cells as texts, and where each row stood (`PLACE`).
        columns: those of the columns that are known, in their order.
        facts: the facts of the law, which shipments may carry.
    """

    folder: Folder
    name: str
    rows: Any
    columns: tuple[str, ...]
    facts: Mapping[str, FactKind]

    def plain(self) -> nw.Expr:
        """Are a line's name and its amounts plain?"""
        named = [nw.col(n).str.starts_with(BINARY).fill_null(value=True) for n in KEY]
        good = ~nw.any_horizontal(*named, ignore_nulls=False)
        for name in _NUMBERS:
            if name in self.columns:
                cell = nw.col(name)
                good &= cell.is_null() | cell.str.contains(_PLAIN_NUMBER).fill_null(value=False)
        return good

    def day(self, text: Cell) -> date | None:
        """The day that a cell names; `None` if it is no day."""
        try:
            found = parser(SHAPES[_TABLE].named(self.facts)["on"])(cell(text) or "")
        except ValueError:
            return None
        return found if isinstance(found, date) else None

    def texts(self, row: Mapping[str, Any]) -> dict[str, str]:
        """What a line says and where it stood, as `row_texts` has it."""
        found = {name: cell(row[name] or None) for name in self.columns}
        places = {"_file": row["_file"], "_line": str(row["_line"])}
        return {name: text for name, text in found.items() if text is not None} | places

    def sheet(self, file: str, rows: Any, lines: list[int]) -> Sheet:  # noqa: ANN401 - a frame
        """Rows of texts as the sheet of a file."""
        columns = tuple(
            [cell(text or None) for text in rows[name].to_list()] for name in self.columns
        )
        return Sheet(file, self.columns, columns, lines)

    def sheet_of_kinds(self, kinds: Any, by: Sequence[str]) -> Sheet:  # noqa: ANN401 - a frame
        """Kinds of lines as a sheet with a line of each, whose shipment is its number from 0."""
        numbers: list[Cell] = [str(number) for number in range(len(kinds))]
        on: list[Cell] = [day.isoformat() for day in kinds["_day"].to_list()]
        told = ([cell(text or None) for text in kinds[name].to_list()] for name in by)
        columns: tuple[list[Cell], ...] = (numbers, numbers, on, *told)
        return Sheet(self.name, (*KEY, "on", *by), columns, list(range(len(kinds))))


def read_afar(path: Path, facts: Mapping[str, FactKind], name: str, table: Any) -> Afar:  # noqa: ANN401
    """The folder at `path` with the shipments of a table that another engine has opened.

    Args:
        path: the folder; shipments of its own are not read.
        facts: the facts of the law.
        name: what the table is called.
        table: a lazy Narwhals frame over Spark, with `PLACE`.

    Raises:
        Refused: as `read_folder` does; the table lacks a column; `values.yaml` speaks of it.
    """
    shape = SHAPES[_TABLE]
    own = [column for column in table.collect_schema().names() if column not in PLACE]
    header = tuple(map(heading, own))
    typed(Sheet(name, header, tuple([] for _ in header), []), shape, facts)
    known = shape.named(facts)
    columns = {told: column for told, column in zip(header, own, strict=True) if told in known}
    for said in read_values(path, facts):
        if said.startswith(f"{_TABLE}."):
            expected = "a table elsewhere is read as it stands; put the facts' own values into it"
            raise Refused(Fault(VALUES, said, expected, column=said))
    folder = read_folder(path, facts, but=_TABLE)
    rows = replaced(as_texts(settled(table), columns, PLACE), KEY, WIDE)
    return Afar(folder, name, rows, tuple(columns), facts)


def currency_of(text: Cell) -> str | None:
    """The currency that a cell names, full-width letters read as others; as it stands."""
    return None if text is None else narrow(text)


def is_currency(text: Cell) -> bool:
    """Is a cell empty, or a currency written plainly?"""
    return text is None or text in CURRENCIES
