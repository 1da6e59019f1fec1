"""The process that works on one portfolio; what it does it tells line by line.

It ends with whoever started it: when its standard input is closed it stops at once, so that no
two ever work on the same portfolio. `python -m licet.web.portfolio.worker FOLDER JOB OUT`.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

from licet.basics import Refused
from licet.web.portfolio.record import READ, Record, read_record, write_json

REFUSED = 2
"""How the process ends that was given something it cannot work on."""
FAULTS = "faults.json"
LOOKED, COLUMNS = "looked.json", "columns.yaml"
SENT, FOLDER = "sent", "folder"
READING = ("look", "make", "read", "keep")
_GENTLY = 5
_EVERY = 300_000_000
"""Nanoseconds between two words on how much of a stage is done."""
Tell = Callable[..., None]


def main(arguments: list[str]) -> int:
    """Do a job; 0 if it is done."""
    place, job, out = Path(arguments[0]), arguments[1], Path(arguments[2])
    Thread(target=_end_with_the_server, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(_GENTLY)
    out.mkdir(parents=True, exist_ok=True)
    record = read_record(place)
    try:
        read(place, record, out) if job == READ else assess(place, record, out)
    except Refused as refused:
        kept = f"{place}{os.sep}"  # where it is kept is nobody's business
        write_json(out / FAULTS, [str(one).replace(kept, "") for one in refused.faults])
        return REFUSED
    return 0


def tell(stage: str, **more: Any) -> None:  # noqa: ANN401 - any data
    """Say what is being done to whoever listens."""
    sys.stdout.write(json.dumps({"stage": stage, **more}) + "\n")
    sys.stdout.flush()


class Counted:
    """Tells of each stage when it begins, and a few times a second how much of it is done."""

    def __init__(self) -> None:
        self._stage, self._last = "", 0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Told by whoever works how far it is."""
        now = time.monotonic_ns()
        if stage != self._stage or now - self._last > _EVERY:
            self._stage, self._last = stage, now
            tell(stage, done=done, total=total)


def _end_with_the_server() -> None:
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


def read(place: Path, record: Record, out: Path) -> None:
    """Look into the files that were sent, make a folder of them, and keep its tables.

    Raises:
        Refused: they make no folder.
    """
    from licet.intake import (
        Columns,
        fact_kinds,
        read_folder,
        read_mappings,
        write_columns,
        write_values,
    )
    from licet.rulebook import rulebook
    from licet.web.portfolio.looked import MAPPED, look
    from licet.web.portfolio.made import make_folder
    from licet.web.portfolio.record import read_json
    from licet.web.portfolio.tables import note_units, write_tables
    from licet.web.portfolio.values import own_units

    facts = fact_kinds(rulebook().business_facts())
    sent, folder = place / SENT, place / FOLDER
    tell("look")
    if not (place / LOOKED).exists():
        found = list(look(sent, record.files, facts))
        write_columns([one.guess for one in found if one.guess is not None], place / COLUMNS)
        write_json(place / LOOKED, [one.as_json() for one in found])
    looked = read_json(place / LOOKED)
    uses = {one["key"]: record.uses.get(one["key"], one["use"]) for one in looked}
    pages = {one["key"]: one["page"] for one in looked}
    mappings: list[Columns] = []
    if MAPPED in uses.values():
        mappings = list(read_mappings(place / COLUMNS))
    tell("make")
    faults = make_folder(sent, folder, record.files, uses, mappings, pages)
    write_values(record.values, folder)
    tell("read")
    read_in = read_folder(folder, facts)
    tell("keep")
    write_tables(read_in, out, faults)
    note_units(out, own_units(out))


def assess(place: Path, record: Record, out: Path) -> None:
    """Decide every line; tells when the answers can be seen, then goes on with the rest.

    Raises:
        Refused: its reviews or its lists cannot be read.
    """
    from licet.web.portfolio.deciding import decided, write_answers, write_calendar, write_papers
    from licet.web.portfolio.reviewing import note_reviews
    from licet.web.portfolio.tables import read_tables

    tell("read")
    note_reviews(place, out)
    folder = read_tables(place / record.tables, place / FOLDER)
    portfolio = decided(folder, record, Counted())
    tell("write")
    write_answers(portfolio, out)
    tell("calendar", shown=True)
    write_calendar(folder, record, out)
    tell("papers")
    write_papers(portfolio, out, record.lang)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
