"""A case as one file: its papers, what was attached to it, everything known of it, and the sums."""

from __future__ import annotations

import hashlib
import io
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from licet.cases import Paper
from licet.papers.case_papers import write_case_papers

SUMS = "SHA256SUMS"
_UNSAFE = re.compile(r"[^\w.()+-]+")
_LONGEST = 80


def bundle(
    shown: Mapping[str, Any], attached: Iterable[Paper], day: date, *, address: str = ""
) -> bytes:
    """A case as a ZIP file, with a list of SHA-256 sums that `sha256sum -c` reads.

    Args:
        shown: the case, as `licet case show --json` has it.
        attached: what `licet.cases.contents` gives; every paper ever brought, by its entry.
        day: the day that the papers bear.
        address: of the server on which others verify the case.
    """
    packed = io.BytesIO()
    sums: list[str] = []
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in (*_papers(shown, day, address), *_attached(attached)):
            file.writestr(name, content)
            sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
        file.writestr(SUMS, "".join(sums))
    return packed.getvalue()


def _papers(shown: Mapping[str, Any], day: date, address: str) -> Iterator[tuple[str, bytes]]:
    with tempfile.TemporaryDirectory() as folder:
        for path in write_case_papers(shown, Path(folder), day, address=address).files:
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _attached(attached: Iterable[Paper]) -> Iterator[tuple[str, bytes]]:
    for one in attached:
        yield f"attached/{one.entry:04}-{one.document}-{safe_name(one.file)}", one.content


def safe_name(file: str) -> str:
    """A file's name without anything that leads elsewhere; the end stays, which says its kind."""
    plain = _UNSAFE.sub("_", file.replace("\\", "/").rpartition("/")[2]).lstrip(".")
    return plain[-_LONGEST:] or "file"
