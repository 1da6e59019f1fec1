"""A whole store as one file, and back: every table, every row, as of one moment."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import (
    Connection,
    Executable,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    bindparam,
    func,
    insert,
    select,
    text,
    update,
)

from licet.basics import Fault, Refused
from licet.store.opening import Store, open_store

_TOGETHER, _HEAVY = 1000, 4
"""Rows that are copied at a time; few of those that hold whole files."""
_STEP = "alembic_version"
SEEDED = "chain"
"""The one table that a new store has a row in."""


@contextmanager
def one_file(file: Path) -> Iterator[Path]:
    """A new file beside that one, which takes its name once all went well; never overwrites.

    Raises:
        Refused: there is such a file, or it cannot be written.
    """
    there = Refused(Fault(str(file), "file", "it is there already; a backup overwrites nothing"))
    if file.exists():
        raise there
    try:
        with tempfile.TemporaryDirectory(dir=file.absolute().parent, prefix=".licet-") as folder:
            part = Path(folder) / file.name
            yield part
            os.link(part, file)
    except FileExistsError:
        raise there from None
    except OSError as error:
        expected = f"could not be written ({error.strerror})"
        raise Refused(Fault(str(file), "file", expected)) from None


def save(store: Store, file: Path) -> None:
    """Write a whole store into a new SQLite file, as it is at one moment; others go on writing.

    Args:
        store: SQLite (by its online backup) or PostgreSQL (row by row, in one snapshot).
        file: where to; nothing may be there.
    """
    path = store.file
    if path is not None:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(file)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
    else:
        made = open_store(str(file))
        with store.reading() as source_connection, made.writing() as connection:
            copy_rows(source_connection, connection)
        made.close()
        with closing(sqlite3.connect(file)) as target:
            target.execute("PRAGMA journal_mode=DELETE")
    file.chmod(0o600)


def copy_rows(source: Connection, target: Connection) -> int:
    """Copy every row of one store into another that is empty; how many they were.

    Both must be at the same step, which `open_store` sees to.

    Raises:
        Refused: something is in the other store.
    """
    before, after = MetaData(), MetaData()
    before.reflect(source)
    after.reflect(target)
    count = 0
    for table in before.sorted_tables:
        if table.name == _STEP:
            continue
        into = after.tables[table.name]
        if table.name == SEEDED:
            row = source.execute(select(table)).mappings().one()
            target.execute(update(into).values(**row))
            continue
        if target.execute(select(into).limit(1)).first() is not None:
            expected = f"the store is not empty ({table.name}); a restore overwrites nothing"
            raise Refused(Fault("store", "restore", expected))
        count += _rows(source, table, target, into)
        _count_on(target, into)
    return count


def _rows(source: Connection, table: Table, target: Connection, into: Table) -> int:
    ordered = select(table).order_by(*table.primary_key.columns)
    heavy = any(isinstance(column.type, LargeBinary) for column in table.columns)
    together = _HEAVY if heavy else _TOGETHER
    rows = source.execution_options(yield_per=together).execute(ordered).mappings()
    added = _added(target, into)
    count = 0
    for some in rows.partitions(together):
        target.execute(added, [dict(row) for row in some])
        count += len(some)
    return count


def _added(target: Connection, into: Table) -> Executable:
    """The insertion of whole rows, numbers that the database itself gives among them."""
    always = any(one.identity is not None and one.identity.always for one in into.columns)
    if not always or target.dialect.name != "postgresql":
        return insert(into)
    quote = target.dialect.identifier_preparer.quote
    names = [column.name for column in into.columns]
    columns = ", ".join(quote(name) for name in names)
    values = ", ".join(f":{name}" for name in names)
    whole = f"{quote(into.name)} ({columns}) OVERRIDING SYSTEM VALUE VALUES ({values})"
    stated = f"INSERT INTO {whole}"
    return text(stated).bindparams(*(bindparam(one.name, type_=one.type) for one in into.columns))


def _count_on(target: Connection, into: Table) -> None:
    """Let a PostgreSQL table that numbers its rows itself go on after the last of them."""
    if target.dialect.name != "postgresql":
        return
    for column in into.columns:
        if column.identity is None and not _serial(column.server_default):
            continue
        if not isinstance(column.type, Integer):
            continue
        last = target.execute(select(func.max(column))).scalar()
        if last is not None:
            number = text("SELECT setval(pg_get_serial_sequence(:t, :c), :n)")
            target.execute(number, {"t": into.name, "c": column.name, "n": last})


def _serial(default: object) -> bool:
    return "nextval" in str(getattr(default, "arg", ""))
