"""The parts list, read once: which item holds how many of which, on which days."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from licet.basics import next_day
from licet.bom.bounds import ANY, Bounds, amount
from licet.bom.check import faults_of
from licet.bom.lines import Lines, lines_of
from licet.bom.money import Rates
from licet.bom.structure import Structure
from licet.bom.tables import Table, told_apart
from licet.bom.units import factor

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import narwhals as nw

    from licet.basics import Fault

_ONE = Fraction(1)
_KEYS = {
    "items": "item",
    "bom": "parent",
    "sources": "item",
    "declarations": "item",
    "processes": "item",
    "rates": "currency",
    "prices": "entry",
    "stock": "item",
    "grades": "grade",
}
"""The tables this room reads, each with the column that says what a row speaks of."""


class Graph:
    """What the folder says of parts, prices, declarations and processes.

    Attributes:
        items, bom, sources, declarations, processes, prices, stock, grades: the tables.
        structure: who holds whom.
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
        read["bom"].doubt(_nameless(read["bom"]))
        self.items = read["items"]
        self.bom = read["bom"]
        self.sources = read["sources"]
        self.declarations = read["declarations"]
        self.processes = read["processes"]
        self.prices = read["prices"]
        self.stock = read["stock"]
        self.grades = read["grades"]
        shipments = Table("shipments", "shipment", tables.get("shipments"))
        self.rates = Rates(
            read["rates"],
            self._currencies((self.items, "value")),
            self._currencies(
                (self.sources, "price"),
                (self.declarations, "value_lo"),
                (self.declarations, "value_hi"),
                (self.prices, "price_lo"),
                (self.prices, "price_hi"),
                (shipments, "value"),
            ),
        )
        self.structure = Structure(self.items, self.bom)
        self._rate_days = read["rates"].column("on")
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

    @cached_property
    def lines(self) -> Lines:
        """The lines of every bill as arrays."""
        return lines_of(self)

    @cached_property
    def _changes(self) -> list[date]:
        """The days on which something in the folder changes, in order."""
        days: set[date | None] = set(self._rate_days)
        dated = (self.bom, self.sources, self.declarations, self.processes, self.prices)
        for table in (*dated, self.grades):
            days.update(table.column("valid_from"))
            days.update(_after(end) for end in set(table.column("valid_to")))
        return sorted(day for day in days if day is not None)

    def span(self, on: date) -> int:
        """A number that days have in common if every row holds on both or on neither."""
        return bisect_right(self._changes, on)

    def row(self, item: str) -> int | None:
        """The row of `items` that describes the item."""
        rows = self.items.rows.get(item)
        return None if rows is None else rows[0]

    def is_phantom(self, item: str) -> bool:
        """Is it an assembly that exists on paper only?"""
        row = self.row(item)
        return row is not None and self.items.truth(row, "phantom") is True

    def is_doubtful(self, item: str) -> bool:
        """May a row in quarantine have said what it holds, or is it described nowhere?"""
        return (
            self.items.doubtful(item)
            or self.bom.doubtful(item)
            or self.declarations.doubtful(item)
            or self.is_orphan(item)
        )

    def is_orphan(self, item: str) -> bool:
        """Is it used though no table describes it?"""
        return (
            item not in self.items.rows
            and self.items.height > 0
            and item not in self.bom.rows
            and item not in self.sources.rows
            and item not in self.declarations.rows
        )

    @cached_property
    def _first_units(self) -> dict[str, str]:
        return {item: units[0] for item, units in self._counted_in.items()}

    @cached_property
    def _counted_in(self) -> dict[str, list[str]]:
        """The units that bills count each item in, in order of appearance."""
        units: dict[str, list[str]] = {}
        numbers, names = self.bom.coded("component")
        in_units, unit_names = self.bom.coded("unit")
        for number, unit in told_apart(numbers, in_units):
            units.setdefault(names[number], []).append(unit_names[unit])
        return units

    @cached_property
    def _units(self) -> dict[str, str]:
        units = dict(self._first_units)
        for item, rows in self.items.rows.items():
            own = self.items.text(rows[0], "unit")
            if own is not None:
                units[item] = own
        return units

    def unit(self, item: str) -> str | None:
        """The unit an item is counted in: its own, else the first that a bill counts it in."""
        return self._units.get(item)

    def into_unit(self, item: str, unit: str | None) -> Fraction | None:
        """How many of the item's own unit one `unit` makes; an empty one is its own."""
        own = self._units.get(item)
        if unit is None or unit == own:
            return _ONE
        return None if own is None else factor(unit, own)

    def mass(self, item: str) -> Fraction | None:
        """Kilograms of one unit of the item: by its unit, or by `weight` and `weight_unit`."""
        unit = self.unit(item)
        by_unit = None if unit is None else factor(unit, "kg")
        if by_unit is not None:
            return by_unit
        row = self.row(item)
        weight = None if row is None else self.items.number(row, "weight")
        if row is None or weight is None or weight <= 0:
            return None
        each = factor(self.items.text(row, "weight_unit") or "", "kg")
        return None if each is None else Fraction(weight) * each

    @cached_property
    def mixed_units(self) -> frozenset[str]:
        """Items that name no unit of their own and are counted in several."""
        several = {item for item, units in self._counted_in.items() if len(units) > 1}
        rows = {item: self.row(item) for item in several}
        return frozenset(
            item for item, row in rows.items() if row is None or not self.items.text(row, "unit")
        )

    def quantity(self, row: int) -> Bounds:
        """How many of the component's own unit one parent holds by this line, without scrap."""
        if row not in self._quantities:
            number, per = self.bom.number(row, "quantity"), self.bom.number(row, "per")
            into = self.into_unit(self.bom.column("component")[row], self.bom.text(row, "unit"))
            self._quantities[row] = (
                ANY
                if number is None or number <= 0 or into is None or (per is not None and per <= 0)
                else Bounds.just(amount(number))
                if into == 1 and per is None
                else Bounds.just(amount(Fraction(number) * into / Fraction(per or 1)))
            )
        return self._quantities[row]

    @cached_property
    def has_lots(self) -> bool:
        """Do bills state lots, or are there several for one item?"""
        return any(name in self.bom for name in ("lot", "component_lot", "bill"))

    @cached_property
    def has_choices(self) -> bool:
        """Does any bill leave open what is built in: by lot, alternatives or several bills?"""
        return any(self.bom.stated(name).any() for name in ("alternative", "lot", "bill"))

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

    def _currencies(self, *amounts: tuple[Table, str]) -> set[str | None]:
        """The currencies in which these columns have amounts."""
        return {
            currency
            for table, column in amounts
            for number, currency in zip(table.column(column), table.texts("currency"), strict=True)
            if number is not None
        }


def _nameless(bom: Table) -> set[str | None]:
    """The parents of lines that do not name a component: what these hold is not known."""
    parents, names = bom.coded("parent")
    nameless = np.unique(parents[bom.coded("component")[0] < 0])
    return {names[parent] for parent in nameless.tolist() if parent >= 0}


def _after(end: date | None) -> date | None:
    """The first day that a row with this last day no longer holds on."""
    return None if end is None else next_day(end)
