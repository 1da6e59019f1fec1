"""A rulebook that was read and checked before, kept in the user's cache folder.

Reading the law files takes half a second, most of it to parse what a day ago was the same. The
copy is found by the fingerprint of the files and of the program that read them, so that a
changed comma in either is read anew; and whatever is wrong with a copy, the files are read.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from licet.rulebook.book import Rulebook


def digest_of(files: Mapping[str, str]) -> str:
    """The fingerprint of law files."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{files[name]}\0".encode())
    return digest.hexdigest()


def kept(files: Mapping[str, str], read: Callable[[Mapping[str, str]], Rulebook]) -> Rulebook:
    """The rulebook that `read` makes of the files, or made of them before.

    Raises:
        Refused: by `read`, of files that are not sound; those are never kept.
    """
    folder = cache_folder()
    if folder is None:
        return read(files)
    place = folder / f"rulebook-{digest_of(files)[:24]}-{_program()}.pickle"
    try:
        if place.stat().st_uid == _user():
            with place.open("rb") as file:
                found = pickle.load(file)  # noqa: S301 - written by this user's Licet
            if isinstance(found, _rulebook()):
                return found
    except Exception:  # noqa: BLE001, S110 - any copy that cannot be used is made anew
        pass
    book = read(files)
    _keep(book, place)
    return book


def cache_folder() -> Path | None:
    """Where copies are kept: `LICET_CACHE`, or the user's cache folder; empty is nowhere."""
    if "LICET_CACHE" in os.environ:
        return Path(os.environ["LICET_CACHE"]) if os.environ["LICET_CACHE"] else None
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "licet"
    except RuntimeError:  # nobody is at home
        return None


def _rulebook() -> type[Rulebook]:
    from licet.rulebook.book import Rulebook as Made

    return Made


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0


def _program() -> str:
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _keep(book: Rulebook, place: Path) -> None:
    """Write the copy whole or not at all; a folder that cannot be written to costs time only."""
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for old in place.parent.glob("rulebook-*.pickle"):
            old.unlink(missing_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as file:
            pickle.dump(book, file, protocol=pickle.HIGHEST_PROTOCOL)
        Path(file.name).replace(place)
    except OSError:
        return
