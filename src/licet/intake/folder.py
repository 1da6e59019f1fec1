"""An exporter's folder: its files become tables, its bad rows a quarantine."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.basics import Fault, Refused, harmless_row
from licet.engine import frame
from licet.intake.cells import nearest
from licet.intake.layout import SHAPES
from licet.intake.sheet import READERS
from licet.intake.table import Table, empty, tainted_keys, typed
from licet.intake.values import read_values, translated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from licet.intake.shape import FactKind

_QUARANTINE = ("file", "line", "column", "value", "reason", "key")


@dataclass(frozen=True, slots=True)
class Folder:
    """The tables of a folder and what was wrong with it.

    `tables` has every table of the contract; one whose file is not there is empty and named
    in `missing`. `quarantine` has one fault for each bad place. `extra_columns` are those
    nobody here knows (kept as text), `unread` the files that are no table.
    """

    path: Path
    tables: Mapping[str, Table]
    quarantine: tuple[Fault, ...]
    extra_columns: Mapping[str, tuple[str, ...]]
    missing: tuple[str, ...]
    unread: tuple[str, ...]

    def tainted(self) -> Mapping[str, frozenset[str | None]]:
        """By table, what its quarantined rows spoke of; ``None`` if one row could not say.

        Keys are the item (items, sources, declarations, processes), the parent (bom),
        shipment/line (shipments), the party (parties), the owned party (ownership) and the
        currency (rates). Whatever depends on such a key is unknown, never clear.
        """
        return {
            name: tainted_keys(fault for fault in self.quarantine if fault.file == table.file)
            for name, table in self.tables.items()
        }


def read_folder(path: Path | str, facts: Mapping[str, FactKind], *, but: str = "") -> Folder:
    """The folder at `path`; `facts` are the law's facts, which shipments and items may carry.

    The table called `but` is not read, and counts as one whose file is not there.

    Raises:
        Refused: no folder, no table in it, two files for one table, a file whose name is
            almost a table's, a file that cannot be read, a required column missing, a value said
            to mean something in a column that there is not.
    """
    root = Path(path)
    files, unread = files_of(root)
    files.pop(but, None)
    said = read_values(root, facts)
    tables: dict[str, Table] = {}
    faults: list[Fault] = []
    refused: list[Fault] = []
    for name, shape in SHAPES.items():
        if name not in files:
            tables[name] = empty(shape, facts)
            continue
        try:
            sheet = READERS[files[name].suffix.lower()](files[name])
            tables[name], found = typed(translated(sheet, name, said), shape, facts)
        except Refused as error:
            refused += error.faults
            continue
        faults += found
    if refused:
        raise Refused(*refused)
    extra = {name: table.extra for name, table in tables.items() if table.extra}
    missing = tuple(name for name in SHAPES if name not in files)
    return Folder(root, tables, tuple(faults), extra, missing, unread)


def read_texts(path: Path, required: Sequence[str], optional: Sequence[str]) -> Any:  # noqa: ANN401
    """The named columns of one file as text, as an engine's table with every one of them.

    Raises:
        Refused: it is no CSV, XLSX or Parquet file, or a required column is missing.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None or not path.is_file():
        raise Refused(Fault(str(path), "file", "expected a CSV, XLSX or Parquet file"))
    sheet = reader(path)
    for name in required:
        if name not in sheet.header:
            hint = nearest(name, list(sheet.header))
            raise Refused(Fault(path.name, "header", f"expected a column «{name}»{hint}"))
    given = dict(zip(sheet.header, sheet.columns, strict=True))
    texts = {name: list(given[name]) for name in (*required, *optional) if name in given}
    return frame(texts, dict.fromkeys(texts, "text"))


def files_of(root: Path) -> tuple[dict[str, Path], tuple[str, ...]]:
    """The file of each table, and the other files that a table could be read from.

    Raises:
        Refused: no folder, no table in it, or files that cannot all be meant.
    """
    if not root.is_dir():
        expected = "expected a folder with tables such as shipments.csv"
        raise Refused(Fault(str(root), "folder", expected))
    files: dict[str, Path] = {}
    unread: list[str] = []
    faults: list[Fault] = []
    for file in sorted(root.iterdir()):
        name = file.stem.lower()
        if file.suffix.lower() not in READERS or file.name.startswith(("~$", ".")):
            continue
        if name not in SHAPES:
            hint = nearest(name, list(SHAPES))
            if hint:
                faults.append(Fault(file.name, "file", f"no table is called so{hint}"))
            unread.append(file.name)
        elif name in files:
            expected = f"expected one file for «{name}»; {files[name].name} is there too"
            faults.append(Fault(file.name, "file", expected))
        else:
            files[name] = file
    if not files and not faults:
        expected = f"expected one of {', '.join(SHAPES)} as CSV, XLSX or Parquet"
        faults.append(Fault(str(root), "folder", expected))
    if faults:
        raise Refused(*faults)
    return files, tuple(unread)


def write_quarantine(folder: Folder, path: Path | str) -> None:
    """Write what was wrong with a folder as CSV: file, line, column, value, reason, key."""
    with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_QUARANTINE)
        for fault in folder.quarantine:
            row = (fault.file, fault.line, fault.column, fault.value, fault.expected, fault.key)
            writer.writerow(harmless_row(row))
