"""A table of the folder as columns, with the place each row was read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np

from licet.basics import Evidence, Fault
from licet.engine import cells, coded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date
    from decimal import Decimal

    from numpy.typing import NDArray

    Coded = tuple[NDArray[np.int32], list[str]]

LARGE = 2_000
"""From so many rows on, the engine finds which texts differ."""
_HALF = 32
"""Bits of a row's number; above them stands that of its text, so that both are sorted as one."""


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
        self._raw: dict[str, Coded] = {}
        self._coded: dict[str, Coded] = {}
        self._tainted = frozenset(tainted)

    def __contains__(self, column: str) -> bool:
        return column in self._named

    def column(self, name: str) -> Sequence[Any]:
        """The cells of one column, by row."""
        if name not in self._columns:
            self._columns[name] = (
                cells(self.frame.get_column(name))
                if self.frame is not None and name in self._named
                else [None] * self.height
            )
        return self._columns[name]

    def raw(self, name: str) -> Coded:
        """Which texts a column has as they stand, in order of appearance, and which each row is."""
        if name not in self._raw:
            self._raw[name] = self._told_apart(name)
        return self._raw[name]

    def _told_apart(self, name: str) -> Coded:
        if self.frame is None or name not in self._named:
            return np.full(self.height, -1, dtype=np.int32), []
        if self.height >= LARGE and self.frame.schema[name] == nw.String:
            return coded(self.frame.get_column(name))
        return _numbered(self.column(name))

    def coded(self, name: str) -> Coded:
        """The same without blanks around them; blank is unknown (-1)."""
        if name not in self._coded:
            numbers, texts = self.raw(name)
            stripped = [_stripped(text) for text in texts]
            if None in stripped or len(set(stripped)) < len(texts):
                anew, texts = _numbered(stripped)
                self._coded[name] = np.append(anew, np.int32(-1))[numbers], texts
            else:
                self._coded[name] = numbers, [text for text in stripped if text is not None]
        return self._coded[name]

    def text(self, row: int, column: str) -> str | None:
        """A cell of text; blank is unknown."""
        return self.texts(column)[row]

    def texts(self, name: str) -> list[str | None]:
        """The cells of one column of text, by row; blank is unknown."""
        if name not in self._texts:
            if self.height < LARGE:
                self._texts[name] = [_stripped(cell) for cell in self.column(name)]
            else:
                numbers, texts = self.coded(name)
                self._texts[name] = np.array([*texts, None], dtype=object)[numbers].tolist()
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
    def rows(self) -> Mapping[str, Sequence[int]]:
        """The rows that speak of each key, in the order of the file."""
        rows = Rows(*self.coded(self.key))
        return rows if self.height >= LARGE else dict(rows)

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

    def holds(self, on: date) -> NDArray[np.bool_]:
        """Which rows hold on this day?"""
        days = {name: nw.col(name) for name in ("valid_from", "valid_to") if name in self}
        if self.frame is None or not days:
            return np.ones(self.height, dtype=np.bool_)
        ends = [day <= on if name == "valid_from" else day >= on for name, day in days.items()]
        found = self.frame.select(holds=nw.all_horizontal(*ends, ignore_nulls=True))
        return found.get_column("holds").to_numpy().astype(np.bool_)

    def stated(self, name: str) -> NDArray[np.bool_]:
        """Which rows state anything in this column?"""
        if self.frame is None or name not in self:
            return np.zeros(self.height, dtype=np.bool_)
        found = self.frame.select(stated=~nw.col(name).is_null())
        return found.get_column("stated").to_numpy().astype(np.bool_)

    def above_zero(self, name: str) -> NDArray[np.bool_]:
        """Which rows state a number above zero?"""
        if self.frame is None or name not in self:
            return np.zeros(self.height, dtype=np.bool_)
        found = self.frame.select(above=(nw.col(name) > 0).fill_null(value=False))
        return found.get_column("above").to_numpy().astype(np.bool_)

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


class Rows(Mapping[str, Sequence[int]]):
    """The rows of each text, from the number of every row's text; made where they are asked for."""

    def __init__(self, numbers: NDArray[np.int32], texts: Sequence[str]) -> None:
        keys = numbers.astype(np.int64) << _HALF | np.arange(len(numbers))
        keys.sort()
        self._order = keys & ((1 << _HALF) - 1)
        self._ends = np.cumsum(np.bincount(numbers + 1, minlength=len(texts) + 1)).tolist()
        self._number = {text: at for at, text in enumerate(texts)}

    def __getitem__(self, text: str) -> list[int]:
        at = self._number[text]
        rows: list[int] = self._order[self._ends[at] : self._ends[at + 1]].tolist()
        return rows

    def __contains__(self, text: object) -> bool:
        return text in self._number

    def __iter__(self) -> Iterator[str]:
        return iter(self._number)

    def __len__(self) -> int:
        return len(self._number)


def _stripped(cell: object) -> str | None:
    return None if cell is None else str(cell).strip() or None


def _numbered(cells: Iterable[object]) -> Coded:
    """Which texts there are, in order of appearance, and which each is; -1 for unknown."""
    known: dict[Any, int] = {None: -1}
    numbers = [known.setdefault(cell, len(known) - 1) for cell in cells]
    del known[None]
    return np.array(numbers, dtype=np.int32), list(known)


def told_apart(*columns: NDArray[np.int32]) -> Iterator[tuple[int, ...]]:
    """The rows of numbers that differ, in order of appearance; none with an unknown in it."""
    known = np.flatnonzero(np.all([column >= 0 for column in columns], axis=0))
    keys = np.zeros(len(known), dtype=np.int64)
    for column in columns:
        keys = keys * (int(column.max(initial=0)) + 1) + column[known]
    first = known[np.sort(np.unique(keys, return_index=True)[1])]
    yield from zip(*(column[first].tolist() for column in columns), strict=True)
