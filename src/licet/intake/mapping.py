"""What somebody's columns mean: guessed, shown, put right by hand, kept in a file.

A mapping file is YAML that a person can read and change:

.. code-block:: yaml

    file: extract.xlsx
    layout: edges            # edges (parent and component) | levels | list
    decimal: ","             # the mark before the decimals
    dates: dmy               # iso | ymd | dmy | mdy
    quantities: per_parent   # per_parent | extended (levels only)
    columns: {MATNR: bom.parent, IDNRK: bom.component, MENGE: bom.quantity}
    unsure: [MENGE]
    ignored: [ERNAM]
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from licet.basics import Fault, Refused
from licet.intake.layout import SHAPES

if TYPE_CHECKING:
    from collections.abc import Mapping

LAYOUTS = ("edges", "levels", "list")
DATES = ("iso", "ymd", "dmy", "mdy")
QUANTITIES = ("per_parent", "extended")
LEVEL = "level"
"""The target of a column that says how deep a row stands."""
ITEM = "items.item"
_CHOICES = {"layout": LAYOUTS, "decimal": (".", ","), "dates": DATES, "quantities": QUANTITIES}


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of one file mean.

    `columns` gives for each of their columns the column of ours, as ``table.column`` or
    ``level``. `unsure` are those a person should look at, `ignored` those that nothing is made
    of. `notes` say what was seen in the cells.
    """

    file: str
    layout: str
    columns: Mapping[str, str]
    decimal: str = "."
    dates: str = "iso"
    quantities: str = "per_parent"
    unsure: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def of(self, target: str) -> str | None:
        """Their column that means `target`."""
        return next((name for name, one in self.columns.items() if one == target), None)


def write_columns(columns: Columns, path: Path | str) -> None:
    """Write a mapping for a person to read and put right."""
    data: dict[str, Any] = {
        "file": columns.file,
        "layout": columns.layout,
        "decimal": columns.decimal,
        "dates": columns.dates,
        "quantities": columns.quantities,
        "columns": dict(columns.columns),
        "unsure": list(columns.unsure),
        "ignored": list(columns.ignored),
        "notes": list(columns.notes),
    }
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)
    Path(path).write_text(text, encoding="utf-8")


def read_columns(path: Path | str) -> Columns:
    """Read a mapping that a person has confirmed.

    Raises:
        Refused: it is no mapping, or names a column or a choice that there is not.
    """
    name = Path(path).name
    try:
        data = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
        columns = {str(their): str(ours) for their, ours in data["columns"].items()}
        file = str(data["file"])
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, AttributeError):
        expected = "cannot be read; expected a mapping with file and columns"
        raise Refused(Fault(name, "mapping", expected)) from None
    faults = [
        Fault(name, f"columns.{their}", f"there is no column «{ours}»", column=their)
        for their, ours in columns.items()
        if not _known(ours)
    ]
    chosen = {key: str(data.get(key, allowed[0])) for key, allowed in _CHOICES.items()}
    faults += [
        Fault(name, key, f"expected one of {', '.join(_CHOICES[key])}, not {value}")
        for key, value in chosen.items()
        if value not in _CHOICES[key]
    ]
    if faults:
        raise Refused(*faults)
    return Columns(
        file=file,
        columns=columns,
        unsure=tuple(map(str, data.get("unsure") or ())),
        ignored=tuple(map(str, data.get("ignored") or ())),
        notes=tuple(map(str, data.get("notes") or ())),
        **chosen,
    )


def _known(target: str) -> bool:
    table, _, column = target.partition(".")
    if target == LEVEL:
        return True
    return table in SHAPES and column in {one.name for one in SHAPES[table].columns}
