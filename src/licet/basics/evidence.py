"""Where a fact comes from, and what is wrong with a place in a file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """The place a fact was read from: `file`, `line` (1 is the first line), a word on how."""

    file: str
    line: int | None = None
    note: str = ""

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place} ({self.note})" if self.note else place


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the input: where it is, what stands there, what was expected."""

    file: str
    place: str
    expected: str
    line: int | None = None
    column: str | None = None
    value: str | None = None
    key: str | None = None
    """The item, shipment line or party that the row speaks of, where it can be read."""

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{where}: {self.place}: {self.expected}"


class Refused(Exception):
    """The input was refused; `faults` has one line each for the person who wrote it."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults
