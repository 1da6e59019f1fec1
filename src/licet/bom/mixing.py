"""Stock that is mixed: which deliveries went into which lot, by the rule one goes by (A-07).

What comes in is never lost and never made more: by either rule the lots that went out and what
is still in stock hold exactly what came in.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from licet.bom.situation import Situation


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement of a stock, in its order: into it from a `supplier`, or out as a `lot`."""

    quantity: Fraction
    supplier: str | None = None
    lot: str | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """What went out of a stock, and what is left in it.

    Attributes:
        lots: for each lot that went out, the part of it that came from each supplier.
        quantities: how much of each lot went out.
        left: how much of each supplier's is still there.
        short: lots that took out more than there was; what they hold beyond that is not known.
    """

    lots: Mapping[str | None, Mapping[str | None, Fraction]]
    quantities: Mapping[str | None, Fraction]
    left: Mapping[str | None, Fraction]
    short: frozenset[str | None]


def fifo(movements: Iterable[Movement]) -> Drawn:
    """First in, first out."""
    layers: deque[tuple[str | None, Fraction]] = deque()
    out: dict[str | None, dict[str | None, Fraction]] = {}
    short: set[str | None] = set()
    for each in movements:
        if each.quantity > 0:
            layers.append((each.supplier, each.quantity))
            continue
        wanted = -each.quantity
        into = out.setdefault(each.lot, {})
        while wanted > 0 and layers:
            supplier, there = layers.popleft()
            taken = min(there, wanted)
            into[supplier] = into.get(supplier, Fraction(0)) + taken
            wanted -= taken
            if there > taken:
                layers.appendleft((supplier, there - taken))
        if wanted > 0:
            short.add(each.lot)
    left: dict[str | None, Fraction] = {}
    for supplier, there in layers:
        left[supplier] = left.get(supplier, Fraction(0)) + there
    return _drawn(out, left, short)


def pro_rata(movements: Iterable[Movement]) -> Drawn:
    """In proportion to what is in stock when a lot goes out: a mass balance."""
    there: dict[str | None, Fraction] = {}
    out: dict[str | None, dict[str | None, Fraction]] = {}
    short: set[str | None] = set()
    for each in movements:
        if each.quantity > 0:
            there[each.supplier] = there.get(each.supplier, Fraction(0)) + each.quantity
            continue
        whole = sum(there.values(), Fraction(0))
        taken = min(whole, -each.quantity)
        into = out.setdefault(each.lot, {})
        for supplier, amount in list(there.items()) if whole else ():
            part = amount * taken / whole
            into[supplier] = into.get(supplier, Fraction(0)) + part
            there[supplier] = amount - part
            if there[supplier] == 0:
                del there[supplier]
        if taken < -each.quantity:
            short.add(each.lot)
    return _drawn(out, there, short)


def _drawn(
    out: dict[str | None, dict[str | None, Fraction]],
    left: dict[str | None, Fraction],
    short: set[str | None],
) -> Drawn:
    wholes = {lot: sum(parts.values(), Fraction(0)) for lot, parts in out.items()}
    lots = {
        lot: {supplier: part / wholes[lot] for supplier, part in parts.items()}
        for lot, parts in out.items()
        if wholes[lot]
    }
    return Drawn(lots, wholes, left, frozenset(short))


class Stocks:
    """The stocks of a folder: table `stock`, one row for each movement of an item."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._drawn: dict[tuple[str, str], Drawn] = {}

    def shares(self, item: str, lot: str | None, rule: str) -> Mapping[str | None, Fraction] | None:
        """What part of a lot came from each supplier; ``None`` if the stock does not tell."""
        stock = self._situation.graph.stock
        if lot is None or item not in stock.rows or stock.doubtful(item):
            return None
        if (item, rule) not in self._drawn:
            movements = self._movements(item)
            if movements is None:
                return None
            self._drawn[item, rule] = (fifo if rule == "fifo" else pro_rata)(movements)
        drawn = self._drawn[item, rule]
        return None if lot in drawn.short else drawn.lots.get(lot)

    def _movements(self, item: str) -> list[Movement] | None:
        """The movements by day, what comes in before what goes out; ``None`` if one is unclear."""
        stock = self._situation.graph.stock
        dated: list[tuple[date, bool, int, Movement]] = []
        for row in stock.rows[item]:
            on, number = stock.column("on")[row], stock.number(row, "quantity")
            into = self._situation.graph.into_unit(item, stock.text(row, "unit"))
            if on is None or number is None or number == 0 or into is None:
                return None
            moved = Movement(
                Fraction(number) * into, stock.text(row, "supplier"), stock.text(row, "lot")
            )
            dated.append((on, number < 0, row, moved))
        return [moved for *_, moved in sorted(dated, key=lambda each: each[:3])]
