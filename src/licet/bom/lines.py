"""The lines of the bills as arrays of whole numbers, for the compiled sweep."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import narwhals as nw
import numpy as np

if TYPE_CHECKING:
    from fractions import Fraction

    from numpy.typing import NDArray

    from licet.bom.graph import Graph

_PLACES = 6
"""Quantities of more decimal places than this are left to the plain sweep."""
_MOST = 10**9
"""So are greater ones."""


class Lines(NamedTuple):
    """One array for each column, in the order of the lines of the structure.

    Attributes:
        times: so many of the component's own unit are in one parent, without the point.
        places: how many of its digits stand behind the point.
        odd: does the plain sweep have to look at the line?
    """

    times: NDArray[np.int64]
    places: NDArray[np.uint8]
    odd: NDArray[np.bool_]


def lines_of(graph: Graph) -> Lines:
    """The lines of every bill, whatever the day."""
    rows = graph.structure.rows
    times = _quantities(graph)[rows]
    places = np.full(len(rows), _PLACES, dtype=np.uint8)
    odd = (times == 0) | _said(graph)[rows]
    _convert(graph, times, places, odd)
    for _ in range(int(places.max(initial=0))):
        short = (places > 0) & (times % 10 == 0) & ~odd
        times[short] //= 10
        places[short] -= 1
    return Lines(times, places, odd)


def _quantities(graph: Graph) -> NDArray[np.int64]:
    """The quantities in millionths; 0 for one that cannot be used, or does not fit."""
    frame, height = graph.bom.frame, graph.bom.height
    if frame is None or "quantity" not in frame.columns:
        return np.zeros(height, dtype=np.int64)
    number = nw.col("quantity")
    fits = nw.when((number > 0) & (number < _MOST)).then(number * 10**_PLACES)
    scaled = frame.select(exact=fits).with_columns(whole=nw.col("exact").cast(nw.Int64))
    same = nw.when(nw.col("whole") == nw.col("exact")).then(nw.col("whole"))
    whole = scaled.select(times=same).get_column("times").fill_null(0)
    return whole.to_numpy().astype(np.int64)


def _said(graph: Graph) -> NDArray[np.bool_]:
    """The rows that say more than parent, component, quantity, unit and validity."""
    bom = graph.bom
    said = np.zeros(bom.height, dtype=np.bool_)
    for name in ("alternative", "lot", "component_lot", "scrap", "yield", "bill", "per"):
        if name in bom:
            said |= bom.stated(name)
    return said


def _convert(
    graph: Graph, times: NDArray[np.int64], places: NDArray[np.uint8], odd: NDArray[np.bool_]
) -> None:
    """Turn quantities into the components' own units, in place."""
    if "unit" not in graph.bom:
        return
    units = graph.bom.texts("unit")
    own = [graph.unit(name) for name in graph.structure.names]
    children = graph.structure.children.tolist()
    for at, row in enumerate(graph.structure.rows.tolist()):
        unit = units[row]
        if unit is None or unit == own[children[at]] or odd[at]:
            continue
        into = graph.into_unit(graph.structure.names[children[at]], unit)
        exact = None if into is None else _decimal(int(times[at]) * into)
        if exact is None:
            odd[at] = True
        else:
            times[at] = exact[0]
            places[at] += exact[1]


def _decimal(amount: Fraction) -> tuple[int, int] | None:
    """A whole number and its decimal places; ``None`` if it has too many of either."""
    for places in range(_PLACES + 1):
        if 10**places % amount.denominator == 0:
            whole = amount.numerator * (10**places // amount.denominator)
            return (whole, places) if whole < 2**62 else None
    return None
