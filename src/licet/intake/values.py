"""What somebody's own values mean: `values.yaml` of a folder says it, column by column.

.. code-block:: yaml

    shipments.embedded: {FERT: finished_product, KOMP: component}
    bom.unit: {STCK: PCE}

A cell that holds one of these values, whole, is read as if the other stood there. Keys, days and
numbers are never read otherwise than they stand.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import yaml

from licet.basics import Fault, Refused
from licet.intake.cells import narrow, nearest
from licet.intake.layout import SHAPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from licet.intake.shape import Column, FactKind
    from licet.intake.sheet import Cell, Sheet

VALUES = "values.yaml"
_MEANT = frozenset({"text", "code", "territory", "currency", "yes_no"})
"""Kinds of column whose values may have other names."""


def meant(name: str, facts: Mapping[str, FactKind]) -> Column | None:
    """The column `table.column`, if its values may be said in other words."""
    table, _, column = name.partition(".")
    found = SHAPES[table].named(facts).get(column) if table in SHAPES else None
    return found if found is not None and found.kind in _MEANT else None


def read_values(folder: Path, facts: Mapping[str, FactKind]) -> dict[str, dict[str, str]]:
    """By `table.column`, what each value of theirs means; nothing if the folder does not say.

    Raises:
        Refused: it cannot be read so, or names a column that there is not.
    """
    path = folder / VALUES
    if not path.exists():
        return {}
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        found = {
            str(name): {narrow(str(their)).strip(): str(our) for their, our in pairs.items()}
            for name, pairs in data.items()
        }
    except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError):
        expected = "expected for each table.column what its values mean"
        raise Refused(Fault(VALUES, "file", expected)) from None
    faults = list(_strangers(found, facts))
    if faults:
        raise Refused(*faults)
    return found


def write_values(values: Mapping[str, Mapping[str, str]], folder: Path) -> None:
    """Keep them with a folder; nothing to say, no file."""
    path = folder / VALUES
    if not values:
        path.unlink(missing_ok=True)
        return
    plain: dict[str, Any] = {name: dict(pairs) for name, pairs in values.items()}
    path.write_text(yaml.safe_dump(plain, allow_unicode=True, sort_keys=True), encoding="utf-8")


def translated(sheet: Sheet, table: str, values: Mapping[str, Mapping[str, str]]) -> Sheet:
    """The sheet of a table with their values as ours."""
    said = {
        column: pairs
        for name, pairs in values.items()
        for own, _, column in (name.partition("."),)
        if own == table and column in sheet.header
    }
    if not said:
        return sheet
    columns = tuple(
        _told(cells, said[name]) if name in said else cells
        for name, cells in zip(sheet.header, sheet.columns, strict=True)
    )
    return replace(sheet, columns=columns)


def _told(cells: list[Cell], pairs: Mapping[str, str]) -> list[Cell]:
    return [None if cell is None else pairs.get(narrow(cell).strip(), cell) for cell in cells]


def _strangers(
    values: Mapping[str, Mapping[str, str]], facts: Mapping[str, FactKind]
) -> Iterator[Fault]:
    every = [f"{t}.{column}" for t, shape in SHAPES.items() for column in shape.named(facts)]
    for name in values:
        if name not in every:
            hint = nearest(name, every)
            yield Fault(VALUES, name, f"there is no column «{name}»{hint}", column=name)
        elif meant(name, facts) is None:
            expected = "keys, days and numbers are read as they stand"
            yield Fault(VALUES, name, expected, column=name)
