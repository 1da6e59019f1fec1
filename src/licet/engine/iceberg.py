"""Tables of Apache Iceberg by their metadata: which files they are made of, and files made one.

The library `pyiceberg` reads and writes the metadata (the specification: iceberg.apache.org/spec);
the files are left to the engines. A table is a path with its `metadata`, the path of one
metadata file, or CATALOG.NAMESPACE.TABLE of a catalog that pyiceberg is told of (`.pyiceberg.yaml`
or PYICEBERG_CATALOG__… in the environment).
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from licet.basics import Fault, Refused
from licet.engine.files import DataFile, Files, local, named

_METADATA = ".metadata.json"
_DAY_0 = date(1970, 1, 1)
_FIELD_ID = b"PARQUET:field_id"


def iceberg_files(place: str) -> Files:
    """The files of the newest snapshot of an Iceberg table.

    Raises:
        Refused: there is no such table, or it has delete files.
    """
    table = _opened(place)
    tasks = list(table.scan().plan_files())
    if any(task.delete_files for task in tasks):
        expected = "rows are deleted by delete files; CALL system.rewrite_data_files first"
        raise Refused(Fault(place, "Iceberg table", expected))
    schema = table.schema()
    own = {column.field_id: column.name for column in schema.fields}
    same = any(True for task in tasks for _ in _identities(table, task))
    plain = len(table.schemas()) == 1 and not same
    names = named([local(task.file.file_path) for task in tasks])
    found = []
    for task in tasks:
        path = task.file.file_path
        called = dict.fromkeys(own.values(), "") if plain else _called(table, path, own)
        called = {name: at or name for name, at in called.items()}
        missing = {n: v for n, v in _identities(table, task) if n not in called}
        found.append(DataFile(local(path), names[local(path)], called, missing))
    frame = pl.DataFrame(schema.as_arrow().empty_table())
    return Files(frame.schema, tuple(sorted(found, key=lambda file: file.path)))


def is_iceberg(place: str) -> bool:
    """Is there an Iceberg table at a path?"""
    return place.endswith(_METADATA) or any(Path(place, "metadata").glob(f"*{_METADATA}"))


def put_iceberg(name: str, write: Callable[[str], None]) -> None:
    """Make files that an engine writes the whole of an Iceberg table, at once or not at all.

    Args:
        name: CATALOG.NAMESPACE.TABLE; what it held stays in its history.
        write: writes Parquet files into a folder.

    Raises:
        Refused: no such catalog, a table of other columns, or one on another machine.
    """
    catalog, identifier = _catalog(name)
    from pyarrow import parquet  # type: ignore[import-untyped]
    from pyiceberg.expressions import AlwaysTrue

    location = _location(catalog, identifier, name)
    folder = Path(location, "data", f"written-{uuid.uuid4().hex}")
    write(str(folder))
    paths = sorted(map(str, folder.glob("*.parquet")))
    schema = parquet.read_schema(paths[0]).remove_metadata()
    if not catalog.table_exists(identifier):
        table = catalog.create_table(identifier, schema, location=Path(location).as_uri())
    else:
        table = catalog.load_table(identifier)
    if table.schema().as_arrow().names != schema.names:
        raise Refused(Fault(name, "Iceberg table", "has other columns; another name is needed"))
    with table.transaction() as change:
        if table.current_snapshot() is not None:
            change.delete(AlwaysTrue())
        change.add_files(paths)


def _location(catalog: Any, identifier: str, name: str) -> str:  # noqa: ANN401 - the library's
    """The folder of a table that is there, or will be."""
    if catalog.table_exists(identifier):
        address = catalog.load_table(identifier).location()
    else:
        namespace, _, table = identifier.rpartition(".")
        catalog.create_namespace_if_not_exists(namespace)
        base = catalog.properties.get("warehouse")
        if base is None:
            expected = "its catalog names no warehouse, so the table has to be made there first"
            raise Refused(Fault(name, "Iceberg table", expected))
        address = f"{base.rstrip('/')}/{namespace}/{table}"
    path = local(address)
    if "://" in path:
        expected = f"{address} is written by Spark with Iceberg's own connector"
        raise Refused(Fault(name, "Iceberg table", expected))
    return path


def _identities(table: Any, task: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Columns by whose value a file's rows were put apart, with that value."""
    from pyiceberg.transforms import IdentityTransform
    from pyiceberg.types import DateType

    schema = table.schema()
    for number, part in enumerate(table.specs()[task.file.spec_id].fields):
        if not isinstance(part.transform, IdentityTransform):
            continue
        column = next((c for c in schema.fields if c.field_id == part.source_id), None)
        if column is None:
            continue
        value = task.file.partition[number]
        if isinstance(column.field_type, DateType) and isinstance(value, int):
            value = _DAY_0 + timedelta(days=value)
        yield column.name, value


def _called(table: Any, path: str, own: Mapping[int, str]) -> dict[str, str]:  # noqa: ANN401
    """Each column that a file has → what it is called there, by the numbers of its columns."""
    from pyarrow import parquet

    with table.io.new_input(path).open() as source:
        stored = parquet.read_schema(source)
    numbers = {
        int(column.metadata[_FIELD_ID]): column.name
        for column in stored
        if column.metadata and _FIELD_ID in column.metadata
    }
    if not numbers:
        mapping = table.name_mapping()
        known = {} if mapping is None else {n: f.field_id for f in mapping.root for n in f.names}
        numbers = {known[name]: name for name in stored.names if name in known}
    return {name: numbers[number] for number, name in own.items() if number in numbers}


def _opened(place: str) -> Any:  # noqa: ANN401 - the library's table
    _library()
    try:
        if not is_iceberg(place):
            catalog, identifier = _catalog(place)
            return catalog.load_table(identifier)
        from pyiceberg.table import StaticTable

        return StaticTable.from_metadata(_newest(place))
    except Refused:
        raise
    except Exception as error:  # noqa: BLE001 - the library has its own for every cause
        words = str(error).partition("\n")[0]
        raise Refused(Fault(place, "Iceberg table", f"could not be read ({words})")) from None


def _newest(place: str) -> str:
    """The metadata file with the highest number."""
    if place.endswith(_METADATA):
        return place
    paths = Path(place, "metadata").glob(f"*{_METADATA}")
    return str(max(paths, key=lambda path: (_number(path.name), path.stat().st_mtime_ns)))


def _number(name: str) -> int:
    found = re.match(r"v?(\d+)", name)
    return int(found.group(1)) if found else -1


def _catalog(name: str) -> tuple[Any, str]:
    """The catalog of a table, and what the table is called in it."""
    _library()
    from pyiceberg.catalog import load_catalog

    first, _, identifier = name.partition(".")
    if "." not in identifier:
        expected = "CATALOG.NAMESPACE.TABLE was expected, or the path of a table"
        raise Refused(Fault(name, "Iceberg table", expected))
    try:
        return load_catalog(first), identifier
    except Exception as error:  # noqa: BLE001 - as above
        words = str(error).partition("\n")[0]
        raise Refused(Fault(name, "Iceberg catalog", f"«{first}»: {words}")) from None


def _library() -> None:
    try:
        import pyiceberg  # noqa: F401
    except ImportError:
        expected = "pip install licet[iceberg] is needed for it"
        raise Refused(Fault("command line", "Iceberg table", expected)) from None
