"""The files a table is made of, read alike by Polars and by Spark.

A table of a lake is a log that names Parquet files. What the log says of them (which columns
each has and by what name, and those whose value is the same in every row of a file) is kept
here, so that either engine reads the rows that the log means, and can say where each stood.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import polars as pl

PLACE = ("_file", "_line")
"""Columns that say where a row stood: the file's name, and the row in it counted from 1."""
_WIDER = pl.ScanCastOptions(
    integer_cast="upcast", float_cast="upcast", datetime_cast="nanosecond-downcast"
)


@dataclass(frozen=True, slots=True)
class DataFile:
    """One Parquet file of a table.

    Attributes:
        path: a path, or an address.
        name: what it is called in places.
        called: each of the table's columns that the file has → what it is called there.
        same: columns that have one value in all its rows, and that value.
    """

    path: str
    name: str
    called: Mapping[str, str]
    same: Mapping[str, Any] = field(default_factory=dict)

    @property
    def alike(self) -> tuple[Any, ...]:
        """Files of which this is the same are read in one go."""
        return (*sorted(self.called.items()), None, *sorted(self.same.items()))


@dataclass(frozen=True, slots=True)
class Files:
    """A table: its columns, and its files in order."""

    schema: pl.Schema
    files: tuple[DataFile, ...]

    @property
    def groups(self) -> Iterator[tuple[DataFile, list[str]]]:
        """The paths of files that are alike, with the first of each."""
        found: dict[tuple[Any, ...], tuple[DataFile, list[str]]] = {}
        for file in self.files:
            found.setdefault(file.alike, (file, []))[1].append(file.path)
        return iter(found.values())


def on_polars(files: Files) -> pl.LazyFrame:
    """The table, scanned by Polars."""
    parts = [_scanned(files, file, paths) for file, paths in files.groups]
    return pl.concat(parts) if parts else pl.LazyFrame(schema=files.schema)


def _scanned(files: Files, file: DataFile, paths: str | Sequence[str]) -> pl.LazyFrame:
    wanted = {file.called[name]: files.schema[name] for name in file.called}
    lazy = pl.scan_parquet(
        list(paths),
        schema=wanted,
        missing_columns="insert",
        extra_columns="ignore",
        cast_options=_WIDER,
        hive_partitioning=False,
        glob=False,
    )
    return lazy.select(
        pl.col(file.called[name]).alias(name)
        if name in file.called
        else pl.lit(file.same.get(name), dtype=kind).alias(name)
        for name, kind in files.schema.items()
    )


def rows_of(files: Files, file: DataFile, start: int, count: int) -> pl.DataFrame:
    """Some rows of one file of the table, after its first `start`."""
    return _scanned(files, file, [file.path]).slice(start, count).collect()


def length(path: str) -> int:
    """How many rows a file has."""
    found: int = pl.scan_parquet(path, glob=False).select(pl.len()).collect().item()
    return found


def with_spark(files: Files, session: Any, *, places: bool = False) -> Any:  # noqa: ANN401
    """The table as a DataFrame of Spark; with the columns `PLACE`, if they are wanted."""
    types = spark_types(files.schema)
    made = None
    for some in _apart(files):
        part = _read(some, types, session)
        made = part if made is None else made.unionAll(part)
    if made is None:
        made = session.createDataFrame([], types).selectExpr("*", "'' AS _file", "0L AS _line")
    return made if places else made.select(*files.schema)


def _apart(files: Files) -> list[Files]:
    """Files that are to be read apart: those whose columns are called otherwise."""
    found: dict[tuple[Any, ...], list[DataFile]] = {}
    for file in files.files:
        found.setdefault(tuple(sorted(file.called.items())), []).append(file)
    return [Files(files.schema, tuple(some)) for some in found.values()]


def _read(some: Files, types: Any, session: Any) -> Any:  # noqa: ANN401 - DataFrames of Spark
    """Files whose columns are called alike; what is the same in each is found by its path."""
    from pyspark.sql import functions as f

    called = some.files[0].called
    shape = spark_types(pl.Schema({at: some.schema[name] for name, at in called.items()}))
    read = session.read.schema(shape).parquet(*(one.path for one in some.files))
    columns = [f.col(f"`{at}`").alias(name) for name, at in called.items()]
    missing = [field for field in types if field.name not in called]
    same = {field.name: [one.same.get(field.name) for one in some.files] for field in missing}
    path, line = _own_place()
    plain = all(_PLAIN_NAME.fullmatch(one.name) for one in some.files)
    if plain:  # a file's name says which it is, and nothing has to be worked out row by row
        path = f.col("_metadata.file_name")
    if plain and not missing:
        return read.select(*columns, path.alias(PLACE[0]), line).select(*some.schema, *PLACE)
    paths = [one.name if plain else _bare(one.path) for one in some.files]
    known = pl.DataFrame(
        {_PATH: paths, PLACE[0]: [o.name for o in some.files]} | same,
        schema={_PATH: pl.String(), PLACE[0]: pl.String()}
        | {field.name: some.schema[field.name] for field in missing},
    )
    small = f.broadcast(session.createDataFrame(known.to_arrow()))
    found = read.select(*columns, path.alias(_PATH), line).join(small, on=_PATH, how="left")
    return found.select(*some.schema, *PLACE)


def placed(read: Any, place: str) -> Any:  # noqa: ANN401 - DataFrames of Spark
    """A DataFrame that was read from files, with `PLACE`; `None` if it does not say which."""
    from pyspark.errors import AnalysisException
    from pyspark.sql import functions as f

    path, line = _own_place()
    root = _bare(place).rstrip("/") + "/"
    name = f.when(path.startswith(root), f.substr(path, f.lit(len(root) + 1)))
    try:
        return read.select("*", name.otherwise(path).alias(PLACE[0]), line)
    except AnalysisException:
        return None


def _own_place() -> tuple[Any, Any]:
    """Where Spark says a row stood: the path of its file without a scheme, and its number."""
    from pyspark.sql import functions as f

    decoded = f.url_decode(f.replace(f.col("_metadata.file_path"), f.lit("+"), f.lit("%2B")))
    line = (f.col("_metadata.row_index") + 1).alias(PLACE[1])
    return f.regexp_replace(decoded, _SCHEME, "/"), line


_PLAIN_NAME = re.compile(r"[A-Za-z0-9._-]+")
"""A file's name that stands once in its table, and that engines write alike."""
_PATH = "\1path"
_SCHEME = "^[A-Za-z0-9]+:/+"


def _bare(path: str) -> str:
    """A path, or an address without its scheme, which engines name each in their own way."""
    return re.sub(_SCHEME, "/", path)


def named(paths: Sequence[str]) -> dict[str, str]:
    """What files are called by their paths: the last part, or as much as tells them apart."""
    last = {path: PurePosixPath(path).name for path in paths}
    if len(set(last.values())) == len(last):
        return last
    root = os.path.commonpath([PurePosixPath(path).parent for path in paths])
    return {path: path.removeprefix(root).lstrip("/") for path in paths}


def spark_types(schema: pl.Schema) -> Any:  # noqa: ANN401
    """Columns as Spark names their types."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(pl.DataFrame(schema=schema).to_arrow().schema)


def local(address: str) -> str:
    """An address of this machine's files as a path; any other stays."""
    parts = urlsplit(address)
    return unquote(parts.path) if parts.scheme == "file" else address
