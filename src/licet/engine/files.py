"""The files a table is made of, read alike by Polars and by Spark.

A table of a lake is a log that names Parquet files. What the log says of them (which columns
each has and by what name, and those whose value is the same in every row of a file) is kept
here, so that either engine reads the rows that the log means, and can say where each stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import polars as pl

PLACE = ("_file", "_line")
"""Columns that say where a row stood: the file's name, and the row in it counted from 1."""
_PLAIN_NAME = re.compile(r"[A-Za-z0-9._-]+")
_WIDER = pl.ScanCastOptions(
    integer_cast="upcast", float_cast="upcast", datetime_cast="nanosecond-downcast"
)


@dataclass(frozen=True, slots=True)
class DataFile:
    """One Parquet file of a table.

    Attributes:
        path: a path, or an address.
        called: each of the table's columns that the file has → what it is called there.
        same: columns that have one value in all its rows, and that value.
    """

    path: str
    called: Mapping[str, str]
    same: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The last part of its path."""
        return PurePosixPath(self.path).name

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


def length(file: DataFile) -> int:
    """How many rows a file has."""
    found: int = pl.scan_parquet(file.path, glob=False).select(pl.len()).collect().item()
    return found


def with_spark(files: Files, session: Any, *, places: bool = False) -> Any:  # noqa: ANN401
    """The table as a DataFrame of Spark; with the columns `PLACE`, if they are wanted."""
    from pyspark.sql import functions as f

    own = [f.col("_metadata.file_name").alias(PLACE[0])]
    own += [(f.col("_metadata.row_index") + 1).alias(PLACE[1])]
    types = spark_types(files.schema)
    apart = _apart(files)
    made = None
    for some in apart:
        file = some.files[0]
        shape = spark_types(pl.Schema({at: files.schema[n] for n, at in file.called.items()}))
        read = session.read.schema(shape).parquet(*(one.path for one in some.files))
        columns = [
            f.col(f"`{file.called[field.name]}`").alias(field.name)
            if field.name in file.called
            else f.lit(file.same.get(field.name)).cast(field.dataType).alias(field.name)
            for field in types
            if field.name in file.called or not _differs(some, field.name)
        ]
        part = _with_same(read.select(*columns, *own), some, session).select(*files.schema, *PLACE)
        made = part if made is None else made.unionAll(part)
    if made is None:
        made = session.createDataFrame([], types).selectExpr("*", "'' AS _file", "0L AS _line")
    return made if places else made.select(*files.schema)


def _apart(files: Files) -> list[Files]:
    """Files that are to be read apart: those whose columns are called otherwise.

    What is the same in a file is found by the file's name, if each name stands once and plainly.
    """
    names = [file.name for file in files.files]
    by_name = len(set(names)) == len(names) and all(map(_PLAIN_NAME.fullmatch, names))
    found: dict[tuple[Any, ...], list[DataFile]] = {}
    for file in files.files:
        key = tuple(sorted(file.called.items())) if by_name else file.alike
        found.setdefault(key, []).append(file)
    return [Files(files.schema, tuple(some)) for some in found.values()]


def _differs(some: Files, name: str) -> bool:
    return len({file.same.get(name) for file in some.files}) > 1


def _with_same(read: Any, some: Files, session: Any) -> Any:  # noqa: ANN401 - DataFrames of Spark
    """The columns that have one value in each of the files, by the files' names."""
    from pyspark.sql import functions as f

    names = [n for n in some.schema if n not in read.columns]
    if not names:
        return read
    table = pl.DataFrame(
        {PLACE[0]: [file.name for file in some.files]}
        | {n: [file.same.get(n) for file in some.files] for n in names},
        schema={PLACE[0]: pl.String()} | {n: some.schema[n] for n in names},
    )
    small = f.broadcast(session.createDataFrame(table.to_arrow()))
    return read.join(small, on=PLACE[0], how="left")


def spark_types(schema: pl.Schema) -> Any:  # noqa: ANN401
    """Columns as Spark names their types."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(pl.DataFrame(schema=schema).to_arrow().schema)


def local(address: str) -> str:
    """An address of this machine's files as a path; any other stays."""
    parts = urlsplit(address)
    return unquote(parts.path) if parts.scheme == "file" else address
