"""The Parquet files of a folder as one table: their columns together, folders' names as columns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import polars as pl

from licet.basics import Fault, Refused
from licet.engine.files import DataFile, Files, named
from licet.engine.frames import ENGINE_ERRORS

_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,17}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TRUTHS = {"true": True, "false": False}


def parquet_files(place: str) -> Files:
    """The Parquet files of a path in order, with all columns that any of them has.

    What folders are called (``year=2026``) is a column: of whole numbers, days, or `true` and
    `false` if it is always one of them, else of texts. A column that a file leaves out, or has
    nothing in, is null in its rows.

    Raises:
        Refused: there is none, one cannot be read, or two do not agree in a column's type.
    """
    root = Path(place).absolute()
    paths = sorted(root.rglob("*.parquet")) if root.is_dir() else [root]
    within = {path: path.relative_to(root).parts for path in paths}
    paths = [p for p in paths if not any(one.startswith((".", "_")) for one in within[p])]
    if not paths or not paths[0].is_file():
        raise Refused(Fault(place, "table", "no Parquet file was found there"))
    names, columns = named(list(map(str, paths))), _Columns()
    folders = {path: _said(within[path][:-1]) for path in paths}
    made = _typed(folders.values())
    files = []
    for path in paths:
        own = columns.of(path, folders[path])
        same = {name: made[name][text] for name, text in folders[path].items()}
        files.append(DataFile(str(path), names[str(path)], {name: name for name in own}, same))
    for name, values in made.items():
        known = [value for value in values.values() if value is not None]
        columns.add(name, pl.Series(known or [""]).dtype, f"{name}=…")
    return Files(pl.Schema(columns.kinds), tuple(files))


def in_folders(place: str) -> bool:
    """Do folders of a path say a column of the rows in them?"""
    return any(path.is_dir() for path in Path(place).rglob("*=*"))


class _Columns:
    """The columns of files, each of the type that holds what all of them have."""

    def __init__(self) -> None:
        self.kinds: dict[str, pl.DataType] = {}
        self.first: dict[str, str] = {}

    def of(self, path: Path, folders: Iterable[str]) -> list[str]:
        """The columns of a file that have something in them."""
        try:
            own = pl.read_parquet_schema(path)
        except ENGINE_ERRORS as error:
            words = str(error).partition("\n")[0]
            expected = f"could not be read as Parquet ({words})"
            raise Refused(Fault(str(path), "table", expected)) from None
        taken = {*folders}
        for name, kind in own.items():
            if name not in taken:
                self.add(name, kind, str(path))
        return [name for name, kind in own.items() if name not in taken and kind != pl.Null]

    def add(self, name: str, kind: pl.DataType, place: str) -> None:
        """A column that some place has, of a type.

        Raises:
            Refused: another place has it of a type that it does not go with.
        """
        before = self.kinds.get(name)
        if before is None or before == pl.Null:
            self.kinds[name], self.first[name] = kind, Path(place).name
        elif kind not in {before, pl.Null()}:
            wide = _wider(before, kind)
            if wide is None:
                expected = f"{before} was expected as in {self.first[name]}, not {kind}"
                raise Refused(Fault(place, f"column {name}", expected))
            self.kinds[name] = wide


def _wider(one: pl.DataType, other: pl.DataType) -> pl.DataType | None:
    """Of two types the one that holds the values of both; `None` if neither does."""
    if one in _WHOLES and other in _WHOLES:
        return _WHOLES[max(_WHOLES.index(one), _WHOLES.index(other))]
    return None


_WHOLES: list[pl.DataType] = [pl.Int8(), pl.Int16(), pl.Int32(), pl.Int64()]


def _said(folders: Iterable[str]) -> dict[str, str | None]:
    """What the names of folders say of the rows in them."""
    parts = (one.partition("=") for one in folders)
    return {
        name: None if value == "__HIVE_DEFAULT_PARTITION__" else unquote(value)
        for name, mark, value in parts
        if mark
    }


def _typed(several: Iterable[dict[str, str | None]]) -> dict[str, dict[str | None, Any]]:
    """Of each column of folders: what its texts mean."""
    texts: dict[str, dict[str | None, Any]] = {}
    for said in several:
        for name, text in said.items():
            texts.setdefault(name, {})[text] = text
    return {name: _meant(given) for name, given in texts.items()}


def _meant(texts: dict[str | None, Any]) -> dict[str | None, Any]:
    given = [text for text in texts if text is not None]
    for read in (_whole, _truth, _day):
        found: dict[str | None, Any] = {text: read(text) for text in given}
        if given and None not in found.values():
            return {**texts, **found}
    return texts


def _whole(text: str) -> int | None:
    return int(text) if _WHOLE.fullmatch(text) else None


def _truth(text: str) -> bool | None:
    return _TRUTHS.get(text)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
