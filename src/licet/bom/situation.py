"""A question put to the parts list, and what its tables answer for one item on that day."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from licet.basics import Fault
from licet.bom.bill import bill_of
from licet.bom.bounds import ANY, Bounds, amount, hull
from licet.bom.cost import Costs
from licet.bom.mixing import Stocks
from licet.bom.node import Node
from licet.bom.origin import origin_of
from licet.bom.units import factor
from licet.bom.value import Source, price_of, stated_of

if TYPE_CHECKING:
    from datetime import date

    from licet.basics import Evidence, Truth
    from licet.bom.bill import Bill
    from licet.bom.node import Node
    from licet.bom.scope import Scope
    from licet.bom.swift import Bills
    from licet.bom.tables import Table


class Situation:
    """One day, one set of readings, and what counts. Remembers what it has worked out.

    `kind` narrows what counts to one kind of input (A-02 each); ``None`` counts all.
    """

    def __init__(self, scope: Scope, on: date, kind: str | None = None) -> None:
        self.graph = scope.graph
        self.question = scope.question
        self.on = on
        self.counted = scope.question.counted
        self.readings = scope.question.readings
        self.kind = kind
        self._scope = scope
        self.kinds: set[str] = set()
        self._faults: dict[Fault, None] = {}
        self._on_file: dict[Node, tuple[Source, ...]] = {}
        self._sources: dict[Node, tuple[Source, ...]] = {}
        self._costs = Costs(self)
        self.stocks = Stocks(self)
        self._bills: dict[Node, Bill | None] = {}
        self.reach = scope.on(on)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What was found wrong on this day, in the order it was found."""
        return tuple(self._faults)

    def tell(self, fault: Fault) -> None:
        """Note a fault, once."""
        self._faults[fault] = None

    def narrowed(self, kind: str) -> Situation:
        """The same question about one kind of input only."""
        return Situation(self._scope, self.on, kind)

    def bills(self) -> Bills:
        """The lines of the day for the compiled sweep."""
        return self._scope.bills(self.on)

    def matters(self, node: Node) -> bool:
        """May anything in it count? An item that no table names may."""
        at = self.graph.structure.number.get(node.item)
        return at is None or bool(self.reach.matters[at])

    def holding(self, node: Node) -> list[Node]:
        """The parts of a node that are, or hold, an article."""
        graph, reach = self.graph, self.reach
        at = graph.structure.number.get(node.item)
        if at is None:
            return []
        if not graph.has_lots:
            parts = reach.shape.parts(at)
            held = parts[reach.holds_article[parts]].tolist()
            return [Node(graph.structure.names[part]) for part in dict.fromkeys(held)]
        bill = self.bill(node)
        edges = () if bill is None else bill.edges()
        number = graph.structure.number
        children = dict.fromkeys(edge.child for edge in edges)
        return [child for child in children if reach.holds_article[number[child.item]]]

    def level(self, node: Node) -> int:
        """How many levels lie below an item that is in no cycle."""
        at = self.graph.structure.number.get(node.item)
        return 0 if at is None else int(self.reach.shape.level[at])

    def bill(self, node: Node) -> Bill | None:
        """The bill of a node on the day; ``None`` if none is listed."""
        if node not in self._bills:
            self._bills[node] = bill_of(self, node)
        return self._bills[node]

    def needs_value(self, node: Node) -> bool:
        """Does the answer turn on what the item itself is worth?"""
        return self.is_article(node.item) or self.counted.item(node.item) is not False

    def is_plain(self, item: str) -> bool:
        """Does only its bill tell what it holds?"""
        declarations = self.graph.declarations
        return item not in declarations.rows and not self.graph.is_doubtful(item)

    def is_article(self, item: str) -> bool:
        """Is the item an article whose share is asked about, or may it be one?"""
        return item in self.question.articles and not self.graph.is_phantom(item)

    def rate(self, table: Table, row: int) -> Fraction | None:
        """What one unit of the currency a row names is worth on the day."""
        currency = table.text(row, "currency")
        rate = self.graph.rates.factor(currency, self.on)
        if rate is None:
            wanted = "a currency" if currency is None else f"a rate for {currency} by {self.on}"
            self.tell(table.fault(row, "currency", wanted))
        return rate

    def on_file(self, node: Node) -> tuple[Source, ...]:
        """Every way the item may have come in, with the values on file; at least one."""
        if node not in self._on_file:
            self._on_file[node] = tuple(self._read(node))
        return self._on_file[node]

    def sources(self, node: Node) -> tuple[Source, ...]:
        """Every way the item may have come in; unknown values where its parts cost more."""
        if node not in self._sources:
            found = self.on_file(node)
            if self._costs.is_dear(node):
                found = tuple(
                    replace(source, purchase=None, stated=ANY, market=None) for source in found
                )
            self._sources[node] = found
        return self._sources[node]

    def _read(self, node: Node) -> list[Source]:
        graph = self.graph
        stated, market = stated_of(graph, node, self), self.market(node.item)
        table = graph.sources
        rows = self.in_lot(table, table.of(node.item, self.on), node.lot)
        found = [
            Source(
                supplier=table.text(row, "supplier"),
                purchase=price_of(graph, row, self),
                stated=stated,
                market=market,
                origin=self._origin(node, row, table.text(row, "supplier")),
                share=_share(table, row),
                evidence=(table.evidence(row),),
            )
            for row in rows
        ]
        self._check_shares(rows)
        for supplier in self._declaring(node) if not rows else ():
            origin = self._origin(node, None, supplier)
            found.append(Source(supplier, None, stated, market, origin, None, self._own(node)))
        if table.doubtful(node.item):
            found.append(Source("\0unread", ANY, stated, market, None, None, ()))
        return found

    def _origin(self, node: Node, row: int | None, supplier: str | None) -> Truth:
        """Does it come from where it counts? Not asked of what does not count anyway."""
        by_name = self.counted.item(node.item) is not False or self.graph.is_doubtful(node.item)
        if not by_name and self.readings.options("A-05") == ("not_counted",):
            return None
        return origin_of(self, node, row, supplier)

    def _check_shares(self, rows: list[int]) -> None:
        shares = [_share(self.graph.sources, row) for row in rows]
        stated = [share for share in shares if share is not None]
        if len(rows) > 1 and len(stated) == len(rows) and sum(stated) not in (1, 100):
            wanted = "shares of one item that make 100 per cent (or 1) together"
            self.tell(self.graph.sources.fault(rows[-1], "share", wanted))

    def _own(self, node: Node) -> tuple[Evidence, ...]:
        row = self.graph.row(node.item)
        return () if row is None else (self.graph.items.evidence(row),)

    def _declaring(self, node: Node) -> list[str | None]:
        table = self.graph.declarations
        rows = table.of(node.item, self.on)
        named = dict.fromkeys(table.text(row, "supplier") for row in rows)
        named.pop(None, None)
        return list(named) if len(named) > 1 else [None]

    def in_lot(self, table: Table, rows: list[int], lot: str | None) -> list[int]:
        """The rows that hold for the lot: those that name it, else those that name none."""
        if lot is None or "lot" not in table:
            return rows
        named = [row for row in rows if table.text(row, "lot") == lot]
        return named or [row for row in rows if table.text(row, "lot") is None]

    def market(self, item: str) -> Bounds | None:
        """The market price of one unit of the item, from `prices` of it or of its kind."""
        if not self.graph.prices.height:
            return None
        kind = self.counted.kinds.get(item, item)
        return self.price(kind, self.graph.unit(item), item)

    def price(self, entry: str, unit: str | None, item: str | None = None) -> Bounds | None:
        """The market price of one `unit` of what `entry` names; ``None`` if none is on file.

        A price for a mass is one for a piece of `item` where its weight is known.
        """
        table = self.graph.prices
        answers = []
        for row in table.of(entry, self.on):
            lo, hi = table.number(row, "price_lo"), table.number(row, "price_hi")
            rate, per = self.rate(table, row), table.text(row, "unit") or "kg"
            into = self._how_many(per, unit, item)
            if into is None and item is not None:
                wanted = f"a unit that converts into that of {item}, or its weight in items"
                self.tell(table.fault(row, "unit", wanted, key=item))
            if rate is None or not into or any(end is not None and end < 0 for end in (lo, hi)):
                answers.append(ANY)
                continue
            low = 0 if lo is None else amount(lo)
            high = None if hi is None else amount(hi)
            answers.append(Bounds(low, high).scaled(rate / into))
        return hull(answers) if answers else None

    def by_mass(self, item: str, entry: str, share: Bounds) -> Bounds:
        """What such a share of one unit of the item is worth, at the entry's market price."""
        mass, price = self.graph.mass(item), self.price(entry, "kg")
        if mass is None:
            self._lack("items", "weight", f"the weight of {item}, or a unit of mass", item)
        if price is None:
            self._lack("prices", "entry", f"a price of {entry} that holds on {self.on}", item)
        return ANY if mass is None or price is None else share.scaled(mass).times(price)

    def _lack(self, table: str, column: str, wanted: str, item: str) -> None:
        self.tell(Fault(file=table, place=f"{table}.{column}", expected=wanted, key=item))

    def _how_many(self, per: str, unit: str | None, item: str | None) -> Fraction | None:
        """How many of the item, counted in `unit`, are one `per`."""
        into = None if unit is None else factor(per, unit)
        if into is not None or item is None:
            return into
        mass, kilograms = self.graph.mass(item), factor(per, "kg")
        return None if mass is None or kilograms is None else kilograms / mass


def _share(table: Table, row: int) -> Fraction | None:
    share = table.number(row, "share")
    return None if share is None or share <= 0 else Fraction(share)
