"""The parts list, read once: which item holds how many of which, on which days."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from licet.bom.bounds import ANY, Bounds
from licet.bom.check import faults_of
from licet.bom.money import Rates
from licet.bom.tables import Table
from licet.bom.units import factor

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import narwhals as nw

    from licet.basics import Fault

_KEYS = {
    "items": "item",
    "bom": "parent",
    "sources": "item",
    "declarations": "item",
    "processes": "item",
    "rates": "currency",
    "prices": "entry",
}
"""The tables this room reads, each with the column that says what a row speaks of."""


class Node(NamedTuple):
    """An item, or one lot of it. A `lot` of ``None`` is any lot, ``""`` one that is not listed."""

    item: str
    lot: str | None = None


class Graph:
    """What the folder says of parts, prices, declarations and processes.

    Attributes:
        items, bom, sources, declarations, processes, prices: the tables.
        rates: the currencies.
        faults: what is wrong with single rows. What is wrong with a tree on a day (a cycle, a
            duplicate, parts dearer than the whole) is told with the answer for that day.
    """

    def __init__(
        self,
        tables: Mapping[str, nw.DataFrame[Any]],
        tainted: Mapping[str, Collection[str | None]],
    ) -> None:
        read = {
            name: Table(name, key, tables.get(name), tainted.get(name, ()))
            for name, key in _KEYS.items()
        }
        self.items = read["items"]
        self.bom = read["bom"]
        self.sources = read["sources"]
        self.declarations = read["declarations"]
        self.processes = read["processes"]
        self.prices = read["prices"]
        self.rates = Rates(read["rates"], self._currencies())
        self._quantities: dict[int, Bounds] = {}
        self.faults: tuple[Fault, ...] = tuple(faults_of(self, read["rates"]))

    @classmethod
    def of(
        cls,
        tables: Mapping[str, nw.DataFrame[Any]],
        tainted: Mapping[str, Collection[str | None]] | None = None,
    ) -> Graph:
        """Read the tables; `tainted` names, by table, the keys of rows put in quarantine."""
        return cls(tables, tainted or {})

    def row(self, item: str) -> int | None:
        """The row of `items` that describes the item."""
        rows = self.items.rows.get(item)
        return None if rows is None else rows[0]

    def is_phantom(self, item: str) -> bool:
        """Is it an assembly that exists on paper only?"""
        row = self.row(item)
        return row is not None and self.items.truth(row, "phantom") is True

    def is_orphan(self, item: str) -> bool:
        """Is it used though no table describes it?"""
        return (
            self.items.height > 0
            and item not in self.items.rows
            and item not in self.bom.rows
            and item not in self.sources.rows
            and item not in self.declarations.rows
        )

    @cached_property
    def _first_units(self) -> dict[str, str]:
        units: dict[str, str] = {}
        for table, key in ((self.bom, "component"), (self.sources, "item")):
            for item, unit in zip(table.column(key), table.column("unit"), strict=True):
                if unit is not None and item is not None:
                    units.setdefault(item, unit)
        return units

    def unit(self, item: str) -> str | None:
        """The unit an item is counted in: its own, else the first that a table names for it."""
        row = self.row(item)
        own = None if row is None else self.items.text(row, "unit")
        return own or self._first_units.get(item)

    def into_unit(self, item: str, unit: str | None) -> Fraction | None:
        """How many of the item's own unit one `unit` makes; an empty one is its own."""
        own = self.unit(item)
        return Fraction(1) if unit is None or own is None else factor(unit, own)

    def quantity(self, row: int) -> Bounds:
        """How many of the component's own unit one parent holds by this line, without scrap."""
        if row not in self._quantities:
            number = self.bom.number(row, "quantity")
            into = self.into_unit(self.bom.column("component")[row], self.bom.text(row, "unit"))
            bad = number is None or number <= 0 or into is None
            self._quantities[row] = (
                ANY if bad else Bounds.just(Fraction(number) * into)  # type: ignore[arg-type,operator]
            )
        return self._quantities[row]

    @cached_property
    def has_scrap(self) -> bool:
        """Do bills state scrap or yield?"""
        return "scrap" in self.bom or "yield" in self.bom

    def scrap(self, row: int) -> Fraction | None:
        """How many are bought for each one built in: 1 without scrap; ``None`` if misstated.

        `scrap` is per cent on top of the quantity, `yield` per cent that comes out good.
        """
        scrap, good = self.bom.number(row, "scrap"), self.bom.number(row, "yield")
        if (scrap is not None and scrap < 0) or (good is not None and not 0 < good <= 100):  # noqa: PLR2004 - per cent
            return None
        more = Fraction(1) if scrap is None else 1 + Fraction(scrap) / 100
        return more if good is None else more * 100 / Fraction(good)

    def _currencies(self) -> set[str | None]:
        named: set[str | None] = set()
        for table, column in (
            (self.items, "value"),
            (self.sources, "price"),
            (self.declarations, "value_hi"),
            (self.prices, "price_hi"),
        ):
            cells = zip(table.column(column), table.column("currency"), strict=True)
            named.update(currency for _, currency in cells)
        return named
