"""What is wrong with single rows, whatever the day: named here, and unknown wherever used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from licet.basics import Fault
from licet.bom.grade import misstated
from licet.bom.tables import told_apart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from licet.bom.graph import Graph
    from licet.bom.tables import Table


def faults_of(graph: Graph, rates: Table) -> Iterator[Fault]:
    """Every row that cannot be used as it stands."""
    yield from _lines(graph)
    yield from _orphans(graph)
    yield from _items(graph)
    yield from _sources(graph)
    yield from _declarations(graph)
    yield from _grades(graph)
    yield from _stock(graph)
    if graph.rates.assumed:
        wanted = f"a rate of 1 for the base currency; it is taken to be {graph.rates.base}"
        yield Fault(file="rates", place="rates.rate", expected=wanted)
    for row in graph.rates.faulty:
        yield rates.fault(row, "rate", "a currency, a day and a rate above zero")


def _lines(graph: Graph) -> Iterator[Fault]:
    bom = graph.bom
    for row in np.flatnonzero(_doubted(graph)).tolist():
        component, number = bom.column("component")[row], bom.number(row, "quantity")
        unit = bom.column("unit")[row]
        if component is None:
            yield bom.fault(row, "component", "the item that is built in")
            continue
        if number is None or number <= 0:
            yield bom.fault(row, "quantity", f"a quantity of {component} above zero")
        per = bom.number(row, "per")
        if per is not None and per <= 0:
            yield bom.fault(row, "per", "the number of parents the quantity is for, above zero")
        if unit is not None and graph.into_unit(component, unit) is None:
            own = graph.unit(component)
            wanted = f"a unit that converts into {own}, the unit of {component}"
            yield bom.fault(row, "unit", wanted)
        if graph.has_scrap and graph.scrap(row) is None:
            column = "scrap" if bom.number(row, "scrap") is not None else "yield"
            yield bom.fault(row, column, "per cent: scrap of 0 or more, a yield up to 100")


def _doubted(graph: Graph) -> NDArray[np.bool_]:
    """The lines that have to be looked at one by one: each with a fault is among them."""
    bom = graph.bom
    (components, names), (units, unit_names) = bom.raw("component"), bom.raw("unit")
    doubted = (components < 0) | ~bom.above_zero("quantity")
    for name in ("per", "scrap", "yield"):
        doubted |= bom.stated(name)
    strange = [
        component * len(unit_names) + unit
        for component, unit in told_apart(components, units)
        if graph.into_unit(names[component], unit_names[unit]) is None
    ]
    keys = components.astype(np.int64) * len(unit_names) + units
    return doubted | (np.isin(keys, strange) & (units >= 0))


def _orphans(graph: Graph) -> Iterator[Fault]:
    numbers, names = graph.bom.raw("component")
    found = [
        at
        for at, name in enumerate(names)
        if not graph.items.doubtful(name) and graph.is_orphan(name)
    ]
    first = np.full(len(names) + 1, -1, dtype=np.int64)
    first[numbers[::-1]] = np.arange(len(numbers))[::-1]
    for at in found:
        wanted = f"an item described in items; {names[at]} is not"
        yield graph.bom.fault(int(first[at]), "component", wanted, key=names[at])


def _items(graph: Graph) -> Iterator[Fault]:
    for row, value in enumerate(graph.items.column("value")):
        if value is not None and value <= 0 and graph.items.truth(row, "phantom") is not True:
            yield graph.items.fault(row, "value", "a value above zero")
        if value is not None and graph.items.text(row, "item") in graph.mixed_units:
            yield graph.items.fault(row, "unit", "the unit its value is for; bills use several")
    for item, rows in graph.items.rows.items():
        for row in rows[1:]:
            yield graph.items.fault(row, "item", f"one row for {item}; only the first is read")


def _sources(graph: Graph) -> Iterator[Fault]:
    table = graph.sources
    for column, wanted in (
        ("price", "a price above zero"),
        ("per", "the number of units the price is for, above zero"),
        ("share", "a share above zero"),
    ):
        for row, number in enumerate(table.column(column)):
            if number is not None and number <= 0:
                yield table.fault(row, column, wanted)
    for row, item in enumerate(table.column("item")):
        unit = table.text(row, "unit")
        if item is not None and unit is not None and graph.into_unit(item, unit) is None:
            own = graph.unit(item) or f"the unit of {item}, which items does not name"
            yield table.fault(row, "unit", f"a unit that converts into {own}")


def _declarations(graph: Graph) -> Iterator[Fault]:
    table = graph.declarations
    for low, high in (("value_lo", "value_hi"), ("mass_fraction_lo", "mass_fraction_hi")):
        pairs = zip(table.column(low), table.column(high), strict=True)
        for row, (lo, hi) in enumerate(pairs):
            if any(end is not None and end < 0 for end in (lo, hi)):
                yield table.fault(row, low, "an amount that is not negative")
            elif lo is not None and hi is not None and lo > hi:
                yield table.fault(row, low, f"a lower end no higher than {hi}")


def _grades(graph: Graph) -> Iterator[Fault]:
    for row in range(graph.grades.height):
        wanted = misstated(graph.grades, row)
        if wanted is not None:
            yield graph.grades.fault(row, "mass_fraction_hi", wanted)
    for table in (graph.items, graph.declarations):
        for row, grade in enumerate(table.texts("grade")):
            if grade is not None and grade not in graph.grades.rows:
                yield table.fault(row, "grade", f"a grade that grades describes; {grade} is not")


def _stock(graph: Graph) -> Iterator[Fault]:
    table = graph.stock
    for row, item in enumerate(table.texts("item")):
        unit, number = table.text(row, "unit"), table.number(row, "quantity")
        if item is not None and unit is not None and graph.into_unit(item, unit) is None:
            own = graph.unit(item) or f"the unit of {item}, which items does not name"
            yield table.fault(row, "unit", f"a unit that converts into {own}")
        if number == 0:
            yield table.fault(row, "quantity", "a quantity that is not zero")
