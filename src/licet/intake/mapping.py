"""What somebody's columns mean: guessed, shown, put right by hand, kept in a file.

A mapping file is YAML that a person can read and change:

.. code-block:: yaml

    file: extract.xlsx
    page: BOM                # of a workbook
    header: [3, 4]           # the first and the last line with headings
    layout: edges            # edges (parent and component) | levels | list | catena-x
    decimal: ","             # the mark before the decimals
    dates: dmy               # iso | ymd | dmy | mdy
    quantities: per_parent   # per_parent | extended (levels only)
    without_parent: fault    # fault | product (edges only): what a row without a parent is
    constants: {sources.currency: EUR}   # what no column says and every row means
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
    from collections.abc import Iterable, Iterator, Mapping

CATENA_X = "catena-x"
"""The layout of JSON documents that explain themselves."""
LAYOUTS = ("edges", "levels", "list", CATENA_X)
DATES = ("iso", "ymd", "dmy", "mdy")
QUANTITIES = ("per_parent", "extended")
WITHOUT_PARENT = ("fault", "product")
LEVEL = "level"
"""The target of a column that says how deep a row stands."""
BILL_NUMBER = "bill_number"
"""The target of a number that stands before `bom.bill`, as STLNR before STLAL."""
ITEM = "items.item"
_CHOICES = {
    "layout": LAYOUTS,
    "decimal": (".", ","),
    "dates": DATES,
    "quantities": QUANTITIES,
    "without_parent": WITHOUT_PARENT,
}


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of one file mean.

    `columns` gives for each of their columns the column of ours, as ``table.column``,
    ``level`` or ``bill_number``. `unsure` are those a person should look at, `ignored` those that
    nothing is made of. `notes` say what was seen in the cells. `page` and `header` say where the
    table is; where they are `None`, it is looked for. `constants` give columns of ours that no
    column of theirs says, for every row that says something of the same table.
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
    page: str | None = None
    header: tuple[int, int] | None = None
    without_parent: str = "fault"
    constants: Mapping[str, str] = field(default_factory=dict)

    def of(self, target: str) -> str | None:
        """Their column that means `target`."""
        return next((name for name, one in self.columns.items() if one == target), None)


def write_columns(columns: Columns | Iterable[Columns], path: Path | str) -> None:
    """Write mappings, one document for each file, for a person to read and put right."""
    every = [columns] if isinstance(columns, Columns) else columns
    text = yaml.safe_dump_all(
        map(_document, every), allow_unicode=True, sort_keys=False, width=100, explicit_start=True
    )
    Path(path).write_text(text, encoding="utf-8")


def _document(columns: Columns) -> dict[str, Any]:
    place = {
        "page": columns.page,
        "header": None if columns.header is None else list(columns.header),
    }
    return {
        "file": columns.file,
        **{key: value for key, value in place.items() if value is not None},
        "layout": columns.layout,
        "decimal": columns.decimal,
        "dates": columns.dates,
        "quantities": columns.quantities,
        "without_parent": columns.without_parent,
        "constants": dict(columns.constants),
        "columns": dict(columns.columns),
        "unsure": list(columns.unsure),
        "ignored": list(columns.ignored),
        "notes": list(columns.notes),
    }


def read_columns(path: Path | str) -> Columns:
    """Read the mapping of one file that a person has confirmed.

    Raises:
        Refused: it is no mapping, or of several files, or names a column or a choice that there
            is not.
    """
    found = read_mappings(path)
    if len(found) != 1:
        expected = f"expected the mapping of one file, not of {len(found)}"
        raise Refused(Fault(Path(path).name, "mapping", expected))
    return found[0]


def read_mappings(path: Path | str) -> tuple[Columns, ...]:
    """Read the mappings of one file or several that a person has confirmed.

    Raises:
        Refused: they are no mappings, or name a column or a choice that there is not.
    """
    name = Path(path).name
    try:
        documents = list(yaml.safe_load_all(Path(path).read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        raise _no_mapping(name) from None
    return tuple(_mapping(data, name) for data in documents)


def _no_mapping(name: str) -> Refused:
    expected = "cannot be read; expected a mapping with file and columns"
    return Refused(Fault(name, "mapping", expected))


def _mapping(data: Any, name: str) -> Columns:  # noqa: ANN401 - whatever YAML may hold
    try:
        columns = {str(their): str(ours) for their, ours in data["columns"].items()}
        file = str(data["file"])
        constants = {str(ours): str(v) for ours, v in (data.get("constants") or {}).items()}
        header = data.get("header")
        span = None if header is None else (int(header[0]), int(header[-1]))
    except (KeyError, TypeError, AttributeError, ValueError, IndexError):
        raise _no_mapping(name) from None
    faults = list(_strangers(columns, constants, name))
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
        page=None if data.get("page") is None else str(data["page"]),
        header=span,
        constants=constants,
        **chosen,
    )


def _strangers(
    columns: Mapping[str, str], constants: Mapping[str, str], name: str
) -> Iterator[Fault]:
    """A fault for each column that is none of ours, and for each that two of theirs mean."""
    named = {f"columns.{their}": ours for their, ours in columns.items()}
    named |= {f"constants.{ours}": ours for ours in constants}
    for place, ours in named.items():
        if not _known(ours):
            wrong = place.partition(".")[2]
            yield Fault(name, place, f"there is no column «{ours}»", column=wrong)
    targets = list(columns.values())
    for at, (their, target) in enumerate(columns.items()):
        if target in targets[:at]:
            expected = f"another column means «{target}» too"
            yield Fault(name, f"columns.{their}", expected, column=their)


def _known(target: str) -> bool:
    table, _, column = target.partition(".")
    if target in {LEVEL, BILL_NUMBER}:
        return True
    return table in SHAPES and column in {one.name for one in SHAPES[table].columns}
