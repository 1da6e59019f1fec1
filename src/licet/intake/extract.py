"""Somebody's file, whatever stands above its table: the lines with headings are looked for.

Titles, dates and empty lines above the headings are passed over, headings on two lines (as
merged cells make them) are joined, pages of a workbook without headings are left aside. What
was found is shown and kept in the mapping, so that it is looked for only once.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from licet.basics import Fault, Refused
from licet.intake.headings import BETWEEN, known_in
from licet.intake.sheet import (
    Cell,
    Sheet,
    Torn,
    figure,
    heading,
    pages,
    read_parquet,
    records,
    text_of,
    unreadable,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Line = tuple[int, Sequence[Cell] | None]

Span = tuple[int, int]
"""The first and the last line of the headings."""
TEXTS = frozenset({".csv", ".txt", ".tsv"})
BOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
_MARKS = ",;\t|"
_AHEAD = 40
"""Lines among which the headings are looked for."""
_ENOUGH = 2
_RULED = frozenset("-=+_| ")
_OPEN = "quotation marks that close (a quotation mark inside a cell is doubled)"


@dataclass(frozen=True, slots=True)
class Extract:
    """The table of a file: its cells, the page of a workbook, the lines of its headings."""

    sheet: Sheet
    page: str | None = None
    header: Span = (1, 1)


def read_extract(path: Path | str, page: str | None = None, header: Span | None = None) -> Extract:
    """The table in a file; `page` and `header` say where it is, and are looked for if not given.

    Raises:
        Refused: the file is of another kind, cannot be read, or has no such page or heading.
    """
    file = Path(path)
    kind = file.suffix.lower()
    if kind == ".parquet":
        return Extract(read_parquet(file, figure))
    if kind in BOOKS:
        found: Mapping[str, Sequence[Line]] = pages(file, write=figure)
        name = _fullest(found) if page is None else page
        if name not in found:
            expected = f"expected a page called «{name}» among {', '.join(found)}"
            raise Refused(Fault(file.name, "workbook", expected))
        return _extract(file, found[name], header, name, None)
    if kind in TEXTS:
        text, encoding = text_of(file)
        return _extract(file, list(records(text, _mark(text))), header, None, encoding)
    raise unreadable(file, "CSV, a workbook (XLSX) or Parquet")


def page_names(path: Path | str) -> tuple[str, ...]:
    """The pages of a workbook; none, if it is a file of another kind.

    Raises:
        Refused: it cannot be read.
    """
    file = Path(path)
    return tuple(pages(file)) if file.suffix.lower() in BOOKS else ()


def _mark(text: str) -> str:
    """The sign between cells: the one that most lines have equally often."""
    lines = [line for line in text.splitlines()[:200] if line.strip()]

    def evenly(mark: str) -> tuple[int, int]:
        counts = Counter(count for line in lines if (count := line.count(mark)))
        often, many = max(((n, count) for count, n in counts.items()), default=(0, 0))
        return often * many, many

    return max(_MARKS, key=evenly)


def _fullest(found: Mapping[str, Sequence[Line]]) -> str:
    """The page whose headings are known best; the first of several."""
    return max(found, key=lambda name: max(_scores(found[name]), default=0))


def _scores(lines: Sequence[Line]) -> Iterator[int]:
    return (known_in(cells or ()) for _, cells in lines[:_AHEAD])


def _extract(
    file: Path, lines: Sequence[Line], header: Span | None, page: str | None, encoding: str | None
) -> Extract:
    if header is None:
        header = _header(lines)
    above = [cells or () for line, cells in lines if header[0] <= line <= header[1]]
    width = max((len(cells) for cells in above), default=0)
    names = [_name([cells[at] for cells in above if at < len(cells)]) for at in range(width)]
    while names and not names[-1]:
        names.pop()
    if not any(names):
        raise unreadable(file, f"headings on line {header[0]}")
    below = [(line, cells) for line, cells in lines if line > header[1]]
    return Extract(_sheet(file, _unlike(names), below, above, encoding), page, header)


def _header(lines: Sequence[Line]) -> Span:
    """Where the headings stand: on the line that names most columns, and one beside it."""
    filled = [(line, cells) for line, cells in lines if cells and any(cells)]
    if not filled:
        return (1, 1)
    scores = [known_in(cells) for _, cells in filled[:_AHEAD]]
    best = scores.index(max(scores)) if max(scores) >= _ENOUGH else 0
    first = last = best
    if best and _joined(filled[best - 1][1], filled[best][1]):
        first = best - 1
    elif (
        best + 1 < len(scores)
        and scores[best + 1]
        and _joined(filled[best][1], filled[best + 1][1])
    ):
        last = best + 1
    return filled[first][0], filled[last][0]


def _joined(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    """Are these two lines of one heading, joined by merged cells?"""
    named = [cell for cell in upper if cell]
    across = any(a == b for a, b in pairwise(named))
    down = any(a and a == b for a, b in zip(upper, lower, strict=False))
    words = all(not any(sign.isdigit() for sign in cell) for cell in lower if cell)
    return len(set(named)) > 1 and (across or down) and words


def _name(cells: Sequence[Cell]) -> str:
    return BETWEEN.join(dict.fromkeys(name for cell in cells if (name := heading(cell))))


def _unlike(names: Sequence[str]) -> tuple[str, ...]:
    """The names, with a number behind those that stand there a second time."""
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(name if seen[name] == 1 or not name else f"{name} ({seen[name]})")
    return tuple(found)


def _sheet(
    file: Path,
    names: tuple[str, ...],
    below: Sequence[Line],
    above: Sequence[Sequence[Cell]],
    encoding: str | None,
) -> Sheet:
    """The table below the headings; columns without a heading and repeated headings are left."""
    rows: list[Sequence[Cell]] = []
    at: list[int] = []
    torn: list[Torn] = []
    for line, cells in below:
        if cells is None:
            torn.append(Torn(line, (), _OPEN))
        elif _is_empty(cells) or list(cells) in [list(one) for one in above]:
            continue
        elif len(cells) < len(names) or any(cells[len(names) :]):
            expected = f"{len(names)} cells as in the header, not {len(cells)}"
            torn.append(Torn(line, tuple(cells), expected))
        else:
            rows.append(cells[: len(names)])
            at.append(line)
    kept = [number for number, name in enumerate(names) if name]
    columns = tuple([row[number] for row in rows] for number in kept)
    header = tuple(names[number] for number in kept)
    return Sheet(file.name, header, columns, at, tuple(torn), encoding)


def _is_empty(cells: Sequence[Cell]) -> bool:
    """Is there nothing on the line, or only what rules one line off from another?"""
    return all(cell is None or set(cell) <= _RULED for cell in cells)
