"""The columns of a table of facts by name: those in the way, those that are almost a fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import narwhals as nw

from licet.basics import DIGITS, PLACES, Fault, Refused
from licet.rulebook import Rulebook
from licet.verdict.table import columns_of, read_facts

NUMBER = nw.Decimal(DIGITS + PLACES, PLACES)
"""The type of a number in the plan."""
_TYPES: Mapping[str, Any] = {"yes_no": nw.Boolean, "whole": nw.Int64, "number": NUMBER}


def check_names(names: Iterable[str], answers: Sequence[str], book: Rulebook) -> None:
    """Are the columns of a table told apart from each other, from answers and from facts?

    Spark takes names that differ in capitals for one; so does nobody else who writes a table.

    Raises:
        Refused: two are the same but for capitals, one is called as a column of the answer, or as
            a fact but for capitals, blanks or hyphens.
    """
    faults: list[Fault] = []
    facts = fact_columns(book)
    answer = {name.casefold() for name in answers}
    in_the_way: list[str] = []
    seen: dict[str, str] = {}
    for name in names:
        plain = _plain(name)
        other = seen.setdefault(name.casefold(), name)
        if name.casefold() in answer:
            in_the_way.append(name)
        elif plain in facts and name not in facts:
            expected = f"here it is called {plain}; rename or drop it"
            faults.append(Fault("table", f"column {name}", expected))
        elif other != name:
            expected = f"a name that is not that of the column {other} in other letters"
            faults.append(Fault("table", f"column {name}", expected))
    if in_the_way:
        called = ", ".join(in_the_way)
        expected = f"the answer has columns of this name: {called}; rename or drop them"
        faults.append(Fault("table", "columns", expected))
    if faults:
        raise Refused(*faults)


def fact_columns(book: Rulebook) -> Mapping[str, Any]:
    """Every column that is read, with its type; `on` and those of readings among them."""
    found: dict[str, Any] = {"on": nw.Date}
    for fact in read_facts(book):
        found |= dict.fromkeys((fact.name, *columns_of(fact)), _TYPES.get(fact.kind, nw.String))
    return found


def _plain(name: str) -> str:
    return "_".join(name.strip().casefold().replace("-", " ").split())
