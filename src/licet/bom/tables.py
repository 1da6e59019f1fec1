"""A table of the folder as columns, with the place each row was read from."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

from licet.basics import Evidence, Fault

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date
    from decimal import Decimal

    import narwhals as nw


class Table:
    """One table; a column that is absent reads as all unknown.

    `key` is the column whose text says what a row speaks of. `tainted` holds the keys of rows
    that were put in quarantine: what such a key says is not known; ``None`` in it taints all.
    """

    def __init__(
        self,
        name: str,
        key: str,
        frame: nw.DataFrame[Any] | None,
        tainted: Collection[str | None] = (),
    ) -> None:
        self.name = name
        self.key = key
        self.height = 0 if frame is None else len(frame)
        self.frame = frame
        self._named = frozenset(() if frame is None else frame.columns)
        self._columns: dict[str, list[Any]] = {}
        self._texts: dict[str, list[str | None]] = {}
        self._tainted = frozenset(tainted)

    def __contains__(self, column: str) -> bool:
        return column in self._named

    def column(self, name: str) -> Sequence[Any]:
        """The cells of one column, by row."""
        if name not in self._columns:
            self._columns[name] = (
                self.frame.get_column(name).to_list()
                if self.frame is not None and name in self._named
                else [None] * self.height
            )
        return self._columns[name]

    def text(self, row: int, column: str) -> str | None:
        """A cell of text; blank is unknown."""
        return self.texts(column)[row]

    def texts(self, name: str) -> list[str | None]:
        """The cells of one column of text, by row; blank is unknown."""
        if name not in self._texts:
            cells = self.column(name)
            self._texts[name] = [
                None if cell is None else str(cell).strip() or None for cell in cells
            ]
        return self._texts[name]

    def number(self, row: int, column: str) -> Decimal | None:
        """A cell of a number."""
        cell: Decimal | None = self.column(column)[row]
        return cell

    def truth(self, row: int, column: str) -> bool | None:
        """A cell of yes or no."""
        cell: bool | None = self.column(column)[row]
        return cell

    @cached_property
    def rows(self) -> dict[str, list[int]]:
        """The rows that speak of each key, in the order of the file."""
        found: dict[str, list[int]] = defaultdict(list)
        for row, key in enumerate(self.texts(self.key)):
            if key is not None:
                found[key].append(row)
        return dict(found)

    @cached_property
    def dated(self) -> bool:
        """Has any row a first or last day?"""
        return "valid_from" in self or "valid_to" in self

    def valid(self, row: int, on: date) -> bool:
        """Does the row hold on this day? Its first and last day are both included."""
        if not self.dated:
            return True
        start, end = self.column("valid_from")[row], self.column("valid_to")[row]
        return (start is None or start <= on) and (end is None or on <= end)

    def of(self, key: str, on: date) -> list[int]:
        """The rows that speak of `key` on this day."""
        return [row for row in self.rows.get(key, ()) if self.valid(row, on)]

    def doubtful(self, key: str) -> bool:
        """Was a row that may have spoken of `key` put in quarantine?"""
        return bool(self._tainted) and (key in self._tainted or None in self._tainted)

    def doubt(self, keys: Collection[str | None]) -> None:
        """Take what these keys say as not known."""
        self._tainted |= frozenset(keys)

    def evidence(self, row: int, note: str = "") -> Evidence:
        """The place of a row."""
        return Evidence(self._file(row), self.column("_line")[row], note)

    def fault(self, row: int, column: str, expected: str, key: str | None = None) -> Fault:
        """What is wrong with one cell of a row."""
        cell = self.column(column)[row]
        return Fault(
            file=self._file(row),
            place=f"{self.name}.{column}",
            expected=expected,
            line=self.column("_line")[row],
            column=column,
            value=None if cell is None else str(cell),
            key=key or self.text(row, self.key),
        )

    def _file(self, row: int) -> str:
        return str(self.column("_file")[row] or self.name)
