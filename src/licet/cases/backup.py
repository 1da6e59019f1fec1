"""A store kept as one file, and brought back from it, on either database.

The file is an SQLite store itself: it can be moved to another machine, looked into with `--store`,
and restored into SQLite or PostgreSQL. Its journal is verified when it is made and when it is
brought back.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from licet.basics import Fault, Refused
from licet.cases.audit import Audit, audit
from licet.store import Store, copy_rows, one_file, open_store, save


@dataclass(frozen=True, slots=True)
class Kept:
    """What a backup holds: entries of the journal, and the hash it ends with."""

    entries: int
    head: str
    rows: int | None = None
    """Rows that were restored."""


def backup(store: Store, file: Path) -> Kept:
    """Write a whole store into a new file, as of one moment, and verify its journal.

    Raises:
        Refused: there is such a file, it cannot be written, or the journal is not sound.
    """
    with one_file(file) as part:
        save(store, part)
        copied = open_store(str(part), make=False)
        try:
            found = _sound(audit(copied), store.name)
        finally:
            copied.close()
        for more in ("-wal", "-shm"):
            part.with_name(part.name + more).unlink(missing_ok=True)
    return Kept(found.entries, found.head)


def restore(file: Path, name: str | None) -> Kept:
    """Bring back what a backup holds into a store that is empty or not yet made.

    Args:
        file: what `backup` wrote.
        name: the store; the usual one if none is named.

    Raises:
        Refused: it is no backup, its journal is not sound, or the store is not empty.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "backup.sqlite"
        try:
            shutil.copyfile(file, copy)
        except OSError as error:
            expected = f"could not be read ({error.strerror})"
            raise Refused(Fault(str(file), "file", expected)) from None
        source = open_store(str(copy), make=False)
        try:
            found = _sound(audit(source), str(file))
            target = open_store(name)
            try:
                with source.reading() as before, target.writing() as after:
                    rows = copy_rows(before, after)
                restored = _sound(audit(target), target.name)
            finally:
                target.close()
        finally:
            source.close()
    if restored.head != found.head:
        raise Refused(Fault(str(file), "restore", "the journal restored is not the one kept"))
    return Kept(restored.entries, restored.head, rows)


def _sound(found: Audit, name: str) -> Audit:
    if found.faults:
        raise Refused(*(Fault(name, "journal", text) for text in found.faults))
    return found
