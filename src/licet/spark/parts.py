"""A parts list on Spark: what one unit of each article holds, and what it is worth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals as nw

from licet.basics import Fault, Refused
from licet.bom import OPTIONS, Swept, sweep
from licet.rulebook import rulebook

_READING = "A-04"
_FOLLOWED = {"A-02": "sum", "A-03": "highest_over_lowest", "A-05": "not_counted",
             "A-06": "any_indication"}  # fmt: skip
"""What the sweep does, whatever else the readings allow."""


def trace(
    items: Any,  # noqa: ANN401 - a DataFrame of PySpark
    lines: Any,  # noqa: ANN401 - a DataFrame of PySpark
    *,
    territory: str = "CN",
    readings: Mapping[str, str | None] | None = None,
) -> Swept:
    """How much counted input does one unit of each article hold, and what is it worth?

    Args:
        items: a PySpark DataFrame of `item`, `counted` (is it a counted input by name? yes, no, or
            null), `origin` (its territory), `article` (is its share asked about? null: perhaps),
            and `value` of one unit (or ``value__lo`` and ``value__hi``), decimal, all in one
            currency; null is unknown.
        lines: `parent`, `component`, `quantity` of it in one parent (or both ends), decimal, in
            the component's own unit; `line` where a component may stand twice.
        territory: where an input must come from to count.
        readings: reading id → option, ``None`` for open; A-04 is followed, and of others the
            options that `docs/spark.md` names. Default options otherwise.

    Returns:
        `articles`, whose ``cn_part1_value__lo`` to ``item_value__hi`` are facts as
        `licet.spark.decide` reads them, and `faults`, as DataFrames.

    Raises:
        Refused: a column is missing, a row does not say what it speaks of, or an option of a
            reading is not one that the sweep follows.
    """
    taken = dict(readings or {})
    for name, option in taken.items():
        allowed = (*OPTIONS[_READING], None) if name == _READING else (_FOLLOWED.get(name, option),)
        if option not in allowed:
            expected = f"one of {', '.join(str(one) for one in allowed)}, which the sweep follows"
            raise Refused(Fault("readings", name, expected, value=option))
    through = taken.get(_READING, rulebook().readings[_READING].default)
    found = sweep(nw.from_native(items), nw.from_native(lines), territory, through)
    return Swept(nw.to_native(found.articles), nw.to_native(found.faults))
