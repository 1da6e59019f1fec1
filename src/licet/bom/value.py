"""What one unit of an item is worth: by each supplier's price, or as stated for the item."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from licet.bom.bounds import ANY, Bounds, amount, hull, largest, smallest

if TYPE_CHECKING:
    from licet.basics import Evidence, Truth
    from licet.bom.graph import Graph
    from licet.bom.node import Node
    from licet.bom.situation import Situation


@dataclass(frozen=True, slots=True)
class Source:
    """One way an item may have come in, on the day asked about.

    Attributes:
        supplier: who delivers it, where known.
        purchase: the price paid for one unit; ``None`` if none is on file.
        stated: the value stated for the item itself; ``None`` if none is on file.
        market: the market price; ``None`` if none is on file.
        origin: does it come from the territory that counts?
        share: its part of all deliveries.
        evidence: where that was read.
    """

    supplier: str | None
    purchase: Bounds | None
    stated: Bounds | None
    market: Bounds | None
    origin: Truth
    share: Fraction | None
    evidence: tuple[Evidence, ...]

    def on_file(self) -> list[Bounds]:
        """Every value on file, one that cannot be read among them as unknown."""
        return [one for one in (self.purchase, self.stated, self.market) if one is not None]

    def cost(self, options: tuple[str, ...]) -> Bounds:
        """What it is worth as an input, under each of these options of A-03."""
        return _by(self, options, largest)

    def worth(self, options: tuple[str, ...]) -> Bounds:
        """What it is worth as an article, under each of these options of A-03."""
        return _by(self, options, smallest)


def _by(source: Source, options: tuple[str, ...], extreme: object) -> Bounds:
    on_file = source.on_file()
    if not on_file:
        return ANY
    answers = []
    for option in options:
        if option == "purchase":
            first = (source.purchase, source.stated, source.market)
        elif option == "market":
            first = (source.market, source.stated, source.purchase)
        else:
            answers.append(extreme(on_file))  # type: ignore[operator]
            continue
        answers.append(next(one for one in first if one is not None))
    return hull(answers)


def price_of(graph: Graph, row: int, situation: Situation) -> Bounds | None:
    """A supplier's price for one of the item's own units; ``None`` if the row has none."""
    table = graph.sources
    number = table.number(row, "price")
    if number is None:
        return None
    per = table.number(row, "per")
    item = table.column("item")[row]
    unit = graph.into_unit(item, table.text(row, "unit"))
    rate = situation.rate(table, row)
    if number <= 0 or (per is not None and per <= 0) or unit is None or rate is None:
        return ANY
    units = unit if per is None else unit * Fraction(per)
    return Bounds.just(amount(Fraction(number) * rate / units))


def stated_of(graph: Graph, node: Node, situation: Situation) -> Bounds | None:
    """The value stated for one unit of the item; ``None`` if none is."""
    row = graph.row(node.item)
    if graph.items.doubtful(node.item):
        return ANY
    number = None if row is None else graph.items.number(row, "value")
    if row is None or number is None:
        return None
    if node.item in graph.mixed_units:
        return ANY
    rate = situation.rate(graph.items, row)
    return (
        ANY
        if number <= 0 or rate is None
        else Bounds.just(amount(number if rate == 1 else Fraction(number) * rate))
    )
