"""Several files of one exporter become one folder: what each says of an item is put together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from licet.basics import Fault, Refused
from licet.intake.adopt import READ_FROM, Rows, adopt
from licet.intake.catenax import adopt_catenax, look_into
from licet.intake.guess import guess
from licet.intake.mapping import CATENA_X, Columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

JSON = ".json"
_DESCRIPTION = "description"
_OF_EACH = frozenset({READ_FROM, _DESCRIPTION})


def guess_all(paths: Iterable[Path | str]) -> list[Columns]:
    """What each file probably holds; see `guess`. A JSON file explains itself.

    Raises:
        Refused: a file cannot be read, or two have the same name.
    """
    files = [Path(path) for path in paths]
    names = [file.name for file in files]
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        raise Refused(*(Fault(name, "file", "two files have this name") for name in twice))
    return [look_into(one) if one.suffix.lower() == JSON else guess(one) for one in files]


def adopt_all(
    paths: Iterable[Path | str], mappings: Sequence[Columns]
) -> tuple[dict[str, Rows], list[Fault]]:
    """The rows of each table that the files give together, and what stands in the way.

    Raises:
        Refused: a file cannot be read, or the mappings do not say what it holds.
    """
    files = [Path(path) for path in paths]
    known = {columns.file: columns for columns in mappings}
    unknown = [file.name for file in files if file.name not in known]
    if unknown:
        expected = f"no mapping is of this file; there are mappings of {', '.join(known)}"
        raise Refused(*(Fault(name, "file", expected) for name in unknown))
    made: dict[str, Rows] = {}
    faults: list[Fault] = []
    for file in files:
        columns = known[file.name]
        tables, wrong = (
            adopt_catenax([file]) if columns.layout == CATENA_X else adopt(file, columns)
        )
        faults += wrong
        for name, rows in tables.items():
            made.setdefault(name, []).extend(rows)
    if "items" in made:
        made["items"] = together(made["items"])
    return made, faults


def together(rows: Rows) -> Rows:
    """One row for each item, of all that is said of it.

    Rows that contradict each other are left as they are: whoever reads the table puts them
    into quarantine. Descriptions, by which nothing is decided, stand beside each other.
    """
    groups: dict[str, Rows] = {}
    for number, row in enumerate(rows):
        groups.setdefault(row.get("item") or f"\0{number}", []).append(row)
    found: Rows = []
    for some in groups.values():
        joined: dict[str, str] = {}
        agree = all(_takes(joined, row) for row in some)
        said = dict.fromkeys(row[_DESCRIPTION] for row in some if _DESCRIPTION in row)
        described = {_DESCRIPTION: "; ".join(said)} if said else {}
        places = dict.fromkeys(row[READ_FROM] for row in some)
        found += [joined | described | {READ_FROM: "; ".join(places)}] if agree else some
    return found


def _takes(joined: dict[str, str], row: dict[str, str]) -> bool:
    """Put a row's cells beside those of others, if none of them says something else."""
    for name, text in row.items():
        if name not in _OF_EACH and joined.setdefault(name, text) != text:
            return False
    return True
