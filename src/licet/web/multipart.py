"""A form with files in it, read within the limits of what is taken, and known again."""

from __future__ import annotations

import hashlib

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from licet.basics import Fault, Refused
from licet.web.guard import TooMuch
from licet.web.portfolio.sent import MOST_FILES

KIND = "multipart/form-data"
_MOST_FIELDS = 20_000
_STEP = 1 << 20


async def form_of(request: Request) -> FormData:
    """The form that was sent, within the limits of what is taken.

    Raises:
        TooMuch: it has more files or fields.
        Refused: it is no form.
    """
    try:
        return await request.form(max_files=2 * MOST_FILES, max_fields=_MOST_FIELDS)
    except HTTPException as error:
        if "Too many" in error.detail:
            raise TooMuch from None
        raise Refused(Fault("body", "case", f"a form ({KIND}) was expected")) from None


async def known_by(request: Request) -> bytes:
    """What a request is known again by; of a form its fields and files, however it was packed."""
    if not request.headers.get("content-type", "").lower().startswith(KIND):
        return await request.body()
    digest = hashlib.sha256()
    for name, value in (await form_of(request)).multi_items():
        if isinstance(value, UploadFile):
            _put(digest, name, value.filename or "", str(value.size))
            await value.seek(0)
            while piece := await value.read(_STEP):
                digest.update(piece)
            await value.seek(0)
        else:
            _put(digest, name, value)
    return digest.digest()


def _put(digest: hashlib._Hash, *texts: str) -> None:
    for text in texts:
        raw = text.encode("utf-8", "replace")
        digest.update(f"{len(raw)} ".encode() + raw)
