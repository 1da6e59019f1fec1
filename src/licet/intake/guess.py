"""What somebody's columns probably mean, judged by their headings and cells."""

from __future__ import annotations

import difflib
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from licet.intake.cells import narrow
from licet.intake.mapping import ITEM, LEVEL, Columns
from licet.intake.sheet import READERS, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from licet.intake.sheet import Sheet

_EITHER = "parent_or_item"
_SIGNS = re.compile(r"[\W_]+")
_LIKE = 86  # of a hundred
_NUMBERS = ("bom.quantity", "sources.price", "sources.per", "items.weight", "bom.scrap")
_DAYS = ("bom.valid_from", "bom.valid_to")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.\d{4}")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/\d{4}")
_DIGITS = re.compile(r"\d{8}")
_LAST_MONTH = 12


def guess(path: Path | str) -> Columns:
    """What the columns of a CSV, XLSX or Parquet file probably mean.

    Raises:
        Refused: the file cannot be read.
    """
    sheet = read_sheet(path)
    found, unsure = _targets(sheet.header)
    layout = _layout(found)
    columns = {name: _placed(target, layout) for name, target in found.items()}
    cells = dict(zip(sheet.header, sheet.columns, strict=True))
    seen = {target: cells[name] for name, target in columns.items()}
    decimal, unclear = _decimal(seen)
    dates, undated = _dates(seen)
    notes = tuple(_notes(layout, unclear=unclear, undated=undated, seen=seen))
    return Columns(
        file=sheet.file,
        layout=layout,
        columns=columns,
        decimal=decimal,
        dates=dates,
        unsure=tuple(unsure),
        ignored=tuple(name for name in sheet.header if name not in columns),
        notes=notes,
    )


def read_sheet(path: Path | str) -> Sheet:
    """The cells of a file of any of the three kinds.

    Raises:
        Refused: it is none of them, or cannot be read.
    """
    file = Path(path)
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        raise unreadable(file, "a CSV, XLSX or Parquet file")
    return reader(file)


@cache
def _headings() -> Mapping[str, str]:
    """Our column by each name that people give it."""
    text = files("licet.intake").joinpath("headings.yaml").read_text(encoding="utf-8")
    known: Mapping[str, Sequence[str]] = yaml.safe_load(text)
    return {str(word): target for target, words in known.items() for word in words}


def _targets(header: Iterable[str]) -> tuple[dict[str, str], list[str]]:
    """Our column for each of theirs, and theirs that are only alike or named a second time."""
    known = _headings()
    found: dict[str, str] = {}
    unsure: list[str] = []
    for name in header:
        word = _SIGNS.sub("", narrow(name).lower())
        target = known.get(word)
        if target is None and len(word) > 3:  # noqa: PLR2004 - shorter words are alike by chance
            near = difflib.get_close_matches(word, list(known), n=1, cutoff=_LIKE / 100)
            target = known[near[0]] if near else None
            if target is not None:
                unsure.append(name)
        if target is None:
            continue
        if target in found.values():
            unsure.append(name)
        else:
            found[name] = target
    return found, unsure


def _layout(found: Mapping[str, str]) -> str:
    targets = set(found.values())
    if "bom.component" in targets and targets & {"bom.parent", _EITHER}:
        return "edges"
    if LEVEL in targets and targets & {"bom.component", _EITHER}:
        return "levels"
    return "list"


def _placed(target: str, layout: str) -> str:
    """Where a heading belongs that means several things."""
    if target == _EITHER:
        return {"edges": "bom.parent", "levels": "bom.component"}.get(layout, ITEM)
    if layout == "list" and target == "bom.unit":
        return "items.unit"
    if layout == "list" and target.startswith("bom.valid"):
        return target.replace("bom.", "sources.")
    return target


def _decimal(seen: Mapping[str, Sequence[str | None]]) -> tuple[str, bool]:
    """The decimal mark that every number allows, and whether another would do as well."""
    texts = [text for target in _NUMBERS for text in seen.get(target, ()) if text]
    point = any(re.search(r",\d{3}\.|\.\d{1,2}$|\.\d{4,}$", text) for text in texts)
    comma = any(re.search(r"\.\d{3},|,\d{1,2}$|,\d{4,}$", text) for text in texts)
    marks = any(mark in text for text in texts for mark in ".,")
    return ("," if comma and not point else "."), marks and point == comma


def _dates(seen: Mapping[str, Sequence[str | None]]) -> tuple[str, bool]:
    """The order of day, month and year, and whether another would do as well."""
    texts = [text for target in _DAYS for text in seen.get(target, ()) if text]
    if any(_DOTTED.fullmatch(text) for text in texts):
        return "dmy", False
    slashed = [found for text in texts if (found := _SLASHED.fullmatch(text))]
    if slashed:
        first = max(int(found[1]) for found in slashed)
        second = max(int(found[2]) for found in slashed)
        return ("dmy" if first > _LAST_MONTH else "mdy"), max(first, second) <= _LAST_MONTH
    return ("ymd" if any(_DIGITS.fullmatch(text) for text in texts) else "iso"), False


def _notes(
    layout: str, *, unclear: bool, undated: bool, seen: Mapping[str, Sequence[str | None]]
) -> Iterable[str]:
    """What a person should look at before saying yes."""
    if unclear:
        yield "decimal: some numbers can be read with a point or a comma; look at them"
    if undated:
        yield "dates: every date can be read day first or month first; look at them"
    if layout == "levels":
        yield "quantities: taken as per unit of the parent; write extended if they are totals"
    if "sources.price" in seen and "sources.per" not in seen:
        yield "sources.per: no column says how many units a price buys; taken as one"
    if "sources.price" in seen and "sources.currency" not in seen:
        yield "sources.currency: no column says in which currency prices are"
