"""What the papers of a case say themselves: kept once, under their SHA-256, as long as the case."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, delete, select

from licet.basics import Fault, Refused
from licet.cases.files import load
from licet.cases.schema import ATTACHMENTS, CONTENTS
from licet.store import Store

MOST_BYTES = 32 * 1024 * 1024
"""Of one paper."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that was attached: which one, as which file, by which entry of the journal."""

    entry: int
    document: str
    file: str
    sha256: str
    content: bytes


def read_paper(path: Path) -> bytes:
    """The content of a file that is to be attached.

    Raises:
        Refused: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refused(Fault(str(path), "file", f"could not be read ({error.strerror})")) from None


def objection_to(content: bytes) -> str | None:
    """Why a content is not kept; `None` if it is."""
    if not content:
        return "the file is empty; a paper was expected"
    if len(content) > MOST_BYTES:
        return f"a paper of {MOST_BYTES // 1024 // 1024} megabytes at most was expected"
    return None


def keep(connection: Connection, case: int, seq: int, content: bytes) -> None:
    """Keep the content that an entry brings; one that is there already is kept once."""
    digest = hashlib.sha256(content).hexdigest()
    there = select(CONTENTS.c.sha256).where(CONTENTS.c.sha256 == digest)
    if connection.execute(there).first() is None:
        connection.execute(CONTENTS.insert().values(sha256=digest, content=content))
    connection.execute(ATTACHMENTS.insert().values(seq=seq, case_number=case, sha256=digest))


def let_go(connection: Connection, case: int) -> None:
    """Delete what a removed case attached, unless another case has the same content."""
    connection.execute(delete(ATTACHMENTS).where(ATTACHMENTS.c.case_number == case))
    used = select(ATTACHMENTS.c.sha256)
    connection.execute(delete(CONTENTS).where(CONTENTS.c.sha256.not_in(used)))


def contents(store: Store, name: str, entry: int | None = None) -> list[Paper]:
    """The papers of a case with their content, in the order they came; or of one entry.

    A paper that was noted before contents were kept is left out.

    Raises:
        Refused: there is no such case.
    """
    with store.reading() as connection:
        case = load(connection, name)
        said = {one.seq: one.body["details"] for one in case.journal}
        asked = (
            select(ATTACHMENTS.c.seq, CONTENTS.c.sha256, CONTENTS.c.content)
            .join(CONTENTS, ATTACHMENTS.c.sha256 == CONTENTS.c.sha256)
            .where(ATTACHMENTS.c.case_number == case.number)
            .order_by(ATTACHMENTS.c.seq)
        )
        if entry is not None:
            asked = asked.where(ATTACHMENTS.c.seq == entry)
        return [
            Paper(
                row.seq, said[row.seq]["document"], said[row.seq]["file"], row.sha256, row.content
            )
            for row in connection.execute(asked)
        ]
