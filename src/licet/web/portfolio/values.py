"""Values of theirs that are none of ours: found among what was left out, and given a meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from licet.bom import is_unit
from licet.engine import scan_parquet
from licet.intake import SHAPES, FactKind, meant
from licet.web.forms import Typed, Wrong
from licet.web.portfolio.tables import made_of

UNITS = (
    "bom.unit", "items.unit", "items.weight_unit", "sources.unit", "shipments.unit", "stock.unit",
)  # fmt: skip
"""Columns with units, of which everybody may have their own."""
USUAL_UNITS = ("PCE", "KG", "G", "MG", "T", "LB", "M", "MM", "M2", "M3", "L", "ML")
YES_NO = ("true", "false")
MOST = 100
"""Values that are shown at once; the most frequent first."""
_MEANT = frozenset({"code", "territory", "currency", "yes_no"})
Values = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Strange:
    """A value of theirs: where it stands, in how many rows, and what it was said to mean."""

    column: str
    """`table.column`."""
    value: str
    rows: int
    rows_named: tuple[str, ...]
    """What some of these rows speak of."""
    means: str
    choices: tuple[str, ...]
    """What it may mean; empty where a text is asked for."""
    kind: str

    @property
    def field(self) -> str:
        """Its field in the form; a value may hold anything, so it is put in plain hexadecimal."""
        return f"value-{self.column}-{self.value.encode().hex()}"


def strangers(
    made: Mapping[str, Any], values: Values, facts: Mapping[str, FactKind]
) -> list[Strange]:
    """Every value that was not understood, and those that were given a meaning already.

    Args:
        made: what is said of the tables that were read.
        values: what was said so far.
        facts: what columns may hold.
    """
    tables = {told["file"]: name for name, told in made["tables"].items() if told["file"]}
    count: dict[tuple[str, str], list[str]] = {}
    for fault in made["quarantine"]:
        table, column, value = tables.get(fault["file"]), fault["column"], fault["value"]
        if table is None or not column or not value:
            continue
        known = meant(f"{table}.{column}", facts)
        if known is not None and known.kind in _MEANT:
            count.setdefault((f"{table}.{column}", value), []).append(fault["key"] or "")
    found = [
        _strange(column, value, len(rows), tuple(rows[:3]), "", facts)
        for (column, value), rows in count.items()
    ]
    for column, told in made.get("units", {}).items():
        found += [_strange(column, unit, rows, (), "", facts) for unit, rows in told.items()]
    found.sort(key=lambda one: (-one.rows, one.column, one.value))
    said = [
        _strange(column, value, 0, (), means, facts)
        for column, pairs in values.items()
        for value, means in pairs.items()
    ]
    known_already = {(one.column, one.value) for one in said}
    return [*said, *(one for one in found if (one.column, one.value) not in known_already)][:MOST]


def _strange(
    column: str,
    value: str,
    rows: int,
    named: tuple[str, ...],
    means: str,
    facts: Mapping[str, FactKind],
) -> Strange:
    known = meant(column, facts)
    kind = "unit" if column in UNITS or known is None else known.kind
    choices: tuple[str, ...] = {"yes_no": YES_NO, "unit": USUAL_UNITS}.get(kind, ())
    if kind == "code" and known is not None:
        choices = known.codes
    return Strange(column, value, rows, named, means, choices, kind)


def take_values(
    shown: list[Strange], typed: Typed, facts: Mapping[str, FactKind]
) -> tuple[dict[str, dict[str, str]], tuple[Wrong, ...]]:
    """What the form says that values mean, and what of it cannot be so."""
    found: dict[str, dict[str, str]] = {}
    wrong = []
    for one in shown:
        means = typed[one.field].strip()
        if not means:
            continue
        if one.choices and means not in one.choices and one.kind != "unit":
            wrong.append(Wrong(one.field, "choose_one", means))
        elif one.kind in {"territory", "currency"} and not _is_iso(means, one.kind):
            wrong.append(Wrong(one.field, f"pf_value_{one.kind}", means))
        elif meant(one.column, facts) is not None:
            found.setdefault(one.column, {})[one.value] = means
    return found, tuple(wrong)


def _is_iso(text: str, kind: str) -> bool:
    letters = {"territory": 2, "currency": 3}[kind]
    return len(text) == letters and text.isascii() and text.isalpha() and text.isupper()


def own_units(place: Any) -> dict[str, dict[str, int]]:  # noqa: ANN401 - a path
    """By column, the units that nobody but the sender defines, with how often each stands."""
    found: dict[str, dict[str, int]] = {}
    made = made_of(place)
    for name in UNITS:
        table, _, column = name.partition(".")
        if table not in SHAPES or column not in made["tables"][table]["given"]:
            continue
        rows = scan_parquet(place / f"{table}.parquet").select(column).collect()
        counts: dict[str, int] = {}
        for unit in rows[column].drop_nulls().to_list():
            counts[unit] = counts.get(unit, 0) + 1
        told = {unit: rows for unit, rows in counts.items() if not is_unit(unit)}
        if told:
            found[name] = told
    return found
