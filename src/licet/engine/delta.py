"""Tables of Delta Lake by their log: which files they are made of, and files made one.

The library `deltalake` reads and writes the log (the protocol: delta.io); the files are left to
the engines.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import polars as pl

from licet.basics import Fault, Refused
from licet.engine.files import DataFile, Files, length, local, named

LOG = "_delta_log"
_NAMED = "delta.columnMapping.physicalName"


def delta_files(place: str) -> Files:
    """The files of the newest version of a Delta table.

    Raises:
        Refused: there is no such table, or rows were deleted in a way that only Delta's own
            connector can follow.
    """
    table = _opened(place)
    if _has_deletions(table):
        expected = "rows are deleted by deletion vectors; REORG TABLE … APPLY (PURGE) first"
        raise Refused(Fault(place, "Delta table", expected))
    fields = json.loads(table.schema().to_json())["fields"]
    stored = {one["name"]: one["metadata"].get(_NAMED, one["name"]) for one in fields}
    parts = set(table.metadata().partition_columns)
    called = {name: at for name, at in stored.items() if name not in parts}
    root = local(table.table_uri).rstrip("/")
    rows = pl.DataFrame(table.get_add_actions()).sort("path").to_dicts()
    paths = [unquote(row["path"]) for row in rows]
    paths = [path if "://" in path else f"{root}/{path}" for path in paths]
    names, files = named(paths), []
    for path, row in zip(paths, rows, strict=True):
        values = row.get("partition") or {}
        same = {name: values.get(stored[name], values.get(name)) for name in parts}
        files.append(DataFile(path, names[path], called, same))
    return Files(pl.Schema(table.schema().to_arrow()), tuple(files))


def _has_deletions(table: Any) -> bool:  # noqa: ANN401 - the library's table
    """Are rows of its files deleted beside them? If that cannot be told, they are."""
    if "deletionVectors" not in (table.protocol().reader_features or ()):
        return False
    try:
        return any(batch.num_rows for batch in table.deletion_vectors())
    except Exception:  # noqa: BLE001 - the library has its own for every cause
        return True


def is_delta(place: str) -> bool:
    """Is there a Delta table at a path?"""
    return Path(place, LOG).is_dir()


def put_delta(place: str, write: Callable[[str], None]) -> None:
    """Make files that an engine writes the whole of a Delta table, at once or not at all.

    Args:
        place: the path of the table; what it held stays in its history.
        write: writes Parquet files into a folder.
    """
    _library()
    import deltalake
    from deltalake import transaction

    name = f"written-{uuid.uuid4().hex}"
    folder = Path(place, name)
    write(str(folder))
    paths = sorted(folder.glob("*.parquet"))
    schema = deltalake.Schema.from_arrow(pl.Schema(pl.read_parquet_schema(paths[0])))
    actions = [_added(path, f"{name}/{path.name}", transaction.AddAction) for path in paths]
    if is_delta(place):
        table = _opened(place)
        table.create_write_transaction(actions, mode="overwrite", schema=schema)
    else:
        transaction.create_table_with_add_actions(place, schema, actions)


def _added(path: Path, name: str, make: Any) -> Any:  # noqa: ANN401 - the library's class
    status = path.stat()
    stats = json.dumps({"numRecords": length(str(path))})
    return make(
        name, status.st_size, {}, int(status.st_mtime * 1000), data_change=True, stats=stats
    )


def _opened(place: str) -> Any:  # noqa: ANN401 - the library's table
    library = _library()
    try:
        return library(place)
    except Exception as error:  # noqa: BLE001 - the library has its own for every cause
        words = str(error).partition("\n")[0]
        raise Refused(Fault(place, "Delta table", f"could not be read ({words})")) from None


def _library() -> Any:  # noqa: ANN401
    try:
        from deltalake import DeltaTable
    except ImportError:
        expected = "pip install licet[delta] is needed for it"
        raise Refused(Fault("command line", "Delta table", expected)) from None
    return DeltaTable
