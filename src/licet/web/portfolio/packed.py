"""A folder sent as one ZIP archive: its files one by one, as if they had been sent apart.

What an archive states of itself is not believed: parts are counted before it is opened, and what
they unpack to is counted by whoever reads them.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, BinaryIO, Protocol
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

ARCHIVE = ".zip"
MOST_PARTS = 10_000
"""Parts of an archive or a workbook."""
BROKEN = (BadZipFile, EOFError, OSError, NotImplementedError, zlib.error, struct.error)
"""What reading an archive raises that is none, or a broken one."""
KINDS = frozenset((ZIP_STORED, ZIP_DEFLATED))
"""Ways of packing that are unpacked piece by piece."""
_LISTED = b"PK\x01\x02"
"""What each part begins with in the list at the end of an archive."""
_STEP = 1 << 20
_LOCKED = 0x1


class Upload(Protocol):
    """A file as a form gives it."""

    filename: str | None
    file: BinaryIO
    size: int | None


@dataclass(frozen=True, slots=True)
class NotTaken(Exception):
    """What was sent is not taken; `word` is the pages' own text that says why."""

    word: str
    name: str = ""


@dataclass(slots=True)
class Part:
    """A file in an archive, to be read before the next one is asked for."""

    filename: str | None
    file: IO[bytes]
    archive: str


def each_of(uploads: Iterable[Upload]) -> Iterator[Upload | Part]:
    """Every file that was sent, those of archives in their place.

    Raises:
        NotTaken: an archive is none, is locked, or has more parts than are taken.
    """
    for one in uploads:
        name = PurePosixPath((one.filename or "").replace("\\", "/")).name
        if PurePosixPath(name).suffix.lower() != ARCHIVE:
            yield one
            continue
        if too_many_parts(one.file):
            raise NotTaken("pf_too_many_files")
        try:
            yield from _parts(one.file, name)
        except BROKEN:
            raise NotTaken("pf_no_archive", name) from None


def _parts(file: BinaryIO, name: str) -> Iterator[Part]:
    with ZipFile(file) as archive:
        for part in archive.infolist():
            if part.is_dir():
                continue
            if part.compress_type not in KINDS or part.flag_bits & _LOCKED:
                raise BadZipFile(part.filename)
            with archive.open(part) as inside:
                yield Part(part.filename, inside, name)


def too_many_parts(file: IO[bytes]) -> bool:
    """Does an archive list more parts than are taken? It is looked at without unpacking it."""
    file.seek(0)
    count, kept = 0, b""
    while piece := file.read(_STEP):
        count += (kept + piece).count(_LISTED)
        kept = piece[-(len(_LISTED) - 1) :]
    file.seek(0)
    return count > MOST_PARTS
