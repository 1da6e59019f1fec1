"""A sheet becomes a typed table; rows that cannot be believed go to quarantine.

A bad cell takes its row out, never the file. What the row speaks of (its key) is named, so
that whatever depends on it can be treated as unknown instead of clear.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from licet.basics import Fault, Refused
from licet.engine import Kind, frame
from licet.intake.cells import Value, narrow, nearest, parsed, parser
from licet.intake.shape import Column, FactKind, Shape
from licet.intake.sheet import Sheet, Torn

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    import narwhals as nw

_STORED: Mapping[str, Kind] = {
    "text": "text",
    "key": "text",
    "code": "text",
    "territory": "text",
    "currency": "text",
    "date": "date",
    "number": "number",
    "share": "text",
    "yes_no": "yes_no",
    "whole": "whole",
}
_OWN = ("_file", "_line")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file that can be believed.

    `rows` is a Narwhals frame with every column of the shape (typed; all null where the file
    lacks it), the facts and unknown columns the file has, and ``_file`` and ``_line`` (the
    first line of the file is 1; the first row of a Parquet file is 1). `given` are the columns
    the file has, `extra` those that nobody here knows (kept as text).
    """

    name: str
    file: str
    rows: nw.DataFrame[Any]
    given: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    encoding: str | None = None


def row_key(*parts: str) -> str:
    """The name of what a row speaks of: an item or party as it stands, a line as shipment/line."""
    return "/".join(parts)


def empty(shape: Shape, facts: Mapping[str, FactKind]) -> Table:
    """The table of a file that is not there: its columns, and no rows."""
    header = tuple(column.name for column in shape.columns if column.required)
    return typed(Sheet("", header, tuple([] for _ in header), []), shape, facts)[0]


def typed(
    sheet: Sheet,
    shape: Shape,
    facts: Mapping[str, FactKind],
    elsewhere: Collection[tuple[str | None, ...]] = (),
) -> tuple[Table, tuple[Fault, ...]]:
    """The table of a sheet, and one fault for each bad cell, torn row and doubled key.

    `elsewhere` are keys that stand in other parts of the same file too.

    Raises:
        Refused: a required column is missing, or a column stands twice.
    """
    known = shape.named(facts)
    _header(sheet, shape, known)
    cells: dict[str, Sequence[str | None]] = dict(zip(sheet.header, sheet.columns, strict=True))
    place = _Place(sheet, tuple(cells.get(name) for name in shape.about))
    values: dict[str, list[Value]] = {}
    faults: list[Fault] = []
    for name, texts in cells.items():
        column = known.get(name, Column(name, "text", ""))
        values[name], wrong = parsed(texts, parser(column))
        if column.filled:
            wrong |= {row: "a value" for row, text in enumerate(texts) if text is None}
        faults += [place.fault(name, row, texts[row], why) for row, why in wrong.items()]
    doubled = _doubled(sheet, shape, values) | _also(shape, values, elsewhere)
    last = shape.primary[-1] if shape.primary else ""
    faults += [place.fault(last, row, cells[last][row], why) for row, why in doubled.items() if why]
    bad = {fault.line for fault in faults}
    keep = [row for row, line in enumerate(sheet.lines) if line not in bad and row not in doubled]
    faults += [_torn(sheet, shape, torn) for torn in sheet.torn]
    kept = {name: [column[row] for row in keep] for name, column in values.items()}
    table = _table(sheet, shape, known, kept, keep)
    return table, tuple(sorted(faults, key=lambda fault: fault.line or 0))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a bad cell is: the sheet, and what each of its rows speaks of."""

    sheet: Sheet
    about: tuple[Sequence[str | None] | None, ...]

    def key(self, row: int) -> str | None:
        parts = [None if cells is None else cells[row] for cells in self.about]
        return None if None in parts else row_key(*(narrow(part or "") for part in parts))

    def fault(self, column: str, row: int, value: str | None, why: str) -> Fault:
        return Fault(
            self.sheet.file,
            f"column «{column}»",
            f"expected {why}",
            self.sheet.lines[row],
            column,
            value,
            self.key(row),
        )


def _table(
    sheet: Sheet,
    shape: Shape,
    known: Mapping[str, Column],
    values: dict[str, list[Value]],
    keep: Sequence[int],
) -> Table:
    kinds: dict[str, Kind] = {
        name: _STORED[known[name].kind] if name in known else "text" for name in values
    }
    for column in shape.columns:
        kinds.setdefault(column.name, _STORED[column.kind])
        values.setdefault(column.name, [None] * len(keep))
    values |= {"_file": [sheet.file] * len(keep), "_line": [sheet.lines[row] for row in keep]}
    kinds |= {"_file": "text", "_line": "whole"}
    extra = tuple(name for name in sheet.header if name not in known)
    return Table(shape.name, sheet.file, frame(values, kinds), sheet.header, extra, sheet.encoding)


def _header(sheet: Sheet, shape: Shape, known: Mapping[str, Column]) -> None:
    """Refuse a header that lacks a required column, or says one name twice."""
    faults = []
    spare = [name for name in sheet.header if name not in known]
    for column in shape.columns:
        if column.required and column.name not in sheet.header:
            expected = f"the column «{column.name}» is missing"
            hint = nearest(column.name, spare).replace("did you mean", "is it")
            faults.append(Fault(sheet.file, "header", expected + hint, column=column.name))
    for name in dict.fromkeys(sheet.header):
        if name in _OWN or sheet.header.count(name) > 1:
            expected = "a name for each column, once" if name not in _OWN else "another name"
            faults.append(Fault(sheet.file, "header", f"{expected}: «{name}»", column=name))
    if faults:
        raise Refused(*faults)


def _doubled(sheet: Sheet, shape: Shape, values: Mapping[str, Sequence[Value]]) -> dict[int, str]:
    """Rows of the same primary key; an empty reason where a row only repeats an earlier one."""
    keys = list(zip(*(values[name] for name in shape.primary), strict=True))
    if len(set(keys)) == len(keys):
        return {}
    seen: defaultdict[tuple[Value, ...], list[int]] = defaultdict(list)
    for row, key in enumerate(keys):
        if None not in key:
            seen[key].append(row)
    doubled: dict[int, str] = {}
    for rows in seen.values():
        if len(rows) == 1:
            continue
        contents = {tuple(column[row] for column in sheet.columns) for row in rows}
        if shape.repeats and len(contents) == 1:
            doubled |= dict.fromkeys(rows[1:], "")
            continue
        for row in rows:
            other = sheet.lines[rows[0] if row != rows[0] else rows[1]]
            doubled[row] = f"one row for each {' and '.join(shape.primary)}; also on line {other}"
    return doubled


def _also(
    shape: Shape,
    values: Mapping[str, Sequence[Value]],
    elsewhere: Collection[tuple[str | None, ...]],
) -> dict[int, str]:
    """Rows whose key stands in another part of the file."""
    if not elsewhere:
        return {}
    keys = zip(*(values[name] for name in shape.primary), strict=True)
    why = f"one row for each {' and '.join(shape.primary)}; the file has several"
    return {row: why for row, key in enumerate(keys) if key in elsewhere}


def _torn(sheet: Sheet, shape: Shape, torn: Torn) -> Fault:
    """The fault of a row of the wrong length; its key is believed only if it leads the row."""
    leads = sheet.header[: len(shape.about)] == shape.about
    parts = torn.cells[: len(shape.about)]
    found = leads and len(parts) == len(shape.about) and None not in parts
    key = row_key(*(narrow(part) for part in parts if part is not None)) if found else None
    value = ",".join(cell or "" for cell in torn.cells) or None
    return Fault(sheet.file, "row", f"expected {torn.expected}", torn.line, None, value, key)


def tainted_keys(faults: Iterable[Fault]) -> frozenset[str | None]:
    """What quarantined rows spoke of; ``None`` among them if one could not say."""
    return frozenset(fault.key for fault in faults)
