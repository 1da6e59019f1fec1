"""The chemical elements: symbols, names in several languages, standard atomic weights.

`elements.csv` holds the abridged standard atomic weights of the IUPAC commission (CIAAW, 2021),
conventional values where the weight is an interval. Elements without one are left out.
"""

from __future__ import annotations

import csv
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

RARE_EARTHS = (
    "Sc", "Y", "La", "Ce", "Pr", "Nd", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu",
)  # fmt: skip
"""The rare earths that occur in nature."""
HEAVY = ("Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu")
"""Those that every definition counts among the heavy ones."""
ANIONS = frozenset({"H", "C", "N", "O", "F", "P", "S", "Cl", "Se", "Br", "Te", "I"})
"""Elements that make a formula that of a compound, not of an alloy."""


@cache
def weights() -> Mapping[str, Fraction]:
    """The atomic weight of each element, by symbol."""
    return {row["symbol"]: Fraction(row["weight"]) for row in _rows()}


@cache
def names() -> Mapping[str, str]:
    """The symbol by each name of an element, Latin names in lower case."""
    found = {}
    for row in _rows():
        for name in (row["en"], row["zh"], *row["also"].split()):
            found[name.lower()] = row["symbol"]
    return found


def _rows() -> list[dict[str, str]]:
    text = files("licet.facts").joinpath("elements.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
