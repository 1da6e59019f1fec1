"""The lines of the bills as arrays of whole numbers, for the compiled sweep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

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
_MOST_OVER = 2**31 - 1


class Lines(NamedTuple):
    """One array for each column, in the order of the lines of the structure.

    Attributes:
        times, over: so many of the component's own unit are in one parent, as a fraction.
        odd: does the plain sweep have to look at the line?
    """

    times: NDArray[np.int64]
    over: NDArray[np.int32]
    odd: NDArray[np.bool_]


def lines_of(graph: Graph) -> Lines:
    """The lines of every bill, whatever the day."""
    rows = graph.structure.rows
    times, over = _quantities(graph)
    times, over = times[rows], over[rows]
    odd = (times == 0) | _said(graph)[rows]
    _convert(graph, times, over, odd)
    return Lines(times, over.astype(np.int32), odd)


def _quantities(graph: Graph) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The quantities as reduced fractions; 0 for one that cannot be used, or does not fit."""
    frame, height = graph.bom.frame, graph.bom.height
    if frame is None or "quantity" not in frame.columns:
        return np.zeros(height, dtype=np.int64), np.ones(height, dtype=np.int64)
    number = nw.col("quantity")
    fits = nw.when((number > 0) & (number < _MOST)).then(number * 10**_PLACES)
    scaled = frame.select(exact=fits).with_columns(whole=nw.col("exact").cast(nw.Int64))
    same = nw.when(nw.col("whole") == nw.col("exact")).then(nw.col("whole"))
    times = scaled.select(times=same).get_column("times").fill_null(0).to_numpy().astype(np.int64)
    common = np.gcd(times, 10**_PLACES)
    return times // common, 10**_PLACES // common


def _said(graph: Graph) -> NDArray[np.bool_]:
    """The rows that say more than parent, component, quantity, unit and validity."""
    bom = graph.bom
    said = np.zeros(bom.height, dtype=np.bool_)
    for name in ("alternative", "lot", "component_lot", "scrap", "yield"):
        if name in bom:
            said |= np.fromiter((c is not None for c in bom.column(name)), np.bool_, bom.height)
    return said


def _convert(
    graph: Graph, times: NDArray[np.int64], over: NDArray[Any], odd: NDArray[np.bool_]
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
        exact = None if into is None else _product(int(times[at]), int(over[at]), into)
        if exact is None:
            odd[at] = True
        else:
            times[at], over[at] = exact


def _product(times: int, over: int, into: Fraction) -> tuple[int, int] | None:
    exact = into * times / over
    fits = exact.numerator < 2**62 and exact.denominator <= _MOST_OVER
    return (exact.numerator, exact.denominator) if fits else None
