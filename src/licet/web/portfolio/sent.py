"""Files that were sent: taken in within limits, kept under names of our own.

What a file is called is shown and never made a path of. A workbook is a packed archive: it is
unpacked once, counted and thrown away, before anything reads it.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from licet.intake import BOOKS, TEXTS, VALUES
from licet.web.portfolio.packed import (
    BROKEN,
    KINDS,
    NotTaken,
    Part,
    Upload,
    each_of,
    too_many_parts,
)
from licet.web.portfolio.record import Sent

MEGABYTE = 1024 * 1024
MOST_FILES = 200
MOST_BYTES = 256 * MEGABYTE
"""Of all files of a portfolio together."""
MOST_UNPACKED = 1024 * MEGABYTE
"""Of a workbook, once unpacked."""
REVIEWS = "reviews.jsonl"
ENDINGS = frozenset((*TEXTS, *BOOKS, ".parquet", ".json"))
PACKED = frozenset((".xlsx", ".xlsm", ".xlsb", ".ods"))
_MOST_NAME = 200
_STEP = 1 << 16
_HEAD, _NAMES_AT = 30, 26
"""Bytes of the head before each part of an archive, and where the length of its name stands."""
_DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)")
_LIST = re.compile(r"(control|watch|unreliable)-list(-[a-z0-9-]+)?\.csv")


def take(uploads: Iterable[Upload], place: Path) -> tuple[tuple[Sent, ...], tuple[str, ...]]:
    """Keep what was sent in a folder: the files kept, and the names of those of other kinds.

    Raises:
        NotTaken: nothing that can be read, more than is taken, or a workbook that is none.
    """
    kept: list[Sent] = []
    aside: list[str] = []
    left = MOST_BYTES
    for one in each_of(upload for upload in uploads if upload.filename):
        path = PurePosixPath((one.filename or "").replace("\\", "/"))
        name = shown_name(path.name)
        if len(kept) + len(aside) == MOST_FILES:
            raise NotTaken("pf_too_many_files")
        key = _key(path, len(kept) + 1)
        if key is None:
            aside.append(name)
            continue
        target = place / key
        left = _keep(one.file, target, left, one.archive if isinstance(one, Part) else name)
        if target.suffix in PACKED:
            check_packed(target, name)
        if key == VALUES:
            continue
        kept.append(Sent(key, name, target.stat().st_size))
    if not kept:
        raise NotTaken("pf_nothing_to_read")
    return tuple(kept), tuple(aside)


def _keep(file: IO[bytes], target: Path, left: int, name: str) -> int:
    """Keep a file that has at most so many bytes; how many are left for the others."""
    with target.open("wb") as kept:
        try:
            while piece := file.read(_STEP):
                left -= len(piece)
                if left < 0:
                    raise NotTaken("pf_too_many_bytes")
                kept.write(piece)
        except (BadZipFile, EOFError, zlib.error):
            raise NotTaken("pf_no_archive", name) from None
    return left


def called(uploads: Iterable[Upload]) -> str | None:
    """What files that are sent together are called: as their folder, or as the only one."""
    paths = [PurePosixPath((one.filename or "").replace("\\", "/")) for one in uploads]
    folders = {path.parts[0] if len(path.parts) > 1 else "" for path in paths}
    if len(folders) == 1 and "" not in folders:
        return shown_name(folders.pop())
    return shown_name(paths[0].stem) if len(paths) == 1 else None


def shown_name(name: str) -> str:
    """A file's name as it is shown: without signs that do not print, and not endlessly long."""
    return "".join(sign for sign in name if sign.isprintable())[:_MOST_NAME]


def _key(path: PurePosixPath, number: int) -> str | None:
    """The name that a file is kept under; nothing for kinds that are not read."""
    if path.name.startswith((".", "~$")):
        return None
    if path.name in {REVIEWS, VALUES}:
        return path.name
    listed = _LIST.fullmatch(path.name)
    if listed is not None:
        return f"{listed[1]}-list-f{number:03}.csv"
    ending = path.suffix.lower()
    return f"f{number:03}{ending}" if ending in ENDINGS else None


def is_list(key: str) -> bool:
    """Is it a list of parties of the operator's own?"""
    return _LIST.fullmatch(key) is not None


def check_packed(path: Path, name: str) -> None:
    """See that a workbook unpacks to no more than is taken and declares no entities.

    The sizes that an archive states of itself are not believed.

    Raises:
        NotTaken: it does, or is no archive.
    """
    try:
        with path.open("rb") as file:
            if too_many_parts(file):
                raise NotTaken("pf_unpacks_too_large", name)
        with ZipFile(path) as archive, path.open("rb") as file:
            parts = archive.infolist()
            left = MOST_UNPACKED
            for part in parts:
                for at, piece in enumerate(_pieces(part, file)):
                    left -= len(piece)
                    if left < 0:
                        raise NotTaken("pf_unpacks_too_large", name)
                    is_text = part.filename.endswith((".xml", ".rels", ".vml"))
                    if at == 0 and is_text and _declares(piece):
                        raise NotTaken("pf_declares_entities", name)
    except BROKEN:
        raise NotTaken("pf_no_workbook", name) from None


def _declares(piece: bytes) -> bool:
    """Does the beginning of an XML part declare a document type, in one byte a sign or in two?"""
    return _DECLARES.search(piece.replace(b"\0", b"")) is not None


def _pieces(part: ZipInfo, file: BinaryIO) -> Iterator[bytes]:
    """What a part of an archive unpacks to, piece by piece."""
    file.seek(part.header_offset)
    lengths = struct.unpack("<HH", file.read(_HEAD)[_NAMES_AT:])
    file.seek(part.header_offset + _HEAD + sum(lengths))
    left = part.compress_size
    if part.compress_type not in KINDS:
        raise BadZipFile(part.filename)
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    while left > 0 and (raw := file.read(min(left, _STEP))):
        left -= len(raw)
        if part.compress_type == ZIP_STORED:
            yield raw
            continue
        while raw:
            yield unpacking.decompress(raw, _STEP)
            raw = unpacking.unconsumed_tail
