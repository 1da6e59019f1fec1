"""What is kept of a portfolio beside its files: one small JSON file, whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

RECORD = "portfolio.json"
OPEN = "open"
"""What is chosen where a reading is left open."""
READ, ASSESS = "read", "assess"
"""What a worker may be asked to do: make tables of the files, decide the lines."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent: the name it is kept under, the name it came with, its size."""

    key: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Record:
    """A portfolio: what was sent, what was said about it, what is being done, what came of it.

    Attributes:
        uses: by the key of a file or a page of it, what somebody said that it is.
        values: by `table.column`, what somebody said that a value of theirs means.
        on, scenario: the day and the supposition of the last assessment, if one was named.
        house: the readings that the house had chosen then, each as `Choice.as_json` tells it.
        doing: the job that is to be done; empty if none is.
        tables, result: the folders that hold the last tables and the last answers.
        faults: why the last job came to nothing, in its own words.
        tries: how often a job was begun that was cut off.
    """

    id: str
    name: str
    made: str
    by: str = ""
    lang: str = "en"
    files: tuple[Sent, ...] = ()
    aside: tuple[str, ...] = ()
    uses: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    on: str = ""
    scenario: str = ""
    house: tuple[Mapping[str, Any], ...] = ()
    doing: str = ""
    tables: str = ""
    result: str = ""
    faults: tuple[str, ...] = ()
    tries: int = 0
    turns: int = 0
    assessed: str = ""

    @property
    def names(self) -> Mapping[str, str]:
        """By the key of each file, the name it was sent under."""
        return {one.key: one.name for one in self.files}

    @property
    def readings(self) -> Mapping[str, str | None]:
        """The readings that are taken otherwise than usual; `None` for one left open."""
        return {
            str(one["reading"]): None if one["option"] == OPEN else str(one["option"])
            for one in self.house
        }

    @property
    def shown(self) -> bool:
        """Are the answers there those of the last job, even if its papers are still written?"""
        return not self.doing or self.result == f"result-{self.turns}"

    def but(self, **changes: Any) -> Record:  # noqa: ANN401 - any of its fields
        """The same with some fields changed."""
        return replace(self, **changes)


def now() -> str:
    """This moment, as it is written down."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def read_record(place: Path) -> Record:
    """The record of a portfolio's folder.

    Raises:
        FileNotFoundError: there is none.
    """
    raw = json.loads((place / RECORD).read_text(encoding="utf-8"))
    known = {one.name for one in fields(Record)}
    told = {name: value for name, value in raw.items() if name in known}
    told["files"] = tuple(Sent(**one) for one in told.get("files", ()))
    told |= {name: tuple(told.get(name, ())) for name in ("aside", "faults", "house")}
    return Record(**told)


def write_record(place: Path, record: Record) -> None:
    """Keep the record."""
    write_json(place / RECORD, asdict(record))


def write_json(path: Path, value: Any) -> None:  # noqa: ANN401 - any data
    """Write JSON whole or not at all; it is on the disk when this returns."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, default=str)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def read_json(path: Path) -> Any:  # noqa: ANN401 - any data
    """What a JSON file says; nothing if it is not there."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


@dataclass(frozen=True, slots=True)
class Progress:
    """What is being done, and how much of it is done where that is counted."""

    stage: str = "waiting"
    done: int = 0
    total: int = 0


def state_of(record: Record) -> str:
    """Where a portfolio stands: reading, read, assessing, ready or failed."""
    if record.doing:
        return "reading" if record.doing == READ else "assessing"
    if record.faults:
        return "failed"
    return "ready" if record.result else "read"
